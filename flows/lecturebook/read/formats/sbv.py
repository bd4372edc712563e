"""SubViewer (SBV) as YouTube writes it: a line with both times and a comma between them, text, an empty line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lecturebook.model import Repair, Transcript
from lecturebook.read.cues import settle, single_transcript
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.markup import plain
from lecturebook.read.timing import paragraphs
from lecturebook.timecode import parse_timecode

_TIME = r"-?(?:\d{1,4}:)?\d{1,3}:\d{1,2}\.\d{1,3}"
_TIMING = re.compile(rf"[ \t]*({_TIME})[ ]?,[ ]?({_TIME})[ \t]*")
# from line feed to line feed, for "^" is tried at every character
_IS_SBV = re.compile(rf"\n{_TIMING.pattern}\n")
_BREAK = re.compile(r"\[br\]", re.IGNORECASE)
# the head of older SubViewer files: [INFORMATION], [TITLE] a, [END INFORMATION], [COLF]&HFFFFFF,...
_HEAD = re.compile(r"\[[A-Z ]+\]")


def is_sbv(document: Document) -> bool:
    """Whether some line is two times with a comma between them."""
    return ":" in document.text and _IS_SBV.search(f"\n{document.text}\n") is not None


def read_sbv(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of an SBV file."""
    repairs: list[Repair] = []
    settled = settle(_drafts(document.text.split("\n"), repairs), repairs)
    return (single_transcript(document.source("sbv"), settled),)


def _drafts(lines: list[str], repairs: list[Repair]) -> Iterator[Draft]:
    timings = [(n, match) for n, line in enumerate(lines) if (match := _TIMING.fullmatch(line))]
    for line, paragraph in paragraphs(lines[: timings[0][0]], 1):
        if not _HEAD.match(paragraph[0]):
            repairs.append(Repair(line, "untimed", dropped=True))
    for (at, match), following in pairwise([*timings, (len(lines), None)]):
        assert match is not None  # noqa: S101 (only the last has none)
        end = following[0]
        text = plain(_BREAK.sub("\n", _said(lines[at + 1 : end], at + 2, repairs)))
        if end < len(lines) and lines[end - 1].strip():
            repairs.append(Repair(end + 1, "unparted"))
        repairs += (Repair(at + 1, reason) for reason in text.repairs)
        yield Draft(at + 1, _seconds(match[1]), _seconds(match[2]), text.text)


def _said(lines: list[str], first: int, repairs: list[Repair]) -> str:
    said: list[str] = []
    for line, paragraph in paragraphs(lines, first):
        if line > first:
            repairs.append(Repair(line, "joined"))
        said += paragraph
    return "\n".join(said)


def _seconds(time: str) -> float:
    seconds = parse_timecode(time.removeprefix("-"))
    if seconds is None:
        return float("nan")
    return -seconds if time.startswith("-") else seconds
