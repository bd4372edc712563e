"""How much each sentence says of all of them together.

A sum of z values: LexRank over the sentences' vectors (Erkan and Radev 2004, the continuous variant), the weight of
its words (after SumBasic, Nenkova and Vanderwende 2005), the concepts in it, words of the title, a definition's cue;
numbers, examples and talk of persons take back. `benchmarks/summaries.py` says what each is worth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lecturebook.embed import Vectors
from lecturebook.language import bare, stem
from lecturebook.model import Concept, Passage
from lecturebook.stoplists import HARD

Scores = npt.NDArray[np.float64]

_LEXRANK, _WORDS, _CONCEPTS, _TITLE, _CUE, _NUMBERS, _EXAMPLE, _PERSONS = 1.0, 0.7, 1.0, 0.7, 0.7, -0.5, -0.5, -0.3
# LexRank: the share of a step that follows the edges, and steps until nothing moves that a sum of z values would show
_DAMPING, _STEPS = 0.85, 30
_DEFINES = re.compile(
    r"\b(?:is (?:an?|the|basically|just|called)|are (?:called|just)|means|called|known as|refers to|"
    r"the idea (?:is|of)|in other words|what we)\b"
)
_GIVES_EXAMPLE = re.compile(r"\b(?:for (?:example|instance)|suppose|imagine|let's say|such as|example)\b")
_NAMES_PERSONS = re.compile(r"\b(?:i|me|my|you|your|we|our|he|his|she|her)\b")
_MOST_NUMBERS = 3


def salience(sentences: Sequence[Passage], vectors: Vectors, concepts: Sequence[Concept], *, title: str = "") -> Scores:
    """A score for each of `sentences`, about 0 in the mean. `vectors` are their rows, ``(sentences, dimension)``."""
    lower = [sentence.text.lower() for sentence in sentences]
    stems = [_content_stems(text) for text in lower]
    topic = _content_stems(title.lower())
    numbers = [min(_MOST_NUMBERS, len(re.findall(r"\d+", text))) for text in lower]
    return np.asarray(
        _LEXRANK * _z(lexrank(vectors))
        + _WORDS * _z(_word_weights(stems))
        + _CONCEPTS * _z(_concepts_in(sentences, concepts))
        + _TITLE * _z(np.sqrt([len(found & topic) for found in stems]))
        + _CUE * _z(_hits(_DEFINES, lower))
        + _NUMBERS * _z(np.array(numbers, float))
        + _EXAMPLE * _z(_hits(_GIVES_EXAMPLE, lower))
        + _PERSONS * _z(_hits(_NAMES_PERSONS, lower))
    )


def lexrank(vectors: Vectors) -> Scores:
    """The stationary weight of each row in the graph of their cosines; sums to 1."""
    count = len(vectors)
    if not count:
        return np.zeros(0)
    likeness = np.maximum(vectors @ vectors.T, 0.0).astype(np.float64)
    np.fill_diagonal(likeness, 0.0)
    totals = likeness.sum(axis=1, keepdims=True)
    steps = np.divide(likeness, totals, out=np.full_like(likeness, 1 / count), where=totals > 0)
    weights = np.full(count, 1 / count)
    for _ in range(_STEPS):
        weights = (1 - _DAMPING) / count + _DAMPING * (weights @ steps)
    return np.asarray(weights)


def _content_stems(text: str) -> frozenset[str]:
    plain = (bare(word) for word in text.split())
    return frozenset(stem(word) for word in plain if len(word) > 2 and word not in HARD)


def _word_weights(stems: Sequence[frozenset[str]]) -> Scores:
    """The root of the summed share of each sentence's different content words among all."""
    counts = Counter(word for found in stems for word in found)
    total = max(1, sum(counts.values()))
    return np.sqrt([sum(counts[word] for word in found) / total for found in stems])


def _concepts_in(sentences: Sequence[Passage], concepts: Sequence[Concept]) -> Scores:
    """The root of how many different concepts each sentence names."""
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


def _hits(pattern: re.Pattern[str], texts: Sequence[str]) -> Scores:
    return np.array([bool(pattern.search(text)) for text in texts], float)


def _z(values: Scores) -> Scores:
    spread = values.std()
    return np.asarray((values - values.mean()) / spread if spread > 1e-9 else np.zeros(len(values)), np.float64)
