"""A time for every word: the source's own where it has one, else by characters inside the cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lecturebook.model import Cue, CueWord, Word, WordTimes


def time_words(cues: tuple[Cue, ...]) -> tuple[Word, ...]:
    """The words of `cues` in order, each with start and end in seconds, never running backwards.

    A run of words without times shares the span between its timed neighbours (or the borders of the cue) by
    character count, a space counting as one; such words have `timed` False.
    """
    words: list[Word] = []
    for n, cue in enumerate(cues):
        # overlapping cues: the next one's words begin where it begins
        end = min(cue.end, cues[n + 1].start) if n + 1 < len(cues) else cue.end
        start = max(cue.start, words[-1].start if words else 0.0)
        words += _time_cue(cue, start, max(end, start))
    return tuple(words)


def _time_cue(cue: Cue, start: float, end: float) -> list[Word]:
    words: list[Word] = []
    runs = list(_runs(cue.words))
    for n, run in enumerate(runs):
        low = max(start if run[0].start is None else run[0].start, words[-1].start if words else start)
        following = runs[n + 1][0].start if n + 1 < len(runs) else None
        high = run[-1].end if run[-1].end is not None else following
        words += _spread(run, low, max(end if high is None else high, low))
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


def _spread(run: list[CueWord], start: float, end: float) -> list[Word]:
    """`run` laid over ``[start, end]`` in proportion to the characters of each word and the space after it.

    Only a first word whose start the source gave is timed: the others of the run are interpolated.
    """
    total = sum(len(word.text) + 1 for word in run)
    words, said = [], 0
    for n, word in enumerate(run):
        own = start + (end - start) * said / total
        said += len(word.text) + 1
        timed = n == 0 and word.start is not None
        words.append(Word(word.text, own, start + (end - start) * said / total, timed, word.confidence))
    return words


def times_kind(words: tuple[Word, ...]) -> WordTimes:
    """Whether the word times are the source's, interpolated, or some of each."""
    timed = sum(word.timed for word in words)
    if timed == len(words):
        return "real"
    return "mixed" if timed else "interpolated"
