"""How much of a file is read before it is refused: what no transcript needs, and a file made to use up memory does."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.errors import TranscriptError


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a transcript file may have; course staff set others in the table ``[limits]`` of course.toml."""

    bytes: int = 200_000_000  # a day of captions with a stamp for every word is below 10 MB
    lines: int = 5_000_000  # a thousand hours of captions, one every three seconds, have four lines each
    line: int = 5_000_000  # characters in a line: eighty hours of speech, as people paste it
    # objects and lists, and values, of JSON: a 50 MB file of nothing but "[]," makes gigabytes of lists. A day of
    # speech with an object for each character has 2.5 million
    objects: int = 4_000_000
    values: int = 20_000_000
    elements: int = 1_000_000  # of XML: a day of captions with a span for every word has 300,000
    cues: int = 2_000_000  # of a lecture
    hours: int = 1_000  # from the beginning of a lecture to its last cue

    def refuse_more(self, name: str, count: int, file: str, line: int = 0, *, at_least: bool = False) -> None:
        """Raise TranscriptError where `count` is more than the limit `name`; it says how that is raised.

        `at_least`: nobody counted further.
        """
        most: int = getattr(self, name)
        if count > most:
            seen = f"{count:,} {_SAID.get(name, name)}{' or more' if at_least else ''}"
            raise TranscriptError(file, line, seen, f"at most {most:,} ({name} in [limits] of course.toml)")


_SAID = {"line": "characters in a line", "objects": "objects and lists"}
DEFAULT = Limits()
