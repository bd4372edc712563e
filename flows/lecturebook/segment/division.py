"""The cheapest division of a lecture into sections, found exactly: by the price of a section, or by their number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from lecturebook.segment.costs import Costs, Floats


def steps_of(
    costs: Costs, bonus: Floats, *, shortest: int, longest: int, first: int = 0, last: int | None = None
) -> Floats:
    """What each section adds to a division of the pieces ``[first, last)``; infinity where it may not be.

    Rows are the ends of sections from `first` on, columns their starts as in `Costs`. `bonus` is what a piece takes
    off for beginning a section, shape ``(pieces,)``. Sections have `shortest` to `longest` units; where no division is
    made of such alone, as of three sentences of which one takes an hour, any number up to `longest`, or one piece.
    """
    last = len(costs.pieces) if last is None else last
    whole = int(costs.pieces.edges[last] - costs.pieces.edges[first])
    steps, is_possible = _steps(costs, bonus, first, last, (min(shortest, whole), longest))
    return steps if is_possible else _steps(costs, bonus, first, last, (1, longest))[0]


def _steps(costs: Costs, bonus: Floats, first: int, last: int, lengths: tuple[int, int]) -> tuple[Floats, bool]:
    """The steps where sections have these `lengths`, and whether any division is made of them."""
    edges = costs.pieces.edges[first : last + 1]
    size, width = last - first, costs.width
    steps = np.full((size + 1, width), np.inf)
    reached = np.zeros(size + 1, bool)
    reached[0] = True
    lows = np.searchsorted(edges, edges - lengths[1])
    highs = np.searchsorted(edges, edges - lengths[0], side="right")
    for end in range(1, size + 1):
        low, high = int(min(lows[end], end - 1)), int(highs[end])
        reached[end] = reached[low:high].any()
        if low < high:
            columns = slice(width - end + low, width - end + high)
            # the first section begins where it must, whatever is said there
            taken_off = np.where(np.arange(low, high) > 0, bonus[first + low : first + high], 0.0)
            steps[end, columns] = costs.band[first + end, columns] - taken_off
    return steps, bool(reached[size])


def cheapest(steps: Floats, price: float) -> list[int]:
    """The pieces at which sections begin, in order, where each costs `price` besides; of equals the longer sections."""
    size, width = steps.shape[0] - 1, steps.shape[1]
    best, back = np.full(width + size + 1, np.inf), np.zeros(size + 1, int)
    best[width] = 0.0
    for end in range(1, size + 1):
        totals = best[end : end + width] + steps[end]
        least = int(np.argmin(totals))
        best[width + end], back[end] = totals[least] + price, width - least
    return _trace([back] * (size + 1), size)


def of_number(steps: Floats, number: int) -> list[int]:
    """The same for the cheapest division into `number` sections, or into the nearest number that there can be."""
    size, width = steps.shape[0] - 1, steps.shape[1]
    best = np.full(width + size + 1, np.inf)
    best[width] = 0.0
    backs: list[np.ndarray[tuple[int], np.dtype[np.int_]]] = []
    possible = 0
    while len(backs) < size and (len(backs) < number or not possible):
        totals = sliding_window_view(best, width)[: size + 1] + steps
        least = totals.argmin(axis=1)
        best = np.concatenate([np.full(width, np.inf), totals[np.arange(size + 1), least]])
        backs.append(width - least)
        if np.isfinite(best[-1]):
            possible = len(backs)
    return _trace(backs[:possible][::-1], size)


def _trace(backs: Sequence[np.ndarray[tuple[int], np.dtype[np.int_]]], end: int) -> list[int]:
    """The starts of sections from the last to the first, put in order; `backs` is asked once for each."""
    cuts: list[int] = []
    for back in backs:
        if not end:
            break
        end -= int(back[end])
        cuts.append(end)
    return cuts[::-1]


def rises(costs: Costs, bonus: Floats, cuts: Sequence[int], last: int) -> list[float]:
    """For each of `cuts` but the first: by how much the cost rises where the two sections that meet there are one.

    Infinity where the two are longer than a section may be. `last` is the piece at which the last section ends.
    """
    found = []
    for (before, start), end in zip(pairwise(cuts), [*cuts, last][2:], strict=True):
        if end - before > costs.width:
            found.append(float("inf"))
            continue
        joined, left, right = (
            float(costs.of(b, a, a + 1)[0]) for a, b in ((before, end), (before, start), (start, end))
        )
        found.append(joined - left - right + float(bonus[start]))
    return found
