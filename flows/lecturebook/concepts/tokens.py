"""Words as the concept stage compares them: bare, split at hyphens, stemmed, each knowing its word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lecturebook.language import bare, stem

_CLOSES = re.compile(r"[.,;:?!…)\]][\"'”’]*$")
_POSSESSIVE = re.compile(r"'s?$")
_HYPHENS = re.compile(r"[-‐‑–/]+")


# a phrase as it is compared
Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over the parts of all words; `closes` marks those a phrase cannot reach beyond.

    ``word[n]`` is the index of the word that token n is part of: "write-ahead" gives two tokens of one word.
    """

    plain: list[str]
    stems: list[str]
    word: list[int]
    closes: list[bool]


def tokenize(words: Sequence[str], language: str) -> Tokens:
    """The tokens of `words`, in order.

    >>> t = tokenize(["The", "Write-ahead", "logs,"], "en")
    >>> t.plain, t.stems, t.word, t.closes
    (['the', 'write', 'ahead', 'logs'], ['the', 'write', 'ahead', 'log'], [0, 1, 1, 2], [False, False, False, True])
    """
    tokens = Tokens([], [], [], [])
    for index, text in enumerate(words):
        parts = [part for part in _HYPHENS.split(_POSSESSIVE.sub("", bare(text))) if part]
        for n, part in enumerate(parts):
            tokens.plain.append(part)
            tokens.stems.append(stem(part, language))
            tokens.word.append(index)
            tokens.closes.append(n == len(parts) - 1 and bool(_CLOSES.search(text)))
    return tokens


def is_part(phrases: Iterable[Stems], title: Stems) -> bool:
    """Whether one of the phrases stands in the title, as it is."""
    return any(title[n : n + len(phrase)] == phrase for phrase in phrases for n in range(len(title) - len(phrase) + 1))
