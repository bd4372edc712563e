"""Whether the questions that a course adds are true: what they ask was said, and one option is right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lecturebook.check.words import spoken
from lecturebook.course.json_items import read_items
from lecturebook.model import Guide, Passage
from lecturebook.shelf import Shelf, packed

_BLANK = "_____"
# the file has milliseconds
_EXACT = 0.0011


_BROKEN = (KeyError, TypeError, AttributeError, ValueError, RecursionError)
Row = Mapping[str, Any]


class Choices:
    """The ``questions`` of course.json by the slugs of their lectures, and what its concepts are called, by slug.

    The questions lie on a shelf until their lecture's turn comes.
    """

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._shelf = Shelf()
        self._shelf.run("CREATE TABLE question (lecture TEXT, text TEXT)")

    def add(self, row: Row) -> None:
        """Take in a question. Raises one of `_BROKEN` where it is none."""
        self._shelf.run("INSERT INTO question VALUES (?, ?)", (packed(row["lecture"]), packed(row)))
        self.names |= dict.fromkeys((*row["options"], row["answer"]), "")

    def sort(self) -> None:
        """From now on questions can be asked for."""
        self._shelf.run("CREATE INDEX by_lecture ON question (lecture)")

    def of(self, lecture: str) -> list[Row]:
        """The questions of a lecture."""
        query = "SELECT text FROM question WHERE lecture = ? ORDER BY rowid"
        return [json.loads(text) for (text,) in self._shelf.read(query, (packed(lecture),))]

    def strangers(self, lectures: Iterable[str]) -> list[str]:
        """Those that questions are said to be of, but for `lectures`."""
        asked = {lecture for (lecture,) in self._shelf.read("SELECT DISTINCT lecture FROM question")}
        return [json.loads(lecture) for lecture in sorted(asked.difference(map(packed, lectures)))]

    def told_of(self, rows: Iterable[Row]) -> list[object]:
        """All that is said in questions, as plain data."""
        return [(row, [self.names.get(slug) for slug in row["options"]]) for row in rows]

    def untrue(self, rows: Iterable[Row], guide: Guide | None) -> Iterator[str]:
        """What is not so in the questions of a lecture, which has this guide, one line each."""
        try:
            for row in rows:
                if guide is None:
                    yield f"question {row['id']!r} is of no lecture"
                else:
                    yield from _untrue_row(row, guide, self.names)
        except _BROKEN as error:
            yield _unreadable(error)


def read_choices(file: Path) -> tuple[Choices, str]:
    """The questions of a course.json, and why they cannot be read; empty where they can."""
    found = Choices()
    try:
        for row in read_items(file, "questions"):
            found.add(row)
        known = {row["slug"]: row["name"] for row in read_items(file, "concepts") if row["slug"] in found.names}
        found.names = known
    except _BROKEN as error:
        found, why = Choices(), _unreadable(error)
    else:
        why = ""
    found.sort()
    return found, why


def _unreadable(error: Exception) -> str:
    return f"the questions cannot be read ({type(error).__name__}: {error})"


def _untrue_row(row: Row, guide: Guide, concepts: Mapping[str, str]) -> Iterator[str]:
    options, answer = row["options"], row["answer"]
    name = f"question {row['id']!r}"
    if len(set(options)) != len(options) or not set(options) <= concepts.keys():
        yield f"{name}: its options are no concepts, or one is there twice"
    if options.count(answer) != 1:
        yield f"{name}: {answer!r} is not one of its options"
    yield from (f"{name}: {line}" for line in _untrue(row, guide, concepts))


def _untrue(row: Mapping[str, Any], guide: Guide, concepts: Mapping[str, str]) -> Iterator[str]:
    """Whether a prompt is its answer with something left out, the answer was said at its second, and no wrong option
    is named in it."""
    said = _said_at(guide, row["text"], row["second"])
    if said is None:
        yield f"{row['text'][:60]!r} was not said at {row['second']}"
    if not _is_left_out(row["prompt"], row["text"]):
        yield f"{row['prompt'][:60]!r} is not its answer with something left out"
    words = f" {' '.join(spoken(word) for word in row['text'].split())} "
    for slug in row["options"]:
        if slug != row["answer"] and f" {' '.join(spoken(w) for w in concepts.get(slug, '-').split())} " in words:
            yield f"{slug!r} is said in the answer, too"


def _said_at(guide: Guide, text: str, second: float) -> Passage | None:
    """The sentence of that second whose words, but those that quotes leave out, are `text`."""
    left_out = guide.left_out
    wanted = [spoken(word) for word in text.split()]
    for sentence in guide.sentences:
        if abs(sentence.start - second) <= _EXACT:
            span = range(sentence.first, sentence.last)
            kept = [n for n in span if n not in left_out] or list(span)
            if [spoken(guide.words[n].text) for n in kept] == wanted:
                return sentence
    return None


def _is_left_out(prompt: str, text: str) -> bool:
    """Whether `text` is `prompt` with words in place of each blank."""
    words = [spoken(word) for word in text.split()]
    at = 0
    gap = False
    for token in prompt.split():
        if token.startswith(_BLANK):
            at, gap = at + 1, True
            continue
        wanted = spoken(token)
        while gap and at < len(words) and words[at] != wanted:
            at += 1
        if at >= len(words) or words[at] != wanted:
            return False
        at, gap = at + 1, False
    return at <= len(words) and _BLANK in prompt and (gap or at == len(words))
