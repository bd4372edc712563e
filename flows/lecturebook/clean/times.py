"""A time for every word: the source's own where it has one, else by characters inside the cue."""

from __future__ import annotations

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
        words += _time_cue(cue, max(cue.start, words[-1].start if words else 0.0), max(end, cue.start))
    return tuple(words)


def _time_cue(cue: Cue, start: float, end: float) -> list[Word]:
    words: list[Word] = []
    run: list[CueWord] = []
    latest = start
    for word in cue.words:
        if word.start is None:
            run.append(word)
            continue
        own = max(word.start, latest)
        words += _spread(run, latest, own)
        latest = max(own, word.end if word.end is not None else own)
        words.append(Word(word.text, own, latest, True, word.confidence))
        run = []
    return words + _spread(run, latest, max(end, latest))


def _spread(run: list[CueWord], start: float, end: float) -> list[Word]:
    """`run` laid over ``[start, end]`` in proportion to the characters of each word and the space after it."""
    total = sum(len(word.text) + 1 for word in run)
    words, said = [], 0
    for word in run:
        own = start + (end - start) * said / total
        said += len(word.text) + 1
        words.append(Word(word.text, own, start + (end - start) * said / total, False, word.confidence))
    return words


def times_kind(words: tuple[Word, ...]) -> WordTimes:
    """Whether the word times are the source's, interpolated, or some of each."""
    timed = sum(word.timed for word in words)
    if timed == len(words):
        return "real"
    return "mixed" if timed else "interpolated"
