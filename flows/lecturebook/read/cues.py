"""From what a reader found to cues that keep their promises: in order, ended, clean, each change recorded.

The reasons a `Repair` may give:

    garbled     no time, or no text, could be made out; dropped
    empty       nothing is said; dropped
    negative    began before 0 s; begins at 0 now
    unordered   came after a later one; sorted in
    reversed    ended before it began; ends with the next one's start now
    open        had no end; as `reversed`
    joined      text behind an empty line, taken as part of the cue before it
    words       word times that do not fit the text; left out
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from lecturebook.model import Cue, Repair, Source, Transcript
from lecturebook.read.text import clean_line, clean_text, is_visible

# seconds; nothing recorded lasts a thousand hours, and larger numbers only come from damage
MAX_SECONDS = 3_600_000.0

# how long a cue without a usable end, and without one after it, is taken to last (seconds)
_SECONDS_PER_WORD, _SHORTEST, _LONGEST = 0.4, 1.0, 10.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A cue as found: unchecked times in seconds, `end` None where there is none, text without markup."""

    line: int
    start: float
    end: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Cues in time order, and what it took to get there, by line."""

    cues: tuple[Cue, ...]
    repairs: tuple[Repair, ...]


def settle(drafts: Iterable[Draft], repairs: Iterable[Repair] = ()) -> Settled:
    """The cues of `drafts`, without words; `repairs` are those the reader made before."""
    found = list(repairs)
    cues = _ended(_sorted(_checked(drafts, found), found), found)
    return Settled(tuple(cues), sorted_repairs(found))


def single_transcript(
    source: Source, cues: tuple[Cue, ...], repairs: tuple[Repair, ...], *, language: str = ""
) -> Transcript:
    """The transcript of a file that holds one lecture: its id is the file's name without the last suffix."""
    name = clean_line(PurePath(source.file).stem) or "transcript"
    return Transcript(name, cues, source, language=language, repairs=repairs)


def sorted_repairs(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """`repairs` by line, those of one line in the order they were made."""
    return tuple(sorted(repairs, key=lambda repair: repair.line))


def _checked(drafts: Iterable[Draft], repairs: list[Repair]) -> list[Draft]:
    """Drafts with a time and a text; the rest is recorded."""
    kept = []
    for draft in drafts:
        draft = replace(draft, text=clean_text(draft.text))
        reason = _unusable(draft)
        if reason:
            repairs.append(Repair(draft.line, reason, dropped=True))
            continue
        if draft.start < 0:
            repairs.append(Repair(draft.line, "negative"))
        kept.append(replace(draft, start=max(0.0, draft.start)))
    return kept


def _unusable(draft: Draft) -> str:
    """Why `draft` must be dropped, or an empty string."""
    # chained comparisons are false for NaN
    if not -MAX_SECONDS <= draft.start <= MAX_SECONDS:
        return "garbled"
    if draft.end is not None and not -MAX_SECONDS <= draft.end <= MAX_SECONDS:
        return "garbled"
    return "" if is_visible(draft.text) else "empty"


def _sorted(drafts: list[Draft], repairs: list[Repair]) -> list[Draft]:
    """`drafts` by start, equal ones as they came; each that came after a later one is recorded."""
    latest = 0.0
    for draft in drafts:
        if draft.start < latest:
            repairs.append(Repair(draft.line, "unordered"))
        latest = max(latest, draft.start)
    return sorted(drafts, key=lambda draft: draft.start)


def _ended(drafts: list[Draft], repairs: list[Repair]) -> list[Cue]:
    """The cues of sorted `drafts`.

    Where an end is missing or before the start, it is the next later start, else a guess by the words.
    """
    cues: list[Cue] = []
    later: float | None = None
    following: float | None = None
    for draft in reversed(drafts):
        if following is not None and following > draft.start:
            later = following
        following = draft.start
        end = draft.end
        if end is None or end < draft.start:
            repairs.append(Repair(draft.line, "open" if end is None else "reversed"))
            end = later if later is not None else draft.start + _spoken_length(draft.text)
        cues.append(Cue(draft.start, end, draft.text, line=draft.line))
    return cues[::-1]


def _spoken_length(text: str) -> float:
    """The seconds it takes to say `text`, roughly."""
    return min(_LONGEST, max(_SHORTEST, _SECONDS_PER_WORD * len(text.split())))
