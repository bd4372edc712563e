"""What a page says of a lecture in words of its own: what is covered, and how the guide was made."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from lecturebook.model import Edited, Guide, Source
from lecturebook.render.views import Fact
from lecturebook.timecode import clock, duration

# a transcript that begins later than this begins late: people look for what is missing
_LATE = 60.0
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WORD_TIMES = {
    "real": "each word has its own time in the source",
    "interpolated": "the source has times of captions only; those of words are interpolated inside them",
    "mixed": "some words have their own time in the source, those of others are interpolated",
}
_LANGUAGE_FROM = {
    "option": "given as an option",
    "metadata": "from the metadata",
    "detected": "recognised by its words",
    "unknown": "not recognised",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def language_tag(language: str) -> str:
    """`language` where it may stand in a ``lang`` attribute, or nothing."""
    return language if _LANGUAGE.fullmatch(language) else ""


def long_date(date: str) -> str:
    """An ISO date as people write it, anything else as it is.

    >>> long_date("2026-04-21"), long_date("summer 2026")
    ('21 April 2026', 'summer 2026')
    """
    try:
        day = datetime.date.fromisoformat(date.strip())
    except ValueError:
        return date
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def coverage(guide: Guide) -> tuple[str, ...]:
    """Sentences that say what of the recording the transcript covers, and what it leaves out."""
    if not guide.covered:
        return ("The transcript covers nothing of the recording.",)
    first, last = guide.covered[0][0], guide.covered[-1][1]
    length, stretches = duration(guide.covered_seconds), len(guide.covered)
    many = f" in {stretches} stretches" if stretches > 1 else ""
    lines = [f"Covers {clock(first)}–{clock(last)} of the recording ({length}{many})."]
    if first > _LATE:
        lines.append(f"The transcript starts at {clock(first)}.")
    gaps = [(end, start) for (_, end), (start, _) in pairwise(guide.covered)]
    if gaps:
        lines.append("Not covered: " + ", ".join(f"{clock(a)}–{clock(b)}" for a, b in gaps) + ".")
    return tuple(lines)


def making_facts(guide: Guide) -> tuple[Fact, ...]:
    """How the guide was made, line by line."""
    making, source = guide.making, guide.source
    encoder = f"{making.encoder}, {making.dtype}" + _digest(making.encoder_sha256)
    return (
        Fact("Source", f"{source.file} ({_read_as(source)}{_digest(source.sha256)})"),
        Fact("Times of words", _WORD_TIMES[making.word_times]),
        Fact("Captions", f"{making.cues} used"),
        Fact("Repaired captions", _counts(making.repaired)),
        Fact("Dropped captions", _counts(making.dropped)),
        Fact("Stops and capitals", _stops(making.tagger)),
        *([Fact("Written by a model", f"abstracts of sections, by {making.writer}")] if making.writer else []),
        Fact("Changes to words", _counts(making.changes)),
        *([Fact("Edited by people", _edits(guide.edits))] if guide.edits else []),
        Fact("Language", f"{guide.lecture.language or 'unknown'} ({_known_from(making.language_from)})"),
        Fact("Sentence encoder", encoder if making.encoder else "none"),
    )


def _counts(counts: Mapping[str, int]) -> str:
    """The sum, and what it is made of: ``22 (empty 14, repeated 8)``."""
    if not counts:
        return "none"
    return f"{sum(counts.values())} ({', '.join(f'{reason} {n}' for reason, n in sorted(counts.items()))})"


def _edits(edits: Sequence[Edited]) -> str:
    """What people changed, by kind: ``3 (definition 1, section 2)``."""
    return _counts(Counter(edit.kind for edit in edits))


def _stops(tagger: str) -> str:
    if not tagger:
        return "as in the source; where it has none, by pauses and length"
    model = "lecturebook's own tagger" if tagger == "lecturebook" else f"the tagger {tagger}"
    return f"as in the source; where it has none, by {model}"


def _read_as(source: Source) -> str:
    return ", ".join(filter(None, (source.format, source.encoding)))


def _known_from(source: str) -> str:
    return _LANGUAGE_FROM.get(source, f"from {source}")


def _digest(sha256: str) -> str:
    return f", sha256 {sha256[:12]}…" if sha256 else ""
