"""The formats that can be read, and the one way in: a format is told by content, never by the file's ending.

To add a format: a module in `formats` with a predicate and a reader of a `Document`, and a line in `FORMATS`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from lecturebook.errors import TranscriptError
from lecturebook.model import Transcript
from lecturebook.read.beside import with_info
from lecturebook.read.cues import sorted_repairs
from lecturebook.read.document import Document
from lecturebook.read.formats.chunks import is_chunks, read_chunks
from lecturebook.read.formats.json3 import is_json3, read_json3
from lecturebook.read.formats.parquet import is_parquet, read_parquet
from lecturebook.read.formats.rows import (
    is_rows_csv,
    is_rows_json,
    is_rows_jsonl,
    read_rows_csv,
    read_rows_json,
    read_rows_jsonl,
)
from lecturebook.read.formats.sbv import is_sbv, read_sbv
from lecturebook.read.formats.snippets import is_snippets, read_snippets
from lecturebook.read.formats.srt import is_srt, read_srt
from lecturebook.read.formats.srv import is_srv, read_srv
from lecturebook.read.formats.stamped import is_stamped, read_stamped
from lecturebook.read.formats.ttml import is_ttml, read_ttml
from lecturebook.read.formats.viewer import is_viewer, read_viewer
from lecturebook.read.formats.vtt import is_vtt, read_vtt
from lecturebook.read.formats.whisper import is_whisper, read_whisper
from lecturebook.read.formats.whisper_cpp import is_whisper_cpp, read_whisper_cpp
from lecturebook.read.limits import DEFAULT, Limits
from lecturebook.read.text import clean_line, show


@dataclass(frozen=True, slots=True)
class Format:
    """A transcript format: what it looks like, the endings its files often have, how to tell and to read it.

    `read`, where `recognise` says yes, gives at least one transcript (one without cues, but with repairs, only where
    none can be read) or raises TranscriptError.
    """

    name: str
    description: str
    suffixes: tuple[str, ...]
    recognise: Callable[[Document], bool]
    read: Callable[[Document], tuple[Transcript, ...]]


_ROWS = "rows with the columns video_id, text, start_second"

# the first that recognises a file reads it: from the surest signs to those that others may hold in their text
FORMATS = (
    Format("rows-parquet", f"Parquet: {_ROWS}", (".parquet",), is_parquet, read_parquet),
    Format("vtt", "WebVTT, which begins with WEBVTT", (".vtt",), is_vtt, read_vtt),
    Format("viewer", f"a dataset viewer's page of {_ROWS}, parted by |", (".txt",), is_viewer, read_viewer),
    Format("rows-jsonl", f"JSON lines: {_ROWS}", (".jsonl",), is_rows_jsonl, read_rows_jsonl),
    Format("rows-json", f"a JSON list: {_ROWS}", (".json",), is_rows_json, read_rows_json),
    Format("json3", "YouTube's json3, with events", (".json3", ".json"), is_json3, read_json3),
    Format("whisper.cpp", "whisper.cpp's JSON, with a transcription", (".json",), is_whisper_cpp, read_whisper_cpp),
    Format("chunks", "a Hugging Face pipeline's JSON, with chunks", (".json",), is_chunks, read_chunks),
    Format("whisper", "Whisper's and WhisperX's JSON, with segments", (".json",), is_whisper, read_whisper),
    Format(
        "snippets",
        "youtube-transcript-api's list of text, start, duration",
        (".json", ".txt"),
        is_snippets,
        read_snippets,
    ),
    Format("srv3", "YouTube's XML (srv3, srv2, srv1)", (".srv3", ".srv1", ".xml"), is_srv, read_srv),
    Format("ttml", "TTML, DFXP or IMSC", (".ttml", ".dfxp", ".xml"), is_ttml, read_ttml),
    Format("rows-csv", f"CSV: {_ROWS}", (".csv", ".tsv"), is_rows_csv, read_rows_csv),
    Format("sbv", "SubViewer (SBV), with lines like 0:00:01.000,0:00:02.500", (".sbv",), is_sbv, read_sbv),
    Format("srt", "SubRip (SRT), with lines like 00:00:01,000 --> 00:00:02,500", (".srt",), is_srt, read_srt),
    Format("stamped", "text with times like [1:23] or 0:01:23 before each part", (".txt",), is_stamped, read_stamped),
)

_TIME = re.compile(r"\d:\d\d")


def read_file(path: Path, limits: Limits = DEFAULT) -> tuple[Transcript, ...]:
    """The lectures in the file `path`, with what yt-dlp's .info.json beside it says of them.

    Raises TranscriptError where the file cannot be read, or is beyond `limits`.
    """
    name = _shown(path.name)
    try:
        if not path.is_file():  # opening a pipe or a device may never come back
            raise TranscriptError(name, 0, "no such file", "a transcript file")
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or str(error)
        raise TranscriptError(name, 0, why, "a readable file") from None
    return with_info(read_bytes(data, path.name, limits), path)


def read_bytes(data: bytes, file: str, limits: Limits = DEFAULT) -> tuple[Transcript, ...]:
    """The lectures in `data`, from a file named `file`; raises TranscriptError where it cannot be read."""
    document = Document(data, _shown(PurePath(file).name), limits)
    limits.refuse_more("bytes", len(data), document.file, at_least=True)  # of what is no text, too
    form = _recognised(document)
    transcripts = _with_damage(form.read(document), document)
    if not any(transcript.cues for transcript in transcripts):
        raise _without_cues(transcripts, form, document.file)
    for transcript in transcripts:
        if transcript.cues:
            last = transcript.cues[-1]
            limits.refuse_more("cues", len(transcript.cues), document.file)
            limits.refuse_more("hours", math.ceil(last.start / 3600), document.file, last.line)
    return transcripts


def _shown(name: str) -> str:
    """A file name that can be written and shown: no control characters, no lone surrogates."""
    return clean_line(name) or "transcript"


def _recognised(document: Document) -> Format:
    if not is_parquet(document) and not document.is_json and not document.is_xml:
        document.refuse_many_lines()
        _refuse_long_lines(document)
    for form in FORMATS:
        if form.recognise(document):
            return form
    text = document.text
    if not document.is_json and not document.is_xml and not _TIME.search(text):
        why = "no time in it, and every statement of a study guide carries the second it was said"
        raise TranscriptError(document.file, 1, f"text such as {show(text.lstrip())} has {why}", _accepted())
    seen = f"begins with {show(text.lstrip())}, as no known format does"
    raise TranscriptError(document.file, 1, seen, _accepted())


def _refuse_long_lines(document: Document) -> None:
    """Raise where a line of the text is longer than any transcript is; found by leaps of the longest that may be."""
    text, at, longest = document.text, 0, document.limits.line
    while at + longest < len(text):
        end = text.rfind("\n", at, at + longest + 1)
        if end < 0:
            line = text.count("\n", 0, at) + 1
            seen = f"a line of more than {longest:,} characters, which begins with {show(text[at : at + 99])}"
            raise TranscriptError(document.file, line, seen, "shorter lines (or line in [limits] of course.toml)")
        at = end + 1


def _accepted() -> str:
    return "; ".join(form.description for form in FORMATS)


def _with_damage(transcripts: tuple[Transcript, ...], document: Document) -> tuple[Transcript, ...]:
    """`transcripts`, the first with what decoding and parsing mended."""
    damage = [] if document.is_binary else list(document.damage())
    if not damage or not transcripts:
        return transcripts
    first, *others = transcripts
    return (replace(first, repairs=sorted_repairs([*damage, *first.repairs])), *others)


def _without_cues(transcripts: tuple[Transcript, ...], form: Format, name: str) -> TranscriptError:
    """The error for a file of a known format in which nothing can be used; it names the first line lost."""
    dropped = [repair for made in transcripts for repair in made.repairs if repair.dropped]
    counts = sorted(Counter(repair.reason for repair in dropped).items())
    reasons = ", ".join(f"{count} {reason}" for reason, count in counts)
    line = dropped[0].line if dropped else 0
    return TranscriptError(name, line, f"no cue can be used ({reasons or 'there is none'})", form.description)
