"""The view of a lecture's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from lecturebook.links import is_external, source_url
from lecturebook.model import Concept, Guide, MarkKind, Passage, Question
from lecturebook.render.book import Book
from lecturebook.render.facts import coverage, language_tag, long_date, making_facts
from lecturebook.render.outline import Outline, SectionOutline
from lecturebook.render.paths import relative_link, to_root
from lecturebook.render.views import (
    ConceptEntry,
    LecturePage,
    Link,
    MarkGroup,
    ObjectiveView,
    ParagraphView,
    PartView,
    QuestionGroup,
    QuestionView,
    Said,
    SectionView,
    Span,
    WrittenView,
)
from lecturebook.timecode import clock, duration

# what is asked of students first, then what helps them
_MARKS: dict[MarkKind, str] = {
    "exam": "On the exam",
    "important": "Marked as important",
    "question": "Asked in the room",
    "example": "For example",
}


def view_lecture(book: Book, number: int) -> LecturePage:
    """The page of the lecture that stands at `number`, from 1, in the course."""
    outline = book.outlines[number - 1]
    guide, page = outline.guide, outline.page
    return LecturePage(
        frame=book.frame(guide.lecture.title, page, crumbs=(book.home(page),)),
        id=guide.lecture.id,
        title=guide.lecture.title,
        language=language_tag(guide.lecture.language),
        number=number,
        total=len(book.outlines),
        date=long_date(guide.lecture.date),
        source=_source(outline),
        coverage=coverage(guide),
        bar=_bar(outline),
        is_approximate=guide.making.word_times != "real",
        not_done=guide.making.not_done,
        facts=making_facts(guide),
        abstract=tuple(_said(outline, passage) for passage in guide.abstract),
        objectives=tuple(
            ObjectiveView(objective.text, outline.stamp(objective.said.start, outline.page))
            for objective in guide.objectives
        ),
        notes=book.notes[number - 1],
        sections=tuple(_section(book, outline, n) for n in range(len(outline.sections))),
        concepts_anchor=outline.concepts,
        concepts=_concepts(book, outline),
        questions_anchor=outline.questions,
        questions=_questions(outline),
        previous=_neighbour(book, number - 1, page),
        next=_neighbour(book, number + 1, page),
    )


def _source(outline: Outline) -> Link:
    url = source_url(outline.guide.lecture)
    if not url:
        return Link("", "")
    return Link("Recording", url if is_external(url) else to_root(outline.page) + url)


def _neighbour(book: Book, number: int, page: str) -> Link | None:
    if not 1 <= number <= len(book.outlines):
        return None
    other = book.outlines[number - 1]
    return Link(other.guide.lecture.title, relative_link(other.page, page))


def _bar(outline: Outline) -> tuple[Span, ...]:
    """The sections along the recording."""
    end = max((end for _, end in outline.guide.covered), default=0.0)
    return tuple(
        to_span(part.section.start, part.section.end, end, part.section.title, f"#{part.anchor}")
        for part in outline.sections
        if end > 0
    )


def to_span(start: float, end: float, whole: float, label: str = "", href: str = "") -> Span:
    """The stretch from `start` to `end` of a bar for `whole` seconds; never too thin to be seen."""
    left = min(996, max(0, round(1000 * start / whole)))
    right = min(1000, max(left + 4, round(1000 * end / whole)))
    return Span(left, right - left, label, href)


def _said(outline: Outline, passage: Passage, defines: Iterable[Link] = ()) -> Said:
    return Said(passage.text, outline.stamp(passage.start, outline.page), tuple(defines))


def quote(outline: Outline, passage: Passage, page: str, defines: Iterable[Link] = ()) -> Said:
    """A passage that stands for itself: its second says where it is a guess."""
    return Said(passage.text, outline.stamp(passage.start, page, is_quote=True), tuple(defines))


def _section(book: Book, outline: Outline, at: int) -> SectionView:
    part, page = outline.sections[at], outline.page
    section = part.section
    links = {c.key: book.concept_link(c.key, c.name, page) for c in outline.guide.concepts}
    definitions = _definitions_within(outline.guide, section.first, section.last)
    summary = tuple(p for p in section.summary if not any(_holds(d, p) and d != p for d, _ in definitions))
    return SectionView(
        number=at + 1,
        title=section.title,
        anchor=part.anchor,
        href=outline.href(section.start, page),
        stamp=outline.stamp(section.start, page),
        end=clock(section.end),
        length=duration(section.end - section.start),
        summary=tuple(_said(outline, p, _defined_in(p, definitions, links)) for p in summary),
        terms=tuple(links[key] for key in section.concepts if key in links),
        definitions=tuple(
            quote(outline, passage, page, [links[key] for key in keys])
            for passage, keys in definitions
            if not any(_holds(said, passage) for said in summary)
        ),
        marks=_marks(outline, section.first, section.last),
        writer=outline.guide.making.writer,
        written=tuple(
            WrittenView(written.text, tuple(quote(outline, passage, page) for passage in written.support))
            for written in section.written
        ),
        paragraphs=_paragraphs(outline, part),
    )


def _marks(outline: Outline, first: int, last: int) -> tuple[MarkGroup, ...]:
    """The marks that begin in ``[first, last)``, by kind."""
    inside = [mark for mark in outline.guide.marks if first <= mark.passage.first < last]
    groups = ((label, [mark for mark in inside if mark.kind == kind]) for kind, label in _MARKS.items())
    return tuple(
        MarkGroup(label, tuple(quote(outline, mark.passage, outline.page) for mark in marks))
        for label, marks in groups
        if marks
    )


def _definitions_within(guide: Guide, first: int, last: int) -> list[tuple[Passage, list[str]]]:
    """The definitions that begin in ``[first, last)``, in order, each with the keys of what it defines."""
    found = [
        (passage.first, passage.last, n, passage, concept.key)
        for n, concept in enumerate(guide.concepts)
        for passage in concept.definitions
        if first <= passage.first < last
    ]
    grouped = groupby(sorted(found, key=lambda row: row[:3]), key=lambda row: row[:2])
    spans = [list(rows) for _, rows in grouped]
    return [(rows[0][3], [row[4] for row in rows]) for rows in spans]


def _defined_in(
    passage: Passage, definitions: Sequence[tuple[Passage, list[str]]], links: dict[str, Link]
) -> list[Link]:
    return [links[key] for definition, keys in definitions if _holds(passage, definition) for key in keys]


def _holds(outer: Passage, inner: Passage) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _paragraphs(outline: Outline, part: SectionOutline) -> tuple[ParagraphView, ...]:
    return tuple(
        ParagraphView(
            anchor,
            outline.stamp(paragraph.start, outline.page),
            tuple(PartView(piece.text, piece.is_event) for piece in paragraph.parts),
        )
        for paragraph, anchor in zip(part.paragraphs, part.marks, strict=True)
    )


def _concepts(book: Book, outline: Outline) -> tuple[ConceptEntry, ...]:
    concepts = outline.guide.concepts
    entries = zip(concepts, outline.concept_entries, strict=True)
    return tuple(_concept(book, outline, concept, anchor) for concept, anchor in entries)


def _concept(book: Book, outline: Outline, concept: Concept, anchor: str) -> ConceptEntry:
    page = outline.page
    first = concept.mentions[0].start if concept.mentions else 0.0
    return ConceptEntry(
        anchor=anchor,
        link=book.concept_link(concept.key, concept.name, page),
        first=outline.stamp(first, page),
        count=len(concept.mentions),
        aliases=concept.aliases,
        definition=quote(outline, concept.definitions[0], page) if concept.definitions else None,
    )


def _questions(outline: Outline) -> tuple[QuestionGroup, ...]:
    """The questions by the section that answers them, in the order of the lecture."""
    questions = outline.guide.questions
    rows = sorted((_section_at(outline, question), question.answer.first, n) for n, question in enumerate(questions))
    groups, number = [], 0
    for at, members in groupby(rows, key=lambda row: row[0]):
        views = []
        for _, _, n in members:
            number += 1
            answer = quote(outline, questions[n].answer, outline.page)
            question = questions[n]
            views.append(QuestionView(number, outline.question_entries[n], question.prompt, answer, question.options))
        groups.append(QuestionGroup(_section_link(outline, at), tuple(views)))
    return tuple(groups)


def _section_at(outline: Outline, question: Question) -> int:
    """The place of the section that holds the answer; -1 before all."""
    return sum(part.section.first <= question.answer.first for part in outline.sections) - 1


def _section_link(outline: Outline, at: int) -> Link:
    if at < 0:
        return Link("", "")
    part = outline.sections[at]
    return Link(part.section.title, relative_link(outline.page, outline.page, part.anchor))
