"""What others do, on the same cues and vectors: each gives the cues at which sections begin, 0 first.

`number` is how many sections are asked for; None leaves it to the method.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from lecturebook.embed import Vectors, unit_rows
from lecturebook.language import bare, stem
from lecturebook.stoplists import HARD

Floats = npt.NDArray[np.float64]
# sections an hour where a method has no rule for how many
_AN_HOUR = 12
_SOLBIATI_WINDOW = 10
_TREESEG_SHORTEST = 8
# as in Choi's paper: ranks among 11 x 11 neighbours, and gradients over mean + 1.2 standard deviations
_C99_RANK, _C99_STOP, _C99_SHORTEST = 5, 1.2, 3


def even(total: int, hours: float, number: int | None) -> list[int]:
    """Sections of the same number of cues; 12 an hour where none is asked for."""
    number = _number(hours, number)
    return [total * n // number for n in range(number)]


def solbiati(vectors: Vectors, number: int | None) -> list[int]:
    """Embeddings alone (Solbiati et al. 2021): the depths of the similarity of max-pooled windows of ten cues.

    Where no number is asked for, the depths over mean + one standard deviation.
    """
    total, window = len(vectors), _SOLBIATI_WINDOW
    places = range(window, total - window)
    pooled = [(vectors[p - window : p].max(axis=0), vectors[p : p + window].max(axis=0)) for p in places]
    near = np.array([left @ right / (np.linalg.norm(left) * np.linalg.norm(right)) for left, right in pooled])
    if not len(near):
        return [0]
    depths = np.array([near[: n + 1].max() + near[n:].max() - 2 * near[n] for n in range(len(near))])
    peaks = [n for n in range(1, len(near) - 1) if near[n] <= near[n - 1] and near[n] < near[n + 1]]
    ranked = sorted(peaks, key=lambda n: (-depths[n], n))
    if number is None:
        number = 1 + int((depths[peaks] > depths.mean() + depths.std()).sum())
    return [0, *sorted(window + n for n in ranked[: number - 1])]


def treeseg(vectors: Vectors, hours: float, number: int | None) -> list[int]:
    """TreeSeg (Gklezakos et al. 2024): the section whose parting lowers the scatter most is parted, and so on."""
    sums = np.vstack([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0, dtype=np.float64)])
    cuts, gains = [0, len(vectors)], {}
    for _ in range(_number(hours, number) - 1):
        for span in pairwise(cuts):
            if span not in gains:
                gains[span] = _best_parting(sums, *span)
        best = max(pairwise(cuts), key=lambda span: gains[span][0])
        if not np.isfinite(gains[best][0]):
            break
        cuts = sorted([*cuts, gains[best][1]])
    return cuts[:-1]


def _best_parting(sums: Floats, first: int, last: int) -> tuple[float, int]:
    places = np.arange(first + _TREESEG_SHORTEST, last - _TREESEG_SHORTEST + 1)
    if not len(places):
        return -np.inf, first
    left, right = sums[places] - sums[first], sums[last] - sums[places]
    gains = np.square(left).sum(axis=1) / (places - first) + np.square(right).sum(axis=1) / (last - places)
    whole = np.square(sums[last] - sums[first]).sum() / (last - first)
    best = int(np.argmax(gains))
    return float(gains[best] - whole), int(places[best])


def c99(texts: Sequence[str], number: int | None) -> list[int]:
    """C99 (Choi 2000): divisive clustering on the ranks of the cosines of the cues' words."""
    ranks = _ranks(_cosines(texts))
    sums = np.zeros((len(ranks) + 1, len(ranks) + 1))
    sums[1:, 1:] = ranks.cumsum(axis=0).cumsum(axis=1)
    diagonal = np.diagonal(sums)

    def inside(first: int | npt.NDArray[np.int_], last: int | npt.NDArray[np.int_]) -> Floats:
        return np.asarray(diagonal[last] + diagonal[first] - 2 * sums[first, last])

    cuts, density, taken = [0, len(texts)], [], []
    most = number or max(2, len(texts) // 20)
    while len(cuts) <= most:
        weight = sum(float(inside(a, b)) for a, b in pairwise(cuts))
        area = sum((b - a) ** 2 for a, b in pairwise(cuts))
        density.append(weight / area)
        best, place = -np.inf, 0
        for a, b in pairwise(cuts):
            places = np.arange(a + _C99_SHORTEST, b - _C99_SHORTEST + 1)
            if not len(places):
                continue
            weights = weight - inside(a, b) + inside(np.full(len(places), a), places)
            weights = weights + inside(places, np.full(len(places), b))
            dense = weights / (area - (b - a) ** 2 + (places - a) ** 2 + (b - places) ** 2)
            if dense.max() > best:
                best, place = float(dense.max()), int(places[dense.argmax()])
        if not place:
            break
        taken.append(place)
        cuts = sorted([*cuts, place])
    if number is not None:
        return cuts[:-1]
    steps = np.diff(density)
    kept = 1 + int((steps > steps.mean() + _C99_STOP * steps.std()).sum()) if len(steps) else 1
    return [0, *sorted(taken[:kept])]


def _cosines(texts: Sequence[str]) -> Floats:
    rows = [[stem(word) for word in map(bare, text.split()) if word not in HARD] for text in texts]
    kinds = {kind: n for n, kind in enumerate(sorted({kind for row in rows for kind in row}))}
    bags = np.zeros((len(rows), max(1, len(kinds))), np.float32)
    for bag, row in zip(bags, rows, strict=True):
        for kind in row:
            bag[kinds[kind]] += 1
    bags = unit_rows(bags)
    return np.asarray(bags @ bags.T, np.float64)


def _ranks(near: Floats) -> Floats:
    """For each pair the share of its neighbours that are less alike."""
    size, reach = len(near), _C99_RANK
    below, there = np.zeros_like(near), np.zeros_like(near)
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            rows = slice(max(0, -down), min(size, size - down))
            columns = slice(max(0, -right), min(size, size - right))
            moved = near[max(0, down) : min(size, size + down), max(0, right) : min(size, size + right)]
            below[rows, columns] += moved < near[rows, columns]
            there[rows, columns] += 1
    return np.asarray(below / np.maximum(1, there - 1))


def _number(hours: float, number: int | None) -> int:
    return max(1, round(_AN_HOUR * hours)) if number is None else number
