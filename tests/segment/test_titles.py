from __future__ import annotations

from itertools import pairwise

import pytest

from fake import FakeEncoder
from lecturebook.language import bare
from lecturebook.model import Word
from lecturebook.segment.titles import title_sections
from lecturebook.stoplists import EDGE_VERBS, HARD

ENCODER = FakeEncoder()

TREES = "a binary tree has two children and a binary tree is balanced when the binary tree has small depth "
HEAPS = "the heap file is a pile of pages so the heap file has no order and a heap file grows at its end "
TALK = "so okay and then we go and you know it is what it is "


def titles(*sections: str, language: str = "en", names: tuple[str, ...] = ()) -> list[str]:
    texts = [section.split() for section in sections]
    words = [Word(text, n, n + 1) for n, text in enumerate(word for section in texts for word in section)]
    edges = [sum(map(len, texts[:n])) for n in range(len(texts) + 1)]
    spans = list(pairwise(edges))
    vectors = ENCODER.encode_spans([word.text for word in words], spans)
    return title_sections(words, spans, vectors, ENCODER.encode, language=language, names=names)


def test_a_title_is_what_its_section_says_most() -> None:
    first, second = titles(TREES * 2, HEAPS * 2)
    assert "binary" in first.lower()
    assert "heap" in second.lower()


@pytest.mark.parametrize("count", [2, 3, 5])
def test_no_two_titles_are_alike(count: int) -> None:
    made = titles(*[TREES] * count)
    stems = [sorted(title.lower().rstrip("s").split()) for title in made]
    assert all(stems.count(title) == 1 for title in stems)


def test_a_title_has_no_stop_word_and_no_verb_at_its_edges() -> None:
    for title in titles(TREES, HEAPS, TREES + HEAPS, HEAPS + TALK):
        words = [bare(word) for word in title.split()]
        assert not set(words) & HARD
        assert not {words[0], words[-1]} & EDGE_VERBS
        assert title[0].isupper() or title[0].isdigit()


def test_a_title_does_not_reach_over_a_stop() -> None:
    (title,) = titles("binary tree. Heap file, tree. " * 3)
    assert title.lower() in ("binary tree", "heap file", "binary", "tree", "heap", "file")


def test_a_section_of_talk_is_a_part() -> None:
    assert titles(TREES, TALK)[1] == "Part 2"


def test_names_give_the_spelling() -> None:
    assert titles("the btree index btree index btree index", names=("BTree Index",)) == ["BTree Index"]


def test_german_function_words_are_no_title() -> None:
    (title,) = titles("die Warteschlange und die Warteschlange ist nicht die Ankunftsrate", language="de")
    assert title in ("Warteschlange", "Ankunftsrate")


def test_nothing_in_nothing_out() -> None:
    assert title_sections([], [], ENCODER.encode([]), ENCODER.encode, language="en") == []
