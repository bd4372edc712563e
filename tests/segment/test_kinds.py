from __future__ import annotations

import pytest

from lecturebook.model import Passage
from lecturebook.segment.kinds import is_introduction, is_questions


def said(*texts: str, start: float = 0.0, seconds: float = 10.0) -> list[Passage]:
    """Sentences of `seconds` each."""
    return [Passage(n, n + 1, start + n * seconds, start + (n + 1) * seconds, text) for n, text in enumerate(texts)]


HELLO = "Hello and welcome."
PLAN = "In this lecture we're going to talk about pages."


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (said(HELLO, PLAN), True),
        (said(HELLO, PLAN, start=59), True),
        (said(HELLO, PLAN, start=61), False),
        (said(HELLO, PLAN, seconds=200), False),
        (said(HELLO, "A page holds rows."), True),
        (said("Hello.", "A page holds rows."), False),
        (said("A page holds rows.", "So does a heap."), False),
        ([], False),
    ],
)
def test_introductions(sentences: list[Passage], expected: bool) -> None:
    assert is_introduction(sentences) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Any questions?", "Is it sorted?", "The question is whether it is sorted.", "It is not."), True),
        (("Any questions.", "The question is whether it is sorted.", "It is not."), False),  # nobody asks
        (("Is it sorted?", "Why is that?", "Because a heap has no order."), False),  # the lecturer asks
        ((), False),
    ],
)
def test_rounds_of_questions(texts: tuple[str, ...], expected: bool) -> None:
    assert is_questions(said(*texts)) is expected
