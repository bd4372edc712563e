"""guide.json: a guide as a plain JSON document, and back.

The schema stands in ``guide.schema.json`` beside this file. Words are kept as columns (`word_columns`). What people
changed, and what they wrote themselves, is there only where they did.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from lecturebook import __version__
from lecturebook.errors import SettingsError
from lecturebook.model import (
    Change,
    Concept,
    Edited,
    Event,
    Guide,
    Lecture,
    Making,
    Mark,
    Mention,
    Objective,
    Part,
    Passage,
    Question,
    Section,
    Source,
    Step,
    Word,
    Written,
)
from lecturebook.word_columns import columns_to_words, ends_to_sentences, rounded, words_to_columns

SCHEMA_VERSION = 3
Json = dict[str, Any]


def schema() -> Json:
    """The JSON Schema (draft 2020-12) that every guide.json follows."""
    text = resources.files("lecturebook").joinpath("guide.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def guide_to_json(guide: Guide) -> str:
    """The document, one line for each top-level key; same guide, same bytes."""
    document = _to_document(guide)
    rows = (f"{_compact(key)}:{_compact(value)}" for key, value in document.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def guide_from_json(text: str) -> Guide:
    """The guide of a document that `guide_to_json` wrote. Raises ValueError where it is none or of another version."""
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("schema_version") != SCHEMA_VERSION:
        raise ValueError(f"no guide of schema version {SCHEMA_VERSION}")
    try:
        return _from_document(document)
    except IndexError as error:
        raise ValueError("a word is named that is not there") from error


@dataclass(frozen=True, slots=True)
class GuideHead:
    """What a course has to know of a lecture before anything is linked; mentions of the concepts are left out.

    `asked` are the keys of the concepts that its questions name: what they are of, and what they put in order; each
    once, sorted.
    It `is_edited` where people changed something in the guide.
    """

    lecture: Lecture
    source: Source
    concepts: tuple[Concept, ...]
    asked: tuple[str, ...]
    is_edited: bool


def head_from_json(text: str) -> GuideHead:
    """The head of a document that `guide_to_json` wrote, without reading the rest: a tenth of the time."""
    return GuideHead(
        lecture=Lecture(**_line(text, "lecture")),
        source=Source(**_line(text, "source")),
        concepts=tuple(_concept_of({**row, "mentions": ()}, ()) for row in _line(text, "concepts")),
        asked=tuple(sorted({key for row in _line(text, "questions") for key in _asked(row)})),
        is_edited='\n"edits":' in text,
    )


def _asked(question: Json) -> tuple[str, ...]:
    """The keys of the concepts that a question names."""
    ordered = (step.get("concept", "") for step in question.get("steps", ()))
    return (question["concept"], *ordered)


def _line(text: str, key: str) -> Any:
    """The value of a top-level key, which has a line of its own: a line break inside JSON's strings is escaped."""
    first = text.index(f'\n"{key}":') + len(key) + 4
    return json.loads(text[first : text.index("\n", first)].removesuffix(","))


def read_guide(path: Path) -> Guide:
    """The guide in a file. Raises SettingsError where there is none that can be read."""
    try:
        return guide_from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsError(str(path), f"{type(error).__name__}: {error}", "a guide.json of a built site") from error


def _to_document(guide: Guide) -> Json:
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": f"lecturebook {__version__}",
        "lecture": asdict(guide.lecture),
        "source": asdict(guide.source),
        "making": asdict(guide.making),
        "covered": [[rounded(start), rounded(end)] for start, end in guide.covered],
        "covered_seconds": rounded(guide.covered_seconds),
        "words": words_to_columns(guide.words, guide.sentences),
        "sentences": [sentence.last for sentence in guide.sentences],
        "events": [{"second": rounded(event.second), "text": event.text} for event in guide.events],
        "abstract": [_passage(passage) for passage in guide.abstract],
        "sections": [_section(section) for section in guide.sections],
        "concepts": [_concept(concept) for concept in guide.concepts],
        "questions": [_question(question) for question in guide.questions],
        "marks": [{"kind": mark.kind, "passage": _passage(mark.passage)} for mark in guide.marks],
        "objectives": [
            {"text": objective.text, "concept": objective.concept, "said": _passage(objective.said)}
            for objective in guide.objectives
        ],
        "ledger": [_change(change) for change in guide.ledger],
        "suspected": [_change(change) for change in guide.suspected],
        **({"edits": [asdict(edit) for edit in guide.edits]} if guide.edits else {}),
    }


def _passage(passage: Passage) -> Json:
    return {
        "first": passage.first,
        "last": passage.last,
        "start": rounded(passage.start),
        "end": rounded(passage.end),
        "text": passage.text,
    }


def _section(section: Section) -> Json:
    return {
        "id": section.id,
        "title": section.title,
        "first": section.first,
        "last": section.last,
        "start": rounded(section.start),
        "end": rounded(section.end),
        "summary": [_passage(passage) for passage in section.summary],
        "concepts": list(section.concepts),
        "confidence": section.confidence,
        "is_given": section.is_given,
        "parts": [{**asdict(p), "start": rounded(p.start), "end": rounded(p.end)} for p in section.parts],
        "written": [
            {"text": written.text, "support": [_passage(quote) for quote in written.support]}
            for written in section.written
        ],
        **({"note": section.note} if section.note else {}),
    }


def _concept(concept: Concept) -> Json:
    return {
        "key": concept.key,
        "name": concept.name,
        "kind": concept.kind,
        "aliases": list(concept.aliases),
        "score": concept.score,
        "mentions": [[mention.first, mention.last] for mention in concept.mentions],
        "definitions": [_passage(passage) for passage in concept.definitions],
        **({"again": [_passage(passage) for passage in concept.again]} if concept.again else {}),
        **({"by_staff": concept.by_staff} if concept.by_staff else {}),
    }


def _question(question: Question) -> Json:
    return {
        "id": question.id,
        "kind": question.kind,
        "prompt": question.prompt,
        "concept": question.concept,
        "answer": _passage(question.answer),
        "level": question.level,
        **({"steps": [_step(step) for step in question.steps]} if question.steps else {}),
    }


def _step(step: Step) -> Json:
    return {"said": _passage(step.said), **({"concept": step.concept} if step.concept else {})}


def _change(change: Change) -> list[str | int | float | None]:
    """A row, since there are many: rule, first, last, second, before, after, score."""
    second = rounded(change.second)
    return [change.rule, change.first, change.last, second, change.before, change.after, change.score]


def _from_document(document: Json) -> Guide:
    making = {**document["making"], "not_done": tuple(document["making"]["not_done"])}
    ledger = tuple(Change(*row) for row in document["ledger"])
    words = columns_to_words(document["words"], document["sentences"], ledger)
    return Guide(
        lecture=Lecture(**document["lecture"]),
        source=Source(**document["source"]),
        making=Making(**making),
        covered=tuple((start, end) for start, end in document["covered"]),
        words=words,
        sentences=ends_to_sentences(document["sentences"], words),
        events=tuple(Event(**event) for event in document["events"]),
        abstract=_passages(document["abstract"]),
        sections=tuple(_section_of(row) for row in document["sections"]),
        concepts=tuple(_concept_of(row, words) for row in document["concepts"]),
        questions=tuple(_question_of(row) for row in document["questions"]),
        marks=tuple(Mark(row["kind"], Passage(**row["passage"])) for row in document["marks"]),
        objectives=tuple(
            Objective(row["text"], row["concept"], Passage(**row["said"])) for row in document["objectives"]
        ),
        ledger=ledger,
        suspected=tuple(Change(*row) for row in document["suspected"]),
        edits=tuple(Edited(**row) for row in document.get("edits", ())),
    )


def _passages(rows: Sequence[Json]) -> tuple[Passage, ...]:
    return tuple(Passage(**row) for row in rows)


def _section_of(row: Json) -> Section:
    return Section(
        **{
            **row,
            "summary": _passages(row["summary"]),
            "concepts": tuple(row["concepts"]),
            "parts": tuple(Part(**part) for part in row["parts"]),
            "written": tuple(Written(one["text"], _passages(one["support"])) for one in row["written"]),
        }
    )


def _concept_of(row: Json, words: Sequence[Word]) -> Concept:
    return Concept(
        key=row["key"],
        name=row["name"],
        aliases=tuple(row["aliases"]),
        score=row["score"],
        mentions=tuple(Mention(first, last, words[first].start) for first, last in row["mentions"]),
        definitions=_passages(row["definitions"]),
        kind=row.get("kind", "concept"),
        by_staff=row.get("by_staff", ""),
        again=_passages(row.get("again", ())),
    )


def _question_of(row: Json) -> Question:
    steps = tuple(Step(Passage(**step["said"]), step.get("concept", "")) for step in row.get("steps", ()))
    return Question(**{**row, "answer": Passage(**row["answer"]), "steps": steps})
