from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturebook.concepts.mentions import find_mentions
from lecturebook.tokens import Tokens, tokenize

# words, surfaces of one concept -> its mentions as word spans
MENTIONS = [
    ("a heap file and Heap Files.", ["heap file"], [(1, 3), (4, 6)]),
    ("the write-ahead log, a write ahead log", ["write-ahead log"], [(1, 3), (4, 7)]),
    ("a B-tree, two b trees, the btree", ["B-tree", "btree"], [(1, 2), (3, 5), (6, 7)]),
    ("LRU's page and (LRU)", ["LRU"], [(0, 1), (3, 4)]),
    # of one concept's phrases the longest wins, and mentions never overlap
    ("buffer pool manager", ["buffer pool", "buffer pool manager"], [(0, 3)]),
    ("log log log", ["log log"], [(0, 2)]),
    ("tree tree-tree tree", ["tree tree"], [(0, 2)]),
    # near misses
    ("a heap of files, the reheap file", ["heap file"], []),
    ("catalog, logarithm, logic", ["log"], []),
    ("", ["log"], []),
    ("heap", ["heap file"], []),
    ("a log", [""], []),
]

STEMS = st.sampled_from(["a", "b", "c"])
PHRASES = st.dictionaries(
    st.sampled_from(["x", "y", "z"]), st.sets(st.lists(STEMS, min_size=1, max_size=3).map(tuple), max_size=3)
)


@st.composite
def token_lists(draw: st.DrawFn) -> Tokens:
    """Tokens of which some are parts of one word."""
    stems = draw(st.lists(STEMS, max_size=40))
    word, words = -1, []
    for joined in draw(st.lists(st.sampled_from([False, False, True]), min_size=len(stems), max_size=len(stems))):
        word += 0 if joined and word >= 0 else 1
        words.append(word)
    return Tokens(stems, stems, words, [False] * len(stems))


@pytest.mark.parametrize(("text", "surfaces", "spans"), MENTIONS)
def test_mentions_are_whole_words_in_any_form(text: str, surfaces: list[str], spans: list[tuple[int, int]]) -> None:
    phrases = {"key": [tuple(tokenize(surface.split(), "en").stems) for surface in surfaces]}
    assert find_mentions(tokenize(text.split(), "en"), phrases) == {"key": spans}


@settings(max_examples=400)
@given(token_lists(), PHRASES)
def test_every_place_where_a_phrase_stands_is_in_a_mention(
    tokens: Tokens, phrases: dict[str, set[tuple[str, ...]]]
) -> None:
    found = find_mentions(tokens, phrases)
    assert found.keys() == phrases.keys()
    for key, spans in found.items():
        places = [
            (tokens.word[n], tokens.word[n + len(phrase) - 1] + 1)
            for phrase in phrases[key]
            for n in range(len(tokens.stems) - len(phrase) + 1)
            if tuple(tokens.stems[n : n + len(phrase)]) == phrase
        ]
        assert set(spans) <= set(places)
        assert all(any(a < last and first < b for a, b in spans) for first, last in places)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_mentions_of_different_concepts_may_overlap() -> None:
    tokens = tokenize("the buffer pool manager".split(), "en")
    phrases = {"pool": [("buffer", "pool")], "manager": [("buffer", "pool", "manager")]}
    assert find_mentions(tokens, phrases) == {"pool": [(1, 3)], "manager": [(1, 4)]}
