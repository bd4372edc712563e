"""What a course's glossary and its people say about the words of one lecture."""

from __future__ import annotations

from dataclasses import dataclass, field

from lecturebook.clean.corrections import Correction
from lecturebook.clean.terms import Term, TermRepairs


@dataclass(frozen=True, slots=True)
class Wording:
    """The terms that a lecture may hold, the repairs of its words as they were heard, a person's corrections.

    `keep` are phrases that are concepts where they are said, `stop` phrases that never are.
    """

    terms: tuple[Term, ...] = ()
    repairs: TermRepairs = field(default_factory=TermRepairs)
    corrections: tuple[Correction, ...] = ()
    keep: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()


NO_WORDING = Wording()
