from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from lecturebook.cli import app

BAD = """\
1
00:00:01,000 --> 00:00:02,500
so let us begin\x1b[2J

2
00:00:09,000 --> 00:00:00,000
with pages

3
00:00:10,000 --> 00:00:11,000


4
00:01:30,000 --> 00:01:31,000
bye
"""
ROWS = "video_id,text,start_second,title\na,one,1,First\nb,two,2,Second\n"


def inspect(folder: Path, name: str, text: str, *options: str) -> str:
    (folder / name).write_bytes(text.encode())
    done = CliRunner().invoke(app, ["inspect", str(folder / name), *options])
    assert done.exit_code == 0, done.output
    return done.output


def test_what_was_read_for_people(tmp_path: Path) -> None:
    shown = inspect(tmp_path, "talk.srt", BAD)
    assert shown.splitlines() == [
        "talk.srt: srt, utf-8, lf",
        "",
        "lecture   talk",
        "cues      3 kept, 1 repaired, 1 dropped",
        "repaired  reversed 1: line 6",
        "dropped   empty 1: line 10",
        "covered   0:01–0:19, 1:30–1:31 (19 s)",
        "     0:01 so let us begin[2J",
        "     0:09 with pages",
        "     1:30 bye",
    ]


def test_what_was_read_as_json(tmp_path: Path) -> None:
    found = json.loads(inspect(tmp_path, "talk.srt", BAD.replace("\n", "\r\n"), "--json"))
    assert (found["format"], found["encoding"], found["newline"]) == ("srt", "utf-8", "crlf")
    assert [(cue["start"], cue["end"], cue["text"]) for cue in found["cues"]] == [
        (1, 2.5, "so let us begin[2J"), (9, 19, "with pages"), (90, 91, "bye")
    ]  # fmt: skip
    assert found["lectures"][0]["dropped"] == {"empty": 1}
    assert found["repairs"] == [
        {"lecture": "talk", "line": 6, "reason": "reversed", "dropped": False},
        {"lecture": "talk", "line": 10, "reason": "empty", "dropped": True},
    ]


def test_overlaps_are_shown_as_they_are(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\nso\n\n00:03.000 --> 00:05.000\n<v Ruth>well\n"
    found = json.loads(inspect(tmp_path, "talk.vtt", text, "--json"))
    assert [(cue["start"], cue["end"]) for cue in found["cues"]] == [(1, 4), (3, 5)]
    assert found["cues"][1]["speaker"] == "Ruth"


def test_a_file_of_several_lectures(tmp_path: Path) -> None:
    found = json.loads(inspect(tmp_path, "rows.csv", ROWS, "--json"))
    assert [one["title"] for one in found["lectures"]] == ["First", "Second"]
    assert [cue["lecture"] for cue in found["cues"]] == ["a", "b"]


def test_a_file_that_cannot_be_read_is_one_line_and_code_2(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Dear all, here it is", encoding="utf-8")
    done = CliRunner().invoke(app, ["inspect", str(tmp_path / "notes.txt")])
    assert done.exit_code == 2
    assert "no time in it" in done.output
    assert "Traceback" not in done.output
