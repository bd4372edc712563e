"""A lecture as it is said: words and the passages made of them, and every change that cleaning made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


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
