"""Text files as int32 arrays, and windows of pieces cut from them.

A folder of arrays holds ``vocabulary.json`` (every word that occurs) and one ``NAME.npz`` per text file: ``words``
(index into the vocabulary), ``labels`` (columns punctuation, casing, filler) and, per document, ``starts`` (its first
word) and ``parts`` (0 train, 1 dev, 2 test).
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from training.labels import IGNORED, Word, documents, part, words_of
from training.noise import noised

Ints = npt.NDArray[np.int32]
PARTS = ("train", "dev", "test")
LENGTHS = (96, 128, 160, 192, 224, 256)
_SPECIALS = 2


def pack(files: Sequence[Path], folder: Path) -> dict[str, int]:
    """Write the arrays of punctuated text `files` (``.txt``, also ``.xz``) to `folder`; the words of each."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary: dict[str, int] = {}
    counts = {}
    for file in files:
        name = file.name.split(".")[0]
        words, labels, starts, parts = [], [], [], []
        with (lzma.open if file.suffix == ".xz" else open)(file, "rt", encoding="utf-8") as lines:
            for document, paragraphs in documents(lines):
                starts.append(len(words))
                parts.append(PARTS.index(part(document)))
                for paragraph in paragraphs:
                    for word in words_of(paragraph):
                        words.append(vocabulary.setdefault(word.text, len(vocabulary)))
                        labels.append(word[1:])
        np.savez(
            folder / f"{name}.npz",
            words=np.array(words, np.int32),
            labels=np.array(labels, np.int32).reshape(-1, 3),
            starts=np.array(starts, np.int32),
            parts=np.array(parts, np.int32),
        )
        counts[name] = len(words)
    (folder / "vocabulary.json").write_text(json.dumps(list(vocabulary), ensure_ascii=False), encoding="utf-8")
    return counts


@dataclass
class Corpus:
    """The arrays of a folder, with the pieces of each word of the vocabulary."""

    folder: Path
    tokenizer: Any
    vocabulary: list[str] = field(init=False)
    _pieces: dict[str, list[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.vocabulary = json.loads((self.folder / "vocabulary.json").read_text(encoding="utf-8"))
        encoded = self.tokenizer(self.vocabulary, add_special_tokens=False, return_attention_mask=False)["input_ids"]
        unknown = [self.tokenizer.unk_token_id]
        self._pieces = {word: ids or unknown for word, ids in zip(self.vocabulary, encoded, strict=True)}

    def pieces(self, word: str) -> list[int]:
        """The word pieces of `word`."""
        if word not in self._pieces:
            found = self.tokenizer(word, add_special_tokens=False)["input_ids"]
            self._pieces[word] = found or [self.tokenizer.unk_token_id]
        return self._pieces[word]

    def documents(self, source: str, which: str) -> Iterator[list[Word]]:
        """The labelled words of each document of `source` in the part `which`."""
        with np.load(self.folder / f"{source}.npz", allow_pickle=False) as arrays:
            words, labels, starts, parts = (arrays[name] for name in ("words", "labels", "starts", "parts"))
        ends = [*starts[1:], len(words)]
        for start, end, of in zip(starts, ends, parts, strict=True):
            if PARTS[of] == which:
                yield [
                    Word(self.vocabulary[word], *label)
                    for word, label in zip(words[start:end].tolist(), labels[start:end].tolist(), strict=True)
                ]


@dataclass
class Batch:
    """Windows of one length: ids and mask ``(B, L)``; word places and labels ``(B, W)``, labels ``(B, W, 3)``.

    `first` holds the place of each word's first piece, `following` that of the next word's (the end mark after the
    last word). Places beyond a window's words are 0 and their labels `IGNORED`.
    """

    ids: Ints
    mask: Ints
    first: Ints
    following: Ints
    labels: Ints

    @property
    def tokens(self) -> int:
        return int(self.mask.sum())


def batch_of(windows: Sequence[Sequence[Word]], corpus: Corpus, length: int) -> Batch:
    """`windows` as arrays; words that do not fit into `length` pieces are left out."""
    rows = [_row(words, corpus, length) for words in windows]
    longest, most = max(len(ids) for ids, _ in rows), max(len(places) for _, places in rows) - 1
    batch = Batch(
        np.zeros((len(rows), longest), np.int32),
        np.zeros((len(rows), longest), np.int32),
        np.zeros((len(rows), most), np.int32),
        np.zeros((len(rows), most), np.int32),
        np.full((len(rows), most, 3), IGNORED, np.int32),
    )
    for n, ((ids, places), words) in enumerate(zip(rows, windows, strict=True)):
        count = len(places) - 1
        batch.ids[n, : len(ids)], batch.mask[n, : len(ids)] = ids, 1
        batch.first[n, :count], batch.following[n, :count] = places[:-1], places[1:]
        batch.labels[n, :count] = [word[1:] for word in words[:count]]
    return batch


def _row(words: Sequence[Word], corpus: Corpus, length: int) -> tuple[list[int], list[int]]:
    """Ids of one window and the place of each word's first piece, with that of the end mark."""
    ids, places = [corpus.tokenizer.cls_token_id], []
    for word in words:
        pieces = corpus.pieces(word.text)
        if places and len(ids) + len(pieces) + 1 > length:
            break
        places.append(len(ids))
        ids += pieces[: length - _SPECIALS]
    return [*ids, corpus.tokenizer.sep_token_id], [*places, len(ids)]


class Stream:
    """Training windows of one source without end: each pass cuts the documents anew, at random words.

    The order follows from `seed` alone; ``take(length)`` is a window of about `length` pieces.
    """

    def __init__(self, corpus: Corpus, source: str, seed: int) -> None:
        self.texts = list(corpus.documents(source, "train"))
        self.sizes = [np.array([len(corpus.pieces(word.text)) for word in text], np.int32) for text in self.texts]
        self.draw = random.Random(f"{seed} {source}")
        self.waiting: dict[int, list[tuple[int, int, int]]] = {length: [] for length in LENGTHS}

    def take(self, length: int) -> list[Word]:
        """The next window of about `length` pieces."""
        while not self.waiting[length]:
            self._cut()
        text, start, end = self.waiting[length].pop()
        return self.texts[text][start:end]

    def _cut(self) -> None:
        for text, sizes in enumerate(self.sizes):
            reach = np.concatenate([[0], np.cumsum(sizes)])
            # the first window of a text begins at its first word in half the passes
            start = 0 if self.draw.random() < 0.5 else min(self.draw.randrange(100), max(0, len(sizes) - 1))
            while start < len(sizes) - 5:
                length = self.draw.choice(LENGTHS)
                end = int(np.searchsorted(reach, reach[start] + length - _SPECIALS, side="right")) - 1
                end = max(end, start + 1)
                self.waiting[length].append((text, start, end))
                start = end
        for windows in self.waiting.values():
            self.draw.shuffle(windows)


def batches(corpus: Corpus, weights: dict[str, float], tokens: int, seed: int, noise: float = 0.5) -> Iterator[Batch]:
    """Training batches of about `tokens` pieces, without end; sources drawn by `weights`, a share `noise` noised."""
    streams = {source: Stream(corpus, source, seed) for source in weights}
    draw = random.Random(seed)
    # wrong words are drawn as often as they occur
    others = [word.text for stream in streams.values() for text in stream.texts[:20] for word in text[:2000]]
    while True:
        length = draw.choice(LENGTHS)
        windows = []
        for source in draw.choices(list(weights), list(weights.values()), k=max(1, tokens // length)):
            window = streams[source].take(length)
            windows.append(noised(window, draw, others) if draw.random() < noise else window)
        yield batch_of(windows, corpus, length)
