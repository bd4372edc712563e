"""What others do, small: TF-IDF, YAKE, and KeyBERT's nearness to the document, each a ranked list of phrases.

All take the words of a document with their stops, skip a phrase that crosses one, begins or ends with a function word,
and give each phrase once by its stems.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean, median, pstdev

import numpy as np

from lecturebook.embed import Encode, Vectors
from lecturebook.stoplists import FUNCTION
from lecturebook.tokens import Stems, Tokens, tokenize

_LONGEST = 3
_WORD = re.compile(r"(?=.*[^\W\d_])[^\W_][\w'-]*")
# YAKE takes two phrases more alike than this (shared words) for one
_YAKE_SAME = 0.9


def phrases_of(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Half-open token spans of all phrases of one to three words."""
    for start in range(len(tokens.plain)):
        for end in range(start + 1, min(start + _LONGEST, len(tokens.plain)) + 1):
            inside = tokens.plain[start:end]
            edges = {inside[0], inside[-1]}
            if not edges & FUNCTION and all(_WORD.fullmatch(word) and len(word) > 2 for word in edges):
                yield start, end
            if tokens.closes[end - 1]:
                break


def document_counts(documents: Sequence[Sequence[str]]) -> Counter[Stems]:
    """In how many of `documents` each phrase is said."""
    counts: Counter[Stems] = Counter()
    for words in documents:
        tokens = tokenize(words, "en")
        counts.update({tuple(tokens.stems[first:last]) for first, last in phrases_of(tokens)})
    return counts


def tf_idf(words: Sequence[str], counts: Mapping[Stems, int], documents: int) -> list[str]:
    """Phrases by frequency times the logarithm of how few documents have them (Spärck Jones 1972), best first."""
    frequency, shown = _frequencies(tokenize(words, "en"))
    ranked = sorted(
        frequency,
        key=lambda phrase: (-frequency[phrase] * math.log((documents + 1) / (counts.get(phrase, 0) + 1)), phrase),
    )
    return [shown[phrase] for phrase in ranked]


def keybert(words: Sequence[str], centroid: Vectors, encode: Encode) -> list[str]:
    """Phrases by the cosine of their vector with that of the document (Grootendorst 2020), best first."""
    _, shown = _frequencies(tokenize(words, "en"))
    vectors = encode(list(shown.values()))
    nearness = vectors @ centroid if len(vectors) else np.zeros(0)
    return [phrase for _, phrase in sorted(zip(-nearness, shown.values(), strict=True))]


def yake(words: Sequence[str]) -> list[str]:
    """Phrases by the five features of their words (Campos et al. 2020), best first, near-duplicates left out."""
    tokens = tokenize(words, "en")
    sentence_of = _sentences(tokens)
    weights = _yake_words(tokens, words, sentence_of)
    frequency, shown = _frequencies(tokens)
    scores = {}
    for phrase, count in frequency.items():
        parts = [weights[stem] for stem in phrase]
        scores[phrase] = math.prod(parts) / (count * (1 + sum(parts)))
    kept: list[Stems] = []
    for phrase in sorted(scores, key=lambda phrase: (scores[phrase], phrase)):
        if all(_shared(phrase, other) < _YAKE_SAME for other in kept):
            kept.append(phrase)
        if len(kept) == 50:
            break
    return [shown[phrase] for phrase in kept]


def _shared(one: Stems, other: Stems) -> float:
    return len(set(one) & set(other)) / len(set(one) | set(other))


def _frequencies(tokens: Tokens) -> tuple[Counter[Stems], dict[Stems, str]]:
    """How often each phrase is said, and how it is said first."""
    frequency: Counter[Stems] = Counter()
    shown: dict[Stems, str] = {}
    for first, last in phrases_of(tokens):
        phrase = tuple(tokens.stems[first:last])
        frequency[phrase] += 1
        shown.setdefault(phrase, " ".join(tokens.plain[first:last]))
    return frequency, shown


def _sentences(tokens: Tokens) -> list[int]:
    number, numbers = 0, []
    for closes in tokens.closes:
        numbers.append(number)
        number += closes
    return numbers


def _yake_words(tokens: Tokens, words: Sequence[str], sentence_of: Sequence[int]) -> dict[str, float]:
    """The weight of each stem, low for a good one: casing, position, frequency, relatedness, spread."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    left: defaultdict[str, Counter[str]] = defaultdict(Counter)
    right: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for n, stem in enumerate(tokens.stems):
        places[stem].append(n)
        if n and not tokens.closes[n - 1]:
            left[stem][tokens.stems[n - 1]] += 1
            right[tokens.stems[n - 1]][stem] += 1
    content = [len(at) for stem, at in places.items() if tokens.plain[at[0]] not in FUNCTION] or [1]
    usual, most, total = mean(content) + pstdev(content), max(content), (sentence_of[-1] + 1 if sentence_of else 1)
    weights = {}
    for stem, at in places.items():
        count = len(at)
        capitals = sum(words[tokens.word[n]][:1].isupper() and n > 0 and not tokens.closes[n - 1] for n in at)
        casing = capitals / (1 + math.log(count))
        position = math.log(math.log(3 + median(sentence_of[n] for n in at)))
        spread = len({sentence_of[n] for n in at}) / total
        both = sum(len(side[stem]) / max(1, sum(side[stem].values())) for side in (left, right))
        related = 1 + both * count / most
        weights[stem] = position * related / (casing + (count / usual + spread) / related)
    return weights
