"""How likely a candidate is what was said: a logistic regression on a dozen features, and the gate before it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lecturebook.clean.terms.candidates import REAL_ZIPF, Candidate, Lecture
from lecturebook.clean.terms.sounds import letters, term_sounds
from lecturebook.language import bare, root, zipf
from lecturebook.stoplists import HARD
from lecturebook.tokens import tokenize

MOST_ZIPF = 6.0
# both the words heard and those of the term are everyday ones above this share of the Zipf scale (Zipf 4)
COMMON = 4.0 / MOST_ZIPF
# words on either side in which other words of the field are looked for
_NEAR = 10
_BETWEEN = re.compile(r"[\s‐‑–/-]+")

FEATURES = (
    "sounds alike", "spelled alike", "sounds wrong", "all sounds the same", "sounds compared",
    "rarest word heard", "real words heard", "rarest word of term", "words in common",
    "term said here", "its words said here", "in title", "beside words it has elsewhere", "words of the field near",
    "stop words at edges", "words more or fewer", "heard often",
)  # fmt: skip

# log-odds for words the recogniser marked as uncertain; set by hand, no labelled transcript has both
_DOUBT = 0.5


@dataclass(frozen=True, slots=True)
class Scorer:
    """A logistic regression over `FEATURES`; from `apply` on a repair is made, from `suspect` on it is asked about."""

    weights: tuple[float, ...]
    intercept: float
    apply: float = 0.5
    suspect: float = 0.2

    def score(self, values: Sequence[float], doubt: float = 0.0) -> float:
        """The probability that a candidate with these features is right; `doubt`: the share of uncertain words."""
        odds = sum(weight * value for weight, value in zip(self.weights, values, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.intercept + odds + _DOUBT * doubt))))


# fitted by `python benchmarks/terms.py --fit` on three lectures and 60,000 words of correct transcripts
SCORER = Scorer(
    weights=(
        0.97, 1.01, -0.61, 0.13, -1.10,
        -1.58, 0.09, -0.58, 3.04,
        -0.08, 0.32, 1.74, 1.87, 1.35,
        -1.38, 0.49, -1.69,
    ),
    intercept=-2.21,
)  # fmt: skip


def features(candidate: Candidate, lecture: Lecture, title: str, language: str) -> tuple[float, ...]:
    """The features of a candidate, in the order of `FEATURES`, each of the order of 1."""
    first, last, term = candidate.first, candidate.last, candidate.term.text
    heard = [bare(word) for word in candidate.heard]
    wanted = [bare(word) for word in candidate.wanted]
    size = sum(sound != "a" for sound in term_sounds(" ".join(candidate.wanted))[0])
    around = (*range(max(0, first - _NEAR), first), *range(last, min(last + _NEAR, len(lecture.words))))
    beside = {lecture.plain[n] for n in (first - 1, last) if 0 <= n < len(lecture.words)} - HARD
    parts = _BETWEEN.split(term)
    return (
        (candidate.sound - 0.85) * 8,
        (candidate.spelling - 0.7) * 5,
        (1 - candidate.sound) * size,
        float(candidate.sound > 0.98),
        size / 4 - 1,
        min(commonness(word, language) for word in heard),
        float(is_real(heard, language)),
        min(commonness(word, language) for word in wanted),
        float(min(len(parts) - len(wanted), 2)),
        math.log1p(lecture.said[letters(term)]),
        words_said(wanted, lecture),
        float(stands_in(term, title, language)),
        float(bool(beside & lecture.neighbours.get(letters(term), frozenset()))),
        math.log1p(sum(lecture.field[n] for n in around)),
        float(
            sum(
                word in HARD and lecture.plain[at].endswith(word)
                for word, at in ((heard[0], first), (heard[-1], last - 1))
            )
        ),
        float(abs(len(heard) - len(wanted))),
        math.log1p(min(lecture.counts[word] for word in lecture.plain[first:last])) / 4,
    )


def commonness(word: str, language: str) -> float:
    """The Zipf value of `word` as a share of that of everyday function words, 0 to 1."""
    return min(zipf(word, language), MOST_ZIPF) / MOST_ZIPF


def is_real(heard: Sequence[str], language: str) -> bool:
    """Whether all of `heard` are real English words."""
    return all(zipf(word, language) > REAL_ZIPF for word in heard)


def words_said(wanted: Sequence[str], lecture: Lecture) -> float:
    """How often the lecture says the rarest content word of `wanted`, as a logarithm; 0 for never."""
    return min((math.log1p(lecture.counts[part]) for part in wanted if part not in HARD), default=0.0)


def stands_in(term: str, text: str, language: str) -> bool:
    """Whether the stems of `term` stand side by side in `text`."""
    wanted, there = (tokenize(one.split(), language, root).stems for one in (term, text))
    return any(there[n : n + len(wanted)] == wanted for n in range(len(there) - len(wanted) + 1))


def passes_gate(candidate: Candidate, lecture: Lecture, title: str, language: str) -> bool:
    """Whether a candidate may be applied without asking.

    Real English words give way only to a term that stands in this lecture, its title, or the user's glossary, and
    never where the term's own words are as common: a recogniser knows "pass" as well as "paths".
    """
    heard, wanted, term = [bare(word) for word in candidate.heard], candidate.wanted, candidate.term
    if not is_real(heard, language):
        return True
    if min(commonness(bare(word), language) for word in (*heard, *wanted)) > COMMON:
        return False
    # nor where the term is made of English words as well, and no name: "loading" is no "padding"
    if term.text.islower() and is_real([bare(word) for word in wanted], language) and not term.given:
        return False
    return term.given or lecture.said[letters(term.text)] > 0 or stands_in(term.text, title, language)
