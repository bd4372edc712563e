"""Edits as `lecturebook edit` makes them: held against the guides, with the words that tie them to their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lecturebook.concepts.mentions import find_mentions
from lecturebook.course.edits.places import first_words
from lecturebook.errors import SettingsError
from lecturebook.model import Concept, Edited, Guide, Part, Passage, Section
from lecturebook.timecode import clock, parse_timecode
from lecturebook.tokens import tokenize

# a passage that defines something is quoted whole, within reason
_LONGEST_PASSAGE = 150


@dataclass(frozen=True, slots=True)
class Change:
    """What is to stand in the table at `path` of edits.toml; a value of None is to go."""

    path: tuple[str, ...]
    values: dict[str, object]


def lecture_title(guides: Sequence[Guide], lecture: str, title: str) -> Change:
    """Another title of a lecture."""
    guide = one_guide(guides, lecture)
    was = next((edit.before for edit in guide.edits if edit.kind == "title"), guide.lecture.title)
    return Change(("lectures", guide.lecture.id), {"title": title, "was": was})


def topic(guides: Sequence[Guide], identity: str, title: str, note: str) -> Change:
    """Another title of the section or part called `identity`, or a note beside a section."""
    guide, found = _topic(guides, identity)
    if note and isinstance(found, Part):
        raise SettingsError("--note", f"{identity!r} is a part", "the id of a section")
    was = next((e.before for e in guide.edits if e.kind == "section" and e.id == found.id), found.title)
    told = {"title": title, "note": note}
    values: dict[str, object] = {key: text for key, text in told.items() if text}
    words = first_words(guide.words, found.first, found.last)
    return Change(("lectures", guide.lecture.id, "sections", found.id), {**values, "was": was, "words": words})


def rename(guides: Sequence[Guide], name: str, new: str) -> Change:
    """Another name of a concept; what it was called in between is kept, as links may lead there."""
    concept = _concept(guides, name)
    before = list(dict.fromkeys(edit.before for guide in guides for edit in guide.edits if _renames(edit, concept)))
    former = [*before[1:], concept.name] if before else []
    values: dict[str, object] = {"name": new, "former": former or None, "into": None, "drop": None}
    return Change(("concepts", _first_name(guides, concept)), values)


def merge(guides: Sequence[Guide], name: str, into: str) -> Change:
    """A concept that is the same as another."""
    one, other = _concept(guides, name), _concept(guides, into)
    if one.key == other.key:
        raise SettingsError("--merge", f"{name!r} and {into!r} are one concept", "two concepts")
    values: dict[str, object] = {"into": other.name, "name": None, "former": None, "drop": None}
    return Change(("concepts", _first_name(guides, one)), values)


def add(guides: Sequence[Guide], name: str) -> Change:
    """A concept that nobody found; it has to be said."""
    if any(concept.name.casefold() == name.casefold() for concept in _all(guides)):
        raise SettingsError("--add", f"{name!r} is a concept", "a phrase that is none yet")
    for guide in guides:
        language = guide.lecture.language
        tokens = tokenize([word.text for word in guide.words], language)
        if find_mentions(tokens, {name: {tuple(tokenize(name.split(), language).stems)}})[name]:
            return Change(("concepts", name), {"add": True})
    raise SettingsError("--add", f"{name!r} is said in none of these lectures", "a phrase as it is said")


def drop(guides: Sequence[Guide], identity: str) -> Change:
    """A question that is not to be asked, or a concept that is none."""
    for guide in guides:
        for question in guide.questions:
            if question.id == identity:
                words = first_words(guide.words, question.answer.first, question.answer.last)
                values: dict[str, object] = {"drop": True, "was": question.prompt, "words": words}
                return Change(("lectures", guide.lecture.id, "questions", identity), values)
    concept = _concept(guides, identity, "--drop", "the id of a question or the name of a concept")
    return Change(("concepts", _first_name(guides, concept)), {"drop": True, "name": None, "into": None})


def define(guides: Sequence[Guide], name: str, lecture: str, at: str, text: str) -> Change:
    """What defines a concept in a lecture: the sentence said at a time, words of staff, or both."""
    _concept(guides, name)
    having = [guide for guide in guides if any(_is_called(concept, name) for concept in guide.concepts)]
    guide = one_guide([one for one in having if lecture in ("", one.lecture.id)], lecture, what=f"the concept {name!r}")
    concept = next(concept for concept in guide.concepts if _is_called(concept, name))
    values: dict[str, object] = {"at": None, "words": None, "text": text or None, "drop": None}
    if at:
        sentence = _sentence_at(guide, at)
        words = first_words(guide.words, sentence.first, sentence.last, _LONGEST_PASSAGE)
        values.update(at=clock(sentence.start), words=words)
    return Change(("lectures", guide.lecture.id, "definitions", _first_name(guides, concept)), values)


def one_guide(guides: Sequence[Guide], lecture: str, what: str = "the lecture") -> Guide:
    """The only guide, or that of `lecture`. Raises SettingsError where that is none or there are several."""
    found = [guide for guide in guides if lecture in ("", guide.lecture.id)]
    if len(found) == 1:
        return found[0]
    accepted = ", ".join(repr(guide.lecture.id) for guide in (found or guides)[:8]) or "a lecture that says it"
    raise SettingsError("--lecture", f"{what} is in {len(found)} lectures" if found else f"no {lecture!r}", accepted)


def listing(guide: Guide) -> Iterator[str]:
    """What can be edited in a lecture: its sections, concepts and questions, each with what names it."""
    yield f"{guide.lecture.id}  {guide.lecture.title}"
    for section in guide.sections:
        yield f"  {guide.lecture.id}/{section.id}  {clock(section.start)}  {section.title}"
        yield from (f"    {guide.lecture.id}/{p.id}  {clock(p.start)}  {p.title}" for p in section.parts)
    for concept in guide.concepts:
        yield f"  {concept.name}  {_defined(concept)}"
    for question in guide.questions:
        yield f"  {question.id}  {clock(question.answer.start)}  {question.prompt}"
    for edit in guide.edits:
        yield f"  edited: {edit.kind} {edit.id}: {edit.before!r} -> {edit.after!r}"


def _defined(concept: Concept) -> str:
    """How often a concept is said, and where it is defined."""
    said = f"{len(concept.mentions)} mentions" if len(concept.mentions) != 1 else "1 mention"
    if concept.definitions:
        return f"{said}, defined at {clock(concept.definitions[0].start)}"
    return f"{said}, defined by staff" if concept.by_staff else f"{said}, not defined"


def _topic(guides: Sequence[Guide], identity: str) -> tuple[Guide, Section | Part]:
    found: list[tuple[Guide, Section | Part]] = []
    for guide in guides:
        topics: list[Section | Part] = [*guide.sections, *(part for one in guide.sections for part in one.parts)]
        found += [(guide, one) for one in topics if identity in (one.id, f"{guide.lecture.id}/{one.id}")]
    if len(found) == 1:
        return found[0]
    known = [f"{guide.lecture.id}/{section.id}" for guide in guides for section in guide.sections]
    raise SettingsError("--section", f"{len(found) or 'no'} sections {identity!r}", ", ".join(known[:8]) + " …")


def _concept(
    guides: Sequence[Guide], name: str, option: str = "concept", accepted: str = "the name of a concept"
) -> Concept:
    found = [concept for concept in _all(guides) if _is_called(concept, name)]
    exact = [concept for concept in found if concept.name.casefold() == name.casefold()]
    keys = {concept.key for concept in exact or found}
    if len(keys) == 1:
        return (exact or found)[0]
    if keys:
        accepted = ", ".join(sorted({concept.name for concept in found}))
    raise SettingsError(option, f"no {name!r}" if not keys else f"{name!r} is said of several", accepted)


def _all(guides: Sequence[Guide]) -> Iterator[Concept]:
    return (concept for guide in guides for concept in guide.concepts)


def _is_called(concept: Concept, name: str) -> bool:
    return concept.key == name or name.casefold() in (one.casefold() for one in (concept.name, *concept.aliases))


def _renames(edit: Edited, concept: Concept) -> bool:
    return edit.kind == "rename" and edit.id == concept.key


def _first_name(guides: Sequence[Guide], concept: Concept) -> str:
    """What a concept is called where nobody has renamed it: that is what edits call it."""
    return next((e.before for guide in guides for e in guide.edits if _renames(e, concept)), concept.name)


def _sentence_at(guide: Guide, at: str) -> Passage:
    second = parse_timecode(at)
    if second is not None:
        # a clock shows no parts of seconds
        for sentence in reversed(guide.sentences):
            if sentence.start < second + 1:
                return sentence
    raise SettingsError("--at", f"nothing is said at {at!r}", "a time in the lecture, such as 12:04")
