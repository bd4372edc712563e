"""Terms with an "of" inside: center of mass, moment of inertia, proof of stake."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from lecturebook.stoplists import EDGE_VERBS, FUNCTION, HARD, MEASURES
from lecturebook.tokens import Stems, Tokens

# so often is it said, and so large a share of all that the lecture says of its first word
_LEAST_TIMES, _LEAST_SHARE = 4, 0.6
_SHORTEST = 3
_NO_FIRST, _NO_LAST = FUNCTION | MEASURES | EDGE_VERBS, HARD | EDGE_VERBS


def of_phrases(tokens: Tokens) -> dict[Stems, list[int]]:
    """Where an English lecture says its terms of the form "a of b", over and over and "a" of hardly anything else."""
    times = Counter(tokens.stems)
    places: defaultdict[Stems, list[int]] = defaultdict(list)
    for start in range(len(tokens.plain) - 2):
        first, middle, last = tokens.plain[start : start + 3]
        if middle == "of" and _may_name(first, last) and not any(tokens.closes[start : start + 2]):
            places[tuple(tokens.stems[start : start + 3])].append(start)
    return {
        phrase: found
        for phrase, found in places.items()
        if len(found) >= max(_LEAST_TIMES, _LEAST_SHARE * times[phrase[0]])
    }


def without_torn(phrases: Mapping[Stems, list[int]], whole: Mapping[Stems, list[int]]) -> dict[Stems, list[int]]:
    """`phrases` without those only said after the "a of" of a `whole`: "mass frame" in "center of mass frame"."""
    inside = {start + 2 for places in whole.values() for start in places}
    return {phrase: places for phrase, places in phrases.items() if len(phrase) == 1 or not inside.issuperset(places)}


def _may_name(first: str, last: str) -> bool:
    if min(len(first), len(last)) < _SHORTEST or not (first + last).isalpha():
        return False
    return first not in _NO_FIRST and last not in _NO_LAST
