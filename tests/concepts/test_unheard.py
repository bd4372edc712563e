from __future__ import annotations

import pytest

from lecturebook.concepts.candidates import find_candidates
from lecturebook.concepts.naming import Spellings, aliases_of, name_of
from lecturebook.concepts.unheard import find_unheard
from lecturebook.tokens import tokenize

PASSES = "the vert reads a page. then vert sorts the runs, and so vert merges what Burke had read"

# a title and a lecture -> names that are never heard right, with what was heard for them
UNHEARD = [
    ("BERT: sorting what does not fit", PASSES, {"BERT": ["burke", "vert"]}),
    ("Quorfal in practice", "the kworfle here, a kworfle there and a kworfle again", {"Quorfal": ["kworfle"]}),
    ("Kubelik sorts", "a cube lick reads, the cube lick sorts and our cube lick writes", {"Kubelik": ["cube lick"]}),
    # near misses: heard right, too seldom, no name by its spelling, an everyday word, a letter more or less
    ("BERT: sorting what does not fit", f"{PASSES} as bert does", {}),
    ("BERT: sorting what does not fit", "the vert reads a page, then vert sorts", {}),
    ("BERT: SORTING WHAT DOES NOT FIT", PASSES, {}),
    ("Bert sorts pages", PASSES, {}),
    ("BERT: sorting what does not fit", "one part and another part and the part after", {}),
    ("BTL", "the battle of one, a battle of two and the battle of three", {}),
    ("", PASSES, {}),
]


@pytest.mark.parametrize(("title", "text", "expected"), UNHEARD)
def test_names_of_the_title_that_are_never_heard_right(title: str, text: str, expected: dict[str, list[str]]) -> None:
    found = find_unheard(tokenize(text.split(), "en"), title)
    heard = {name_of(one, Spellings()): sorted(aliases_of(one, name_of(one, Spellings()))) for one in found}
    assert heard == expected


def test_the_name_takes_the_place_of_what_was_heard_for_it() -> None:
    words = f"{PASSES}, as the vert model and that vert model do".split()
    tokens = tokenize(words, "en")
    with_title = find_candidates(tokens, words, language="en", title="BERT: sorting")
    keys = {candidate.key for candidate in with_title}
    assert "bert" in keys
    assert not {"vert", "vertmodel"} & keys
    assert {"vert", "vertmodel"} <= {candidate.key for candidate in find_candidates(tokens, words, language="en")}
    bert = next(candidate for candidate in with_title if candidate.key == "bert")
    assert bert.positions == sorted(n for n, word in enumerate(tokens.plain) if word in ("vert", "burke"))
