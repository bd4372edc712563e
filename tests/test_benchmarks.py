"""What benchmarks measure with: literal texts and the figures that follow from them."""

from __future__ import annotations

import math

import pytest

from lecturebook.model import Passage
from summaries import Module, rouge_1, within
from titles import token_f1, tokens


@pytest.mark.parametrize(
    ("one", "other", "f1"),
    [
        ("Heap files", "heap files", 1.0),
        ("Heap files · pages", "Heap files", 0.8),
        ("Proof-of-stake", "proof of stake", 1.0),
        ("trees", "heap files", 0.0),
        ("", "", 0.0),
    ],
)
def test_token_f1(one: str, other: str, f1: float) -> None:
    assert math.isclose(token_f1(one, other), f1)


def test_tokens_are_plain_words() -> None:
    assert tokens("What is P2P? Q/A · C++") == ["what", "is", "p2p", "q", "a", "c++"]


@pytest.mark.parametrize(
    ("one", "other", "f1"),
    [("a heap file", "A heap file.", 1.0), ("a heap a heap", "a heap", 2 / 3), ("a tree", "the heap", 0.0)],
)
def test_rouge_1(one: str, other: str, f1: float) -> None:
    assert math.isclose(rouge_1(one, other), f1)


def test_what_does_not_fit_into_a_budget_is_passed_over() -> None:
    sentences = tuple(Passage(first, last, 0, 1, "") for first, last in ((0, 60), (60, 120), (120, 150)))
    module = Module("", "", sentences, None, (), "")  # type: ignore[arg-type]
    assert within(module, [0, 1, 2], 100) == [0, 2]
