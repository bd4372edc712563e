"""Tags for a list of words: what stands after each, how it is cased, whether it is a filler."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from lecturebook.clean.punctuate.network import Network

Floats = npt.NDArray[np.float32]

# pieces in a window with its two special ones, and by how many of them windows advance: every word but the first and
# last of a lecture stands at least an eighth of a window from both edges of one
WINDOW, STRIDE = 256, 190
_SPECIALS = 2
# a word of more pieces is no word (a link, say): its first ones do
_MOST_PIECES = 24
# batches are cut by position, never by what is free: batch size changes the last digits
_WINDOWS_A_BATCH = 8
_ROUND_WORD = "\"'“”‘’«»()[]{}<>*_`~#.,:;!?…-–—"
# a fast tokenizer used by two threads at once fails ("Already borrowed"), and the network takes every core anyway
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Tags:
    """What was found for each of n words, as probabilities (float32), one row a word, rows that sum to 1.

    `punctuation` ``(n, 4)``: nothing, comma, period, question mark after the word. `casing` ``(n, 3)``: lower,
    Capital, UPPER; the first word of a sentence is a capital by rule, not by this. `filler` ``(n,)``: that the word is
    a filler, a repeat or a false start. A word without a letter or digit is (1, 0, 0, 0), (1, 0, 0), 0.
    """

    punctuation: Floats
    casing: Floats
    filler: Floats

    def __len__(self) -> int:
        return len(self.filler)

    @property
    def stop(self) -> Floats:
        """The probability that a sentence ends after each word; ``(n,)``."""
        return self.punctuation[:, 2] + self.punctuation[:, 3]


def heard(word: str) -> str:
    """`word` as the tagger was trained to see it: lower case, no punctuation round it; empty if nothing is left."""
    bare = word.replace("’", "'").strip(_ROUND_WORD).lower()
    return bare if any(char.isalnum() for char in bare) else ""


def windows(sizes: Sequence[int], length: int = WINDOW - _SPECIALS, stride: int = STRIDE) -> list[tuple[int, int]]:
    """Half-open spans of words of at most `length` pieces that cover all words; `sizes` has the pieces of each.

    A window begins `stride` pieces after the one before it, at the word that crosses there.
    """
    reach = np.concatenate([[0], np.cumsum(np.asarray(sizes, np.int64))])
    made, start = [], 0
    while start < len(sizes):
        end = max(int(np.searchsorted(reach, reach[start] + length, side="right")) - 1, start + 1)
        made.append((start, end))
        if end >= len(sizes):
            break
        start = min(max(int(np.searchsorted(reach, reach[start] + stride, side="right")) - 1, start + 1), end)
    return made


def owners(sizes: Sequence[int], spans: Sequence[tuple[int, int]]) -> npt.NDArray[np.int64]:
    """For each word the window in which it stands farthest from an edge, in pieces; the earlier of equals."""
    reach = np.concatenate([[0], np.cumsum(np.asarray(sizes, np.int64))])
    owner = np.zeros(len(sizes), np.int64)
    best = np.full(len(sizes), -1, np.int64)
    for n, (start, end) in enumerate(spans):
        # the edges of the whole text are no edges: nothing is missing there
        left = reach[start:end] - reach[start] if start else np.full(end - start, reach[-1])
        right = reach[end] - reach[start + 1 : end + 1] if end < len(sizes) else np.full(end - start, reach[-1])
        distance = np.minimum(left, right)
        better = distance > best[start:end]
        owner[start:end][better] = n
        best[start:end][better] = distance[better]
    return owner


@dataclass(frozen=True, slots=True)
class Tagger:
    """The network with its tokenizer; `load_tagger` makes one. `dtype` is what it computes in."""

    network: Network
    tokenizer: Any
    dtype: torch.dtype = torch.float32

    def tag(self, words: Sequence[str]) -> Tags:
        """The tags of the words of one lecture, in their order: as many rows as words, whatever they are.

        The words are read in overlapping windows cut by position alone, each where it stands most central, so the
        same words get the same tags each time.
        """
        tags = Tags(_rows(len(words), 4), _rows(len(words), 3), np.zeros(len(words), np.float32))
        texts = [heard(word) for word in words]
        places = np.array([n for n, text in enumerate(texts) if text], np.int64)
        if not len(places):
            return tags
        with _ONE_AT_A_TIME, torch.inference_mode():
            pieces = self._pieces([texts[n] for n in places])
            sizes = [len(ids) for ids in pieces]
            spans = windows(sizes)
            owner = owners(sizes, spans)
            for start in range(0, len(spans), _WINDOWS_A_BATCH):
                batch = spans[start : start + _WINDOWS_A_BATCH]
                for n, ((low, high), found) in enumerate(zip(batch, self._forward(pieces, batch), strict=True), start):
                    mine = owner[low:high] == n
                    at = places[low:high][mine]
                    tags.punctuation[at], tags.casing[at] = found[0][mine], found[1][mine]
                    tags.filler[at] = found[2][mine, 1]
        return tags

    def _pieces(self, texts: list[str]) -> list[list[int]]:
        encoded = self.tokenizer(texts, add_special_tokens=False, return_attention_mask=False)["input_ids"]
        unknown = [self.tokenizer.unk_token_id]
        return [ids[:_MOST_PIECES] or unknown for ids in encoded]

    def _forward(self, pieces: list[list[int]], spans: Sequence[tuple[int, int]]) -> list[list[Floats]]:
        """Probabilities of punctuation, casing and filler for the words of each span."""
        rows = [[self.tokenizer.cls_token_id, *sum(pieces[a:b], []), self.tokenizer.sep_token_id] for a, b in spans]
        longest, most = max(map(len, rows)), max(b - a for a, b in spans)
        ids, mask = (torch.zeros((len(rows), longest), dtype=torch.long) for _ in range(2))
        first, following = (torch.zeros((len(rows), most), dtype=torch.long) for _ in range(2))
        for n, (row, (a, b)) in enumerate(zip(rows, spans, strict=True)):
            at = np.concatenate([[1], 1 + np.cumsum([len(one) for one in pieces[a:b]])])
            ids[n, : len(row)], mask[n, : len(row)] = torch.tensor(row), 1
            first[n, : b - a], following[n, : b - a] = torch.from_numpy(at[:-1]), torch.from_numpy(at[1:])
        logits = self.network(ids, mask, first, following)
        shares = [part.float().softmax(-1).numpy() for part in logits]
        return [[part[n, : b - a] for part in shares] for n, (a, b) in enumerate(spans)]


def _rows(count: int, classes: int) -> Floats:
    made = np.zeros((count, classes), np.float32)
    made[:, 0] = 1
    return made
