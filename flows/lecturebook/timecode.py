"""Times at the borders: parsing what files write, showing what people read. Inside: seconds as float."""

from __future__ import annotations

import re

# hours may be missing; the fraction may follow a comma or a point. Runs of digits are bounded: int() raises
# ValueError on a hostile one with thousands of digits
_TIMECODE = re.compile(r"^\s*(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?\s*$")


def parse_timecode(text: str) -> float | None:
    """Seconds of ``[H:]MM:SS[,.]fraction``, or None where `text` is no timecode.

    >>> parse_timecode("01:02:03,500"), parse_timecode("00:01,000"), parse_timecode("soon")
    (3723.5, 1.0, None)
    """
    match = _TIMECODE.match(text)
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    # one division, so that 7.738 is the float nearest to it, and not 7.7379999999999995
    return int(f"{whole}{fraction or ''}") / 10.0 ** len(fraction or "")


def clock(seconds: float) -> str:
    """`seconds`, rounded down, as people write it: ``M:SS`` or ``H:MM:SS``.

    >>> clock(59.9), clock(3599), clock(3600), clock(11300)
    ('0:59', '59:59', '1:00:00', '3:08:20')
    """
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def duration(seconds: float) -> str:
    """A length of time in words: ``42 s``, ``13 min``, ``1 h 44 min``.

    >>> duration(42), duration(790), duration(6271)
    ('42 s', '13 min', '1 h 45 min')
    """
    if seconds < 60:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
