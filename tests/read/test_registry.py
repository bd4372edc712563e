from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lecturebook.errors import TranscriptError
from lecturebook.model import Source
from lecturebook.read import FORMATS, read_bytes, read_file
from lecturebook.read.limits import Limits
from read.promises import promises_kept

SRT = "1\n00:00:01,000 --> 00:00:02,000\ncaf\u00e9 \u201cquoted\u201d\n"
NO_TIME = "has no time in it, and every statement of a study guide carries the second it was said"
SAID = "caf\u00e9 \u201cquoted\u201d"

# what begins each format, for files made of it and of anything
BEGINNINGS = [
    "",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n",
    "1\n00:00:01,000 --> 00:00:02,000\n",
    '{"segments": [{"start": 1, "end": 2, "text": "',
    '{"video_id": "a", "text": "b", "start_second": 1}\n',
    "video_id,text,start_second\na,b,1\n",
    "video_id | text | start_second\n---|---|---|\na | b | 1\n",
]


ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32": "utf-32-le",
    "cp1252": "windows-1252",
}


@pytest.mark.parametrize(("encoding", "reported"), ENCODINGS.items())
def test_encodings(encoding: str, reported: str) -> None:
    data = SRT.encode(encoding)
    (lecture,) = read_bytes(data, "folder/week.1.srt")
    assert lecture.cues[0].text == SAID
    assert lecture.source == Source("week.1.srt", "srt", hashlib.sha256(data).hexdigest(), reported, "lf")
    assert lecture.id == "week.1"


def test_one_bad_byte_does_not_garble_the_others() -> None:
    (lecture,) = read_bytes(SRT.encode() + b"\xff!", "a.srt")
    assert lecture.cues[0].text == SAID + "\n\ufffd!"


@pytest.mark.parametrize(
    ("data", "line", "seen"),
    [
        (b"", 0, "the file is empty"),
        (b"\xef\xbb\xbf \r\n", 0, "the file is empty"),
        (b"a\nb\0c", 2, "a byte 0x00: this is no text"),
        (b"PK\x03\x04\0", 1, "a byte 0x03: this is no text"),
        (b"Dear all,\nhere it is", 1, f"text such as 'Dear all, here it is' {NO_TIME}"),
        (b"\x1b[31m" + b"x" * 99, 1, f"text such as ' [31m{'x' * 55}\u2026' {NO_TIME}"),
        (b"{}", 1, "begins with '{}', as no known format does"),
    ],
)
def test_what_is_no_transcript_is_refused(data: bytes, line: int, seen: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read_bytes(data, "a.srt")
    assert (caught.value.file, caught.value.line, caught.value.seen) == ("a.srt", line, seen)
    assert caught.value.accepted


def test_an_unknown_format_is_told_of_all_known_ones() -> None:
    with pytest.raises(TranscriptError) as caught:
        read_bytes(b"x", "a.srt")
    assert all(form.description in caught.value.accepted for form in FORMATS)


def test_the_content_decides_and_not_the_ending() -> None:
    formats = {read_bytes(SRT.encode(), name)[0].source.format for name in ("a.vtt", "a.txt", "a")}
    assert formats == {"srt"}


@pytest.mark.parametrize(
    ("limits", "text", "seen"),
    [
        (Limits(bytes=10), SRT, "bytes or more; accepted: at most 10 (bytes in [limits] of course.toml)"),
        (Limits(lines=2), SRT, "3 lines; accepted: at most 2 (lines in [limits]"),
        (Limits(line=9), SRT, "a line of more than 9 characters"),
        (Limits(objects=1), '{"segments": [{"start": 1, "end": 2, "text": "so"}]}', "3 objects and lists"),
        (Limits(values=1), '{"segments": [{"start": 1, "end": 2, "text": "so"}]}', "2 values"),
        (Limits(elements=2), "<timedtext><body><p t='1'>so</p></body></timedtext>", "3 elements"),
        (Limits(cues=1), SRT + "\n2\n00:00:03,000 --> 00:00:04,000\nso\n", "2 cues"),
        (Limits(hours=1), SRT.replace("00:00:0", "02:00:0"), "a.srt, line 2: 3 hours; accepted: at most 1 (hours in"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_what_is_beyond_a_limit_is_refused_with_its_name(limits: Limits, text: str, seen: str) -> None:
    with pytest.raises(TranscriptError, match=re.escape(seen)):
        read_bytes(text.encode(), "a.srt", limits)
    assert read_bytes(text.encode(), "a.srt")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.srt")  # opening it would wait for ever
    for name in ("missing.srt", "", "pipe.srt", "a\0b.srt"):
        with pytest.raises(TranscriptError):
            read_file(tmp_path / name)


def test_read_file(tmp_path: Path) -> None:
    (tmp_path / "-a b.en.srt").write_text(SRT, encoding="utf-8")
    (lecture,) = read_file(tmp_path / "-a b.en.srt")
    assert (lecture.id, lecture.source.file) == ("-a b.en", "-a b.en.srt")


@pytest.mark.parametrize(
    ("file", "name"),
    [("", "transcript"), ("a\nb\x1b.srt", "a b"), ("a\udcff.srt", "a\ufffd"), (".srt", ".srt")],
)
def test_names_that_no_file_should_have(file: str, name: str) -> None:
    (lecture,) = read_bytes(SRT.encode(), file)
    assert lecture.id == name


@given(st.sampled_from(BEGINNINGS), st.text())
@example(BEGINNINGS[1], "a<00:00:01.500>\u0301 b<00:00:01.700>\x85c")
@example(BEGINNINGS[2], "&#13;&#x85;&#55296;")
def test_any_text_is_read_or_refused(beginning: str, text: str) -> None:
    try:
        lectures = read_bytes((beginning + text).encode("utf-8", "replace"), "a")
    except TranscriptError:
        return
    assert all(map(promises_kept, lectures))


@given(st.sampled_from(BEGINNINGS), st.binary())
def test_any_bytes_are_read_or_refused(beginning: str, data: bytes) -> None:
    for whole in (data, beginning.encode() + data):
        try:
            lectures = read_bytes(whole, "a")
        except TranscriptError:
            continue
        assert all(map(promises_kept, lectures))


# what makes one format or another: put together, anything may come of them
MARKS = r"""\n \n\n \r \t | ---|---| 1 a < > </c> <00:00:01.500> &lt; &# ; " , { } [ ] : --> - {\\an8}
    \u0301 \u2028 \x85 \u200b 00:00:01,000 1,086 NaN NOTE STYLE video_id text start_second segments http://"""
PARTS = st.sampled_from(
    [*BEGINNINGS, " ", *(mark.encode().decode("unicode_escape") for mark in MARKS.split())],
)


@given(st.lists(PARTS, max_size=40))
def test_any_parts_of_formats_are_read_or_refused(parts: list[str]) -> None:
    try:
        lectures = read_bytes("".join(parts).encode(), "a")
    except TranscriptError:
        return
    assert all(map(promises_kept, lectures))


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("part", ["<", "<font ", "<c.", "&#", "{\\", '"', "|", " ", "[", "\u0301", "<00:01.5> a"])
@pytest.mark.parametrize("end", ["", "\n\n", "\n--> 1:1"])
def test_time_grows_with_the_length_only(beginning: str, part: str, end: str) -> None:
    """A quadratic step would take minutes on these."""
    with suppress(TranscriptError):
        read_bytes((beginning + (part + end) * 30_000).encode(), "a")
