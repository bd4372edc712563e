"""A stand-in for the sentence encoder that needs no torch: a hashed bag of stems."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lecturebook.embed import Vectors, unit_rows
from lecturebook.language import bare, stem


@dataclass(frozen=True, slots=True)
class FakeEncoder:
    """What `lecturebook.embed.Encoder` offers; texts that share stems are near each other, nothing else is known."""

    name: str = "fake"
    sha256: str = "0" * 64
    dtype: str = "float32"
    device: str = "cpu"
    dimension: int = 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each of `texts`; zeros for one without a word."""
        return self._bags([text.split() for text in texts])

    def encode_spans(self, words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        """One row of length 1 for each half-open span of `words`."""
        return self._bags([words[first:last] for first, last in spans])

    def _bags(self, texts: Sequence[Sequence[str]]) -> Vectors:
        bags = np.zeros((len(texts), self.dimension), np.float32)
        for row, words in zip(bags, texts, strict=True):
            for word in words:
                plain = bare(word)
                # words of three letters are mostly "the" and "you": they would make all texts alike
                row[zlib.crc32(stem(plain).encode()) % self.dimension] += 1.0 if len(plain) > 3 else 0.1
        return unit_rows(bags)
