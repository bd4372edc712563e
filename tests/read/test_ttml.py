from __future__ import annotations

import sys

import pytest

from lecturebook.errors import TranscriptError
from lecturebook.model import CueWord, Repair
from lecturebook.read import read_bytes

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en">
<head><metadata><ttm:agent xml:id="r" type="person"><ttm:name>Ruth</ttm:name></ttm:agent></metadata></head>
"""
TALK = (
    HEAD
    + """\
<body begin="10s"><div>
<p begin="00:00:01.000" end="00:00:02.500" ttm:agent="r">so let<br/>us
 begin</p>
<p begin="3s" dur="2s"><span begin="0s">with</span> <span begin="0.5s">pages of rows</span></p>
<p begin="soon">lost</p>
<p begin="00:07,500" end="00:09,000">comma</p>
<p begin="9s" end="9s">no time at all</p>
</div></body></tt>
"""
)


def test_times_add_up_and_lines_are_known() -> None:
    (lecture,) = read_bytes(TALK.encode(), "a.ttml")
    assert [(cue.line, cue.start, cue.end, cue.text, cue.speaker) for cue in lecture.cues] == [
        (5, 11, 12.5, "so let\nus begin", "Ruth"),
        (7, 13, 15, "with pages of rows", ""),
        (9, 17.5, 19, "comma", ""),
        (10, 19, 20.6, "no time at all", ""),
    ]
    assert lecture.cues[1].words == (CueWord("with", 13), CueWord("pages", 13.5), CueWord("of"), CueWord("rows"))
    assert (lecture.language, lecture.source.format) == ("en", "ttml")
    assert lecture.repairs == (
        Repair(8, "garbled", True), Repair(9, "notation"), Repair(9, "notation"), Repair(10, "open")
    )  # fmt: skip


def test_times_of_nothing_count_and_paragraphs_may_stand_in_one_line() -> None:
    text = HEAD.replace("\n", " ") + (
        '<body><div><p begin="0s" end="2s" ttm:agent="r"><span begin="0s">so</span> <span begin="1s">let</span></p>'
        '<p begin="2s" end="3s"><span begin="0s">us</span></p><p begin="3s" end="4s">begin</p></div></body></tt>'
    )
    (lecture,) = read_bytes(text.encode(), "a.ttml")
    assert [(cue.start, cue.speaker, cue.words) for cue in lecture.cues] == [
        (0, "Ruth", (CueWord("so", 0), CueWord("let", 1))), (2, "", (CueWord("us", 2),)), (3, "", ())
    ]  # fmt: skip
    assert lecture.repairs == ()


@pytest.mark.parametrize(
    ("written", "repairs"),
    [
        ('<div><p begin="{}s" end="9s">x</p></div>', [Repair(5, "garbled", True)]),
        ('<div><p begin="3s" end="{}h">x</p></div>', [Repair(5, "open")]),
        ('<div begin="{}s"><p end="4s">x</p></div>', [Repair(5, "garbled", True)]),
    ],
)
def test_a_time_too_large_for_a_number_costs_its_paragraph_at_most(written: str, repairs: list[Repair]) -> None:
    text = HEAD + '<body><div><p begin="1s" end="2s">so</p></div>\n' + written.format("9" * 400) + "</body></tt>"
    (lecture,) = read_bytes(text.encode(), "a.ttml")
    assert lecture.cues[0].text == "so"
    assert list(lecture.repairs) == repairs


def test_older_drafts_are_read() -> None:
    text = '<tt xmlns="http://www.w3.org/2006/10/ttaf1"><body><div><p begin="1s" end="2s">so</p></div></body></tt>'
    (lecture,) = read_bytes(text.encode(), "a.dfxp")
    assert [(cue.start, cue.end, cue.text) for cue in lecture.cues] == [(1, 2, "so")]


def test_a_file_that_stops_in_the_middle_keeps_what_is_whole() -> None:
    (lecture,) = read_bytes(TALK[: TALK.index("comma")].encode(), "a.ttml")
    assert [cue.text for cue in lecture.cues] == ["so let\nus begin", "with pages of rows"]
    assert "truncated" in [repair.reason for repair in lecture.repairs]


def test_paragraphs_without_times_are_an_error() -> None:
    text = HEAD + "<body><div><p>so</p></div></body></tt>"
    with pytest.raises(TranscriptError, match="1 untimed"):
        read_bytes(text.encode(), "a.ttml")


def test_a_document_type_is_refused() -> None:
    text = '<?xml version="1.0"?>\n<!DOCTYPE tt [<!ENTITY a "b">]>\n' + HEAD.partition("\n")[2]
    with pytest.raises(TranscriptError, match="a document type declaration") as caught:
        read_bytes(text.encode(), "a.ttml")
    assert caught.value.line == 2


def test_without_ttconv_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ttconv.imsc.reader", None)
    with pytest.raises(TranscriptError, match=r"pip install 'lecturebook\[ttml\]'"):
        read_bytes(TALK.encode(), "a.ttml")
