"""A time for every word: the source's own where it has one, else by characters inside the cue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lecturebook.model import Cue, CueWord, Word, WordTimes

# what a word takes besides its characters, in characters (about 15 a second): the space after it, the pause after a
# stop, the sound that a note in brackets such as "(air whooshing)" stands for. Fitted on the even half of 82 lectures
# joined to rows of 30 s, seen on the odd half (benchmarks/word_times.py): median error .64 -> .51 s, p95 2.70 -> 2.09
_SPACE, _PAUSE, _SOUND = 1, 12, 20
_STOP = re.compile(r"[.?!…。！？]+[\"'”’)\]]*$")
# the last word of a note: no bracket opens in it, as one does in "predict()"
_NOTE_END = re.compile(r"[a-z]{3,}[)\]]$")


def time_words(cues: tuple[Cue, ...]) -> tuple[Word, ...]:
    """The words of `cues` in order, each with start and end in seconds, never running backwards.

    A run of words without times shares the span between its timed neighbours (or the borders of the cue) by
    character count, with room for pauses after stops; such words have `timed` False.
    """
    words: list[Word] = []
    for n, cue in enumerate(cues):
        # overlapping cues: the next one's words begin where it begins
        end = min(cue.end, cues[n + 1].start) if n + 1 < len(cues) else cue.end
        start = max(cue.start, words[-1].start if words else 0.0)
        words += _time_cue(cue, start, max(end, start))
    return tuple(replace(word, place=place) for place, word in enumerate(words))


def _time_cue(cue: Cue, start: float, end: float) -> list[Word]:
    words: list[Word] = []
    runs = list(_runs(cue.words))
    for n, run in enumerate(runs):
        # without a start of its own a run begins where the word before it was over
        low = words[-1].end if words else start
        if run[0].start is not None:
            low = max(run[0].start, words[-1].start if words else start)
        following = runs[n + 1][0].start if n + 1 < len(runs) else None
        high = run[-1].end if run[-1].end is not None else following
        words += spread(run, low, max(end if high is None else high, low))
    return words


def _runs(words: Sequence[CueWord]) -> Iterator[list[CueWord]]:
    """`words` cut where a time is known: before a word with a start, after a word with an end."""
    run: list[CueWord] = []
    for word in words:
        if run and (word.start is not None or run[-1].end is not None):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def spread(run: list[CueWord], start: float, end: float) -> list[Word]:
    """`run` laid over ``[start, end]`` in proportion to how long each word takes, as far as its text tells.

    Only a first word whose start the source gave is timed: the others of the run are interpolated.
    """
    lengths = [spoken_length(word.text) for word in run]
    # the pause after the run is not in its span: a caption ends with its last word
    lengths[-1] -= pause_after(run[-1].text)
    total = sum(lengths)
    words, said = [], 0
    own = start
    for n, (word, length) in enumerate(zip(run, lengths, strict=True)):
        said += length
        # a guess within half a second needs no more than hundredths, and none runs backwards for being rounded
        until = max(own, round(start + (end - start) * said / total, 2)) if n + 1 < len(run) else end
        words.append(Word(word.text, own, until, n == 0 and word.start is not None, word.confidence))
        own = until
    return words


def spoken_length(text: str) -> int:
    """How long a word and what follows it take, in characters; the last word of a note has the sound it stands for."""
    return len(text) + _SPACE + pause_after(text) + (_SOUND if _NOTE_END.fullmatch(text) else 0)


def pause_after(text: str) -> int:
    """How long the pause after a word is, in characters: it ends a sentence, or there is none."""
    return _PAUSE if _STOP.search(text) else 0


def times_kind(words: tuple[Word, ...]) -> WordTimes:
    """Whether the word times are the source's, interpolated, or some of each."""
    timed = sum(word.timed for word in words)
    if timed == len(words):
        return "real"
    return "mixed" if timed else "interpolated"
