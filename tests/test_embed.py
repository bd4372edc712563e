from __future__ import annotations

import numpy as np
import pytest

from lecturebook.embed import _centre_weights, _span_of_each, _windows, pool, unit_rows


@pytest.mark.parametrize(
    ("tokens", "length", "windows"),
    [
        (0, 10, [(0, 0)]),
        (7, 10, [(0, 7)]),
        (10, 10, [(0, 10)]),
        (11, 10, [(0, 10), (1, 11)]),
        (26, 10, [(0, 10), (8, 18), (16, 26)]),
        (27, 10, [(0, 10), (8, 18), (16, 26), (17, 27)]),
        (3, 1, [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_windows_are_as_long_as_they_can_be_and_the_last_ends_at_the_end(
    tokens: int, length: int, windows: list[tuple[int, int]]
) -> None:
    assert _windows(tokens, length) == windows


def test_every_word_is_in_its_span_or_in_none() -> None:
    assert _span_of_each(6, [(0, 2), (3, 5)]).tolist() == [0, 0, -1, 1, 1, -1]
    assert _span_of_each(3, [(0, 3), (1, 2)]).tolist() == [0, 1, 0]  # the later wins


def test_the_middle_of_a_window_counts_most() -> None:
    weights = _centre_weights(5).tolist()
    assert weights == weights[::-1]
    assert max(weights) == weights[2] == 1
    assert min(weights) >= 0.1


def test_rows_are_of_length_one_but_for_those_of_zeros() -> None:
    rows = unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]]))
    assert rows.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0]]
    assert rows.dtype == np.float32
    assert pool(rows, [1, 5]).tolist() == pytest.approx([0.6, 0.8])
