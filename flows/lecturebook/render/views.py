"""What templates see: plain data, in the order and the words of the page, the same for both formats.

All text is as it was said or written, not escaped; `href` is empty where there is nothing to link to.
"""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.render.notes import Prose


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A second as people read it, and the link to it; `is_approximate` where a quote's second is a guess."""

    clock: str
    href: str
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a lecture, the second they were said at, and the concepts that they define."""

    text: str
    stamp: Stamp
    defines: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a table of facts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a bar, in thousandths of its length, and what it stands for."""

    left: int
    width: int
    label: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its content: links to style sheet and main pages, `crumbs` down to it."""

    title: str
    course: str
    language: str
    style: str
    home: str
    index: str
    crumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph of the transcript, marked by its first second."""

    anchor: str
    stamp: Stamp
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A stretch of a paragraph, and whether it is a sound that is not speech."""

    text: str
    is_event: bool


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a lecture. `definitions` are those that no passage of `summary` holds already."""

    number: int
    title: str
    anchor: str
    href: str
    stamp: Stamp
    end: str
    length: str
    summary: tuple[Said, ...]
    terms: tuple[Link, ...]
    definitions: tuple[Said, ...]
    marks: tuple[MarkGroup, ...]
    writer: str
    written: tuple[WrittenView, ...]
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class WrittenView:
    """A sentence that a model wrote, and the words of the lecture that support it."""

    text: str
    support: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class MarkGroup:
    """What a section's words mark in one way: "Important", "On the exam"."""

    label: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """What one can do after a lecture, and the second that teaches it."""

    text: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """A concept as one lecture has it: its page, where first said and how often, its best definition."""

    anchor: str
    link: Link
    first: Stamp
    count: int
    aliases: tuple[str, ...]
    definition: Said | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A review question, what there is to choose from, and the passage that answers it."""

    number: int
    anchor: str
    prompt: str
    answer: Said
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The questions of one section."""

    section: Link
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class LecturePage:
    """The page of a lecture."""

    frame: Frame
    id: str
    title: str
    language: str
    number: int
    total: int
    date: str
    source: Link
    coverage: tuple[str, ...]
    bar: tuple[Span, ...]
    is_approximate: bool
    not_done: tuple[str, ...]
    facts: tuple[Fact, ...]
    abstract: tuple[Said, ...]
    objectives: tuple[ObjectiveView, ...]
    notes: Prose
    sections: tuple[SectionView, ...]
    concepts_anchor: str
    concepts: tuple[ConceptEntry, ...]
    questions_anchor: str
    questions: tuple[QuestionGroup, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class ContextView:
    """One mention: its second, its words, and some before and after."""

    stamp: Stamp
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """All mentions in one lecture: `first` shown, `rest` folded; `bar` marks them in the recording."""

    lecture: Link
    number: int
    language: str
    count: int
    bar: tuple[Span, ...]
    first: tuple[ContextView, ...]
    rest: tuple[ContextView, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition over the course: the words, and the lecture they were said in."""

    said: Said
    lecture: Link
    language: str


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """The page of a concept over the course."""

    frame: Frame
    name: str
    language: str
    aliases: tuple[str, ...]
    count: int
    definitions: tuple[Definition, ...]
    introduced: Link | None
    introduced_at: Stamp | None
    groups: tuple[MentionGroup, ...]
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class ConceptLine:
    """A concept in a list of the course: its page, how often it was said, and in which lectures."""

    link: Link
    count: int
    lectures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The concepts under one letter."""

    letter: str
    anchor: str
    concepts: tuple[ConceptLine, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All concepts of the course, A to Z."""

    frame: Frame
    language: str
    count: int
    letters: tuple[LetterGroup, ...]


@dataclass(frozen=True, slots=True)
class LectureCard:
    """A lecture in the course's list."""

    number: int
    link: Link
    language: str
    date: str
    length: str
    opening: Said | None
    sections: tuple[Link, ...]
    concepts: int
    questions: int


@dataclass(frozen=True, slots=True)
class CoursePage:
    """The course's page."""

    frame: Frame
    title: str
    language: str
    description: str
    lecturer: str
    length: str
    introduction: Prose
    lectures: tuple[LectureCard, ...]
    concepts: tuple[ConceptLine, ...]
    concept_count: int
    failures: tuple[Fact, ...]
