"""The study guide of one lecture: what it is about, each statement a passage of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lecturebook.model.speech import Change, Event, Passage, Word, left_out_by
from lecturebook.model.transcript import Source

WordTimes = Literal["real", "interpolated", "mixed"]
ConceptKind = Literal["concept", "vague", "example"]
MarkKind = Literal["exam", "question", "important", "example"]
EditKind = Literal["title", "section", "note", "question", "definition", "own words", "rename", "merge", "add", "drop"]


@dataclass(frozen=True, slots=True)
class Lecture:
    """Who a lecture is: `slug` names its folder; `title` is the id where nobody gave one; `url` may be empty."""

    id: str
    slug: str
    title: str
    language: str
    url: str = ""
    media_url: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a concept was said: its words ``[first, last)`` and the second of the first of them."""

    first: int
    last: int
    start: float


@dataclass(frozen=True, slots=True)
class Concept:
    """A key concept of one lecture; `name` as it is shown, `aliases` every other surface form it was said in.

    `key` is the stemmed form that makes two surfaces the same concept: over a course it is the identity. Mentions are
    in time order; `definitions` are the passages that say what the concept is, best first, or none. Of the `kind`
    "vague" is an everyday word that says little alone, of "example" what the lecture only tells as one. `by_staff` is
    what staff write that it is, in words of their own: nobody said it. `again` are passages of later sections, in
    order, that say once more what it is.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    score: float
    mentions: tuple[Mention, ...]
    definitions: tuple[Passage, ...] = ()
    kind: ConceptKind = "concept"
    by_staff: str = ""
    again: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A step inside a section: the words ``[first, last)`` under a title, and how surely they begin something."""

    id: str
    title: str
    first: int
    last: int
    start: float
    end: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that a model wrote, not the lecturer, and the quotes that support it, in time order."""

    text: str
    support: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A topic of a lecture: the words ``[first, last)`` under a title, what to know of it, its key concepts.

    `summary` is in time order; `concepts` are keys of the guide's concepts, best first. `confidence` says how surely
    the section begins where it does, between 0 and 1; None for the first one and for a chapter, which `is_given` with
    its title by who published the recording. `parts` tile a long section, or there are none. `note` is what staff add
    in words of their own.
    """

    id: str
    title: str
    first: int
    last: int
    start: float
    end: float
    summary: tuple[Passage, ...]
    concepts: tuple[str, ...]
    confidence: float | None = None
    is_given: bool = False
    parts: tuple[Part, ...] = ()
    written: tuple[Written, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of what an order is asked of: the passage that says it, and the key of the concept that it is, if it is one.

    Without a `concept` it is the words of the passage.
    """

    said: Passage
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A review question; `concept` is the key of what it asks about, `answer` a passage of the lecture.

    `concept` may be empty. `level` is 1 to recall, 2 to explain, 3 to connect. `options` are keys of the course's
    concepts to choose from, in the order of their names, its own among them; the course gives them, so that a lecture
    by itself has none. Where an order is asked for, `steps` are what is to be put in order, in the right one, each
    later than the one before it; the `answer` is the passage of the first.
    """

    id: str
    kind: str
    prompt: str
    concept: str
    answer: Passage
    level: int = 2
    options: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What the lecturer marks: as examined, as asked by the room (with the answer), as important, as an example."""

    kind: MarkKind
    passage: Passage


@dataclass(frozen=True, slots=True)
class Objective:
    """What one can do after the lecture, in our words; `concept` is a key, `said` the definition that teaches it."""

    text: str
    concept: str
    said: Passage


@dataclass(frozen=True, slots=True)
class Making:
    """How a guide was made: what a reader should know before trusting it.

    `repaired` and `dropped` count cues by reason, `changes` counts words by what cleaning did to them, `not_done`
    names, in plain words, the steps that were left out and why. `tagger` is the model that gave captions without stops
    theirs, `writer` one that wrote abstracts of sections; each is empty where none was asked.
    """

    cues: int
    repaired: dict[str, int]
    dropped: dict[str, int]
    changes: dict[str, int]
    word_times: WordTimes
    language_from: str
    encoder: str
    encoder_sha256: str
    dtype: str
    not_done: tuple[str, ...] = ()
    tagger: str = ""
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """Something that a person changed in a guide: what `kind` of thing, its `id`, and its text `before` and `after`.

    The id is that of the section, part or question, the key of the concept, or the lecture's. What was dropped has no
    `after`, what was added no `before`.
    """

    kind: EditKind
    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The study guide of one lecture, whole: what is in guide.json and all that rendering needs.

    `covered` are the spans of the recording that the transcript covers, in order and apart; `sentences` tile `words`.
    Sentences hold all words; the other passages are quotes, without those that the `ledger`, in order, leaves out.
    `suspected` are repairs that were not made, for a person to judge; `edits` is what people changed in the guide.
    """

    lecture: Lecture
    source: Source
    making: Making
    covered: tuple[tuple[float, float], ...]
    words: tuple[Word, ...]
    sentences: tuple[Passage, ...]
    events: tuple[Event, ...]
    abstract: tuple[Passage, ...]
    sections: tuple[Section, ...]
    concepts: tuple[Concept, ...]
    questions: tuple[Question, ...]
    ledger: tuple[Change, ...] = ()
    suspected: tuple[Change, ...] = ()
    marks: tuple[Mark, ...] = ()
    objectives: tuple[Objective, ...] = ()
    edits: tuple[Edited, ...] = ()

    @property
    def covered_seconds(self) -> float:
        """The recorded time that the transcript covers, gaps left out."""
        return sum(end - start for start, end in self.covered)

    @property
    def left_out(self) -> frozenset[int]:
        """The words that quotes do not show."""
        return left_out_by(self.ledger)
