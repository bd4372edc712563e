"""Punctuation, casing and fillers of words that have none, by our own small tagger or a model the user names.

    tagger = load_tagger()
    tags = tagger.tag(["so", "um", "what", "is", "a", "tensor"])
    tags.stop > tagger.sentence_end     # where sentences end

`load_tagger` is all a stage needs; torch is imported only when it is called.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from lecturebook.clean.punctuate.tags import Tags, WordTagger

if TYPE_CHECKING:
    from lecturebook.weights import Dtype

__all__ = ["Tags", "WordTagger", "load_tagger"]


def load_tagger(
    model: str = "",
    labels: Mapping[str, str] | None = None,
    piece: Literal["first", "last"] = "last",
    dtype: Dtype = "auto",
) -> WordTagger:
    """The tagger that comes with lecturebook, or `model`: the folder or Hugging Face name of a token classifier.

    `labels` maps the labels of `model` to marks where they are no marks themselves (``{"LABEL_0": "O", "LABEL_1":
    ","}``), `piece` says which piece of a word it labels. `dtype` ``auto`` is bfloat16 where the processor multiplies
    it in hardware, else float32. Only a name given by the user is ever looked up on a hub. Our own is loaded once a
    process. Raises `ModelError`.
    """
    if not model:
        return _own(dtype)
    from lecturebook.clean.punctuate.adapter import named_tagger

    return named_tagger(model, labels, piece, dtype)


@functools.lru_cache(maxsize=2)
def _own(dtype: Dtype) -> WordTagger:
    from lecturebook.clean.punctuate.tagger import own_tagger

    return own_tagger(dtype=dtype)
