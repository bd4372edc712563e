"""The view of the course's page."""

from __future__ import annotations

from lecturebook.model import CourseConcept
from lecturebook.render.book import Book
from lecturebook.render.concept import concept_line, count_mentions
from lecturebook.render.course_views import CoursePage, LectureCard
from lecturebook.render.facts import language_tag, long_date
from lecturebook.render.outline import Outline
from lecturebook.render.paths import course_page, relative_link
from lecturebook.render.views import Fact, Link, Piece, Said
from lecturebook.timecode import duration

# the most important concepts shown on the course's page
_IMPORTANT = 30


def view_course(book: Book) -> CoursePage:
    """What the course is, its lectures in order, its most important concepts, and what could not be read."""
    course, page = book.course, course_page(book.form)
    seconds = sum(guide.covered_seconds for guide in course.guides)
    return CoursePage(
        frame=book.frame(course.title, page),
        title=course.title,
        language=language_tag(course.language),
        description=course.description,
        lecturer=course.lecturer,
        length=duration(seconds) if seconds else "",
        introduction=book.introduction,
        lectures=tuple(_card(outline, n, page) for n, outline in enumerate(book.outlines, start=1)),
        concepts=tuple(concept_line(book, concept, page) for concept in _important(course.concepts)),
        concept_count=len(course.concepts),
        failures=tuple(Fact(failure.file, failure.reason) for failure in course.failures),
    )


def _important(concepts: tuple[CourseConcept, ...]) -> list[CourseConcept]:
    """Those of most lectures first, then those said most."""
    ranked = sorted(concepts, key=lambda c: (-len(c.lectures), -count_mentions(c), c.name, c.key))
    return ranked[:_IMPORTANT]


def _card(outline: Outline, number: int, page: str) -> LectureCard:
    guide = outline.guide
    first = guide.abstract[0] if guide.abstract else None
    sections = ((part.section.title, part.anchor) for part in outline.sections)
    return LectureCard(
        number=number,
        link=Link(guide.lecture.title, relative_link(outline.page, page)),
        language=language_tag(guide.lecture.language),
        date=long_date(guide.lecture.date),
        length=duration(guide.covered_seconds),
        opening=Said(first.text, outline.stamp(first.start, page), pieces=(Piece(first.text),)) if first else None,
        sections=tuple(Link(title, relative_link(outline.page, page, anchor)) for title, anchor in sections),
        concepts=len(guide.concepts),
        questions=len(outline.asked),
    )
