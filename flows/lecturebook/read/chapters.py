"""Chapters that somebody wrote: lines with a time and a title, WebVTT chapters, and the JSON of several tools."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from lecturebook.model import Chapter
from lecturebook.read.cues import MAX_SECONDS
from lecturebook.read.numbers import to_number
from lecturebook.read.text import clean_line

# "0:00 Intro", "(12:30) - Storage", "• 1:02:03 | Questions"; the title may also stand before: "Intro - 0:00"
_CLOCK = r"[\[(]?(?:(\d{1,3}):)?(\d{1,3}):(\d\d)(?:\.\d{1,3})?[\])]?"
_BULLET = r"(?:[-*•▸►·–—] ?|\d{1,3}[.)] )?"
_BETWEEN = r"(?: ?[-–—:|] ?| )"
_LEADING = re.compile(rf"{_BULLET}{_CLOCK}{_BETWEEN}(\S.*)")
_TRAILING = re.compile(rf"{_BULLET}(\S.*?){_BETWEEN}{_CLOCK}")
# characters; nobody's title is longer
_LONGEST_LINE = 300
_VTT_TIMES = re.compile(r"((?:\d+:)?\d\d:\d\d\.\d{3})\s+-->\s+((?:\d+:)?\d\d:\d\d\.\d{3})")
# what YouTube asks of a description before it takes its times for chapters
_LEAST_CHAPTERS, _FIRST_BEFORE = 3, 1.0
# what tools call the two times and the title
_START, _END, _TITLE = ("start_time", "startTime", "start"), ("end_time", "endTime", "end"), ("title", "name", "label")


def line_chapter(line: str) -> tuple[float, str] | None:
    """The second and the title of a line such as "12:30 Storage"; None where it is no such line.

    >>> line_chapter("• 1:02:03 | Questions"), line_chapter("Intro - 0:00"), line_chapter("see you at 9")
    ((3723.0, 'Questions'), (0.0, 'Intro'), None)
    """
    line = " ".join(line[:_LONGEST_LINE].split())
    leading = _LEADING.fullmatch(line)
    match = leading or _TRAILING.fullmatch(line)
    if match is None:
        return None
    *clock, title = match.groups() if leading else (*match.groups()[1:], match[1])
    hours, minutes, seconds = (int(part or 0) for part in clock)
    second = float(3600 * hours + 60 * minutes + seconds)
    title = clean_line(title)
    return (second, title) if title and second <= MAX_SECONDS else None


def chapters_in_lines(lines: Iterable[str]) -> tuple[Chapter, ...]:
    """The chapters in `lines`, in time order; lines without a time are none."""
    return with_ends((found[0], None, found[1]) for line in lines if (found := line_chapter(line)))


def chapters_in_description(text: str) -> tuple[Chapter, ...]:
    """The chapters in the description of a video: three or more rising times, the first 0:00; else none."""
    found = [pair for line in text.splitlines() if (pair := line_chapter(line))]
    starts = [second for second, _ in found]
    is_list = len(found) >= _LEAST_CHAPTERS and starts[0] < _FIRST_BEFORE
    if not is_list or any(after <= before for before, after in pairwise(starts)):
        return ()
    return with_ends((second, None, title) for second, title in found)


def chapters_in_vtt(text: str) -> tuple[Chapter, ...]:
    """The chapters of a WebVTT file: the first line of text of each cue is a title."""
    rows = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = block.strip().split("\n")
        for n, line in enumerate(lines):
            match = _VTT_TIMES.match(line)
            if match and n + 1 < len(lines):
                title = clean_line(re.sub(r"<[^>]*>", "", lines[n + 1]))
                rows.append((_vtt_second(match[1]), _vtt_second(match[2]), title))
    return with_ends(rows)


def _vtt_second(clock: str) -> float:
    parts = [float(part) for part in clock.split(":")]
    return sum(part * scale for part, scale in zip(reversed(parts), (1, 60, 3600), strict=False))


def chapters_in_json(text: str) -> tuple[Chapter, ...]:
    """The chapters of a JSON document: a list, or an object with one under `chapters`.

    Read are yt-dlp's (start_time, title), Podcasting 2.0's (startTime, title) and ffprobe's (start_time, tags.title).
    Raises ValueError where the text is no JSON.
    """
    document = json.loads(text)
    return chapters_of_rows(document.get("chapters") if isinstance(document, dict) else document)


def chapters_of_rows(rows: object) -> tuple[Chapter, ...]:
    """The chapters of a list of objects; those without a start or a title are none."""
    return with_ends(
        (start, _number(row, _END), title)
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and (start := _number(row, _START)) is not None and (title := _title(row))
    )


def _number(row: Mapping[str, object], names: Iterable[str]) -> float | None:
    return next((number for name in names if (number := to_number(row.get(name))) is not None), None)


def _title(row: Mapping[str, object]) -> str:
    tags = row.get("tags")
    rows = [row, tags] if isinstance(tags, dict) else [row]
    return next((clean_line(value) for r in rows for name in _TITLE if isinstance(value := r.get(name), str)), "")


def with_ends(rows: Iterable[tuple[float, float | None, str]]) -> tuple[Chapter, ...]:
    """Chapters of start, end and title, in time order; one without a right end ends where the next starts."""
    found = sorted((row for row in rows if row[2] and 0 <= row[0] <= MAX_SECONDS), key=lambda row: row[0])
    return tuple(_with_ends(found))


def _with_ends(rows: list[tuple[float, float | None, str]]) -> Iterator[Chapter]:
    for n, (start, end, title) in enumerate(rows):
        following = rows[n + 1][0] if n + 1 < len(rows) else start
        yield Chapter(start, end if end is not None and end >= start else following, title)
