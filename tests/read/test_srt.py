from __future__ import annotations

import pytest

from lecturebook.errors import TranscriptError
from lecturebook.model import Cue, Repair
from lecturebook.read import read_bytes

PLAIN = """\
1
00:00:04,490 --> 00:00:07,279
so I hope<font color="#E5E5E5"> you enjoyed</font>

2
00:00:07,279 --> 00:00:12,110
<i>tutorial</i> on
{\\an8}tensor flow &amp; more
"""
CUES = (
    Cue(4.49, 7.279, "so I hope you enjoyed", line=2),
    Cue(7.279, 12.11, "tutorial on\ntensor flow & more", line=6),
)

# how the same two cues may be written
SAME = {
    "as it should be": PLAIN,
    "byte order mark": "\ufeff" + PLAIN,
    "CRLF": PLAIN.replace("\n", "\r\n"),
    "CR": PLAIN.replace("\n", "\r"),
    "CRCRLF": PLAIN.replace("\n", "\r\r\n"),
    "blanks in the empty line": PLAIN.replace("\n\n", "\n \t\n"),
    "points": PLAIN.replace(",", "."),
    "minutes only": PLAIN.replace("00:00:", "00:"),
    "coordinates": PLAIN.replace("7,279\n", "7,279 X1:40 X2:600\n"),
    "no blanks about the arrow": PLAIN.replace(" --> ", "-->"),
    "no last newline": PLAIN.rstrip(),
    "number twice": PLAIN.replace("\n2\n", "\n1\n"),
    "no empty line": PLAIN.replace("\n\n", "\n"),
}

# one cue's text as written, and as it is read: markup goes, what was said stays
TEXTS = [
    ("<b>bold</b> and <U>line</U>", "bold and line"),
    ("<font face=x>a</FONT>b", "ab"),
    ("{\\an8}{\\i1}top{\\i0}", "top"),
    ("the tokens <s> and </s>", "the tokens <s> and </s>"),
    ("fill in <mask> or <unk>", "fill in <mask> or <unk>"),
    ("if a < b and c > d", "if a < b and c > d"),
    ("<i", "<i"),
    ("the set {a, b}", "the set {a, b}"),
    ("&lt;i&gt; &amp;lt; &#39;x&#39;", "<i> &lt; 'x'"),
    ("R&D, AT&T; &copyright", "R&D, AT&T; &copyright"),
    ("&#" + "9" * 5000 + ";", "&#" + "9" * 5000 + ";"),
    ("a\x1b[31m\x00\x85b\u2028c\ufeff".replace("\x00", ""), "a[31m b c"),
    ("cafe\u0301", "caf\u00e9"),
    ("step 1 --> step 2", "step 1 --> step 2"),
    ("in 1984\n42", "in 1984\n42"),
]

NEGATIVE = [
    Repair(2, "overlap"), Repair(5, "unnumbered"), Repair(5, "negative"), Repair(5, "unordered")
]  # fmt: skip

FIRST = "1\n00:00:01,000 --> 00:00:02,000\nfirst\n\n"
LAST = "9\n00:00:08,000 --> 00:00:09,000\nlast\n"

# what stands between two good cues, what becomes of it, and what is recorded; none of it may cost those two
BETWEEN = [
    ("3\nnot a time\nlost\n", [], [Repair(5, "garbled", True)]),
    ("3\nnot a time\nlost\n\nlost too\n", [], [Repair(5, "garbled", True), Repair(9, "garbled", True)]),
    ("3\n00:00:xx,000 --> 00:00:04,000\nlost\n", [], [Repair(6, "garbled", True)]),
    ("3\n00:00:03,000 --> soon\nx\n", [(3, 8, "x")], [Repair(6, "open")]),
    ("3\n" + "9" * 5000 + ":00:03,000 --> 00:00:04,000\nlost\n", [], [Repair(6, "garbled", True)]),
    ("3\n9999:00:03,000 --> 9999:00:04,000\nlost\n", [], [Repair(6, "garbled", True)]),
    ("3\n00:00:03,000 --> 00:00:04,000\n\n", [], [Repair(6, "empty", True)]),
    ("3\n00:00:03,000 --> 00:00:04,000\n<i> </i>\n", [], [Repair(6, "empty", True)]),
    ("3\n00:00:03,000 --> 00:00:04,000\n\u200b\n", [], [Repair(6, "empty", True)]),
    ("3\n00:00:03,000 --> 00:00:00,000\nx\n", [(3, 8, "x")], [Repair(6, "reversed")]),
    ("-00:00:03,000 --> 00:00:04,000\nx\n", [(0, 4, "x")], NEGATIVE),
    ("3\n00:00:00,500 --> 00:00:00,900\nx\n", [(0.5, 0.9, "x")], [Repair(6, "unordered")]),
    ("3\n\n00:00:03,000 --> 00:00:04,000\nx\n", [(3, 4, "x")], []),
    ("3\n00:00:03,000 --> 00:00:04,000\nx\n\ny\n", [(3, 4, "x\ny")], [Repair(9, "joined")]),
    ("00:00:03,000 --> 00:00:04,000\nx\n", [(3, 4, "x")], [Repair(5, "unnumbered")]),
]


def read(text: str) -> tuple[list[tuple[float, float, str]], list[Repair]]:
    (lecture,) = read_bytes(text.encode("utf-8", "surrogatepass"), "a.srt")
    return [(cue.start, cue.end, cue.text) for cue in lecture.cues], list(lecture.repairs)


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_the_same_cues_however_written(text: str) -> None:
    (lecture,) = read_bytes(text.encode(), "week 1.en.srt")
    assert lecture.id == "week 1.en"
    assert lecture.source.format == "srt"
    assert [(c.start, c.end, c.text) for c in lecture.cues] == [(c.start, c.end, c.text) for c in CUES]


def test_cues_know_the_lines_of_their_times() -> None:
    (lecture,) = read_bytes(PLAIN.encode(), "a.srt")
    assert lecture.cues == CUES
    assert lecture.repairs == (Repair(6, "entities"),)


@pytest.mark.parametrize(("written", "said"), TEXTS)
def test_markup_goes_and_speech_stays(written: str, said: str) -> None:
    cues, repairs = read(f"1\n00:00:01,000 --> 00:00:02,000\n{written}\n")
    assert cues == [(1, 2, said)]
    assert {repair.reason for repair in repairs} <= {"entities"}


@pytest.mark.parametrize(("block", "cues", "repairs"), BETWEEN)
def test_one_bad_block_never_costs_the_file(
    block: str, cues: list[tuple[float, float, str]], repairs: list[Repair]
) -> None:
    found, made = read(FIRST + block + "\n" + LAST)
    assert found == sorted([(1, 2, "first"), *cues, (8, 9, "last")])
    assert made == repairs


@pytest.mark.parametrize(("words", "seconds"), [(1, 1.0), (5, 2.0), (25, 10.0), (200, 10.0)])
def test_a_last_cue_without_a_usable_end_lasts_as_long_as_its_words(words: int, seconds: float) -> None:
    cues, repairs = read("1\n01:44:27,000 --> 00:00:00,000\n" + "word " * words)
    assert cues[0][1] == pytest.approx(6267 + seconds)
    assert repairs == [Repair(2, "reversed")]


def test_equal_starts_keep_their_order_and_a_reversed_one_ends_with_the_next_later_start() -> None:
    block = "00:00:05,000 --> 00:00:0{},000\n{}\n\n"
    cues, _ = read(block.format(1, "a") + block.format(6, "b") + block.format(1, "c") + LAST)
    assert cues == [(5, 8, "a"), (5, 6, "b"), (5, 8, "c"), (8, 9, "last")]


@pytest.mark.parametrize(
    ("text", "line", "seen"),
    [
        ("1\n00:00:xx,000 --> 00:00:04,000\nx\n", 2, "no cue can be used (1 garbled)"),
        ("1\n00:00:01,000 --> 00:00:04,000\n\n\n", 2, "no cue can be used (1 empty)"),
    ],
)
def test_a_file_without_a_cue_is_an_error(text: str, line: int, seen: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(text)
    assert (caught.value.file, caught.value.line, caught.value.seen) == ("a.srt", line, seen)
    assert "00:00:01,000 --> 00:00:02,500" in caught.value.accepted


def test_a_number_beside_control_characters_is_a_number() -> None:
    text = "\x1e1\n00:00:01,000 --> 00:00:02,000\nso\n\n\x1e2\x1f\n00:00:03,000 --> 00:00:04,000\nwell\n"
    (lecture,) = read_bytes(text.encode(), "a.srt")
    assert [cue.text for cue in lecture.cues] == ["so", "well"]
