"""The nouns of lecturebook, in the order the data moves.

Times are seconds as float from the start of the recording. A span of words is half-open, ``[first, last)``, and
counts words from the start of the lecture. Everything a guide says points back to such a span, so that it can be
proven against the source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

WordTimes = Literal["real", "interpolated", "mixed"]


@dataclass(frozen=True, slots=True)
class CueWord:
    """One word of a cue as the source wrote it; times and confidence are ``None`` where the source has none."""

    text: str
    start: float | None = None
    end: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: plain text (no markup of its format) shown from `start` to `end`.

    `words` is empty, or has exactly one entry for each word of ``text.split()``. `line` is the 1-based line
    (or row, or segment) of the source file the cue began at.
    """

    start: float
    end: float
    text: str
    words: tuple[CueWord, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """Something a reader mended or dropped: where, and a one-word reason such as ``reversed`` or ``empty``."""

    line: int
    reason: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The file a transcript was read from: its name (no folder), format, and sha256 of its bytes."""

    file: str
    format: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """One lecture as read: cues in time order, and what its source or the metadata say of it.

    `title`, `url`, `language` are empty where nobody gave them. `media_url` is a template with ``{id}`` and
    ``{seconds}`` that makes a link to the second; where it is empty the link is derived from `url`.
    """

    id: str
    cues: tuple[Cue, ...]
    source: Source
    title: str = ""
    url: str = ""
    language: str = ""
    date: str = ""
    media_url: str = ""
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word with its time; `timed` is False where the time was interpolated inside its cue."""

    text: str
    start: float
    end: float
    timed: bool = True
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A sound that is not speech, such as applause, and the second it was noted at."""

    second: float
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words ``[first, last)`` and their display form: capital and stop where the source has none."""

    first: int
    last: int
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the lecture that a guide quotes: the span ``[first, last)``, its times, and its display form."""

    first: int
    last: int
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A cleaned lecture: words in time order, the sentences that tile them, events, and what cleaning counted."""

    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    events: tuple[Event, ...] = ()
    changes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Topic:
    """A section of a lecture: sentences ``[first_sentence, last_sentence)`` under one title."""

    first_sentence: int
    last_sentence: int
    title: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a concept was said: its words ``[first, last)`` and the second of the first of them."""

    first: int
    last: int
    start: float


@dataclass(frozen=True, slots=True)
class Concept:
    """A key concept of one lecture; `name` as it is shown, `aliases` every other surface form it was said in.

    `key` is the stemmed form that makes two surfaces the same concept; over a course it is the identity.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    score: float
    mentions: tuple[Mention, ...]
    definitions: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A review question; the answer is a passage of the lecture."""

    kind: str
    prompt: str
    concept: str
    answer: Passage
