from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from lecturebook.concepts.selection import Scored, choose, how_many
from lecturebook.concepts.variants import Candidate


def entry(name: str, score: float, axis: int, *, places: tuple[int, ...] = (0, 1, 2), nested: int = 0) -> Scored:
    """A scored candidate whose vector is an axis of 64."""
    vector = np.zeros(64, np.float32)
    vector[axis] = 1
    surfaces = Counter({name: len(places)})
    return score, Candidate(name.replace(" ", ""), {tuple(name.split())}, list(places), surfaces, nested=nested), vector


def names(chosen: list[Scored]) -> list[str]:
    return [" ".join(sorted(next(iter(candidate.phrases)))) for _, candidate, _ in chosen]


# covered seconds -> how many concepts at most
LENGTHS = [(0, 3), (180, 3), (600, 10), (2400, 40), (36000, 40)]


@pytest.mark.parametrize(("seconds", "count"), LENGTHS)
def test_longer_lectures_have_more_concepts(seconds: float, count: int) -> None:
    assert how_many(seconds) == count


def test_the_best_are_chosen() -> None:
    pool = [entry(f"c{n}", 10 - n / 100, n) for n in range(60)]
    assert names(choose(pool, most=7)) == [f"c{n}" for n in range(7)]


def test_what_a_long_lecture_says_once_has_company() -> None:
    far, good = entry("far", 4.5, 2, places=(0,)), entry("good", 5.5, 3, places=(0,))
    near = entry("near", 4.5, 4, places=(0,))
    near[2][:] = 0
    near[2][[0, 4]] = 0.5, 0.75**0.5
    pool = [entry("best", 10, 0), good, far, near]
    assert names(choose(pool, most=20)) == ["best", "near"]
    assert names(choose(pool, most=9)) == ["best", "good", "far", "near"]


def test_what_a_user_keeps_is_in_however_it_scores() -> None:
    pool = [entry("a", 10, 0), entry("b", 9, 1), entry("c", 0.1, 2, nested=3)]
    assert names(choose(pool, most=2, keep={("c",)})) == ["c", "a"]


def test_a_part_of_what_a_user_keeps_is_kept_as_well() -> None:
    pool = [entry("buffer pool", 10, 0), entry("buffer", 9.9, 0)]
    assert names(choose(pool, most=2, keep={("buffer",), ("buffer", "pool")})) == ["buffer pool", "buffer"]


def test_noise_is_not_chosen() -> None:
    pool = [entry("a", 10, 0), entry("b", 4.1, 1), entry("c", 3.9, 2)]
    assert names(choose(pool, most=10)) == ["a", "b"]


def test_what_is_near_a_chosen_one_waits() -> None:
    pool = [entry("a", 10, 0), entry("b", 9.9, 0), entry("c", 9.5, 1)]
    assert names(choose(pool, most=10)) == ["a", "c", "b"]


def test_one_that_says_the_same_in_the_same_words_becomes_an_alias() -> None:
    pool = [entry("buffer pool", 10, 0), entry("pool buffer", 9.9, 0), entry("log", 9, 1)]
    chosen = choose(pool, most=10)
    assert [candidate.key for _, candidate, _ in chosen] == ["bufferpool", "log"]
    assert chosen[0][1].phrases == {("buffer", "pool"), ("pool", "buffer")}
    assert chosen[0][1].surfaces == Counter({"buffer pool": 3, "pool buffer": 0})


def test_a_near_part_of_a_chosen_one_is_no_alias_of_it() -> None:
    seldom = [entry("buffer pool", 10, 0), entry("buffer", 9.9, 0), entry("log", 9, 1)]
    chosen = choose(seldom, most=10)
    assert [candidate.key for _, candidate, _ in chosen] == ["bufferpool", "log"]
    assert chosen[0][1].phrases == {("buffer", "pool")}
    often = [seldom[0], entry("buffer", 9.9, 0, places=(0, 1, 2, 3, 4)), seldom[2]]
    assert [candidate.key for _, candidate, _ in choose(often, most=10)] == ["bufferpool", "log", "buffer"]


def test_a_longer_phrase_said_a_few_times_adds_nothing_to_its_near_part() -> None:
    often = entry("neural network", 10, 0, places=tuple(range(9)))
    assert names(choose([often, entry("artificial neural network", 9, 0)], most=10)) == ["network neural"]
    apart = entry("recurrent neural network", 9, 1)
    assert names(choose([often, apart], most=10)) == ["network neural", "network neural recurrent"]
    alone = entry("artificial neural network", 9, 0, places=tuple(range(20, 25)))
    assert len(choose([often, alone], most=10)) == 2


def test_a_part_of_a_longer_phrase_is_not_chosen() -> None:
    pool = [entry("short term memory", 9, 0), entry("term", 10, 1, places=(1, 2, 3, 4), nested=3)]
    assert names(choose(pool, most=10)) == ["memory short term"]
    alone = [entry("short term memory", 9, 0), entry("term", 10, 1, places=tuple(range(10)), nested=3)]
    assert "term" in names(choose(alone, most=10))


def test_a_section_without_a_concept_gives_its_best() -> None:
    pool = [
        *(entry(f"c{n}", 10, n) for n in range(3)),
        entry("late", 8, 9, places=(50, 51)),
        entry("x", 7, 8, places=(52,)),
    ]
    assert names(choose(pool, most=3, sections=[(0, 40), (40, 80)])) == ["c0", "c1", "late"]
    assert names(choose(pool, most=3, sections=[(0, 80)])) == ["c0", "c1", "c2"]


def test_nothing_in_nothing_out() -> None:
    assert choose([], most=10, sections=[(0, 10)]) == []
