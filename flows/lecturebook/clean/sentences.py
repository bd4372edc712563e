"""Sentences: by their stops where the source has them, else by pauses, cue shape and length.

Captions without punctuation are cut by an exact dynamic programme over word positions: each possible sentence pays
for being shorter or longer than people's, each cut for the words it stands between, and a pause or the start of a
cue pays back. A trained model of punctuation can take the place of these costs without touching the rest.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

import numpy as np

from lecturebook.language import bare
from lecturebook.model import Passage, Word

# spoken sentences, in words (sentence ends F1 .35 on twelve podcast transcripts without stops or pauses; a cut
# every 15 words: .06): where the length costs nothing, how fast the cost grows, and where a cut is forced
_USUAL, _SPREAD, _LONGEST = 18, 9.0, 45
# more stops than this in a hundred words, over a sliding window, and the text is taken as punctuated
_STOPS_PER_100, _WINDOW = 2.5, 300
# what a cut is paid back per second of pause (up to two), and at the start of a cue
_PAUSE, _CUE_START = 3.0, 0.3
_NEVER = 1e6
# seconds it takes to say a word slowly: so much, and so much a letter
_SAY_WORD, _SAY_LETTER = 0.2, 0.07

_STOP = re.compile(r"[.?!…。！？]+[\"'”’)\]]*$")
_ABBREVIATION = re.compile(
    r"^(?:[A-Z]|[a-z]\.[a-z]|e\.?g|i\.?e|etc|vs|cf|dr|mr|mrs|ms|prof|fig|eq|no|st|approx)\.$", re.I
)

# English only: words a sentence does not end on, and what the cut before a word that often starts one pays back
_OPEN_ENDED = frozenset(
    "a an the of to and or but because so if that which who whose with for from by at in on into as than then when "
    "while where is are was were be been being am i you we they he she it's i'm we're you're they're my your our "
    "their his her its this these those very really just not don't can will would should could may might must do "
    "does did have has had having let's let me us them get gets got going gonna want wanna need every each no some "
    "any more most what how where why all even only much many basically there here's we've i've you've "
    "number given important kind sort like um uh also called say says about".split()
)
_STARTERS = {
    "okay": 3.0, "ok": 3.0, "alright": 3.0, "so": 1.6, "now": 1.6, "but": 1.2, "and": 0.5, "well": 0.8,
    "let's": 1.5, "because": 0.2, "if": 0.5, "what": 0.5, "this": 0.4, "we": 0.4, "you": 0.3, "i": 0.6, "it's": 0.5,
    "the": 0.3, "there's": 0.6, "that's": 0.5, "then": 0.4, "in": 0.1, "yeah": 1.5, "yes": 1.0, "right": 0.6,
    "finally": 1.5, "remember": 1.0, "suppose": 1.0, "imagine": 1.0, "first": 0.3, "next": 0.3, "again": 0.2,
    "they": 0.3, "here": 0.4, "for": 0.1, "you'll": 0.3, "we'll": 0.4, "i'll": 0.6, "i'm": 0.5, "he": 0.3, "she": 0.3,
}  # fmt: skip


def split_sentences(words: tuple[Word, ...], cue_ends: frozenset[int], *, language: str) -> tuple[Passage, ...]:
    """Passages that tile `words`, in order.

    `cue_ends` are the word indices at which a cue ended. Rules about words are English; in other languages pauses,
    cues, length and stops decide alone.
    """
    if not words:
        return ()
    stopped = punctuated(words)
    cuts = _best_cuts(_cut_costs(words, cue_ends, stopped, english=language == "en"))
    return tuple(passage(words, first, last, closed=not stopped[last - 1]) for first, last in pairwise(cuts))


def passage(words: tuple[Word, ...], first: int, last: int, *, closed: bool = False) -> Passage:
    """The passage of the words ``[first, last)``; `closed` gives it the capital and the stop its source lacks.

    >>> passage((Word("so", 1, 2), Word("i'm", 2, 3), Word("done", 3, 4)), 0, 3, closed=True).text
    "So I'm done."
    """
    tokens = [word.text for word in words[first:last]]
    if closed:
        tokens = [re.sub(r"^i(?=$|['’])", "I", token) for token in tokens]
        tokens[0] = tokens[0][:1].upper() + tokens[0][1:]
        if tokens[-1][-1:].isalnum():
            tokens[-1] += "."
    return Passage(first, last, words[first].start, words[last - 1].end, " ".join(tokens))


def punctuated(words: tuple[Word, ...]) -> list[bool]:
    """For each word, whether the text around it already has its stops."""
    stops = np.array([0, *accumulate(bool(_STOP.search(word.text)) for word in words)])
    place = np.arange(len(words))
    low, high = np.maximum(place - _WINDOW // 2, 0), np.minimum(place + _WINDOW // 2, len(words))
    dense = (stops[high] - stops[low]) * 100 > _STOPS_PER_100 * (high - low)
    return [bool(value) for value in dense]


def _cut_costs(words: tuple[Word, ...], cue_ends: frozenset[int], stopped: list[bool], *, english: bool) -> list[float]:
    """What a cut before each word costs; entry 0 is never used. Very negative: must cut; `_NEVER`: must not."""
    costs = [0.0]
    for n in range(1, len(words)):
        before, after = words[n - 1], words[n]
        if stopped[n - 1]:
            costs.append(-_NEVER if _ends_sentence(before.text) else _NEVER)
            continue
        cost = -_CUE_START if n in cue_ends else 0.0
        if before.timed and after.timed:
            cost -= _PAUSE * min(_pause(before, after), 2.0)
        if english:
            cost += _word_cost(bare(before.text), bare(after.text))
        costs.append(cost)
    return costs


def _pause(before: Word, after: Word) -> float:
    """Seconds of silence between two timed words; captions let a word last until the next one, so what is longer
    than it takes to say counts too."""
    return max(0.0, after.start - before.start - _SAY_WORD - _SAY_LETTER * len(before.text))


def _word_cost(before: str, after: str) -> float:
    return (4.0 if before in _OPEN_ENDED else 0.0) - _STARTERS.get(after, -0.8)


def _ends_sentence(token: str) -> bool:
    return bool(_STOP.search(token)) and not _ABBREVIATION.match(token)


def _best_cuts(costs: list[float]) -> list[int]:
    """The cheapest positions to cut at, 0 and the end among them; every sentence at most `_LONGEST` words.

    A sentence longer than that in punctuated text costs one `_NEVER` a cut, so a forced cut is made as rarely as can
    be, and never where no stop is missing.
    """
    count = len(costs)
    best, previous = [0.0] * (count + 1), [0] * (count + 1)
    length_cost = [0.5 * ((length - _USUAL) / _SPREAD) ** 2 for length in range(_LONGEST + 1)]
    for end in range(1, count + 1):
        low = max(0, end - _LONGEST)
        totals = [best[start] + length_cost[end - start] for start in range(low, end)]
        least = min(range(len(totals)), key=totals.__getitem__)
        previous[end] = low + least
        best[end] = totals[least] + (costs[end] if end < count else 0.0)
    cuts = [count]
    while cuts[-1]:
        cuts.append(previous[cuts[-1]])
    return cuts[::-1]
