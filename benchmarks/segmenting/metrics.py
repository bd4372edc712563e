"""How far a division is from another: Pk, WindowDiff, and F1 of boundaries within a tolerance.

A division of `total` cues is the list of the cues at which its sections but the first begin, in order. Pk (Beeferman,
Berger and Lafferty 1999) and WindowDiff (Pevzner and Hearst 2002) are those of `segeval`, window size included.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np


def pk(found: Sequence[int], gold: Sequence[int], total: int) -> float:
    """The share of pairs of cues, half a gold section apart, on which the two disagree whether a boundary is between.

    >>> round(pk([6, 10], [5, 10], 14), 3)
    0.167
    """
    found_counts, gold_counts, window = _counts(found, gold, total)
    apart = (_within(found_counts, window) > 0) != (_within(gold_counts, window) > 0)
    return float(apart.mean()) if len(apart) else 0.0


def window_diff(found: Sequence[int], gold: Sequence[int], total: int) -> float:
    """The share of such pairs on which the two disagree how many boundaries are between."""
    found_counts, gold_counts, window = _counts(found, gold, total)
    apart = _within(found_counts, window) != _within(gold_counts, window)
    return float(apart.mean()) if len(apart) else 0.0


def boundary_f1(found: Sequence[float], gold: Sequence[float], tolerance: float) -> float:
    """F1 of the boundaries, each matched to at most one that is no farther than `tolerance`; 1 where there are none.

    Both are in order, so that taking the first that fits gives the most matches.
    """
    if not found and not gold:
        return 1.0
    hits, place = 0, 0
    for boundary in gold:
        while place < len(found) and found[place] < boundary - tolerance:
            place += 1
        if place < len(found) and found[place] <= boundary + tolerance:
            hits, place = hits + 1, place + 1
    return 2 * hits / (len(found) + len(gold))


def window_size(gold: Sequence[int], total: int) -> int:
    """Half the mean length of a gold section, at least two; halves go to the even number."""
    return max(2, round(Decimal(total) / (len(gold) + 1) / 2))


def _counts(
    found: Sequence[int], gold: Sequence[int], total: int
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int_]], np.ndarray[tuple[int], np.dtype[np.int_]], int]:
    """For each cue how many boundaries of either are at or before it, and the window."""
    places = np.arange(total)
    counts = [np.searchsorted(np.asarray(cuts, int), places, side="right") for cuts in (found, gold)]
    return counts[0], counts[1], window_size(gold, total)


def _within(
    counts: np.ndarray[tuple[int], np.dtype[np.int_]], window: int
) -> np.ndarray[tuple[int], np.dtype[np.int_]]:
    return counts[window:] - counts[:-window]
