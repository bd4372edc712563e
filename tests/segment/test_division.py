from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from lecturebook.embed import Vectors, unit_rows
from lecturebook.segment.costs import Costs, Floats, Pieces, section_costs
from lecturebook.segment.division import cheapest, of_number, rises, steps_of

# the fewest units of a section
SHORTEST, LONGEST = 8, 450


def cluster(direction: int, count: int, *, seed: int = 0) -> Vectors:
    """Unit rows around one axis of eight dimensions."""
    rows = np.random.default_rng(seed).normal(scale=0.1, size=(count, 8))
    rows[:, direction] += 1
    return unit_rows(rows)


def costs_of(vectors: Vectors, edges: range | list[int]) -> Costs:
    return section_costs(Pieces(np.array([*edges, len(vectors)]), [[]] * len(vectors), vectors), LONGEST)


def steps(costs: Costs, bonus: Floats | None = None, *, shortest: int = SHORTEST, longest: int = LONGEST) -> Floats:
    return steps_of(costs, np.zeros(len(costs.pieces)) if bonus is None else bonus, shortest=shortest, longest=longest)


def cuts(vectors: Vectors, edges: range | list[int], price: float = 15.0) -> list[int]:
    """The units at which sections begin."""
    costs = costs_of(vectors, edges)
    return [int(costs.pieces.edges[cut]) for cut in cheapest(steps(costs), price)]


def divisions(starts: list[int], total: int) -> Iterator[list[int]]:
    """Every way to cut ``[0, total)`` at some of `starts` into sections that are long enough."""
    yield [0]
    for last in starts[1:]:
        if total - last >= SHORTEST:
            yield from (
                [*before, last]
                for before in divisions([start for start in starts if start < last], last)
                if last - before[-1] >= SHORTEST
            )


def total_cost(costs: Costs, bonus: Floats, units: list[int], price: float) -> float:
    place = {int(unit): n for n, unit in enumerate(costs.pieces.edges)}
    ends = [place[unit] for unit in [*units, int(costs.pieces.edges[-1])]]
    return sum(costs.of(b, a, a + 1)[0] + price for a, b in pairwise(ends)) - sum(bonus[a] for a in ends[1:-1])


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("step", [1, 3])
def test_the_division_is_the_cheapest_of_all(seed: int, step: int) -> None:
    draw = np.random.default_rng(seed)
    starts = list(range(0, 34, step))
    costs = costs_of(unit_rows(draw.normal(size=(34, 3))), starts)
    bonus, price = draw.normal(size=len(starts)), 0.2 + seed / 2
    every = list(divisions(starts, 34))
    found = [starts[cut] for cut in cheapest(steps(costs, bonus), price)]
    assert total_cost(costs, bonus, found, price) == pytest.approx(
        min(total_cost(costs, bonus, c, price) for c in every)
    )
    for number in (1, 2, 3, 4):
        found = [starts[cut] for cut in of_number(steps(costs, bonus), number)]
        of_that = [total_cost(costs, bonus, c, 0) for c in every if len(c) == number]
        if of_that:
            assert len(found) == number
            assert total_cost(costs, bonus, found, 0) == pytest.approx(min(of_that))


@pytest.mark.parametrize(("first", "second"), [(30, 30), (12, 48), (45, 20)])
def test_two_clusters_are_cut_where_they_meet(first: int, second: int) -> None:
    vectors = np.vstack([cluster(0, first), cluster(1, second)])
    assert cuts(vectors, range(first + second)) == [0, first]


def test_one_cluster_is_one_section() -> None:
    assert cuts(cluster(0, 80), range(80)) == [0]


def test_three_clusters_of_which_two_are_alike() -> None:
    vectors = np.vstack([cluster(0, 30), cluster(1, 30, seed=1), cluster(0, 30, seed=2)])
    assert cuts(vectors, range(90)) == [0, 30, 60]


def test_pieces_are_not_cut() -> None:
    assert cuts(np.vstack([cluster(0, 31), cluster(1, 29)]), range(0, 60, 4)) in ([0, 28], [0, 32])


def test_a_piece_that_opens_something_is_preferred() -> None:
    costs = costs_of(np.vstack([cluster(0, 30), cluster(1, 30)]), range(60))
    bonus = np.zeros(60)
    bonus[32] = 50.0
    assert cheapest(steps(costs, bonus), 15.0) == [0, 32]


def test_sections_have_eight_units_and_no_more_than_450() -> None:
    vectors = np.vstack([cluster(0, 40), cluster(1, 5), cluster(0, 40)])
    assert all(b - a >= SHORTEST for a, b in pairwise([*cuts(vectors, range(85), 0.01), 85]))
    assert max(b - a for a, b in pairwise([*cuts(cluster(0, 1000), range(1000)), 1000])) <= LONGEST


@pytest.mark.parametrize("edges", [[0], [0, 3], [0, 1, 2]])
def test_a_short_lecture_is_one_section(edges: list[int]) -> None:
    assert cuts(np.vstack([cluster(0, 3), cluster(1, 3)]), edges) == [0]


@pytest.mark.parametrize("edges", [[0, 500], [0, 3, 500], [0, 500, 997], [0, 2, 4, 996, 998]])
def test_a_piece_longer_than_any_section_is_no_trouble(edges: list[int]) -> None:
    found = cuts(cluster(0, 1000), edges)
    assert found[0] == 0
    assert set(found) <= set(edges)


def test_no_more_sections_than_there_can_be() -> None:
    assert len(of_number(steps(costs_of(cluster(0, 30), range(30))), 50)) == 3


def test_no_fewer_sections_than_there_must_be() -> None:
    assert len(of_number(steps(costs_of(cluster(0, 1000), range(1000))), 1)) == 3


def test_a_stretch_is_divided_alone() -> None:
    costs = costs_of(np.vstack([cluster(0, 30), cluster(1, 30), cluster(2, 30)]), range(90))
    inside = steps_of(costs, np.zeros(90), shortest=4, longest=LONGEST, first=20, last=50)
    assert cheapest(inside, 5.0) == [0, 10]


def test_what_a_cut_saves_is_what_the_costs_say() -> None:
    costs = costs_of(np.vstack([cluster(0, 30), cluster(1, 30), cluster(2, 30)]), range(90))
    bonus = np.zeros(90)
    bonus[60] = 3.0
    first, second = rises(costs, bonus, [0, 30, 60], 90)
    assert first == pytest.approx(costs.of(60, 0, 1)[0] - costs.of(30, 0, 1)[0] - costs.of(60, 30, 31)[0])
    assert second == pytest.approx(3 + costs.of(90, 30, 31)[0] - costs.of(60, 30, 31)[0] - costs.of(90, 60, 61)[0])


def test_one_section_has_no_cut_to_save() -> None:
    assert rises(costs_of(cluster(0, 30), range(30)), np.zeros(30), [0], 30) == []
