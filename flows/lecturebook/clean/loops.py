"""Loops: a phrase said over and over, as speech recognition does where nobody speaks ("Thanks for watching").

Found by repetition alone, never by what the phrase is. What people do say again and again stands apart: numbers and
letters, "no no no no", a refrain of a few lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# words; the recogniser hears windows of 30 seconds, in which at most so many are said
LONGEST = 80
# how often a phrase of at most so many words must stand in a row to be a loop. Lectures without one hold "the
# gradient of the gradient of the gradient of", songs a line three or four times
_FEWEST = ((1, 6), (4, 5), (9, 4), (LONGEST, 3))
# nobody says a function word four times but by stammering
_FEWEST_FUNCTION = 4
# "no no no no no no", and what is counted or spelled: "plus one plus one", "zero zero zero zero zero zero zero zero"
_FEWEST_EMPHATIC, _FEWEST_COUNTED = 12, 40


def loops(
    keys: Sequence[str],
    *,
    function: frozenset[str] = frozenset(),
    emphatic: frozenset[str] = frozenset(),
    counted: frozenset[str] = frozenset(),
) -> list[tuple[int, int]]:
    """The half-open spans of `keys` that say again what stands right before them; the first saying is kept.

    `keys` are words as they are compared, "" what never is. In a span every saying is whole: of "a b a b a b a b a b
    a" the last "a" may begin what comes next, and stays. `function`, `emphatic` and `counted` words have numbers of
    their own; whatever holds a digit or is a single letter is counted, too.

    >>> loops("so thanks for watching thanks for watching thanks for watching thanks for watching thanks for watching "
    ...     "thanks for all".split())
    [(4, 16)]
    """
    numbers: dict[str, int] = {}
    # no blank is like another
    ids = np.array([numbers.setdefault(key, len(numbers)) if key else -1 - n for n, key in enumerate(keys)], np.int64)
    free = np.ones(len(keys), np.bool_)
    found = []
    for period in range(1, min(LONGEST, len(keys) // 2) + 1):
        least = next(count for longest, count in _FEWEST if period <= longest)
        if period == 1 and function:
            least = min(least, _FEWEST_FUNCTION)
        for first, last in _runs(ids[:-period] == ids[period:], period * (least - 1)):
            # the sayings stand in [first, last + period)
            sayings = (last - first) // period + 1
            if sayings < _fewest(keys[first : first + period], least, function, emphatic, counted):
                continue
            span = first + period, first + sayings * period
            # a loop of "a b" is one of "a b a b", too: the shortest phrase has it
            if free[span[0] : span[1]].all():
                free[span[0] : span[1]] = False
                found.append(span)
    return sorted(found)


def _runs(same: NDArray[np.bool_], least: int) -> list[tuple[int, int]]:
    """The half-open runs of true values in `same` of at least that length."""
    edges = np.diff(np.concatenate(([0], same.view(np.int8), [0])))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    long = ends - starts >= least
    return [(int(start), int(end)) for start, end in zip(starts[long], ends[long], strict=True)]


def _fewest(
    phrase: Sequence[str], least: int, function: frozenset[str], emphatic: frozenset[str], counted: frozenset[str]
) -> int:
    """How often `phrase` must be said to be a loop, given the number its length alone asks for."""
    if any(is_counted(word, counted) for word in phrase):
        return _FEWEST_COUNTED
    if all(word in emphatic for word in phrase):
        return _FEWEST_EMPHATIC
    if len(phrase) == 1 and phrase[0] not in function:
        return _FEWEST[0][1]
    return least


def is_counted(word: str, counted: frozenset[str]) -> bool:
    """Whether `word` is a number or a letter, which may be said twice on purpose."""
    return word in counted or len(word) == 1 or any(letter.isdigit() for letter in word)
