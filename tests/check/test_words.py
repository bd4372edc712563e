from __future__ import annotations

from dataclasses import replace

import pytest

from lecturebook.check.words import SpokenWords
from lecturebook.model import Change
from render.conftest import to_course

REPAIRS = {"bite pair": "byte pair encoding,", "ray loo": '"ReLU"', "hash": "[#]"}


@pytest.mark.parametrize(
    ("shown", "heard", "proves"),
    [
        ("byte pair encoding", "bite pair", True),
        ("byte pair", "bite pair", True),  # the link to a concept ends inside the repair
        ("ReLU encoding", "ray loo, bite pair", True),  # one link over two repairs
        ("ReLU", "ray loo", True),
        ("#", "hash", True),
        ("ReLU", "bite pair", False),
        ("ReLU", "bird", False),
        ("ReLU encoding", "ray loo, bird", False),
        ("", "ray loo", False),
    ],
)
def test_what_was_heard_is_proven_of_each_part_of_a_repair(shown: str, heard: str, proves: bool) -> None:
    ledger = tuple(Change("alias", n, n + 1, 0.0, before, after) for n, (before, after) in enumerate(REPAIRS.items()))
    words = SpokenWords(replace(to_course().guides[0], ledger=ledger))
    assert words.proves_heard(shown, heard) is proves
