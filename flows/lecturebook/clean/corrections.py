"""What a person says of single places: a change taken back, or one made that no rule makes.

A file ``corrections.toml`` beside the transcripts, with one line a correction: the second and the words as they were
heard there, and what they are; ``false`` leaves them as they are, ``""`` keeps them out of quotes. It names seconds and
words, so it holds whatever a later version does with the rest of the lecture::

    ["03-attention"]
    "12:04 bird" = "BERT"
    "13:30 sort of" = false
    "20:01 let me plug this in" = ""
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecturebook.clean.terms import TermRepair, alias_key
from lecturebook.clean.terms.repair import with_edges
from lecturebook.errors import SettingsError
from lecturebook.model import Word
from lecturebook.timecode import clock, parse_timecode

FILE = "corrections.toml"
_ACCEPTED = 'a table for a lecture, and in it lines like "12:04 bird" = "BERT", or = false, or = ""'
_LINE = re.compile(r"((?:\d+:)?\d{1,2}:\d\d)\s+(\S.*)", re.S)
_MOST_LETTERS, _MOST_WORDS, _MOST_BYTES = 300, 40, 4_000_000
# a clock says whole seconds, and word times are a guess within a caption: words are looked for so far around
_AROUND = 3.0


@dataclass(frozen=True, slots=True)
class Correction:
    """At `second` the words `heard` are to be read as `after`; "" leaves them out, None leaves them alone."""

    second: float
    heard: str
    after: str | None

    def __str__(self) -> str:
        return f"{clock(self.second)} {self.heard!r}"


@dataclass(frozen=True, slots=True)
class Located:
    """A correction and the words ``[first, last)`` of the transcript that it is about."""

    first: int
    last: int
    after: str | None


# by lecture id
Corrections = dict[str, tuple[Correction, ...]]


def read_corrections(path: Path) -> Corrections:
    """The corrections in the file at `path`, by lecture id; none where there is no such file.

    Raises SettingsError for a file that is no TOML, or a line that is no correction, with what would do.
    """
    if not path.is_file():
        return {}
    try:
        data = path.read_bytes()
        if len(data) > _MOST_BYTES:
            raise SettingsError(path.name, f"more than {_MOST_BYTES:,} bytes", _ACCEPTED)
        table = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        raise SettingsError(path.name, error.strerror or str(error), "a file that can be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(path.name, str(error), f"TOML in UTF-8: {_ACCEPTED}") from error
    return {lecture: _corrections(lecture, rows, path.name) for lecture, rows in table.items()}


def _corrections(lecture: str, rows: Any, file: str) -> tuple[Correction, ...]:
    if not isinstance(rows, dict):
        raise SettingsError(file, f"{lecture!r} is no table", _ACCEPTED)
    return tuple(_correction(f"{lecture}: {line[:_MOST_LETTERS]!r}", line, after, file) for line, after in rows.items())


def _correction(where: str, line: str, after: Any, file: str) -> Correction:
    match = _LINE.fullmatch(line.strip())
    second = parse_timecode(match[1]) if match else None
    if match is None or second is None or not alias_key(match[2]) or len(match[2].split()) > _MOST_WORDS:
        raise SettingsError(file, where, f'a time and one to {_MOST_WORDS} words heard there, such as "12:04 bird"')
    if after is False:
        return Correction(second, match[2], None)
    if not isinstance(after, str) or len(after) > _MOST_LETTERS or not after.replace(" ", "a").isprintable():
        raise SettingsError(file, f"{where} = {str(after)[:_MOST_LETTERS]!r}", _ACCEPTED)
    return Correction(second, match[2], " ".join(after.split()))


def locate(corrections: Sequence[Correction], words: Sequence[Word]) -> tuple[list[Located], list[str]]:
    """Where `words` of a transcript are what each correction is about, and those that are about nothing said there.

    The words nearest to the second are meant; of two corrections of one word the first counts.
    """
    found: list[Located] = []
    lost = []
    taken: set[int] = set()
    for correction in corrections:
        span = _nearest(correction, words)
        if span is None or not taken.isdisjoint(range(*span)):
            lost.append(f"{correction} is not said there" if span is None else f"{correction} is corrected twice")
            continue
        taken.update(range(*span))
        found.append(Located(*span, correction.after))
    return sorted(found, key=lambda located: located.first), lost


def _nearest(correction: Correction, words: Sequence[Word]) -> tuple[int, int] | None:
    key, count = alias_key(correction.heard), len(correction.heard.split())
    low = bisect_left(words, correction.second - _AROUND, key=lambda word: word.start)
    high = bisect_right(words, correction.second + _AROUND, key=lambda word: word.start)
    spans = (
        (abs(words[first].start - correction.second), first)
        for first in range(low, min(high, len(words) - count + 1))
        if alias_key(" ".join(word.text for word in words[first : first + count])) == key
    )
    nearest = min(spans, default=None)
    return (nearest[1], nearest[1] + count) if nearest else None


def corrected(repairs: Sequence[TermRepair], located: Sequence[Located], words: Sequence[Word]) -> list[TermRepair]:
    """`repairs` of `words` but those of words that a person has spoken of, with that person's own, in order."""
    own = [_forced(place, words) for place in located if place.after]
    return sorted([*untouched(repairs, located), *own], key=lambda repair: repair.first)


def _forced(place: Located, words: Sequence[Word]) -> TermRepair:
    before, term = tuple(word.text for word in words[place.first : place.last]), place.after or ""
    return TermRepair(place.first, place.last, before, with_edges(before, term.split()), term, "correction", 1.0)


def untouched(repairs: Sequence[TermRepair], located: Sequence[Located]) -> list[TermRepair]:
    """Those of `repairs` that are of no word that a person has spoken of."""
    touched = {n for place in located for n in range(place.first, place.last)}
    return [repair for repair in repairs if touched.isdisjoint(range(repair.first, repair.last))]
