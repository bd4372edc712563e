"""What a course has too much of for memory: rows in a temporary file, put in as they come and read in their order.

The file is a private one of SQLite (https://www.sqlite.org/inmemorydb.html#temp_db): it has no name that anyone could
open, goes with its last user, and its rows stay in memory as long as there are few. Where a machine keeps such files is
said by TMPDIR. Values are plain data; nothing is pickled.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")

# kilobytes of rows in memory, for each shelf: a build has up to ten, and the system keeps what of their files it can
_MEMORY = 1_000
# rows that are read at once
_AT_ONCE = 256


class Shelf:
    """Tables of rows. One thread uses it at a time, whichever that is."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_MEMORY}", "temp_store = FILE"):
            self._rows.execute(f"PRAGMA {setting}")
        self._rows.execute("BEGIN")

    def run(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """One statement of SQL."""
        return self._rows.execute(statement, values)

    def add(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """One statement for each of `rows`."""
        self._rows.executemany(statement, rows)

    def read(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """The rows that a query gives, a few at a time."""
        cursor = self._rows.execute(statement, values)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def packed(value: Any) -> str:
    """Plain data as a row keeps it."""
    return json.dumps(value, separators=(",", ":"))


class Lazy(Sequence[T], Generic[T]):
    """A sequence whose items are made when they are asked for; the last `kept` of them stay at hand."""

    def __init__(self, make: Callable[[int], T], count: int, *, kept: int = 4) -> None:
        self._make, self._count, self._kept = make, count, kept
        self._items: dict[int, T] = {}
        self._one_at_a_time = threading.Lock()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(self._count))]
        n = at + self._count if at < 0 else at
        if not 0 <= n < self._count:
            raise IndexError(at)
        with self._one_at_a_time:
            if n not in self._items:
                made = self._make(n)
                while len(self._items) >= self._kept:
                    self._items.pop(next(iter(self._items)))
                self._items[n] = made
            return self._items[n]
