from __future__ import annotations

import pytest

from lecturebook.segment.detail import read_detail

# what is asked for, minutes, the least and the most sections
BOUNDS = [
    ("", 60, (8, 16)),
    ("normal", 90, (12, 24)),
    (" Coarse ", 60, (4, 8)),
    ("fine", 60, (14, 28)),
    ("12", 60, (12, 12)),
    ("12.5", 120, (25, 25)),
    ("", 5, (1, 1)),
    ("fine", 5.9, (1, 1)),
    ("12", 5, (1, 1)),
    ("60", 5, (5, 5)),
    ("", 6, (1, 2)),
]


@pytest.mark.parametrize(("text", "minutes", "bounds"), BOUNDS)
def test_sections_of_a_lecture(text: str, minutes: float, bounds: tuple[int, int]) -> None:
    assert read_detail(text).bounds(minutes * 60) == bounds


@pytest.mark.parametrize("text", ["finer", "0", "-3", "61", "nan", "inf", "1e9", "12 an hour"])
def test_what_is_no_detail(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_detail(text)
