from __future__ import annotations

from itertools import pairwise

import pytest

from lecturebook.clean.sentences import split_sentences
from lecturebook.model import Mark, Word
from lecturebook.study.emphasis import marks_of

GOES = "Now we go on to pages and rows on disk."

SENTENCES = [
    ("It's really important that you write the log before the page.", "important"),
    ("Remember that a page holds many rows of one table.", "important"),
    ("The key idea here is that pages never move on disk.", "important"),
    ("A question like this one will be asked on the exam in July.", "exam"),
    ("So your question is why we do not sort the rows.", "question"),
    ("People often ask how many rows there are on a page.", "question"),
    ("For example, a web shop writes one row for each order.", "example"),
    ("So let's say you have two pages and one free frame.", "example"),
    # near misses
    ("The rows of this table are important to somebody else.", ""),
    ("We will examine the log of this table now, row by row.", ""),
    ("I remember when disks were as large as a fridge, or so.", ""),
    ("There are many examples of this in the book you know.", ""),
    ("Remember that.", ""),
]


def marks(text: str) -> tuple[Mark, ...]:
    words = tuple(Word(word, float(n), n + 1.0) for n, word in enumerate(text.split()))
    return marks_of(split_sentences(words, frozenset(), language="en"))


@pytest.mark.parametrize(("sentence", "kind"), SENTENCES)
def test_what_is_marked(sentence: str, kind: str) -> None:
    found = marks(f"{GOES} {sentence} {GOES}")
    assert [mark.kind for mark in found] == ([kind] if kind else [])
    assert all(sentence in mark.passage.text for mark in found)


def test_a_question_has_what_answers_it() -> None:
    (mark,) = marks(f"So your question is why we do not sort the rows. Sorting costs time. {GOES}")
    assert mark.passage.text.endswith(f"Sorting costs time. {GOES}")


def test_a_mark_that_hangs_on_the_sentence_before_has_that_too() -> None:
    (mark,) = marks(f"{GOES} Pages are written after the log. It's very important that this never changes.")
    assert mark.passage.text.startswith("Pages are written after the log.")


def test_marks_stand_apart_and_in_order() -> None:
    text = f"Remember that a page holds many rows of one table. {GOES} "
    found = marks(text * 40)
    assert len(found) >= 2
    assert all(one.passage.last <= other.passage.first for one, other in pairwise(found))


def test_nothing_in_nothing_out() -> None:
    assert marks_of(()) == ()


def test_what_another_speaker_asks_is_a_question_of_the_room() -> None:
    asks = "Does a page ever move on disk?"
    answers = "No, a page stays where it was written first, and only its rows move inside of it."
    text = f"{GOES} {asks} {answers} {GOES}"
    words = tuple(Word(word, float(n), n + 1.0) for n, word in enumerate(text.split()))
    sentences = split_sentences(words, frozenset(), language="en")
    assert marks_of(sentences) == ()
    turns = (len(GOES.split()), len(f"{GOES} {asks}".split()))
    (mark,) = marks_of(sentences, turns)
    assert mark.kind == "question"
    assert mark.passage.text.startswith(f"{asks} {answers}")
    # a lecturer who asks and goes on is not the room
    assert marks_of(sentences, turns[:1]) == ()
