from __future__ import annotations

import pytest

from lecturebook.concepts.candidates import find_candidates
from lecturebook.tokens import tokenize

# a lecture -> a phrase that is a candidate in it, or must not be
OF_PHRASES = [
    ("the order of merge is one, an order of merge is two, the order of merge and our order of merge", True),
    # too seldom, mostly of something else, a measure, a stop inside
    ("the order of merge is one, an order of merge is two, the order of merge", False),
    ("the order of merge " * 4 + "an order is an order and no order but this order", False),
    ("the order of. merge " * 4, False),
]


@pytest.mark.parametrize(("text", "expected"), OF_PHRASES)
def test_terms_with_an_of_inside(text: str, expected: bool) -> None:
    assert ("orderofmerg" in keys(text)) is expected


def test_a_measure_of_something_is_no_term() -> None:
    assert "numberofbucket" not in keys("the number of buckets is " * 4)


def test_what_is_torn_from_such_a_term_is_none() -> None:
    torn = keys("the order of merge buckets is " * 4)
    assert "orderofmerg" in torn
    assert "mergbucket" not in torn
    assert "mergbucket" in keys("the order of merge buckets is " * 4 + "the merge buckets")


def keys(text: str) -> set[str]:
    words = text.split()
    return {candidate.key for candidate in find_candidates(tokenize(words, "en"), words, language="en")}
