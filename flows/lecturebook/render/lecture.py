"""The view of a lecture's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from lecturebook.links import is_external, source_url
from lecturebook.model import Concept, Guide, MarkKind, Passage
from lecturebook.render.book import Book
from lecturebook.render.changes import view_repairs, view_suspicions
from lecturebook.render.connections import neighbours, view_references
from lecturebook.render.facts import coverage, language_tag, long_date, making_facts
from lecturebook.render.feeds import structured_data
from lecturebook.render.lecture_views import (
    ConceptEntry,
    LecturePage,
    MarkGroup,
    ObjectiveView,
    ParagraphView,
    PartView,
    SectionView,
    TitledStamp,
    WrittenView,
)
from lecturebook.render.markdown_text import clean_text
from lecturebook.render.outline import Outline, SectionOutline, lecture_link_to
from lecturebook.render.paths import to_root
from lecturebook.render.player import to_player
from lecturebook.render.quotes import quote
from lecturebook.render.reading import reading_time
from lecturebook.render.study import question_groups, worksheet_link
from lecturebook.render.terms import TermLinker, told_aliases
from lecturebook.render.timeline import tick_path, to_timeline
from lecturebook.render.transcript import Part
from lecturebook.render.views import Link, Piece, Said
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
    linker, player = book.term_linker(outline, page), to_player(guide.lecture, to_root(page))
    sections = tuple(_section(book, outline, n, linker) for n in range(len(outline.sections)))
    return LecturePage(
        frame=book.frame(guide.lecture.title, page, crumbs=(book.home(page),), player=player),
        id=guide.lecture.id,
        title=guide.lecture.title,
        language=language_tag(guide.lecture.language),
        number=number,
        total=len(book.lectures),
        date=long_date(guide.lecture.date),
        source=_source(outline),
        player=player,
        reading=reading_time(_read(guide.abstract, sections), guide.lecture.language),
        coverage=coverage(guide),
        timeline=to_timeline(outline),
        is_approximate=guide.making.word_times != "real",
        not_done=guide.making.not_done,
        facts=making_facts(guide),
        repaired=view_repairs(outline),
        suspected=view_suspicions(outline),
        has_unsure=bool(outline.marks.doubtful),
        abstract=_said_all(outline, "abstract", guide.abstract, linker),
        objectives=tuple(
            ObjectiveView(objective.text, outline.stamp(objective.said.start, outline.page))
            for objective in guide.objectives
        ),
        notes=book.notes[number - 1],
        sections=sections,
        concepts_anchor=outline.concepts,
        concepts=_concepts(book, outline),
        questions_anchor=outline.questions,
        questions=question_groups(book, outline, page),
        worksheet=worksheet_link(outline, page),
        slug=guide.lecture.slug,
        description=clean_text(" ".join(passage.text for passage in guide.abstract[:2])),
        structured=structured_data(book.course, guide),
        references=view_references(book, outline),
        previous=_neighbour(book, number - 1, page),
        next=_neighbour(book, number + 1, page),
    )


def _source(outline: Outline) -> Link:
    url = source_url(outline.guide.lecture)
    if not url:
        return Link("", "")
    return Link("Recording", url if is_external(url) else to_root(outline.page) + url)


def _neighbour(book: Book, number: int, page: str) -> Link | None:
    if not 1 <= number <= len(book.lectures):
        return None
    return lecture_link_to(book.lectures[number - 1], page, book.form)


def _read(abstract: Sequence[Passage], sections: Iterable[SectionView]) -> list[str]:
    """What the page has to read while its transcript is folded."""
    shown = [said.text for section in sections for said in (*section.summary, *section.definitions)]
    return [passage.text for passage in abstract] + shown


def _said_all(outline: Outline, kind: str, passages: Iterable[Passage], linker: TermLinker) -> tuple[Said, ...]:
    taken: set[str] = set()
    return tuple(_said(outline, kind, passage, linker.pieces_of(passage, taken)) for passage in passages)


def _said(
    outline: Outline, kind: str, passage: Passage, pieces: tuple[Piece, ...], defines: Iterable[Link] = ()
) -> Said:
    stamp = outline.stamp(passage.start, outline.page)
    return Said(passage.text, stamp, tuple(defines), pieces, outline.anchor_of(kind, passage))


def _section(book: Book, outline: Outline, at: int, linker: TermLinker) -> SectionView:
    part, page = outline.sections[at], outline.page
    section = part.section
    links = {c.key: book.concept_link(c.key, c.name, page) for c in outline.guide.concepts}
    definitions = _definitions_within(outline.guide, section.first, section.last)
    summary = tuple(p for p in section.summary if not any(_holds(d, p) and d != p for d, _ in definitions))
    taken: set[str] = set()
    quoted = [(p, linker.pieces_of(p, taken)) for p in summary]
    shown = [(p, keys) for p, keys in definitions if not any(_holds(said, p) for said in summary)]
    language = outline.guide.lecture.language
    return SectionView(
        number=at + 1,
        title=section.title,
        anchor=part.anchor,
        href=outline.href(section.start, page),
        stamp=outline.stamp(section.start, page),
        end=clock(section.end),
        length=duration(section.end - section.start),
        reading=reading_time([p.text for p in (*summary, *(p for p, _ in shown))], language),
        transcript_reading=reading_time([piece.text for p in part.paragraphs for piece in p.parts], language),
        summary=tuple(_said(outline, "summary", p, pieces, _defined_in(p, definitions, links)) for p, pieces in quoted),
        terms=tuple(links[key] for key in section.concepts if key in links),
        definitions=tuple(
            quote(
                outline,
                passage,
                page,
                [links[key] for key in keys],
                pieces=linker.pieces_of(passage, taken | set(keys)),
                anchor=outline.anchor_of("definition", passage),
            )
            for passage, keys in shown
        ),
        paragraphs=_paragraphs(outline, part, linker),
        parts=tuple(TitledStamp(step.title, outline.stamp(step.start, page)) for step in section.parts),
        marks=_marks(outline, section.first, section.last),
        writer=outline.guide.making.writer,
        written=tuple(
            WrittenView(written.text, tuple(_anchored(outline, "support", passage) for passage in written.support))
            for written in section.written
        ),
        note=section.note,
    )


def _anchored(outline: Outline, kind: str, passage: Passage) -> Said:
    """A passage that stands for itself and can be linked to."""
    return quote(outline, passage, outline.page, anchor=outline.anchor_of(kind, passage))


def _marks(outline: Outline, first: int, last: int) -> tuple[MarkGroup, ...]:
    """The marks that begin in ``[first, last)``, by kind."""
    inside = [mark for mark in outline.guide.marks if first <= mark.passage.first < last]
    groups = ((label, [mark for mark in inside if mark.kind == kind]) for kind, label in _MARKS.items())
    return tuple(
        MarkGroup(label, tuple(_anchored(outline, "mark", mark.passage) for mark in marks))
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


def _paragraphs(outline: Outline, part: SectionOutline, linker: TermLinker) -> tuple[ParagraphView, ...]:
    taken: set[str] = set()
    return tuple(
        ParagraphView(
            anchor,
            outline.stamp(paragraph.start, outline.page),
            tuple(_part(piece, linker, taken) for piece in paragraph.parts),
        )
        for paragraph, anchor in zip(part.paragraphs, part.marks, strict=True)
    )


def _part(part: Part, linker: TermLinker, taken: set[str]) -> PartView:
    pieces = () if part.is_event else linker.pieces(part.text, taken, part.first)
    return PartView(part.text, part.is_event, f"{part.start:.1f}", pieces)


def _concepts(book: Book, outline: Outline) -> tuple[ConceptEntry, ...]:
    concepts = outline.guide.concepts
    entries = zip(concepts, outline.concept_entries, strict=True)
    return tuple(_concept(book, outline, concept, anchor) for concept, anchor in entries)


def _concept(book: Book, outline: Outline, concept: Concept, anchor: str) -> ConceptEntry:
    page = outline.page
    starts = [mention.start for mention in concept.mentions]
    before, after = neighbours(book, concept.key, outline)
    return ConceptEntry(
        anchor=anchor,
        link=book.concept_link(concept.key, concept.name, page),
        first=outline.stamp(starts[0] if starts else 0.0, page),
        count=len(starts),
        ticks=tick_path(starts, outline.end),
        aliases=told_aliases(concept.name, concept.aliases),
        definition=quote(outline, concept.definitions[0], page) if concept.definitions else None,
        before=before,
        after=after,
        by_staff=concept.by_staff,
        again=tuple(quote(outline, passage, page) for passage in concept.again),
    )
