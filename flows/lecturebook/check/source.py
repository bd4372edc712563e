"""Whether a guide says what its transcript says: read again, by three roads.

All go over the words as they were heard: those of the guide with the repairs of its ledger taken back. The first two
know nothing of cleaning. Each word must stand in a cue that is shown at its second, so nothing is moved. The words of
all cues, in order, must be those of the guide and what its ledger says was cut, so nothing is invented or lost. The
third takes words and times from the transcript again: they must be the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lecturebook.check.words import spoken
from lecturebook.clean import spoken_words
from lecturebook.model import Cue, Guide, Transcript, Word
from lecturebook.render.markdown_text import printable

# words of a cue may be spread a little beyond it where its source gives words times of their own
_SLACK = 2.0
# the file has milliseconds
_EXACT = 0.0011
# one change of a transcript moves every word after it: more lines would say the same
_SHOWN = 3


def departures(guide: Guide, transcript: Transcript) -> Iterator[str]:
    """How `guide` departs from `transcript`, one line each, at most a few of a kind."""
    if guide.source.sha256 != transcript.source.sha256:
        yield f"{transcript.source.file} has changed: its sha256 is {transcript.source.sha256[:12]}…"
    heard = list(_heard(guide))
    yield from _first(_unsaid(heard, transcript.cues))
    yield from _unaccounted(guide, heard, transcript.cues)
    yield from _first(_differences(heard, spoken_words(transcript.cues)))


@dataclass(frozen=True, slots=True)
class _HeardWord:
    """A word of the transcript; `start` is None inside a repair, which has one time for all of its words."""

    text: str
    start: float | None


def _heard(guide: Guide) -> Iterator[_HeardWord]:
    """The words of the transcript, as the guide and its ledger tell them."""
    place = 0
    for change in guide.ledger:
        if change.after:
            yield from (_HeardWord(word.text, word.start) for word in guide.words[place : change.first])
            for n, text in enumerate(change.before.split()):
                yield _HeardWord(text, None if n else guide.words[change.first].start)
            place = change.last
    yield from (_HeardWord(word.text, word.start) for word in guide.words[place:])


def _unsaid(words: Sequence[_HeardWord], cues: Sequence[Cue]) -> Iterator[str]:
    """The words that no cue of their second has, each with its place."""
    ends = _latest_ends(cues)
    starts = [cue.start for cue in cues]
    texts = [printable(cue.text).casefold() for cue in cues]
    second = 0.0
    for n, word in enumerate(words):
        second = second if word.start is None else word.start
        first = bisect_left(ends, second - _SLACK)
        last = bisect_left(starts, second + _SLACK)
        said = spoken(word.text)
        if not any(said in texts[at] for at in range(first, last)):
            yield f"word {n} ({word.text!r} at {second} s) stands in no caption of its second"


def _unaccounted(guide: Guide, heard: Sequence[_HeardWord], cues: Sequence[Cue]) -> Iterator[str]:
    """The first place where the words of the cues are neither in the guide nor cut by its ledger."""
    told: list[str] = []
    place = 0
    for change in guide.ledger:
        if change.is_cut:
            told += (word.text for word in heard[place : change.first])
            told += change.before.split()
            place = change.first
    told += (word.text for word in heard[place:])
    shown = [word for cue in cues for word in cue.text.split()]
    if told != shown:
        at = next((n for n, (one, other) in enumerate(zip(told, shown, strict=False)) if one != other), -1)
        at = min(len(told), len(shown)) if at < 0 else at
        one, other = (" ".join(words[at : at + 1]) for words in (shown, told))
        yield f"word {at} of the captions is {one!r}, guide and ledger tell {other!r}"


def _latest_ends(cues: Sequence[Cue]) -> list[float]:
    """For each cue the latest end of all up to it: overlapping cues keep the list in order."""
    ends, latest = [], 0.0
    for cue in cues:
        latest = max(latest, cue.end)
        ends.append(latest)
    return ends


def _differences(said: Sequence[_HeardWord], again: Sequence[Word]) -> Iterator[str]:
    if len(said) != len(again):
        yield f"{len(said)} words, the transcript gives {len(again)}"
    for n, (word, other) in enumerate(zip(said, again, strict=False)):
        if word.text != other.text:
            yield f"word {n} is {word.text!r}, the transcript gives {other.text!r}"
        elif word.start is not None and abs(word.start - other.start) > _EXACT:
            yield f"word {n} ({word.text!r}) is at {word.start} s, the transcript gives {round(other.start, 3)} s"


def _first(lines: Iterator[str]) -> Iterator[str]:
    for n, line in enumerate(lines):
        if n == _SHOWN:
            yield f"{1 + sum(1 for _ in lines)} more of this kind"
            return
        yield line
