"""Whisper's JSON: segments with text and times, words with times and probabilities.

As openai-whisper, faster-whisper, whisper-timestamped and OpenAI's service write it, and WhisperX, which adds
speakers and leaves numbers without times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lecturebook.errors import TranscriptError
from lecturebook.model import CueWord, Repair, Transcript
from lecturebook.read.cues import settle, single_transcript
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.numbers import to_number
from lecturebook.read.words import words_to_drafts

ACCEPTED = 'JSON as openai-whisper writes it: {"segments": [{"start": 0.0, "end": 2.5, "text": "..."}]}'

_LANGUAGE = re.compile(r"[A-Za-z]{2,20}(?:-[A-Za-z0-9]{1,8}){0,3}")
# OpenAI's service names languages in full
_CODES = {
    "english": "en",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "russian": "ru",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "no",
    "finnish": "fi",
}
# what the writers call a word, and how sure they are of it
_WORD, _CONFIDENCE = ("word", "text"), ("probability", "score", "confidence")


def is_whisper(document: Document) -> bool:
    """Whether the text is a JSON object with segments or words, or a list of segments."""
    value = document.json.value
    if isinstance(value, dict):
        return "segments" in value or isinstance(value.get("words"), list)
    rows = value if isinstance(value, list) else []
    return any(isinstance(row, dict) and {"start", "end", "text"} <= row.keys() for row in rows)


def read_whisper(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of a Whisper file; the line of a cue or repair is its 1-based segment, or word.

    Raises TranscriptError where the segments are no list.
    """
    value = document.json.value
    data = value if isinstance(value, dict) else {"segments": value}
    segments = data.get("segments")
    repairs: list[Repair] = []
    if segments or "words" not in data:
        if not isinstance(segments, list):
            raise TranscriptError(document.file, 0, f"segments is no list but {type(segments).__name__}", ACCEPTED)
        drafts = _drafts(segments, repairs)
    else:
        drafts = words_to_drafts(_words(data["words"], repairs))
    settled = settle(drafts, repairs)
    return (single_transcript(document.source("whisper"), settled, language=language_code(data.get("language"))),)


def language_code(value: object) -> str:
    """The language a recogniser names, in full or by its code, as a code; an empty string where it names none."""
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        return ""
    return _CODES.get(value.lower(), value)


def _drafts(segments: list[object], repairs: list[Repair]) -> Iterator[Draft]:
    for number, segment in enumerate(segments, 1):
        draft = _draft(number, segment) if isinstance(segment, dict) else None
        if draft is None:
            repairs.append(Repair(number, "garbled", dropped=True))
        else:
            yield draft


def _draft(number: int, segment: Mapping[str, object]) -> Draft | None:
    found = segment.get("words")
    words = [_word(word) for word in found] if isinstance(found, list) else []
    start, end, text = to_number(segment.get("start")), segment.get("end"), segment.get("text")
    if start is None:
        start = next((word.start for word in words if word.start is not None), None)
    if start is None or not isinstance(text, str) or (end is not None and to_number(end) is None):
        return None
    speaker = segment.get("speaker")
    return Draft(number, start, to_number(end), text, words, speaker if isinstance(speaker, str) else "")


def _word(word: object) -> CueWord:
    if not isinstance(word, dict):
        return CueWord("")
    text = next((word[key] for key in _WORD if isinstance(word.get(key), str)), "")
    confidence = next((word[key] for key in _CONFIDENCE if key in word), None)
    return CueWord(str(text), to_number(word.get("start")), to_number(word.get("end")), to_number(confidence))


def _words(found: object, repairs: list[Repair]) -> Iterator[tuple[int, CueWord]]:
    """The timed words of a file that has no segments."""
    for number, word in enumerate(found if isinstance(found, list) else [], 1):
        one = _word(word)
        if one.text.strip() and one.start is not None:
            yield number, one
        else:
            repairs.append(Repair(number, "garbled", dropped=True))
