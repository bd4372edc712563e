"""YouTube's timed text: events on a screen, of pieces that may say when each was spoken and how sure of it it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lecturebook.model import CueWord, Repair
from lecturebook.read.cues import Settled, settle
from lecturebook.read.draft import Draft

_SUREST = 255


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with the milliseconds from its event's start, and how sure YouTube was of it, 0 to 255."""

    text: str
    offset: float | None = None
    sureness: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Pieces shown from `start` for `duration` (milliseconds); `is_appended` to what the window shows already."""

    line: int
    start: float | None
    duration: float | None
    pieces: Sequence[Piece]
    is_appended: bool = False


def settle_events(events: Iterable[Event], repairs: list[Repair]) -> Settled:
    """The cues of `events`: windows without text and line feeds that are appended are none.

    An event lasts until it has scrolled off the screen, long after the next one began: its overlap is no fault.
    """
    found = list(events)
    # newer files say 0 of every word
    has_sureness = any(piece.sureness for event in found for piece in event.pieces)
    return settle(_drafts(found, repairs, has_sureness=has_sureness), repairs, may_overlap=True)


def _drafts(events: Iterable[Event], repairs: list[Repair], *, has_sureness: bool) -> Iterator[Draft]:
    for event in events:
        text = "".join(piece.text for piece in event.pieces)
        if not event.pieces or (event.is_appended and not text.strip()):
            continue
        if event.start is None:
            repairs.append(Repair(event.line, "garbled", dropped=True))
            continue
        end = None if event.duration is None else (event.start + event.duration) / 1000
        yield Draft(event.line, event.start / 1000, end, text, _words(event, has_sureness=has_sureness))


def _words(event: Event, *, has_sureness: bool) -> list[CueWord]:
    """The words of `event`, where they come from speech recognition; else none."""
    # the first word has no offset, so an event of one word is told by its sureness alone
    if all(piece.offset is None and piece.sureness is None for piece in event.pieces):
        return []
    words: list[CueWord] = []
    for piece in event.pieces:
        start = (event.start or 0) + (piece.offset or 0)
        confidence = round(piece.sureness / _SUREST, 3) if has_sureness and piece.sureness is not None else None
        for n, text in enumerate(_parts(piece.text)):
            words.append(CueWord(text, start / 1000 if n == 0 else None, None, confidence))
    return words


def _parts(text: str) -> list[str]:
    """The words of `text`, the first and the last with the blanks around them."""
    parts = text.split()
    if parts:
        parts = [*parts[:-1], parts[-1] + " " * text[-1:].isspace()]
        parts = [" " * (n > 0 or text[:1].isspace()) + part for n, part in enumerate(parts)]
    return parts
