"""The whole site, in Markdown and in HTML: lecture by lecture, then what spans lectures."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from sqlite3 import IntegrityError

from lecturebook.errors import OutputError
from lecturebook.model import Course
from lecturebook.render.book import Book, to_book
from lecturebook.render.concept import view_concept, view_glossary, view_index
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
    concept_page,
    course_page,
    glossary_page,
    index_page,
    map_page,
    study_page,
    worksheet_page,
)
from lecturebook.render.search import search_scripts
from lecturebook.render.study import view_study, view_worksheet
from lecturebook.shelf import Shelf


def render_site(course: Course, folder: Path, *, templates: Path | None = None) -> None:
    """Writes the pages of `course` into `folder`; a template in `templates` replaces ours of the same name.

    Each page is written as soon as it is made, and each lecture read once for all of its pages. Raises SettingsError
    for a template that cannot be used and OutputError where a page cannot be written.
    """
    sheet, written = Templates(templates), _Written(folder)
    for path in (*STYLES, ICON, *SCRIPTS):
        written.add(path, sheet.asset(posixpath.basename(path)))
    books = (to_book(course, "html"), to_book(course, "md"))
    for number in range(1, len(course.lectures) + 1):
        for book in books:
            written.add_pages(sheet, book.form, _lecture_views(book, number))
    for book in books:
        written.add_pages(sheet, book.form, _course_views(book))
    for path, text in (*search_scripts(course), *machine_files(course, books[0].sketches, written.pages())):
        written.add(path, text)


class _Written:
    """The files of a site as they are written, none twice."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._shelf = folder, Shelf()
        self._shelf.run("CREATE TABLE file (path TEXT PRIMARY KEY) WITHOUT ROWID")

    def add(self, path: str, text: str) -> None:
        """Write a file. Raises OutputError where there is one of that name."""
        try:
            self._shelf.run("INSERT INTO file VALUES (?)", (path,))
        except IntegrityError:
            raise OutputError(path, "two pages have this name") from None
        write_page(self._folder / path, text)

    def add_pages(self, templates: Templates, form: Format, views: Iterable[tuple[str, str, object]]) -> None:
        """Write pages, each by its path, the name of its template, and its view."""
        for path, name, view in views:
            self.add(path, templates.render(name, form, view))

    def pages(self) -> Iterator[str]:
        """The paths of all HTML pages so far, sorted."""
        return (path for (path,) in self._shelf.read("SELECT path FROM file WHERE path LIKE '%.html' ORDER BY path"))


def write_page(path: Path, text: str) -> None:
    """Writes `text` as UTF-8, whole or not at all."""
    write_pieces(path, (text,))


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Writes the text of `pieces` as UTF-8, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.writelines(piece.encode() for piece in pieces)
        os.replace(unfinished, path)  # noqa: PTH105
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error


def _lecture_views(book: Book, number: int) -> Iterator[tuple[str, str, object]]:
    """The pages of the lecture at `number`, from 1: path, name of the template, view."""
    outline, form = book.outlines[number - 1], book.form
    yield outline.page, "lecture", view_lecture(book, number)
    if outline.guide.questions:
        yield worksheet_page(outline.lecture.slug, form), "worksheet", view_worksheet(book, outline)


def _course_views(book: Book) -> Iterator[tuple[str, str, object]]:
    """The pages that span lectures: path, name of the template, view."""
    form = book.form
    yield course_page(form), "course", view_course(book)
    yield index_page(form), "concepts", view_index(book)
    yield glossary_page(form), "glossary", view_glossary(book)
    yield map_page(form), "map", view_map(book)
    yield study_page(form), "study", view_study(book)
    for concept in book.course.concepts:
        yield concept_page(concept.slug, form), "concept", view_concept(book, concept)
