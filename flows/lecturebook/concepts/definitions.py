"""Where the lecturer says what a concept is.

Each mention is scored by what its sentence and the ones beside it say (`concepts/cues.py`), how early and how dense
the mentions are, and how near the passage is to "C is defined as; what C means". Passages are whole sentences: before
the name where it is given last ("… and we call that a heap"), after it where a question or an announcement is answered.
Below a bar nothing is given: some concepts are never defined.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass

from lecturebook.concepts.cues import Cue, Side, Surroundings, cue_of, hangs, plain
from lecturebook.embed import Vectors
from lecturebook.model import Passage, Word

_FIRST, _DENSE, _DENSE_WORDS, _NEARNESS = 1.0, 0.35, 70, 3.0
# words: a passage grows up to the longest and is no definition below the shortest
_LONGEST, _ENOUGH, _SHORTEST = 60, 14, 6
# a concept that was not said for so many words is new; the words that open a sentence
_NEW_AFTER, _OPENING = 150, 3
# words behind the concept within which it says nothing to name it again: "this timelock is a relative timelock"
_REPEATS = 10
# a mention longer than this many times the shortest is part of another name
_WIDER = 1.6
# words between two mentions that are one said twice
_TWICE = 1
# below this many points by cues alone nothing is a definition; two within _CLOSE are both given
_LEAST_POINTS, _CLOSE = 1.0, 0.5
# a passage with few points must score well by its place and its words
_FEW_POINTS, _LEAST_SCORE, _LEAST_SCORE_OF_FEW = 1.6, 2.9, 3.4
# a passage whose cues score lower says something of the concept, but not surely what it is
DEFINING_POINTS = 2.2
# where stops are guessed no other is given: of 164 passages of 14 talks with fewer than 2.4 points 20 said what it is
# and 34 more said it partly, of the 62 with more 36 and 14
# a word of everyday speech stands near "is a" by chance
LEAST_EVERYDAY_POINTS = 3.0
# what a passage pays that hangs on what was said before it
_HANGING = 0.4


@dataclass(frozen=True, slots=True)
class Definition:
    """A passage that says what a concept is; `points` by its cues alone, `score` with everything."""

    passage: Passage
    points: float
    score: float


def defining_passages(
    words: tuple[Word, ...],
    sentences: tuple[Passage, ...],
    vectors: Vectors,
    mentions: Sequence[tuple[int, int]],
    query: Vectors,
    *,
    inside: Container[int] = (),
    least: float = _LEAST_POINTS,
) -> list[Definition]:
    """All passages that say what a concept is, best first; they may overlap.

    `mentions` are its word spans in order; `vectors` the sentences' rows, ``(sentences, dimension)``; `query` the
    vector of "C is defined as. what C means.", ``(dimension,)``; `inside` are the first words of mentions that
    are part of a longer concept's, and so say nothing of this one. Passages with fewer points than `least` do not
    count.
    """
    found: dict[int, Definition] = {}
    mentions = _merged(mentions, sentences)
    alone = min((_letters(words, span) for span in mentions), default=0)
    for rank, (first, last) in enumerate(mentions):
        if first in inside or (last - first == 1 and _letters(words, (first, last)) > _WIDER * alone):
            continue  # part of a longer name: "encoder" in "encoder-decoder"
        at = bisect_right(sentences, first, key=_first) - 1
        cue = cue_of(surroundings(sentences, at, mentions, rank))
        if cue.points < least:
            continue
        low, high = _reach(sentences, at, cue)
        quoted = join(sentences[low:high])
        if quoted.last - quoted.first < _SHORTEST:
            continue
        dense = sum(first < other <= first + _DENSE_WORDS for other, _ in mentions)
        near = float(max(vectors[low:high] @ query))
        score = cue.points + _FIRST / (1 + rank) + _DENSE * math.log1p(dense) + _NEARNESS * near
        score -= _HANGING * hangs(plain(sentences[low].text))
        enough = _LEAST_SCORE if cue.points >= _FEW_POINTS else _LEAST_SCORE_OF_FEW
        if score >= enough and (quoted.first not in found or found[quoted.first].score < score):
            found[quoted.first] = Definition(quoted, cue.points, score)
    return sorted(found.values(), key=lambda definition: (-definition.score, definition.passage.first))


def least_points(*, is_guessed: bool) -> float:
    """How many points a passage needs by its cues to be given, where stops are written or `is_guessed`."""
    return DEFINING_POINTS if is_guessed else _LEAST_POINTS


def best_of(ranked: Sequence[Definition]) -> list[Definition]:
    """Of definitions, best first, the best, and the next that is apart from it where it is close."""
    apart = [d for d in ranked[1:] if _apart(d.passage, ranked[0].passage) and ranked[0].score - d.score <= _CLOSE]
    return [*ranked[:1], *apart[:1]]


def _merged(mentions: Sequence[tuple[int, int]], sentences: tuple[Passage, ...]) -> list[tuple[int, int]]:
    """`mentions` with those said twice in a row ("a heap and a heap") as one."""
    merged: list[tuple[int, int]] = []
    for first, last in mentions:
        opens = sentences[bisect_right(sentences, first, key=_first) - 1].first
        if merged and merged[-1][1] > opens and first - merged[-1][1] <= _TWICE:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged


def _letters(words: tuple[Word, ...], span: tuple[int, int]) -> int:
    return sum(len(word.text) for word in words[slice(*span)])


def surroundings(
    sentences: tuple[Passage, ...], at: int, mentions: Sequence[tuple[int, int]], rank: int
) -> Surroundings:
    """What stands around the mention of that `rank`, which begins in sentence `at`."""
    sentence, (first, last) = sentences[at], mentions[rank]
    tokens = sentence.text.split(" ")
    start, end = first - sentence.first, min(last, sentence.last) - sentence.first
    # the sign behind the concept belongs to what follows it
    comma = "," if tokens[end - 1].endswith(",") else ""
    return Surroundings(
        before=plain(" ".join(tokens[:start])),
        after=plain(f"{comma} " + " ".join(tokens[end:])),
        next=plain(sentences[at + 1].text) if at + 1 < len(sentences) else "",
        asks=tokens[-1].endswith("?"),
        is_new=rank == 0 or first - mentions[rank - 1][0] > _NEW_AFTER,
        again=any(sentence.last <= other <= sentence.last + _OPENING for other, _ in mentions[rank + 1 :]),
        repeats=any(last < other < min(last + _REPEATS, sentence.last) for other, _ in mentions[rank + 1 :]),
    )


def _reach(sentences: tuple[Passage, ...], at: int, cue: Cue) -> tuple[int, int]:
    """Half-open indices of the sentences around `at` that hold the definition."""
    low, high = at, at + 1

    def length(first: int, last: int) -> int:
        return sentences[last - 1].last - sentences[first].first

    if cue.side is Side.BEFORE and low and length(low - 1, high) <= _LONGEST:
        low -= 1
    if low and cue.side is not Side.AFTER and hangs(plain(sentences[low].text)):
        low -= length(low - 1, high) <= _LONGEST
    goes_on = cue.side is Side.AFTER or cue.goes_on or length(low, high) < _ENOUGH
    while high < len(sentences) and goes_on and length(low, high + 1) <= _LONGEST:
        high += 1
        goes_on = cue.side is Side.AFTER and length(low, high) < 2 * _ENOUGH
    return low, high


def join(sentences: Sequence[Passage]) -> Passage:
    """Neighbouring sentences as one passage."""
    first, last = sentences[0], sentences[-1]
    return Passage(first.first, last.last, first.start, last.end, " ".join(s.text for s in sentences))


def _first(sentence: Passage) -> int:
    return sentence.first


def _apart(one: Passage, other: Passage) -> bool:
    return one.last <= other.first or other.last <= one.first
