"""The nouns of lecturebook, in the order the data moves.

Times are seconds as float from the start of the recording. A span of words is half-open, ``[first, last)``, and
counts words from the start of the lecture. Everything a guide says points back to such a span, so that it can be
proven against the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

WordTimes = Literal["real", "interpolated", "mixed"]
ConceptKind = Literal["concept", "vague", "example"]
MarkKind = Literal["exam", "question", "important", "example"]
EditKind = Literal["title", "section", "note", "question", "definition", "own words", "rename", "merge", "add", "drop"]


@dataclass(frozen=True, slots=True)
class CueWord:
    """One word of a cue as the source wrote it; times and confidence are ``None`` where the source has none.

    `confidence` is between 0 and 1, on the source's own scale: it can be compared inside one transcript only.
    """

    text: str
    start: float | None = None
    end: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: plain text (no markup of its format) shown from `start` to `end`.

    `words` is empty, or has exactly one entry for each word of ``text.split()``. `line` is the 1-based line
    (or row, or segment) of the source file the cue began at. `speaker` is who says it, as the source names them,
    or empty.
    """

    start: float
    end: float
    text: str
    words: tuple[CueWord, ...] = ()
    line: int = 0
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """Something a reader mended or dropped: where, and a one-word reason such as ``reversed`` or ``empty``."""

    line: int
    reason: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The file a transcript was read from: its name (no folder), format, and sha256 of its bytes.

    `encoding` and `newline` (``lf``, ``crlf``, ``cr`` or ``mixed``) are those it was read with, empty for a file
    that is no text.
    """

    file: str
    format: str
    sha256: str
    encoding: str = ""
    newline: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the recording as who published it named it; `end` is the next one's start where nobody gave it."""

    start: float
    end: float
    title: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """One lecture as read: cues in time order, and what its source or the metadata say of it.

    `title`, `url`, `language` are empty where nobody gave them; `detail` says how finely it is to be cut.
    `media_url` is a template with ``{id}`` and ``{seconds}`` that makes a link to the second; where it is empty the
    link is derived from `url`.
    """

    id: str
    cues: tuple[Cue, ...]
    source: Source
    title: str = ""
    url: str = ""
    language: str = ""
    date: str = ""
    media_url: str = ""
    detail: str = ""
    chapters: tuple[Chapter, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def count_repairs(self, *, dropped: bool) -> dict[str, int]:
        """How many cues were mended, or `dropped`, by reason."""
        reasons = [repair.reason for repair in self.repairs if repair.dropped == dropped]
        return {reason: reasons.count(reason) for reason in sorted(set(reasons))}


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word with its time; `timed` is False where the time was interpolated inside its cue.

    `place` counts the words of the transcript: it stays when a repair makes one word of two before it, so what must
    last is named by it. `shown` is how the word is written, with the stops and capitals that its source lacks; empty
    where that is `text`.
    """

    text: str
    start: float
    end: float
    timed: bool = True
    confidence: float | None = None
    place: int = 0
    shown: str = ""

    @property
    def display(self) -> str:
        """The word as it is written."""
        return self.shown or self.text


@dataclass(frozen=True, slots=True)
class Event:
    """A sound that is not speech, such as applause, and the second it was noted at."""

    second: float
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The words ``[first, last)`` of a lecture, their times, and their display form.

    A sentence is a passage; so is a definition of two sentences, or the answer to a question. `text` holds the words
    of the span in order and nothing else: only capitals and stops may differ from the source, and in a quote what the
    ledger says.
    """

    first: int
    last: int
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the ledger: what the source says as `before` stands in the guide's words ``[first, last)``.

    With an `after` the words are a repair, and say `after`. Without one they say `before`, and quotes leave them out.
    What is in no word of the guide is cut (see `is_cut`): shown again, a sound, the sign of a speaker; `first` and
    `last` are then the `place` of the word that it stood before. `second` is that of the first word, `rule` says why,
    `score` how surely (between 0 and 1), where the rule is not simply yes or no. Stops and capitals are no changes.
    """

    rule: str
    first: int
    last: int
    second: float
    before: str
    after: str
    score: float | None = None

    @property
    def is_cut(self) -> bool:
        """Whether the words are none of the guide's."""
        return self.first == self.last


def left_out_by(ledger: Iterable[Change]) -> frozenset[int]:
    """The words that quotes do not show."""
    return frozenset(n for change in ledger if not change.after for n in range(change.first, change.last))


@dataclass(frozen=True, slots=True)
class Speech:
    """A cleaned lecture: words in time order, the sentences that tile them, events, and what cleaning counted.

    `ledger` is every change of words from the cues on, in order; `suspected` are changes that were not made, for a
    person to judge. `is_tagged` says whether a tagger gave some sentences their stops; `unused` names, in plain words,
    what a person wanted corrected and was not found. `turns` are the words at which another speaker begins, where the
    source tells.
    """

    words: tuple[Word, ...]
    sentences: tuple[Passage, ...]
    events: tuple[Event, ...] = ()
    ledger: tuple[Change, ...] = ()
    suspected: tuple[Change, ...] = ()
    unused: tuple[str, ...] = ()
    is_tagged: bool = False
    changes: dict[str, int] = field(default_factory=dict)
    turns: tuple[int, ...] = ()


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
class Conflict:
    """An edit that was not applied: `where` it stands, what it is about, and what keeps it from there.

    `expected` is the text that it was made for, `there` the one that stands in its place now, `wanted` what it says.
    """

    where: str
    about: str
    expected: str
    there: str
    wanted: str

    def __str__(self) -> str:
        there = f"there is {_short(self.there)!r} now" if self.there else "there is nothing like it now"
        return f"{self.where}: {self.about}: made for {_short(self.expected)!r}, {there}; not applied: {self.wanted}"


def _short(text: str, most: int = 100) -> str:
    return text if len(text) <= most else text[:most] + "…"


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


@dataclass(frozen=True, slots=True)
class Context:
    """One mention over the course: its second, its words, and up to six words before and after them."""

    second: float
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class LectureMentions:
    """All that one lecture says of a course concept: every mention, and the definitions found there.

    `by_staff` is what staff write that it is, `again` where later sections say it once more.
    """

    lecture: Lecture
    mentions: tuple[Context, ...]
    definitions: tuple[Passage, ...]
    by_staff: str = ""
    again: tuple[Passage, ...] = ()


class Tally(NamedTuple):
    """How often one lecture mentions a course concept, and how many definitions it has of it; what staff write."""

    lecture: Lecture
    mentions: int
    definitions: int
    by_staff: str = ""


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A concept to know first, and the proof: where it is defined, and where the definition that needs it names it.

    `concept` is its key. `defined_in` and `named_in` are slugs of lectures, `defined_at` and `named_at` seconds there.
    """

    concept: str
    defined_in: str
    defined_at: float
    named_in: str
    named_at: float


@dataclass(frozen=True, slots=True)
class Former:
    """What a concept was called before a person renamed it or merged it into another, and the slug it had."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class CourseConcept:
    """One concept over all lectures; `lectures` are those that mention it, in course order: the first introduces it.

    `related` are keys of concepts said near it, most often first; `needs` those to know before it. It is of the best
    `kind` that any lecture has it as. Links to what it was called, its `former` names, still lead to it.
    """

    key: str
    slug: str
    name: str
    aliases: tuple[str, ...]
    lectures: Sequence[LectureMentions]
    kind: ConceptKind = "concept"
    related: tuple[str, ...] = ()
    needs: tuple[Prerequisite, ...] = ()
    former: tuple[Former, ...] = ()

    @property
    def tallies(self) -> Sequence[Tally]:
        """What `lectures` hold, counted; a sequence that reads its items from disk counts them without."""
        if isinstance(self.lectures, tuple):
            return [Tally(one.lecture, len(one.mentions), len(one.definitions), one.by_staff) for one in self.lectures]
        counted: Sequence[Tally] = self.lectures.tallies  # type: ignore[attr-defined]
        return counted


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a lecturer speaks of another lecture: the sentence, in the lecture `said_in`, and the lecture it means.

    `said_in` and `meant` are slugs.
    """

    said_in: str
    meant: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Failure:
    """A lecture or file that could not be made into a guide, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """Everything a site shows: guides in course order, concepts by name, and what staff wrote.

    `guides` may be read from disk, each when it is asked for: whoever needs only who the lectures are asks `lectures`.
    `study_order` are keys of concepts, each after those it needs; `references` are in the order they are said.
    `choices` are the questions with options, by lecture slug, in the order of their answers; one with the id of a
    question of its guide stands for that.
    `conflicts` are what people wanted changed and was not found.

    `introduction` and the values of `notes` (by lecture slug) are Markdown as written, not yet sanitised. `base_url`,
    with a slash at its end, is where the site will be; empty where nobody said.
    """

    title: str
    language: str
    description: str
    lecturer: str
    guides: Sequence[Guide]
    concepts: tuple[CourseConcept, ...]
    introduction: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    base_url: str = ""
    study_order: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    choices: dict[str, tuple[Question, ...]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    @property
    def lectures(self) -> Sequence[Lecture]:
        """The lectures of `guides`, in their order."""
        known: Sequence[Lecture] | None = getattr(self.guides, "lectures", None)
        return [guide.lecture for guide in self.guides] if known is None else known

    def questions_of(self, guide: Guide) -> tuple[Question, ...]:
        """All questions of a lecture, those with options among them, in the order of their answers."""
        own = {question.id: question for question in (*guide.questions, *self.choices.get(guide.lecture.slug, ()))}
        return tuple(sorted(own.values(), key=lambda question: (question.answer.first, question.id)))
