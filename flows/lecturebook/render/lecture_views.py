"""What templates see of the page of a lecture."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.render.notes import Prose
from lecturebook.render.views import Fact, Frame, Link, Piece, Player, QuestionGroup, Said, Stamp


@dataclass(frozen=True, slots=True)
class Repaired:
    """Words that were put right, as they are now, what was `heard`, and how often that was so."""

    said: Said
    heard: str
    count: int


@dataclass(frozen=True, slots=True)
class Suspected:
    """Words that may be mis-heard for `perhaps`, how often, and the lines for aliases.toml that decide on it."""

    said: Said
    perhaps: str
    count: int
    accept: str
    refuse: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section on the timeline; `left` and `width` in percent of the recording.

    Where it `is_slim` there is no room for its number on a phone.
    """

    number: int
    title: str
    clock: str
    href: str
    left: str
    width: str
    is_slim: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the timeline at `left` percent."""

    clock: str
    left: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A recording drawn to scale: its sections, how densely concepts are mentioned (an SVG path), its clock."""

    seconds: int
    sections: tuple[Stretch, ...]
    density: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph of the transcript, marked by its first second."""

    anchor: str
    stamp: Stamp
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A sentence of a paragraph, or a sound that is not speech; `second` is when it begins, to a tenth."""

    text: str
    is_event: bool
    second: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a lecture. `definitions` are those that no passage of `summary` holds already.

    `parts` lead to the seconds at which the parts of a long section begin; `note` is by staff, in words of their own.
    """

    number: int
    title: str
    anchor: str
    href: str
    stamp: Stamp
    end: str
    length: str
    reading: str
    transcript_reading: str
    summary: tuple[Said, ...]
    terms: tuple[Link, ...]
    definitions: tuple[Said, ...]
    marks: tuple[MarkGroup, ...]
    writer: str
    written: tuple[WrittenView, ...]
    paragraphs: tuple[ParagraphView, ...]
    parts: tuple[TitledStamp, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class TitledStamp:
    """A title, and the second of what it is the title of."""

    title: str
    stamp: Stamp


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
    """A concept as one lecture has it: its page, where first said and how often, its best definition, and those that
    say it `again` in later sections.

    `before` and `after` are the nearest lectures that mention it too; `by_staff` is what staff write that it is.
    """

    anchor: str
    link: Link
    first: Stamp
    count: int
    ticks: str
    aliases: tuple[str, ...]
    definition: Said | None
    before: Link | None
    after: Link | None
    by_staff: str = ""
    again: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """What a lecturer says of another lecture, and the lecture meant."""

    said: Said
    meant: Link


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
    player: Player
    reading: str
    coverage: tuple[str, ...]
    timeline: Timeline | None
    is_approximate: bool
    not_done: tuple[str, ...]
    facts: tuple[Fact, ...]
    repaired: tuple[Repaired, ...]
    suspected: tuple[Suspected, ...]
    has_unsure: bool
    abstract: tuple[Said, ...]
    objectives: tuple[ObjectiveView, ...]
    notes: Prose
    sections: tuple[SectionView, ...]
    concepts_anchor: str
    concepts: tuple[ConceptEntry, ...]
    questions_anchor: str
    questions: tuple[QuestionGroup, ...]
    references: tuple[ReferenceView, ...]
    worksheet: Link
    slug: str
    description: str
    structured: dict[str, object]
    previous: Link | None
    next: Link | None
