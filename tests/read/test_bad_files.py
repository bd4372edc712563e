"""Broken files of all formats, with what a careful reader makes of each, written down by hand.

A row: the file; its cues as (start, end, text); what was mended or dropped as "line reason", "-line reason" if dropped.
"""

# ruff: noqa: E501  (a row is read as one line)

from __future__ import annotations

import json
from typing import Any

import pytest

from lecturebook.errors import TranscriptError
from lecturebook.read import read_bytes

A, B = "1\n00:00:01,000 --> 00:00:02,000\na\n\n", "2\n00:00:03,000 --> 00:00:04,000\nb\n"
AB = [(1, 2, "a"), (3, 4, "b")]
V = "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n"


def srt(timing: str, text: str = "b") -> str:
    return A + f"2\n{timing}\n{text}\n"


def whisper(*segments: Any) -> str:
    return json.dumps({"segments": [{"start": 1, "end": 2, "text": "a"}, *segments]})


SRT: dict[str, tuple[str | bytes, list[Any], str]] = {
    "end before start": (srt("00:00:03,000 --> 00:00:00,000"), [(1, 2, "a"), (3, 4, "b")], "6 reversed"),
    "no end": (srt("00:00:03,000 --> "), [(1, 2, "a"), (3, 4, "b")], "6 open"),
    "no numbers": (A[2:] + B[2:], AB, "1 unnumbered, 4 unnumbered"),
    "no empty line": (A[:-1] + B, AB, "5 unparted"),
    "neither": (A[:-1] + B[2:], AB, "4 unnumbered, 4 unparted"),
    "empty line in a cue": (A + B + "\nmore\n", [(1, 2, "a"), (3, 4, "b\nmore")], "9 joined"),
    "empty line above the text": (A + B.replace("\nb", "\n\nb"), AB, "8 joined"),
    "empty line under the number": (A + B.replace("2\n", "2\n\n", 1), AB, ""),
    "two empty lines": (A + "\n\n" + B, AB, ""),
    "overlap": (srt("00:00:01,500 --> 00:00:04,000"), [(1, 2, "a"), (1.5, 4, "b")], "6 overlap"),
    "out of order": (B + "\n" + A, AB, "6 unordered"),
    "negative": (srt("-00:00:03,000 --> 00:00:00,500"), [(0, 0.5, "b"), (1, 2, "a")], "6 negative, 6 unordered"),
    "no hours": (srt("00:03,000 --> 00:04,000"), AB, "6 notation"),
    "points": (srt("00:00:03.000 --> 00:00:04.000"), AB, "6 notation"),
    "colons before milliseconds": (srt("00:00:03:000 --> 00:00:04:000"), AB, "6 notation"),
    "no milliseconds": (srt("00:00:03 --> 00:00:04"), AB, "6 notation"),
    "two decimals": (srt("00:00:03,00 --> 00:00:04,00"), AB, "6 notation"),
    "short arrow": (srt("00:00:03,000 -> 00:00:04,000"), AB, "6 notation"),
    "dash for an arrow": (srt("00:00:03,000 –> 00:00:04,000"), AB, "6 notation"),
    "arrow sign": (srt("00:00:03,000 → 00:00:04,000"), AB, "6 notation"),
    "blanks in times": (srt("00: 00: 03, 000 --> 00: 00: 04, 000"), AB, "6 notation"),
    "wide colons": (srt("00：00：03，000 --> 00：00：04，000"), AB, ""),
    "a hundred hours": (srt("286:12:13,500 --> 286:12:14,000"), [(1, 2, "a"), (1030333.5, 1030334, "b")], ""),
    "a thousand hours": (srt("1001:00:00,000 --> 1001:00:01,000"), [(1, 2, "a")], "-6 garbled"),
    "75 minutes": (srt("00:75:00,000 --> 00:75:01,000"), [(1, 2, "a"), (4500, 4501, "b")], "6 carried"),
    "75 seconds": (srt("00:00:75,000 --> 00:00:76,000"), [(1, 2, "a"), (75, 76, "b")], "6 carried"),
    "junk behind the times": (srt("00:00:03,000 --> 00:00:04,000 junk here"), AB, "6 junk"),
    "text behind the times": (srt("00:00:03,000 --> 00:00:04,000 b", ""), AB, ""),
    "coordinates": (srt("00:00:03,000 --> 00:00:04,000 X1:40 X2:600"), AB, ""),
    "garbled start": (srt("00:0x:03,000 --> 00:00:04,000"), [(1, 2, "a")], "-6 garbled"),
    "garbled end": (srt("00:00:03,000 --> 00:0x"), AB, "6 open"),
    "no text": (srt("00:00:03,000 --> 00:00:04,000", "\n"), [(1, 2, "a")], "-6 empty"),
    "nothing but tags": (srt("00:00:03,000 --> 00:00:04,000", "<i></i>"), [(1, 2, "a")], "-6 empty"),
    "open tag": (srt("00:00:03,000 --> 00:00:04,000", "<i>b"), AB, "6 tags"),
    "closed twice": (srt("00:00:03,000 --> 00:00:04,000", "b</i>"), AB, "6 tags"),
    "cut-off tag": (srt("00:00:03,000 --> 00:00:04,000", "b<font color="), AB, "6 tags"),
    "a page's tags": (srt("00:00:03,000 --> 00:00:04,000", "<span class='x'>b</span>"), AB, "6 tags"),
    "entity": (srt("00:00:03,000 --> 00:00:04,000", "&lt;b&gt;"), [(1, 2, "a"), (3, 4, "<b>")], "6 entities"),
    "number alone at the end": (A + B + "\n3\n", AB, "-9 truncated"),
    "half a timing line at the end": (A + B + "\n3\n00:00:0", AB, "-9 truncated"),
    "timing line at the end": (A + B + "\n3\n00:00:05,000 --> 00:00:06,000", AB, "-10 truncated"),
    "DOS end of file": (A + B + "\x1a", AB, ""),
    "zeros at the end": (A + B + "\0" * 9, AB, "8 nul"),
    "a zero inside": (A.replace("a", "\0a") + B, AB, "3 nul"),
    "title above": ("Week 3\n\n" + A + B, AB, "-1 untimed"),
    "a cue without times": (A + "7\nlost\n\n" + B, AB, "-5 garbled"),
    "carriage returns": ((A + B).replace("\n", "\r"), AB, ""),
    "mixed line ends": (A.replace("\n", "\r\n") + B, AB, ""),
    "bad byte": (
        A.encode() + B.replace("b", "é b é").encode() + b"\xff",
        [(1, 2, "a"), (3, 4, "é b é\n\ufffd")],
        "8 bytes",
    ),
    "Windows-1252": ((A + B.replace("b", "é")).encode("cp1252"), [(1, 2, "a"), (3, 4, "é")], ""),
    "UTF-16 without a mark": ((A + B).encode("utf-16-be"), AB, ""),
}
VTT: dict[str, tuple[str | bytes, list[Any], str]] = {
    "comma": (V + "00:03,000 --> 00:04,000\nb", AB, "6 notation"),
    "text behind an empty line": (V + "b\n", [(1, 2, "a\nb")], "6 joined"),
    "no empty line": (V[:-1] + "00:03.000 --> 00:04.000\nb", AB, "5 unparted"),
    "end before start": (V + "00:03.000 --> 00:01.000\nb", AB, "6 reversed"),
    "no text": (V + "00:03.000 --> 00:04.000\n\n", AB[:1], "-6 empty"),
    "cut off": (V + "00:03.000 --> 00:04.000", AB[:1], "-6 truncated"),
    "blank lines first": ("\n\n" + V, AB[:1], ""),
    "header twice": (V + "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:0\n\n00:03.000 --> 00:04.000\nb", AB, ""),
    "stamp outside the cue": (V + "00:03.000 --> 00:04.000\n<00:09.000>b", AB, "6 words"),
    "text above the first cue": ("WEBVTT\n\nlost\n\n" + V[8:], AB[:1], "-3 untimed"),
}
OTHERS: dict[str, tuple[str | bytes, list[Any], str]] = {
    "sbv without an empty line": ("0:00:01.000,0:00:02.000\na\n0:00:03.000,0:00:04.000\nb", AB, "3 unparted"),
    "sbv with an empty line in a cue": ("0:00:01.000,0:00:02.000\na\n\nb", [(1, 2, "a\nb")], "4 joined"),
    "sbv, end before start": ("0:00:01.000,0:00:00.000\na", [(1, 2, "a")], "1 reversed"),
    "sbv with a title": ("Talk\n\n0:00:01.000,0:00:02.000\na", AB[:1], "-1 untimed"),
    "whisper, null": (whisper(None), AB[:1], "-2 garbled"),
    "whisper, no text": (whisper({"start": 3, "end": 4}), AB[:1], "-2 garbled"),
    "whisper, null text": (whisper({"start": 3, "end": 4, "text": None}), AB[:1], "-2 garbled"),
    "whisper, blank": (whisper({"start": 3, "end": 4, "text": " "}), AB[:1], "-2 empty"),
    "whisper, NaN": (whisper({"start": float("nan"), "end": 4, "text": "b"}), AB[:1], "-2 garbled"),
    "whisper, huge": (whisper({"start": 1e300, "end": 4, "text": "b"}), AB[:1], "-2 garbled"),
    "whisper, strings": (whisper({"start": "3", "end": "4.0", "text": "b"}), AB, ""),
    "whisper, no end": (whisper({"start": 3, "end": None, "text": "b"}), AB, "2 open"),
    "whisper, cut off": (whisper({"start": 3, "end": 4, "text": "b"})[:-9], AB[:1], "-1 truncated"),
    "chunks, nulls": (
        '{"chunks":[{"text":"a a","timestamp":[1,2]},{"text":"b b","timestamp":[null,null]}]}',
        [(1, 2, "a a")],
        "-2 garbled",
    ),
    "chunks, no end": ('{"chunks":[{"text":"a a","timestamp":[1,null]}]}', [(1, 2, "a a")], "1 open"),
    "whisper.cpp, no times": ('{"transcription":[{"text":"x"},{"offsets":{"from":1000,"to":2000},"text":"a"}]}', AB[:1], "-1 garbled"),
    "snippets, no start": ('[{"text":"a","start":1,"duration":1},{"text":"b","duration":1}]', AB[:1], "-2 garbled"),
    "json3, no time": ('{"events":[{"segs":[{"utf8":"x"}]},{"tStartMs":1000,"dDurationMs":1000,"segs":[{"utf8":"a"}]}]}', AB[:1], "-1 garbled"),
    "json3, no length": ('{"events":[{"tStartMs":1000,"segs":[{"utf8":"a"}]}]}', AB[:1], "1 open"),
    "srv3, no time": ('<timedtext><body><p>x</p>\n<p t="1000" d="1000">a</p></body></timedtext>', AB[:1], "-1 garbled"),
    "srv3, cut off": ('<timedtext><body><p t="1000" d="1000">a</p>\n<p t="30', AB[:1], "2 truncated"),
    "csv, no number": ("video_id,text,start_second,end_second\nv,a,1,2\nv,b,soon,4\n", AB[:1], "-3 garbled"),
    "csv, short row": ("video_id,text,start_second,end_second\nv,a,1,2\nv,b\n", AB[:1], "-3 garbled"),
    "csv, open quote": ('video_id,text,start_second,end_second\nv,"x,1,2\nv,a,1,2\n', AB[:1], "-2 garbled"),
    "jsonl, broken row": ('{"video_id":"v","text":"a","start_second":1,"end_second":2}\n{"video_id":', AB[:1], "-2 garbled"),
    "stamps backwards": ("[0:03] b\n[0:01] a\n[0:04] c\n[0:05] d\n[0:06] e\n[0:07] f\n", [
        (1, 3, "a"), (3, 4, "b"), (4, 5, "c"), (5, 6, "d"), (6, 7, "e"), (7, 8, "f")
    ], "2 unordered, 6 open"),
}  # fmt: skip
TABLE = {
    **{f"srt, {name}": row for name, row in SRT.items()},
    **{f"vtt, {name}": row for name, row in VTT.items()},
    **OTHERS,
}

REFUSED = {
    "empty": ("", 0, "the file is empty"),
    "blank": (" \n\n", 0, "the file is empty"),
    "no time": ("so let us begin\n", 1, "no time in it"),
    "srt, all garbled": ("1\n00:0x --> 00:00:02,000\na\n", 2, "1 garbled"),
    "srt, all empty": ("1\n00:00:01,000 --> 00:00:02,000\n\n\n", 2, "1 empty"),
    "vtt, header alone": ("WEBVTT\n", 0, "there is none"),
    "whisper, no segments": ('{"segments":[]}', 0, "there is none"),
    "whisper, all garbled": ('{"segments":[1,2]}', 1, "2 garbled"),
    "broken JSON": ('{"segments": [\n{"start" 1}]}', 2, "':' delimiter"),
    "csv, rows without numbers": ("video_id,text,start_second\nv,a,b\n", 2, "1 garbled"),
    "broken XML": ("<timedtext><body>\n<p t='1'>a</q></body></timedtext>", 2, "mismatched tag"),
    "other JSON": ('{"a": 1}', 1, "as no known format does"),
    "other XML": ("<a>1</a>", 1, "as no known format does"),
}


@pytest.mark.parametrize(("data", "cues", "repairs"), TABLE.values(), ids=TABLE.keys())
def test_what_a_careful_reader_makes_of_it(data: str | bytes, cues: list[Any], repairs: str) -> None:
    (lecture,) = read_bytes(data if isinstance(data, bytes) else data.encode(), "bad")
    assert [(cue.start, cue.end, cue.text) for cue in lecture.cues] == cues
    found = [f"{'-' * one.dropped}{one.line} {one.reason}" for one in lecture.repairs]
    assert ", ".join(found) == repairs


@pytest.mark.parametrize(("text", "line", "seen"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_without_a_cue_is_an_error(text: str, line: int, seen: str) -> None:
    with pytest.raises(TranscriptError, match=seen) as caught:
        read_bytes(text.encode(), "bad")
    assert caught.value.line == line
