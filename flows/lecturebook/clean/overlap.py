"""Rolling captions, said once.

Live captions scroll: a cue shows the line before it again and adds one of its own, and between two of them a short
cue holds the finished line. Read cue by cue, every word is said two or three times.

What was shown again and what was said again look alike in one cue. They differ in the whole: a writer of captions
scrolls and holds in one way throughout, so that way is learnt first. Only where captions are neither held nor parted
by a gap does a cleared screen leave no trace: a line that comes again there is taken for the one still shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from lecturebook.model import Cue, CueWord

# a transcript counts as rolling when this share of its cues repeats the cue before it: a lecturer never gets near,
# scrolling captions are at .5 and above
_ROLLING_SHARE = 0.3
# whole lines are the surer sign; words count where they tell of this many times as many repeats
_MUCH_MORE = 1.2
# without line breaks fewer repeated words than this may be the lecturer's own ("yeah yeah")
_FEWEST_WORDS = 3
# no screen scrolls more lines or words than this: bounds the search where one cue holds a whole lecture
_MOST = 200
# a longer time (seconds) without a cue is an empty screen
_ADJACENT = 0.1
# a cue this short (seconds) cannot be read: it only holds what is on the screen. A writer by whom this share of the
# cues says nothing new holds every line (YouTube's for .01 s, in 2016 for .4 s), none this many times the median
_HOLD, _HOLDING_SHARE, _LONGER = 0.05, 0.2, 3.0
# where lines come a few words at a time, this share of the cues is the one before it with words added
_GROWING_SHARE = 0.2

# what a cue shows: its lines, or its words where line breaks tell nothing, each as a list of words
_Parts = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a transcript scrolls: by whole lines, or by words where its line breaks are lost.

    `holds` says that each finished line is held, for `longest_hold` seconds at most; `grows` that a line comes a few
    words at a time; `clears` that nothing is shown again after a break (see `_Screen`).
    """

    by_lines: bool
    holds: bool
    longest_hold: float
    grows: bool
    clears: bool = True


@dataclass(slots=True)
class _Screen:
    """What the last cue that said something showed, how many of its words were new, and until when it stood.

    A break is where the screen was empty, or where a line was not held though all others are: its hold was empty.
    """

    shown: _Parts = ()
    new: int = 0
    end: float = 0.0
    is_held: bool = False

    def is_left(self, cue: Cue) -> bool:
        return cue.start - self.end > _ADJACENT

    def is_broken(self, cue: Cue, *, holds: bool) -> bool:
        return self.is_left(cue) or (holds and not self.is_held)


def repeated_words(cues: tuple[Cue, ...]) -> list[int]:
    """For each of `cues` how many words at its start were on the screen already.

    Words that carry times of their own are new by definition. In a transcript that does not scroll nothing is shown
    again, whatever its speaker repeats.
    """
    lines, words = (_repeats(cues, by_lines=by_lines) for by_lines in (True, False))
    by_lines, by_words = _telling(cues, lines, by_lines=True), _telling(cues, words, by_lines=False)
    if max(by_lines, by_words) < _ROLLING_SHARE * len(cues):
        return [0] * len(cues)
    return words if by_words > _MUCH_MORE * by_lines else lines


def _telling(cues: tuple[Cue, ...], repeats: list[int], *, by_lines: bool) -> int:
    """How many of `cues` tell by what they repeat that the transcript scrolls; a word or two is not enough."""
    return sum(
        count >= _FEWEST_WORDS
        or (count > 0 and _length(cue) <= _HOLD)
        or (0 < count < len(cue.words) and by_lines and "\n" in cue.text)
        for cue, count in zip(cues, repeats, strict=True)
    )


def _repeats(cues: tuple[Cue, ...], *, by_lines: bool) -> list[int]:
    """How many words at the start of each cue are shown again."""
    parts = [_lines(cue) if by_lines else [[word.text] for word in cue.words] for cue in cues]
    way = _learnt(cues, parts, by_lines=by_lines)
    screen, counts = _Screen(), []
    for cue, shown in zip(cues, parts, strict=True):
        untimed = next((n for n, word in enumerate(cue.words) if word.start is not None), len(cue.words))
        repeated = min(untimed, _repeated_words(screen, cue, shown, way))
        counts.append(repeated)
        if repeated == len(cue.words):
            screen.end, screen.is_held = cue.end, True
            continue
        screen = _Screen(shown, len(cue.words) - repeated, cue.end)
    return counts


def _learnt(cues: tuple[Cue, ...], parts: Sequence[_Parts], *, by_lines: bool) -> _Way:
    """The way `cues` scroll: in each thing what most of them do, as a speaker's own repeats are few among all."""
    is_still = [n > 0 and _ends_with(parts[n - 1], shown) for n, shown in enumerate(parts)]
    lengths = [_length(cue) for cue, still in zip(cues, is_still, strict=True) if still]
    holds = len(lengths) >= max(1, _HOLDING_SHARE * len(cues))
    longest_hold = max(_HOLD, _LONGER * median(lengths)) if holds else _HOLD
    grown, breaks = 0, []
    for n in range(1, len(cues)):
        before = _Screen(parts[n - 1], 0, cues[n - 1].end, is_still[n - 1])
        grown += _grown_words(before, parts[n]) > 0
        if not is_still[n] and before.is_broken(cues[n], holds=holds):
            breaks.append(_scrolled(before, parts[n], by_lines=by_lines) > 0 or _grown_words(before, parts[n]) > 0)
    grows = grown >= _GROWING_SHARE * len(cues)
    return _Way(by_lines, holds, longest_hold, grows, clears=2 * sum(breaks) <= len(breaks))


def _repeated_words(screen: _Screen, cue: Cue, shown: _Parts, way: _Way) -> int:
    """How many words at the start of `cue` were on `screen`."""
    is_still = _ends_with(screen.shown, shown)
    # a hold follows a line at once, and never another hold
    longest_hold = _HOLD if screen.is_held or screen.is_left(cue) else way.longest_hold
    if is_still and _length(cue) <= longest_hold:
        return len(cue.words)
    is_cleared = way.clears and screen.is_broken(cue, holds=way.holds)
    if way.grows and not is_cleared and (grown := _grown_words(screen, shown)):
        return grown
    # a line that stands above another was there before, break or no break
    scrolled = 0 if is_cleared and not way.by_lines else _scrolled(screen, shown, by_lines=way.by_lines)
    if is_still and not scrolled and _stands_still(screen, cue, shown, way):
        return len(cue.words)
    return _count(shown[:scrolled])


def _grown_words(screen: _Screen, shown: _Parts) -> int:
    """The words `shown` repeats if it is what ended `screen` with more words in its last line, else 0."""
    before = screen.shown[-len(shown) :]
    if not 0 < len(shown) == len(before) or shown[:-1] != before[:-1]:
        return 0
    is_longer = len(shown[-1]) > len(before[-1]) and shown[-1][: len(before[-1])] == before[-1]
    return _count(before) if is_longer else 0


def _stands_still(screen: _Screen, cue: Cue, shown: _Parts, way: _Way) -> bool:
    """Whether a long `cue` with nothing but what ended `screen` is the screen as it was, and not a line said twice."""
    if way.by_lines and len(shown) > 1:
        return True  # said again they would come one by one
    if way.holds or screen.is_left(cue):
        return False
    return len(cue.words) >= _FEWEST_WORDS or (way.by_lines and len(screen.shown) > 1)


def _scrolled(screen: _Screen, shown: _Parts, *, by_lines: bool) -> int:
    """The most lines that end `screen` and start `shown`, which has more.

    Of words those that were new on `screen`, as they were a line, else the longest run that is no speech.
    """
    most = min(len(screen.shown), len(shown) - 1, _MOST)
    if not by_lines and 0 < screen.new <= most and screen.shown[-screen.new :] == shown[: screen.new]:
        return screen.new
    fewest = 1 if by_lines else max(1, min(_FEWEST_WORDS, len(screen.shown)))
    return next((n for n in range(most, fewest - 1, -1) if screen.shown[-n:] == shown[:n]), 0)


def _ends_with(before: _Parts, shown: _Parts) -> bool:
    return 0 < len(shown) <= len(before) and before[-len(shown) :] == shown


def _count(parts: _Parts) -> int:
    return sum(len(part) for part in parts)


def _length(cue: Cue) -> float:
    return cue.end - cue.start


def _lines(cue: Cue) -> list[list[str]]:
    return [line.split() for line in cue.text.split("\n") if line.strip()]


def with_words(cue: Cue) -> Cue:
    """`cue` with one entry in `words` for each word of its text, without times where the source has none."""
    return cue if cue.words else replace(cue, words=tuple(CueWord(text) for text in cue.text.split()))
