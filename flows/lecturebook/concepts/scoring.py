"""How much a candidate looks like a key concept of its lecture.

A sum of ten terms whose weights were fitted by hand on five real lectures (strict precision at 25 .54 on raw
captions; YAKE .21, TF-IDF .20, KeyBERT with the same encoder .10); halving or doubling any one moves it by .03 at
most, except PMI and the penalty on common words.
"""

from __future__ import annotations

import math

import numpy as np

from lecturebook.concepts.naming import label
from lecturebook.concepts.variants import Candidate
from lecturebook.embed import Encode, Vectors
from lecturebook.language import EVERYDAY_ZIPF, commonness, zipf
from lecturebook.stoplists import FUNCTION
from lecturebook.tokens import Stems, is_part

_TF, _CONTRAST, _CENTROID, _PMI, _TITLE, _EARLY = 1.5, 0.4, 3.0, 0.25, 0.5, 0.1
# words that meet once meet by chance more often than their PMI says
_PMI_ONCE = 0.15
_LENGTH = {1: 0.0, 2: 0.6, 3: 0.5, 4: 0.2}
_COMMON_WORD, _COMMON_PHRASE = 2.0, 2.0
# for the share of the mentions that stand as a noun phrase does; one word alone may be a verb ("classify")
_STANDING, _NEVER_STANDING, _SURELY_NOUN = 0.4, -1.0, 0.25
# a term of the course's own glossary, wherever it is said, outweighs a frequent word that is in none
_GIVEN = 1.5
# for what stands in the title as it is, and is said more than once
_TITLED = 1.0
# the mean Zipf value of its words above which a phrase is everyday speech
_COMMON_MEAN_ZIPF = 4.8
_HIGHEST_CONTRAST, _HIGHEST_PMI = 9.0, 8.0
# only so many for each wanted concept, within these bounds, best first by everything but the centroid, are worth
# a pass through the encoder
_EMBEDDED_EACH, _FEWEST_EMBEDDED, _MOST_EMBEDDED = 12, 60, 200


def score_candidates(
    candidates: list[Candidate],
    *,
    total: int,
    most: int,
    title: Stems,
    given: frozenset[Stems],
    centroid: Vectors,
    encode: Encode,
    language: str,
) -> list[tuple[float, Candidate, Vectors]]:
    """The best candidates with score and vector, best first. `total` is the lecture's length in tokens,
    `most` how many concepts it will have.

    `title` is that of the lecture, `given` are phrases that somebody named as terms of the course. `centroid` is the
    mean vector of the lecture, shape ``(dimension,)``, length 1.
    """
    cheap = sorted(
        (
            (
                _cheap_score(candidate, total, title, language) + _GIVEN * bool(candidate.phrases & given),
                candidate,
            )
            for candidate in candidates
        ),
        key=lambda pair: (-pair[0], pair[1].positions[0], pair[1].key),
    )[: max(_FEWEST_EMBEDDED, min(_MOST_EMBEDDED, _EMBEDDED_EACH * most))]
    vectors = encode([label(candidate) for _, candidate in cheap])
    nearness = vectors @ centroid if len(vectors) else np.zeros(0)
    scored = [
        (score + _CENTROID * float(near), candidate, vector)
        for (score, candidate), near, vector in zip(cheap, nearness, vectors, strict=True)
    ]
    return sorted(scored, key=lambda entry: (-entry[0], entry[1].positions[0], entry[1].key))


def _cheap_score(candidate: Candidate, total: int, title: Stems, language: str) -> float:
    words = min(candidate.phrases, key=lambda phrase: (-len(phrase), phrase))
    name = label(candidate).lower()
    # the "of" of a term says nothing of it
    parts = [word for word in name.replace("-", " ").split() if language != "en" or word not in FUNCTION]
    zipfs = [zipf(word, language) for word in parts] or [0.0]
    per_billion = math.log10(candidate.count / total * 1e9)
    contrast = min(_HIGHEST_CONTRAST, *(per_billion - zipf for zipf in zipfs), _HIGHEST_CONTRAST)
    overlap = sum(word in title for word in words) / len(words)
    return (
        _TF * math.log1p(_term_frequency(candidate))
        + _CONTRAST * contrast
        + _LENGTH[min(candidate.size, 4)]
        + (_PMI if candidate.count > 1 else _PMI_ONCE) * min(candidate.pmi, _HIGHEST_PMI)
        + _standing(candidate)
        + _TITLE * overlap
        + _TITLED * (candidate.count > 1 and is_part(candidate.phrases, title))
        - _EARLY * math.log(0.05 + candidate.positions[0] / total)
        - _penalty(zipfs if len(zipfs) > 1 else [commonness(name, language)])
    )


def _standing(candidate: Candidate) -> float:
    share = min(1.0, candidate.bounded / candidate.count)
    return _STANDING * share if candidate.size > 1 else _NEVER_STANDING * (1 - min(1.0, share / _SURELY_NOUN))


def _penalty(zipfs: list[float]) -> float:
    if len(zipfs) == 1:
        return _COMMON_WORD * max(0.0, zipfs[0] - EVERYDAY_ZIPF)
    return _COMMON_PHRASE * max(0.0, sum(zipfs) / len(zipfs) - _COMMON_MEAN_ZIPF)


def _term_frequency(candidate: Candidate) -> float:
    """The largest of C-value (Frantzi et al. 2000), the count outside longer phrases, and .3 of the count."""
    free = candidate.count - candidate.nested
    c_value = math.log2(candidate.size) * free if candidate.size > 1 else 0.0
    return max(c_value, free, 0.3 * candidate.count)
