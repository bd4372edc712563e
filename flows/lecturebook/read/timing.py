"""What SRT and WebVTT share: timing lines, and the pieces of a file they begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from lecturebook.timecode import parse_timecode

# A timecode on at least one side of the arrow: broken timing lines must not pass for speech, nor speech such
# as "step 1 --> step 2" for a timing line. All repetitions are bounded, so a search is linear.
_TIMING = re.compile(r"\d:\d{1,9}(?:[.,]\d{0,9})?[ \t]{0,9}-->|-->[ \t]{0,9}-?\d{1,9}:\d")


@dataclass(frozen=True, slots=True)
class Piece:
    """A timing line with the lines under it; or, with `timing` empty, lines that no timing line leads.

    `line` is the 1-based line of the timing line, or of the first of the lines.
    """

    line: int
    timing: str
    body: tuple[str, ...]


def has_timing(text: str) -> bool:
    """Whether `text` (a line or a whole file) has something that is, or was meant as, a timing line."""
    return "-->" in text and _TIMING.search(text) is not None


def read_span(timing: str) -> tuple[float, float] | None:
    """Start and end, in seconds, of a timing line, or None where either cannot be read; settings are ignored.

    >>> read_span("00:01.500 --> 00:00:02,000 align:start"), read_span("soon --> later")
    ((1.5, 2.0), None)
    """
    left, _, right = timing.partition("-->")
    start, end = _signed_timecode(left), _signed_timecode(right.strip().partition(" ")[0])
    return None if start is None or end is None else (start, end)


def split_blocks(text: str, is_separator: Callable[[str], bool]) -> Iterator[Piece]:
    """The runs of lines between separators, as pieces not yet told apart by timing lines."""
    lines: list[str] = []
    number = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not is_separator(line):
            lines.append(line)
        elif lines:
            yield Piece(number - len(lines), "", tuple(lines))
            lines = []
    if lines:
        yield Piece(number + 1 - len(lines), "", tuple(lines))


def split_at_timings(block: Piece) -> Iterator[Piece]:
    """The pieces of `block`, without cue numbers: several where empty lines between cues are missing."""
    starts = [n for n, line in enumerate(block.body) if has_timing(line)]
    leading = block.body[: starts[0]] if starts else block.body
    if starts:
        leading = without_number(leading)
    if leading:
        yield Piece(block.line, "", leading)
    for start, end in pairwise([*starts, len(block.body)]):
        body = block.body[start + 1 : end]
        is_last = end == len(block.body)
        yield Piece(block.line + start, block.body[start], body if is_last else without_number(body))


def without_number(lines: tuple[str, ...]) -> tuple[str, ...]:
    """`lines`, which stand above a timing line, without the cue number that may end them."""
    return lines[:-1] if lines and is_number(lines[-1]) else lines


def is_number(line: str) -> bool:
    """Whether `line` is nothing but a cue number."""
    return line.strip().isdecimal()


def _signed_timecode(text: str) -> float | None:
    text = text.strip()
    seconds = parse_timecode(text.removeprefix("-"))
    return -seconds if seconds is not None and text.startswith("-") else seconds
