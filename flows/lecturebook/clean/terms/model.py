"""What term repair works with: terms, aliases, and the repairs it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Rule = Literal["alias", "join", "sound", "correction"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term in its right spelling, and whether a person wrote it down.

    `given` is True for the user's glossary, False for what was learned from titles and other lectures, which proves
    less: such a term takes the place of real English words only where this lecture, or its title, has it right as well.
    """

    text: str
    given: bool = True


@dataclass(frozen=True, slots=True)
class Aliases:
    """Heard words -> right term, and heard words that are right as they are.

    Keys are bare words (see `lecturebook.language.bare`) with one space between them. `evidence` are bare words of the
    field the table was written for: a table with evidence counts only in lectures of that field. `careful` are those
    keys that may be right as they are: they are applied only where the term stands in the lecture, its title or the
    user's glossary.
    """

    terms: Mapping[str, str] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    careful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TermRepair:
    """The words ``[first, last)`` of a lecture are a mis-heard term.

    `before` are the words as the source has them, `after` those to show in their place, stops at the edges kept.
    `score` is the probability, by the fitted scorer, that `after` is what was said; 1.0 for aliases and joins.
    """

    first: int
    last: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    term: str
    rule: Rule
    score: float


@dataclass(frozen=True, slots=True)
class TermRepairs:
    """Repairs of one lecture in word order, none overlapping: those to apply, and those a person should judge.

    `failure` says why they could not be looked for; empty where they were.
    """

    applied: tuple[TermRepair, ...] = ()
    suspected: tuple[TermRepair, ...] = ()
    failure: str = ""
