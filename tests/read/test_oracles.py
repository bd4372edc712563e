"""Clean files, read by us and by the packages that others read them with."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from xml.etree.ElementTree import ElementTree, fromstring

import pysubs2
import srt
import webvtt
from ttconv.imsc.reader import to_model
from ttconv.srt.writer import from_model

from lecturebook.model import Cue
from lecturebook.read import read_bytes
from read import writers

# milliseconds and text of a clean talk
TALK = [
    (0, 1500, "So let us begin"),
    (1500, 4000, "with pages,\nwhich hold rows"),
    (4000, 4001, "Größe – naïve 数据"),
    (3_599_999, 3_600_000, "an hour"),
    (36_000_000, 36_001_250, "ten hours"),
]
LECTURE = [Cue(start / 1000, end / 1000, text) for start, end, text in TALK]
SRT, VTT, SBV, TTML = (write(LECTURE) for write in (writers.srt, writers.vtt, writers.sbv, writers.ttml))
Cues = list[tuple[int, int, str]]


def flat(text: str) -> str:
    return " ".join(text.split())


def ours(text: str) -> Cues:
    (lecture,) = read_bytes(text.encode(), "a")
    assert lecture.repairs == ()
    return [(round(cue.start * 1000), round(cue.end * 1000), flat(cue.text)) for cue in lecture.cues]


def by_pysubs2(text: str) -> Cues:
    return [(line.start, line.end, flat(line.plaintext)) for line in pysubs2.SSAFile.from_string(text)]


def by_srt(text: str) -> Cues:
    return [
        (round(cue.start.total_seconds() * 1000), round(cue.end.total_seconds() * 1000), flat(cue.content))
        for cue in srt.parse(text)
    ]


def by_webvtt(text: str, form: str) -> Cues:
    found = webvtt.from_buffer(StringIO(text), format=form)
    return [(cue.start_time.in_milliseconds(), cue.end_time.in_milliseconds(), flat(cue.text)) for cue in found]


def by_ttconv(text: str) -> Cues:
    return by_srt(from_model(to_model(ElementTree(fromstring(text)))))


def test_what_is_written_is_read_by_all() -> None:
    expected = [(start, end, flat(text)) for start, end, text in TALK]
    assert ours(SRT) == by_srt(SRT) == by_pysubs2(SRT) == by_webvtt(SRT, "srt") == expected
    assert ours(VTT) == by_pysubs2(VTT) == by_webvtt(VTT, "vtt") == expected
    assert ours(SBV) == by_webvtt(SBV, "sbv") == expected
    assert ours(TTML) == by_ttconv(TTML) == expected


def test_a_whole_course_as_srt_and_pysubs2_read_it(shared: Path) -> None:
    for file in sorted((shared / "lectures" / "hf-course").glob("*.srt")):
        text = file.read_text(encoding="utf-8-sig")
        (lecture,) = read_bytes(file.read_bytes(), file.name)
        found = [(round(cue.start * 1000), round(cue.end * 1000), flat(cue.text)) for cue in lecture.cues]
        theirs = [cue for cue in by_srt(text) if cue[2]]
        times = [(line.start, line.end) for line in pysubs2.SSAFile.from_string(text) if line.plaintext.strip()]
        assert len(found) == len(theirs), file.name
        assert [cue[:2] for cue in found] == [cue[:2] for cue in theirs] == times, file.name
