from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturebook.clean.fillers import hidden
from lecturebook.clean.loops import loops

LOOPED = "thanks for watching"
SENTENCE = "we are going to talk about the next topic in this course"
LONG = " ".join(one + other for one in "lecture" for other in ("ba", "do", "mi", "nu", "pe", "so", "ti"))

# what is said, how often in a row, and how many of these are hidden as a loop
PHRASES = [
    (LOOPED, 4, 0),
    (LOOPED, 5, 4),
    (LOOPED, 100, 99),
    ("you", 3, 0),
    ("you", 4, 3),
    ("you", 30, 29),
    ("network", 5, 0),
    ("network", 6, 5),
    ("see you in the next video", 4, 3),
    ("see you in the next video", 3, 0),
    (SENTENCE, 2, 0),
    (SENTENCE, 3, 2),
    ("Thank you.", 8, 7),
    (LONG, 3, 2),
    # said on purpose
    ("no", 8, 0),
    ("no", 40, 39),
    ("very", 5, 0),
    ("ha", 10, 0),
    ("let it be", 4, 0),
    ("zero", 16, 0),
    ("plus one", 20, 0),
    ("plus 1", 20, 0),
    ("x", 10, 0),
    ("of the gradient", 4, 0),
    ("0", 60, 59),
]


@pytest.mark.parametrize(("phrase", "times", "cut"), PHRASES)
def test_a_phrase_said_so_often(phrase: str, times: int, cut: int) -> None:
    said = phrase.split()
    before, after = "today here".split(), "then goodbye everybody".split()
    spans = [span for span in hidden([*before, *said * times, *after]) if span.rule == "loop"]
    first = len(before) + len(said)
    expected = [(first, first + cut * len(said))] if cut else []
    assert [(span.first, span.last) for span in spans] == expected


def test_a_saying_that_is_broken_off_stays() -> None:
    assert loops([*(LOOPED.split() * 6), "thanks", "for", "coming"]) == [(3, 18)]


def test_two_loops_and_none_within_the_other() -> None:
    assert loops([*"so it is".split() * 5, "now", *"and we go on".split() * 7]) == [(3, 15), (20, 44)]


def test_an_enumeration_is_no_loop() -> None:
    places = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
    assert loops([word for place in places for word in ("the", place, "layer", "and")]) == []


def test_a_chorus_with_verses_between_is_no_loop() -> None:
    chorus = "we all live in a yellow house".split()
    song = [word for verse in range(6) for word in (*chorus, *chorus, *(f"verse{verse}line{n}" for n in range(9)))]
    assert loops(song) == []


def test_blanks_are_never_alike() -> None:
    assert loops([""] * 50) == []
    assert loops([]) == []


@given(st.lists(st.sampled_from(["a", "bb", "cc", "dd", ""]), max_size=80))
def test_spans_are_in_order_apart_and_said_before(keys: list[str]) -> None:
    spans = loops(keys)
    assert all(0 < first < last <= len(keys) for first, last in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    kept = [key for place, key in enumerate(keys) if not any(first <= place < last for first, last in spans)]
    assert {key for key in keys if key} == {key for key in kept if key}


@given(
    st.lists(st.sampled_from("alpha beta gamma delta".split()), min_size=2, max_size=20, unique_by=id),
    st.integers(9, 20),
)
def test_whatever_is_said_often_enough_is_found(phrase: list[str], times: int) -> None:
    hidden_words = sum(last - first for first, last in loops(phrase * times))
    assert hidden_words >= len(phrase) * (times - 1) or len(set(phrase)) == 1
