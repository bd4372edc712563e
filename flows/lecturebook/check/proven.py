"""What an earlier check has proven and need not prove again: pages and guides of which not a byte has changed.

A page counts as proven under its own sha256, that of its Markdown, and those of all guides it tells of; a guide under
its own and the digest of the cues it was held against. What a page links to, and what can be linked to on it, is kept
with it, for links are followed anew each time. Only a build asks for this; `lecturebook check` proves everything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from lecturebook.shelf import Shelf, packed

Marks = list[tuple[int, str]]


@dataclass(slots=True)
class PageFacts:
    """What the site as a whole has to know of a page: links that stay inside it, by path and anchor, with one `href`
    each; anchors; the seconds of its transcript; what is by staff; how much was looked at.
    """

    path: str
    links: list[tuple[str, str, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    marks: Marks = field(default_factory=list)
    by_staff: list[str] = field(default_factory=list)
    link_count: int = 0
    statements: int = 0
    times: int = 0


@dataclass(slots=True)
class PairFacts:
    """A page and its Markdown, and the sha256 of each guide that they tell of, by the lecture's folder."""

    pages: list[PageFacts]
    told: dict[str, str]


_OF_PAGE = tuple(one.name for one in fields(PageFacts))
# of a row: proven before and not asked for yet; asked for, or proven now; read by a check that has not ended well
_OLD, _KEPT, _NEW = range(3)


class Proven:
    """What was proven before, and what a check adds to it where it finds nothing; `code` is the digest of all that
    checks.
    """

    def __init__(self, code: str, lines: Iterable[str] = ()) -> None:
        self._code, self._shelf = code, Shelf()
        self._shelf.run("CREATE TABLE fact (key TEXT PRIMARY KEY, text TEXT, state INTEGER) WITHOUT ROWID")
        rows = iter(lines)
        if next(rows, "") == code:
            old = ((*line.split(" ", 1), _OLD) for line in rows)
            self._shelf.add("INSERT OR IGNORE INTO fact VALUES (?, ?, ?)", old)

    def pair(self, key: str) -> PairFacts | None:
        """What is known of a page and its Markdown; `key` is a digest of both."""
        row = self._get(key)
        if row is None:
            return None
        pages = [
            PageFacts(**{**page, "links": list(map(tuple, page["links"])), "marks": list(map(tuple, page["marks"]))})
            for page in row["pages"]
        ]
        return PairFacts(pages, row["told"])

    def add_pair(self, key: str, facts: PairFacts) -> None:
        """Note a page that was read; it counts as proven once all is."""
        # by hand: `asdict` copies every link
        pages = [{name: getattr(page, name) for name in _OF_PAGE} for page in facts.pages]
        self._put(key, {"pages": pages, "told": facts.told})

    def words(self, key: str) -> int | None:
        """How many words of a guide were proven; None where it was not."""
        found = self._get(key)
        return found if isinstance(found, int) else None

    def add_words(self, key: str, words: int) -> None:
        """Note a guide."""
        self._put(key, words)

    def lines(self) -> Iterator[str]:
        """All that was asked for or added, for the next check."""
        yield self._code
        query = "SELECT key, text FROM fact WHERE state = ? ORDER BY key"
        yield from (f"{key} {text}" for key, text in self._shelf.read(query, (_KEPT,)))

    def begin(self) -> None:
        """A check begins: what one before it added and did not keep is forgotten."""
        self._shelf.run("DELETE FROM fact WHERE state = ?", (_NEW,))

    def keep(self) -> None:
        """What was added counts as proven from now on; what a check adds that finds something never does."""
        self._shelf.run("UPDATE fact SET state = ? WHERE state = ?", (_KEPT, _NEW))

    def _get(self, key: str) -> Any:
        row = next(self._shelf.read("SELECT text FROM fact WHERE key = ? AND state != ?", (key, _NEW)), None)
        if row is None:
            return None
        self._shelf.run("UPDATE fact SET state = ? WHERE key = ?", (_KEPT, key))
        return json.loads(row[0])

    def _put(self, key: str, value: Any) -> None:
        self._shelf.run("INSERT OR REPLACE INTO fact VALUES (?, ?, ?)", (key, packed(value), _NEW))
