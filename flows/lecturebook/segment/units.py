"""The small pieces that the encoder's vectors are pooled over: about ten words each, inside one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lecturebook.embed import Vectors, unit_rows
from lecturebook.model import Passage

# words: the size of the caption cues that the penalty of a boundary was fitted on
_UNIT = 10


def units_of(sentences: Sequence[Passage]) -> list[tuple[int, int]]:
    """Half-open word spans that tile the sentences, each sentence cut evenly into pieces of about ten words."""
    spans: list[tuple[int, int]] = []
    for sentence in sentences:
        count = sentence.last - sentence.first
        pieces = max(1, round(count / _UNIT))
        edges = [sentence.first + count * piece // pieces for piece in range(pieces + 1)]
        spans += pairwise(edges)
    return spans


def sentence_starts(sentences: Sequence[Passage], units: Sequence[tuple[int, int]]) -> list[int]:
    """For each sentence the index of its first unit."""
    unit_at = {first: n for n, (first, _) in enumerate(units)}
    return [unit_at[sentence.first] for sentence in sentences]


def sentence_vectors(sentences: Sequence[Passage], units: Sequence[tuple[int, int]], vectors: Vectors) -> Vectors:
    """One unit-length row for each sentence: the mean of its units, weighted by words; ``(sentences, dimension)``."""
    if not sentences:
        return vectors[:0]
    weights = np.array([last - first for first, last in units], np.float32)
    return unit_rows(np.add.reduceat(vectors * weights[:, None], sentence_starts(sentences, units), axis=0))
