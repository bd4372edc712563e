"""One lecture, kept in several formats, gives one guide."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fake import FakeEncoder
from lecturebook.guide import make_guide
from lecturebook.guide_json import guide_to_json
from lecturebook.options import Options
from lecturebook.read import read_bytes, read_file
from lectures_made import FILES

Cues = list[tuple[float, float, str]]


def clock(seconds: float, mark: str) -> str:
    whole, rest = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{mark}{rest:03}"


def vtt(cues: Cues) -> str:
    return "WEBVTT\n\n" + "".join(f"{clock(a, '.')} --> {clock(b, '.')}\n{text}\n\n" for a, b, text in cues)


def srt(cues: Cues) -> str:
    return "".join(f"{n}\n{clock(a, ',')} --> {clock(b, ',')}\n{text}\n\n" for n, (a, b, text) in enumerate(cues, 1))


def sbv(cues: Cues) -> str:
    return "".join(f"{clock(a, '.')},{clock(b, '.')}\n{text}\n\n" for a, b, text in cues)


def whisper(cues: Cues) -> str:
    return json.dumps({"segments": [{"start": a, "end": b, "text": text} for a, b, text in cues]})


def json3(cues: Cues) -> str:
    whole = [(round(a * 1000), round(b * 1000), text) for a, b, text in cues]
    events = [{"tStartMs": a, "dDurationMs": b - a, "segs": [{"utf8": text}]} for a, b, text in whole]
    return json.dumps({"wireMagic": "pb3", "events": events})


def ttml(cues: Cues) -> str:
    rows = "".join(f'<p begin="{a}s" end="{b}s">{text.replace(chr(10), "<br/>")}</p>' for a, b, text in cues)
    return f'<tt xmlns="http://www.w3.org/ns/ttml" xml:lang=""><body><div>{rows}</div></body></tt>'


def document(data: bytes) -> dict[str, Any]:
    (lecture,) = read_bytes(data, "talk")
    found = json.loads(guide_to_json(make_guide(lecture, FakeEncoder(), options=Options(language="en"))))
    found.pop("source")
    return found


@pytest.fixture(scope="module")
def talk() -> Cues:
    (lecture,) = read_file(Path(__file__).parent.parent / FILES[0])
    return [(round(cue.start, 3), round(cue.end, 3), cue.text.replace("&", "and")) for cue in lecture.cues]


@pytest.mark.parametrize("write", [vtt, sbv, whisper, json3, ttml])
def test_the_same_guide(write: Callable[[Cues], str], talk: Cues) -> None:
    assert document(write(talk).encode()) == document(srt(talk).encode())
