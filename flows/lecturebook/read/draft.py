"""What readers hand on: cues as found, before anything is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lecturebook.model import CueWord


@dataclass(frozen=True, slots=True)
class Draft:
    """A cue as found: unchecked times in seconds, `end` None where there is none, text without markup.

    `words` are those of the text in order, or none; a word without a blank before it may be the rest of the one
    before ("twenty", "-five").
    """

    line: int
    start: float
    end: float | None
    text: str
    words: Sequence[CueWord] = ()
    speaker: str = ""
