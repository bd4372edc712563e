from __future__ import annotations

import pytest

from lecturebook.concepts.heard import find_heard, is_heard_for
from lecturebook.tokens import tokenize

# a lecture and a name -> what was written for it
HEARD = [
    ("then a max of fine spline and more", "max affine spline", ["max of fine spline"]),
    ("with maxify splines here", "max affine spline", ["maxify splines"]),
    ("by have you in learning we mean", "hebbian learning", ["have you in learning"]),
    # near misses: the name itself, two usual words, a stop inside, an end that no name has
    ("the max affine spline", "max affine spline", []),
    ("the micro average", "macro average", []),
    ("the max of fine. Spline", "max affine spline", []),
    ("a pre tokenize in bytes", "pre-tokenizer", []),
    ("one word", "maximum", []),
    ("", "max affine spline", []),
]

# words that sound alike -> whether one may be heard for the other
ALIKE = [
    (["scaler"], ["scalar"], True),
    (["macro"], ["micro"], False),
    (["retrained"], ["pretrained"], False),
    ([], ["affine"], False),
]


@pytest.mark.parametrize(("text", "name", "expected"), HEARD)
def test_what_sounds_like_a_name_is_found(text: str, name: str, expected: list[str]) -> None:
    words = text.split()
    found = find_heard(tokenize(words, "en"), [name], "en")
    assert [" ".join(words[first:last]) for first, last in found[name]] == expected


@pytest.mark.parametrize(("one", "other", "expected"), ALIKE)
def test_what_sounds_alike(one: list[str], other: list[str], expected: bool) -> None:
    assert is_heard_for(one, other, "en") is expected
    assert is_heard_for(other, one, "en") is expected
