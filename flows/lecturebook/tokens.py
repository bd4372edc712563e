"""Words as they are compared where names are looked for: bare, split at hyphens, stemmed, each knowing its word."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lecturebook.language import bare, stem

_CLOSES = re.compile(r"[.,;:?!…)\]][\"'”’]*$")
_POSSESSIVE = re.compile(r"'s?$")
_HYPHENS = re.compile(r"[-‐‑–/]+")


# a phrase as it is compared
Stems = tuple[str, ...]
# what a bare word of a language is compared by
Stemmer = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over the parts of all words; `closes` marks those a phrase cannot reach beyond.

    ``word[n]`` is the index of the word that token n is part of: "write-ahead" gives two tokens of one word.
    """

    plain: list[str]
    stems: list[str]
    word: list[int]
    closes: list[bool]


def tokenize(words: Sequence[str], language: str, stemmed: Stemmer = stem) -> Tokens:
    """The tokens of `words`, in order; `stemmed` says what of them is compared.

    >>> t = tokenize(["The", "Write-ahead", "logs,"], "en")
    >>> t.plain, t.stems, t.word, t.closes
    (['the', 'write', 'ahead', 'logs'], ['the', 'write', 'ahead', 'log'], [0, 1, 1, 2], [False, False, False, True])
    """
    tokens = Tokens([], [], [], [])
    for index, text in enumerate(words):
        parts, stems, closes = _parts(text, language, stemmed)
        tokens.plain.extend(parts)
        tokens.stems.extend(stems)
        tokens.word.extend([index] * len(parts))
        tokens.closes.extend(closes)
    return tokens


@functools.lru_cache(maxsize=100_000)
def _parts(text: str, language: str, stemmed: Stemmer) -> tuple[tuple[str, ...], Stems, tuple[bool, ...]]:
    """The tokens of one word, their stems, and for each whether a phrase ends with it."""
    parts = tuple(part for part in _HYPHENS.split(_POSSESSIVE.sub("", bare(text))) if part)
    closes = (False,) * (len(parts) - 1) + (bool(_CLOSES.search(text)),) * bool(parts)
    return parts, tuple(stemmed(part, language) for part in parts), closes


def is_part(phrases: Iterable[Stems], title: Stems) -> bool:
    """Whether one of the phrases stands in the title, as it is."""
    return any(title[n : n + len(phrase)] == phrase for phrase in phrases for n in range(len(title) - len(phrase) + 1))
