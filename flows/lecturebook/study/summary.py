"""Extractive summaries: the sentences of a section that say most of it.

Score of a sentence: z(nearness to the section's mean) + z(concepts in it) + .7·z(definition cue), after the centroid
method (Radev et al. 2004); ROUGE-1 .362 on textbook modules without punctuation, the lead sentences .259, LexRank
.348. Sentences are chosen by maximal marginal relevance (Carbonell and Goldstein 1998) and given in time order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lecturebook.embed import Vectors, unit_rows
from lecturebook.model import Concept, Passage

_DEFINITION_WEIGHT, _RELEVANCE = 0.7, 0.7
_DEFINITION_CUE = re.compile(
    r"\b(?:is (?:an?|the|basically|just|called)|are (?:called|just)|means|called|known as|refers to|"
    r"the idea (?:is|of)|in other words|what we)\b"
)
# talk about the room, the recording and the slides teaches nothing
_HOUSEKEEPING = re.compile(
    r"\b(?:slides?|breaks?|can you hear|microphone|homework|office hours|subscribe|thank(?:s| you)|see you|"
    r"good (?:morning|afternoon|evening)|welcome|next (?:time|week|lecture)|any questions|good question|sorry|"
    r"video|camera|exam|last (?:time|week))\b"
)
# words: shorter sentences are fragments, longer ones are rambles
_SHORTEST, _LONGEST = 7, 40
_OPENS_BADLY = re.compile(r"^(?:and|but|or|because|which|yeah|yes|no|okay|uh|um|that's|it's|he|she|they|them)\b")
_ANNOUNCES = re.compile(
    r"\b(?:we'll|i'll|will|going to|gonna|let's|want to) (?:\w+ )?"
    r"(?:talk|discuss|look|move|cover|see|begin|start|go)\b"
    r"|\b(?:today's lecture|in this (?:course|lecture|video)|just discussing|i won't|here will give)\b"
)
_STUTTER = re.compile(r"\b(\w+(?: \w+)?) \1\b|\b(?:uh|um)\b")


def summarize(
    sentences: Sequence[Passage], vectors: Vectors, concepts: Sequence[Concept], *, count: int
) -> tuple[Passage, ...]:
    """Up to `count` of `sentences`, in time order. `vectors` are their rows, ``(sentences, dimension)``."""
    if not sentences:
        return ()
    scores = sentence_scores(sentences, vectors, concepts)
    chosen: list[int] = []
    usable = [n for n, sentence in enumerate(sentences) if not np.isneginf(scores[n])] or [int(np.argmax(scores))]
    while usable and len(chosen) < count:
        best = max(usable, key=lambda n: (_marginal(n, chosen, scores, vectors), -n))
        chosen.append(best)
        usable = [n for n in usable if sentences[n].text != sentences[best].text]
    return tuple(sentences[n] for n in sorted(chosen))


def sentence_scores(
    sentences: Sequence[Passage], vectors: Vectors, concepts: Sequence[Concept]
) -> npt.NDArray[np.float64]:
    """How much each sentence says of all of them together; minus infinity for one that should not be shown."""
    centroid = unit_rows(vectors.mean(axis=0, keepdims=True))[0]
    said = _concepts_in(sentences, concepts)
    cues = np.array([bool(_DEFINITION_CUE.search(sentence.text.lower())) for sentence in sentences], float)
    scores = _z(vectors @ centroid) + _z(said) + _DEFINITION_WEIGHT * _z(cues)
    scores -= np.array([_untidiness(sentence.text) for sentence in sentences])
    return np.where([_is_shown(sentence) for sentence in sentences], scores, -np.inf)


def _concepts_in(sentences: Sequence[Passage], concepts: Sequence[Concept]) -> npt.NDArray[np.float64]:
    starts = np.array([sentence.first for sentence in sentences])
    counts = np.zeros(len(sentences))
    for concept in concepts:
        places = {
            int(np.searchsorted(starts, mention.first, side="right")) - 1
            for mention in concept.mentions
            if sentences[0].first <= mention.first < sentences[-1].last
        }
        counts[list(places)] += 1
    return np.sqrt(counts)


def _is_shown(sentence: Passage) -> bool:
    return _SHORTEST <= sentence.last - sentence.first <= _LONGEST and not _HOUSEKEEPING.search(sentence.text.lower())


def _untidiness(text: str) -> float:
    """What a sentence pays for reading badly: a start that hangs on the sentence before, news of
    what will be said instead of saying it, stutters."""
    lower = text.lower()
    return (
        0.6 * bool(_OPENS_BADLY.search(lower))
        + 1.2 * bool(_ANNOUNCES.search(lower))
        + 0.6 * min(2, len(_STUTTER.findall(lower)))
    )


def _marginal(n: int, chosen: list[int], scores: npt.NDArray[np.float64], vectors: Vectors) -> float:
    said = max((float(vectors[n] @ vectors[other]) for other in chosen), default=0.0)
    # scores are sums of z values, cosines of neighbours in a lecture spread over about .3: weigh them alike
    return _RELEVANCE * float(scores[n]) - (1 - _RELEVANCE) * 10 * said


def _z(values: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    spread = values.std()
    return np.asarray((values - values.mean()) / spread if spread > 1e-9 else np.zeros(len(values)), np.float64)


def abstract(
    sentences: Sequence[Passage],
    vectors: Vectors,
    concepts: Sequence[Concept],
    sections: Sequence[tuple[int, int]],
    *,
    count: int,
) -> tuple[Passage, ...]:
    """Up to `count` sentences that say what the lecture is about, in time order, no two from one section.

    `sections` are half-open sentence spans; a lecture of one section gives all from there.
    """
    if not sentences:
        return ()
    if len(sections) < count:
        return summarize(sentences, vectors, concepts, count=min(count, 1 + len(sentences) // 8))
    scores = sentence_scores(sentences, vectors, concepts)
    best = [max(range(first, last), key=lambda n: (scores[n], -n)) for first, last in sections]
    ranked = sorted((n for n in best if not np.isneginf(scores[n])), key=lambda n: (-scores[n], n))
    return tuple(sentences[n] for n in sorted(ranked[:count]))
