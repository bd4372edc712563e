"""whisper.cpp's JSON: a transcription of stretches with offsets in milliseconds, in full with each token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lecturebook.model import CueWord, Repair, Transcript
from lecturebook.read.cues import settle, single_transcript
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.formats.whisper import language_code
from lecturebook.read.numbers import to_number
from lecturebook.timecode import parse_timecode

# [_BEG_], [_TT_150], <|en|>: tokens that are none of speech
_SPECIAL = re.compile(r"\[_\w+\]|<\|[^|]*\|>")


def is_whisper_cpp(document: Document) -> bool:
    """Whether the text is a JSON object with a transcription."""
    value = document.json.value
    return isinstance(value, dict) and isinstance(value.get("transcription"), list)


def read_whisper_cpp(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of a whisper.cpp file; the line of a cue or repair is its 1-based stretch."""
    data = document.json.value
    assert isinstance(data, dict)  # noqa: S101 (recognised)
    repairs: list[Repair] = []
    settled = settle(_drafts(data["transcription"], repairs), repairs)
    result = data.get("result")
    language = language_code(result.get("language")) if isinstance(result, dict) else ""
    return (single_transcript(document.source("whisper.cpp"), settled, language=language),)


def _drafts(stretches: list[object], repairs: list[Repair]) -> Iterator[Draft]:
    for number, stretch in enumerate(stretches, 1):
        start, end, text = (*_span(stretch), stretch.get("text")) if isinstance(stretch, dict) else (None, None, None)
        if start is None or not isinstance(text, str) or not isinstance(stretch, dict):
            repairs.append(Repair(number, "garbled", dropped=True))
            continue
        tokens = stretch.get("tokens")
        words = [_word(token) for token in tokens if isinstance(token, dict)] if isinstance(tokens, list) else []
        speaker = stretch.get("speaker")
        said = [word for word in words if not _SPECIAL.fullmatch(word.text)]
        yield Draft(number, start, end, text, said, speaker if isinstance(speaker, str) else "")


def _span(stretch: Mapping[str, object]) -> tuple[float | None, float | None]:
    """Start and end in seconds, by offsets, else by time stamps; None where neither can be read."""
    offsets, stamps = stretch.get("offsets"), stretch.get("timestamps")
    if isinstance(offsets, dict):
        start, end = to_number(offsets.get("from")), to_number(offsets.get("to"))
        if start is not None:
            return start / 1000, None if end is None else end / 1000
    if isinstance(stamps, dict):
        return parse_timecode(str(stamps.get("from"))), parse_timecode(str(stamps.get("to")))
    return None, None


def _word(token: Mapping[str, object]) -> CueWord:
    text = token.get("text")
    return CueWord(text if isinstance(text, str) else "", *_span(token), to_number(token.get("p")))
