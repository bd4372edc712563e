"""What yt-dlp keeps beside a transcript: ``<name>.info.json`` with title, date, address and chapters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lecturebook.model import Chapter, Repair, Transcript
from lecturebook.read.address import base_url
from lecturebook.read.cues import MAX_SECONDS
from lecturebook.read.numbers import to_number
from lecturebook.read.text import clean_line

SUFFIX = ".info.json"

# bytes; with every format and thumbnail of a video they have a megabyte
_MOST = 20_000_000
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")


def with_info(transcripts: tuple[Transcript, ...], path: Path) -> tuple[Transcript, ...]:
    """`transcripts`, from the file `path`, with what the file beside it adds; one that cannot be read is recorded.

    "talk.info.json" stands beside "talk.vtt" and "talk.en.vtt". A file of several lectures has none.
    """
    info = _info_path(path)
    if info is None or len(transcripts) != 1:
        return transcripts
    (transcript,) = transcripts
    found = _read(info)
    if found is None:
        return (replace(transcript, repairs=(Repair(0, "info"), *transcript.repairs)),)
    return (_described(transcript, found),)


def _info_path(path: Path) -> Path | None:
    stems = [path.stem, path.stem.rpartition(".")[0]]
    files = (path.with_name(stem + SUFFIX) for stem in stems if stem)
    return next((file for file in files if file.is_file()), None)


def _read(path: Path) -> Mapping[str, object] | None:
    try:
        if path.stat().st_size > _MOST:
            return None
        info = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    return info if isinstance(info, dict) else None


def _described(transcript: Transcript, info: Mapping[str, object]) -> Transcript:
    date = _DATE.fullmatch(_text(info, "upload_date"))
    return replace(
        transcript,
        title=transcript.title or _text(info, "title") or _text(info, "fulltitle"),
        url=transcript.url or base_url(_text(info, "webpage_url") or _text(info, "original_url")),
        date=transcript.date or ("-".join(date.groups()) if date else ""),
        chapters=transcript.chapters or tuple(_chapters(info.get("chapters"))),
    )


def _chapters(found: object) -> Iterator[Chapter]:
    """The chapters that have a start and a title, in time order."""
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    starts = [(to_number(row.get("start_time")), row) for row in rows]
    timed = sorted(((start, row) for start, row in starts if start is not None), key=lambda pair: pair[0])
    for n, (start, row) in enumerate(timed):
        following = timed[n + 1][0] if n + 1 < len(timed) else start
        end, title = to_number(row.get("end_time")), _text(row, "title")
        if title and 0 <= start <= MAX_SECONDS:
            yield Chapter(start, end if end is not None and end >= start else following, title)


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return clean_line(value) if isinstance(value, str) else ""
