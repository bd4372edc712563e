"""Whether every link of a site leads somewhere and every page can be reached; for any number of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from lecturebook.check.pages import Page, is_lecture_page, resolve
from lecturebook.check.proof import Proof
from lecturebook.check.proven import PageFacts
from lecturebook.links import is_external
from lecturebook.shelf import Shelf

_FORMS = (".html", ".md")


class Links:
    """The links and anchors of a site's pages, on a shelf; pages are known by numbers."""

    def __init__(self, files: Iterable[str], proof: Proof) -> None:
        self._shelf, self._proof = Shelf(), proof
        for table in (
            "file (path BLOB PRIMARY KEY) WITHOUT ROWID",
            "page (number INTEGER PRIMARY KEY, path BLOB UNIQUE, suffix TEXT)",
            "anchor (page INTEGER, name BLOB)",
            "link (page INTEGER, path BLOB, anchor BLOB, href BLOB, PRIMARY KEY (page, path, anchor)) WITHOUT ROWID",
        ):
            self._shelf.run(f"CREATE TABLE {table}")
        self._shelf.add("INSERT INTO file VALUES (?)", ((_packed(path),) for path in files))

    def add(self, page: PageFacts) -> None:
        """Take in what a page links to, and the places on it that can be linked to."""
        row = _packed(page.path), PurePosixPath(page.path).suffix
        number = self._shelf.run("INSERT INTO page (path, suffix) VALUES (?, ?)", row).lastrowid
        rows = ((number, *map(_packed, link)) for link in page.links)
        self._shelf.add("INSERT INTO link VALUES (?, ?, ?, ?)", rows)
        self._shelf.add("INSERT INTO anchor VALUES (?, ?)", ((number, _packed(name)) for name in page.anchors))

    def check(self, media: Set[str], starts: Iterable[str]) -> None:
        """Follow every link, and look for pages that no chain of links from the first page of their form leads to.

        `media` are recordings, which are put beside a site by those who publish it.
        """
        of_link = "SELECT page.path, href, link.path FROM link JOIN page ON link.page = page.number "
        for page, href, target in self._read(of_link + "WHERE link.path NOT IN file"):
            if target not in media:
                self._proof.found("link", page, f"{href!r} leads to no file")
        # by sorting both, not by a search for each: anchors of a large site lie far apart
        self._shelf.run(
            "CREATE TABLE nowhere AS SELECT number AS page, anchor FROM link JOIN page USING (path) "
            "WHERE anchor != x'' EXCEPT SELECT page, name FROM anchor"
        )
        if next(self._shelf.read("SELECT 1 FROM nowhere LIMIT 1"), None):
            there = "JOIN page AS there ON there.path = link.path WHERE (there.number, link.anchor) IN nowhere"
            for page, href, target in self._read(of_link + there):
                self._proof.found("anchor", page, f"{href!r}: {target} has no such place")
        for start, suffix in zip(starts, _FORMS, strict=True):
            self._reach(start, suffix)

    def _reach(self, start: str, suffix: str) -> None:
        first = next(self._shelf.read("SELECT number FROM page WHERE path = ?", (_packed(start),)), None)
        reached = {number for (number,) in (first,) if number} if first else set[int]()
        waiting = list(reached)
        to = "SELECT DISTINCT number FROM link JOIN page USING (path) WHERE page = ? AND suffix = ?"
        while waiting:
            new = {number for (number,) in self._shelf.read(to, (waiting.pop(), suffix))} - reached
            reached |= new
            waiting += new
        for number, path in self._shelf.read("SELECT number, path FROM page WHERE suffix = ? ORDER BY path", (suffix,)):
            if number not in reached:
                self._proof.found("reach", _unpacked(path), f"no link leads there from {start}")

    def _read(self, query: str) -> Iterable[tuple[str, ...]]:
        return (tuple(map(_unpacked, row)) for row in self._shelf.read(query))


def facts_of(page: Page, proof: Proof) -> PageFacts:
    """What the site as a whole has to know of a page; links that leave the site by another way than http are found."""
    inside: dict[tuple[str, str], str] = {}
    for href in page.links:
        if is_external(href):
            continue
        target, anchor = resolve(page.path, href)
        if urlsplit(href).scheme or href.startswith("/") or target.startswith("../"):
            proof.found("link", page.path, f"{href!r} leads out of the site")
        else:
            inside.setdefault((target, anchor), href)
    return PageFacts(
        path=page.path,
        links=[(target, anchor, href) for (target, anchor), href in inside.items()],
        anchors=list(dict.fromkeys(page.anchors)),
        marks=list(marks_of(page)) if is_lecture_page(page.path) else [],
        by_staff=list(page.by_staff),
        link_count=len(page.links),
        statements=len(page.statements),
        times=len(page.times),
    )


def marks_of(page: Page) -> Iterator[tuple[int, str]]:
    """The anchors of a page's transcript with the second of the first words below each."""
    firsts: dict[str, int] = {}
    for statement in page.statements:
        if statement.is_transcript:
            firsts.setdefault(statement.anchor, statement.time.second)
    yield from ((second, anchor) for anchor, second in firsts.items())


def _packed(text: str) -> bytes:
    """`text` as a row keeps it: names of files may be any bytes."""
    return text.encode("utf-8", "surrogatepass")


def _unpacked(row: bytes) -> str:
    return row.decode("utf-8", "surrogatepass")
