"""The tagger that comes with lecturebook: its network, the file with what it learnt, and how it reads a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoTokenizer

from lecturebook.clean.punctuate.network import Network, base_network
from lecturebook.clean.punctuate.tags import Floats, Span, Tags, read_words
from lecturebook.clean.punctuate.weights import read_cut, rebuild
from lecturebook.weights import Dtype, default_folder, precision

MODEL_FOLDER = Path(__file__).parent.parent / "model"
# a word of more pieces is no word (a link, say): its first ones do
_MOST_PIECES = 24


@dataclass(frozen=True, slots=True)
class Tagger:
    """The network with its tokenizer; make one with `own_tagger`. `tilt` is added to the punctuation logits."""

    network: Network
    tokenizer: Any
    tilt: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    sentence_end: float = 0.5

    def tag(self, words: Sequence[str]) -> Tags:
        """The tags of the words of one lecture; see `WordTagger`."""
        with torch.inference_mode():
            return read_words(words, self._split, self._read)

    def _split(self, texts: list[str]) -> list[list[int]]:
        encoded = self.tokenizer(texts, add_special_tokens=False, return_attention_mask=False)["input_ids"]
        unknown = [self.tokenizer.unk_token_id]
        return [ids[:_MOST_PIECES] or unknown for ids in encoded]

    def _read(self, pieces: list[list[int]], spans: Sequence[Span]) -> list[tuple[Floats, Floats, Floats]]:
        rows = [
            [self.tokenizer.cls_token_id, *(piece for ids in pieces[a:b] for piece in ids), self.tokenizer.sep_token_id]
            for a, b in spans
        ]
        longest, most = max(map(len, rows)), max(b - a for a, b in spans)
        ids, mask = (torch.zeros((len(rows), longest), dtype=torch.long) for _ in range(2))
        first, following = (torch.zeros((len(rows), most), dtype=torch.long) for _ in range(2))
        for n, (row, (a, b)) in enumerate(zip(rows, spans, strict=True)):
            places = torch.from_numpy(np.cumsum([1, *(len(one) for one in pieces[a:b])]))
            ids[n, : len(row)], mask[n, : len(row)] = torch.tensor(row), 1
            first[n, : b - a], following[n, : b - a] = places[:-1], places[1:]
        logits = [part.float() for part in self.network(ids, None if bool(mask.all()) else mask, first, following)]
        logits[0] += torch.tensor(self.tilt)
        marks, casing, filler = (part.softmax(-1).numpy() for part in logits)
        return [(marks[n, : b - a], casing[n, : b - a], filler[n, : b - a, 1]) for n, (a, b) in enumerate(spans)]


def own_tagger(file: Path | None = None, dtype: Dtype = "auto") -> Tagger:
    """The tagger of weight `file` (None: the one that comes with lecturebook) on all-MiniLM-L6-v2.

    `dtype` ``auto`` is bfloat16 where the processor multiplies it in hardware, else float32. Raises `ModelError`
    where the encoder is not the pinned one or the file does not fit it.
    """
    folder = default_folder()
    network = base_network(folder)
    cut = read_cut(file or next(MODEL_FOLDER.glob("*.safetensors")))
    rebuild(network, cut)
    tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    return Tagger(network.to(getattr(torch, precision(dtype))), tokenizer, cut.tilt, cut.sentence_end)
