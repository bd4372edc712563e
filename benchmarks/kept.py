"""The encoder and the tagger with a memory on disk: what was computed once is read the next time.

For benchmarks that are run again and again while only what comes after the models changes. Plain arrays, by the digest
of what went in and of the weights.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lecturebook.clean.punctuate import Tags, WordTagger
from lecturebook.embed import Encoder, Vectors


@dataclass(frozen=True, slots=True)
class KeptEncoder(Encoder):
    """An encoder that keeps its vectors in `folder`."""

    folder: Path = Path()

    @classmethod
    def of(cls, encoder: Encoder, folder: Path) -> KeptEncoder:
        """`encoder` with a memory in `folder`, which is made where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(encoder.name, encoder.sha256, encoder.dtype, encoder.device, encoder.model, folder)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`."""
        file = self.folder / f"{_digest(self.sha256, self.dtype, 'texts', *texts)}.npy"
        if not file.exists():
            np.save(file, Encoder.encode(self, texts))
        return np.asarray(np.load(file, allow_pickle=False))

    def encode_spans(self, words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        """As `Encoder.encode_spans`."""
        file = self.folder / f"{_digest(self.sha256, self.dtype, 'spans', *words, repr(list(spans)))}.npy"
        if not file.exists():
            np.save(file, Encoder.encode_spans(self, words, spans))
        return np.asarray(np.load(file, allow_pickle=False))


@dataclass(frozen=True, slots=True)
class KeptTagger:
    """A tagger that keeps its tags in `folder`; `name` tells it from others."""

    tagger: WordTagger
    name: str
    folder: Path

    @property
    def sentence_end(self) -> float:
        """As that of the tagger."""
        return self.tagger.sentence_end

    def tag(self, words: Sequence[str]) -> Tags:
        """As `WordTagger.tag`."""
        file = self.folder / f"{_digest(self.name, 'tags', *words)}.npz"
        if not file.exists():
            tags = self.tagger.tag(words)
            np.savez(file, punctuation=tags.punctuation, casing=tags.casing, filler=tags.filler)
        with np.load(file, allow_pickle=False) as kept:
            return Tags(kept["punctuation"], kept["casing"], kept["filler"])


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "backslashreplace")).hexdigest()
