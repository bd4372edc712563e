from __future__ import annotations

import pytest

from lecturebook.model import Repair, Transcript
from lecturebook.read import read_bytes

HEADER = """\
video_id
stringlengths 11
11
| text
stringlengths 361
490
| start_second
int64 0
11.3k
| end_second
int64 18
11.3k
| url
stringlengths 48
52
| title
stringlengths 0
100
| thumbnail
stringlengths 0
52
|
---|---|---|---|---|---|---|
"""
FOOTER = """\
Subsets and Splits
No community queries yet
The top public SQL queries from the community will appear here once available.
"""
URL = "https://www.youtube.com/watch?v="
PAGE = f"""\
{HEADER}\
-9ev | and then | 1,086 | 1,122 | {URL}-9ev&t=1086s | BERT: Pre-training | |
-9ev | or a | b | 1,122 | 1,150 | {URL}-9ev&t=1122s | BERT: Pre-training | |
arbb | one thing | 83 | 110 | {URL}arbb&t=83s | ||
a0f0 | spiking | 0 | 28 | {URL}a0f0&t=0s | Backprop | MIT 6.S191 | |
a0f0 | last row | 28 | 60 | {URL}a0f0&t=28s | Backprop |
{FOOTER}"""

# a row, and the text, start, end, url and title read of it
ROWS = [
    ("v | x | 1 | 2 | http://a/v | T | |", ("x", 1, 2, "http://a/v", "T")),
    ("v | x | 1 | 2 | http://a/v | T | http://a/t.jpg |", ("x", 1, 2, "http://a/v", "T")),
    ("v | x | 1 | 2 | http://a/v | ||", ("x", 1, 2, "http://a/v", "")),
    ("v | x | 1 | 2 | http://a/v |", ("x", 1, 2, "http://a/v", "")),
    ("v | x | 1 | 2 | http://a/v", ("x", 1, 2, "http://a/v", "")),
    ("v | x | 1 | 2 | | T | |", ("x", 1, 2, "", "T")),
    ("v | x | 1 | 2", ("x", 1, 2, "", "")),
    ("| v | x | 1 | 2 | http://a/v | T | |", ("x", 1, 2, "http://a/v", "T")),
    ("v | p(a|b) = 1 | 2 | 1 | 2 | http://a/v | T | |", ("p(a|b) = 1 | 2", 1, 2, "http://a/v", "T")),
    ("v | x | 1 | 2 | http://a/v | T | part 2 | |", ("x", 1, 2, "http://a/v", "T | part 2")),
    ("v|x|1|2|http://a/v|T||", ("x", 1, 2, "http://a/v", "T")),
]

LOST = [
    "lost",
    "v | lost",
    "v | lost | soon | 2 | http://a/v | T | |",
    " | lost | 1 | 2 | http://a/v | T | |",
    "|||||||",
]


def contents(lectures: tuple[Transcript, ...]) -> list[tuple[str, str, list[tuple[float, float, str]]]]:
    return [(one.id, one.title, [(cue.start, cue.end, cue.text) for cue in one.cues]) for one in lectures]


def test_a_page_as_it_is() -> None:
    lectures = read_bytes(PAGE.encode(), "page.txt")
    assert contents(lectures) == [
        ("-9ev", "BERT: Pre-training", [(1086, 1122, "and then"), (1122, 1150, "or a | b")]),
        ("arbb", "", [(83, 110, "one thing")]),
        ("a0f0", "Backprop | MIT 6.S191", [(0, 28, "spiking"), (28, 60, "last row")]),
    ]
    assert [one.url for one in lectures] == [URL + "-9ev", URL + "arbb", URL + "a0f0"]
    assert [cue.line for cue in lectures[0].cues] == [24, 25]
    assert not any(one.repairs for one in lectures)


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_bars_in_text_and_title_and_missing_ones(row: str, expected: tuple[str, int, int, str, str]) -> None:
    (lecture,) = read_bytes((HEADER + row + "\n" + FOOTER).encode(), "page.txt")
    (cue,) = lecture.cues
    assert (cue.text, cue.start, cue.end, lecture.url, lecture.title) == expected
    assert lecture.id == "v"


@pytest.mark.parametrize("line", LOST)
def test_lines_that_are_no_rows_are_recorded(line: str) -> None:
    row = "v | {} | {} | 9 | http://a/v | T | |\n"
    text = HEADER + row.format("a", 1) + line + "\n\n" + row.format("b", 2) + FOOTER + "more of the footer\n"
    (lecture,) = read_bytes(text.encode(), "page.txt")
    assert [cue.text for cue in lecture.cues] == ["a", "b"]
    assert [repair for repair in lecture.repairs if repair.dropped] == [Repair(25, "garbled", True)]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("start_second | video_id | text\n---|---|---|\n", "1 | v | a | b |"),
        ("| video_id | start_second | title | text |\n|---|---|---|---|\n", "| v | 1 | T | a | b |"),
        ("lang\n9\n| video_id\n| text\n| start_second\n|\n---|---|---|---|\n", "en | v | a | b | 1 |"),
        ("Search this dataset\nvideo_id\n| text\n| start_second\n|\n---|---|---|\n", "v | a | b | 1 |"),
    ],
)
def test_columns_are_those_of_the_header(header: str, row: str) -> None:
    (lecture,) = read_bytes((header + row + "\n").encode(), "page.txt")
    assert (lecture.id, lecture.cues[0].start, lecture.cues[0].text) == ("v", 1, "a | b")


def test_pages_put_together_are_read_to_the_end() -> None:
    lectures = read_bytes((PAGE + "w | x | 1 | 2 | http://a/w | T | |\nlost\n").encode(), "page.txt")
    assert [one.id for one in lectures] == ["-9ev", "arbb", "a0f0", "w"]
    assert lectures[-1].repairs == (Repair(33, "garbled", True),)
