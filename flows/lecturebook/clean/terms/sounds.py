"""How English words sound, roughly: what a recogniser that writes "bird" for BERT still got right.

A sound is one letter: ``a`` any vowel, ``S`` sh, ``C`` ch, ``0`` th, consonants themselves. Spelling rules do it, so
that made-up words, names and terms have sounds too; a dictionary would have none for most of them.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# spelling -> sounds, tried in this order at every place; upper-case letters on the right are sounds
_RULES: tuple[tuple[str, str], ...] = (
    (r"^(?:kn|gn|pn|mn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^x", "z"), (r"^wh", "w"),
    (r"(?:t|s|ss|c|x)ion", "San"), (r"[ct]ial", "Sal"), (r"[ct]ious", "Sas"), (r"ture", "Car"),
    (r"sch", "sk"), (r"chr", "kr"), (r"tch", "C"), (r"ch", "C"), (r"sh", "S"), (r"th", "0"), (r"ph", "f"),
    (r"[aeiou]+gh", "a"), (r"gh", "g"), (r"dge", "j"), (r"mb$", "m"), (r"ck", "k"), (r"cc(?=[eiy])", "ks"),
    (r"c(?=[eiy])", "s"), (r"g(?=[eiy])", "j"), (r"[cq]u(?=[aeio])", "kw"), (r"[cq]", "k"), (r"x", "ks"),
    (r"(?<=[aeiouy])s(?=[aeiouy])", "z"), (r"(?<=[aeiou][^aeiou])e$", ""), (r"(?<=[^aeiou][^aeiou])e$", ""),
    (r"[aeiou]+[wy](?![aeiou])", "a"), (r"[aeiou]+h(?![aeiou])", "a"), (r"^y(?=[aeiou])", "y"), (r"[aeiouy]+", "a"),
)  # fmt: skip
_RULE = re.compile("|".join(f"(?P<r{n}>{pattern})" for n, (pattern, _) in enumerate(_RULES)))
_SOUND = [sounds for _, sounds in _RULES]

_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "a ba sa da a af ja aC a ja ka al am an a pa kya ar as ta ya va dablya aks wa za".split(),
        strict=True,
    )
)
_DIGITS = dict(zip("0123456789", "zara wan ta 0ra far fav saks savan at nan".split(), strict=True))
_NUMBERS = {"10": "tan", "11": "alavan", "12": "twalv", "50": "fafta", "100": "handrad", "1000": "0azand"}
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_VOWEL = re.compile(r"[aeiouy]", re.I)
_ACRONYM = re.compile(r"([A-Z]{2,})(s?)")

# what the near sounds share; candidates are looked for among these
_CLASSES = str.maketrans({
    "b": "p", "d": "t", "0": "t", "g": "k", "v": "f", "z": "s", "S": "s", "C": "s", "j": "s", "n": "m", "r": "l",
    "h": None, "y": None,
})  # fmt: skip
# sounds of different classes that are still confused; the cost of one for the other
_CONFUSED = {
    frozenset(pair): cost
    for pair, cost in (
        ("bv", 0.4), ("pf", 0.6), ("0f", 0.4), ("0v", 0.5), ("tC", 0.5), ("dj", 0.5), ("gj", 0.5), ("0s", 0.5),
        ("tS", 0.6), ("wl", 0.6), ("wr", 0.6), ("wv", 0.5), ("ks", 0.8), ("mb", 0.7), ("nd", 0.7), ("ra", 0.6),
        ("la", 0.6), ("wa", 0.4), ("ya", 0.3),
    )
}  # fmt: skip
_SAME_CLASS = 0.25
# pairs of words compared at a time
_PAIRS_A_BLOCK = 4096
# no sound, with which short words are filled up
_SILENCE = " "
# what it costs to miss or add a sound; 1 where nothing stands here
_WEIGHTS = {_SILENCE: 0.0, "a": 0.4, "h": 0.3, "y": 0.3, "w": 0.6, "r": 0.6}


@functools.lru_cache(maxsize=20_000)
def letters(text: str) -> str:
    """`text` case folded, with nothing but its letters and digits: what spellings are compared by.

    >>> letters("Free-knot spline"), letters("brain.js")
    ('freeknotspline', 'brainjs')
    """
    return "".join(char for char in text.casefold() if char.isalnum())


@functools.lru_cache(maxsize=20_000)
def sounds(text: str) -> str:
    """The sounds of words as a recogniser writes them: letters that stand alone, or without a vowel, are spelled.

    >>> sounds("bird"), sounds("ray loo"), sounds("CFR ten")
    ('bard', 'rala', 'safartan')
    """
    return _merge("".join(_part(part) for part in _PARTS.findall(text)))


@functools.lru_cache(maxsize=20_000)
def term_sounds(term: str) -> tuple[str, ...]:
    """Every way a term may be said: an acronym as a word, letter by letter, or its first letter and the rest.

    >>> term_sounds("ReLU"), term_sounds("MNIST")
    (('rala',), ('amnast', 'amanasta'))
    """
    ways = [_ways(part) for part in _PARTS.findall(term)]
    # a term of many acronyms would have many ways; the first ones of each part are the likeliest
    spoken = itertools.islice(itertools.product(*ways), 8)
    return tuple(dict.fromkeys(_merge("".join(way)) for way in spoken))


@functools.lru_cache(maxsize=20_000)
def sound_class(heard: str) -> str:
    """`heard` (sounds) with near sounds made the same: b/p, t/d/th, k/g, f/v, s/z/sh/ch/j, m/n, l/r."""
    return _merge(heard.translate(_CLASSES))


def sound_similarity(one: str, other: str) -> float:
    """1 for the same sounds, 0 for none in common: an edit distance in which near sounds and vowels count less."""
    return float(sound_similarities([one], [other])[0])


def sound_similarities(ones: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
    """The `sound_similarity` of each of `ones` with the one of `others` at its place, all in one go."""
    similarities = np.zeros(len(ones))
    alphabet = _SILENCE + "".join(sorted(set("".join([*ones, *others]))))
    weights = np.array([_weight(sound) for sound in alphabet])
    swaps = np.array([[_swap(left, right) for right in alphabet] for left in alphabet])
    # pairs of like length together, so that little is filled up
    order = sorted(range(len(ones)), key=lambda n: (len(ones[n]), len(others[n])))
    for start in range(0, len(order), _PAIRS_A_BLOCK):
        block = order[start : start + _PAIRS_A_BLOCK]
        left, right = _codes([ones[n] for n in block], alphabet), _codes([others[n] for n in block], alphabet)
        total = np.maximum(weights[left].sum(axis=1), weights[right].sum(axis=1))
        shares = 1 - _distances(left, right, weights, swaps) / np.where(total > 0, total, 1.0)
        similarities[block] = np.where(total > 0, np.maximum(shares, 0.0), 0.0)
    return similarities


def _codes(rows: Sequence[str], alphabet: str) -> NDArray[np.intp]:
    """The places in `alphabet` of the sounds of each row, filled up with silence."""
    place = {sound: n for n, sound in enumerate(alphabet)}
    codes = np.zeros((len(rows), max(map(len, rows))), np.intp)
    for row, heard in zip(codes, rows, strict=True):
        row[: len(heard)] = [place[sound] for sound in heard]
    return codes


def _distances(
    left: NDArray[np.intp], right: NDArray[np.intp], weights: NDArray[np.float64], swaps: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The weighted edit distance (Wagner and Fischer 1974) of each row of `left` and the row of `right` beside it."""
    added = weights[right]
    above = np.concatenate([np.zeros((len(left), 1)), added.cumsum(axis=1)], axis=1)
    for sounds_here in left.T:
        missed = weights[sounds_here, None]
        row = above + missed
        np.minimum(row[:, 1:], above[:, :-1] + swaps[sounds_here[:, None], right], out=row[:, 1:])
        for column in range(added.shape[1]):
            np.minimum(row[:, column + 1], row[:, column] + added[:, column], out=row[:, column + 1])
        above = row
    return np.asarray(above[:, -1])


def _weight(sound: str) -> float:
    return _WEIGHTS.get(sound, 1.0)


@functools.cache
def _swap(left: str, right: str) -> float:
    if left == right:
        return 0.0
    known = _CONFUSED.get(frozenset((left, right)))
    if known is not None:
        return known
    same = left.translate(_CLASSES) == right.translate(_CLASSES) != ""
    return _SAME_CLASS if same else max(_weight(left), _weight(right))


@functools.lru_cache(maxsize=20_000)
def _part(part: str) -> str:
    if part.isdigit():
        return _number(part)
    lower = part.casefold()
    return _word(lower) if len(lower) > 1 and _VOWEL.search(lower) else _spelled(lower)


def _ways(part: str) -> list[str]:
    acronym = _ACRONYM.fullmatch(part)
    if not acronym:
        return [_part(part)]
    name, plural = acronym[1].casefold(), "s" if acronym[2] else ""
    spelled = _spelled(name) + plural
    if not _VOWEL.search(name):
        return [spelled]
    if not _VOWEL.search(name[:2]):  # MNIST: em-nist
        return [_spelled(name[0]) + _word(name[1:]) + plural, spelled]
    # TPU is spelled, GAN is not, BERT never is
    return [spelled, _word(name) + plural] if len(name) <= 3 else [_word(name) + plural]


def _word(word: str) -> str:
    return _RULE.sub(lambda match: _SOUND[int((match.lastgroup or "r0")[1:])], word)


def _spelled(name: str) -> str:
    return "".join(_LETTERS.get(letter, letter) for letter in name)


def _number(digits: str) -> str:
    return _NUMBERS.get(digits) or "".join(_DIGITS.get(digit, "") for digit in digits[:12])


def _merge(heard: str) -> str:
    """A sound said twice in a row is heard once."""
    return "".join(sound for sound, _ in itertools.groupby(heard))
