"""Pages that need not be made again: those of the site that is there whose ingredients are the same.

What a page is made from is told without making it: digests of guides, and what the course says of them. Whatever a view
takes from the course has to be among it; `tests/course/test_incremental*.py` change a course in many ways and hold
every rebuilt site against one that is made anew.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lecturebook.course.guides import StoredGuides
from lecturebook.digests import digest
from lecturebook.model import CourseConcept
from lecturebook.render.book import Book
from lecturebook.shelf import Shelf


class Pages:
    """The pages of a site: by their paths what each was made from, and the sha256 of what it holds."""

    def __init__(self, site: Path, lines: Iterable[str] = ()) -> None:
        self._site, self._shelf = site, Shelf()
        self._shelf.run("CREATE TABLE page (path TEXT PRIMARY KEY, made_from TEXT, sha256 TEXT) WITHOUT ROWID")
        rows = (line.split(" ", 2) for line in lines if line.count(" ") >= 2)  # others somebody else wrote
        self.add((path, made_from, sha256) for made_from, sha256, path in rows)

    def add(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Note pages: path, what it was made from, sha256."""
        self._shelf.add("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", rows)

    def take(self, path: str, made_from: str, target: Path) -> str:
        """Let `target` be the page that was made from the same, by a link or a copy; its sha256.

        Empty where there is none, or it is not what was written.
        """
        query = "SELECT sha256 FROM page WHERE path = ? AND made_from = ?"
        (sha256,) = next(self._shelf.read(query, (path, made_from)), ("",))
        source = self._site / path
        try:
            if not sha256 or source.is_symlink() or hashlib.sha256(source.read_bytes()).hexdigest() != sha256:
                return ""
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                target.hardlink_to(source)
            except OSError:
                shutil.copyfile(source, target)
        except OSError:
            return ""
        return str(sha256)

    def lines(self) -> Iterator[str]:
        """All of it, a line for each page."""
        rows = self._shelf.read("SELECT made_from, sha256, path FROM page ORDER BY path")
        return (" ".join(row) for row in rows)


class PageDigests:
    """What the pages of one book are made from; `made_by` are templates, code and libraries, as a digest."""

    def __init__(self, book: Book, guides: StoredGuides, made_by: str) -> None:
        course = book.course
        told = (course.title, course.language, course.base_url, book.has_feed, book.form)
        self._book, self._all, self._guides = book, digest((made_by, told)), guides.digests
        self._keys: Sequence[tuple[str, ...]] = guides.keys_of_concepts
        self._asked: Sequence[tuple[str, ...]] = guides.keys_asked
        self._choices = [digest(course.choices.get(lecture.slug, ())) for lecture in book.lectures]
        self._links = [digest([self._slug(key) for key in keys]) for keys in self._keys]

    def guide(self, n: int) -> str:
        """That of the guide of the lecture at `n`, from 0."""
        return self._guides[n]

    def lecture(self, n: int) -> str:
        """What the page of a lecture, and its worksheet, are made from."""
        book, lecture = self._book, self._book.lectures[n]
        around = [
            (self._slug(key), [book.lectures[at] if at is not None else None for at in book.around(key, n)])
            for key in self._keys[n]
        ]
        said = [(reference, self._lecture(reference.meant)) for reference in book.references_in(lecture.slug)]
        neighbours = [book.lectures[at] for at in (n - 1, n + 1) if 0 <= at < len(book.lectures)]
        notes = book.course.notes.get(lecture.slug, "")
        choices = book.course.choices.get(lecture.slug, ())
        keys = {*self._asked[n], *(key for one in choices for key in (one.concept, *one.options))}
        # questions show concepts as the course calls them
        named = [(key, self._slug(key), self._name(key)) for key in sorted(keys)]
        parts = (self._guides[n], n, len(book.lectures), notes, neighbours, around, said, choices, named)
        return digest((self._all, parts))

    def concept(self, concept: CourseConcept) -> str:
        """What the page of a concept is made from."""
        names = [(key, self._slug(key), self._book.concepts[key].name) for key in concept.related]
        needs = [
            (
                *(need, self._slug(need.concept), self._book.concepts[need.concept].name),
                *(self._lecture(need.defined_in), self._lecture(need.named_in)),
            )
            for need in concept.needs
        ]
        total = hashlib.sha256()
        for tally in concept.tallies:
            links = self._links[self._book.places[tally.lecture.slug]] if tally.definitions else ""
            total.update(f"{self._lecture(tally.lecture.slug)}{tally[1:]}{links}\n".encode())
        about = (concept.key, concept.slug, concept.name, concept.aliases, concept.kind)
        return digest((self._all, about, names, needs, total.hexdigest()))

    def _slug(self, key: str) -> str:
        concept = self._book.concepts.get(key)
        return concept.slug if concept else ""

    def _name(self, key: str) -> str:
        concept = self._book.concepts.get(key)
        return concept.name if concept else ""

    def _lecture(self, slug: str) -> tuple[int, str, str, str]:
        """Where a lecture stands, and what its page says."""
        course, n = self._book.course, self._book.places[slug]
        return n, self._guides[n], course.notes.get(slug, ""), self._choices[n]
