from __future__ import annotations

import time

import pytest

from lecturebook.read.numbers import to_number
from lecturebook.read.text import clean_text, is_visible, show, unescape

CLEANED = [
    ("  a \t b\n\n c ", "a b\nc"),
    ("a\r\nb\rc", "a\nb c"),
    ("a\x00\x08\x7f\x9fb", "ab"),
    ("a\x0b\x0c\x1c\x85\u2028\u2029b", "a b"),
    ("\ufeffa\ud800", "a\ufffd"),
    ("e\u0301 \u1100\u1161", "\u00e9 \uac00"),
    ("don\u2019t \u2014 \u00abtouch\u00bb \U0001f52a", "don\u2019t \u2014 \u00abtouch\u00bb \U0001f52a"),
    ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected
    assert clean_text(expected) == expected


def test_runs_of_combining_marks_are_cut() -> None:
    start = time.process_time()
    assert len(clean_text("a" + "\u0301\u0316" * 200_000 + "b")) <= 32
    assert time.process_time() - start < 5  # CPython's own NFC takes minutes for this


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&nbsp;&eacute;", "\u00a0\u00e9"), ("&#x27;&#39;", "''"), ("&#xD800;", "\ufffd"), ("&zz; &", "&zz; &"),
        ("&copyright;", "&copyright;"),
    ],
)  # fmt: skip
def test_unescape(text: str, expected: str) -> None:
    assert unescape(text) == expected


def test_show_is_short_and_harmless() -> None:
    assert show("a\x1b]0;x\x07\u202e" + "b" * 99, most=12) == "'a ]0;x  bbbb\u2026'"


def test_is_visible() -> None:
    assert all(map(is_visible, ["a", "\u266a", "\u200b."]))
    assert not any(map(is_visible, ["", " \n", "\u200b\u200e "]))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1,086", 1086), ("1,234,567.5", 1234567.5), (" 7 ", 7), ("-3", -3), ("1e3", 1000), (0, 0),
        (2.5, 2.5), ("1,08", None), ("1.086,5", None), ("\u0663", None), ("inf", None), ("1e999", None),
        ("9" * 5000, None), (10**400, None), (float("nan"), None), (True, None), (None, None), ([1], None),
        ("", None), ("5s", None),
    ],
)  # fmt: skip
def test_to_number(value: object, number: float | None) -> None:
    assert to_number(value) == number
