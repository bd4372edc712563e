from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lecturebook.course.discover import discover
from lecturebook.model import Chapter, Repair, Transcript
from lecturebook.read import read_file

SRT = "1\n00:00:01,000 --> 00:00:02,000\nso\n"
INFO = {
    "id": "abc",
    "title": "Storage\n engines",
    "upload_date": "20260414",
    "webpage_url": "https://www.youtube.com/watch?v=abc&t=7s",
    "chapters": [
        {"start_time": 60.5, "end_time": 90, "title": "Pages"},
        {"start_time": 0, "title": "Welcome"},
        {"start_time": None, "title": "lost"},
        "lost",
    ],
}
CHAPTERS = (Chapter(0, 60.5, "Welcome"), Chapter(60.5, 90, "Pages"))


def read(folder: Path, info: Any, *, file: str = "talk.en.srt", beside: str = "talk.info.json") -> Transcript:
    (folder / file).write_text(SRT, encoding="utf-8")
    text = info if isinstance(info, str) else json.dumps(info)
    (folder / beside).write_text(text, encoding="utf-8")
    (lecture,) = read_file(folder / file)
    return lecture


@pytest.mark.parametrize(
    ("file", "beside"),
    [("talk.srt", "talk.info.json"), ("talk.en.srt", "talk.info.json"), ("talk.en.srt", "talk.en.info.json")],
)
def test_title_date_address_and_chapters(tmp_path: Path, file: str, beside: str) -> None:
    lecture = read(tmp_path, INFO, file=file, beside=beside)
    assert (lecture.title, lecture.date) == ("Storage engines", "2026-04-14")
    assert lecture.url == "https://www.youtube.com/watch?v=abc"
    assert lecture.chapters == CHAPTERS
    assert lecture.repairs == ()


@pytest.mark.parametrize("info", ["", "{", "[]", "null", "[" * 100_000])
def test_one_that_cannot_be_read_is_recorded_and_costs_nothing(tmp_path: Path, info: str) -> None:
    lecture = read(tmp_path, info)
    assert [cue.text for cue in lecture.cues] == ["so"]
    assert lecture.repairs == (Repair(0, "info"),)


@pytest.mark.parametrize(
    "info",
    [
        {},
        {"title": 5, "upload_date": "soon", "webpage_url": "javascript:alert(1)", "chapters": {"a": 1}},
        {"title": None, "upload_date": "26", "webpage_url": "http://["},
        {"chapters": [{"start_time": -5, "title": "x"}]},
    ],
)
def test_what_it_does_not_say_stays_empty(tmp_path: Path, info: dict[str, Any]) -> None:
    lecture = read(tmp_path, info)
    assert (lecture.title, lecture.date, lecture.url, lecture.chapters, lecture.repairs) == ("", "", "", (), ())


def test_it_is_no_transcript_of_its_course(tmp_path: Path) -> None:
    read(tmp_path, INFO)
    plan = discover(tmp_path)
    assert [lecture.title for lecture in plan.transcripts] == ["Storage engines"]
    assert plan.failures == ()


# files beside talk.en.srt -> titles of its chapters
BESIDE = [
    ({"talk.chapters.txt": "0:00 Intro\n0:30 Rows"}, ["Intro", "Rows"]),
    ({"talk.en.chapters.vtt": "WEBVTT\n\n00:00.000 --> 00:30.000\nIntro\n"}, ["Intro"]),
    ({"talk.chapters.json": '{"chapters": [{"startTime": 0, "title": "Intro"}]}'}, ["Intro"]),
    ({"talk.description": "0:00 A\n0:30 B\n0:50 C"}, ["A", "B", "C"]),
    ({"talk.info.json": json.dumps({"description": "0:00 A\n0:30 B\n0:50 C"})}, ["A", "B", "C"]),
    # a file of chapters is what somebody made for it
    ({"talk.chapters.txt": "0:00 Mine", "talk.info.json": json.dumps(INFO)}, ["Mine"]),
    ({"talk.info.json": json.dumps(INFO | {"description": "0:00 A\n0:30 B\n0:50 C"})}, ["Welcome", "Pages"]),
]


@pytest.mark.parametrize(("files", "titles"), BESIDE)
def test_chapters_beside_a_transcript(tmp_path: Path, files: dict[str, str], titles: list[str]) -> None:
    (tmp_path / "talk.en.srt").write_text(SRT, encoding="utf-8")
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    plan = discover(tmp_path)
    assert plan.failures == ()
    (lecture,) = plan.transcripts
    assert [chapter.title for chapter in lecture.chapters] == titles


def test_chapters_that_cannot_be_read_are_recorded(tmp_path: Path) -> None:
    assert read(tmp_path, "{", beside="talk.chapters.json").repairs == (Repair(0, "chapters"),)


def test_course_toml_has_the_last_word(tmp_path: Path) -> None:
    read(tmp_path, INFO)
    (tmp_path / "course.toml").write_text('[lectures."talk.en"]\nchapters = ["0:00 Mine"]\n', encoding="utf-8")
    (lecture,) = discover(tmp_path).transcripts
    assert [chapter.title for chapter in lecture.chapters] == ["Mine"]
