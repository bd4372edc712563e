"""WebVTT, with the time stamps inside its lines that say when each word was spoken.

A valid file is read as the W3C's algorithm says (https://www.w3.org/TR/webvtt1/#file-parsing). What is different is
so on purpose:

- a cue without text is dropped and recorded: nothing was said in it;
- tags that WebVTT does not have, and a lone "<", stay: a lecture's "<mask>" is often not escaped;
- names of characters need their semicolon: "R&D" and "&copyright" are speech;
- an end before its start is mended, a comma, an odd arrow, minutes over 59 are read, and recorded;
- text behind an empty line belongs to the cue above it, where the algorithm forgets it;
- a number above a timing line that no empty line parts from the cue before is no text of that cue;
- blank lines may stand before the signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lecturebook.model import CueWord, Repair, Transcript
from lecturebook.read.cues import settle, single_transcript
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.text import drop_controls, unescape
from lecturebook.read.timing import Notation, has_timing, is_number, read_span
from lecturebook.timecode import parse_timecode

_NOTATION = Notation(".", hours_optional=True)
_SIGNATURE = re.compile(r"\s*WEBVTT(?=\s|$)")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3})\s*$", re.IGNORECASE)
# WEBVTT and its header come again where the segments of a stream were put together
_NO_CUES = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?=\s|$)")

_STAMP = re.compile(r"<(\d[\d:.]{3,20})>")
# The algorithm drops every tag; we keep what is none of WebVTT's own. Annotations may hold a "<".
_TAG = re.compile(
    r"</?(?:[biuc]|ruby|rt|font)(?:\.[^<>\s]*)?(?:[ \t\n][^<>]*)?>"
    r"|</?(?:lang|v)(?:\.[^<>\s]*)?(?:[ \t\n][^>]*)?>|<\d[\d:.]{3,20}>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^<>\s]*)?[ \t\n]([^>]+)>", re.IGNORECASE)


class _Block(NamedTuple):
    """A timing line, the number of that line, and the lines of its cue; `is_cut` where the file ends before any."""

    line: int
    timing: str
    body: list[str]
    is_cut: bool = False


def is_vtt(document: Document) -> bool:
    """Whether the text begins with the signature of WebVTT."""
    return _SIGNATURE.match(document.text) is not None


def read_vtt(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of a WebVTT file; rolling captions come as they are, said two or three times."""
    repairs: list[Repair] = []
    lines = document.text.rstrip("\x1a").split("\n")
    header = _header(lines)
    drafts = _drafts(_blocks(lines, len(header), repairs), repairs)
    del lines  # they are gone when the last draft is made, before their cues take as much memory again
    settled = settle(drafts, repairs)
    _shown.cache_clear()
    return (single_transcript(document.source("vtt"), settled, language=_language(header)),)


def _header(lines: list[str]) -> list[str]:
    """The lines from the signature to an empty line or a timing line."""
    first = next(n for n, line in enumerate(lines) if line.strip())
    end = next((n for n in range(first + 1, len(lines)) if not lines[n] or has_timing(lines[n])), len(lines))
    return lines[:end]


def _language(header: Sequence[str]) -> str:
    return next((match[1] for match in map(_LANGUAGE.match, header) if match), "")


def _blocks(lines: list[str], begin: int, repairs: list[Repair]) -> Iterator[_Block]:
    """The cues of the lines from `begin` on."""
    block: _Block | None = None
    # a valid file without cues may speak of "10:15 -> 10:45" in its comments
    any_arrow = not any("-->" in line or _NO_CUES.match(line) for line in lines[begin:])
    for first, last in _runs(lines, begin):
        timings = [n for n in range(first, last) if has_timing(lines[n], any_arrow=any_arrow)]
        lead = timings[0] if timings else last
        # the one line above a cue that begins its block is its id
        if lead > first and not (timings and lead == first + 1):
            _add(block, lines[first:lead], first + 1, repairs)
        for n, at in enumerate(timings):
            if block is not None:
                yield block
            body = lines[at + 1 : timings[n + 1] if n + 1 < len(timings) else last]
            if n + 1 < len(timings):
                repairs.append(Repair(timings[n + 1] + 1, "unparted"))
                body = body[:-1] if body and is_number(body[-1]) else body
            block = _Block(at + 1, lines[at], body, is_cut=at + 2 >= len(lines) and not any(body))
    if block is not None:
        yield block


def _runs(lines: list[str], begin: int) -> Iterator[tuple[int, int]]:
    """The runs of lines that are not empty, as half-open ranges.

    A line of one blank is not empty: YouTube writes it as the upper of two caption lines.
    """
    first = begin
    for n in range(begin, len(lines) + 1):
        if n == len(lines) or not lines[n]:
            if n > first:
                yield first, n
            first = n + 1


def _add(block: _Block | None, lines: list[str], line: int, repairs: list[Repair]) -> None:
    """Add `lines`, which no timing line leads, to the cue before them, unless they are a comment or no speech."""
    if _NO_CUES.match(lines[0]):
        return
    if block is None or is_number(lines[0]):
        repairs.append(Repair(line, "garbled" if block else "untimed", dropped=True))
    elif any(text.strip() for text in lines):
        block.body.extend(lines)
        repairs.append(Repair(line, "joined"))


def _drafts(blocks: Iterator[_Block], repairs: list[Repair]) -> Iterator[Draft]:
    for block in blocks:
        span = read_span(block.timing, _NOTATION)
        if span is None and _NO_CUES.match(block.timing):
            continue
        if span is None or (block.is_cut and not span.rest):
            repairs.append(Repair(block.line, "truncated" if block.is_cut else "garbled", dropped=True))
            continue
        has_text = any(line.strip() for line in block.body)
        body = block.body if has_text else [span.rest]
        for reason in span.repairs:
            repairs.append(Repair(block.line, reason))
        if span.rest and has_text:
            repairs.append(Repair(block.line, "junk"))
        text = "\n".join(body)
        words = _words(body, span.start, span.end, block.line, repairs) if _STAMP.search(text) else ()
        yield Draft(block.line, span.start, span.end, _plain(text), words, _speaker(text))


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", _BREAK.sub("\n", text)) if "<" in text else text)


def _speaker(text: str) -> str:
    """The voices that speak `text`, in order; most often one, or none."""
    if "<v" not in text.lower():
        return ""
    return ", ".join(dict.fromkeys(unescape(voice).strip() for voice in _VOICE.findall(text)))


@dataclass(slots=True)
class _Stamped:
    """The words of a cue between its time stamps, which part it into stretches.

    `starts` are the seconds the stretches begin at; `words` have the stretch each begins in, or None where its line
    has no stamps; `disordered` says that a stamp ran back or left the cue.
    """

    starts: list[float]
    end: float
    words: list[tuple[str, int | None]] = field(default_factory=list)
    disordered: bool = False


def _words(lines: Sequence[str], start: float, end: float | None, line: int, repairs: list[Repair]) -> list[CueWord]:
    """The words of a cue, with times where a line of it has time stamps."""
    stamped = _Stamped([start], end if end is not None and end >= start else float("inf"))
    for text in lines:
        _add_line(stamped, text)
    if stamped.disordered:
        repairs.append(Repair(line, "words"))
    return _timed(stamped)


def _add_line(found: _Stamped, line: str) -> None:
    """Add the words of `line`, by the stamps before them; a stamp inside a word does not part it."""
    parts = _STAMP.split(line)  # text, stamp, text, stamp, ..., text
    if len(parts) == 1:
        found.words += [(word, None) for word in _shown(line).split()]
        return
    stretch = len(found.starts) - 1
    is_inside = False
    for n, part in enumerate(parts):
        if n % 2:
            stretch = _add_stamp(found, part)
            continue
        text = _shown(part)
        words = text.split()
        if is_inside and words and not text[0].isspace():
            word, begun_in = found.words[-1]
            found.words[-1] = (word + words.pop(0), begun_in)
        found.words += [(word, stretch) for word in words]
        is_inside = not text[-1].isspace() if text else is_inside


# a lecture says the same few thousand words again and again, each between the same tags
@lru_cache(maxsize=8192)
def _shown(text: str) -> str:
    """What is seen of a stretch of text between two time stamps."""
    return drop_controls(_plain(text))


def _add_stamp(found: _Stamped, stamp: str) -> int:
    """The number of the stretch that `stamp` begins; the one before it where the stamp cannot be right."""
    seconds = parse_timecode(stamp)
    if seconds is not None and found.starts[-1] <= seconds <= found.end:
        found.starts.append(seconds)
    else:
        found.disordered = True
    return len(found.starts) - 1


def _timed(stamped: _Stamped) -> list[CueWord]:
    """Words with the times the stamps give: the first of a stretch begins with it, the last ends with it."""
    ends = [*stamped.starts[1:], None if stamped.end == float("inf") else stamped.end]
    last = {stretch: n for n, (_, stretch) in enumerate(stamped.words)}
    words: list[CueWord] = []
    begun: set[int | None] = {None}
    for n, (text, stretch) in enumerate(stamped.words):
        start = stamped.starts[stretch] if stretch is not None and stretch not in begun else None
        stop = ends[stretch] if stretch is not None and last[stretch] == n else None
        words.append(CueWord(text, start, stop))
        begun.add(stretch)
    return words
