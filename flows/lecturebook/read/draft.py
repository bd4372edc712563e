"""What readers hand on: cues as found, before anything is checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lecturebook.model import CueWord


class Draft(NamedTuple):
    """A cue as found: unchecked times in seconds, `end` None where there is none, text without markup.

    `words` are those of the text in order, or none; a word without a blank before it may be the rest of the one
    before ("twenty", "-five"). A tuple, as all is that exists once for each cue and is no part of a transcript: a
    frozen dataclass takes four times as long to make.
    """

    line: int
    start: float
    end: float | None
    text: str
    words: Sequence[CueWord] = ()
    speaker: str = ""
