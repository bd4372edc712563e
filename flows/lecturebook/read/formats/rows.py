"""Dataset rows, ``video_id, text, start_second, end_second, url, title``: as CSV, JSON lines or a page.

Rows of several lectures may stand in one file. Where `end_second` is missing a row lasts to the next one.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from lecturebook.errors import TranscriptError
from lecturebook.model import Repair, Source, Transcript
from lecturebook.read.address import base_url
from lecturebook.read.cues import Settled, settle, single_transcript, sorted_repairs
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.numbers import to_number
from lecturebook.read.text import clean_line

REQUIRED = frozenset({"video_id", "text", "start_second"})
COLUMNS = REQUIRED | {"end_second", "url", "title"}

# JSON lines are told by one good line among the first few, so that a garbled first one does not cost the file
_LINES_TO_TRY = 20

# a cell of more lines than this is one whose quote was never closed
_MOST_LINES = 50
_LONGEST_CELL = 131_072
# a file with more such cells is no damaged table; each costs a look at all those lines
MAX_OPEN = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row and its 1-based line; `cells` by column name, empty where the line could not be read as a row."""

    line: int
    cells: Mapping[str, object]


@dataclass(slots=True)
class _Lecture:
    """What the rows of one lecture have said so far."""

    title: str = ""
    url: str = ""
    drafts: list[Draft] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def is_rows_csv(document: Document) -> bool:
    """Whether the first line of the text names the columns needed."""
    return _delimiter(document.text) is not None


def read_rows_csv(document: Document) -> tuple[Transcript, ...]:
    """The lectures of a CSV file, in the order their first rows come; commas, semicolons or tabs part its cells.

    Raises TranscriptError where thousands of cells have a quote that is never closed.
    """
    return rows_to_transcripts(_csv_rows(document), document.source("rows-csv"))


def is_rows_jsonl(document: Document) -> bool:
    """Whether one of the first lines of the text is a JSON object with the columns needed."""
    text = document.text
    lines = (line for line in io.StringIO(text) if '"start_second"' in line)
    return text.lstrip().startswith("{") and any(
        _json_cells(line).keys() >= REQUIRED for line in islice(lines, _LINES_TO_TRY)
    )


def read_rows_jsonl(document: Document) -> tuple[Transcript, ...]:
    """The lectures of a file of JSON lines, in the order their first rows come."""
    document.refuse_many_lines()
    lines = enumerate(io.StringIO(document.text), 1)
    rows = (Row(n, _json_cells(line)) for n, line in lines if line.strip())
    return rows_to_transcripts(rows, document.source("rows-jsonl"))


def is_rows_json(document: Document) -> bool:
    """Whether the text is a JSON list of objects with the columns needed, or what the hub's rows service answers."""
    return any(one.keys() >= REQUIRED for one in _json_rows(document.json.value) if isinstance(one, dict))


def read_rows_json(document: Document) -> tuple[Transcript, ...]:
    """The lectures of a JSON list of rows; the line of a cue or repair is its 1-based row."""
    found = enumerate(_json_rows(document.json.value), 1)
    rows = (Row(n, row if isinstance(row, dict) else {}) for n, row in found)
    return rows_to_transcripts(rows, document.source("rows-json"))


def rows_to_transcripts(rows: Iterable[Row], source: Source) -> tuple[Transcript, ...]:
    """The lectures of `rows`, in order of first appearance, each sorted by time.

    A row that cannot be used is recorded with the lecture above it. Where no row can be used, one transcript
    without cues has all repairs.
    """
    lectures: dict[str, _Lecture] = {}
    unclaimed: list[Repair] = []
    last = unclaimed
    for row in rows:
        name = _row_id(row.cells.get("video_id"))
        start, text = to_number(row.cells.get("start_second")), row.cells.get("text")
        if not name or start is None or not isinstance(text, str):
            last.append(Repair(row.line, "garbled", dropped=True))
            continue
        lecture = lectures.setdefault(name, _Lecture())
        lecture.title = lecture.title or clean_line(_text(row.cells.get("title")))
        lecture.url = lecture.url or base_url(_text(row.cells.get("url")))
        lecture.drafts.append(Draft(row.line, start, to_number(row.cells.get("end_second")), text))
        last = lecture.repairs
    return _transcripts(lectures, unclaimed, source)


def _transcripts(lectures: Mapping[str, _Lecture], unclaimed: list[Repair], source: Source) -> tuple[Transcript, ...]:
    """`lectures` that have cues; the repairs of those that have none go with the unclaimed, to the first."""
    found: list[Transcript] = []
    for name, lecture in lectures.items():
        settled = settle(lecture.drafts, lecture.repairs)
        if settled.cues:
            made = Transcript(name, settled.cues, source, title=lecture.title, url=lecture.url, repairs=settled.repairs)
            found.append(made)
        else:
            unclaimed.extend(settled.repairs)
    return _claimed(found, unclaimed, source)


def _claimed(found: list[Transcript], unclaimed: list[Repair], source: Source) -> tuple[Transcript, ...]:
    if not found:
        return (single_transcript(source, Settled((), sorted_repairs(unclaimed))),)
    first, *others = found
    return (replace(first, repairs=sorted_repairs([*unclaimed, *first.repairs])), *others)


def _json_rows(value: object) -> list[object]:
    """The rows in a JSON value: a list of them, or ``{"rows": [{"row": {...}}]}``."""
    if isinstance(value, dict):
        value = value.get("rows")
        if isinstance(value, list):
            return [row.get("row") if isinstance(row, dict) else None for row in value]
    return value if isinstance(value, list) else []


def _delimiter(text: str) -> str | None:
    """What parts the cells of a CSV file whose first line names the columns needed, or None."""
    head = text.lstrip().partition("\n")[0]
    for delimiter in ",;\t":
        try:
            if set(_column_names(next(csv.reader([head], delimiter=delimiter), []))) >= REQUIRED:
                return delimiter
        except csv.Error:
            continue
    return None


class _Runaway(Exception):
    """A cell that a quote opened and nothing closes."""


def _csv_rows(document: Document) -> Iterator[Row]:
    """The rows under the first line; one with a quote that is never closed costs its own line only."""
    lines = list(io.StringIO(document.text))
    delimiter = _delimiter(document.text) or ","
    begin = next(n for n, line in enumerate(lines) if line.strip())
    names = _column_names(next(csv.reader(lines[begin : begin + 1], delimiter=delimiter)))
    at, opened = begin + 1, 0
    while at < len(lines):
        cells, used = _csv_record(lines, at, delimiter)
        if used > 1 and any(_is_row(line, names, delimiter) for line in lines[at + 1 : at + used]):
            cells, used = None, 1
        if cells is None:
            opened += 1
            if opened > MAX_OPEN:
                seen = f"more than {MAX_OPEN:,} cells whose quote is never closed"
                raise TranscriptError(document.file, at + 1, seen, "a table with most of its quotes in pairs")
            yield Row(at + 1, {})
        elif cells:
            yield Row(at + 1, dict(zip(names, cells, strict=False)))
        at += used


def _csv_record(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The cells of the record that begins at line `at`, None where they cannot be read, and its number of lines."""
    if '"' not in lines[at] and len(lines[at]) < _LONGEST_CELL:
        return lines[at].rstrip("\n").split(delimiter) if lines[at].strip() else [], 1
    used = 0

    def following() -> Iterator[str]:
        nonlocal used
        for n in range(at, min(at + _MOST_LINES, len(lines))):
            used += 1
            yield lines[n]
        if at + _MOST_LINES < len(lines):
            raise _Runaway

    try:
        return next(csv.reader(following(), delimiter=delimiter, strict=False), []), used
    except (_Runaway, csv.Error):  # csv.Error: a cell of more than 131,072 characters
        return None, 1


def _is_row(line: str, names: Sequence[str], delimiter: str) -> bool:
    """Whether `line` by itself is a whole row."""
    if line.count('"') % 2:  # the end of a quoted cell
        return False
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return False
    if len(cells) != len(names):
        return False
    row = dict(zip(names, cells, strict=True))
    return bool(_row_id(row["video_id"])) and to_number(row["start_second"]) is not None


def _column_names(cells: list[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]


def _json_cells(line: str) -> Mapping[str, object]:
    try:
        cells = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return cells if isinstance(cells, dict) else {}


def _row_id(value: object) -> str:
    """A lecture's id: a string, or a number that some tool made of it."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else clean_line(_text(value))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
