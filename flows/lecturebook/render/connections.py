"""The views of what hangs together over a course: what to learn first, what is related, what comes back where."""

from __future__ import annotations

from lecturebook.model import CourseConcept
from lecturebook.render.book import Book
from lecturebook.render.course_views import NeedView
from lecturebook.render.lecture_views import ReferenceView
from lecturebook.render.outline import Outline, lecture_link
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
    concept, own = book.concepts.get(key), book.places[outline.guide.lecture.slug]
    places = [book.places[entry.lecture.slug] for entry in concept.lectures] if concept else []
    before = max((place for place in places if place < own), default=None)
    after = min((place for place in places if place > own), default=None)
    links = [None if at is None else lecture_link(book.outlines[at], outline.page) for at in (before, after)]
    return links[0], links[1]


def view_references(book: Book, outline: Outline) -> tuple[ReferenceView, ...]:
    """Where the lecture speaks of others, in the order it is said."""
    page, slug = outline.page, outline.guide.lecture.slug
    return tuple(
        ReferenceView(
            quote(outline, reference.passage, page),
            lecture_link(book.outline_of(reference.meant), page),
        )
        for reference in book.course.references
        if reference.said_in == slug
    )
