"""What is to be told of single words: which were put right, and of which the recogniser was unsure."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.clean.confidence import doubtful
from lecturebook.model import Change, Guide


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of a text: the repair that it is part of, if any, and whether the recogniser was unsure of it."""

    repair: Change | None = None
    is_unsure: bool = False


class WordMarks:
    """The marks of a lecture's words."""

    def __init__(self, guide: Guide) -> None:
        self._repairs = {n: change for change in guide.ledger if change.after for n in range(change.first, change.last)}
        self._doubtful = doubtful(guide.words)
        self._left_out = guide.left_out

    @property
    def has_unsure(self) -> bool:
        """Whether the recogniser was unsure of any."""
        return bool(self._doubtful)

    def of(self, first: int, last: int, count: int) -> list[Mark]:
        """The marks of a text of `count` words that shows the words ``[first, last)``, all or as quotes do."""
        places = list(range(first, last))
        if len(places) != count:
            places = [place for place in places if place not in self._left_out]
        if len(places) != count:
            return []
        return [Mark(self._repairs.get(place), place in self._doubtful) for place in places]
