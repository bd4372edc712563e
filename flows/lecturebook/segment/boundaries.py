"""Topic boundaries by exact dynamic programming on the scatter of unit vectors.

The cost of a section is how far its units lie from their mean, Σ‖x‖² − ‖Σx‖²/n, plus a price for opening it; the
cheapest division is found exactly (kernel change-point detection, Harchaoui and Cappé 2007, with a linear kernel).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lecturebook.embed import Vectors

# the price of a section, in units of scatter: at 6.5 the labelled lectures are cut into 12-16 sections an hour (people:
# 9-16) and boundary F1 within three cues is .269 on 89 talks; at 5 .282 with half as many again, at 8 .243
PENALTY = 6.5
# units of about ten words: shorter sections read as noise, longer ones are no help
_SHORTEST, _LONGEST = 8, 450


def segment(vectors: Vectors, starts: Sequence[int], *, penalty: float = PENALTY) -> list[int]:
    """The units at which a section begins, in order, 0 first; empty for no units.

    `vectors` are the units' rows of length 1, shape ``(units, dimension)``; `starts` the units that may begin a
    section (those that begin a sentence). Linear in the number of units; equal costs keep the earlier cut.
    """
    if not len(vectors):
        return []
    edges = np.array([*starts, len(vectors)])
    sums = np.vstack([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0, dtype=np.float64)])[edges]
    squares = np.concatenate([[0.0], np.cumsum(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))])[edges]
    best, previous = np.full(len(edges), np.inf), np.zeros(len(edges), int)
    best[0] = 0.0
    for end in range(1, len(edges)):
        low = int(np.searchsorted(edges, edges[end] - _LONGEST))
        high = int(np.searchsorted(edges, edges[end] - _SHORTEST, side="right"))
        if not np.isfinite(best[low:high]).any():
            if edges[end] < _SHORTEST and end < len(edges) - 1:
                continue  # too near the start for a section to end here
            # a lecture shorter than a section, or a sentence longer than one: whatever there is
            low, high = 0, max(high, 1)
        sizes = edges[end] - edges[low:high]
        scatter = squares[end] - squares[low:high] - np.square(sums[end] - sums[low:high]).sum(axis=1) / sizes
        totals = best[low:high] + scatter + penalty
        least = int(np.argmin(totals))
        best[end], previous[end] = totals[least], low + least
    return _trace(previous, edges)


def _trace(
    previous: np.ndarray[tuple[int], np.dtype[np.int_]], edges: np.ndarray[tuple[int], np.dtype[np.int_]]
) -> list[int]:
    place, cuts = len(edges) - 1, []
    while place:
        place = int(previous[place])
        cuts.append(int(edges[place]))
    return cuts[::-1]
