"""metadata.csv and metadata.json: titles, links and order of lectures, kept beside their transcripts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lecturebook.errors import SettingsError

FILES = ("metadata.csv", "metadata.json")

# what people call the columns; the first that is there is taken
_COLUMNS = {
    "id": ("id", "video_id", "lecture", "lecture_id"),
    "title": ("title", "name"),
    "url": ("url", "link", "webpage_url", "video_url"),
    "file": ("file", "filename", "file_name", "srt_filename", "transcript", "path"),
    "date": ("date", "upload_date", "published"),
    "language": ("language", "lang"),
    "media_url": ("media_url",),
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """One row: `file` is the name of the transcript it is about, empty where the row goes by `id`."""

    id: str = ""
    title: str = ""
    url: str = ""
    file: str = ""
    date: str = ""
    language: str = ""
    media_url: str = ""


def read_metadata(folder: Path) -> tuple[Metadata, ...]:
    """The rows of metadata.csv or metadata.json in `folder`, in order; empty where there is neither.

    Raises SettingsError where the file cannot be read, or no column tells which lecture a row is about.
    """
    for name in FILES:
        path = folder / name
        if path.is_file():
            try:
                text = path.read_text(encoding="utf-8-sig")
                rows = _csv_rows(text) if path.suffix == ".csv" else _json_rows(text)
                return tuple(_row(row, name) for row in rows)
            except (OSError, ValueError, csv.Error, RecursionError) as error:
                raise SettingsError(name, str(error), "rows with id or file, and title, url, date") from error
    return ()


def _csv_rows(text: str) -> Iterable[dict[str, object]]:
    return ({str(key): value for key, value in row.items()} for row in csv.DictReader(io.StringIO(text)))


def _json_rows(text: str) -> Iterable[dict[str, object]]:
    """A list of objects, or an object of objects by lecture id."""
    document = json.loads(text)
    if isinstance(document, dict):
        document = [{"id": key, **row} for key, row in document.items() if isinstance(row, dict)]
    if not isinstance(document, list) or not all(isinstance(row, dict) for row in document):
        raise ValueError("neither a list of objects nor an object of objects")
    return document


def _row(row: dict[str, object], file: str) -> Metadata:
    columns = {key.strip().lower(): str(value).strip() for key, value in row.items() if value is not None}
    found = {
        name: next((columns[alias] for alias in aliases if columns.get(alias)), "")
        for name, aliases in _COLUMNS.items()
    }
    if not found["id"] and not found["file"]:
        raise SettingsError(file, f"a row without id and file ({', '.join(columns)})", "a column id or file")
    return Metadata(**found)
