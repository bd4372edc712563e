"""Any Hugging Face token-classification model as a tagger, with a map from its labels to ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from transformers import AutoModelForTokenClassification, AutoTokenizer

from lecturebook.clean.punctuate.tags import STRIDE, WINDOW, Floats, Span, Tags, read_words
from lecturebook.embed import specials
from lecturebook.errors import ModelError
from lecturebook.weights import Dtype, loading, precision, refuse_pickles

Piece = Literal["first", "last"]

_MARKS = {"": 0, ",": 1, ":": 1, "-": 0, "—": 1, "–": 1, ".": 2, ";": 2, "!": 2, "…": 2, "?": 3, "'": 0, "0": 0, "_": 0}
_MARK_NAMES = {
    **dict.fromkeys(("o", "none", "null", "empty", "space"), 0),
    **dict.fromkeys(("comma", "colon", "dash"), 1),
    **dict.fromkeys(("period", "fullstop", "full_stop", "semicolon", "exclamation", "exclamation_mark", "dot"), 2),
    **dict.fromkeys(("question", "question_mark", "questionmark"), 3),
}
_CASES = {"lower": 0, "o": 0, "l": 0, "upper": 1, "u": 1, "capital": 1, "title": 1, "UPPER": 2, "caps": 2, "allcaps": 2}
_CASED = re.compile(
    r"(?P<mark>[OL.,!?:;'…-])(?P<case>[OUL])|(?P<word>lower|Upper|UPPER|upper|Capital)[ _]?(?P<after>\W?)_?"
)


def read_label(label: str) -> tuple[int, int] | None:
    """Index of punctuation and of casing (see `Tags`) that `label` stands for; None where it says neither.

    Known are marks (``.``, ``0`` for none), their names (``COMMA``, ``B-PERIOD``), marks with a casing behind them
    (``.U``, ``OO``) and casings with a mark behind them (``Upper.``, ``lower_``).

    >>> read_label("?"), read_label("I-COMMA"), read_label(".U"), read_label("UPPER_"), read_label("NOUN")
    ((3, 0), (1, 0), (2, 1), (0, 2), None)
    """
    bare = re.sub(r"^[BI]-", "", label.strip())
    if bare in _MARKS:
        return _MARKS[bare], 0
    if bare.lower() in _MARK_NAMES:
        return _MARK_NAMES[bare.lower()], 0
    match = _CASED.fullmatch(bare)
    if match and match["case"]:
        return _MARKS.get(match["mark"], 0), _CASES[match["case"].lower()]
    if match and match["after"] in _MARKS:
        return _MARKS[match["after"]], _CASES.get(match["word"], _CASES[match["word"].lower()])
    return None


@dataclass(frozen=True, slots=True)
class NamedTagger:
    """A token-classification model that tells punctuation, maybe casing, but no fillers; see `named_tagger`.

    `marks` and `cases` give, for each label of the model, the index of its punctuation and casing. `piece` says
    which piece of a word carries its label.
    """

    model: Any
    tokenizer: Any
    marks: Sequence[int]
    cases: Sequence[int]
    piece: Piece
    window: int
    sentence_end: float = 0.5

    def tag(self, words: Sequence[str]) -> Tags:
        """The tags of the words of one lecture; see `WordTagger`. Without casing labels every word is lower."""
        stride = max(1, self.window * STRIDE // WINDOW)
        with torch.inference_mode():
            return read_words(words, self._split, self._read, self.window, stride)

    def _split(self, texts: list[str]) -> list[list[int]]:
        most, unknown = max(1, self.window // 8), [self.tokenizer.unk_token_id or 0]
        encoded = self.tokenizer(texts, is_split_into_words=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in texts]
        for word, piece in zip(encoded.word_ids(), encoded["input_ids"], strict=True):
            if word is not None:
                pieces[word].append(piece)
        return [ids[:most] or unknown for ids in pieces]

    def _read(self, pieces: list[list[int]], spans: Sequence[Span]) -> list[tuple[Floats, Floats, Floats]]:
        first, last = specials(self.tokenizer)
        rows = [[*first, *(piece for ids in pieces[a:b] for piece in ids), *last] for a, b in spans]
        longest = max(map(len, rows))
        ids = torch.full((len(rows), longest), self.tokenizer.pad_token_id or 0, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for n, row in enumerate(rows):
            ids[n, : len(row)], mask[n, : len(row)] = torch.tensor(row), 1
        shares = self.model(input_ids=ids, attention_mask=mask).logits.float().softmax(-1).numpy()
        made = []
        for n, (a, b) in enumerate(spans):
            ends = np.cumsum([len(first), *(len(one) for one in pieces[a:b])])
            of_words = shares[n, ends[:-1] if self.piece == "first" else ends[1:] - 1]
            made.append(
                (_summed(of_words, self.marks, 4), _summed(of_words, self.cases, 3), np.zeros(b - a, np.float32))
            )
        return made


def _summed(shares: Floats, classes: Sequence[int], count: int) -> Floats:
    """Probabilities of `count` classes ``(n, count)`` from those of labels ``(n, labels)``."""
    made = np.zeros((len(shares), count), np.float32)
    for label, index in enumerate(classes):
        made[:, index] += shares[:, label]
    return made


def named_tagger(
    name: str, labels: Mapping[str, str] | None = None, piece: Piece = "last", dtype: Dtype = "auto"
) -> NamedTagger:
    """The token-classification model `name` (a folder or a Hugging Face name) as a tagger.

    `labels` maps each label of the model to one that `read_label` knows; without it the model's own labels are
    read. Raises `ModelError` where it cannot be loaded, has no safetensors weights or has labels that say nothing.
    """
    model, tokenizer = _load(name, dtype)
    names = [str(model.config.id2label[n]) for n in range(int(model.config.num_labels))]
    meant = [read_label((labels or {}).get(label, label)) for label in names]
    unknown = [label for label, meaning in zip(names, meant, strict=True) if meaning is None]
    known = [meaning for meaning in meant if meaning is not None]
    if unknown:
        raise ModelError(
            name, f"labels {', '.join(unknown)} say no punctuation; accepted: a map to , . ? O, maybe with U"
        )
    if not any(mark >= 2 for mark, _ in known):
        raise ModelError(name, f"none of the labels {', '.join(names)} ends a sentence")
    longest = min(int(tokenizer.model_max_length), int(getattr(model.config, "max_position_embeddings", 512)) - 2, 256)
    window = max(8, longest - sum(map(len, specials(tokenizer))))
    return NamedTagger(model, tokenizer, [mark for mark, _ in known], [case for _, case in known], piece, window)


def _load(name: str, dtype: Dtype) -> tuple[Any, Any]:
    refuse_pickles(Path(name), name)
    with loading(name):
        model = AutoModelForTokenClassification.from_pretrained(
            name, use_safetensors=True, trust_remote_code=False, dtype=getattr(torch, precision(dtype))
        )
        # byte-pair tokenizers take a word without a space before it for the end of one; others do not mind
        tokenizer: Any = AutoTokenizer.from_pretrained(name, trust_remote_code=False, add_prefix_space=True)
    if not tokenizer.is_fast:
        raise ModelError(name, "has no fast tokenizer, so its pieces cannot be laid beside the words")
    return model.eval(), tokenizer
