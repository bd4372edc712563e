from __future__ import annotations

import pytest

from lecturebook.concepts.written import written
from lecturebook.model import Passage, Word

# a lecture as it is shown, whose source has lower case but where a word begins with "^" -> how its names are written
WRITTEN = [
    ("So a Quorfal tree is a Quorfal tree.", "so a Quorfal tree is a Quorfal tree."),
    # the capital of a sentence is none
    ("Trees grow. Trees.", "trees grow. trees."),
    # nor one that most mentions do not have
    ("So a Quorfal and a quorfal and a quorfal", "so a quorfal and a quorfal and a quorfal"),
    ("So a Quorfal and a quorfal", "so a quorfal and a quorfal"),
    ("So an HTLC and two HTLCS", "so an HTLC and two HTLCs"),
    ("So an Oracle and two oracles, oracles", "so an oracle and two oracles, oracles"),
    # what the source has stays
    ("So ^Tree is a ^Tree is a tree", "so Tree is a Tree is a tree"),
    ("", ""),
]


@pytest.mark.parametrize(("shown", "expected"), WRITTEN)
def test_names_have_the_capitals_that_were_put_back(shown: str, expected: str) -> None:
    forms = shown.split()
    words = [
        Word(form[1:], 0.0, 1.0) if form.startswith("^") else Word(form.lower(), 0.0, 1.0, shown=form) for form in forms
    ]
    begins = [n for n in range(len(forms)) if n == 0 or forms[n - 1].endswith(".")]
    sentences = [Passage(first, first + 1, 0.0, 1.0, "") for first in begins]
    assert [word.strip(".,") for word in written(words, sentences)] == [word.strip(".,") for word in expected.split()]
