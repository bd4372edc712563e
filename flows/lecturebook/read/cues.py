"""From what a reader found to cues that keep their promises: in order, ended, clean, each change recorded.

The reasons a `Repair` may give. Dropped:

    garbled     no time, or no text, could be made out
    empty       nothing is said
    truncated   the file ends in the middle of it
    untimed     text that no time leads, such as a heading

and mended:

    negative    began before 0 s; begins at 0 now
    unordered   came after a later one; sorted in
    reversed    ended before it began; ends with the next one's start now
    open        had no end; as `reversed`
    overlap     begins before the one before it ended; both times are kept
    joined      text behind an empty line, taken as part of the cue before it
    unparted    no empty line before it
    unnumbered  no number before it
    notation    a time as the format does not write it: a comma for a point, another arrow, no hours
    carried     60 or more minutes or seconds, taken for what they add up to
    junk        behind the times stands what is no setting; left out
    tags        tags that do not match, or are none of the format; left out
    entities    HTML's names of characters, in a format that has none
    words       word times or confidences that do not fit the text; left out
    bytes       bytes that are no text in the file's encoding
    nul         NUL bytes; left out
    info        the .info.json beside the file cannot be read
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

from lecturebook.model import Cue, CueWord, Repair, Source, Transcript
from lecturebook.read.draft import Draft
from lecturebook.read.speakers import part_speakers
from lecturebook.read.text import clean_line, clean_text, is_visible

# seconds; nothing recorded lasts a thousand hours, and larger numbers only come from damage
MAX_SECONDS = 3_600_000.0

# how long a cue without a usable end, and without one after it, is taken to last (seconds)
_SECONDS_PER_WORD, _SHORTEST, _LONGEST = 0.4, 1.0, 10.0
# times are written in milliseconds, and some tools round them
_ROUNDING = 0.0015


@dataclass(frozen=True, slots=True)
class Settled:
    """Cues in time order, and what it took to get there, by line."""

    cues: tuple[Cue, ...]
    repairs: tuple[Repair, ...]


def settle(
    drafts: Iterable[Draft], repairs: Iterable[Repair] = (), *, has_ends: bool = True, may_overlap: bool = False
) -> Settled:
    """The cues of `drafts`; `repairs` are those the reader makes, before or while `drafts` are asked for.

    A missing end is no repair in a format that has none (`has_ends` False), nor an overlap where the times are those
    of lines on a screen (`may_overlap`).
    """
    late: list[Repair] = []
    checked = _checked(part_speakers(list(drafts)), late)
    found = [*repairs, *late]
    ordered = _sorted(checked, found)
    cues = _ended(ordered, found, has_ends=has_ends)
    if not may_overlap:
        found += _overlaps(cues)
    return Settled(tuple(cues), sorted_repairs(found))


def single_transcript(source: Source, settled: Settled, *, language: str = "") -> Transcript:
    """The transcript of a file that holds one lecture: its id is the file's name without the last suffix."""
    return Transcript(file_id(source), settled.cues, source, language=language, repairs=settled.repairs)


def file_id(source: Source) -> str:
    """The lecture id that the name of the file gives."""
    return clean_line(PurePath(source.file).stem) or "transcript"


def sorted_repairs(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """`repairs` by line, those of one line in the order they were made."""
    return tuple(sorted(repairs, key=lambda repair: repair.line))


def _checked(drafts: Iterable[Draft], repairs: list[Repair]) -> list[Draft]:
    """Drafts with a time and a text; the rest is recorded."""
    kept = []
    for draft in drafts:
        text = clean_text(draft.text)
        reason = _unusable(draft, text)
        if reason:
            repairs.append(Repair(draft.line, reason, dropped=True))
            continue
        if draft.start < 0:
            repairs.append(Repair(draft.line, "negative"))
        words = _fitting(draft.words, text) if draft.words else ()
        if draft.words and not words:
            repairs.append(Repair(draft.line, "words"))
        speaker = clean_line(draft.speaker) if draft.speaker else ""
        kept.append(Draft(draft.line, max(0.0, draft.start), draft.end, text, words, speaker))
    return kept


def _unusable(draft: Draft, text: str) -> str:
    """Why `draft` must be dropped, or an empty string."""
    # chained comparisons are false for NaN
    if not -MAX_SECONDS <= draft.start <= MAX_SECONDS:
        return "garbled"
    if draft.end is not None and not -MAX_SECONDS <= draft.end <= MAX_SECONDS:
        return "garbled"
    return "" if is_visible(text) else "empty"


def _fitting(words: Sequence[CueWord], text: str) -> tuple[CueWord, ...]:
    """`words` as those of `text.split()`, if need be joined; none where they are others."""
    texts = text.split()
    # `text` is clean, so what is equal to a part of it need not be cleaned
    if [word.text for word in words] == texts:
        return tuple(map(_checked_word, words, texts))
    for arrange in (list, _joined_by_blanks):
        candidate = arrange(words)
        if [clean_line(word.text) for word in candidate] == texts:
            return tuple(map(_checked_word, candidate, texts))
    return ()


def _checked_word(word: CueWord, text: str) -> CueWord:
    """`word` as `text`; times that are no span are left out, and so is a confidence that is none."""
    first = 0.0 if word.start is None else word.start
    is_span = 0 <= first <= MAX_SECONDS and (word.end is None or first <= word.end <= MAX_SECONDS)
    confidence = word.confidence if word.confidence is None or 0 <= word.confidence <= 1 else None
    if is_span and confidence == word.confidence and text == word.text:
        return word  # most of the memory of a file with word times is in these
    return CueWord(text, word.start if is_span else None, word.end if is_span else None, confidence)


def _joined_by_blanks(words: Sequence[CueWord]) -> list[CueWord]:
    """`words` with those that no blank leads joined to the one before; nothing but blanks is no word."""
    groups: list[list[CueWord]] = []
    for word in words:
        if not word.text.strip():
            continue
        if groups and not word.text[:1].isspace() and not groups[-1][-1].text[-1:].isspace():
            groups[-1].append(word)
        else:
            groups.append([word])
    return [joined(group) for group in groups]


def joined(parts: Sequence[CueWord]) -> CueWord:
    """`parts` as one word, no surer than the least sure of them."""
    known = [part.confidence for part in parts if part.confidence is not None]
    text = "".join(part.text for part in parts)
    return CueWord(text, parts[0].start, parts[-1].end, min(known) if len(known) == len(parts) else None)


def _sorted(drafts: list[Draft], repairs: list[Repair]) -> list[Draft]:
    """`drafts` by start, equal ones as they came; each that came after a later one is recorded."""
    latest = 0.0
    for draft in drafts:
        if draft.start < latest:
            repairs.append(Repair(draft.line, "unordered"))
        latest = max(latest, draft.start)
    return sorted(drafts, key=lambda draft: draft.start)


def _ended(drafts: list[Draft], repairs: list[Repair], *, has_ends: bool) -> list[Cue]:
    """The cues of sorted `drafts`.

    Where an end is missing or before the start, it is the next later start, or less where its words do not last that
    long; a format without ends goes on to the next start.
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
            if end is not None or has_ends or later is None:
                repairs.append(Repair(draft.line, "open" if end is None else "reversed"))
            end = _guessed_end(draft, later) if has_ends or later is None else later
        cues.append(Cue(draft.start, end, draft.text, tuple(draft.words), draft.line, draft.speaker))
    return cues[::-1]


def _guessed_end(draft: Draft, later: float | None) -> float:
    words = len(draft.text.split())
    if later is None:
        return draft.start + min(_LONGEST, max(_SHORTEST, _SECONDS_PER_WORD * words))
    # twice the usual time, for nobody knows where the pause was
    return min(later, draft.start + max(_LONGEST, 2 * _SECONDS_PER_WORD * words))


def _overlaps(cues: Sequence[Cue]) -> list[Repair]:
    """Each cue that begins before the one before it ended."""
    overlapping = (cue for before, cue in pairwise(cues) if cue.start < before.end - _ROUNDING)
    return [Repair(cue.line, "overlap") for cue in overlapping]
