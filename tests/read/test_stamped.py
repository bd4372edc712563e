from __future__ import annotations

import pytest

from lecturebook.errors import TranscriptError
from lecturebook.model import Repair, Transcript
from lecturebook.read import read_bytes

THREE = [(0, "so today pages"), (65, "and buffers"), (3723, "the end")]

# the same three, however people and tools write them
SAME = {
    "brackets": "[0:00] so today pages\n[1:05] and buffers\n[1:02:03] the end\n",
    "parentheses": "(00:00) so today pages\n(01:05) and buffers\n(01:02:03) the end\n",
    "plain": "0:00 so today pages\n1:05 and buffers\n1:02:03 the end\n",
    "dashes": "00:00:00 - so today pages\n00:01:05 - and buffers\n01:02:03 - the end\n",
    "list": "- 0:00 so today pages\n- 1:05 and buffers\n- 1:02:03 the end\n",
    "lyrics": "[00:00.00]so today pages\n[01:05.00]and buffers\n[62:03.00]the end\n",
    "page": "0:00\nso today pages\n1:05\nand buffers\n1:02:03\nthe end\n",
    "page with words": "0:00\n0 seconds\nso today pages\n1:05\n1 minute, 5 seconds\nand buffers\n"
    "1:02:03\n1 hour, 2 minutes, 3 seconds\nthe end\nEnglish (auto-generated)\n",
    "page, glued": "0:000 secondsso today pages\n1:051 minute, 5 secondsand buffers\n"
    "1:02:031 hour, 2 minutes, 3 secondsthe end\n",
    "inside a line": "[0:00] so today pages [1:05] and buffers [1:02:03] the end",
    "blank lines": "[0:00]\n\nso today pages\n\n\n[1:05] and\nbuffers\n\n[1:02:03] the end\n",
}

NAMED = {
    "above": "Ruth Almeida  0:03\nSo let us begin.\n\nStudent 1  12:45\nWhy?\n",
    "accents written apart": "O’Neil-Ba\u0301th  0:03\nSo let us begin.\n\nप्रिया 1  12:45\nWhy?\n",
    "parentheses": "Ruth Almeida (00:03):\nSo let us begin.\n\nStudent 1 (12:45):\nWhy?\n",
    "before": "Ruth Almeida: [00:00:03] So let us begin.\nStudent 1: [00:12:45] Why?\n",
    "behind": "[0:03] SPEAKER_00: So let us begin.\n[12:45] SPEAKER_01: Why?\n",
}


def read(text: str) -> Transcript:
    (lecture,) = read_bytes(text.encode(), "a.txt")
    return lecture


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_the_same_however_written(text: str) -> None:
    lecture = read(text)
    assert [(cue.start, " ".join(cue.text.split())) for cue in lecture.cues] == THREE
    assert [cue.end for cue in lecture.cues[:2]] == [65, 3723]
    assert lecture.source.format == "stamped"
    assert {repair.reason for repair in lecture.repairs} == {"open"}


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED.keys())
def test_names_are_speakers(text: str) -> None:
    lecture = read(text)
    assert [(cue.start, cue.text) for cue in lecture.cues] == [(3, "So let us begin."), (765, "Why?")]
    names = [cue.speaker for cue in lecture.cues]
    assert names in (["Ruth Almeida", "Student 1"], ["SPEAKER_00", "SPEAKER_01"], ["O’Neil-B\u00e1th", "प्रिया 1"])


def test_what_a_terminal_showed_has_ends() -> None:
    lecture = read("[00:00.000 --> 00:04.000]  So let us begin.\n[00:04.000 --> 00:09.500]  With pages.\n")
    assert [(cue.start, cue.end, cue.text) for cue in lecture.cues] == [
        (0, 4, "So let us begin."), (4, 9.5, "With pages.")
    ]  # fmt: skip
    assert lecture.repairs == ()


def test_a_title_above_is_dropped_and_named() -> None:
    lecture = read("Week 3: pages\n\n[0:00] so\n[0:05] well\n[0:09]\n")
    assert [cue.text for cue in lecture.cues] == ["so", "well"]
    assert lecture.repairs == (Repair(1, "untimed", True), Repair(4, "open"), Repair(5, "empty", True))


@pytest.mark.parametrize(
    "text",
    [
        "Dear all, here it is.",
        "A ratio of 3 to 4.\nNothing else.",
        "We meet at 10:30 on Monday,\nand at 9:15 on Tuesday.",
    ],
)
def test_text_without_stamps_is_refused(text: str) -> None:
    with pytest.raises(TranscriptError):
        read(text)


def test_text_without_any_time_is_told_why() -> None:
    with pytest.raises(TranscriptError, match="every statement of a study guide carries the second it was said"):
        read("so today we talk about pages and buffers")
