"""Where the lecturer says what a concept is.

Each mention is scored by what is said around it: the patterns people define with, how early and how dense the
mentions are, and how near the passage is to "C is defined as; what C means". On thirty held-out concepts the best
passage was right for 13 and usable for 19; about five are never defined, so below a bar nothing is given.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lecturebook.embed import Vectors
from lecturebook.language import bare
from lecturebook.model import Passage, Word

_SOFTLY = r"(?:(?:just|basically|simply|really|essentially|actually|usually|kind of|sort of|only|you know|uh|um) )*"
# what follows the concept, from its first word on; points
_AFTER = [
    (re.compile(rf"^(?:is|are) {_SOFTLY}(?:an?|the|when|where|how|what|any|some|one|like an?|nothing)\b"), 3.0),
    (
        re.compile(rf"^{_SOFTLY}(?:means|refers to|describes|is defined as|are defined as|stands for|consists of)\b"),
        2.5,
    ),
    (re.compile(r"^(?:we|i|people|they) (?:just |simply |really )?mean\b"), 2.5),
    (re.compile(r"^(?:does|do) is\b"), 2.2),
    (re.compile(r"^(?:which|where|that) (?:is|are|means|we|you|the)\b"), 1.6),
]
# what stands before it, up to its last word; points, and how many words before and after the concept the
# passage must reach: after "what is C" comes the answer
_BEFORE = [
    (
        re.compile(r"\b(?:called|known as|so called|the (?:idea|notion|concept) of)(?: (?:an?|the|your|this))?$"),
        2.4,
        26,
        9,
    ),
    (re.compile(r"\b(?:we|i|people|you) (?:would )?call (?:it |this |that |them |these )?(?:an?|the)?$"), 2.4, 26, 9),
    (re.compile(r"\b(?:name|word|term)(?: \w+)? (?:for|of) (?:it|this|that|these|them) is(?: an?| the)?$"), 2.4, 26, 9),
    (re.compile(r"\bwhat (?:is|are|do we mean by)(?: an?| the| this)?$"), 2.2, 3, 26),
    (re.compile(r"\bby(?: an?| the)?$"), 0.3, 1, 9),
    (re.compile(r"\bthink of .{0,40}\bas(?: an?| the)?$"), 1.0, 8, 9),
    (re.compile(r"\b(?:this|that|it) is(?: \w+)?(?: an?| the)?$"), 0.6, 6, 9),
]
_NEAR = [
    (re.compile(r"\bin other words\b"), 0.9),
    (
        re.compile(
            r"\b(?:later|next (?:time|week|lecture|video)|in a (?:minute|second|moment)|will (?:talk|see|come))\b"
        ),
        -0.8,
    ),
]
_NO = (re.compile(r"^(?:is|are) (?:not|still|very|also|already|now|going|always|getting|too|quite|gonna)\b"), -1.0)
# "so every leaf in the buffer pool is a dirty page" says nothing of the pool
_THE = r"(?:an?|the|this|these|those|that|your|our|each|every|all|particular)"
_INSIDE = re.compile(rf"\b(?:in|of|from|into|on|to|with|for|inside|through|about)(?:(?: {_THE})*|(?: {_THE})+ \w+)$")
_FIRST, _DENSE, _DENSE_WORDS, _NEARNESS = 1.0, 0.35, 70, 3.0
_BEFORE_WORDS, _AFTER_WORDS = 9, 18
_LONGEST = 56
# below this many points by patterns alone nothing is a definition; two within _CLOSE are both given
LEAST_POINTS, _CLOSE = 1.5, 0.5
# a word of everyday speech stands near "is a" by chance
LEAST_EVERYDAY_POINTS = 3.0


@dataclass(frozen=True, slots=True)
class Definition:
    """A passage that says what a concept is; `points` by its patterns alone, `score` with everything."""

    passage: Passage
    points: float
    score: float


def find_definitions(
    words: tuple[Word, ...],
    sentences: tuple[Passage, ...],
    vectors: Vectors,
    mentions: Sequence[tuple[int, int]],
    query: Vectors,
    *,
    least: float = LEAST_POINTS,
) -> list[Definition]:
    """The best one or two definitions of a concept, best first, or none.

    `mentions` are its word spans in order; `vectors` the sentences' rows, ``(sentences, dimension)``; `query` the
    vector of "C is defined as. what C means.", ``(dimension,)``; passages with fewer points than `least` do not count.
    """
    found: dict[int, Definition] = {}
    for rank, (first, last) in enumerate(mentions):
        points, back, forward = _points(words, first, last)
        if points < least:
            continue
        low, high = _sentences_around(sentences, first - back, last + forward)
        quoted = _passage(sentences, low, high, first)
        dense = sum(first < other <= first + _DENSE_WORDS for other, _ in mentions)
        near = float(max(vectors[low:high] @ query))
        score = points + _FIRST / (1 + rank) + _DENSE * math.log1p(dense) + _NEARNESS * near
        if quoted.first not in found or found[quoted.first].score < score:
            found[quoted.first] = Definition(quoted, points, score)
    ranked = sorted(found.values(), key=lambda definition: (-definition.score, definition.passage.first))
    apart = [d for d in ranked[1:] if _apart(d.passage, ranked[0].passage) and ranked[0].score - d.score <= _CLOSE]
    return ranked[:1] + apart[:1]


def _points(words: tuple[Word, ...], first: int, last: int) -> tuple[float, int, int]:
    """Points by patterns around the words ``[first, last)``; the words before and after them a passage must reach."""
    before = _plain(words[max(0, first - _BEFORE_WORDS) : first])
    after = _plain(words[last : last + _AFTER_WORDS])
    points = max((value for pattern, value in _AFTER if pattern.search(after)), default=0.0)
    points *= not _INSIDE.search(before)
    points += _NO[1] if _NO[0].search(after) else 0.0
    fits = [(value, back, forward) for pattern, value, back, forward in _BEFORE if pattern.search(before)]
    led, back, forward = max(fits, default=(0.0, 0, 0))
    near = sum(value for pattern, value in _NEAR if pattern.search(f"{before} {after}"))
    if led <= points:
        back, forward = 0, _AFTER_WORDS // 2
    return max(points, led) + min(points, led, 1.0) + near, back, forward


def _plain(words: tuple[Word, ...]) -> str:
    return " ".join(bare(word.text).replace("-", " ") for word in words)


def _sentences_around(sentences: tuple[Passage, ...], first: int, last: int) -> tuple[int, int]:
    """Half-open indices of the sentences that hold the words from `first` up to `last`."""
    low = bisect_right(sentences, max(first, 0), key=_end)
    high = min(bisect_left(sentences, last, key=_end), len(sentences) - 1)
    return low, high + 1


def _end(sentence: Passage) -> int:
    return sentence.last


def _passage(sentences: tuple[Passage, ...], low: int, high: int, mention: int) -> Passage:
    """The sentences ``[low, high)``, whole, as long as they are short; the one with the mention always."""
    own = next(n for n in range(low, high) if sentences[n].first <= mention < sentences[n].last)
    while high - 1 > own and sentences[high - 1].last - sentences[low].first > _LONGEST:
        high -= 1
    while low < own and sentences[high - 1].last - sentences[low].first > _LONGEST:
        low += 1
    return join(sentences[low:high])


def join(sentences: Sequence[Passage]) -> Passage:
    """Neighbouring sentences as one passage."""
    first, last = sentences[0], sentences[-1]
    return Passage(first.first, last.last, first.start, last.end, " ".join(s.text for s in sentences))


def _apart(one: Passage, other: Passage) -> bool:
    return one.last <= other.first or other.last <= one.first
