"""What a lecturer marks while speaking: what matters, what is examined, what the room asked, what is an example.

English only, and by words alone: a mark is the sentence that has the words, and what it needs to be understood. Marks
of examples keep the worked apart from the general. Where the source tells speakers apart, what one asks and another
answers is a question of the room whatever its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lecturebook.concepts.cues import hangs, plain
from lecturebook.concepts.definitions import join
from lecturebook.model import Mark, MarkKind, Passage

# the first that fits gives the kind
_CUES: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    (
        "exam",
        re.compile(
            r"\b(?:(?:on|in|for|at) (?:the|your|this) (?:\w+ )?(?:exam|midterm|final exam|quiz|test paper)|"
            r"exam question|will be (?:asked|examined|tested)|you (?:will|may|might) be asked)\b"
        ),
    ),
    (
        "question",
        re.compile(
            r"\b(?:your|the|his|her|that) question (?:is|was) "
            r"(?:whether|if|how|why|what|about|that|when|where|which|can|do)\b|"
            r"\b(?:somebody|someone|people|students?) (?:just |often |also )?asks? (?:me |us )?"
            r"(?:whether|if|how|why|what|about)\b"
        ),
    ),
    (
        "important",
        re.compile(
            r"\b(?:(?:this is|it is|it's|that's|that is) (?:a |an |the )?"
            r"(?:very |really |most |extremely |super |particularly |so )?"
            r"(?:important|crucial|essential|key (?:point|idea|thing|insight))|(?:importantly|crucially)|"
            r"(?:important|key|main) (?:thing|point|takeaway|message|idea|insight)s?(?: \w+){0,3} (?:is|are)|"
            r"(?:please |always |do )?(?:remember|note|keep in mind|don't forget|pay attention)(?:,| that| to|:| this)|"
            r"be careful|a common mistake|worth (?:remembering|stressing|emphasi[sz]ing))\b"
        ),
    ),
    (
        "example",
        re.compile(
            r"^(?:so |and |now |but |okay |here |as |let's )*"
            r"(?:for example|for instance|an example|one example|another example|imagine|suppose|let's say|say you|"
            r"(?:to take|take|consider) (?:an|this|the|one) example|in this example)\b"
        ),
    ),
)  # fmt: skip
# words of a mark: fewer say nothing, more are no mark; sentences that follow a question or an example to its end
_SHORTEST, _LONGEST, _LONGEST_WITH_NEXT = 7, 45, 75
_GOES_ON: dict[MarkKind, int] = {"exam": 0, "important": 1, "question": 2, "example": 1}
# words of a turn that asks, and of one that answers
_LONGEST_ASKED, _SHORTEST_ANSWER = 60, 12
# marks of a kind in an hour: an example is nothing special
_AN_HOUR: dict[MarkKind, int] = {"exam": 30, "question": 30, "important": 15, "example": 12}
# marks this many seconds apart are one
_APART = 20.0


def marks_of(sentences: Sequence[Passage], turns: Sequence[int] = ()) -> tuple[Mark, ...]:
    """The marks of a lecture in time order, none inside another.

    `sentences` are all of it, in order; `turns` the words at which another speaker begins, where that is known.
    """
    asked = dict(_exchanges(sentences, turns))
    marks: list[Mark] = []
    end = 0
    counts = dict.fromkeys(_AN_HOUR, 0)
    hours = (sentences[-1].end - sentences[0].start) / 3600 if sentences else 0.0
    for at, sentence in enumerate(sentences):
        if at in asked and sentence.first >= end:
            marks.append(Mark("question", join(sentences[at : asked[at]])))
            end = marks[-1].passage.last
            continue
        kind = _kind_of(sentence)
        if kind is None or sentence.first < end or counts[kind] >= max(2.0, _AN_HOUR[kind] * hours):
            continue
        if marks and marks[-1].kind == kind and sentence.start - marks[-1].passage.end < _APART:
            continue
        passage = _whole(sentences, at, kind, end)
        marks.append(Mark(kind, passage))
        counts[kind] += 1
        end = passage.last
    return tuple(marks)


def _exchanges(sentences: Sequence[Passage], turns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The sentences ``[low, high)`` of each short turn that asks, with as much of the next one as a mark may hold."""
    starts = [sentence.first for sentence in sentences]
    edges = [bisect_left(starts, word) for word in (*turns, starts[-1] + 1 if starts else 0)]
    for first, last, end in zip(edges, edges[1:], edges[2:], strict=False):
        turn, answer = sentences[first:last], sentences[last:end]
        asks = [first + n for n, sentence in enumerate(turn) if sentence.text.endswith("?")]
        if not (asks and answer) or turn[-1].last - turn[0].first > _LONGEST_ASKED:
            continue
        if answer[-1].last - answer[0].first < _SHORTEST_ANSWER:
            continue
        high = last + 1
        while high < end and sentences[high].last - sentences[asks[0]].first <= _LONGEST_WITH_NEXT:
            high += 1
        yield asks[0], high


def _kind_of(sentence: Passage) -> MarkKind | None:
    if not _SHORTEST <= sentence.last - sentence.first <= _LONGEST:
        return None
    text = plain(sentence.text)
    return next((kind for kind, pattern in _CUES if pattern.search(text)), None)


def _whole(sentences: Sequence[Passage], at: int, kind: MarkKind, end: int) -> Passage:
    """Sentence `at` with those it needs: the one before, where it hangs on that and `end` is not after it, and those
    that go on from it."""
    low, high = at, at + 1
    if hangs(plain(sentences[at].text)) and at and sentences[at - 1].first >= end:
        low -= sentences[at].last - sentences[at - 1].first <= _LONGEST_WITH_NEXT
    for _ in range(_GOES_ON[kind]):
        fits = high < len(sentences) and sentences[high].last - sentences[low].first <= _LONGEST_WITH_NEXT
        if fits and (kind == "question" or hangs(plain(sentences[high].text))):
            high += 1
    return join(sentences[low:high])
