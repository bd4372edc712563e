"""Timing lines, as SRT and WebVTT have them and as people and tools write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

# A time on at least one side of the arrow: broken timing lines must not pass for speech, nor speech such as
# "step 1 --> step 2" for a timing line. All repetitions are bounded, so a search is linear.
_BLANKS = r"[ \t]{0,99}"
_COLON = r"[ ]?:[ ]?"
_TIMING = re.compile(rf"\d{_COLON}\d{{1,9}}(?:[ ]?[.,:][ ]?\d{{0,9}})?{_BLANKS}-->|-->{_BLANKS}-?\d{{1,9}}{_COLON}\d")
# other arrows than the format's need a time on both sides
_ARROW = r"(?:-{1,3}[ ]?>|[–—]{1,2}[ ]?>|={1,2}>|[→⟶])"
_LOOSE_TIMING = re.compile(rf"\d{_COLON}\d\d(?:[ ]?[.,:][ ]?\d{{1,9}})?{_BLANKS}{_ARROW}{_BLANKS}\d{{1,9}}{_COLON}\d\d")
_FRACTION = r"(?:[ ]?([.,]|:(?=[ ]?\d{3}(?!\d)))[ ]?(\d{0,9}))?"
_TIME = rf"(-?)(?:(\d{{1,9}}){_COLON})?(\d{{1,3}}){_COLON}(\d{{1,2}}){_FRACTION}(?![\w:])"
_SPAN = re.compile(rf"\s*{_TIME}\s*({_ARROW})\s*(?:{_TIME})?(.*)", re.DOTALL)

# what may stand behind the times: placing of SRT, settings of WebVTT
_SETTINGS = re.compile(r"(?:\s+[A-Za-z]\w*:\S*)*\s*")

_BLANK_INSIDE = re.compile(r"[:.,] +\d|\d +[:.,]")

# East Asian input methods write these for the ASCII ones
_WIDE = str.maketrans("：，．　０１２３４５６７８９", ":,. 0123456789")


@dataclass(frozen=True)
class Notation:
    """How a format writes times: its decimal mark, and whether hours may be left out."""

    mark: str
    hours_optional: bool

    @cached_property
    def exact(self) -> re.Pattern[str]:
        """A timing line in every way as it should be, with all its numbers; `read_span` need not judge it further."""
        hours = r"(?:(\d\d):)?" if self.hours_optional else r"(\d\d):"
        time = rf"{hours}([0-5]\d):([0-5]\d){re.escape(self.mark)}(\d{{3}})"
        return re.compile(rf"{time} --> {time}(?: [a-z]+:[!-~]+)*", re.ASCII)


class Span(NamedTuple):
    """What a timing line says: seconds, `end` None where it cannot be read; what had to be mended; what follows."""

    start: float
    end: float | None
    repairs: tuple[str, ...]
    rest: str


def has_timing(text: str, *, any_arrow: bool = False) -> bool:
    """Whether `text` (a line or a whole file) has something that is, or was meant as, a timing line."""
    if ":" not in text and "：" not in text:
        return False
    if "-->" in text and _TIMING.search(_narrow(text)) is not None:
        return True
    has_arrow = any_arrow and (">" in text or "→" in text or "⟶" in text)
    return has_arrow and _LOOSE_TIMING.search(_narrow(text)) is not None


def read_span(timing: str, notation: Notation) -> Span | None:
    """The times of a timing line, or None where the start cannot be read.

    >>> srt = Notation(",", hours_optional=False)
    >>> read_span("00:01.500 --> 00:00:02,000 X1:40", srt)
    Span(start=1.5, end=2.0, repairs=('notation',), rest='')
    >>> read_span("soon --> later", srt)
    """
    exact = notation.exact.fullmatch(timing)
    if exact is not None:  # as nearly every one; this way it costs a third
        h, m, s, ms, end_h, end_m, end_s, end_ms = map(int, exact.groups("0"))
        start = (h * 3_600_000 + m * 60_000 + s * 1000 + ms) / 1000
        return Span(start, (end_h * 3_600_000 + end_m * 60_000 + end_s * 1000 + end_ms) / 1000, (), "")
    match = _SPAN.match(_narrow(timing))
    if match is None:
        return None
    first, arrow, second, rest = match.groups()[:6], match[7], match.groups()[7:13], match[14]
    is_setting = _SETTINGS.fullmatch(rest) is not None
    end = _seconds(second) if second[2] else None
    if end is None:  # what stands in its place is no text
        rest = rest.lstrip().partition(" ")[2]
    found = {
        "notation": arrow != "-->"
        or _has_blanks(match)
        or not (_is_written(first, notation) and _is_written(second, notation)),
        "carried": _is_carried(first) or _is_carried(second),
    }
    repairs = tuple(reason for reason, holds in found.items() if holds)
    return Span(_seconds(first), end, repairs, "" if is_setting else rest.strip())


def _narrow(text: str) -> str:
    return text if text.isascii() or "：" not in text else text.translate(_WIDE)


def _seconds(time: tuple[str, ...]) -> float:
    sign, hours, minutes, seconds, _, fraction = time
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    # one division, so that 7.738 is the float nearest to it, and not 7.7379999999999995
    value = int(f"{whole}{fraction or ''}") / 10.0 ** len(fraction or "")
    return -value if sign else value


def _is_written(time: tuple[str, ...], notation: Notation) -> bool:
    """Whether `time` is as `notation` writes it; one that could not be read is no matter of notation."""
    _, hours, minutes, _, mark, fraction = time
    if not minutes:
        return True
    return mark == notation.mark and len(fraction) == 3 and bool(hours or notation.hours_optional)


def _has_blanks(match: re.Match[str]) -> bool:
    """Whether there are blanks inside the times, as translation programs leave them."""
    return _BLANK_INSIDE.search(match.string, match.start(), match.start(14)) is not None


def _is_carried(time: tuple[str, ...]) -> bool:
    _, _, minutes, seconds, _, _ = time
    return bool(minutes) and (int(seconds) > 59 or int(minutes) > 59)


def is_number(line: str) -> bool:
    """Whether `line` is nothing but a cue number."""
    line = line.strip()
    return len(line) <= 9 and line.isdecimal()


def paragraphs(lines: Sequence[str], first: int) -> Iterator[tuple[int, Sequence[str]]]:
    """The runs of lines that are not blank, each with the number of its first line; `lines` begin at line `first`."""
    begin = 0
    for n, line in enumerate(lines):
        if not line.strip():
            if n > begin:
                yield first + begin, lines[begin:n]
            begin = n + 1
    if begin < len(lines):
        yield first + begin, lines[begin:]
