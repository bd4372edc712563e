"""Quotes: passages as they are read, without what need not be."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from lecturebook.clean.fillers import Hidden
from lecturebook.clean.sentences import capital
from lecturebook.model import Change, Passage, Word

# editors leave these in more often than not, and nobody asked for them to go
_READ_ALL_THE_SAME = frozenset({"i_mean", "okay"})
_STOP = re.compile(r"[.?!…]+$")
_COMMA = re.compile(r"[,;:]$")


def hidden_changes(words: Sequence[Word], hidden: Sequence[Hidden]) -> tuple[Change, ...]:
    """What quotes leave out of `words`, in order: the spans of `hidden` but for those that are read all the same."""
    return tuple(
        Change(
            rule=span.rule,
            first=span.first,
            last=span.last,
            second=words[span.first].start,
            before=" ".join(word.text for word in words[span.first : span.last]),
            after="",
        )
        for span in hidden
        if span.rule not in _READ_ALL_THE_SAME
    )


def quote(passage: Passage, words: Sequence[Word], left_out: Container[int]) -> Passage:
    """`passage` without the words `left_out`, which it neither begins nor ends with; as it is if nothing would stay.

    The stop of a word that goes passes to the one before it, the capital to the one after.
    """
    tokens = dict(enumerate(passage.text.split(" "), start=passage.first))
    kept = [n for n in tokens if n not in left_out]
    if not kept or len(kept) == len(tokens):
        return passage
    shown: list[str] = []
    begins = False
    for n, token in tokens.items():
        stop = _STOP.search(token)
        if n not in left_out:
            shown.append(capital(token) if begins else token)
            begins = False
            continue
        begins = begins or (token[:1].isupper() and (not shown or _STOP.search(shown[-1]) is not None))
        if stop and shown and not _STOP.search(shown[-1]):
            shown[-1] = _COMMA.sub("", shown[-1]) + stop[0]
            begins = True
    first, last = kept[0], kept[-1] + 1
    return replace(
        passage, first=first, last=last, start=words[first].start, end=words[last - 1].end, text=" ".join(shown)
    )
