"""The words of a guide as columns, and back, so that guide.json stays near the size of its transcript.

Sentences are the words that they end before; a word ends where the next one starts, at the latest.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

from lecturebook.clean.sentences import capital, closed
from lecturebook.model import Change, Passage, Word

Columns = dict[str, Any]


def words_to_columns(words: Sequence[Word], sentences: Sequence[Passage]) -> Columns:
    """Text and start of every word; of the rest what is not as it mostly is."""
    sure = [word.confidence for word in words]
    usual = _usual_forms([word.text for word in words], [sentence.last for sentence in sentences])
    return {
        "text": " ".join(word.text for word in words),
        "start": [rounded(word.start) for word in words],
        "shown": [
            [n, word.display] for n, (word, form) in enumerate(zip(words, usual, strict=True)) if word.display != form
        ],
        "interpolated": _interpolated(words),
        "confidence": sure if any(value is not None for value in sure) else [],
        "end": rounded(words[-1].end) if words else 0,
    }


def columns_to_words(columns: Columns, ends_before: Sequence[int], ledger: Sequence[Change]) -> tuple[Word, ...]:
    """The words of `columns`, whose sentences end before the words `ends_before`; `ledger` tells their places."""
    texts, starts = columns["text"].split(), columns["start"]
    timed = [True] * len(texts)
    for first, last in columns["interpolated"]:
        timed[first:last] = [False] * (last - first)
    shown = _usual_forms(texts, ends_before)
    for n, form in columns["shown"]:
        shown[n] = form
    shown = ["" if form == text else form for form, text in zip(shown, texts, strict=True)]
    ends = [*starts[1:], columns["end"]][: len(texts)]
    sure = columns["confidence"] or [None] * len(texts)
    rows = zip(texts, starts, ends, timed, sure, _places(len(texts), ledger), shown, strict=True)
    return tuple(Word(*row) for row in rows)


def ends_to_sentences(ends_before: Sequence[int], words: Sequence[Word]) -> tuple[Passage, ...]:
    """The sentences that end before these words, one after the other."""
    return tuple(_sentence(words, first, last) for first, last in pairwise([0, *ends_before]))


def rounded(second: float) -> float:
    """`second`, rounded: milliseconds are all a caption format has."""
    return round(second, 3)


def _usual_forms(texts: Sequence[str], ends_before: Sequence[int]) -> list[str]:
    """How words are mostly written: a capital on the first of a sentence, a full stop on the last.

    `ends_before` are the words that sentences end before.
    """
    forms = list(texts)
    for first, last in pairwise([0, *ends_before]):
        forms[first] = capital(forms[first])
        forms[last - 1] = closed(forms[last - 1], ".")
    return forms


def _places(count: int, ledger: Sequence[Change]) -> list[int]:
    """The place in the transcript of each of `count` words: the first of those that a repair stands for."""
    places: list[int] = []
    heard = 0
    for change in ledger:
        if change.after:
            plain = change.first - len(places)
            places += [*range(heard, heard + plain), *[heard + plain] * (change.last - change.first)]
            heard += plain + len(change.before.split())
    return [*places, *range(heard, heard + count - len(places))]


def _interpolated(words: Sequence[Word]) -> list[list[int]]:
    """The half-open spans of words whose times were interpolated."""
    spans = []
    for timed, group in groupby(enumerate(words), key=lambda pair: pair[1].timed):
        members = [index for index, _ in group]
        if not timed:
            spans.append([members[0], members[-1] + 1])
    return spans


def _sentence(words: Sequence[Word], first: int, last: int) -> Passage:
    said = words[first:last]
    return Passage(first, first + len(said), said[0].start, said[-1].end, " ".join(word.display for word in said))
