"""What is to be told of single words: which were put right, and of which the recogniser was unsure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lecturebook.clean.confidence import doubtful
from lecturebook.model import Change, Guide


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of a text: the repair that it is part of, if any, and whether the recogniser was unsure of it."""

    repair: Change | None = None
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class WordMarks:
    """The marks of a lecture's words: the repair that each is part of, those that are `doubtful` or `left_out`."""

    repairs: dict[int, Change]
    doubtful: frozenset[int]
    left_out: frozenset[int]

    def within(self, spans: Iterable[tuple[int, int]]) -> WordMarks:
        """The marks of the words of half-open `spans` alone."""
        places = {n for first, last in spans for n in range(first, last)}
        repairs = {n: change for n, change in self.repairs.items() if n in places}
        return WordMarks(repairs, self.doubtful & places, self.left_out & places)

    def of(self, first: int, last: int, count: int) -> list[Mark]:
        """The marks of a text of `count` words that shows the words ``[first, last)``, all or as quotes do."""
        places = list(range(first, last))
        if len(places) != count:
            places = [place for place in places if place not in self.left_out]
        if len(places) != count:
            return []
        return [Mark(self.repairs.get(place), place in self.doubtful) for place in places]


def marks_of(guide: Guide) -> WordMarks:
    """What is to be told of single words of `guide`."""
    repairs = {n: change for change in guide.ledger if change.after for n in range(change.first, change.last)}
    return WordMarks(repairs, doubtful(guide.words), guide.left_out)
