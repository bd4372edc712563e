"""Rolling captions, said once.

Live captions scroll: a cue shows the line before it again and adds one of its own, and between two of them a 10 ms
cue holds the finished line. Read cue by cue, every word is said two or three times.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from lecturebook.model import Cue, CueWord

# a transcript counts as rolling when this share of its cues repeats the cue before it: a lecturer never gets near,
# scrolling captions are at .5 and above
_ROLLING_SHARE = 0.3
# a cue this short (seconds) cannot be read: it only holds the line before it on the screen
_HOLD = 0.05
# without line breaks fewer repeated words than this may be the lecturer's own ("yeah yeah")
_FEWEST_WORDS = 3
# cues nearer than this (seconds) follow each other without a break
_ADJACENT = 0.1


def say_once(cues: tuple[Cue, ...]) -> tuple[tuple[Cue, ...], int]:
    """`cues` without what each repeats of the one before it, and the number of words cut.

    Words that carry times of their own are new by definition and always kept. Cues that hold nothing new are gone; a
    transcript that does not scroll comes back as it is, whatever its speaker repeats.
    """
    if not cues:
        return (), 0
    repeats = [0, *(_repeated_words(before, cue) for before, cue in pairwise(cues))]
    if sum(1 for count in repeats if count) < _ROLLING_SHARE * len(cues):
        return cues, 0
    cut = (_without_first(cue, count) for cue, count in zip(cues, repeats, strict=True))
    return tuple(cue for cue in cut if cue.words), sum(repeats)


def _repeated_words(before: Cue, cue: Cue) -> int:
    """How many words at the start of `cue` are shown again from the end of `before`."""
    untimed = next((n for n, word in enumerate(cue.words) if word.start is not None), len(cue.words))
    return min(untimed, _repeated_lines(before, cue) or _repeated_suffix(before, cue))


def _repeated_lines(before: Cue, cue: Cue) -> int:
    """Words in the whole lines at the start of `cue` that ended `before`; a lone line only if it is just held."""
    shown, lines = _lines(before), _lines(cue)
    for count in range(min(len(shown), len(lines)), 0, -1):
        if shown[-count:] == lines[:count] and (count < len(lines) or _holds(before, cue)):
            return sum(len(line) for line in lines[:count])
    return 0


def _holds(before: Cue, cue: Cue) -> bool:
    """Whether a cue of nothing but repeated lines is the screen standing still, and not a line said twice."""
    short = min(cue.end - cue.start, before.end - before.start) <= _HOLD
    return short or (len(_lines(before)) > 1 and cue.start - before.end <= _ADJACENT)


def _repeated_suffix(before: Cue, cue: Cue) -> int:
    """The longest run of words that ends `before` and starts `cue`, or 0 where it is short enough to be speech."""
    said, new = [word.text for word in before.words], [word.text for word in cue.words]
    for count in range(min(len(said), len(new)), _FEWEST_WORDS - 1, -1):
        if said[-count:] == new[:count]:
            return count
    return 0


def _lines(cue: Cue) -> list[list[str]]:
    return [line.split() for line in cue.text.split("\n") if line.strip()]


def _without_first(cue: Cue, count: int) -> Cue:
    return replace(cue, words=cue.words[count:]) if count else cue


def with_words(cue: Cue) -> Cue:
    """`cue` with one entry in `words` for each word of its text, without times where the source has none."""
    return cue if cue.words else replace(cue, words=tuple(CueWord(text) for text in cue.text.split()))
