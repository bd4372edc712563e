"""Extractive summaries: the sentences that say most, can stand alone, and leave no long stretch out.

Sentences are chosen by maximal marginal relevance (Carbonell and Goldstein 1998) over `salience`, less what a
sentence pays for reading badly alone (`tidy`), and given in time order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lecturebook.embed import Vectors
from lecturebook.model import Concept, Passage
from lecturebook.study.salience import Scores, salience
from lecturebook.study.tidy import is_announcement, is_shown, untidiness

# MMR: the weight of what a sentence says against what is said already. Scores are sums of z values, cosines of
# neighbours in a lecture spread over about a tenth of that
_RELEVANCE, _REDUNDANCY = 0.8, 10.0
# sentences of a section: two, and one more for each of these lengths (seconds) that it reaches
_STEPS = (90.0, 180.0, 300.0, 420.0, 560.0, 720.0, 900.0)
# seconds without a sentence after which one is put into the hole, and how near its edges that may not be
_HOLE, _EDGE = 150.0, 30.0
_MOST_IN_HOLES = 8
# a lecture announces what it teaches in this first share of its sentences
_OPENING = 0.12
# the price of a second sentence from one section of an abstract
_SAME_SECTION = 2.0


def section_summary(
    sentences: Sequence[Passage],
    vectors: Vectors,
    concepts: Sequence[Concept],
    *,
    title: str = "",
    said: Sequence[Passage] = (),
) -> tuple[Passage, ...]:
    """What to know of a section: two to nine sentences by its length, and more where else minutes would go uncited.

    `title` is the section's; sentences that are `said` elsewhere are left out, as long as there are others.
    """
    if not sentences:
        return ()
    scores = sentence_scores(sentences, vectors, concepts, title=title)
    scores[[n for n, sentence in enumerate(sentences) if sentence in said]] = -np.inf
    seconds = sentences[-1].end - sentences[0].start
    chosen = _choose(sentences, scores, vectors, count=2 + sum(seconds >= step for step in _STEPS))
    return tuple(sentences[n] for n in sorted(_fill_holes(sentences, scores, chosen)))


def rank(sentences: Sequence[Passage], vectors: Vectors, concepts: Sequence[Concept], *, title: str = "") -> list[int]:
    """The indices of all sentences that may be shown, in the order in which a summary takes them."""
    if not sentences:
        return []
    scores = sentence_scores(sentences, vectors, concepts, title=title)
    return _choose(sentences, scores, vectors, count=len(sentences))


def abstract(
    sentences: Sequence[Passage],
    vectors: Vectors,
    concepts: Sequence[Concept],
    sections: Sequence[tuple[int, int]],
    *,
    count: int,
    title: str = "",
) -> tuple[Passage, ...]:
    """Up to `count` sentences that say what the lecture teaches, in time order: its announcement, if it has one, and
    the best of it, from as many sections as can be.

    `sections` are half-open sentence spans, `title` is the lecture's.
    """
    if not sentences:
        return ()
    count = min(count, 1 + len(sentences) // 8)
    scores = sentence_scores(sentences, vectors, concepts, title=title)
    best = _announcement(sentences, salience(sentences, vectors, concepts, title=title))
    chosen = _choose(sentences, scores, vectors, count=count, chosen=[] if best is None else [best], sections=sections)
    return tuple(sentences[n] for n in sorted(chosen))


def sentence_scores(
    sentences: Sequence[Passage], vectors: Vectors, concepts: Sequence[Concept], *, title: str = ""
) -> Scores:
    """How well each sentence would stand in a summary of all; minus infinity for one that should not be shown.

    Where none should, every sentence may be.
    """
    scores = salience(sentences, vectors, concepts, title=title)
    scores -= [untidiness(sentence.text) for sentence in sentences]
    shown = np.array([is_shown(sentence.text, sentence.last - sentence.first) for sentence in sentences])
    return np.where(shown, scores, -np.inf) if shown.any() else scores


def _choose(
    sentences: Sequence[Passage],
    scores: Scores,
    vectors: Vectors,
    *,
    count: int,
    chosen: Sequence[int] = (),
    sections: Sequence[tuple[int, int]] = (),
) -> list[int]:
    """Indices of up to `count` sentences, those already `chosen` among them."""
    taken = list(chosen)
    section_of = {n: place for place, (first, last) in enumerate(sections) for n in range(first, last)}
    left = [n for n in range(len(sentences)) if not np.isneginf(scores[n]) and n not in taken]
    while left and len(taken) < count:
        used = {section_of.get(n) for n in taken} - {None}

        def worth(n: int, used: set[int | None] = used) -> tuple[float, int]:
            said = max((float(vectors[n] @ vectors[other]) for other in taken), default=0.0)
            own = float(scores[n]) - _SAME_SECTION * (section_of.get(n) in used)
            return _RELEVANCE * own - (1 - _RELEVANCE) * _REDUNDANCY * said, -n

        best = max(left, key=worth)
        taken.append(best)
        left = [n for n in left if sentences[n].text != sentences[best].text]
    return taken


def _fill_holes(sentences: Sequence[Passage], scores: Scores, chosen: Sequence[int]) -> list[int]:
    """`chosen` and the best sentence of each stretch that is longer than a hole may be, the longest first."""
    taken = sorted(chosen)
    for _ in range(_MOST_IN_HOLES):
        times = [sentences[0].start, *(sentences[n].start for n in taken), sentences[-1].end]
        length, hole = max((times[n + 1] - times[n], -n) for n in range(len(times) - 1))
        low, high = times[-hole] + _EDGE, times[1 - hole] - _EDGE
        inside = [n for n, s in enumerate(sentences) if low <= s.start <= high and not np.isneginf(scores[n])]
        if length <= _HOLE or not inside:
            break
        taken = sorted([*taken, max(inside, key=lambda n: (scores[n], -n))])
    return taken


def _announcement(sentences: Sequence[Passage], scores: Scores) -> int | None:
    """The sentence that best announces what the lecture teaches, from its opening; None where nothing does.

    It has to say more than the mean sentence: "today we'll talk about a few things" tells nothing.
    """
    opening = sentences[: 1 + int(_OPENING * len(sentences))]
    found = [n for n, s in enumerate(opening) if is_announcement(s.text, s.last - s.first) and scores[n] > 0]
    return max(found, key=lambda n: (scores[n], -n), default=None)
