"""What is where on a lecture's page in one format: its anchors, its marks, and the links to its seconds.

Pages of concepts link into those of lectures: a sketch says where, without the guide.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import TypeVar

from lecturebook.links import is_external, reaches_second, time_url
from lecturebook.model import Guide, Lecture, Passage, Question, Section
from lecturebook.render.anchors import Anchors
from lecturebook.render.markdown_text import heading_slug
from lecturebook.render.marks import WordMarks, marks_of
from lecturebook.render.notes import Prose
from lecturebook.render.paths import Format, lecture_page, relative_link, to_root
from lecturebook.render.transcript import Paragraph, to_paragraphs
from lecturebook.render.views import Link, Stamp
from lecturebook.timecode import clock

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """A section, its anchor, and its paragraphs with the anchors of their marks (in Markdown none)."""

    section: Section
    anchor: str
    paragraphs: tuple[Paragraph, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section as other pages name it; `concepts` are the keys of its key terms."""

    title: str
    anchor: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What other pages have to know of a lecture's page: the `targets` of links to seconds from `starts` on, and what
    they tell of the lecture.

    `guessed` are seconds from which on the times of words are guesses, or not any more. `end` is the last second that
    is covered, `abstract` the text and second of its sentences, `names` what its concepts are called, by key, `marks`
    those of the words of definitions and of what says them again. `questions` is the anchor of the questions, empty
    where there are none.
    """

    lecture: Lecture
    page: str
    starts: tuple[float, ...]
    targets: tuple[str, ...]
    guessed: tuple[tuple[float, bool], ...]
    end: float
    seconds: float
    abstract: tuple[tuple[str, float], ...]
    headings: tuple[Heading, ...]
    names: dict[str, tuple[str, ...]]
    defined: int
    questions: str
    question_count: int
    marks: WordMarks

    def stamp(self, second: float, page: str, *, is_quote: bool = False) -> Stamp:
        """`second` as a link from `page`; quotes say where the second of their first word is a guess."""
        return Stamp(clock(second), self.href(second, page), is_quote and self._is_approximate(second))

    def href(self, second: float, page: str) -> str:
        """The link to `second`: in the recording, or in the transcript where the recording cannot seek."""
        if not reaches_second(self.lecture):
            return self.mark_href(second, page)
        url = time_url(self.lecture, second)
        return url if is_external(url) else to_root(page) + url

    def mark_href(self, second: float, page: str) -> str:
        """The link to the place of `second` in the transcript: its mark, or in Markdown its section."""
        if not self.starts:
            return "" if page == self.page else relative_link(self.page, page)
        target = self.targets[max(0, bisect_right(self.starts, second) - 1)]
        return relative_link(self.page, page, target)

    def _is_approximate(self, second: float) -> bool:
        at = bisect_right(self.guessed, second, key=lambda run: run[0]) - 1
        return at >= 0 and self.guessed[at][1]


@dataclass(frozen=True, slots=True)
class Outline(Sketch):
    """A lecture's page: its anchors in page order, and what other pages know of it; its `marks` are those of all words.

    `statements` are the anchors of quotes, by their place on the page and their span of words; in Markdown none.
    """

    guide: Guide
    sections: tuple[SectionOutline, ...]
    concepts: str
    concept_entries: tuple[str, ...]
    asked: tuple[Question, ...]
    question_entries: tuple[str, ...]
    statements: dict[tuple[str, int, int], str]

    def anchor_of(self, kind: str, passage: Passage) -> str:
        """The anchor of a quote that stands on the page as `kind`; empty where it has none."""
        return self.statements.get((kind, passage.first, passage.last), "")

    @property
    def sketch(self) -> Sketch:
        """What other pages have to know."""
        quoted = [(p.first, p.last) for c in self.guide.concepts for p in (*c.definitions, *c.again)]
        told = {name.name: getattr(self, name.name) for name in fields(Sketch)}
        return Sketch(**{**told, "marks": self.marks.within(quoted)})


def lecture_link(outline: Sketch, page: str) -> Link:
    """The link from `page` to the page of the lecture, by its title."""
    return Link(outline.lecture.title, relative_link(outline.page, page))


def lecture_link_to(lecture: Lecture, page: str, form: Format) -> Link:
    """The same link, where nothing else of the lecture's page is asked for."""
    return Link(lecture.title, relative_link(lecture_page(lecture.slug, form), page))


def to_outline(guide: Guide, notes: Prose, form: Format, asked: tuple[Question, ...]) -> Outline:
    """The outline of `guide`'s page, on which the questions `asked` stand.

    Headings are asked for in the order in which templates write them.
    """
    anchors = Anchors(form)
    _take_first_headings(guide, notes, anchors)
    sections = _section_outlines(guide, anchors, form)
    marks = [mark for section in sections for mark in _targets(section)]
    return Outline(
        lecture=guide.lecture,
        guide=guide,
        page=lecture_page(guide.lecture.slug, form),
        sections=sections,
        concepts=anchors.take("concepts", "Concepts") if guide.concepts else "",
        concept_entries=_entries([f"concept-{c.key}" for c in guide.concepts], anchors, form),
        asked=asked,
        questions=anchors.take("questions", "Review questions") if asked else "",
        question_entries=_entries([question.id for question in asked], anchors, form),
        statements=_statements(guide, anchors) if form == "html" else {},
        starts=tuple(start for start, _ in marks),
        targets=tuple(target for _, target in marks),
        guessed=tuple(_guessed(guide)),
        end=max((end for _, end in guide.covered), default=0.0),
        seconds=guide.covered_seconds,
        abstract=tuple((passage.text, passage.start) for passage in guide.abstract),
        headings=tuple(Heading(part.section.title, part.anchor, part.section.concepts) for part in sections),
        names={concept.key: (concept.name, *concept.aliases) for concept in guide.concepts},
        defined=sum(bool(concept.definitions) for concept in guide.concepts),
        question_count=len(asked),
        marks=marks_of(guide),
    )


def _guessed(guide: Guide) -> Iterator[tuple[float, bool]]:
    """From which second on the times of words are guesses, or are not any more."""
    if guide.making.word_times != "mixed":
        yield -math.inf, guide.making.word_times == "interpolated"
        return
    for timed, words in groupby(guide.words, key=lambda word: word.timed):
        yield next(words).start, not timed


def _take_first_headings(guide: Guide, notes: Prose, anchors: Anchors) -> None:
    anchors.take("title", guide.lecture.title)
    if guide.abstract:
        anchors.take("abstract", "Abstract")
    if guide.sentences or guide.sections:
        anchors.take("contents", "Contents")
    for heading in (["Staff notes"] if notes.html else []) + list(notes.headings):
        anchors.take("notes", heading)


def _entries(names: Sequence[str], anchors: Anchors, form: Format) -> tuple[str, ...]:
    return tuple("" if form == "md" else anchors.take(name, "") for name in names)


def _statements(guide: Guide, anchors: Anchors) -> dict[tuple[str, int, int], str]:
    """An anchor for each quote that can be linked to; by its first word, so that it survives a rebuild."""
    quotes = [("abstract", passage) for passage in guide.abstract]
    quotes += [("summary", passage) for section in guide.sections for passage in section.summary]
    quotes += [("definition", passage) for concept in guide.concepts for passage in concept.definitions]
    quotes += [("mark", mark.passage) for mark in guide.marks]
    quotes += [("support", passage) for s in guide.sections for one in s.written for passage in one.support]
    named: dict[tuple[str, int, int], str] = {}
    for kind, passage in quotes:
        key = (kind, passage.first, passage.last)
        if key not in named:
            named[key] = anchors.take(f"{kind}-{guide.words[passage.first].place}", "")
    return named


def _section_outlines(guide: Guide, anchors: Anchors, form: Format) -> tuple[SectionOutline, ...]:
    sections = _sections(guide)
    sentences = _share_out(guide.sentences, lambda s: s.first, [s.first for s in sections])
    events = _share_out(guide.events, lambda e: e.second, [s.start for s in sections])
    outlines = []
    for n, section in enumerate(sections):
        anchor = anchors.take(section.id, section.title)
        paragraphs = to_paragraphs(sentences[n], guide.words, events[n])
        marks = _entries([f"t-{int(paragraph.start)}" for paragraph in paragraphs], anchors, form)
        outlines.append(SectionOutline(section, anchor, paragraphs, marks))
    return tuple(outlines)


def _sections(guide: Guide) -> tuple[Section, ...]:
    """The guide's sections; one of all words where it has none, so that no word is lost."""
    if guide.sections or not guide.sentences:
        return tuple(map(_with_letters, guide.sections))
    first, last = guide.sentences[0], guide.sentences[-1]
    return (Section("transcript", "Transcript", first.first, last.last, first.start, last.end, (), ()),)


def _with_letters(section: Section) -> Section:
    """A section that has an anchor: of a title of signs alone Markdown makes none, so its time is added."""
    if heading_slug(section.title).strip("-"):
        return section
    return replace(section, title=f"{section.title} ({clock(section.start)})".strip())


def _share_out(items: Sequence[_Item], place: Callable[[_Item], float], starts: Sequence[float]) -> list[list[_Item]]:
    """`items` by the last of `starts` at or before them; those before the first start go to the first."""
    shares: list[list[_Item]] = [[] for _ in starts]
    for item in items if shares else ():
        shares[max(0, bisect_right(starts, place(item)) - 1)].append(item)
    return shares


def _targets(section: SectionOutline) -> list[tuple[float, str]]:
    """Where a link to a second may lead: the marks, or in Markdown the heading."""
    marks = [(p.start, mark) for p, mark in zip(section.paragraphs, section.marks, strict=True) if mark]
    return marks or [(section.section.start, section.anchor)]
