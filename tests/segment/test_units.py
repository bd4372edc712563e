from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from lecturebook.model import Passage
from lecturebook.segment.units import sentence_starts, sentence_vectors, units_of

# words in each sentence -> units
UNITS = [
    ([10], [(0, 10)]),
    ([3], [(0, 3)]),
    ([14], [(0, 14)]),
    ([16], [(0, 8), (8, 16)]),
    ([25], [(0, 12), (12, 25)]),
    ([4, 20, 1], [(0, 4), (4, 14), (14, 24), (24, 25)]),
    ([], []),
]


def sentences(lengths: list[int]) -> list[Passage]:
    edges = [0, *np.cumsum(lengths).tolist()]
    return [Passage(a, b, float(a), float(b), "") for a, b in pairwise(edges)]


@pytest.mark.parametrize(("lengths", "units"), UNITS)
def test_units_cut_each_sentence_evenly(lengths: list[int], units: list[tuple[int, int]]) -> None:
    assert units_of(sentences(lengths)) == units


def test_sentence_starts_are_the_first_units() -> None:
    made = sentences([4, 20, 1])
    assert sentence_starts(made, units_of(made)) == [0, 1, 3]


def test_a_sentence_is_the_mean_of_its_units_by_words() -> None:
    made = sentences([5, 25])
    units = units_of(made)
    rows = sentence_vectors(made, units, np.array([[1, 0], [1, 0], [0, 1]], np.float32))
    assert units == [(0, 5), (5, 17), (17, 30)]
    assert rows[0].tolist() == [1, 0]
    assert rows[1] == pytest.approx(np.array([12, 13]) / np.hypot(12, 13))


def test_nothing_in_nothing_out() -> None:
    assert sentence_vectors([], [], np.zeros((0, 4), np.float32)).shape == (0, 4)
