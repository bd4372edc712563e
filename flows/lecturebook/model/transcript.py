"""A lecture as it was read: captions, the file they stand in, and what that says of the recording."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CueWord:
    """One word of a cue as the source wrote it; times and confidence are ``None`` where the source has none.

    `confidence` is between 0 and 1, on the source's own scale: it can be compared inside one transcript only.
    """

    text: str
    start: float | None = None
    end: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: plain text (no markup of its format) shown from `start` to `end`.

    `words` is empty, or has exactly one entry for each word of ``text.split()``. `line` is the 1-based line
    (or row, or segment) of the source file the cue began at. `speaker` is who says it, as the source names them,
    or empty.
    """

    start: float
    end: float
    text: str
    words: tuple[CueWord, ...] = ()
    line: int = 0
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """Something a reader mended or dropped: where, and a one-word reason such as ``reversed`` or ``empty``."""

    line: int
    reason: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The file a transcript was read from: its name (no folder), format, and sha256 of its bytes.

    `encoding` and `newline` (``lf``, ``crlf``, ``cr`` or ``mixed``) are those it was read with, empty for a file
    that is no text.
    """

    file: str
    format: str
    sha256: str
    encoding: str = ""
    newline: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the recording as who published it named it; `end` is the next one's start where nobody gave it."""

    start: float
    end: float
    title: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """One lecture as read: cues in time order, and what its source or the metadata say of it.

    `title`, `url`, `language` are empty where nobody gave them; `detail` says how finely it is to be cut.
    `media_url` is a template with ``{id}`` and ``{seconds}`` that makes a link to the second; where it is empty the
    link is derived from `url`.
    """

    id: str
    cues: tuple[Cue, ...]
    source: Source
    title: str = ""
    url: str = ""
    language: str = ""
    date: str = ""
    media_url: str = ""
    detail: str = ""
    chapters: tuple[Chapter, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def count_repairs(self, *, dropped: bool) -> dict[str, int]:
        """How many cues were mended, or `dropped`, by reason."""
        reasons = [repair.reason for repair in self.repairs if repair.dropped == dropped]
        return {reason: reasons.count(reason) for reason in sorted(set(reasons))}
