from __future__ import annotations

import random
from itertools import pairwise

import pytest

from segmenting.metrics import boundary_f1, pk, window_diff, window_size

segeval = pytest.importorskip("segeval")

TOTAL = 60


def masses(cuts: list[int]) -> tuple[int, ...]:
    edges = [0, *cuts, TOTAL]
    return tuple(b - a for a, b in pairwise(edges))


@pytest.mark.parametrize("seed", range(40))
def test_pk_and_window_diff_are_those_of_segeval(seed: int) -> None:
    draw = random.Random(seed)
    found, gold = (sorted(draw.sample(range(1, TOTAL), draw.randint(0, 9))) for _ in range(2))
    assert pk(found, gold, TOTAL) == pytest.approx(float(segeval.pk(masses(found), masses(gold))))
    assert window_diff(found, gold, TOTAL) == pytest.approx(float(segeval.window_diff(masses(found), masses(gold))))


@pytest.mark.parametrize(("gold", "size"), [([], 30), ([30], 15), ([20, 40], 10), ([10, 20, 30, 40, 50], 5)])
def test_the_window_is_half_a_gold_section(gold: list[int], size: int) -> None:
    assert window_size(gold, TOTAL) == size


# found, gold, tolerance, F1
F1 = [
    ([], [], 1, 1.0),
    ([5], [], 1, 0.0),
    ([], [5], 1, 0.0),
    ([5], [5], 0, 1.0),
    ([5], [8], 3, 1.0),
    ([5], [8], 2, 0.0),
    # one boundary found is near two of gold, and two near one: each counts once
    ([5], [4, 6], 3, 2 / 3),
    ([4, 6], [5], 3, 2 / 3),
    # the nearest is not always the one to take
    ([5, 7], [6, 9], 2, 1.0),
    ([1.5, 30.0], [10.0, 45.0], 20.0, 1.0),
]


@pytest.mark.parametrize(("found", "gold", "tolerance", "expected"), F1)
def test_boundaries_match_one_to_one(found: list[float], gold: list[float], tolerance: float, expected: float) -> None:
    assert boundary_f1(found, gold, tolerance) == pytest.approx(expected)
