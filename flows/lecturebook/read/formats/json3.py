"""YouTube's json3: events of segments, with the offset of each word and YouTube's confidence in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lecturebook.model import Repair, Transcript
from lecturebook.read.cues import single_transcript
from lecturebook.read.document import Document
from lecturebook.read.numbers import to_number
from lecturebook.read.timedtext import Event, Piece, settle_events


def is_json3(document: Document) -> bool:
    """Whether the text is a JSON object with events of timed text."""
    value = document.json.value
    if not isinstance(value, dict) or not isinstance(value.get("events"), list):
        return False
    return "wireMagic" in value or any(isinstance(one, dict) and "tStartMs" in one for one in value["events"])


def read_json3(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of a json3 file; the line of a cue or repair is its 1-based event."""
    data = document.json.value
    assert isinstance(data, dict)  # noqa: S101 (recognised)
    repairs: list[Repair] = []
    settled = settle_events(_events(data["events"], repairs), repairs)
    return (single_transcript(document.source("json3"), settled),)


def _events(events: list[object], repairs: list[Repair]) -> Iterator[Event]:
    for number, event in enumerate(events, 1):
        if not isinstance(event, dict):
            repairs.append(Repair(number, "garbled", dropped=True))
            continue
        segments = event.get("segs")
        pieces = [_piece(one) for one in segments if isinstance(one, dict)] if isinstance(segments, list) else []
        start, duration = to_number(event.get("tStartMs")), to_number(event.get("dDurationMs"))
        yield Event(number, start, duration, pieces, is_appended=bool(event.get("aAppend")))


def _piece(segment: Mapping[str, object]) -> Piece:
    text = segment.get("utf8")
    offset, sureness = to_number(segment.get("tOffsetMs")), to_number(segment.get("acAsrConf"))
    return Piece(text if isinstance(text, str) else "", offset, sureness)
