from __future__ import annotations

import pytest

from fake import FakeEncoder
from lecturebook.embed import unit_rows
from lecturebook.language import bare
from lecturebook.model import Passage
from lecturebook.segment.titles import title_sections
from lecturebook.stoplists import EDGE_VERBS, HARD

ENCODER = FakeEncoder()

TREES = "A binary tree has two children. A binary tree is balanced when the binary tree has small depth."
HEAPS = "The heap file is a pile of pages. So the heap file has no order. And a heap file grows at its end."
TALK = "So okay and then we go. And you know it is what it is."
HELLO = "Hello and welcome to the course. In this lecture we're going to talk about a heap file and its pages."
ROUNDS = (
    "Are there any questions on the heap file? So how big is a heap file? The question is how big a heap file gets. "
    "It grows as long as there is room on the disk. Next question please? Can a heap file be sorted by a key?"
)


def titles(
    *sections: str,
    language: str = "en",
    names: tuple[str, ...] = (),
    given: tuple[str, ...] = (),
    start: float = 0.0,
) -> list[str]:
    sentences: list[Passage] = []
    spans = []
    for section in sections:
        low = len(sentences)
        for text in section.replace("? ", "?|").replace(". ", ".|").split("|"):
            first = sentences[-1].last if sentences else 0
            last = first + len(text.split())
            sentences.append(Passage(first, last, start + first, start + last, text))
        spans.append((low, len(sentences)))
    vectors = unit_rows(ENCODER.encode([sentence.text for sentence in sentences]))
    return title_sections(sentences, vectors, spans, ENCODER.encode, language=language, names=names, given=given)


def test_a_title_is_what_its_section_says_most() -> None:
    first, second = titles(TREES, HEAPS)
    assert first == "Binary tree"
    assert second == "Heap file"


@pytest.mark.parametrize("count", [2, 3, 5])
def test_no_two_titles_are_alike(count: int) -> None:
    made = titles(*[TREES] * count)
    stems = [frozenset(title.lower().replace(" ·", "").split()) for title in made]
    assert len(set(stems)) == count


@pytest.mark.parametrize("sections", [(TREES, HEAPS), (TREES + " " + HEAPS,), (HEAPS + " " + TALK, TREES)])
def test_a_title_has_no_stop_word_and_no_verb_at_its_edges(sections: tuple[str, ...]) -> None:
    for part in (part for title in titles(*sections) for part in title.split(" · ")):
        words = [bare(word) for word in part.split()]
        assert not {words[0], words[-1]} & HARD
        assert not {words[0], words[-1]} & EDGE_VERBS
    assert all(len(title.replace(" ·", "").split()) <= 7 for title in titles(*sections))


def test_the_words_of_a_title_are_said() -> None:
    for section, title in zip((TREES, HEAPS), titles(TREES, HEAPS), strict=True):
        assert set(title.lower().replace(" ·", "").split()) <= {bare(word) for word in section.split()}


def test_a_section_of_talk_is_a_part() -> None:
    assert titles(TREES, TALK)[1] == "Part 2"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The btree index. A btree index. One btree index.", "BTree Index"),
        ("We train a pytorch model. So a pytorch model. The pytorch model.", "PyTorch model"),
    ],
)
def test_terms_are_spelled_right(said: str, shown: str) -> None:
    assert titles(said, names=("BTree Index",)) == [shown]


def test_a_given_title_is_taken_as_it_is() -> None:
    assert titles(TREES, HEAPS, given=("", " The pile: heaps? ")) == ["Binary tree", "The pile: heaps?"]
    assert titles(TREES, HEAPS, given=("Trees",))[0] == "Trees"


def test_an_introduction_greets_at_the_start_of_the_recording() -> None:
    assert titles(HELLO, TREES)[0] == "Introduction"
    assert titles(HELLO, TREES, start=61.0)[0] != "Introduction"
    assert titles(TREES, HELLO)[1] != "Introduction"
    assert titles(HELLO)[0] != "Introduction", "the only section is what the lecture is about"
    assert titles(HEAPS, TREES)[0] != "Introduction"


def test_a_round_of_questions_says_so() -> None:
    made = titles(TREES, ROUNDS)
    assert made[1].startswith("Questions · ")
    assert not titles(TREES, ROUNDS.replace("?", "."))[1].startswith("Questions")
    assert not titles(ROUNDS, TREES)[0].startswith("Questions"), "who asks early asks of what is being taught"


def test_german_function_words_are_no_title() -> None:
    (title,) = titles("Die Warteschlange und die Warteschlange ist nicht die Ankunftsrate.", language="de")
    assert set(title.split(" · ")) <= {"Warteschlange", "Ankunftsrate"}


def test_nothing_in_nothing_out() -> None:
    assert title_sections([], ENCODER.encode([]), [], ENCODER.encode, language="en") == []
