from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturebook.timecode import clock, duration, parse_timecode

TIMECODES = [
    ("00:00:01,000", 1.0),
    ("00:01.5", 1.5),
    ("01:02:03,500", 3723.5),
    ("100:00:00.000", 360000.0),
    (" 00:07,738 ", 7.738),
    ("61:05", 3665.0),
    # near misses
    ("", None),
    ("5", None),
    ("00:00:01:000", None),
    ("00:00:01,", None),
    ("-00:00:01,000", None),
    ("0:0:0:0", None),
    ("00000:00:01", None),
    ("9" * 5000 + ":00", None),
    ("soon", None),
]
CLOCKS = [(0, "0:00"), (59.9, "0:59"), (60, "1:00"), (3599, "59:59"), (3600, "1:00:00"), (-3, "0:00")]
DURATIONS = [(0, "0 s"), (42, "42 s"), (790, "13 min"), (3600, "1 h 0 min"), (6271, "1 h 45 min")]


@pytest.mark.parametrize(("text", "seconds"), TIMECODES)
def test_parse_timecode(text: str, seconds: float | None) -> None:
    assert parse_timecode(text) == seconds


@pytest.mark.parametrize(("seconds", "shown"), CLOCKS)
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(("seconds", "shown"), DURATIONS)
def test_duration(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


@given(st.integers(0, 3_599_999))
def test_what_clock_shows_is_parsed_back(seconds: int) -> None:
    assert parse_timecode(clock(seconds)) == seconds
