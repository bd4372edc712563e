"""Files made to use up memory or time: each is read or refused; nothing here may take more than a moment."""

from __future__ import annotations

import pytest

from lecturebook.errors import TranscriptError
from lecturebook.read import read_bytes
from lecturebook.read.formats.rows import MAX_OPEN
from lecturebook.read.limits import DEFAULT

MAX_LINES, MAX_LINE, MAX_ELEMENTS = DEFAULT.lines, DEFAULT.line, DEFAULT.elements
MAX_CONTAINERS, MAX_VALUES = DEFAULT.objects, DEFAULT.values
LONG = MAX_LINE + 1
SRT, VTT = b"1\n00:00:01,000 --> 00:00:02,000\n", b"WEBVTT\n\n00:01.000 --> 00:02.000\n"
CSV = b"video_id,text,start_second\n"
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE tt [<!ENTITY a SYSTEM "file:///etc/hostname">]>'

REFUSED = {
    "deep list": (b'[{"a":' + b"[" * 100_000, "nested too deeply"),
    "deep object": (b'{"a":' * 100_000, "nested too deeply"),
    "many lists": (b'[{"a":1}' + b",[]" * MAX_CONTAINERS, "objects and lists"),
    "many values": (b'{"segments":[0' + b",0" * (MAX_VALUES + 1), "values"),
    "open string": (b'{"segments":"' + b"x" * LONG, "Unterminated string"),
    "huge number": (b'{"segments":' + b"9" * 10_000 + b"}", "too many digits"),
    "deep Python": (b"[{'a':" + b"[" * 100_000, "in a Python list"),
    "letters": (b"a" * LONG, "a line of more than"),
    "stamps": (b"[0:00] " * (LONG // 7 + 1), "a line of more than"),
    "stamp lines": (b"[0:00]\n" * 3_100_000, "colons"),
    "numbers": (SRT + b"so\n\n" + b"1\n" * MAX_LINES, "lines"),
    "letter lines": (VTT + b"a\n" * MAX_LINES, "lines"),
    "empty lines": (b"\n" * MAX_LINES + b"\na", "lines"),
    "quoted lines": (CSV + b'a,"so,1\n' * MAX_LINES, "lines"),
    "open quotes": (CSV + b"a,so,1\n" + b'x","y\n' * (MAX_OPEN + 60), "quote is never closed"),
    "JSON lines": (b'{"video_id":"a","text":"so","start_second":1}\n' + b"{}\n" * (MAX_LINES + 1), "lines"),
    "arrows": (b"-->" * (LONG // 3 + 1), "a line of more than"),
    "angle brackets": (VTT + b"<" * LONG, "a line of more than"),
    "quotes": (CSV + b'a,"' * (LONG // 3 + 1), "a line of more than"),
    "bars": (b"video_id|text|start_second\n---|---|---\n" + b"|" * LONG, "a line of more than"),
    "blanks before an arrow": (b"1:1" + b" " * LONG + b"-->", "a line of more than"),
    "entities in TTML": (DTD + b'<tt xmlns="http://www.w3.org/ns/ttml">&b;</tt>', "a document type declaration"),
    "entities in srv3": (DTD + b"<timedtext>&b;</timedtext>", "a document type declaration"),
    "external entity": (EXTERNAL + b"<tt>&a;</tt>", "a document type declaration"),
    "deep XML": (b"<tt>" * 100_000, "nested more than"),
    "wide XML": (b"<timedtext>" + b"<p/>" * (MAX_ELEMENTS + 1), "elements"),
    "NULs": (b"\0" * LONG, "the file is empty"),
    "broken Parquet": (b"PAR1" + b"\xff" * LONG, "arquet"),
}

READ = {
    "NULs behind the text": SRT + b"so\n" + b"\0" * LONG,
    "one long text of XML": b'<timedtext><body><p t="1">' + b"so " * LONG + b"</p></body></timedtext>",
    "tags": SRT + b"so <font " * 500_000,
    "marks": SRT + b"so " + "\u0301".encode() * 500_000,
    "numbers": SRT + b"so\n\n" + b"1\n" * 500_000,
    "letter lines": SRT + b"so\n\n" + b"a\n" * 500_000,
    "unclosed quotes": CSV + b"a,so,1\n" + b'a,"so,1\n' * 20_000,
}


@pytest.mark.parametrize(("data", "seen"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_with_a_reason(data: bytes, seen: str) -> None:
    with pytest.raises(TranscriptError, match=seen):
        read_bytes(data, "bomb")


@pytest.mark.parametrize("data", READ.values(), ids=READ.keys())
def test_it_is_read(data: bytes) -> None:
    (lecture,) = read_bytes(data, "bomb")
    assert lecture.cues[0].text.startswith("so")
