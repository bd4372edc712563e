"""Dataset rows as Parquet, as the Hugging Face hub keeps them; read by pyarrow, which is the extra ``parquet``."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lecturebook.errors import TranscriptError
from lecturebook.model import Transcript
from lecturebook.read.document import Document
from lecturebook.read.formats.rows import COLUMNS, REQUIRED, Row, rows_to_transcripts

ACCEPTED = f"Parquet with the columns {', '.join(sorted(REQUIRED))}"

_MAGIC = b"PAR1"
# rows and bytes once unpacked: a file of a kilobyte may say that it holds a terabyte
MAX_ROWS, MAX_UNPACKED = 5_000_000, 1_000_000_000


def is_parquet(document: Document) -> bool:
    """Whether the bytes begin as Parquet does."""
    return document.data.startswith(_MAGIC)


def read_parquet(document: Document) -> tuple[Transcript, ...]:
    """The lectures of the file, in the order their first rows come; the line of a cue or repair is its 1-based row.

    Raises TranscriptError where pyarrow is not installed, or the file is broken, too large or lacks a column.
    """
    try:
        import pyarrow
        import pyarrow.parquet as pq
    except ImportError:
        seen = "Parquet, which the package pyarrow reads, and it is not installed"
        raise TranscriptError(document.file, 0, seen, "`pip install 'lecturebook[parquet]'`") from None
    try:
        file = pq.ParquetFile(io.BytesIO(document.data))
        return rows_to_transcripts(_rows(file, document.file), document.source("rows-parquet"))
    except (pyarrow.ArrowException, OSError, OverflowError, MemoryError, ValueError) as error:
        # ValueError: a column of strings that are not UTF-8
        why = (str(error) or type(error).__name__).splitlines()[0]
        raise TranscriptError(document.file, 0, why, ACCEPTED) from None


def _rows(file: object, name: str) -> Iterator[Row]:
    from pyarrow.parquet import ParquetFile

    assert isinstance(file, ParquetFile)  # noqa: S101
    metadata = file.metadata
    unpacked = sum(metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
    if metadata.num_rows > MAX_ROWS or unpacked > MAX_UNPACKED:
        seen = f"{metadata.num_rows:,} rows, {unpacked:,} bytes unpacked"
        raise TranscriptError(name, 0, seen, f"at most {MAX_ROWS:,} and {MAX_UNPACKED:,}")
    columns = {column.strip().lower(): column for column in file.schema_arrow.names}
    if not columns.keys() >= REQUIRED:
        raise TranscriptError(name, 0, f"columns {', '.join(columns) or 'none'}", ACCEPTED)
    wanted = [columns[known] for known in sorted(COLUMNS) if known in columns]
    number = 0
    for batch in file.iter_batches(batch_size=10_000, columns=wanted):
        for row in batch.to_pylist():
            number += 1
            yield Row(number, {key.strip().lower(): value for key, value in row.items()})
