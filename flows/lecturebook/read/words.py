"""From timed words without cues to cues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lecturebook.model import CueWord
from lecturebook.read.draft import Draft

# a caption is a line or two of twelve words at most, and ends with its sentence or before a pause (seconds)
_MOST_WORDS, _PAUSE = 12, 0.8
_STOP = re.compile(r"[.?!…。！？][\"'”’)\]]*$")


def words_to_drafts(words: Iterable[tuple[int, CueWord]]) -> Iterator[Draft]:
    """Cues of a few words each, from numbered words that have a start; a cue's line is its first word's number."""
    group: list[tuple[int, CueWord]] = []
    for number, word in words:
        if group and _is_over([one for _, one in group], word):
            yield _draft(group)
            group = []
        group.append((number, word))
    if group:
        yield _draft(group)


def _is_over(words: list[CueWord], following: CueWord) -> bool:
    if words[-1].text[-1:].isspace() or following.text[:1].isspace():
        is_new_word = True
    else:  # no writer mixes words with a blank before them and words without
        is_new_word = not words[-1].text[:1].isspace()
    last = words[-1].end if words[-1].end is not None else words[-1].start
    is_pause = last is not None and following.start is not None and not 0 <= following.start - last < _PAUSE
    return is_new_word and (is_pause or len(words) >= _MOST_WORDS or _STOP.search(words[-1].text.strip()) is not None)


def _draft(group: list[tuple[int, CueWord]]) -> Draft:
    words = [word for _, word in group]
    has_blanks = any(word.text[:1].isspace() for word in words)
    text = ("" if has_blanks else " ").join(word.text for word in words)
    start = words[0].start
    assert start is not None  # noqa: S101 (so the caller promises)
    return Draft(group[0][0], start, words[-1].end, text, words)
