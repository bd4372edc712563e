from __future__ import annotations

import pytest

from lecturebook.concepts.identity import identity
from lecturebook.tokens import tokenize

SAME = [
    ("neural net", "neural networks"),
    ("mobile app", "mobile applications"),
    ("repo", "repositories"),
    ("config file", "configuration files"),
    ("cross entropy", "cross-entropy loss"),
    ("fine tuning", "fine-tuning"),
]
APART = [
    ("net", "network"),
    ("batch norm", "batch normalization"),
    ("net weight", "network weight"),
    ("hinge", "hinge loss"),
    ("loss function", "loss"),
]


def key(name: str, language: str = "en") -> str:
    return identity(tuple(tokenize(name.split(), language).stems), language)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_concept_in_all_lectures(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_may_be_two_things_is_two(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_other_languages_and_nothing() -> None:
    assert key("das neuronale net", "de") != key("das neuronale network", "de")
    assert identity((), "en") == ""
