from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from lecturebook.embed import Vectors, unit_rows
from lecturebook.segment.boundaries import segment

# the fewest units of a section
SHORTEST = 8


def cluster(direction: int, count: int, *, seed: int = 0) -> Vectors:
    """Unit rows around one axis of eight dimensions."""
    rows = np.random.default_rng(seed).normal(scale=0.1, size=(count, 8))
    rows[:, direction] += 1
    return unit_rows(rows)


def divisions(starts: list[int], total: int) -> Iterator[list[int]]:
    """Every way to cut ``[0, total)`` at some of `starts` into sections that are long enough."""
    yield [0]
    for last in starts[1:]:
        if total - last >= SHORTEST:
            yield from (
                [*cuts, last]
                for cuts in divisions([start for start in starts if start < last], last)
                if last - cuts[-1] >= SHORTEST
            )


def cost(vectors: Vectors, cuts: list[int], penalty: float) -> float:
    parts = [vectors[a:b].astype(float) for a, b in pairwise([*cuts, len(vectors)])]
    return sum(((part - part.mean(axis=0)) ** 2).sum() + penalty for part in parts)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("step", [1, 2, 3])
def test_the_division_is_the_cheapest_of_all(seed: int, step: int) -> None:
    vectors = unit_rows(np.random.default_rng(seed).normal(size=(34, 3)))
    starts = list(range(0, 34, step))
    penalty = 0.2 + seed / 4
    cheapest = min(divisions(starts, 34), key=lambda cuts: cost(vectors, cuts, penalty))
    found = segment(vectors, starts, penalty=penalty)
    assert all(b - a >= SHORTEST for a, b in pairwise([*found, 34]))
    assert cost(vectors, found, penalty) == pytest.approx(cost(vectors, cheapest, penalty))


@pytest.mark.parametrize(("first", "second"), [(30, 30), (12, 48), (45, 20)])
def test_two_clusters_are_cut_where_they_meet(first: int, second: int) -> None:
    vectors = np.vstack([cluster(0, first), cluster(1, second)])
    assert segment(vectors, range(first + second)) == [0, first]


def test_one_cluster_is_one_section() -> None:
    assert segment(cluster(0, 80), range(80)) == [0]


def test_three_clusters_of_which_two_are_alike() -> None:
    vectors = np.vstack([cluster(0, 30), cluster(1, 30, seed=1), cluster(0, 30, seed=2)])
    assert segment(vectors, range(90)) == [0, 30, 60]


def test_only_starts_are_cut_at() -> None:
    vectors = np.vstack([cluster(0, 31), cluster(1, 29)])
    assert segment(vectors, range(0, 60, 4)) in ([0, 28], [0, 32])


def test_a_section_of_its_own_needs_eight_units() -> None:
    vectors = np.vstack([cluster(0, 40), cluster(1, 5), cluster(0, 40)])
    assert all(b - a >= SHORTEST for a, b in pairwise([*segment(vectors, range(85), penalty=0.01), 85]))


def test_a_short_lecture_is_one_section() -> None:
    assert segment(np.vstack([cluster(0, 3), cluster(1, 3)]), range(6)) == [0]
    assert segment(cluster(0, 1), [0]) == [0]


def test_no_section_has_more_than_450_units() -> None:
    cuts = segment(cluster(0, 1000), range(1000))
    assert max(b - a for a, b in pairwise([*cuts, 1000])) <= 450


def test_a_sentence_longer_than_any_section_is_one() -> None:
    assert segment(cluster(0, 1000), [0, 500]) in ([0], [0, 500])


def test_nothing_in_nothing_out() -> None:
    assert segment(np.zeros((0, 8), np.float32), []) == []
