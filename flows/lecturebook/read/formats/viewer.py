"""The text of a dataset viewer's page: a header that names the columns, rows with bars in them, a footer.

video_id
stringlengths 11
...
| text
...
|
---|---|---|
-9evrZnBorM | and then you kind of | 1,086 | 1,122 | https://... | BERT: ... | |
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice, takewhile

from lecturebook.model import Transcript
from lecturebook.read.document import Document
from lecturebook.read.formats.rows import COLUMNS, REQUIRED, Row, rows_to_transcripts
from lecturebook.read.numbers import to_number

_FOOTER = frozenset(
    {
        "Subsets and Splits",
        "No community queries yet",
        "The top public SQL queries from the community will appear here once available.",
    }
)
# the rule under the header stands in line 23 of the pages we know
_LONGEST_HEADER = 400


def is_viewer(document: Document) -> bool:
    """Whether the text has a header that names the columns needed, and a rule under it."""
    return set(_columns(list(islice(_lines(document.text), _LONGEST_HEADER)))) >= REQUIRED


def read_viewer(document: Document) -> tuple[Transcript, ...]:
    """The lectures of a page, in the order their first rows come."""
    return rows_to_transcripts(_rows(list(_lines(document.text))), document.source("viewer"))


def _rows(lines: list[str]) -> Iterator[Row]:
    """Each line under the rule but empty ones and the footer: a row, without cells where it is none."""
    columns = _columns(lines)
    in_footer = False
    for number, line in enumerate(lines[_rule_at(lines) + 1 :], _rule_at(lines) + 2):
        cells = _cells(line, columns)
        if cells:
            in_footer = False  # pages may have been put together
            yield Row(number, cells)
        elif line.strip() in _FOOTER:
            in_footer = True
        elif line.strip() and not in_footer:
            yield Row(number, {})


def _lines(text: str) -> Iterator[str]:
    # an iterator, so that a look at the header does not cut up the whole file
    return (line.removesuffix("\n") for line in io.StringIO(text))


def _rule_at(lines: list[str]) -> int:
    """The index of the rule under the header, or -1."""
    header = enumerate(lines[:_LONGEST_HEADER])
    return next((n for n, line in header if "---|---" in line and not line.strip("-|: ")), -1)


def _columns(lines: list[str]) -> list[str]:
    """The columns' names, from the header over the rule; their statistics stand below, in the same cell."""
    names = [_name(cell) for cell in "\n".join(lines[: max(0, _rule_at(lines))]).split("|")]
    # bars may stand at both ends of a line, as in rows
    return names[not names[0] : len(names) - (not names[-1])]


def _name(cell: str) -> str:
    """The name in a header cell: its first line, but one we know where the page's menu stands above it."""
    lines = [line.strip().lower() for line in cell.split("\n") if line.strip()]
    return next((line for line in lines if line in COLUMNS), lines[0] if lines else "")


def _cells(line: str, columns: list[str]) -> dict[str, object]:
    """The cells of `line` by column, or none where it is no row.

    Text and titles may hold bars of their own, and the last row of a page lacks its last ones. So the cells
    behind the text are found by what they are, two numbers and an address; what stands before them is text.
    """
    raw = line.strip().removeprefix("|").removesuffix("|").split("|")
    text_at = columns.index("text")
    typed = list(takewhile(_IS_CELL.__contains__, columns[text_at + 1 :]))
    typed_at = _typed_at(raw, text_at + 1, typed, len(columns))
    if not 0 <= text_at < typed_at <= len(raw):
        return {}
    others = raw[typed_at + len(typed) :]
    surplus = max(0, len(others) - len(columns[text_at + 1 + len(typed) :]))
    tail = ["|".join(others[: surplus + 1]), *others[surplus + 1 :]]
    values = [*raw[:text_at], "|".join(raw[text_at:typed_at]), *raw[typed_at : typed_at + len(typed)], *tail]
    return {name: value.strip() for name, value in zip(columns, values, strict=False)}


def _typed_at(raw: list[str], first: int, typed: list[str], columns: int) -> int:
    """Where in `raw`, from `first` on, the `typed` cells behind the text begin, or -1."""
    if not typed:
        return max(first, len(raw) - (columns - first))
    fits = (n for n in range(first, len(raw)) if _fit(raw[n : n + len(typed)], typed))
    return next(fits, -1)


def _fit(cells: list[str], names: list[str]) -> bool:
    return all(_IS_CELL[name](cell.strip()) for name, cell in zip(names, cells, strict=False))


def _is_number(cell: str) -> bool:
    return to_number(cell) is not None


def _is_number_or_empty(cell: str) -> bool:
    return not cell or _is_number(cell)


def _is_address_or_empty(cell: str) -> bool:
    return not cell or "://" in cell


_IS_CELL = {"start_second": _is_number, "end_second": _is_number_or_empty, "url": _is_address_or_empty}
