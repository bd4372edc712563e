from __future__ import annotations

import pytest

from lecturebook.model import Chapter
from lecturebook.read.chapters import (
    chapters_in_description,
    chapters_in_json,
    chapters_in_lines,
    chapters_in_vtt,
    line_chapter,
)

# line -> second and title
LINES = [
    ("0:00 Intro", (0, "Intro")),
    ("00:00:00 Intro", (0, "Intro")),
    ("1:02:03 Questions", (3723, "Questions")),
    ("(12:30) Storage", (750, "Storage")),
    ("[12:30] - Storage", (750, "Storage")),
    ("12:30 – Storage: pages and rows", (750, "Storage: pages and rows")),
    ("  •  12:30   Storage  ", (750, "Storage")),
    ("3. 12:30 Storage", (750, "Storage")),
    ("Storage - 12:30", (750, "Storage")),
    ("Storage (12:30)", (750, "Storage")),
    ("90:00 Late", (5400, "Late")),
    # near misses
    ("12:30", None),
    ("see you at 9", None),
    ("Storage", None),
    ("12:3 Storage", None),
    ("https://example.org/12:30", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_line_of_a_time_and_a_title(line: str, expected: tuple[float, str] | None) -> None:
    assert line_chapter(line) == expected


def test_lines_in_time_order_with_ends() -> None:
    assert chapters_in_lines(["2:00 Rows", "hello", "0:00 Pages"]) == (
        Chapter(0, 120, "Pages"),
        Chapter(120, 120, "Rows"),
    )


DESCRIPTION = "A lecture.\n\n0:00 Intro\n1:00 Pages\n2:30 Rows\n\nThanks to 3 people"
# what YouTube takes for no chapters
NO_CHAPTERS = [
    "0:00 Intro\n1:00 Pages",
    "0:10 Intro\n1:00 Pages\n2:30 Rows",
    "0:00 Intro\n2:30 Rows\n1:00 Pages",
    "",
]


def test_a_description_with_chapters() -> None:
    assert [chapter.title for chapter in chapters_in_description(DESCRIPTION)] == ["Intro", "Pages", "Rows"]


@pytest.mark.parametrize("text", NO_CHAPTERS)
def test_a_description_without(text: str) -> None:
    assert chapters_in_description(text) == ()


def test_webvtt_chapters() -> None:
    text = "WEBVTT\n\n1\n00:00.000 --> 01:00.000\n<b>Intro</b>\n\n01:00:00.500 --> 01:10:00.000\nRows\nmore\n"
    assert chapters_in_vtt(text) == (Chapter(0, 60, "Intro"), Chapter(3600.5, 4200, "Rows"))


# yt-dlp, Podcasting 2.0, ffprobe, a plain list; and what is none
JSON = [
    ('{"chapters": [{"start_time": 0, "end_time": 60, "title": "Intro"}]}', (Chapter(0, 60, "Intro"),)),
    ('{"version": "1.2.0", "chapters": [{"startTime": 5, "title": "Intro"}]}', (Chapter(5, 5, "Intro"),)),
    ('{"chapters": [{"start_time": "5.5", "tags": {"title": "Intro"}}]}', (Chapter(5.5, 5.5, "Intro"),)),
    ('[{"start": 0, "title": "A"}, {"start": 9, "title": "B"}]', (Chapter(0, 9, "A"), Chapter(9, 9, "B"))),
    ('{"chapters": 5}', ()),
    ("[1, null, {}]", ()),
    ('[{"start": -1, "title": "A"}, {"start": 1e300, "title": "B"}, {"start": 1, "title": 5}]', ()),
]


@pytest.mark.parametrize(("text", "chapters"), JSON)
def test_json_chapters(text: str, chapters: tuple[Chapter, ...]) -> None:
    assert chapters_in_json(text) == chapters


@pytest.mark.parametrize("line", [" " * 100_000, "- " * 50_000 + "0:00", "a" * 100_000, "0:00 " * 20_000])
def test_hostile_lines_take_no_time(line: str) -> None:
    line_chapter(line)
