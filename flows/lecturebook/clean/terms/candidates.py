"""Which spans of a lecture sound like which term, before anything is judged."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz, process

from lecturebook.clean.terms.model import Term
from lecturebook.clean.terms.sounds import letters, sound_class, sound_similarities, sounds, term_sounds
from lecturebook.language import bare, root, zipf
from lecturebook.stoplists import HARD
from lecturebook.tokens import Tokens, tokenize

LONGEST_SPAN = 4
# fewer letters than this match by chance too often: "AI", "LM" and "SGD" are left to aliases
LEAST_LETTERS = 4
# similarity of sounds and spelling together below which no candidate is worth scoring
_LEAST_SIMILARITY = 0.62
# the same for spelling alone: "see far ten" for CIFAR-10 has .38
_LEAST_SPELLING = 0.3
# the same for sound classes, which is what is compared first, and how much longer one side may be than the other
_LEAST_CLASS_RATIO, _LENGTH_RATIO = 71, 1.6
_SOUND_SHARE = 0.6
# a word of a term below this Zipf value tells of its field: "neural" 3.4, "gradient" 3.3, "learning" 4.9
FIELD_ZIPF = 4.2
# a word more frequent than this (Zipf value) is a real English word: "squad" 3.9, "vert" 2.6, "Hebbian" 0
REAL_ZIPF = 3.0
_SHARED_LETTERS = 5
_SAME_SOUND = 0.98
_PREFIXES = frozenset("un non semi re pre multi sub auto in im de dis over under hyper super inter bi".split())
_DIGITS = re.compile(r"\d+")
_BETWEEN = re.compile(r"[\s‐‑–/-]+")
_POSSESSIVE = re.compile(r"'s?$")
# keys compared at a time: bounds the matrix, whatever the lecture's length
_KEYS_A_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Lecture:
    """One lecture as term repair sees it, prepared once.

    `plain` are the bare words; `right` holds, for each word, whether it is part of a term said right; `said` how often
    each term (by its letters) was said right, `neighbours` the words beside it there, and `field` whether a word is
    rare outside the field of the terms: one of their own.
    """

    words: tuple[str, ...]
    plain: tuple[str, ...]
    closes: tuple[bool, ...]
    counts: Counter[str]
    right: tuple[bool, ...]
    said: Counter[str]
    neighbours: dict[str, frozenset[str]]
    field: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """The words ``[first, last)`` sound like `term`: similarities between 0 and 1.

    What both have at their edges is left out of the comparison: "cost function" is compared with "loss function" by
    `heard` "cost" and `wanted` "loss", so that a long word in common makes nothing alike.
    """

    first: int
    last: int
    term: Term
    heard: tuple[str, ...]
    wanted: tuple[str, ...]
    sound: float
    spelling: float

    @property
    def similarity(self) -> float:
        """Sound and spelling in one figure."""
        return _SOUND_SHARE * self.sound + (1 - _SOUND_SHARE) * self.spelling


def prepare(words: Sequence[str], terms: Sequence[Term], language: str) -> Lecture:
    """Everything about `words` that candidates and scores ask for."""
    plain = tuple(bare(word) for word in words)
    tokens = tokenize(words, language, root)
    closes = [False] * len(words)
    for index, closing in zip(tokens.word, tokens.closes, strict=True):
        closes[index] = closes[index] or closing
    right = [False] * len(words)
    said: Counter[str] = Counter()
    near: defaultdict[str, set[str]] = defaultdict(set)
    of_field = {
        stemmed
        for term in terms
        for text, stemmed in zip(*_stemmed(term.text, language), strict=True)
        if zipf(text, language) < FIELD_ZIPF
    }
    for key, first, last in _said_right(tokens, terms, language):
        said[key] += 1
        near[key].update(plain[max(0, first - 1) : first] + plain[last : last + 1])
        for n in range(first, last):
            right[n] = True
    return Lecture(
        tuple(words),
        plain,
        tuple(closes),
        Counter(plain),
        tuple(right),
        said,
        {key: frozenset(beside) for key, beside in near.items()},
        tuple(root(word, language) in of_field for word in plain),
    )


def _stemmed(text: str, language: str) -> tuple[list[str], list[str]]:
    tokens = tokenize(text.split(), language, root)
    return tokens.plain, tokens.stems


def _said_right(tokens: Tokens, terms: Sequence[Term], language: str) -> Iterator[tuple[str, int, int]]:
    """Each place where the stems of a term stand, as the term's letters and half-open words."""
    wanted: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for term in terms:
        stems = tuple(tokenize(term.text.split(), language, root).stems)
        if stems:
            wanted[stems[0]].append(stems)
            # "tensorflow" and "pre trained" are right too, for TensorFlow and pre-trained
            wanted["".join(stems)].append(("".join(stems),))
    keys = {"".join(tokenize(term.text.split(), language, root).stems): letters(term.text) for term in terms}
    for start, first in enumerate(tokens.stems):
        for stems in wanted.get(first, ()):
            if tuple(tokens.stems[start : start + len(stems)]) == stems:
                yield keys["".join(stems)], tokens.word[start], tokens.word[start + len(stems) - 1] + 1


def find_candidates(lecture: Lecture, terms: Sequence[Term], language: str) -> list[Candidate]:
    """Every span that sounds like a term and is not one, in word order; overlapping ones included."""
    spans = _spans(lecture)
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for text in spans:
        by_key[sound_class(sounds(text))].append(text)
    keys = sorted(key for key in by_key if key)
    ways = [
        (term, way, sound_class(way))
        for term in terms
        if len(letters(term.text)) >= LEAST_LETTERS
        for way in term_sounds(term.text)
    ]
    found = _judged(_compared(dict.fromkeys(_alike(keys, by_key, ways)), language), language)
    return sorted(
        (
            placed
            for text, candidate in found
            for first, last in spans[text]
            if not _breaks_right_term(lecture, placed := replace(candidate, first=first, last=last))
        ),
        key=lambda candidate: (candidate.first, candidate.last, candidate.term.text),
    )


def _compared(pairs: Iterable[tuple[str, Term]], language: str) -> list[tuple[str, Candidate]]:
    """Each text with how its spelling is like the term's where they differ; its sounds are not compared yet."""
    compared = []
    for text, term in pairs:
        heard, wanted = differing(text, term.text, language)
        if heard and wanted:
            spelling = fuzz.ratio(letters("".join(heard)), letters("".join(wanted))) / 100
            if spelling >= _LEAST_SPELLING:
                compared.append((text, Candidate(0, 0, term, heard, wanted, 0.0, spelling)))
    return compared


def _judged(compared: Sequence[tuple[str, Candidate]], language: str) -> list[tuple[str, Candidate]]:
    """Those of `compared` that sound alike too and are not right, or another right word, as they are."""
    pairs = [
        (n, said, way)
        for n, (_, candidate) in enumerate(compared)
        for said in (sounds(" ".join(candidate.heard)),)
        for way in term_sounds(" ".join(candidate.wanted))
        # the exact distance is slow: only for what could still reach the least similarity
        if fuzz.ratio(sound_class(said), sound_class(way)) >= _LEAST_CLASS_RATIO
    ]
    best = [0.0] * len(compared)
    similarities = sound_similarities([said for _, said, _ in pairs], [way for _, _, way in pairs])
    for (n, _, _), similarity in zip(pairs, similarities, strict=True):
        best[n] = max(best[n], float(similarity))
    judged = ((text, replace(candidate, sound=sound)) for (text, candidate), sound in zip(compared, best, strict=True))
    return [(text, candidate) for text, candidate in judged if _is_misheard(candidate, language)]


def _is_misheard(candidate: Candidate, language: str) -> bool:
    """Whether what was heard is like the term, and neither a form of it nor of its words."""
    heard, wanted = candidate.heard, candidate.wanted
    if candidate.similarity < _LEAST_SIMILARITY or is_form_of(heard, wanted, language):
        return False
    inner = tuple(part for part in heard if bare(part) not in HARD)
    # "and supervised" is no "unsupervised", but "on supervised" may be: it sounds the same
    return not (candidate.sound < _SAME_SOUND and inner and inner != heard and is_form_of(inner, wanted, language))


@functools.lru_cache(maxsize=20_000)
def _parts(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of `text` between spaces and hyphens, as written, and their stems."""
    parts = [part for part in _BETWEEN.split(text) if bare(part)]
    return tuple(parts), tuple(root(_POSSESSIVE.sub("", bare(part)), language) for part in parts)


def differing(text: str, term: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of `text` and of `term` between the stems that both begin with and those that both end with.

    >>> differing("max of fine splines", "max-affine spline", "en")
    (('of', 'fine'), ('affine',))
    """
    (heard, heard_stems), (wanted, wanted_stems) = _parts(text, language), _parts(term, language)
    least = min(len(heard), len(wanted))
    head = next((n for n in range(least) if heard_stems[n] != wanted_stems[n]), least)
    left = least - head
    tail = next((n for n in range(left) if heard_stems[-1 - n] != wanted_stems[-1 - n]), left)
    return heard[head : len(heard) - tail], wanted[head : len(wanted) - tail]


def narrowed(lecture: Lecture, candidate: Candidate, language: str) -> tuple[int, int, tuple[str, ...]]:
    """The words to replace and those to put there: words that both have at their edges stay as they were said.

    "max of fine splines" for "max-affine spline" keeps "splines", and with it the number it was said in.
    """
    first, last, after = candidate.first, candidate.last, candidate.term.text.split()

    def same(heard: str, wanted: str) -> bool:
        return _parts(heard, language)[1] == _parts(wanted, language)[1]

    while len(after) > 1 and last - first > 1 and same(lecture.words[last - 1], after[-1]):
        last, after = last - 1, after[:-1]
    while len(after) > 1 and last - first > 1 and same(lecture.words[first], after[0]):
        first, after = first + 1, after[1:]
    return first, last, tuple(after)


def _spans(lecture: Lecture) -> dict[str, list[tuple[int, int]]]:
    """Each text of one to four words that ends no earlier than a stop, and where it stands."""
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for first in range(len(lecture.words)):
        for last in range(first + 1, min(first + LONGEST_SPAN, len(lecture.words)) + 1):
            # capitals tell an acronym: its letters are spelled
            text = " ".join(lecture.words[first:last])
            if sum(char.isalnum() for char in text) >= LEAST_LETTERS - 1:
                spans[text].append((first, last))
            if lecture.closes[last - 1]:
                break
    return spans


def _alike(
    keys: list[str], by_key: dict[str, list[str]], ways: list[tuple[Term, str, str]]
) -> Iterator[tuple[str, Term]]:
    """The texts and terms whose sound classes are near, by an indel ratio."""
    if not ways:
        return
    sizes = np.array([len(folded) for _, _, folded in ways])
    for start in range(0, len(keys), _KEYS_A_BLOCK):
        block = keys[start : start + _KEYS_A_BLOCK]
        ratios = process.cdist(
            block, [folded for _, _, folded in ways], scorer=fuzz.ratio, score_cutoff=_LEAST_CLASS_RATIO, dtype=np.uint8
        )
        lengths = np.array([len(key) for key in block])[:, None]
        near = (ratios > 0) & (lengths <= sizes * _LENGTH_RATIO) & (sizes <= lengths * _LENGTH_RATIO)
        for row, column in np.argwhere(near):
            for text in by_key[block[row]]:
                yield text, ways[column][0]


def is_form_of(heard: tuple[str, ...], wanted: tuple[str, ...], language: str) -> bool:
    """Whether `heard` is `wanted` inflected, in other pieces, derived from it, or with another prefix.

    >>> is_form_of(("matrices",), ("matrix",), "en"), is_form_of(("supervised",), ("unsupervised",), "en")
    (True, True)
    >>> is_form_of(("free", "not"), ("free", "knot"), "en")
    False
    """
    one, other = letters("".join(heard)), letters("".join(wanted))
    if one.rstrip("s") == other.rstrip("s") or root(one, language) == root(other, language):
        return True
    # "RoBERTa" and "ipython" are terms of their own
    if len(other) >= LEAST_LETTERS and any(other in letters(part) for part in heard):
        return True
    # "GPT-3" is not "GPT-2"
    digits = [_DIGITS.findall(text) for text in (one, other)]
    if digits[0] and digits[1] and digits[0] != digits[1]:
        return True
    # "open" is a part of "OpenAI"; "fine" may well be all that was heard of "affine"
    if other.startswith(one) and zipf(one, language) > REAL_ZIPF:
        return True
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith(shorter) and longer[: len(longer) - len(shorter)] in _PREFIXES:
        return True
    # a real word that begins as the term does is another word of the family: "regularize", "convolutional"
    shared = next((n for n in range(len(shorter)) if one[n] != other[n]), len(shorter))
    return len(heard) == 1 and shared >= max(_SHARED_LETTERS, 0.6 * len(shorter)) and zipf(one, language) > REAL_ZIPF


def _breaks_right_term(lecture: Lecture, candidate: Candidate) -> bool:
    """Whether a word in the span is part of a term said right, and would be lost.

    It is not lost at an edge where the term has it as well: "on supervised learning", with "supervised learning" right.
    """
    if not any(lecture.right[candidate.first : candidate.last]):
        return False
    wanted = letters("".join(candidate.wanted))
    kept = {part for n in (0, -1) for part in (letters(candidate.heard[n]),) if part and _at_edge(part, wanted, n)}
    inner = {letters(part) for part in candidate.heard} - kept
    return any(
        lecture.right[n] and not inner.isdisjoint(letters(part) for part in _BETWEEN.split(lecture.words[n]))
        for n in range(candidate.first, candidate.last)
    )


def _at_edge(part: str, wanted: str, edge: int) -> bool:
    return wanted.startswith(part) if edge == 0 else wanted.endswith(part)
