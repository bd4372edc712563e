"""What stands beside a transcript: yt-dlp's ``<name>.info.json`` and ``<name>.description``, and files of chapters.

Chapters are taken from the first that has some: ``<name>.chapters.txt``, ``.vtt`` or ``.json``, then the chapters of
the info file, then the lines with times of its description, then those of the description's own file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from lecturebook.model import Chapter, Repair, Transcript
from lecturebook.read.address import base_url
from lecturebook.read.chapters import (
    chapters_in_description,
    chapters_in_json,
    chapters_in_lines,
    chapters_in_vtt,
    chapters_of_rows,
)
from lecturebook.read.text import clean_line

SUFFIX = ".info.json"
_DESCRIPTION = ".description"
_CHAPTER_FILES: dict[str, Callable[[str], tuple[Chapter, ...]]] = {
    ".chapters.txt": lambda text: chapters_in_lines(text.splitlines()),
    ".chapters.vtt": chapters_in_vtt,
    ".chapters.json": chapters_in_json,
}
# what is beside transcripts and none itself, by how its name ends
SUFFIXES = (SUFFIX, _DESCRIPTION, *_CHAPTER_FILES)

# bytes; with every format and thumbnail of a video they have a megabyte
_MOST = 20_000_000
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")


def with_info(transcripts: tuple[Transcript, ...], path: Path) -> tuple[Transcript, ...]:
    """`transcripts`, from the file `path`, with what the files beside it add; one that cannot be read is recorded.

    "talk.info.json" stands beside "talk.vtt" and "talk.en.vtt". A file of several lectures has none.
    """
    if len(transcripts) != 1:
        return transcripts
    (transcript,) = transcripts
    for suffix, chapters_in in _CHAPTER_FILES.items():
        transcript = _with_chapters(transcript, _beside(path, suffix), chapters_in)
    transcript = _with_description(transcript, _beside(path, SUFFIX))
    return (_with_chapters(transcript, _beside(path, _DESCRIPTION), chapters_in_description),)


def files_beside(path: Path) -> list[Path]:
    """The files that `with_info` may read for the transcript `path`."""
    found = (_beside(path, suffix) for suffix in SUFFIXES)
    return [file for file in found if file is not None]


def _beside(path: Path, suffix: str) -> Path | None:
    stems = [path.stem, path.stem.rpartition(".")[0]]
    files = (path.with_name(stem + suffix) for stem in stems if stem)
    return next((file for file in files if file != path and file.is_file()), None)


def _with_chapters(
    transcript: Transcript, file: Path | None, chapters_in: Callable[[str], tuple[Chapter, ...]]
) -> Transcript:
    if file is None or transcript.chapters:
        return transcript
    try:
        return replace(transcript, chapters=chapters_in(_text_of(file)))
    except (OSError, ValueError, RecursionError):
        return replace(transcript, repairs=(Repair(0, "chapters"), *transcript.repairs))


def _text_of(file: Path) -> str:
    if file.stat().st_size > _MOST:
        raise ValueError(file.name)
    return file.read_text(encoding="utf-8-sig")


def _with_description(transcript: Transcript, file: Path | None) -> Transcript:
    if file is None:
        return transcript
    try:
        info = json.loads(_text_of(file))
    except (OSError, ValueError, RecursionError):
        info = None
    if not isinstance(info, dict):
        return replace(transcript, repairs=(Repair(0, "info"), *transcript.repairs))
    return _described(transcript, info)


def _described(transcript: Transcript, info: Mapping[str, object]) -> Transcript:
    date = _DATE.fullmatch(_text(info, "upload_date"))
    description = info.get("description")
    return replace(
        transcript,
        title=transcript.title or _text(info, "title") or _text(info, "fulltitle"),
        url=transcript.url or base_url(_text(info, "webpage_url") or _text(info, "original_url")),
        date=transcript.date or ("-".join(date.groups()) if date else ""),
        chapters=transcript.chapters
        or chapters_of_rows(info.get("chapters"))
        or (chapters_in_description(description) if isinstance(description, str) else ()),
    )


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return clean_line(value) if isinstance(value, str) else ""
