from __future__ import annotations

from collections import Counter
from math import lgamma

import numpy as np
import pytest

from lecturebook.embed import unit_rows
from lecturebook.segment.costs import Pieces, section_costs

SCATTER = 2 / 0.75


def pieces(seed: int, *, units: int = 60, kinds: int = 12, most: int = 3) -> Pieces:
    draw = np.random.default_rng(seed)
    edges = [0]
    while edges[-1] < units:
        edges.append(min(units, edges[-1] + int(draw.integers(1, most + 1))))
    words = [draw.integers(0, kinds, size=draw.integers(0, 9)).tolist() for _ in range(units)]
    return Pieces(np.array(edges), words, unit_rows(draw.normal(size=(units, 8))))


def by_definition(made: Pieces, start: int, end: int) -> float:
    """The cost of a section from the formulas, with nothing kept from one section to the next."""
    units = slice(made.edges[start], made.edges[end])
    kinds = len({kind for row in made.words for kind in row})
    prior = 0.2 * min(1, 500 / kinds)
    counts = Counter(kind for row in made.words[units] for kind in row)
    likelihood = sum(lgamma(count + prior) - lgamma(prior) for count in counts.values())
    likelihood -= lgamma(counts.total() + kinds * prior) - lgamma(kinds * prior)
    total = made.vectors[units].astype(float).sum(axis=0)
    return -likelihood - SCATTER * float(total @ total) / (units.stop - units.start)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("most", "longest"), [(1, 20), (3, 20), (3, 600)])
def test_costs_are_those_of_the_definition(seed: int, most: int, longest: int) -> None:
    made = pieces(seed, most=most)
    costs = section_costs(made, longest)
    for end in range(1, len(made) + 1):
        for start in range(max(0, end - costs.width), end):
            assert costs.of(end, start, start + 1)[0] == pytest.approx(by_definition(made, start, end), abs=1e-4)


def test_blocks_do_not_show() -> None:
    made = pieces(0, units=1200, kinds=40)
    costs = section_costs(made, 50)
    for end in (511, 512, 513, len(made)):
        assert costs.of(end, end - 9, end - 8)[0] == pytest.approx(by_definition(made, end - 9, end), abs=1e-3)


def test_the_same_words_cost_less_than_others() -> None:
    vectors = unit_rows(np.ones((4, 3)))
    same = section_costs(Pieces(np.arange(5), [[0, 1], [0, 1], [0, 1], [0, 1], [2], [3]][:4], vectors), 9)
    other = section_costs(Pieces(np.arange(5), [[0, 1], [0, 1], [2, 3], [2, 3]], vectors), 9)
    assert same.of(4, 0, 1)[0] < other.of(4, 0, 1)[0]


def test_without_words_the_meanings_are_left() -> None:
    made = Pieces(np.arange(5), [[], [], [], []], unit_rows(np.random.default_rng(1).normal(size=(4, 3))))
    costs = section_costs(made, 9)
    assert costs.of(4, 0, 1)[0] == pytest.approx(-SCATTER * float(np.square(made.vectors.sum(axis=0)).sum()) / 4)


def test_nothing_in_nothing_out() -> None:
    assert section_costs(Pieces(np.array([0]), [], np.zeros((0, 8), np.float32)), 9).band.shape[0] == 1
