"""What captions note besides speech: ``[Applause]``, ``(laughter)``, ``>>``, a dash where the speaker changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Literal

from lecturebook.clean.times import pause_after, spoken_length
from lecturebook.model import Cue, CueWord, Event

# by name, because brackets also hold terms: a lecture on BERT says [CLS] and [MASK] a hundred times
_SOUNDS = (
    "applause|applauding|clapping|cheers?|cheering|music|musical|singing|laughs?|laughter|laughing|chuckles?|"
    "silence|pause|noise|inaudible|unintelligible|indistinct|crosstalk|foreign|coughs?|coughing|sighs?|"
    "blank_audio|background|audience|sound|bell|door|beep|_+"
)
# what makers of captions hear besides, after up to three words that say whose sound it is: "(air whooshing)", "(title
# whooshes)". Not typing, sliding, popping, clicks or blast: those are terms as well
_NOISES = (
    r"(?:whoosh|swoosh|swish|whirr|fizzl|rustl|crumpl|buzz|chim|groan|gasp|murmur|mumbl|sniffl|yawn|whistl|snor|snapp|"
    r"rumbl|creak|squeak|giggl|snicker|exhal|inhal|sneez|thunder|footstep)(?:e|es|s|ing)?"
)
_NOTE = rf"\((?:[a-z]+ ){{0,3}}(?:{_NOISES}|(?:music|laughter|applause|sounds?))(?: sounds?)?\)"
_EVENT = re.compile(rf"[\[(](?:{_SOUNDS})\b[^\])]{{0,40}}[\])]|\[[^\]]{{0,30}}\b(?:{_SOUNDS})\]|{_NOTE}|[♪♫]+", re.I)
# a word of a note with a space in it: "(air", "whooshing)"
_NOTE_WORD = re.compile(r"^[(\[][^)\]]+$|^[^(\[]+[)\]]$")
_SPEAKERS = frozenset("[Instructor] [Narrator] [Lecturer] [Presenter] [Moderator] [Professor] [Interviewer]".split())
_SPEAKER_MARKS = frozenset({">>", ">>>", "&gt;&gt;", "-", "–", "—", "--"})
# a caption that is nothing but words in parentheses describes a sound, whatever it is: "(air whooshing)"
_WHOLE_CUE = re.compile(r"\([^\W\d_][^()\d]{2,40}\)")


@dataclass(frozen=True, slots=True)
class Cut:
    """Words `text` of a cue that are not speech, by the rule that says so, after `at` spoken words of the cue."""

    at: int
    rule: Literal["event", "speaker"]
    text: str


@dataclass(frozen=True, slots=True)
class Parted:
    """A cue parted: the pieces of it that hold speech, the sounds taken out, and all words that are in no piece."""

    pieces: tuple[Cue, ...]
    events: tuple[Event, ...]
    cuts: tuple[Cut, ...]


def part_events(cue: Cue) -> Parted:
    """Speech, sounds and speaker marks of a cue, apart.

    An event is told by its name in brackets (or a note sign); a bracketed term is speech. A dash counts as a speaker
    mark only at the start of a line. Where words have no times of their own, a cue is parted at a sound in brackets,
    which keeps its seconds.
    """
    events, touched = _find_events(cue)
    pieces = _pieces(cue, touched) if events else [cue]
    kept, cuts, said = [], [], 0
    marks: set[int] = set()
    place = 0  # of a word among those that no event touches
    for part, piece in enumerate(pieces):
        is_mark = [_is_mark(word, first=part == n == 0) for n, word in enumerate(piece.words)]
        marks.update(place + n for n, mark in enumerate(is_mark) if mark)
        place += len(piece.words)
        spoken = tuple(word for word, mark in zip(piece.words, is_mark, strict=True) if not mark)
        if spoken:
            kept.append(replace(piece, words=spoken))
    place = 0
    for is_event, run in groupby(zip(cue.words, touched, strict=True), key=lambda pair: pair[1]):
        words = [word.text for word, _ in run]
        if is_event:
            cuts.append(Cut(said, "event", " ".join(words)))
            continue
        for text in words:
            if place in marks:
                cuts.append(Cut(said, "speaker", text))
            said += place not in marks
            place += 1
    return Parted(tuple(kept), events, tuple(cuts))


def _find_events(cue: Cue) -> tuple[tuple[Event, ...], list[bool]]:
    """The events of `cue`, at its start, and for each of its words whether one touches it."""
    text = " ".join(word.text for word in cue.words)
    found = [whole] if (whole := _WHOLE_CUE.fullmatch(text)) else list(_EVENT.finditer(text))
    touched, position, at = [], 0, 0
    for word in cue.words:
        end = position + len(word.text)
        while at < len(found) and found[at].end() <= position:  # both run on: a cue may hold thousands of each
            at += 1
        touched.append(at < len(found) and found[at].start() < end)
        position = end + 1
    return tuple(Event(cue.start, match[0]) for match in found), touched


def _pieces(cue: Cue, touched: Sequence[bool]) -> list[Cue]:
    """The runs of words of `cue` that are not `touched`, each over its share of the cue's seconds."""
    spoken = tuple(word for word, event in zip(cue.words, touched, strict=True) if not event)
    noted = [bool(_NOTE_WORD.search(word.text)) for word in cue.words]
    if not spoken or any(word.start is not None or word.end is not None for word in cue.words):
        return [replace(cue, words=spoken)] if spoken else []
    # signs and one-word notes stand beside speech: "[Music]" goes on while somebody talks
    lengths = [
        0 if event and not note else spoken_length(word.text)
        for word, event, note in zip(cue.words, touched, noted, strict=True)
    ]
    # as in a cue that is whole, the pause after the last word is not in its span
    pauses = [pause_after(word.text) for word in cue.words]
    total = sum(lengths) - (0 if touched[-1] else pauses[-1])
    second = (cue.end - cue.start) / total
    at = [cue.start + second * said for said in accumulate(lengths, initial=0)]
    pieces: list[Cue] = []
    for event, places in groupby(range(len(touched)), key=lambda place: touched[place]):
        run = list(places)
        if not event:
            first, last = run[0], run[-1]
            end = at[last + 1] - second * pauses[last]
            pieces.append(replace(cue, start=at[first], end=end, words=cue.words[first : last + 1]))
    return pieces


def _is_mark(word: CueWord, *, first: bool) -> bool:
    if word.text.rstrip(":") in _SPEAKERS:
        return True
    return word.text in _SPEAKER_MARKS and (first or word.text.startswith((">", "&")))
