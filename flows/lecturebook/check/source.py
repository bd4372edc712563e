"""Whether a guide says what its transcript says: read again, by two roads.

The first knows nothing of cleaning: each word of the guide, in its order, must stand in a cue that is shown at that
second, so nothing is invented or moved. The second takes the words from the transcript again: every word and time must
be the same, so nothing is lost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lecturebook.check.words import spoken
from lecturebook.clean import spoken_words
from lecturebook.model import Cue, Guide, Transcript, Word

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
    yield from _first(_unsaid(guide.words, transcript.cues))
    yield from _first(_differences(guide.words, spoken_words(transcript.cues)))


def _unsaid(words: Sequence[Word], cues: Sequence[Cue]) -> Iterator[str]:
    """The words that no cue of their second has, each with its place."""
    ends = _latest_ends(cues)
    starts = [cue.start for cue in cues]
    texts = [cue.text.casefold() for cue in cues]
    for n, word in enumerate(words):
        first = bisect_left(ends, word.start - _SLACK)
        last = bisect_left(starts, word.start + _SLACK)
        said = spoken(word.text)
        if not any(said in texts[at] for at in range(first, last)):
            yield f"word {n} ({word.text!r} at {word.start} s) stands in no caption of its second"


def _latest_ends(cues: Sequence[Cue]) -> list[float]:
    """For each cue the latest end of all up to it: overlapping cues keep the list in order."""
    ends, latest = [], 0.0
    for cue in cues:
        latest = max(latest, cue.end)
        ends.append(latest)
    return ends


def _differences(said: Sequence[Word], again: Sequence[Word]) -> Iterator[str]:
    if len(said) != len(again):
        yield f"{len(said)} words, the transcript gives {len(again)}"
    for n, (word, other) in enumerate(zip(said, again, strict=False)):
        if word.text != other.text:
            yield f"word {n} is {word.text!r}, the transcript gives {other.text!r}"
        elif abs(word.start - other.start) > _EXACT:
            yield f"word {n} ({word.text!r}) is at {word.start} s, the transcript gives {round(other.start, 3)} s"


def _first(lines: Iterator[str]) -> Iterator[str]:
    for n, line in enumerate(lines):
        if n == _SHOWN:
            yield f"{1 + sum(1 for _ in lines)} more of this kind"
            return
        yield line
