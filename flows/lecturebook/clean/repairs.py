"""Words put right: what takes the place of mis-heard ones, and the record of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lecturebook.clean.terms import TermRepair
from lecturebook.clean.times import spread
from lecturebook.model import Change, CueWord, Word


def repair_words(words: Sequence[Word], repairs: Sequence[TermRepair]) -> tuple[tuple[Word, ...], tuple[Change, ...]]:
    """`words` with `repairs`, which are in order and apart, and the ledger's entries for them.

    What takes the place of some words shares their time by its letters; it is as sure as the least sure of them.
    """
    shown: list[Word] = []
    changes = []
    place = 0
    for repair in repairs:
        shown += words[place : repair.first]
        changes.append(_change(repair, len(shown), len(shown) + len(repair.after), words[repair.first].start))
        shown += _in_place(repair, words[repair.first : repair.last])
        place = repair.last
    return (*shown, *words[place:]), tuple(changes)


def suspicions(words: Sequence[Word], suspected: Sequence[TermRepair]) -> Iterator[Change]:
    """`suspected` as changes of `words`, whose places count those of the transcript."""
    places = [word.place for word in words]
    for repair in suspected:
        first, last = bisect_left(places, repair.first), bisect_left(places, repair.last)
        yield _change(repair, first, last, words[first].start)


def _change(repair: TermRepair, first: int, last: int, second: float) -> Change:
    return Change(
        rule=repair.rule,
        first=first,
        last=last,
        second=second,
        before=" ".join(repair.before),
        after=" ".join(repair.after),
        score=repair.score if repair.rule == "sound" else None,
    )


def _in_place(repair: TermRepair, heard: Sequence[Word]) -> list[Word]:
    """The words of `repair` over the time of those `heard`."""
    run = [CueWord(text) for text in repair.after]
    start = heard[0].start
    known = [word.confidence for word in heard if word.confidence is not None]
    sure = min(known, default=None)
    put = spread(run, start, max(start, heard[-1].end))
    return [
        replace(word, timed=heard[0].timed and n == 0, confidence=sure, place=heard[0].place)
        for n, word in enumerate(put)
    ]
