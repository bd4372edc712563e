from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturebook.clean.overlap import with_words
from lecturebook.clean.times import time_words, times_kind
from lecturebook.model import Cue, CueWord, Word

# cues -> (text, start, end, timed) of each word
TIMED = [
    # by characters, each with the space behind it: 2 + 4 + 2 of 8
    ([Cue(10, 18, "a bcd e")], [("a", 10, 12, False), ("bcd", 12, 16, False), ("e", 16, 18, False)]),
    # the source's own times
    (
        [Cue(0, 4, "a b", (CueWord("a", 0.5, 1.0), CueWord("b", 2.0, 3.0)))],
        [("a", 0.5, 1.0, True), ("b", 2.0, 3.0, True)],
    ),
    # a word without time between two that have one
    (
        [Cue(0, 4, "a b c", (CueWord("a", 0.0, 1.0), CueWord("b"), CueWord("c", 3.0, 4.0)))],
        [("a", 0, 1, True), ("b", 1, 3, False), ("c", 3, 4, True)],
    ),
    # starts only: the first word of a run is timed, those behind it share what is left
    (
        [Cue(0, 8, "a b c", (CueWord("a", 2.0), CueWord("b"), CueWord("c", 6.0)))],
        [("a", 2, 4, True), ("b", 4, 6, False), ("c", 6, 8, True)],
    ),
    # overlapping cues: the first one's words end where the next begins
    ([Cue(0, 6, "a b"), Cue(4, 8, "c")], [("a", 0, 2, False), ("b", 2, 4, False), ("c", 4, 8, False)]),
    # a gap between cues stays one
    ([Cue(0, 2, "a"), Cue(1086, 1088, "b")], [("a", 0, 2, False), ("b", 1086, 1088, False)]),
    # a cue without duration
    ([Cue(3, 3, "a b")], [("a", 3, 3, False), ("b", 3, 3, False)]),
    # a word time that runs backwards is held at the word before it
    (
        [Cue(0, 4, "a b", (CueWord("a", 3.0, 3.5), CueWord("b", 1.0, 2.0)))],
        [("a", 3.0, 3.5, True), ("b", 3.0, 3.0, True)],
    ),
    ([], []),
]

SECONDS = st.integers(0, 40).map(lambda tenths: tenths / 4)
CUE_WORDS = st.builds(CueWord, st.sampled_from(["a", "bc", "def"]), st.none() | SECONDS, st.none() | SECONDS)


@st.composite
def cues(draw: st.DrawFn) -> tuple[Cue, ...]:
    starts = sorted(draw(st.lists(SECONDS, max_size=6)))
    drawn = []
    for start in starts:
        words = tuple(draw(st.lists(CUE_WORDS, min_size=1, max_size=5)))
        drawn.append(Cue(start, start + draw(SECONDS), " ".join(word.text for word in words), words))
    return tuple(drawn)


@pytest.mark.parametrize(("given_cues", "expected"), TIMED)
def test_each_word_has_its_time(given_cues: list[Cue], expected: list[tuple[str, float, float, bool]]) -> None:
    words = time_words(tuple(with_words(cue) for cue in given_cues))
    assert [(word.text, word.start, word.end, word.timed) for word in words] == expected


@settings(max_examples=300)
@given(cues())
def test_words_stay_in_order_and_never_run_backwards(given_cues: tuple[Cue, ...]) -> None:
    words = time_words(given_cues)
    assert [word.text for word in words] == [word.text for cue in given_cues for word in cue.words]
    assert all(word.start <= word.end for word in words)
    assert all(before.start <= after.start for before, after in pairwise(words))


def test_confidence_is_kept() -> None:
    (word,) = time_words((Cue(0, 1, "a", (CueWord("a", 0.0, 1.0, 0.7),)),))
    assert word.confidence == 0.7


@pytest.mark.parametrize(
    ("timed", "kind"), [([True, True], "real"), ([False, False], "interpolated"), ([True, False], "mixed")]
)
def test_times_kind(timed: list[bool], kind: str) -> None:
    assert times_kind(tuple(Word("a", 0, 1, known) for known in timed)) == kind
