"""The questions that a course adds to its lectures, on a shelf until the pages of their lecture are made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import lru_cache
from typing import Any

from lecturebook.model import Passage, Question
from lecturebook.shelf import Shelf, packed

# lectures whose questions are at hand: a page needs those of its neighbours too
_AT_HAND = 8


class Choices(Mapping[str, tuple[Question, ...]]):
    """Questions with options by the slug of their lecture, in the order in which lectures were added."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._shelf.run("CREATE TABLE question (number INTEGER PRIMARY KEY, slug TEXT UNIQUE, rows TEXT)")
        self._of = lru_cache(_AT_HAND)(self._read)

    def add(self, slug: str, questions: Sequence[Question]) -> None:
        """Put the questions of a lecture on the shelf; each is one that the course asks, without steps."""
        rows = [(q.id, q.kind, q.prompt, q.concept, astuple(q.answer), q.level, q.options) for q in questions]
        self._shelf.run("INSERT INTO question (slug, rows) VALUES (?, ?)", (slug, packed(rows)))

    def __getitem__(self, slug: str) -> tuple[Question, ...]:
        found = self._of(slug)
        if found is None:
            raise KeyError(slug)
        return found

    def __iter__(self) -> Iterator[str]:
        return (slug for (slug,) in self._shelf.read("SELECT slug FROM question ORDER BY number"))

    def __len__(self) -> int:
        return int(next(self._shelf.read("SELECT COUNT(*) FROM question"))[0])

    def _read(self, slug: str) -> tuple[Question, ...] | None:
        row = next(self._shelf.read("SELECT rows FROM question WHERE slug = ?", (slug,)), None)
        return tuple(map(_question, json.loads(row[0]))) if row else None


def _question(row: list[Any]) -> Question:
    identity, kind, prompt, concept, answer, level, options = row
    return Question(identity, kind, prompt, concept, Passage(*answer), level, tuple(options))
