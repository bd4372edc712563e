"""Dataset rows, ``video_id, text, start_second, end_second, url, title``: as CSV, JSON lines or a page.

Rows of several lectures may stand in one file. Where `end_second` is missing a row lasts to the next one.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from urllib.parse import urlsplit, urlunsplit

from lecturebook.model import Repair, Source, Transcript
from lecturebook.read.cues import Draft, settle, single_transcript, sorted_repairs
from lecturebook.read.numbers import to_number
from lecturebook.read.text import clean_line

REQUIRED = frozenset({"video_id", "text", "start_second"})
COLUMNS = REQUIRED | {"end_second", "url", "title"}

# JSON lines are told by one good line among the first few, so that a garbled first one does not cost the file
_LINES_TO_TRY = 20


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


def is_rows_csv(text: str) -> bool:
    """Whether the first line of `text` names the columns needed."""
    try:
        return set(_column_names(next(csv.reader(io.StringIO(text.lstrip())), []))) >= REQUIRED
    except csv.Error:
        return False


def read_rows_csv(text: str, source: Source) -> tuple[Transcript, ...]:
    """The lectures of a CSV file, in the order their first rows come."""
    return rows_to_transcripts(_csv_rows(text), source)


def is_rows_jsonl(text: str) -> bool:
    """Whether one of the first lines of `text` is a JSON object with the columns needed."""
    lines = (line for line in io.StringIO(text) if '"start_second"' in line)
    return text.lstrip().startswith("{") and any(
        _json_cells(line).keys() >= REQUIRED for line in islice(lines, _LINES_TO_TRY)
    )


def read_rows_jsonl(text: str, source: Source) -> tuple[Transcript, ...]:
    """The lectures of a file of JSON lines, in the order their first rows come."""
    lines = enumerate(io.StringIO(text), 1)
    return rows_to_transcripts((Row(n, _json_cells(line)) for n, line in lines if line.strip()), source)


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


def base_url(url: str) -> str:
    """`url` without the time it points to; an empty string where it is no web address.

    >>> base_url("https://www.youtube.com/watch?v=-9evrZnBorM&t=1086s")
    'https://www.youtube.com/watch?v=-9evrZnBorM'
    >>> base_url("javascript:alert(1)")
    ''
    """
    try:
        parts = urlsplit(clean_line(url))
    except ValueError:  # such as "http://[": no IPv6 address
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in parts.geturl():
        return ""
    # kept as written: parse_qsl and urlencode would spell other parameters anew
    query = "&".join(item for item in parts.query.split("&") if item.partition("=")[0] != "t")
    fragment = "" if parts.fragment.startswith("t=") else parts.fragment
    return urlunsplit(parts._replace(query=query, fragment=fragment))


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
        return (single_transcript(source, (), sorted_repairs(unclaimed)),)
    first, *others = found
    return (replace(first, repairs=sorted_repairs([*unclaimed, *first.repairs])), *others)


def _csv_rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text))
    names: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # such as a field over 131,072 characters, which a quote never closed gives
            yield Row(line, {})
            continue
        if names and cells:
            yield Row(line, dict(zip(names, cells, strict=False)))
        names = names or _column_names(cells)


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
