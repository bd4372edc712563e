from __future__ import annotations

import pytest

from lecturebook.model import CueWord, Repair, Transcript
from lecturebook.read import read_bytes

CAPTIONS = """\
WEBVTT - week 2
Kind: captions
Language: en-GB

STYLE
::cue { color: lime }

NOTE 00:01.000 --> 00:02.000
not a cue

REGION
id:fred

intro
00:01.000 --> 00:00:02.500 align:start position:0%
<v.loud Mary>okay <c.yellow>good</c> &lt;i&gt;</v>
<lang en>&amp; <i>well</i></lang>

NOTE
00:00:05.000 is when it ends

00:00:02.500 --> 00:00:04.000
<ruby>next<rt>one</rt></ruby> is <mask>
"""

ROLLING = """\
WEBVTT

00:00:00.160 --> 00:00:02.000 align:start position:0%
 
okay<00:00:00.960><c> hello</c><00:00:01.500><c> you</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
okay hello you
 

00:00:02.010 --> 00:00:04.000 align:start position:0%
okay hello you
all<00:00:03.000><c> right</c>
"""

# the lines of a cue from 1 s to 5 s, and the words that the stamps give
STAMPED = [
    ("a<00:00:02.000><c> b</c>", [("a", 1, 2), ("b", 2, 5)]),
    ("<00:00:02.000>a<00:03.000>b", [("ab", 2, 3)]),
    ("<00:02.000>a <00:03.000>b", [("a", 2, 3), ("b", 3, 5)]),
    ("a b<00:02.000> c d", [("a", 1, None), ("b", None, 2), ("c", 2, None), ("d", None, 5)]),
    ("a<00:02.000> b c d", [("a", 1, 2), ("b", 2, None), ("c", None, None), ("d", None, 5)]),
    ("old line\na<00:00:02.000> b", [("old", None, None), ("line", None, None), ("a", 1, 2), ("b", 2, 5)]),
    ("a<00:00:02.000> b\nc<00:00:04.000> d", [("a", 1, 2), ("b", 2, None), ("c", None, 4), ("d", 4, 5)]),
    ("a<00:00:02.000> b\nold\n<00:00:04.000>d", [("a", 1, 2), ("b", 2, 4), ("old", None, None), ("d", 4, 5)]),
    ("a<00:00:02.000> &amp;<00:00:03.000> R\u0301", [("a", 1, 2), ("&", 2, 3), ("\u0154", 3, 5)]),
    ("a<00:00:02.000></c><00:00:03.000> b", [("a", 1, 2), ("b", 3, 5)]),
]


def read(text: str) -> Transcript:
    (lecture,) = read_bytes(text.encode(), "a.vtt")
    return lecture


def test_cues_without_what_is_around_them() -> None:
    lecture = read(CAPTIONS)
    assert [(cue.start, cue.end, cue.text, cue.words) for cue in lecture.cues] == [
        (1.0, 2.5, "okay good <i>\n& well", ()),
        (2.5, 4.0, "nextone is <mask>", ()),
    ]
    assert (lecture.id, lecture.language, lecture.repairs) == ("a", "en-GB", ())


def test_rolling_captions_come_as_they_are() -> None:
    lecture = read(ROLLING)
    held = "okay hello you"
    assert [cue.text for cue in lecture.cues] == [held, held, held + "\nall right"]
    assert lecture.cues[0].words == (
        CueWord("okay", 0.16, 0.96), CueWord("hello", 0.96, 1.5), CueWord("you", 1.5, 2.0)
    )  # fmt: skip
    assert lecture.cues[1].words == ()
    assert [word.start for word in lecture.cues[2].words] == [None, None, None, 2.01, 3.0]


@pytest.mark.parametrize(("lines", "words"), STAMPED)
def test_stamps_give_words_their_times(lines: str, words: list[tuple[str, float | None, float | None]]) -> None:
    lecture = read(f"WEBVTT\n\n00:01.000 --> 00:05.000\n{lines}\n")
    (cue,) = lecture.cues
    assert [(word.text, word.start, word.end) for word in cue.words] == words
    assert [word.text for word in cue.words] == cue.text.split()
    assert lecture.repairs == ()


@pytest.mark.parametrize("stamp", ["00:00:00.500", "00:00:09.000", "99:99"])
def test_a_stamp_outside_its_cue_is_ignored_and_recorded(stamp: str) -> None:
    lecture = read(f"WEBVTT\n\n00:01.000 --> 00:05.000\na<{stamp}> b<00:02.000> c\n")
    assert [word.start for word in lecture.cues[0].words] == [1, None, 2]
    assert lecture.repairs == (Repair(3, "words"),)


def test_the_last_word_has_no_end_where_the_cue_had_none() -> None:
    lecture = read("WEBVTT\n\n00:01.000 --> 00:00.000\na<00:02.000> b\n\n00:03.000 --> 00:04.000\nc\n")
    assert lecture.cues[0].words == (CueWord("a", 1, 2), CueWord("b", 2, None))
    assert lecture.repairs == (Repair(3, "reversed"),)


@pytest.mark.parametrize(
    ("block", "repairs"),
    [
        ("more\nwords\n", [Repair(6, "joined")]),
        ("7\nlost words\n", [Repair(6, "garbled", True)]),
        ("00:00:0x.000 --> 00:00:03.000\nlost\n", [Repair(6, "garbled", True)]),
        ("00:02.000 --> 00:03.000\n", [Repair(6, "empty", True)]),
        ("7\nlines\n00:02.000 --> bad\n", [Repair(6, "garbled", True), Repair(8, "empty", True)]),
        ("NOTE nothing\n", []),
        ("NOTEWORTHY\n", [Repair(6, "joined")]),
    ],
)
def test_one_bad_block_never_costs_the_file(block: str, repairs: list[Repair]) -> None:
    lecture = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n{block}\n00:08.000 --> 00:09.000\nb\n")
    added = "".join("\n" + line for line in block.split("\n")[:-1] if Repair(6, "joined") in repairs)
    assert [cue.text for cue in lecture.cues] == ["a" + added, "b"]
    assert list(lecture.repairs) == repairs


def test_empty_lines_may_be_missing() -> None:
    lecture = read("WEBVTT\n00:01.000 --> 00:02.000\na\n2\n00:02.000 --> 00:03.000\nb\n")
    assert [cue.text for cue in lecture.cues] == ["a", "b"]
