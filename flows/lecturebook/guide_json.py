"""guide.json: a guide as a plain JSON document, and back.

The schema stands in ``guide.schema.json`` beside this file. Words are kept as two columns, text and start, so that
the document stays near the transcript's own size; a word ends where the next one starts, at the latest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

from lecturebook import __version__
from lecturebook.errors import SettingsError
from lecturebook.model import (
    Change,
    Concept,
    Event,
    Guide,
    Lecture,
    Making,
    Mark,
    Mention,
    Objective,
    Passage,
    Question,
    Section,
    Source,
    Word,
    Written,
)

SCHEMA_VERSION = 1
Json = dict[str, Any]


def schema() -> Json:
    """The JSON Schema (draft 2020-12) that every guide.json follows."""
    text = resources.files("lecturebook").joinpath("guide.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def guide_to_json(guide: Guide) -> str:
    """The document, one line for each top-level key; same guide, same bytes."""
    document = _to_document(guide)
    rows = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in document.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def guide_from_json(text: str) -> Guide:
    """The guide of a document that `guide_to_json` wrote. Raises ValueError where it is none or of another version."""
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("schema_version") != SCHEMA_VERSION:
        raise ValueError(f"no guide of schema version {SCHEMA_VERSION}")
    return _from_document(document)


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
        "covered": [[_second(start), _second(end)] for start, end in guide.covered],
        "covered_seconds": _second(guide.covered_seconds),
        "words": {
            "text": [word.text for word in guide.words],
            "start": [_second(word.start) for word in guide.words],
            "interpolated": _interpolated(guide.words),
            "end": _second(guide.words[-1].end) if guide.words else 0,
        },
        "sentences": [_passage(sentence) for sentence in guide.sentences],
        "events": [{"second": _second(event.second), "text": event.text} for event in guide.events],
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
    }


def _second(value: float) -> float:
    """Milliseconds are all a caption format has."""
    return round(value, 3)


def _interpolated(words: Sequence[Word]) -> list[list[int]]:
    """The half-open spans of words whose times were interpolated."""
    spans = []
    for timed, group in groupby(enumerate(words), key=lambda pair: pair[1].timed):
        members = [index for index, _ in group]
        if not timed:
            spans.append([members[0], members[-1] + 1])
    return spans


def _passage(passage: Passage) -> Json:
    return {
        "first": passage.first,
        "last": passage.last,
        "start": _second(passage.start),
        "end": _second(passage.end),
        "text": passage.text,
    }


def _section(section: Section) -> Json:
    return {
        "id": section.id,
        "title": section.title,
        "first": section.first,
        "last": section.last,
        "start": _second(section.start),
        "end": _second(section.end),
        "summary": [_passage(passage) for passage in section.summary],
        "concepts": list(section.concepts),
        "written": [
            {"text": written.text, "support": [_passage(quote) for quote in written.support]}
            for written in section.written
        ],
    }


def _concept(concept: Concept) -> Json:
    return {
        "key": concept.key,
        "name": concept.name,
        "aliases": list(concept.aliases),
        "score": concept.score,
        "mentions": [[m.first, m.last, _second(m.start)] for m in concept.mentions],
        "definitions": [_passage(passage) for passage in concept.definitions],
    }


def _question(question: Question) -> Json:
    return {
        "id": question.id,
        "kind": question.kind,
        "prompt": question.prompt,
        "concept": question.concept,
        "answer": _passage(question.answer),
        "level": question.level,
        "options": list(question.options),
    }


def _change(change: Change) -> list[str | int | float | None]:
    """A row, since there are many: rule, first, last, second, before, after, score."""
    return [
        *(change.rule, change.first, change.last, _second(change.second), change.before, change.after, change.score)
    ]


def _from_document(document: Json) -> Guide:
    making = {**document["making"], "not_done": tuple(document["making"]["not_done"])}
    return Guide(
        lecture=Lecture(**document["lecture"]),
        source=Source(**document["source"]),
        making=Making(**making),
        covered=tuple((start, end) for start, end in document["covered"]),
        words=_words(document["words"]),
        sentences=_passages(document["sentences"]),
        events=tuple(Event(**event) for event in document["events"]),
        abstract=_passages(document["abstract"]),
        sections=tuple(_section_of(row) for row in document["sections"]),
        concepts=tuple(_concept_of(row) for row in document["concepts"]),
        questions=tuple(
            Question(**{**row, "answer": Passage(**row["answer"]), "options": tuple(row["options"])})
            for row in document["questions"]
        ),
        marks=tuple(Mark(row["kind"], Passage(**row["passage"])) for row in document["marks"]),
        objectives=tuple(
            Objective(row["text"], row["concept"], Passage(**row["said"])) for row in document["objectives"]
        ),
        ledger=tuple(Change(*row) for row in document["ledger"]),
    )


def _words(columns: Json) -> tuple[Word, ...]:
    texts, starts = columns["text"], columns["start"]
    timed = [True] * len(texts)
    for first, last in columns["interpolated"]:
        timed[first:last] = [False] * (last - first)
    ends = [*starts[1:], columns["end"]][: len(texts)]
    return tuple(Word(*row) for row in zip(texts, starts, ends, timed, strict=True))


def _passages(rows: Sequence[Json]) -> tuple[Passage, ...]:
    return tuple(Passage(**row) for row in rows)


def _section_of(row: Json) -> Section:
    written = tuple(Written(one["text"], _passages(one["support"])) for one in row["written"])
    return Section(
        **{**row, "summary": _passages(row["summary"]), "concepts": tuple(row["concepts"]), "written": written}
    )


def _concept_of(row: Json) -> Concept:
    return Concept(
        key=row["key"],
        name=row["name"],
        aliases=tuple(row["aliases"]),
        score=row["score"],
        mentions=tuple(Mention(*mention) for mention in row["mentions"]),
        definitions=_passages(row["definitions"]),
    )
