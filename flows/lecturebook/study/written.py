"""What a model wrote, held against what was said: a sentence stays with the quotes that support it, or goes.

A quote supports a sentence where their vectors are near; the words of the sentence have to stand in its quotes, half of
them at least, and every number. That keeps out what was invented, not what is said with a twist: pages show such
sentences apart, as written by a model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from lecturebook.embed import Encode, Vectors
from lecturebook.language import content
from lecturebook.model import Passage, Written

# cosine of a sentence and a quote that supports it, how many quotes there are, and the share of words they must have
_NEAR, _MOST_QUOTES, _SHARE = 0.5, 3, 0.5
# sentences of an abstract, and words of one
_MOST, _SHORTEST, _LONGEST = 4, 5, 45
_END = re.compile(r"(?<=[.!?])\s+")


def supported(text: str, sentences: Sequence[Passage], vectors: Vectors, encode: Encode) -> tuple[Written, ...]:
    """The sentences of `text` that `sentences` support, each with those that do, in the order of the text.

    `vectors` are the rows of `sentences`, ``(sentences, dimension)``.
    """
    parts = [" ".join(part.split()) for part in _END.split(text.strip())]
    fits = [part for part in dict.fromkeys(parts) if _SHORTEST <= len(part.split()) <= _LONGEST][:_MOST]
    if not fits or not sentences:
        return ()
    written = (_supported(part, row, sentences, vectors) for part, row in zip(fits, encode(fits), strict=True))
    return tuple(one for one in written if one is not None)


def _supported(part: str, row: Vectors, sentences: Sequence[Passage], vectors: Vectors) -> Written | None:
    nearness = vectors @ row
    best = [int(n) for n in np.argsort(-nearness, kind="stable")[:_MOST_QUOTES] if nearness[n] >= _NEAR]
    quotes = tuple(sentences[n] for n in sorted(best))
    return Written(part, quotes) if quotes and has_words(part, [quote.text for quote in quotes]) else None


def has_words(text: str, quotes: Sequence[str]) -> bool:
    """Whether half of the words of `text` that carry meaning stand in `quotes`, and every number."""
    asked, said = _content(text), {word for quote in quotes for word in _content(quote)}
    numbers = {word for word in asked if any(letter.isdigit() for letter in word)}
    return bool(asked) and numbers <= said and len(asked & said) >= _SHARE * len(asked)


def _content(text: str) -> set[str]:
    return content(text.replace("-", " "))
