"""The formats that can be read, and the one way in: a format is told by content, never by the file's ending.

To add a format: a module with a predicate on its text and a reader, and a line in `FORMATS`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from lecturebook.errors import TranscriptError
from lecturebook.model import Source, Transcript
from lecturebook.read.decode import MAX_BYTES, decode
from lecturebook.read.rows import is_rows_csv, is_rows_jsonl, read_rows_csv, read_rows_jsonl
from lecturebook.read.srt import is_srt, read_srt
from lecturebook.read.text import clean_line, show
from lecturebook.read.viewer import is_viewer, read_viewer
from lecturebook.read.vtt import is_vtt, read_vtt
from lecturebook.read.whisper import is_whisper, read_whisper


@dataclass(frozen=True, slots=True)
class Format:
    """A transcript format: what it looks like, the endings its files often have, how to tell and to read it.

    `recognise`, and `read` where it says yes, take text with ``\\n`` line ends. `read` gives at least one
    transcript (one without cues, but with repairs, only where none can be read) or raises TranscriptError.
    """

    name: str
    description: str
    suffixes: tuple[str, ...]
    recognise: Callable[[str], bool]
    read: Callable[[str, Source], tuple[Transcript, ...]]


_ROWS = "rows with the columns video_id, text, start_second"

# the first that recognises a file reads it: from the surest signs to those that others may hold in their text
FORMATS = (
    Format("vtt", "WebVTT, which begins with WEBVTT", (".vtt",), is_vtt, read_vtt),
    Format("viewer", f"a dataset viewer's page of {_ROWS}, parted by |", (".txt",), is_viewer, read_viewer),
    Format("rows-jsonl", f"JSON lines: {_ROWS}", (".jsonl",), is_rows_jsonl, read_rows_jsonl),
    Format("whisper", "Whisper's JSON, with segments", (".json",), is_whisper, read_whisper),
    Format("rows-csv", f"CSV: {_ROWS}", (".csv",), is_rows_csv, read_rows_csv),
    Format("srt", "SubRip (SRT), with lines like 00:00:01,000 --> 00:00:02,500", (".srt",), is_srt, read_srt),
)


def read_file(path: Path) -> tuple[Transcript, ...]:
    """The lectures in the file `path`; raises TranscriptError where it cannot be read."""
    name = _shown(path.name)
    try:
        if not path.is_file():  # opening a pipe or a device may never come back
            raise TranscriptError(name, 0, "no such file", "a transcript file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or str(error)
        raise TranscriptError(name, 0, why, "a readable file") from None
    return read_bytes(data, path.name)


def read_bytes(data: bytes, file: str) -> tuple[Transcript, ...]:
    """The lectures in `data`, from a file named `file`; raises TranscriptError where it cannot be read."""
    name = _shown(PurePath(file).name)
    text = decode(data, name)
    form = _recognised(text, name)
    source = Source(name, form.name, hashlib.sha256(data).hexdigest())
    transcripts = form.read(text, source)
    if not any(transcript.cues for transcript in transcripts):
        raise _without_cues(transcripts, form, name)
    return transcripts


def _shown(name: str) -> str:
    """A file name that can be written and shown: no control characters, no lone surrogates."""
    return clean_line(name) or "transcript"


def _recognised(text: str, name: str) -> Format:
    for form in FORMATS:
        if form.recognise(text):
            return form
    accepted = "; ".join(form.description for form in FORMATS)
    raise TranscriptError(name, 1, f"begins with {show(text.lstrip())}, as no known format does", accepted)


def _without_cues(transcripts: tuple[Transcript, ...], form: Format, name: str) -> TranscriptError:
    """The error for a file of a known format in which nothing can be used; it names the first line lost."""
    dropped = [repair for made in transcripts for repair in made.repairs if repair.dropped]
    counts = sorted(Counter(repair.reason for repair in dropped).items())
    reasons = ", ".join(f"{count} {reason}" for reason, count in counts)
    line = dropped[0].line if dropped else 0
    return TranscriptError(name, line, f"no cue can be used ({reasons or 'there is none'})", form.description)
