"""What pages say of lectures that are not in memory, on a shelf until their turn comes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from lecturebook.check.pages import Page, Part, Statement, Time
from lecturebook.shelf import Shelf, packed

# of a page's statements that many are put away together, so that no row is as long as a large page
_TOGETHER = 200
Said = tuple[list[Statement], list[Time]]


class Waiting:
    """Statements and times by the folder of the lecture that they are about."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        for name in ("said", "late"):
            self._shelf.run(f"CREATE TABLE {name} (place TEXT, page TEXT, text TEXT)")
        self._is_sorted = False

    def add(self, page: Page, own: str) -> None:
        """Put away what a page says of any lecture but that in the folder `own`."""
        by_place: defaultdict[str, Said] = defaultdict(lambda: ([], []))
        for statement in page.statements:
            if (place := _place(statement.time)) != own or not own:
                by_place[place][0].append(statement)
        for time in page.times:
            if (place := _place(time)) != own or not own:
                by_place[place][1].append(time)
        table = "late" if self._is_sorted else "said"
        rows = (
            (
                _text(place),
                _text(page.path),
                packed(([_row(s) for s in said[n:m]], [_time_row(t) for t in times[n:m]])),
            )
            for place, (said, times) in by_place.items()
            for n in range(0, max(len(said), len(times)), _TOGETHER)
            for m in (n + _TOGETHER,)
        )
        self._shelf.add(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608  # one of two names of ours

    def sort(self) -> None:
        """From now on `of` can be asked."""
        self._shelf.run("CREATE TABLE sorted AS SELECT * FROM said ORDER BY place")
        self._shelf.run("DROP TABLE said")
        self._shelf.run("CREATE INDEX by_place ON sorted (place)")
        self._shelf.run("CREATE TABLE asked (place TEXT PRIMARY KEY) WITHOUT ROWID")
        self._is_sorted = True

    def of(self, place: str) -> Iterator[tuple[str, list[Statement], list[Time]]]:
        """What pages say of the lecture in the folder `place`: the page, statements, times."""
        self._shelf.run("INSERT OR IGNORE INTO asked VALUES (?)", (_text(place),))
        rows = self._shelf.read("SELECT page, text FROM sorted WHERE place = ?", (_text(place),))
        return ((page, *_said(text)) for page, text in rows)

    def rest(self) -> Iterator[tuple[str, str, list[Statement], list[Time]]]:
        """What nobody asked for, and what was put away too late: the place, the page, statements, times."""
        query = "SELECT * FROM sorted WHERE place NOT IN asked UNION ALL SELECT * FROM late"
        return ((place, page, *_said(text)) for place, page, text in self._shelf.read(query))


def _place(time: Time) -> str:
    return time.lecture.rpartition("/")[0]


def _row(said: Statement) -> tuple[object, ...]:
    """The fields of a statement; by hand, since `astuple` copies them one by one."""
    parts = [(part.kind, part.text) for part in said.parts]
    return _time_row(said.time), parts, said.anchor, said.is_transcript, said.heard


def _time_row(time: Time) -> tuple[object, ...]:
    return time.second, time.href, time.lecture


def _said(text: str) -> Said:
    statements, times = json.loads(text)
    return [_statement(*row) for row in statements], [Time(*row) for row in times]


def _statement(
    time: list[int | str], parts: list[list[str]], anchor: str, is_transcript: bool, heard: list[list[str]]
) -> Statement:
    return Statement(
        Time(*time),  # type: ignore[arg-type]
        tuple(Part(*part) for part in parts),  # type: ignore[arg-type]
        anchor,
        is_transcript,
        tuple((shown, before) for shown, before in heard),
    )


def _text(name: str) -> str:
    """A name of a file may be any bytes; what cannot be said in UTF-8 is told by a mark."""
    return name.encode("utf-8", "replace").decode()
