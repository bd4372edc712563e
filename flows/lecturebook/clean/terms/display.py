"""Display forms: how a term is written, however the source writes it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from lecturebook.clean.terms.aliases import is_at_home, shipped_aliases, shipped_spellings
from lecturebook.clean.terms.candidates import REAL_ZIPF
from lecturebook.clean.terms.model import Term
from lecturebook.clean.terms.sounds import letters
from lecturebook.language import bare, zipf

_LONGEST = 4
_INNER_CAPITAL = re.compile(r"\w[A-Z]|\d")
# a word between its stops and brackets; a possessive is none of it
_EDGES = re.compile(r"(\W*)(.*?)((?:['’]s)?\W*)", re.S)


def display_table(terms: Iterable[str] = ()) -> Mapping[str, str]:
    """Letters of a term -> its display form: the shipped ones, and `terms` (those of a course), which win.

    A term that in lower case is an English word ("Adam", "SQuAD") is left out: its letters do not tell it.
    """
    return _shipped_table() | _table(terms)


def spellings_for(words: Iterable[str], terms: Iterable[Term]) -> Mapping[str, str]:
    """The display table for a lecture of `words`: what a person wrote down, names among the other `terms`, and the
    shipped ones where the lecture is of their field.

    A word that a title or a sentence began with a capital proves no name; "PyTorch" does.
    """
    proven = (term.text for term in terms if term.given or _INNER_CAPITAL.search(term.text))
    shipped = _shipped_table() if is_at_home(shipped_aliases(), [bare(word) for word in words]) else {}
    return shipped | _table(proven)


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


def spelled(tokens: Sequence[str], table: Mapping[str, str]) -> list[str]:
    """`tokens` with the capitals of the terms among them; every letter and stop stays.

    >>> spelled(["The", "relu,", "and", "hugging", "face."], {"relu": "ReLU", "huggingface": "Hugging Face"})
    ['The', 'ReLU,', 'and', 'Hugging', 'Face.']
    """
    shown = list(tokens)
    parts = [_EDGES.fullmatch(token) for token in tokens]
    cores = [match[2] if match else "" for match in parts]
    first = 0
    while first < len(shown):
        last = _spelled_end(cores, first, table)
        if last > first:
            forms = _form(letters("".join(cores[first:last])), table).split()
            for n, form in zip(range(first, last), forms, strict=True):
                shown[n] = tokens[n].replace(cores[n], form, 1)
        first = max(last, first + 1)
    return shown


def _spelled_end(cores: Sequence[str], first: int, table: Mapping[str, str]) -> int:
    """The end of the longest term that begins at `first` and differs from `cores` in case alone; `first` for none."""
    for last in range(min(first + _LONGEST, len(cores)), first, -1):
        words = cores[first:last]
        if (
            [word.casefold() for word in _form(letters("".join(words)), table).split()]
            == [word.casefold() for word in words]
            != [""]
        ):
            return last
    return first


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
