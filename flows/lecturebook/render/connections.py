"""The views of what hangs together over a course: what to learn first, what is related, what comes back where."""

from __future__ import annotations

from lecturebook.model import CourseConcept
from lecturebook.render.book import Book
from lecturebook.render.course_views import NeedView
from lecturebook.render.lecture_views import ReferenceView
from lecturebook.render.outline import Outline, lecture_link, lecture_link_to
from lecturebook.render.quotes import quote
from lecturebook.render.views import Link


def view_needs(book: Book, concept: CourseConcept, page: str) -> tuple[NeedView, ...]:
    """What to learn before `concept`, with both seconds that prove it."""
    return tuple(
        NeedView(
            concept=_concept_link(book, need.concept, page),
            defined_in=lecture_link(book.outline_of(need.defined_in), page),
            defined_at=book.outline_of(need.defined_in).stamp(need.defined_at, page),
            named_in=lecture_link(book.outline_of(need.named_in), page),
            named_at=book.outline_of(need.named_in).stamp(need.named_at, page),
        )
        for need in concept.needs
    )


def view_related(book: Book, concept: CourseConcept, page: str) -> tuple[Link, ...]:
    """The concepts said near `concept`."""
    return tuple(_concept_link(book, key, page) for key in concept.related)


def _concept_link(book: Book, key: str, page: str) -> Link:
    return book.concept_link(key, book.concepts[key].name, page)


def neighbours(book: Book, key: str, outline: Outline) -> tuple[Link | None, Link | None]:
    """The last lecture before that of `outline`, and the first after it, that mention the concept `key`."""
    before, after = (
        None if at is None else lecture_link_to(book.lectures[at], outline.page, book.form)
        for at in book.around(key, book.places[outline.lecture.slug])
    )
    return before, after


def view_references(book: Book, outline: Outline) -> tuple[ReferenceView, ...]:
    """Where the lecture speaks of others, in the order it is said."""
    page = outline.page
    return tuple(
        ReferenceView(
            quote(outline, reference.passage, page),
            lecture_link(book.outline_of(reference.meant), page),
        )
        for reference in book.references_in(outline.lecture.slug)
    )
