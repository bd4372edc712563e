from __future__ import annotations

import numpy as np
import pytest

from fake import FakeEncoder
from lecturebook.model import Concept, Mention, Passage
from lecturebook.study.summary import abstract, sentence_scores, summarize

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


def passages(texts: list[str]) -> list[Passage]:
    made, first = [], 0
    for text in texts:
        last = first + len(text.split())
        made.append(Passage(first, last, float(first), float(last), text))
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
    return [sentence.text for sentence in summarize(sentences, vectors, [heap_file(sentences)], count=count)]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_summary_has_so_many_sentences_in_time_order(count: int) -> None:
    found = summary(LECTURE, count=count)
    assert len(found) == count
    assert found == [text for text in LECTURE if text in found]


def test_the_definition_is_in_the_summary() -> None:
    assert LECTURE[1] in summary(LECTURE, count=2)


@pytest.mark.parametrize("sentence", HOUSEKEEPING)
def test_housekeeping_is_never_shown(sentence: str) -> None:
    assert sentence not in summary([*LECTURE, sentence], count=20)


def test_fragments_and_rambles_are_not_shown() -> None:
    ramble = "A heap file is " + "a pile of pages and " * 12 + "more."
    assert not {"A heap file is.", ramble} & set(summary([*LECTURE, "A heap file is.", ramble], count=20))


def test_a_section_of_nothing_usable_still_gives_one_sentence() -> None:
    assert len(summary(["Okay then.", "Thank you."], count=3)) == 1


def test_scores_are_minus_infinity_for_what_is_not_shown() -> None:
    sentences = passages(LECTURE)
    scores = sentence_scores(sentences, ENCODER.encode(LECTURE), [])
    assert np.isneginf(scores).tolist() == [True, False, False, True, False, True, False]


def test_the_abstract_takes_no_two_from_one_section() -> None:
    texts = LECTURE[1:3] * 4 + [LECTURE[6], LECTURE[4]] * 4
    sentences = passages(texts)
    spans = [(0, 4), (4, 8), (8, 12), (12, 16)]
    found = abstract(sentences, ENCODER.encode(texts), [heap_file(sentences)], spans, count=4)
    places = [sentences.index(sentence) for sentence in found]
    assert places == sorted(places)
    assert len({place // 4 for place in places}) == len(places) == 4


def test_the_abstract_of_one_section_is_from_there() -> None:
    sentences = passages(LECTURE)
    found = abstract(sentences, ENCODER.encode(LECTURE), [], [(0, len(LECTURE))], count=4)
    assert len(found) == 1
    assert found[0].text in (LECTURE[1], LECTURE[2], LECTURE[4], LECTURE[6])


def test_nothing_in_nothing_out() -> None:
    nothing = ENCODER.encode([])
    assert summarize([], nothing, [], count=3) == ()
    assert abstract([], nothing, [], [], count=3) == ()


def test_a_sentence_said_twice_is_shown_once() -> None:
    text = "A heap file is an unordered pile of pages on the disk."
    other = "The buffer pool keeps some pages of it in main memory."
    sentences = tuple(Passage(11 * n, 11 * n + 11, n, n + 1.0, t) for n, t in enumerate([text, other, text, text]))
    vectors = FakeEncoder().encode([sentence.text for sentence in sentences])
    shown = [sentence.text for sentence in summarize(sentences, vectors, (), count=3)]
    assert sorted(shown) == sorted([text, other])
