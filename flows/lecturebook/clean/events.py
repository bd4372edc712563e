"""What captions note besides speech: ``[Applause]``, ``(laughter)``, ``>>``, a dash where the speaker changes."""

from __future__ import annotations

import re
from dataclasses import replace

from lecturebook.model import Cue, CueWord, Event

# by name, because brackets also hold terms: a lecture on BERT says [CLS] and [MASK] a hundred times
_SOUNDS = (
    "applause|applauding|clapping|cheers?|cheering|music|musical|singing|laughs?|laughter|laughing|chuckles?|"
    "silence|pause|noise|inaudible|unintelligible|indistinct|crosstalk|foreign|coughs?|coughing|sighs?|"
    "blank_audio|background|audience|sound|bell|door|beep|_+"
)
_EVENT = re.compile(rf"[\[(](?:{_SOUNDS})\b[^\])]{{0,40}}[\])]|\[[^\]]{{0,30}}\b(?:{_SOUNDS})\]|[♪♫]+", re.I)
_SPEAKER_MARKS = frozenset({">>", ">>>", "&gt;&gt;", "-", "–", "—", "--"})
# a caption that is nothing but words in parentheses describes a sound, whatever it is: "(air whooshing)"
_WHOLE_CUE = re.compile(r"\([^\W\d_][^()\d]{2,40}\)")


def part_events(cues: tuple[Cue, ...]) -> tuple[tuple[Cue, ...], tuple[Event, ...], int]:
    """Cues that hold speech only, the events taken out of them, and the number of speaker marks dropped.

    An event is told by its name in brackets (or a note sign); a bracketed term is speech. A dash counts as a speaker
    mark only at the start of a line. Cues left without a word are gone.
    """
    kept, events, marks = [], [], 0
    for cue in cues:
        speech, found = _split_events(cue)
        spoken = tuple(word for n, word in enumerate(speech) if not _is_mark(word, first=n == 0))
        events += found
        marks += len(speech) - len(spoken)
        if spoken:
            kept.append(replace(cue, words=spoken))
    return tuple(kept), tuple(events), marks


def _split_events(cue: Cue) -> tuple[list[CueWord], list[Event]]:
    """The words of `cue` that no event touches, and its events, each at the cue's start or its word's own time."""
    text = " ".join(word.text for word in cue.words)
    found = [whole] if (whole := _WHOLE_CUE.fullmatch(text)) else list(_EVENT.finditer(text))
    if not found:
        return list(cue.words), []
    words, events, position = [], [Event(cue.start, match[0]) for match in found], 0
    for word in cue.words:
        end = position + len(word.text)
        if not any(match.start() < end and position < match.end() for match in found):
            words.append(word)
        position = end + 1
    return words, events


def _is_mark(word: CueWord, *, first: bool) -> bool:
    return word.text in _SPEAKER_MARKS and (first or word.text.startswith((">", "&")))
