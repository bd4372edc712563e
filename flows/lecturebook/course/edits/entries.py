"""What people may change in guides, as it stands in edits.toml; `reading.py` shows how that looks."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from lecturebook.timecode import clock

_DROP = "drop = true"


@dataclass(frozen=True, slots=True)
class TopicEdit:
    """Another title of a section or part, or a note beside a section; empty what is left as it is."""

    id: str
    words: str
    where: str
    title: str = ""
    note: str = ""

    @property
    def wanted(self) -> str:
        """What it says, as in its file."""
        return _lines(title=self.title, note=self.note)


@dataclass(frozen=True, slots=True)
class QuestionEdit:
    """A question that is not to be asked; `words` are those of its answer."""

    id: str
    words: str
    where: str
    was: str = ""

    @property
    def wanted(self) -> str:
        """What it says, as in its file."""
        return _DROP


@dataclass(frozen=True, slots=True)
class DefinitionEdit:
    """All that defines `concept` in a lecture: the `words` said at second `at`, a `text` by staff, both or neither."""

    concept: str
    where: str
    at: float | None = None
    words: str = ""
    text: str = ""

    @property
    def wanted(self) -> str:
        """What it says, as in its file."""
        return _lines(at="" if self.at is None else clock(self.at), text=self.text) or _DROP


@dataclass(frozen=True, slots=True)
class ConceptEdit:
    """What becomes of a concept over the course: another `name`, `into` another concept, gone, or a new one.

    `former` are names that it had between its first one and `name`; `phrases` are what a new one is said as.
    """

    concept: str
    where: str
    name: str = ""
    into: str = ""
    drop: bool = False
    add: bool = False
    former: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """What it says, as in its file."""
        if self.add or self.drop:
            return "add = true" if self.add else _DROP
        return _lines(name=self.name, into=self.into)


@dataclass(frozen=True, slots=True)
class LectureEdits:
    """What people changed in one lecture."""

    where: str = ""
    title: str = ""
    was: str = ""
    topics: tuple[TopicEdit, ...] = ()
    questions: tuple[QuestionEdit, ...] = ()
    definitions: tuple[DefinitionEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class Edits:
    """All of edits.toml. It `is_partial` where only some lectures of the course are built: then nothing is missed."""

    lectures: Mapping[str, LectureEdits] = field(default_factory=dict)
    concepts: tuple[ConceptEdit, ...] = ()
    is_partial: bool = False

    def __bool__(self) -> bool:
        return bool(self.lectures or self.concepts)

    def only(self, lectures: Collection[str]) -> Edits:
        """The edits as far as they are of `lectures`."""
        kept = {name: edits for name, edits in self.lectures.items() if name in lectures}
        return replace(self, lectures=kept, is_partial=True)

    @property
    def own_words(self) -> frozenset[str]:
        """Everything that staff wrote in words of their own."""
        texts = [text for edits in self.lectures.values() for text in _own_words(edits)]
        return frozenset(text for text in texts if text)


NO_EDITS = Edits()


def _lines(**values: str) -> str:
    """The values that there are, as lines of TOML one after another."""
    return ", ".join(f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in values.items() if text)


def _own_words(edits: LectureEdits) -> list[str]:
    return [topic.note for topic in edits.topics] + [definition.text for definition in edits.definitions]
