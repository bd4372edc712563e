from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturebook.clean.overlap import with_words
from lecturebook.clean.pauses import pause_odds
from lecturebook.clean.times import time_words
from lecturebook.model import Cue, Word

LINE = "and this is a line of ten words in all"


def odds(cues: list[Cue], likely: tuple[int, ...] = ()) -> list[float]:
    spoken = tuple(map(with_words, cues))
    words = time_words(spoken)
    ends = accumulate(len(cue.words) for cue in spoken)
    return pause_odds(words, ends, np.isin(np.arange(len(words)), likely) * 1.0).round(2).tolist()


def lines(times: list[tuple[float, float]]) -> list[Cue]:
    return [Cue(start, end, LINE) for start, end in times]


def test_a_pause_between_words_that_have_times_speaks_for_an_end() -> None:
    starts = [0.0, 0.3, 0.6, 2.6, 2.9]
    words = [Word("word", a, b) for a, b in pairwise([*starts, 3.2])]
    found = pause_odds(words, [], np.zeros(len(words)))
    assert found[0] == found[1] == found[3] < 0 < found[2]


def test_words_without_times_of_their_own_know_of_no_pause_between_them() -> None:
    words = [Word("word", n, n + 1, timed=n != 2) for n in range(5)]
    found = pause_odds(words, [], np.zeros(len(words)))
    assert found[0] > 0
    # one long cue: nothing is known where an interpolated word is on either side
    assert found[1] == found[2] < found[0]


def test_a_gap_between_cues_speaks_for_an_end_and_inside_a_cue_nobody_pauses() -> None:
    found = odds(lines([(0, 3), (3, 6), (7.5, 10.5), (10.5, 13.5)]))
    border = found[9::10]
    assert border[1] > 2 > 0 > border[0] == min(found)
    assert set(found) == set(border)


def test_a_slow_cue_ends_in_a_pause() -> None:
    # the second lasts a second longer than its words take; the gap after the fourth: cues end with their speech
    found = odds(lines([(0, 3), (3, 7), (7, 10), (10, 13), (14, 17), (17, 20), (20, 23)]))
    assert found[19] > 1 > 0 > found[9]
    assert found[10:19] == [found[0]] * 9


def test_where_cues_roll_the_pause_is_at_the_likeliest_word_of_its_cue() -> None:
    found = odds(lines([(0, 3), (3, 7), (7, 10), (10, 13), (13, 16)]), likely=(4, 16))
    assert found[16] > 0 > found[0]
    assert found == [found[16] if n == 16 else found[0] for n in range(50)]


def test_rows_of_half_a_minute_say_nothing() -> None:
    assert set(odds([Cue(30 * n, 30 * n + 30, LINE * 7) for n in range(5)])) == {0.0}


@pytest.mark.parametrize("cues", [[], lines([(0, 3)]), [Cue(0, 0, "one")], lines([(5, 5), (5, 5)])])
def test_little_or_no_time_is_no_trouble(cues: list[Cue]) -> None:
    found = odds(cues)
    assert len(found) == sum(len(cue.text.split()) for cue in cues)
    assert np.isfinite(found).all()


@given(
    st.lists(st.tuples(st.text("ab ", min_size=1).filter(str.strip), st.floats(0, 40), st.floats(0, 40)), max_size=20),
    st.sets(st.integers(-3, 90)),
)
def test_odds_are_finite_one_a_word_and_never_beyond_what_a_pause_can_say(
    rows: list[tuple[str, float, float]], ends: set[int]
) -> None:
    start, cues = 0.0, []
    for text, length, gap in rows:
        cues.append(Cue(start, start + length, text))
        start += length + gap
    words = time_words(tuple(map(with_words, cues)))
    found = pause_odds(words, ends, np.zeros(len(words)))
    assert found.shape == (len(words),)
    assert ((found >= -1.2) & (found <= 4)).all()
