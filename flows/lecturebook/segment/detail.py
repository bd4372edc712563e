"""How finely a lecture is cut: in words (coarse, normal, fine) or as a number of sections an hour."""

from __future__ import annotations

from dataclasses import dataclass

NORMAL = "normal"
ACCEPTED = "coarse, normal, fine, or a number of sections an hour from 1 to 60"
_MOST_AN_HOUR = 60.0
# a lecture shorter than this is one section, unless a number is asked for
_ONE_SECTION = 360.0


@dataclass(frozen=True, slots=True)
class Detail:
    """The price of a section in nats, and the least and the most sections in an hour of speech."""

    price: float
    least: float
    most: float

    def bounds(self, seconds: float) -> tuple[int, int]:
        """The least and the most sections of a lecture of so many `seconds`."""
        if seconds < _ONE_SECTION and self.least != self.most:
            return 1, 1
        hours = seconds / 3600
        least = max(1, round(self.least * hours))
        return least, max(least, round(self.most * hours))


# People write 9 to 16 titled parts an hour. A study of 97 documents had 45 as the best price for lectures, 35 and 60 to
# 70 for finer and coarser; on 15 lectures 40 to 50 are alike here (F±3 .33-.37 by sentences), 38 and less are worse
_NAMED = {
    "coarse": Detail(70.0, 4, 8),
    NORMAL: Detail(42.0, 8, 16),
    "fine": Detail(26.0, 14, 28),
}


def read_detail(text: str) -> Detail:
    """The detail that `text` names; empty means normal. Raises ValueError for anything not `ACCEPTED`.

    >>> read_detail("12").bounds(3600)
    (12, 12)
    >>> read_detail("").bounds(300), read_detail("fine").bounds(1800)
    ((1, 1), (7, 14))
    """
    named = _NAMED.get(text.strip().lower() or NORMAL)
    if named is not None:
        return named
    number = float(text)
    if not 1 <= number <= _MOST_AN_HOUR:
        raise ValueError(text)
    return Detail(_NAMED[NORMAL].price, number, number)
