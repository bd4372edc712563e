from __future__ import annotations

import pytest

from lecturebook.course.edits.places import Places, first_words
from lecturebook.model import Word

SAID = "so the berth is a place and the ship lies there then the berth is given to the next ship by the master"


def places(text: str = SAID) -> Places:
    return Places(words(text))


def words(text: str) -> list[Word]:
    return [Word(word, float(n), n + 1.0) for n, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("wanted", "spans"),
    [
        ("then the berth", [(11, 14)]),
        ("Then, THE berth!", [(11, 14)]),
        ("the berth is", [(1, 4), (12, 15)]),
        ("the quay", []),
        ("", []),
        # a word came in, one went, one is another: still there once
        ("the ship lies there and then the berth is given", [(7, 16)]),
        ("the berth is given to the next boat by the master", [(12, 23)]),
        # too little is left to be sure, or too little was asked
        ("the berth was sold to a next boat by a master", []),
        ("the next boat", []),
    ],
)
def test_words_are_found(wanted: str, spans: list[tuple[int, int]]) -> None:
    assert places().spans(wanted) == spans


def test_of_two_places_as_alike_none_is_taken() -> None:
    twice = "one two three four five six seven x eight . one two three four five six seven y eight"
    assert places(twice).spans("one two three four five six seven z eight") == []


def test_words_stand_at_a_place_or_not() -> None:
    assert places().stand_at("Then the", 11)
    assert not places().stand_at("then the", 10)
    assert not places().stand_at("", 3)


def test_what_is_kept_ends_with_the_passage() -> None:
    assert first_words(words(SAID), 1, 4) == "the berth is"
    assert len(first_words(words(SAID), 0, 20).split()) == 16


def test_many_alike_words_take_no_long_time() -> None:
    assert places("a " * 10_000).spans("a " * 150 + "b") == []
