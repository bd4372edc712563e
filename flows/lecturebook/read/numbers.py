"""Numbers from files: strings or JSON values that may be anything."""

from __future__ import annotations

import math
import re

# bounded: float() of a hostile run of digits is slow, int() raises
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{0,20})?(?:[eE][+-]?\d{1,3})?", re.ASCII)


def to_number(value: object) -> float | None:
    """`value` as a finite number, or None; strings may have thousands commas.

    >>> to_number("1,086"), to_number(12.5), to_number("10,86"), to_number("nan"), to_number(True)
    (1086.0, 12.5, None, None, None)
    """
    if isinstance(value, str):
        value = value.strip()
        value = float(value.replace(",", "")) if _NUMBER.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # JSON integers may have 4,300 digits
        return None
    return number if math.isfinite(number) else None
