"""The whole site, in Markdown and in HTML: lecture by lecture, then what spans lectures."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from sqlite3 import IntegrityError
from typing import TypeGuard

from lecturebook.course.cache import NO_CACHE, GuideCache
from lecturebook.course.guides import StoredGuides
from lecturebook.errors import OutputError
from lecturebook.files import written_whole
from lecturebook.model import Course, CourseConcept, Guide
from lecturebook.render.alphabet import view_glossary, view_index
from lecturebook.render.book import Book, to_book
from lecturebook.render.cards import card_script
from lecturebook.render.concept import view_concept, view_moved
from lecturebook.render.concept_map import view_map
from lecturebook.render.course import view_course
from lecturebook.render.environment import Templates
from lecturebook.render.feeds import machine_files
from lecturebook.render.lecture import view_lecture
from lecturebook.render.paths import (
    ICON,
    SCRIPTS,
    STYLES,
    Format,
    cards_script,
    concept_page,
    course_page,
    lecture_page,
    map_page,
    worksheet_page,
)
from lecturebook.render.reuse import PageDigests, Pages
from lecturebook.render.search import SearchIndex
from lecturebook.render.study import view_study, view_worksheet
from lecturebook.shelf import Shelf


def render_site(
    course: Course,
    folder: Path,
    *,
    templates: Path | None = None,
    store: GuideCache = NO_CACHE,
    before: Pages | None = None,
    made_by: str = "",
) -> Pages:
    """Writes the pages of `course` into `folder`; a template in `templates` replaces ours of the same name.

    Each page is written as soon as it is made, and each lecture read once for all of its pages. Pages of `before` that
    were made from the same are not made again, where the guides of the course are from a store; `made_by` is the digest
    of templates, code and libraries. Gives back what each page was made from. Raises SettingsError for a template that
    cannot be used and OutputError where a page cannot be written.
    """
    sheet = Templates(templates)
    books = (to_book(course, "html", store, made_by), to_book(course, "md", store, made_by))
    written = _Written(folder, sheet, before or Pages(folder))
    for path in (*STYLES, ICON, *SCRIPTS):
        written.add(path, sheet.asset(posixpath.basename(path)))
    known = {book.form: PageDigests(book, course.guides, made_by) for book in books if _is_stored(course.guides)}
    index = SearchIndex()
    for number in range(1, len(course.lectures) + 1):
        for book in books:
            digests = known.get(book.form)
            made_from = digests.lecture(number - 1) if digests else ""
            written.add_lecture(book, number, made_from)
            if book.form == "html":
                written.add_cards(book, number, made_from)
        written.add_all(index.add_lecture(course.guides[number - 1]))
    for book in books:
        digests = known.get(book.form)
        written.add_pages(book.form, _course_views(book))
        for concept in course.concepts:
            path = concept_page(concept.slug, book.form)
            written.add_concept(book, concept, path, digests.concept(concept) if digests else "")
            written.add_pages(book.form, _moved_views(book, concept))
    for concept in course.concepts:
        index.add_concept(concept)
    written.add_all(index.scripts())
    written.add_all(machine_files(course, books[0].sketches, written.pages()))
    return written.made


def _is_stored(guides: Sequence[Guide]) -> TypeGuard[StoredGuides]:
    return isinstance(guides, StoredGuides)


class _Written:
    """The files of a site as they are written, none twice; those that were `before` are taken from there."""

    def __init__(self, folder: Path, templates: Templates, before: Pages) -> None:
        self._folder, self._templates, self._before, self._shelf = folder, templates, before, Shelf()
        self._shelf.run("CREATE TABLE file (path TEXT PRIMARY KEY) WITHOUT ROWID")
        self.made = Pages(folder)

    def add(self, path: str, text: str, made_from: str = "") -> None:
        """Write a file, which was `made_from` what this digest stands for."""
        self._note(path)
        write_page(self._folder / path, text)
        if made_from:
            self.made.add([(path, made_from, hashlib.sha256(text.encode()).hexdigest())])

    def add_all(self, files: Iterable[tuple[str, str]]) -> None:
        """Write files, each by its path and text."""
        for path, text in files:
            self.add(path, text)

    def add_pages(self, form: Format, views: Iterable[tuple[str, str, object]], made_from: str = "") -> None:
        """Write pages, each by its path, the name of its template, and its view."""
        for path, name, view in views:
            self.add(path, self._templates.render(name, form, view), made_from)

    def add_lecture(self, book: Book, number: int, made_from: str) -> None:
        """Write the pages of the lecture at `number`, from 1, or take them."""
        slug, form = book.lectures[number - 1].slug, book.form
        page, worksheet = lecture_page(slug, form), worksheet_page(slug, form)
        if not made_from or not self._take(page, made_from):
            self.add_pages(form, _lecture_views(book, number), made_from)
        elif book.sketches[number - 1].question_count and not self._take(worksheet, made_from):
            self.add(
                worksheet,
                self._templates.render("worksheet", form, view_worksheet(book, book.outlines[number - 1])),
                made_from,
            )

    def add_cards(self, book: Book, number: int, made_from: str) -> None:
        """Write the cards of the lecture at `number`, from 1, or take them: they are made from what its page is."""
        path = cards_script(book.lectures[number - 1].slug)
        if not made_from or not self._take(path, made_from):
            self.add(*card_script(book, book.outlines[number - 1]), made_from)

    def add_concept(self, book: Book, concept: CourseConcept, path: str, made_from: str) -> None:
        """Write the page of a concept, or take it."""
        if not made_from or not self._take(path, made_from):
            self.add(path, self._templates.render("concept", book.form, view_concept(book, concept)), made_from)

    def pages(self) -> Iterator[str]:
        """The paths of all HTML pages so far, sorted."""
        return (path for (path,) in self._shelf.read("SELECT path FROM file WHERE path LIKE '%.html' ORDER BY path"))

    def _take(self, path: str, made_from: str) -> bool:
        sha256 = self._before.take(path, made_from, self._folder / path)
        if sha256:
            self._note(path)
            self.made.add([(path, made_from, sha256)])
        return bool(sha256)

    def _note(self, path: str) -> None:
        """Raises OutputError where there is a file of that name."""
        try:
            self._shelf.run("INSERT INTO file VALUES (?)", (path,))
        except IntegrityError:
            raise OutputError(path, "two pages have this name") from None


def write_page(path: Path, text: str) -> None:
    """Writes `text` as UTF-8, whole or not at all."""
    write_pieces(path, (text,))


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Writes the text of `pieces` as UTF-8, whole or not at all."""
    try:
        with written_whole(path) as unfinished, unfinished.open("wb") as file:
            file.writelines(piece.encode() for piece in pieces)
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error


def _lecture_views(book: Book, number: int) -> Iterator[tuple[str, str, object]]:
    """The pages of the lecture at `number`, from 1: path, name of the template, view."""
    outline, form = book.outlines[number - 1], book.form
    yield outline.page, "lecture", view_lecture(book, number)
    if outline.asked:
        yield worksheet_page(outline.lecture.slug, form), "worksheet", view_worksheet(book, outline)


def _moved_views(book: Book, concept: CourseConcept) -> Iterator[tuple[str, str, object]]:
    """The pages under former names of a concept: path, name of the template, view."""
    for former in concept.former:
        yield concept_page(former.slug, book.form), "moved", view_moved(book, concept, former)


def _course_views(book: Book) -> Iterator[tuple[str, str, object]]:
    """The pages that span lectures: path, name of the template, view."""
    form = book.form
    for path, lectures in view_course(book):
        yield path, "course" if path == course_page(form) else "lectures", lectures
    for path, sheet in view_index(book):
        yield path, "concepts", sheet
    for path, entries in view_glossary(book):
        yield path, "glossary", entries
    yield map_page(form), "map", view_map(book)
    for path, lines in view_study(book):
        yield path, "study", lines
