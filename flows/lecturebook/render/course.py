"""The view of the course's page."""

from __future__ import annotations

from lecturebook.model import CourseConcept
from lecturebook.render.book import Book
from lecturebook.render.concept import concept_line, count_mentions
from lecturebook.render.course_views import CoursePage, LectureCard
from lecturebook.render.facts import language_tag, long_date
from lecturebook.render.outline import Sketch, lecture_link
from lecturebook.render.paths import course_page, relative_link
from lecturebook.render.views import Fact, Link, Piece, Said
from lecturebook.timecode import duration

# the most important concepts shown on the course's page
_IMPORTANT = 30


def view_course(book: Book) -> CoursePage:
    """What the course is, its lectures in order, its most important concepts, and what could not be read."""
    course, page = book.course, course_page(book.form)
    seconds = sum(sketch.seconds for sketch in book.sketches)
    return CoursePage(
        frame=book.frame(course.title, page),
        title=course.title,
        language=language_tag(course.language),
        description=course.description,
        lecturer=course.lecturer,
        length=duration(seconds) if seconds else "",
        introduction=book.introduction,
        lectures=tuple(_card(sketch, n, page) for n, sketch in enumerate(book.sketches, start=1)),
        concepts=tuple(concept_line(book, concept, page) for concept in _important(course.concepts)),
        concept_count=len(course.concepts),
        failures=tuple(Fact(failure.file, failure.reason) for failure in course.failures),
    )


def _important(concepts: tuple[CourseConcept, ...]) -> list[CourseConcept]:
    """Those of most lectures first, then those said most."""
    ranked = sorted(concepts, key=lambda c: (-len(c.lectures), -count_mentions(c), c.name, c.key))
    return ranked[:_IMPORTANT]


def _card(sketch: Sketch, number: int, page: str) -> LectureCard:
    lecture, opening = sketch.lecture, None
    if sketch.abstract:
        text, start = sketch.abstract[0]
        opening = Said(text, sketch.stamp(start, page), pieces=(Piece(text),))
    return LectureCard(
        number=number,
        link=lecture_link(sketch, page),
        language=language_tag(lecture.language),
        date=long_date(lecture.date),
        length=duration(sketch.seconds),
        opening=opening,
        sections=tuple(Link(part.title, relative_link(sketch.page, page, part.anchor)) for part in sketch.headings),
        concepts=len(sketch.names),
        questions=sketch.question_count,
    )
