"""What spans lectures: the concepts of a course, what leads from one lecture to another, what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lecturebook.model.guide import ConceptKind, Guide, Lecture, Question
from lecturebook.model.speech import Passage


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
    choices: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
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
