"""SubRip (SRT): blocks of a number, a timing line and text, parted by empty lines, in theory."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lecturebook.model import Repair, Source, Transcript
from lecturebook.read.cues import Draft, settle, single_transcript
from lecturebook.read.text import unescape
from lecturebook.read.timing import Piece, has_timing, is_number, read_span, split_at_timings, split_blocks

# Only the tags that captions use and the placing codes of SSA. Anything else in angle brackets was said: in a
# lecture on tokenizers "<s> and </s>" is a whole cue.
_MARKUP = re.compile(r"</?(?:[biu]\s*|font(?:\s[^<>]*)?|c(?:\.[^<>\s]*)?)>|\{\\[^{}]*\}", re.IGNORECASE)


def is_srt(text: str) -> bool:
    """Whether `text` has a timing line anywhere."""
    return has_timing(text)


def read_srt(text: str, source: Source) -> tuple[Transcript, ...]:
    """The one lecture of an SRT file."""
    repairs: list[Repair] = []
    pieces = [piece for block in split_blocks(text, _is_blank) for piece in split_at_timings(block)]
    settled = settle(_drafts(_grouped(pieces, repairs), repairs), repairs)
    return (single_transcript(source, settled.cues, settled.repairs),)


def _is_blank(line: str) -> bool:
    return not line.strip()


def _grouped(pieces: list[Piece], repairs: list[Repair]) -> list[list[Piece]]:
    """Each piece with a timing line, and behind it the text that an empty line cut off from it."""
    groups: list[list[Piece]] = []
    open_group: list[Piece] | None = None
    for n, piece in enumerate(pieces):
        if piece.timing:
            open_group = [piece]
            groups.append(open_group)
        elif _is_parted_number(pieces, n):
            continue
        elif open_group is None or is_number(piece.body[0]):
            repairs.append(Repair(piece.line, "garbled", dropped=True))
            open_group = None  # what follows a garbled cue belongs to it, not to the cue before
        else:
            open_group.append(piece)
            repairs.append(Repair(piece.line, "joined"))
    return groups


def _is_parted_number(pieces: list[Piece], n: int) -> bool:
    """Whether piece `n` is a cue number with an empty line between it and its timing line."""
    is_followed = n + 1 < len(pieces) and bool(pieces[n + 1].timing)
    return is_followed and len(pieces[n].body) == 1 and is_number(pieces[n].body[0])


def _drafts(groups: Iterable[list[Piece]], repairs: list[Repair]) -> list[Draft]:
    drafts = []
    for group in groups:
        span = read_span(group[0].timing)
        if span is None:
            repairs.append(Repair(group[0].line, "garbled", dropped=True))
            continue
        text = "\n".join(_plain(line) for piece in group for line in piece.body)
        drafts.append(Draft(group[0].line, *span, text))
    return drafts


def _plain(line: str) -> str:
    return unescape(_MARKUP.sub("", line))
