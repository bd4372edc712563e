from __future__ import annotations

import pytest

from lecturebook.study.tidy import is_announcement, is_shown


@pytest.mark.parametrize("said", ["it doesn't hold the key of the page", "they aren’t in the tree of that index"])
def test_a_clause_may_have_its_verb_in_a_negation(said: str) -> None:
    assert is_shown(said, len(said.split()))


@pytest.mark.parametrize("letter", ["a", "ש", "7", "n"])
def test_a_word_without_end_is_looked_at_once(letter: str) -> None:
    """Were it looked at once for each of its letters, this would take minutes."""
    assert not is_shown(letter * 200_000, 9)
    assert not is_announcement(letter * 200_000, 9)
