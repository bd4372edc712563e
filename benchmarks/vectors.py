"""An encoder whose vectors stay on disk: what a benchmark runs again and again is encoded once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lecturebook.embed import Encoder, Vectors


@dataclass(frozen=True, slots=True)
class CachedEncoder:
    """What stages use of an `Encoder`, each answer kept in `folder` under the digest of the question; None: nowhere."""

    encoder: Encoder
    folder: Path | None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`."""
        return self._kept(["texts", list(texts)], lambda: self.encoder.encode(texts))

    def encode_spans(self, words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        """As `Encoder.encode_spans`."""
        return self._kept(["spans", list(words), list(spans)], lambda: self.encoder.encode_spans(words, spans))

    def _kept(self, question: list[object], make: Callable[[], Vectors]) -> Vectors:
        if self.folder is None:
            return make()
        asked = json.dumps([self.encoder.sha256, self.encoder.dtype, question])
        file = self.folder / f"{hashlib.sha256(asked.encode()).hexdigest()}.npy"
        if file.is_file():
            kept: Vectors = np.load(file, allow_pickle=False)
            return kept
        self.folder.mkdir(parents=True, exist_ok=True)
        made = make()
        np.save(file, made)
        return made
