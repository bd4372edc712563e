"""Text with time stamps: ``[mm:ss]`` and ``h:mm:ss`` before or above what was said, with or without names.

YouTube's transcript as people copy it from the page, meeting notes, Whisper's output on a terminal, lyrics files.
What a stamp leads lasts to the next stamp, unless the stamp says when it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from lecturebook.errors import TranscriptError
from lecturebook.model import Repair, Transcript
from lecturebook.read.cues import settle, single_transcript
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.text import NAME_MARKS
from lecturebook.timecode import parse_timecode

_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?"
_SPAN = rf"({_CLOCK})(?:[ \t]{{0,3}}(?:-->|-|–|—|to)[ \t]{{0,3}}({_CLOCK}))?"
_BRACKETED = rf"[\[(]{_SPAN}[\])]"
# a name: capitalised words and numbers, five at most
_PART = rf"[^\W\d_a-zß-öø-ÿ][\w{NAME_MARKS}.'’()-]{{0,30}}"
_NAME = rf"({_PART}(?: (?:{_PART}|\d{{1,3}}|de|la|van|von|der)){{0,4}})"
_LEAD = r"[ \t>*#•-]{0,9}"
# a line that a stamp begins, with or without brackets; one that a name and a stamp begin; a stamp inside a line
_STAMPED = re.compile(rf"{_LEAD}(?:{_BRACKETED}|{_SPAN}(?![\d:.%]))[ \t]*(?:[:|–—-](?=\s|$))?")
_NAMED = re.compile(rf"{_LEAD}{_NAME}(?:[ \t]*[:,|–-][ \t]*|[ \t]+)(?:{_BRACKETED}[ \t]*:?|{_SPAN}:?[ \t]*$)")
_INSIDE = re.compile(_BRACKETED)

# YouTube's page says each stamp once more in words, for screen readers, and copies them along
_SPOKEN = re.compile(r"(?:(\d{1,5}) hours?(?:, )?)?(?:(\d{1,5}) minutes?(?:, )?)?(?:(\d{1,5}) seconds?)?")
_GLUED = re.compile(r"(\d{1,2}:[0-5]\d(?::[0-5]\d)?)(?=\d+ (?:hour|minute|second))")
_FOOTER = re.compile(r"[^\W\d_][\w ()-]{1,40} \(auto-generated\)")

# stamps that are looked at to tell the format; colons in a file: a stamp for each word of a day has 600,000
_STAMPS_TO_TRY, MAX_COLONS = 2_000, 3_000_000
# how many of the stamps may run backwards in what is a transcript, and not a text with times of day
_MOST_BACKWARDS = 0.2


@dataclass(slots=True)
class _Stamp:
    """A stamp, the line it stands in, and the lines of text behind it."""

    line: int
    start: float
    end: float | None = None
    speaker: str = ""
    said: list[str] = field(default_factory=list)


def is_stamped(document: Document) -> bool:
    """Whether lines of the text begin with stamps that run forwards: two, or the first line alone."""
    if ":" not in document.text:
        return False
    stamps = list(islice(_stamps(document.text.split("\n"), []), _STAMPS_TO_TRY))
    backwards = sum(after.start < before.start for before, after in pairwise(stamps))
    is_first = bool(stamps) and document.text[: document.text.find(":")].count("\n") + 2 >= stamps[0].line
    return (len(stamps) > 1 or is_first) and backwards <= _MOST_BACKWARDS * len(stamps)


def read_stamped(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of the text; the text above the first stamp, such as a title, is dropped and recorded.

    Raises TranscriptError where there are more stamps than any lecture has.
    """
    colons = document.text.count(":")
    if colons > MAX_COLONS:
        raise TranscriptError(document.file, 0, f"{colons:,} colons, as of time stamps", f"at most {MAX_COLONS:,}")
    repairs: list[Repair] = []
    stamps = list(_stamps(document.text.split("\n"), repairs))
    settled = settle(_drafts(stamps), repairs, has_ends=False)
    return (single_transcript(document.source("stamped"), settled),)


def _drafts(stamps: Sequence[_Stamp]) -> Iterator[Draft]:
    for stamp in stamps:
        # a stamp that a heading follows has no text of its own, and is a chapter's
        yield Draft(stamp.line, stamp.start, stamp.end, "\n".join(stamp.said), (), stamp.speaker)


def _stamps(lines: Sequence[str], repairs: list[Repair]) -> Iterator[_Stamp]:
    """The stamps in `lines` with the text behind them, in order."""
    stamp: _Stamp | None = None
    for number, line in enumerate(lines, 1):
        rest = line
        begun = _begun(line, number)
        if begun is not None:
            if stamp is not None:
                yield stamp
            stamp, rest = begun
        for n, (inside, text) in enumerate(_parted(rest, number)):
            if n > 0 and inside is not None:
                if stamp is not None:
                    yield stamp
                stamp = inside
            if stamp is not None:
                _say(stamp, text)
            elif text.strip():
                repairs.append(Repair(number, "untimed", dropped=True))
    if stamp is not None:
        yield stamp


def _begun(line: str, number: int) -> tuple[_Stamp, str] | None:
    """The stamp that begins `line`, and the rest of the line."""
    match = _GLUED.match(line) or _STAMPED.match(line)
    if match is not None:
        return _stamp(number, *match.groups()), line[match.end() :]
    named = _NAMED.match(line)
    if named is None:
        return None
    name, *times = named.groups()
    stamp = _stamp(number, *times)
    stamp.speaker = name
    return stamp, line[named.end() :]


def _stamp(line: int, *times: str | None) -> _Stamp:
    seconds = [parse_timecode(time) for time in times if time]
    return _Stamp(line, seconds[0] or 0.0, seconds[1] if len(seconds) > 1 else None)


def _parted(line: str, number: int) -> Iterator[tuple[_Stamp | None, str]]:
    """The text of `line` before its first stamp in brackets, and each such stamp with the text behind it."""
    stamp, at = None, 0
    for match in _INSIDE.finditer(line):
        yield stamp, line[at : match.start()]
        stamp, at = _stamp(number, *match.groups()), match.end()
    yield stamp, line[at:]


def _say(stamp: _Stamp, text: str) -> None:
    """Add `text` to what `stamp` leads, but for the stamp in words, and for the name of the track under it all."""
    if not stamp.said:
        spoken = _SPOKEN.match(text.strip())
        if spoken is not None and spoken[0]:
            hours, minutes, seconds = (int(group or 0) for group in spoken.groups())
            if hours * 3600 + minutes * 60 + seconds == int(stamp.start):
                text = text.strip()[spoken.end() :]
    if text.strip() and not _FOOTER.fullmatch(text.strip()):
        stamp.said.append(text)
