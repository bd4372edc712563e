from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from fake import FakeEncoder
from lecturebook.model import Concept, Mention, Passage
from lecturebook.study.salience import lexrank
from lecturebook.study.summary import abstract, rank, section_summary, sentence_scores
from lecturebook.study.tidy import is_announcement, is_shown, untidiness

ENCODER = FakeEncoder()

LECTURE = [
    "Good morning everybody and welcome to the heap file lecture.",
    "A heap file is a pile of pages that has no order at all.",
    "You append a row at the end of the heap file.",
    "And they go there.",
    "To find a row you scan every page of the heap file.",
    "Can you hear me at the back of the heap file room?",
    "A tree keeps the pages of a heap file in some order.",
]

# what is never shown in a summary while anything else can be
HOUSEKEEPING = [
    "Can you hear me at the back of this heap file room?",
    "On the next slide you see the heap file once more today.",
    "This heap file will surely be on the exam in the summer.",
    "Thank you all for listening to the heap file story today.",
    "Next week we look at the heap file and its pages.",
    "Good question about the heap file that you asked me there.",
    "Please subscribe for more about the heap file and its pages.",
]

HALVES = [
    "So the heap file is a pile of pages and the",
    "What we do with every page of a heap file is.",
    "All of the pages in the heap file over on disk.",
]


def passages(texts: list[str], *, seconds: float = 0.0) -> list[Passage]:
    """The texts as sentences of a second a word, or of so many `seconds` each."""
    made, first = [], 0
    for n, text in enumerate(texts):
        last = first + len(text.split())
        times = (n * seconds, (n + 1) * seconds) if seconds else (float(first), float(last))
        made.append(Passage(first, last, *times, text))
        first = last
    return made


def heap_file(sentences: list[Passage]) -> Concept:
    """The concept, mentioned wherever its two words stand."""
    words = " ".join(sentence.text for sentence in sentences).lower().split()
    places = [n for n in range(len(words) - 1) if words[n] == "heap" and words[n + 1].startswith("file")]
    return Concept("heapfile", "heap file", (), 1.0, tuple(Mention(n, n + 2, float(n)) for n in places))


def summary(texts: list[str], *, count: int) -> list[str]:
    sentences = passages(texts)
    vectors = ENCODER.encode(texts)
    order = rank(sentences, vectors, [heap_file(sentences)])
    return [sentences[n].text for n in sorted(order[:count])]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_summary_has_so_many_sentences_in_time_order(count: int) -> None:
    found = summary(LECTURE, count=count)
    assert len(found) == count
    assert found == [text for text in LECTURE if text in found]


def test_the_definition_is_in_the_summary() -> None:
    assert LECTURE[1] in summary(LECTURE, count=2)


@pytest.mark.parametrize("sentence", [*HOUSEKEEPING, *HALVES])
def test_housekeeping_and_halves_are_never_shown(sentence: str) -> None:
    assert sentence not in summary([*LECTURE, sentence], count=20)


def test_fragments_and_rambles_are_not_shown() -> None:
    ramble = "A heap file is " + "a pile of pages and " * 12 + "more."
    assert not {"A heap file is.", ramble} & set(summary([*LECTURE, "A heap file is.", ramble], count=20))


def test_of_two_that_say_the_same_the_one_that_stands_alone_is_taken() -> None:
    alone = "A heap file is a pile of pages on the disk."
    dangling = "And so this heap file is a pile of pages on the disk."
    assert summary([dangling, LECTURE[4], alone], count=1) == [alone]
    assert untidiness(dangling) > untidiness(alone) == 0


def test_a_section_of_nothing_usable_still_gives_one_sentence() -> None:
    assert len(summary(["Okay then.", "Thank you."], count=1)) == 1


def test_scores_are_minus_infinity_for_what_is_not_shown() -> None:
    sentences = passages(LECTURE)
    scores = sentence_scores(sentences, ENCODER.encode(LECTURE), [])
    assert np.isneginf(scores).tolist() == [True, False, False, True, False, True, False]


@pytest.mark.parametrize(("seconds", "least", "most"), [(5, 2, 2), (40, 4, 5), (120, 6, 10)])
def test_longer_sections_have_more_sentences_and_no_long_hole(seconds: float, least: int, most: int) -> None:
    texts = [f"A heap file number {n} is a pile of pages and rows." for n in range(10)]
    sentences = passages(texts, seconds=seconds)
    found = section_summary(sentences, ENCODER.encode(texts), [])
    assert least <= len(found) <= most
    times = [0.0, *(sentence.start for sentence in found), sentences[-1].end]
    assert max(b - a for a, b in pairwise(times)) <= 300


def test_what_is_said_elsewhere_is_left_out() -> None:
    sentences = passages(LECTURE)
    said = [sentences[n] for n in rank(sentences, ENCODER.encode(LECTURE), [])[:2]]
    assert not set(said) & set(section_summary(sentences, ENCODER.encode(LECTURE), [], said=said))


def test_the_abstract_takes_from_as_many_sections_as_can_be() -> None:
    texts = LECTURE[1:3] * 4 + [LECTURE[6], LECTURE[4]] * 4
    texts = [f"{text[:-1]} number {n}." for n, text in enumerate(texts)]
    sentences = passages(texts)
    spans = [(0, 4), (4, 8), (8, 12), (12, 16)]
    found = abstract(sentences, ENCODER.encode(texts), [heap_file(sentences)], spans, count=3)
    places = [sentences.index(sentence) for sentence in found]
    assert places == sorted(places)
    assert len({place // 4 for place in places}) == len(places) == 3


def test_the_abstract_begins_with_what_the_lecture_announces() -> None:
    plan = "Today we're going to talk about the heap file and the pages of a tree."
    texts = [plan, *LECTURE[1:]] + [f"{text[:-1]} again." for text in LECTURE[1:]]
    sentences = passages(texts)
    found = abstract(sentences, ENCODER.encode(texts), [heap_file(sentences)], [(0, 7), (7, 13)], count=3)
    assert found[0].text == plan
    assert plan not in summary(texts, count=3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Today we're going to talk about the pages of a heap file.", True),
        ("We'll talk about the pages of a heap file later on.", False),
        ("Today we will take a break and look at a few slides.", False),
        ("A heap file is a pile of pages that has no order.", False),
        ("We'll talk.", False),
    ],
)
def test_announcements(text: str, expected: bool) -> None:
    assert is_announcement(text, len(text.split())) is expected


def test_what_is_shown_is_whole_and_of_readable_length() -> None:
    assert is_shown("A heap file is a pile of pages.", 8)
    assert not is_shown("A heap file is.", 4)
    assert not is_shown("A heap file is a pile of pages.", 41)


def test_lexrank_favours_what_is_near_to_the_others() -> None:
    weights = lexrank(np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 1, 0], [0, 0, 1]], np.float32))
    assert weights.argmax() == 1
    assert weights.argmin() == 3
    assert weights.sum() == pytest.approx(1)
    assert lexrank(np.zeros((0, 3), np.float32)).size == 0


def test_nothing_in_nothing_out() -> None:
    nothing = ENCODER.encode([])
    assert rank([], nothing, []) == []
    assert section_summary([], nothing, []) == ()
    assert abstract([], nothing, [], [], count=3) == ()


def test_a_sentence_said_twice_is_shown_once() -> None:
    text = "A heap file is an unordered pile of pages on the disk."
    other = "The buffer pool keeps some pages of it in main memory."
    sentences = tuple(Passage(11 * n, 11 * n + 11, n, n + 1.0, t) for n, t in enumerate([text, other, text, text]))
    vectors = FakeEncoder().encode([sentence.text for sentence in sentences])
    shown = [sentences[n].text for n in rank(sentences, vectors, ())]
    assert sorted(shown) == sorted([text, other])
