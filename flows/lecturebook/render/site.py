"""The whole site: every view gathered first, then written, in Markdown and in HTML."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lecturebook.errors import OutputError
from lecturebook.model import Course
from lecturebook.render.book import Book, to_book
from lecturebook.render.cards import card_script
from lecturebook.render.concept import view_concept, view_glossary, view_index, view_moved
from lecturebook.render.concept_map import view_map
from lecturebook.render.course import view_course
from lecturebook.render.environment import Templates
from lecturebook.render.feeds import machine_files
from lecturebook.render.lecture import view_lecture
from lecturebook.render.paths import (
    ICON,
    SCRIPTS,
    STYLES,
    concept_page,
    course_page,
    glossary_page,
    index_page,
    lecture_page,
    map_page,
    study_page,
    worksheet_page,
)
from lecturebook.render.search import search_scripts
from lecturebook.render.study import view_study, view_worksheet


def render_site(course: Course, folder: Path, *, templates: Path | None = None) -> None:
    """Writes the pages of `course` into `folder`; a template in `templates` replaces ours of the same name.

    Raises SettingsError for a template that cannot be used and OutputError where a page cannot be written.
    """
    sheet = Templates(templates)
    pages = {path: sheet.asset(posixpath.basename(path)) for path in (*STYLES, ICON, *SCRIPTS)}
    for path, text in _files(course, sheet):
        if path in pages:
            raise OutputError(path, "two pages have this name")
        pages[path] = text
    for path, text in pages.items():
        write_page(folder / path, text)


def write_page(path: Path, text: str) -> None:
    """Writes `text` as UTF-8, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(text.encode())
        os.replace(unfinished, path)  # noqa: PTH105
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise OutputError(str(path), error.strerror or str(error)) from error


def _files(course: Course, templates: Templates) -> Iterator[tuple[str, str]]:
    """All that is written but style and scripts: the pages, and what machines read of them."""
    pages = []
    for path, text in _render_pages(course, templates):
        if path.endswith(".html"):
            pages.append(path)
        yield path, text
    yield from machine_files(course, pages)


def _render_pages(course: Course, templates: Templates) -> Iterator[tuple[str, str]]:
    """Each page's path from the site's folder, and its text; of the HTML also what its search loads."""
    for book in (to_book(course, "html"), to_book(course, "md")):
        if book.form == "html":
            yield from search_scripts(course)
            yield from (card_script(book, outline) for outline in book.outlines)
        for path, name, view in _views(book):
            yield path, templates.render(name, book.form, view)


def _views(book: Book) -> Iterator[tuple[str, str, object]]:
    """Each page's path, the name of its template, and its view."""
    form = book.form
    yield course_page(form), "course", view_course(book)
    yield index_page(form), "concepts", view_index(book)
    yield glossary_page(form), "glossary", view_glossary(book)
    yield map_page(form), "map", view_map(book)
    yield study_page(form), "study", view_study(book)
    for concept in book.course.concepts:
        yield concept_page(concept.slug, form), "concept", view_concept(book, concept)
        for former in concept.former:
            yield concept_page(former.slug, form), "moved", view_moved(book, concept, former)
    for number, guide in enumerate(book.course.guides, start=1):
        yield lecture_page(guide.lecture.slug, form), "lecture", view_lecture(book, number)
        outline = book.outlines[number - 1]
        if outline.asked:
            yield worksheet_page(guide.lecture.slug, form), "worksheet", view_worksheet(book, outline)
