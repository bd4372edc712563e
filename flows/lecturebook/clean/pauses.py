"""How much likelier a sentence ends after each word by the silence there, as far as the times of the source tell.

What a source knows of silence depends on where its times come from, so three kinds are read apart:

- words with times of their own: the time from one to the next, less what it takes to say it slowly;
- cues that end where their speech ends (some have a gap before the next): what is left of a cue, and of the gap, when
  its characters were said at the lecture's own rate. Inside a cue nobody pauses;
- cues that end where the next begins (rolling captions): what is left of a cue is a pause after one of its words.

Nothing is said of rows of half a minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lecturebook.model import Word

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Odds:
    """Log-odds of a sentence end: `none` where there is no pause, `second` more for each second of it up to `most`."""

    none: float
    second: float
    most: float

    def of(self, pauses: Floats) -> Floats:
        return self.none + self.second * np.minimum(pauses, self.most)


# Fitted on the even ones of 82 lectures of scripted narration (human captions, stops taken away; beside the tagger's
# log-odds, by logistic regression over the borders of cues) and read off on the odd ones. F1 of sentence ends there:
# the tagger alone 74.4, pauses alone 78.7, both 86. The fit says -1.2 and 2.8
_AT_BORDERS = _Odds(-1.2, 2.8, 1.5)
# The same lectures, their words laid out evenly between the pauses, as word times (84.0) and as captions that roll by
# seven words (78.1; 77.4 with the pause at each of them). Real word times were not to be had, and in the one rolling
# lecture at hand, which is not scripted, cues inside which the tagger hears a stop have 1.1 s left at the median and
# others .4 s: so these are taken lower than what would be best here (1.3 a second for captions that roll)
_BETWEEN_WORDS = _Odds(-0.75, 3.0, 1.5)
_IN_ROLLING = _Odds(-0.5, 1.0, 2.0)

# seconds it takes to say a word slowly: so much, and so much a letter
_SAY_WORD, _SAY_LETTER = 0.2, 0.07
# a lecture's own rate is that of its fast cues, which have no pause: this percentile of seconds a character
_FAST = 25
# cues that last longer say nothing: that their speaker was slow would look like a pause
_LONGEST_CUE = 8.0
# cues end with their speech where at least this share of them has a gap, in seconds, before the next
_SHARE_OF_GAPS, _GAP = 0.05, 0.05


def pause_odds(words: Sequence[Word], cue_ends: Iterable[int], likely: Floats) -> Floats:
    """For each word the log-odds that the silence after it adds to the end of a sentence there; 0 where unknown.

    `cue_ends` are the word indices at which a cue ends. `likely` ``(words,)`` is greater where a sentence ends more
    likely by all else: a pause that may be after any word of its cue is taken to be there. What stands after the last
    word means nothing.
    """
    if not words:
        return np.zeros(0)
    starts, lengths = np.array([word.start for word in words]), np.array([len(word.text) for word in words])
    timed = np.array([word.timed for word in words])
    known = np.append(timed[:-1] & timed[1:], False)
    if known[:-1].all():
        odds = np.zeros(len(words))
    else:
        ends = np.array([word.end for word in words])
        first = np.array([0, *sorted(end for end in set(cue_ends) if 0 < end < len(words))])
        odds = _cue_odds(starts, ends, lengths + 1, first, likely)
    # captions let a word last until the next one, so what is longer than it takes to say counts
    pauses = np.maximum(np.diff(starts, append=starts[-1]) - _SAY_WORD - _SAY_LETTER * lengths, 0.0)
    return np.where(known, _BETWEEN_WORDS.of(pauses), odds)


def _cue_odds(
    starts: Floats, ends: Floats, lengths: npt.NDArray[Any], first: npt.NDArray[Any], likely: Floats
) -> Floats:
    """The same from the times of cues alone; `first` are the indices of their first words, `lengths` characters."""
    last = np.append(first[1:], len(starts)) - 1
    following = np.append(starts[first[1:]], ends[-1])
    seconds, characters = following - starts[first], np.add.reduceat(lengths, first)
    if np.median(seconds) > _LONGEST_CUE:
        return np.zeros(len(starts))
    gaps = np.maximum(following - ends[last], 0.0)
    rest = np.maximum(seconds - characters * np.percentile(seconds / characters, _FAST), 0.0)
    pauses = np.where(seconds <= _LONGEST_CUE, np.maximum(rest, gaps), gaps)
    if len(gaps) < 2 or np.mean(gaps[:-1] > _GAP) < _SHARE_OF_GAPS:
        at, kind = np.array([a + likely[a : b + 1].argmax() for a, b in zip(first, last, strict=True)]), _IN_ROLLING
    else:
        at, kind = last, _AT_BORDERS
    odds = np.full(len(starts), kind.none)
    odds[at] = kind.of(pauses)
    return odds
