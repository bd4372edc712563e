"""SubRip (SRT): blocks of a number, a timing line and text, parted by empty lines, in theory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lecturebook.model import Repair, Transcript
from lecturebook.read.cues import settle, single_transcript
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.markup import coloured_words, has_confidence_colours, plain
from lecturebook.read.timing import Notation, has_timing, is_number, paragraphs, read_span

_NOTATION = Notation(",", hours_optional=False)
# what is left of a number and a timing line where a file stops in the middle of them
_CUT_OFF = re.compile(r"\s*\d[\d:.,\s>-]*")

# what Whisper prints on a terminal: "[00:00.000 --> 00:04.000]  so let us begin"
_BRACKETED = re.compile(r"\n[ \t]*\[\d[\d:.,]* --> [\d:.,]*\d\]")


class _Block(NamedTuple):
    """A timing line, the number of that line, and the text under it; `is_cut` where the file ends before any."""

    line: int
    timing: str
    text: str
    is_cut: bool


def is_srt(document: Document) -> bool:
    """Whether the text has a timing line anywhere, and not in brackets with the text behind it."""
    return has_timing(document.text, any_arrow=True) and _BRACKETED.search(f"\n{document.text}") is None


def read_srt(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of an SRT file."""
    repairs: list[Repair] = []
    blocks = _blocks(document.text.rstrip("\x1a").split("\n"), repairs)
    has_colours = has_confidence_colours(document.text)
    settled = settle(_drafts(blocks, repairs, has_colours=has_colours), repairs)
    return (single_transcript(document.source("srt"), settled),)


def _blocks(lines: list[str], repairs: list[Repair]) -> Iterator[_Block]:
    """The cues of `lines`: a timing line, and of the lines up to the next one those that are not its number."""
    begin = number = 0
    for at in [*(n for n, line in enumerate(lines) if has_timing(line, any_arrow=True)), len(lines)]:
        is_last = at == len(lines)
        gap = lines[begin:at]
        cut = len(gap) if is_last else _number_at(gap, number + 1)
        if begin:
            text = _said(gap[:cut], begin + 1, repairs, is_last=is_last)
            yield _Block(begin, lines[begin - 1], text, is_cut=is_last and gap in ([], [""]))
        elif any(line.strip() for line in gap[:cut]):
            repairs.append(Repair(next(paragraphs(gap, 1))[0], "untimed", dropped=True))
        if not is_last:
            _note_parting(gap, cut, at + 1, repairs)
        number = int(gap[cut].strip()) if cut < len(gap) else number + 1
        begin = at + 1


def _number_at(gap: Sequence[str], expected: int) -> int:
    """Where in `gap`, the lines between two timing lines, the second one's number stands; its length without one.

    A line of digits may be speech as well: it is a number where it has the line above it or its paragraph for itself,
    and where what it follows is text. Elsewhere it has to be the number that is expected.
    """
    at = len(gap) - 1
    while at >= 0 and not gap[at].strip():
        at -= 1
    if at < 0 or not is_number(gap[at]):
        return len(gap)
    is_alone = at > 0 and not gap[at - 1].strip()
    is_adjacent = at == len(gap) - 1
    if is_alone or int(gap[at].strip()) == expected or (is_adjacent and at == 0):
        return at
    return len(gap)


def _note_parting(gap: Sequence[str], cut: int, line: int, repairs: list[Repair]) -> None:
    """Record what lacks between a cue's text and the timing line `line` of the next one."""
    if cut == len(gap):
        repairs.append(Repair(line, "unnumbered"))
    if cut > 0 and gap[cut - 1].strip():
        repairs.append(Repair(line, "unparted"))


def _said(lines: Sequence[str], first: int, repairs: list[Repair], *, is_last: bool) -> str:
    """The text of a cue in `lines`, which begin at line `first`; what belongs to a broken cue is dropped."""
    said: list[str] = []
    is_broken = False
    for line, paragraph in paragraphs(lines, first):
        is_cut_off = is_last and line > first and _CUT_OFF.fullmatch("\n".join(paragraph)) is not None
        # what follows a garbled cue belongs to it, not to the cue before
        is_broken = is_broken or is_cut_off or (line > first and is_number(paragraph[0]))
        if is_broken:
            repairs.append(Repair(line, "truncated" if is_cut_off else "garbled", dropped=True))
            continue
        if line > first:
            repairs.append(Repair(line, "joined"))
        said += paragraph
    return "\n".join(said)


def _drafts(blocks: Iterable[_Block], repairs: list[Repair], *, has_colours: bool) -> Iterator[Draft]:
    for block in blocks:
        span = read_span(block.timing, _NOTATION)
        if span is None or (block.is_cut and not span.rest):
            repairs.append(Repair(block.line, "truncated" if block.is_cut else "garbled", dropped=True))
            continue
        text = plain(block.text or span.rest)
        for reason in (*span.repairs, *text.repairs):
            repairs.append(Repair(block.line, reason))
        if span.rest and block.text:
            repairs.append(Repair(block.line, "junk"))
        words = coloured_words(block.text) if has_colours else ()
        yield Draft(block.line, span.start, span.end, text.text, words)
