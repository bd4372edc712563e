"""The sample lectures as guides, made once with the stand-in for the encoder."""

from __future__ import annotations

import functools
from pathlib import Path

from fake import FakeEncoder
from lecturebook.guide import make_guide
from lecturebook.model import Guide, Transcript
from lecturebook.read import read_file

TESTS = Path(__file__).parent
FILES = (
    "lectures/01-storage.srt",
    "lectures/02-indexes.vtt",
    "lectures/03-transactions.json",
    "lectures/04-replication.csv",
    "lectures_de/01-warteschlangen.srt",
)
GERMAN = FILES[-1]


@functools.cache
def transcript(file: str) -> Transcript:
    """The one lecture of a sample file."""
    (read,) = read_file(TESTS / file)
    return read


@functools.cache
def guide(file: str) -> Guide:
    """Its guide."""
    return make_guide(transcript(file), FakeEncoder())
