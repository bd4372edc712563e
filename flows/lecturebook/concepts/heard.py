"""What a recogniser wrote for a phrase that the lecture says right elsewhere: "maxify spline" for max affine spline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from lecturebook.clean.terms.sounds import sound_similarity, sounds
from lecturebook.language import stem, zipf
from lecturebook.stoplists import FUNCTION
from lecturebook.tokens import Tokens

# how much alike two forms sound that are one; the fewest sounds that tell it, and that tell it when they are the same
_SAME_SOUND, _ENOUGH_SOUNDS, _LEAST_SOUNDS = 0.83, 5, 4
# forms whose sounds are less alike letter by letter (percent) are not compared further
_LEAST_RATIO = 75
# the same where the forms have as many words, so that two endings or prefixes may be all that differs
_SAME_SOUND_EXACTLY = 0.95
# a phrase may be heard as so many words more than it has
_MORE_WORDS = 2


def plain_words(form: str) -> list[str]:
    """The words of a surface as they are compared: case folded, parted at hyphens."""
    return form.casefold().replace("-", " ").split()


def words_apart(one: Sequence[str], other: Sequence[str], language: str) -> tuple[Sequence[str], Sequence[str]]:
    """What is left of both when the words that they begin and end with in common are gone."""
    stems = [[stem(word, language) for word in words] for words in (one, other)]
    shortest, begin, end = min(len(one), len(other)), 0, 0
    while begin < shortest and stems[0][begin] == stems[1][begin]:
        begin += 1
    while end < shortest - begin and stems[0][-1 - end] == stems[1][-1 - end]:
        end += 1
    return one[begin : len(one) - end], other[begin : len(other) - end]


def is_heard_for(one: Sequence[str], other: Sequence[str], language: str) -> bool:
    """Whether the words sound alike, and one of both may be mis-heard.

    Two usual words that sound alike ("macro", "micro") are two things: there must be a different number of words, or a
    word that is in no dictionary.
    """
    if len(one) == len(other) and all(zipf(word, language) > 0 for word in (*one, *other)):
        return False
    heard, said = sounds("".join(one)), sounds("".join(other))
    if min(len(heard), len(said)) < _LEAST_SOUNDS or fuzz.ratio(heard, said) < _LEAST_RATIO:
        return False
    is_exact = len(one) == len(other) or min(len(heard), len(said)) < _ENOUGH_SOUNDS
    return sound_similarity(heard, said) >= (_SAME_SOUND_EXACTLY if is_exact else _SAME_SOUND)


def find_heard(tokens: Tokens, names: Iterable[str], language: str) -> dict[str, list[tuple[int, int]]]:
    """For each name of two or more words the token spans that sound like it: "max if I'm spline".

    They have the first or last word of the name, no stop inside and no preposition at the end; of two, one inside the
    other, the shorter is meant.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, here in enumerate(tokens.stems):
        places[here].append(place)
    heard: dict[str, list[tuple[int, int]]] = {}
    for name in names:
        words = plain_words(name)
        sizes = range(max(2, len(words) - 1), len(words) + _MORE_WORDS + 1) if len(words) > 1 else range(0)
        spans = {(place, place + size) for place in places[stem(words[0], language)] for size in sizes}
        spans |= {(place + 1 - size, place + 1) for place in places[stem(words[-1], language)] for size in sizes}
        alike: list[tuple[int, int]] = []
        for first, last in sorted(spans, key=lambda span: (span[1] - span[0], span)):
            is_inside = first >= 0 and last <= len(tokens.plain)
            is_whole = is_inside and not any(tokens.closes[first : last - 1]) and tokens.plain[last - 1] not in FUNCTION
            if is_whole and is_heard_for(*words_apart(words, tokens.plain[first:last], language), language):
                alike += [] if any(first <= a and b <= last for a, b in alike) else [(first, last)]
        heard[name] = sorted(alike)
    return heard
