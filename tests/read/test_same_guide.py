"""One lecture, kept in several formats, gives one guide."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fake import FakeEncoder
from lecturebook.guide import make_guide
from lecturebook.guide_json import guide_to_json
from lecturebook.model import Cue
from lecturebook.options import Options
from lecturebook.read import read_bytes, read_file
from lectures_made import FILES
from read import writers
from read.writers import Cues


def rows_csv(cues: Cues) -> str:
    return writers.rows_csv(writers.rows(cues))


def document(data: bytes) -> dict[str, Any]:
    (lecture,) = read_bytes(data, "talk")
    found = json.loads(guide_to_json(make_guide(lecture, FakeEncoder(), options=Options(language="en"))))
    found.pop("source")
    return found


@pytest.fixture(scope="module")
def talk() -> list[Cue]:
    (lecture,) = read_file(Path(__file__).parent.parent / FILES[0])
    return [replace(cue, words=(), speaker="") for cue in lecture.cues]


WRITERS = [
    writers.vtt, writers.sbv, writers.ttml, writers.json3, writers.srv3, writers.srv1, writers.whisper,
    writers.whisper_cpp, writers.snippets, rows_csv,
]  # fmt: skip


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_guide(write: Callable[[Cues], str], talk: list[Cue]) -> None:
    assert document(write(talk).encode()) == document(writers.srt(talk).encode())
