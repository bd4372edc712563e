"""The views of the course's page and of its list of lectures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from heapq import nsmallest

from lecturebook.model import CourseConcept
from lecturebook.render.book import Book
from lecturebook.render.concept import concept_line, count_mentions
from lecturebook.render.course_views import CoursePage, LectureCard, LecturesPage
from lecturebook.render.facts import language_tag, long_date
from lecturebook.render.outline import Sketch, lecture_link
from lecturebook.render.paths import course_page, lectures_sheet, relative_link
from lecturebook.render.sheets import Sheet, lay_out, sheet_frame, sheets_around
from lecturebook.render.views import Fact, Link, Piece, Said
from lecturebook.timecode import duration

# lectures of a page: as many are as long to load as an hour's transcript
MOST_LECTURES = 250
# the most important concepts shown on the course's page
_IMPORTANT = 30


def view_course(book: Book, most: int = MOST_LECTURES) -> Iterator[tuple[str, CoursePage | LecturesPage]]:
    """What the course is, its lectures in order, its most important concepts, and what could not be read: its page
    with its path; where the lectures are more than `most`, sheets of them after it."""
    numbers = range(1, len(book.lectures) + 1)
    sheets = lay_out(
        numbers, course_page(book.form), book.course.title, most, partial(lectures_sheet, form=book.form), called
    )
    yield sheets[0].path, _course(book, sheets)
    for sheet in sheets[1:]:
        view = LecturesPage(
            frame=sheet_frame(book, sheet, sheets[0]),
            title=sheet.called,
            language=language_tag(book.course.language),
            lectures=_cards(book, sheet),
            sheets=sheets_around(sheet, sheets),
        )
        yield sheet.path, view


def called(numbers: Sequence[int]) -> str:
    """What a sheet of the lectures of these `numbers` is called."""
    return f"Lectures {numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"Lecture {numbers[0]}"


def _course(book: Book, sheets: Sequence[Sheet[int]]) -> CoursePage:
    course, page = book.course, sheets[0].path
    seconds = sum(sketch.seconds for sketch in book.sketches)
    return CoursePage(
        frame=book.frame(course.title, page),
        title=course.title,
        language=language_tag(course.language),
        description=course.description,
        lecturer=course.lecturer,
        length=duration(seconds) if seconds else "",
        introduction=book.introduction,
        lecture_count=len(book.lectures),
        lectures=_cards(book, sheets[0]),
        concepts=tuple(concept_line(book, concept, page) for concept in _important(course.concepts)),
        concept_count=len(course.concepts),
        failures=tuple(Fact(failure.file, failure.reason) for failure in course.failures),
        sheets=sheets_around(sheets[0], sheets),
    )


def _important(concepts: Iterable[CourseConcept]) -> list[CourseConcept]:
    """Those of most lectures first, then those said most."""
    return nsmallest(_IMPORTANT, concepts, key=lambda c: (-len(c.lectures), -count_mentions(c), c.name, c.key))


def _cards(book: Book, sheet: Sheet[int]) -> tuple[LectureCard, ...]:
    return tuple(_card(book.sketches[number - 1], number, sheet.path) for number in sheet.members)


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
