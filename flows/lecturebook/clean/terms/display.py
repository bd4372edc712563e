"""Display forms: how a term is written, however the source writes it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from lecturebook.clean.terms.aliases import shipped_spellings
from lecturebook.clean.terms.candidates import REAL_ZIPF
from lecturebook.clean.terms.sounds import letters
from lecturebook.language import zipf

_LONGEST = 4


def display_table(terms: Iterable[str] = ()) -> Mapping[str, str]:
    """Letters of a term -> its display form: the shipped ones, and `terms` (those of a course), which win.

    A term that in lower case is an English word ("Adam", "SQuAD") is left out: its letters do not tell it.
    """
    return _shipped_table() | _table(terms)


def display_form(name: str, table: Mapping[str, str] | None = None) -> str:
    """`name` with every term in it in its display form; what is no term stays as it is.

    >>> display_form("leaky relus"), display_form("cifar 10 images"), display_form("the layer")
    ('leaky ReLUs', 'CIFAR-10 images', 'the layer')
    """
    known = _shipped_table() if table is None else table
    words, shown, first = name.split(), [], 0
    while first < len(words):
        for last in range(min(first + _LONGEST, len(words)), first, -1):
            form = _form(letters("".join(words[first:last])), known)
            if form and _is_bare(words[first:last]):
                shown.append(form)
                first = last
                break
        else:
            shown.append(words[first])
            first += 1
    return " ".join(shown)


def _is_bare(words: list[str]) -> bool:
    """Whether no stop or bracket would be lost by writing the words anew."""
    return all(word[0].isalnum() and word[-1].isalnum() for word in words)


def _form(key: str, table: Mapping[str, str]) -> str:
    if key in table:
        return table[key]
    singular = table.get(key[:-1], "") if key.endswith("s") else ""
    # the plural of what already ends in one is none: "keras" and "keras"
    return f"{singular}s" if singular and not singular.endswith("s") else ""


def _table(terms: Iterable[str]) -> dict[str, str]:
    return {letters(term): term for term in terms if " " in term or zipf(letters(term), "en") <= REAL_ZIPF}


@functools.cache
def _shipped_table() -> dict[str, str]:
    return {letters(term): term for term in shipped_spellings()}
