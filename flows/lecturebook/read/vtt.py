"""WebVTT, with the time stamps inside its lines that say when each word was spoken."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from lecturebook.model import Cue, CueWord, Repair, Source, Transcript
from lecturebook.read.cues import Draft, settle, single_transcript, sorted_repairs
from lecturebook.read.text import drop_controls, unescape
from lecturebook.read.timing import Piece, read_span, split_at_timings, split_blocks
from lecturebook.timecode import parse_timecode

_SIGNATURE = re.compile(r"\s*WEBVTT(?=\s|$)")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3})\s*$", re.IGNORECASE)
_NO_CUES = re.compile(r"(?:NOTE|STYLE|REGION)(?=\s|$)")

_STAMP = re.compile(r"<(\d[\d:.]{3,20})>")
# The spec drops every tag; we keep what is none of its own, for a lecture's "<mask>" is often not escaped.
_TAG = re.compile(r"</?(?:[bciuv]|lang|ruby|rt|font)(?:[.\s][^<>]*)?>|<\d[\d:.]{3,20}>", re.IGNORECASE)


def is_vtt(text: str) -> bool:
    """Whether `text` begins with the signature of WebVTT."""
    return _SIGNATURE.match(text) is not None


def read_vtt(text: str, source: Source) -> tuple[Transcript, ...]:
    """The one lecture of a WebVTT file; rolling captions come as they are, said two or three times."""
    repairs: list[Repair] = []
    pieces: dict[int, Piece] = {}
    drafts = []
    for piece in _pieces(text):
        span = read_span(piece.timing)
        if span is None:
            repairs.append(Repair(piece.line, "garbled", dropped=True))
            continue
        pieces[piece.line] = piece
        drafts.append(Draft(piece.line, *span, "\n".join(_plain(line) for line in piece.body)))
    settled = settle(drafts, repairs)
    late: list[Repair] = []
    cues = tuple(_with_words(cue, pieces[cue.line].body, late) for cue in settled.cues)
    repaired = sorted_repairs([*settled.repairs, *late])
    return (single_transcript(source, cues, repaired, language=_language(text)),)


def _pieces(text: str) -> Iterator[Piece]:
    """The cues of the file, and blocks that are none; without header, notes, styles, regions and cue ids."""
    # a line of one blank is no empty line: YouTube writes it as the upper of two caption lines
    for n, block in enumerate(split_blocks(text, lambda line: not line)):
        if _NO_CUES.match(block.body[0]):
            continue
        first, *others = split_at_timings(block)
        is_header = n == 0 and not first.timing
        is_id = bool(others) and not first.timing and len(first.body) == 1
        if not is_header and not is_id:
            yield first
        yield from others


def _language(text: str) -> str:
    """The language that the header names, or an empty string."""
    header = next(split_blocks(text, lambda line: not line)).body
    return next((match[1] for match in map(_LANGUAGE.match, header) if match), "")


def _plain(line: str) -> str:
    return unescape(_TAG.sub("", line))


@dataclass(slots=True)
class _Stamped:
    """The words of a cue between its time stamps, which part it into stretches.

    `starts` are the seconds the stretches begin at; `stretches` has, for each word, the one it begins in, or
    None where its line has no stamps; `disordered` says that a stamp ran back or left the cue.
    """

    starts: list[float]
    stretches: list[int | None] = field(default_factory=list)
    disordered: bool = False


def _with_words(cue: Cue, lines: tuple[str, ...], repairs: list[Repair]) -> Cue:
    """`cue` with one entry per word where a line of it has time stamps."""
    if not any(_STAMP.search(line) for line in lines):
        return cue
    stamped = _stretches(cue, lines)
    texts = cue.text.split()
    if stamped.disordered or len(texts) != len(stamped.stretches):
        repairs.append(Repair(cue.line, "words"))
    if len(texts) != len(stamped.stretches):
        return cue
    return replace(cue, words=_timed(texts, stamped, cue.end))


def _stretches(cue: Cue, lines: tuple[str, ...]) -> _Stamped:
    """Where the words of `lines` stand between the stamps."""
    found = _Stamped([cue.start])
    for line in lines:
        parts = _STAMP.split(line)  # text, stamp, text, stamp, ..., text
        texts = [drop_controls(_plain(text)) for text in parts[::2]]
        stretches = [len(found.starts) - 1, *(_add_stamp(found, stamp, cue.end) for stamp in parts[1::2])]
        offsets = list(accumulate(map(len, texts[:-1]), initial=0))
        for word in re.finditer(r"\S+", "".join(texts)):
            stretch = stretches[bisect_right(offsets, word.start()) - 1]
            found.stretches.append(stretch if len(parts) > 1 else None)
    return found


def _add_stamp(found: _Stamped, stamp: str, end: float) -> int:
    """The number of the stretch that `stamp` begins; the one before it where the stamp cannot be right."""
    seconds = parse_timecode(stamp)
    if seconds is not None and found.starts[-1] <= seconds <= end:
        found.starts.append(seconds)
    else:
        found.disordered = True
    return len(found.starts) - 1


def _timed(texts: list[str], stamped: _Stamped, end: float) -> tuple[CueWord, ...]:
    """Words with the times the stamps give: the first of a stretch begins with it, the last ends with it."""
    ends = [*stamped.starts[1:], end]
    last = {stretch: n for n, stretch in enumerate(stamped.stretches)}
    words: list[CueWord] = []
    begun: set[int | None] = {None}
    for n, (text, stretch) in enumerate(zip(texts, stamped.stretches, strict=True)):
        start = stamped.starts[stretch] if stretch is not None and stretch not in begun else None
        stop = ends[stretch] if stretch is not None and last[stretch] == n else None
        words.append(CueWord(text, start, stop))
        begun.add(stretch)
    return tuple(words)
