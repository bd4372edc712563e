"""The JSON that openai-whisper writes: segments with text and times, words with times and probabilities."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from lecturebook.errors import TranscriptError
from lecturebook.model import Cue, CueWord, Repair, Source, Transcript
from lecturebook.read.cues import Draft, settle, single_transcript, sorted_repairs
from lecturebook.read.numbers import to_number
from lecturebook.read.text import clean_line, show

ACCEPTED = 'JSON as openai-whisper writes it: {"segments": [{"start": 0.0, "end": 2.5, "text": "..."}]}'

_LANGUAGE = re.compile(r"[A-Za-z]{2,20}(?:-[A-Za-z0-9]{1,8}){0,3}")


def is_whisper(text: str) -> bool:
    """Whether `text` is a JSON object that names segments."""
    return text.lstrip().startswith("{") and '"segments"' in text


def read_whisper(text: str, source: Source) -> tuple[Transcript, ...]:
    """The one lecture of a Whisper file; the line of a cue or repair is its 1-based segment.

    Raises TranscriptError where `text` is no JSON, or has no list of segments.
    """
    data = _load(text, source.file)
    segments = data.get("segments")
    if not isinstance(segments, list):
        raise TranscriptError(source.file, 0, f"segments is no list but {type(segments).__name__}", ACCEPTED)
    repairs: list[Repair] = []
    settled = settle(_drafts(segments, repairs), repairs)
    late: list[Repair] = []
    cues = tuple(_with_words(cue, segments[cue.line - 1].get("words"), late) for cue in settled.cues)
    repaired = sorted_repairs([*settled.repairs, *late])
    return (single_transcript(source, cues, repaired, language=_language(data.get("language"))),)


def _load(text: str, file: str) -> dict[str, object]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        seen = text[max(0, error.pos - 20) : error.pos + 20]
        raise TranscriptError(file, error.lineno, f"{error.msg} near {show(seen)}", ACCEPTED) from None
    except (ValueError, RecursionError) as error:
        seen = "nested too deeply" if isinstance(error, RecursionError) else "a number with too many digits"
        raise TranscriptError(file, 0, seen, ACCEPTED) from None
    if not isinstance(data, dict):
        raise TranscriptError(file, 1, show(text), ACCEPTED)
    return data


def _language(value: object) -> str:
    return value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else ""


def _drafts(segments: list[object], repairs: list[Repair]) -> list[Draft]:
    drafts = []
    for number, segment in enumerate(segments, 1):
        draft = _draft(number, segment) if isinstance(segment, dict) else None
        if draft is None:
            repairs.append(Repair(number, "garbled", dropped=True))
        else:
            drafts.append(draft)
    return drafts


def _draft(number: int, segment: Mapping[str, object]) -> Draft | None:
    start, text = to_number(segment.get("start")), segment.get("text")
    end = segment.get("end")
    if start is None or not isinstance(text, str) or (end is not None and to_number(end) is None):
        return None
    return Draft(number, start, to_number(end), text)


def _with_words(cue: Cue, words: object, repairs: list[Repair]) -> Cue:
    """`cue` with the words of its segment, where they are those of its text."""
    if not isinstance(words, list) or not words:
        return cue
    found = [_word(word) for word in words if isinstance(word, dict)]
    texts = cue.text.split()
    for candidate in (found, _merged(found)):
        if [clean_line(word.text) for word in candidate] == texts:
            pairs = zip(candidate, texts, strict=True)
            return replace(cue, words=tuple(replace(word, text=text) for word, text in pairs))
    repairs.append(Repair(cue.line, "words"))
    return cue


def _word(word: Mapping[str, object]) -> CueWord:
    """A word as written; times that are no span are left out, and so is a probability that is none."""
    text, start, end = word.get("word"), to_number(word.get("start")), to_number(word.get("end"))
    chance = to_number(word.get("probability"))
    if start is None or end is None or not 0 <= start <= end:
        start = end = None
    confidence = chance if chance is not None and 0 <= chance <= 1 else None
    return CueWord(text if isinstance(text, str) else "", start, end, confidence)


def _merged(words: list[CueWord]) -> list[CueWord]:
    """`words` with those that no blank leads joined to the one before: whisper writes " twenty", "-five"."""
    merged: list[list[CueWord]] = []
    for word in words:
        if merged and not word.text[:1].isspace():
            merged[-1].append(word)
        else:
            merged.append([word])
    return [_joined(parts) for parts in merged]


def _joined(parts: list[CueWord]) -> CueWord:
    """`parts` as one word, no surer than the least sure of them."""
    known = [part.confidence for part in parts if part.confidence is not None]
    text = "".join(part.text for part in parts)
    return CueWord(text, parts[0].start, parts[-1].end, min(known) if len(known) == len(parts) else None)
