"""What is said again: in a later section, surely a definition, and of the same content."""

from __future__ import annotations

import pytest

from lecturebook.concepts.again import said_again
from lecturebook.concepts.definitions import Definition
from lecturebook.model import Passage

SECTIONS = [(0, 100), (100, 200), (200, 300)]
PILE = "A heap file is an unsorted pile of pages."


def defined(first: int, text: str = PILE, *, points: float = 3.0, score: float = 4.0) -> Definition:
    return Definition(Passage(first, first + 9, float(first), first + 9.0, text), points, score)


BEST = defined(10, score=6.0)


@pytest.mark.parametrize(
    ("later", "is_again"),
    [
        (defined(110), True),
        (defined(110, "As I said, a heap file is just a pile where rows lie unsorted."), True),
        (defined(50), False),
        (defined(110, points=2.0), False),
        (defined(110, "A heap file is what the lab of next week is on."), False),
        (defined(110, "A heap file is a thing that has rows, columns and a name."), False),
    ],
    ids=["the same", "in other words", "in the same section", "not surely", "of something else", "else"],
)
def test_what_is_said_again(later: Definition, is_again: bool) -> None:
    assert said_again("heap file", [BEST, later], SECTIONS) == [later] * is_again


def test_each_later_section_has_one_in_the_order_of_the_lecture() -> None:
    ranked = [BEST, defined(250), defined(150, score=3.5), defined(110, score=3.0)]
    assert [one.passage.first for one in said_again("heap file", ranked, SECTIONS)] == [150, 250]


def test_what_is_given_beside_the_best_is_not_said_again() -> None:
    assert said_again("heap file", [BEST, defined(150, score=5.9)], SECTIONS) == []


def test_what_is_not_defined_is_not_said_again() -> None:
    assert said_again("heap file", [], SECTIONS) == []
