"""The chunks of a Hugging Face pipeline for speech recognition: text with a pair of times, the last may be null."""

from __future__ import annotations

from collections.abc import Iterator

from lecturebook.model import CueWord, Repair, Transcript
from lecturebook.read.cues import settle, single_transcript
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.numbers import to_number
from lecturebook.read.words import words_to_drafts

# with return_timestamps="word" each chunk is a word; a caption of one word happens as well
_WORD_SHARE = 0.8


def is_chunks(document: Document) -> bool:
    """Whether the text is a JSON object with chunks."""
    value = document.json.value
    return isinstance(value, dict) and isinstance(value.get("chunks"), list)


def read_chunks(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of a pipeline's output; the line of a cue or repair is its 1-based chunk."""
    data = document.json.value
    assert isinstance(data, dict)  # noqa: S101 (recognised)
    repairs: list[Repair] = []
    drafts = list(_drafts(data["chunks"], repairs))
    if sum(len(draft.text.split()) == 1 for draft in drafts) > _WORD_SHARE * len(drafts):
        words = ((draft.line, CueWord(draft.text, draft.start, draft.end)) for draft in drafts if draft.text.strip())
        repairs += (Repair(draft.line, "empty", dropped=True) for draft in drafts if not draft.text.strip())
        drafts = list(words_to_drafts(words))
    settled = settle(drafts, repairs)
    return (single_transcript(document.source("chunks"), settled),)


def _drafts(chunks: list[object], repairs: list[Repair]) -> Iterator[Draft]:
    for number, chunk in enumerate(chunks, 1):
        text, times = (chunk.get("text"), chunk.get("timestamp")) if isinstance(chunk, dict) else (None, None)
        start, end = times if isinstance(times, list | tuple) and len(times) == 2 else (None, None)
        second = to_number(start)
        if second is None or not isinstance(text, str):
            repairs.append(Repair(number, "garbled", dropped=True))
        else:
            yield Draft(number, second, to_number(end), text)
