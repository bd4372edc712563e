"""A section's sentences as paragraphs, so short that a time mark comes at least every 90 seconds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lecturebook.model import Event, Passage, Word

# seconds a paragraph may last, of which each has one mark: well below 90, the longest wait for a mark; edited
# transcripts of talks carry one every 55-87 s, and a minute of speech is some ten lines
_LONGEST = 60.0
# a sentence may last this long before it is cut between two words; longer ones have lost their stops
_LONGEST_SENTENCE = 75.0


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a paragraph: a sentence, or a sound that is not speech; `first` is the word it begins with."""

    start: float
    end: float
    text: str
    is_event: bool = False
    first: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Parts in time order; the mark stands at `start`."""

    start: float
    parts: tuple[Part, ...]


def to_paragraphs(
    sentences: Sequence[Passage], words: Sequence[Word], events: Sequence[Event] = ()
) -> tuple[Paragraph, ...]:
    """The paragraphs of `sentences`; an event stands after the words that began before it."""
    spoken = [part for sentence in sentences for part in _cut(sentence, words)]
    sounds = [Part(event.second, event.second, event_text(event), is_event=True) for event in events]
    paragraphs: list[Paragraph] = []
    current: list[Part] = []
    for part in sorted([*spoken, *sounds], key=lambda part: part.start):
        if current and part.end - current[0].start > _LONGEST:
            paragraphs.append(Paragraph(current[0].start, tuple(current)))
            current = []
        current.append(part)
    if current:
        paragraphs.append(Paragraph(current[0].start, tuple(current)))
    return tuple(paragraphs)


def event_text(event: Event) -> str:
    """The name of a sound in square brackets, whichever brackets its source wrote.

    >>> event_text(Event(0.0, "(laughter)")), event_text(Event(0.0, "♪♪"))
    ('[laughter]', '[♪♪]')
    """
    return f"[{event.text.strip('[]() ')}]"


def _cut(sentence: Passage, words: Sequence[Word]) -> Iterator[Part]:
    """`sentence` whole, or cut between words where it lasts too long for one mark."""
    tokens = sentence.text.split()
    if sentence.end - sentence.start <= _LONGEST_SENTENCE or not tokens:
        yield Part(sentence.start, sentence.end, sentence.text, first=sentence.first)
        return
    starts = [word.start for word in words[sentence.first : sentence.last]]
    # of equal length, so that no last word is left alone
    pace = (sentence.end - sentence.start) / math.ceil((sentence.end - sentence.start) / _LONGEST)
    first = 0
    for n, start in enumerate(starts):
        if start - starts[first] >= pace:
            yield Part(starts[first], starts[n - 1], " ".join(tokens[first:n]), first=sentence.first + first)
            first = n
    yield Part(starts[first], sentence.end, " ".join(tokens[first:]), first=sentence.first + first)
