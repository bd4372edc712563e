"""The views of what there is to study: a lecture's questions, its worksheet, and the course's list of both."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from lecturebook.model import Question, Step
from lecturebook.render.book import Book
from lecturebook.render.course import MOST_LECTURES, called
from lecturebook.render.course_views import StudyLine, StudyPage, WorksheetPage
from lecturebook.render.facts import language_tag
from lecturebook.render.outline import Outline, Sketch
from lecturebook.render.paths import Format, cards_script, relative_link, study_page, study_sheet, worksheet_page
from lecturebook.render.quotes import quote
from lecturebook.render.sheets import lay_out, sheet_frame, sheets_around
from lecturebook.render.views import Link, QuestionGroup, QuestionView, StepView
from lecturebook.study.doubles import NAME_IS_HIDDEN


def view_study(book: Book, most: int = MOST_LECTURES) -> Iterator[tuple[str, StudyPage]]:
    """The list of all lectures with how much there is to study, each page with its path: sheets like the course's."""
    numbers = range(1, len(book.lectures) + 1)
    sheets = lay_out(numbers, study_page(book.form), "Study", most, partial(study_sheet, form=book.form), called)
    for sheet in sheets:
        lines = tuple(_line(book.sketches[number - 1], number, sheet.path) for number in sheet.members)
        title = f"Study: {sheet.called}" if sheet.called else sheet.title
        yield sheet.path, StudyPage(sheet_frame(book, sheet, sheets[0]), title, lines, sheets_around(sheet, sheets))


def _line(sketch: Sketch, number: int, page: str) -> StudyLine:
    lecture = sketch.lecture
    return StudyLine(
        number=number,
        slug=lecture.slug,
        page=sketch.page,
        cards=cards_script(lecture.slug),
        lecture=Link(lecture.title, relative_link(sketch.page, page, sketch.questions)),
        worksheet=worksheet_link(sketch, page),
        language=language_tag(lecture.language),
        questions=sketch.question_count,
        concepts=sketch.defined,
    )


def view_worksheet(book: Book, outline: Outline) -> WorksheetPage:
    """The worksheet of a lecture, which must have questions."""
    lecture = outline.guide.lecture
    page = worksheet_page(lecture.slug, book.form)
    link = Link(lecture.title, relative_link(outline.page, page))
    return WorksheetPage(
        frame=book.frame(f"Worksheet: {lecture.title}", page, crumbs=(book.home(page), link)),
        title=lecture.title,
        language=language_tag(lecture.language),
        lecture=link,
        questions=question_groups(book, outline, page),
        is_approximate=outline.guide.making.word_times != "real",
    )


def worksheet_link(sketch: Sketch, page: str) -> Link:
    """The link from `page` to a lecture's worksheet; without a target where it has no questions."""
    form: Format = "md" if sketch.page.endswith(".md") else "html"
    target = worksheet_page(sketch.lecture.slug, form)
    return Link("Worksheet", relative_link(target, page) if sketch.question_count else "")


def question_groups(book: Book, outline: Outline, page: str) -> tuple[QuestionGroup, ...]:
    """The questions by the section that answers them, in the order of the lecture, with links from `page`."""
    questions = outline.asked
    rows = sorted((_section_at(outline, question), question.answer.first, n) for n, question in enumerate(questions))
    groups, number = [], 0
    for at, members in groupby(rows, key=lambda row: row[0]):
        views = []
        for _, _, n in members:
            number += 1
            views.append(_view(book, outline, n, number, page))
        groups.append(QuestionGroup(_section_link(outline, at, page), tuple(views)))
    return tuple(groups)


def _view(book: Book, outline: Outline, n: int, number: int, page: str) -> QuestionView:
    """The `n`-th question of a lecture under its `number` on the page."""
    question = outline.asked[n]
    steps = tuple(_step(book, outline, step, page) for step in question.steps)
    # by the alphabet, which tells nothing of the order
    items = sorted(
        (view.name if view.name.text else Link(view.said.text.rstrip("."), "") for view in steps), key=_alphabetic
    )
    return QuestionView(
        number,
        outline.question_entries[n],
        question.prompt,
        quote(outline, question.answer, page),
        (*(_concept(book, key, page) for key in question.options), *items),
        _concept(book, question.concept, page) if question.kind in NAME_IS_HIDDEN else Link("", ""),
        steps,
    )


def _step(book: Book, outline: Outline, step: Step, page: str) -> StepView:
    return StepView(_concept(book, step.concept, page), quote(outline, step.said, page))


def _alphabetic(link: Link) -> str:
    return link.text.casefold()


def _concept(book: Book, key: str, page: str) -> Link:
    """The link to a concept by its name; an empty one where the course does not have it."""
    concept = book.concepts.get(key)
    return book.concept_link(key, concept.name, page) if concept else Link("", "")


def _section_at(outline: Outline, question: Question) -> int:
    """The place of the section that holds the answer; -1 before all."""
    return sum(part.section.first <= question.answer.first for part in outline.sections) - 1


def _section_link(outline: Outline, at: int, page: str) -> Link:
    if at < 0:
        return Link("", "")
    part = outline.sections[at]
    return Link(part.section.title, relative_link(outline.page, page, part.anchor))
