"""What a tagger says of words, and the windows in which it reads them. Nothing here needs torch."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Span = tuple[int, int]
# texts in, the pieces of each out (at least one each)
Split = Callable[[list[str]], list[list[int]]]
# the pieces of all words and some spans of words in; for each span punctuation (n, 4), casing (n, 3), filler (n,) out
Read = Callable[[list[list[int]], Sequence[Span]], list[tuple[Floats, Floats, Floats]]]

# pieces in a window without special ones, and by how many windows advance: every word but the first and last of a
# lecture stands at least an eighth of a window from both edges of one
WINDOW, STRIDE = 254, 190
# batches are cut by position, never by what is free: batch size changes the last digits
_WINDOWS_A_BATCH = 8
_ROUND_WORD = "\"'“”‘’«»()[]{}<>*_`~#.,:;!?…-–—"
# a fast tokenizer used by two threads at once fails ("Already borrowed"), and the network takes every core anyway
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Tags:
    """What was found for each of n words, as probabilities (float32); the rows of a matrix sum to 1.

    `punctuation` ``(n, 4)``: nothing, comma, period, question mark after the word. `casing` ``(n, 3)``: lower,
    Capital, UPPER; the first word of a sentence is a capital by rule, not by this. `filler` ``(n,)``: that the word is
    a filler, a repeat or a false start. A word without a letter or digit is (1, 0, 0, 0), (1, 0, 0) and 0.
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


class WordTagger(Protocol):
    """What tags words: the tagger that comes with lecturebook, or a model named by the user."""

    @property
    def sentence_end(self) -> float:
        """Above this `Tags.stop` a sentence ends: the threshold with the best F1 on held-out text."""
        ...

    def tag(self, words: Sequence[str]) -> Tags:
        """The tags of the words of one lecture, in their order: as many rows as words, whatever they are."""
        ...


def heard(word: str) -> str:
    """`word` as taggers are trained to see it: lower case, no punctuation round it; empty if nothing is left.

    >>> heard("“Don’t,"), heard("GPT-2."), heard("—")
    ("don't", 'gpt-2', '')
    """
    bare = word.replace("’", "'").strip(_ROUND_WORD).lower()
    return bare if any(char.isalnum() for char in bare) else ""


def windows(sizes: Sequence[int], length: int = WINDOW, stride: int = STRIDE) -> list[Span]:
    """Half-open spans of words of at most `length` pieces that cover all words; `sizes` has the pieces of each word.

    A window begins `stride` pieces after the one before it, at the word that stands there.

    >>> windows([1] * 10, length=4, stride=3)
    [(0, 4), (3, 7), (6, 10)]
    """
    reach = _reach(sizes)
    made, start = [], 0
    while start < len(sizes):
        end = max(_place(reach, reach[start] + length), start + 1)
        made.append((start, end))
        if end >= len(sizes):
            break
        start = min(max(_place(reach, reach[start] + stride), start + 1), end)
    return made


def owners(sizes: Sequence[int], spans: Sequence[Span]) -> npt.NDArray[np.int64]:
    """For each word the index of the span in which it stands farthest from an edge, in pieces; the first of equals.

    >>> owners([1] * 10, [(0, 4), (3, 7), (6, 10)]).tolist()
    [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]
    """
    reach = _reach(sizes)
    owner, best = np.zeros(len(sizes), np.int64), np.full(len(sizes), -1, np.int64)
    for n, (start, end) in enumerate(spans):
        # the edges of the whole text are no edges: nothing is missing there
        left = reach[start:end] - reach[start] if start else np.full(end - start, reach[-1])
        right = reach[end] - reach[start + 1 : end + 1] if end < len(sizes) else np.full(end - start, reach[-1])
        distance = np.minimum(left, right)
        better = distance > best[start:end]
        owner[start:end][better] = n
        best[start:end][better] = distance[better]
    return owner


def read_words(words: Sequence[str], split: Split, read: Read, length: int = WINDOW, stride: int = STRIDE) -> Tags:
    """The tags of `words`, read in overlapping windows, each word where it stands most central.

    Windows and batches follow from the words alone, so the same words get the same tags each time.
    """
    tags = Tags(_certain(len(words), 4), _certain(len(words), 3), np.zeros(len(words), np.float32))
    texts = [heard(word) for word in words]
    places = np.array([n for n, text in enumerate(texts) if text], np.int64)
    if not len(places):
        return tags
    with _ONE_AT_A_TIME:
        pieces = split([texts[n] for n in places])
        sizes = [len(ids) for ids in pieces]
        spans = windows(sizes, length, stride)
        owner = owners(sizes, spans)
        for start in range(0, len(spans), _WINDOWS_A_BATCH):
            batch = spans[start : start + _WINDOWS_A_BATCH]
            for n, ((low, high), found) in enumerate(zip(batch, read(pieces, batch), strict=True), start):
                mine = owner[low:high] == n
                at = places[low:high][mine]
                tags.punctuation[at], tags.casing[at], tags.filler[at] = (part[mine] for part in found)
    return tags


def _reach(sizes: Sequence[int]) -> npt.NDArray[np.int64]:
    """The number of pieces before each word, and of all; ``(words + 1,)``."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.asarray(sizes, np.int64))])


def _place(reach: npt.NDArray[np.int64], pieces: int) -> int:
    """The last word (or the end) that has at most `pieces` before it."""
    return int(np.searchsorted(reach, pieces, side="right")) - 1


def _certain(count: int, classes: int) -> Floats:
    made = np.zeros((count, classes), np.float32)
    made[:, 0] = 1
    return made
