"""What templates see of pages that span lectures: concepts, the course, what there is to study."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.render.notes import Prose
from lecturebook.render.views import Fact, Frame, Link, QuestionGroup, Said, Stamp


@dataclass(frozen=True, slots=True)
class ContextView:
    """One mention: its second, its words, some before and after, and its own anchor (in Markdown none)."""

    stamp: Stamp
    before: str
    words: str
    after: str
    anchor: str


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """All mentions in one lecture: `first` shown, `rest` folded; `ticks` (an SVG path) marks them in the recording."""

    lecture: Link
    number: int
    language: str
    count: int
    ticks: str
    first: tuple[ContextView, ...]
    rest: tuple[ContextView, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition over the course: the words, and the lecture they were said in."""

    said: Said
    lecture: Link
    language: str


@dataclass(frozen=True, slots=True)
class NeedView:
    """A concept to learn first: where it is defined, and where the definition that needs it names it."""

    concept: Link
    defined_in: Link
    defined_at: Stamp
    named_in: Link
    named_at: Stamp


@dataclass(frozen=True, slots=True)
class StaffWords:
    """What staff write that a concept is, in words of their own, and the lecture they write it for."""

    text: str
    lecture: Link
    language: str


@dataclass(frozen=True, slots=True)
class MovedPage:
    """A page that a concept had under a former name; it leads to the one it has now."""

    frame: Frame
    name: str
    language: str
    now: Link


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """The page of a concept over the course; `again` is where lectures that define it say once more what it is."""

    frame: Frame
    name: str
    language: str
    aliases: tuple[str, ...]
    count: int
    definitions: tuple[Definition, ...]
    needs: tuple[NeedView, ...]
    related: tuple[Link, ...]
    introduced: Link | None
    introduced_at: Stamp | None
    groups: tuple[MentionGroup, ...]
    is_approximate: bool
    by_staff: tuple[StaffWords, ...] = ()
    again: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class ConceptLine:
    """A concept in a list of the course: its page, how often it was said, and in which lectures.

    A former name has only the concept to `see` for it.
    """

    link: Link
    count: int = 0
    lectures: tuple[Link, ...] = ()
    see: Link | None = None


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The concepts under one letter."""

    letter: str
    anchor: str
    concepts: tuple[ConceptLine, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All concepts of the course, A to Z, or a sheet of them; `jumps` lead to letters, `sheets` to other sheets."""

    frame: Frame
    title: str
    language: str
    count: int
    jumps: tuple[Link, ...]
    letters: tuple[LetterGroup, ...]
    sheets: tuple[Link, ...] = ()


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
    """The course's page; where there are too many `lectures` for it, they are on `sheets`."""

    frame: Frame
    title: str
    language: str
    description: str
    lecturer: str
    length: str
    introduction: Prose
    lecture_count: int
    lectures: tuple[LectureCard, ...]
    concepts: tuple[ConceptLine, ...]
    concept_count: int
    failures: tuple[Fact, ...]
    sheets: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class LecturesPage:
    """A sheet of the course's list of lectures; `sheets` are links to those beside it."""

    frame: Frame
    title: str
    language: str
    lectures: tuple[LectureCard, ...]
    sheets: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WorksheetPage:
    """The questions of one lecture to be printed, the answers apart."""

    frame: Frame
    title: str
    language: str
    lecture: Link
    questions: tuple[QuestionGroup, ...]
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A lecture in the list of what there is to study; `slug` is what browsers keep its progress under, `page` and
    `cards` are the paths of its page and of the script with its cards, from the site's folder."""

    number: int
    slug: str
    page: str
    cards: str
    lecture: Link
    worksheet: Link
    language: str
    questions: int
    concepts: int


@dataclass(frozen=True, slots=True)
class StudyPage:
    """What there is to study in the course, by lecture, or a sheet of it; `sheets` are links to others."""

    frame: Frame
    title: str
    lectures: tuple[StudyLine, ...]
    sheets: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A concept and its best definition over the course, or what staff write that it is, or both."""

    concept: Link
    definition: Definition | None
    by_staff: StaffWords | None = None


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """All concepts that the course defines, by name, or a sheet of them; `sheets` are links to others."""

    frame: Frame
    title: str
    language: str
    count: int
    entries: tuple[GlossaryEntry, ...]
    is_approximate: bool
    sheets: tuple[Link, ...] = ()
