"""The list that youtube-transcript-api gives: text, start and duration, as JSON or as Python prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lecturebook.model import Repair, Transcript
from lecturebook.read.cues import file_id, settle, single_transcript
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.formats.whisper import language_code
from lecturebook.read.markup import plain
from lecturebook.read.numbers import to_number
from lecturebook.read.text import clean_line

_DURATION = ("duration", "dur")


def is_snippets(document: Document) -> bool:
    """Whether the text is a list of snippets, a list of such lists, or an object that holds one."""
    return any(_is_list(found) for found in _lists(document.json.value))


def read_snippets(document: Document) -> tuple[Transcript, ...]:
    """The lecture of the list, or one for each of several; the line of a cue or repair is its 1-based snippet."""
    value = document.json.value
    source = document.source("snippets")
    language = language_code(value.get("language_code")) if isinstance(value, dict) else ""
    transcripts = []
    for snippets in _lists(value):
        repairs: list[Repair] = []
        settled = settle(_drafts(snippets, repairs), repairs, may_overlap=True)
        transcripts.append(single_transcript(source, settled, language=language))
    if len(transcripts) == 1:
        return tuple(transcripts)
    return tuple(replace(one, id=f"{file_id(source)}-{n}") for n, one in enumerate(transcripts, 1))


def _lists(value: object) -> list[list[object]]:
    """The lists of snippets in `value`, which may hold other things."""
    if isinstance(value, dict):
        value = value.get("snippets")
    if not isinstance(value, list):
        return []
    inner = [one for one in value if isinstance(one, list)]
    return inner or [value]


def _is_list(snippets: list[object]) -> bool:
    return any(
        isinstance(one, dict) and {"text", "start"} <= one.keys() and not one.keys().isdisjoint(_DURATION)
        for one in snippets
    )


def _drafts(snippets: list[object], repairs: list[Repair]) -> Iterator[Draft]:
    for number, one in enumerate(snippets, 1):
        text, start = (one.get("text"), to_number(one.get("start"))) if isinstance(one, dict) else (None, None)
        if start is None or not isinstance(text, str) or not isinstance(one, dict):
            repairs.append(Repair(number, "garbled", dropped=True))
            continue
        duration = next((to_number(one[key]) for key in _DURATION if key in one), None)
        said = plain(text)
        repairs += (Repair(number, reason) for reason in said.repairs)
        # 0.1 + 0.2 is to be 0.3; nobody writes more than microseconds
        end = None if duration is None else round(start + duration, 6)
        yield Draft(number, start, end, clean_line(said.text))
