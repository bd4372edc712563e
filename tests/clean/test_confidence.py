from __future__ import annotations

import pytest

from lecturebook.clean.confidence import doubtful
from lecturebook.model import Word

CASES = [
    ([None, None], set()),
    ([0.99] * 20, set()),
    # the lowest of a few
    ([0.9, 0.9, 0.3, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9], {2}),
    # where half of the words are low that says nothing
    ([0.3, 0.9] * 5, set()),
    # classes: the lowest one, if it is not too large
    ([1.0, 1.0, 0.9, 0.9, 0.9, 0.9, 0.9, 0.8, 0.8, 1.0], {7, 8}),
    # a scale that ends below 1
    ([0.5, 0.5, 0.1, None, 0.5, 0.5, 0.5], {2}),
    ([], set()),
]


@pytest.mark.parametrize(("confidences", "places"), CASES)
def test_words_well_below_the_surest(confidences: list[float | None], places: set[int]) -> None:
    words = [Word("w", n, n + 1, confidence=confidence) for n, confidence in enumerate(confidences)]
    assert doubtful(words) == places
