"""What makes a concept the same in all lectures of a course, whatever each of them calls it."""

from __future__ import annotations

from lecturebook.concepts.variants import spelling_key
from lecturebook.language import stem
from lecturebook.stoplists import CLIPPED, CLIPPED_AT_END, FUNCTION_HEADS
from lecturebook.tokens import Stems


def identity(phrase: Stems, language: str) -> str:
    """The key of the concept that is called `phrase`: its spelling without spaces, clipped words whole and without an
    empty head, so that lectures that never meet agree.

    >>> identity(("neural", "net"), "en"), identity(("cross", "entropi", "loss"), "en"), identity(("net",), "en")
    ('neuralnetwork', 'crossentropi', 'net')
    """
    if language != "en" or not phrase:
        return spelling_key(phrase)
    *before, last = [_WHOLE.get(word, word) for word in phrase]
    if before:
        last = _WHOLE_AT_END.get(last, last)
    is_empty = len(before) > 1 and last in _HEADS
    return spelling_key((*before,) if is_empty else (*before, last))


def _stemmed(clipped: dict[str, str]) -> dict[str, str]:
    return {stem(short): stem(whole) for short, whole in clipped.items()}


_WHOLE, _WHOLE_AT_END = _stemmed(CLIPPED), _stemmed(CLIPPED_AT_END)
_HEADS = frozenset(stem(word) for word in FUNCTION_HEADS)
