"""The small pieces that the encoder's vectors are pooled over: about ten words each, inside one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lecturebook.embed import Encoder, Vectors, unit_rows
from lecturebook.model import Passage, Speech

# words: the size of the caption cues that the penalty of a boundary was fitted on
_UNIT = 10


@dataclass(frozen=True, slots=True)
class Embedded:
    """A cleaned lecture in its language, with a row of length 1 for each of its units and for each of its sentences.

    `units` are half-open word spans that tile the sentences.
    """

    speech: Speech
    language: str
    encoder: Encoder
    units: list[tuple[int, int]]
    unit_vectors: Vectors
    vectors: Vectors

    def words_of(self, first: int, last: int) -> tuple[int, int]:
        """The half-open words of the sentences ``[first, last)``."""
        return self.speech.sentences[first].first, self.speech.sentences[last - 1].last


def embed_speech(speech: Speech, language: str, encoder: Encoder) -> Embedded:
    """`speech` with its vectors: the one pass of the encoder over a lecture."""
    units = units_of(speech.sentences)
    unit_vectors = encoder.encode_spans([word.text for word in speech.words], units)
    vectors = sentence_vectors(speech.sentences, units, unit_vectors)
    return Embedded(speech, language, encoder, units, unit_vectors, vectors)


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
