"""Alias tables: words as they are mis-heard, and the term that was said.

The package carries one for machine learning. A course and a user can have files of their own, TOML with one line an
alias; ``false`` says that the words are right as they are, and no repair of them is ever proposed again::

    "ray loo" = "ReLU"
    "squad" = false
"""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path

from lecturebook.clean.terms.model import Aliases
from lecturebook.errors import SettingsError
from lecturebook.model import Change
from lecturebook.tokens import tokenize

# what may stand around a term in a sentence
_STOPS = ".,;:?!…()[]\"'“”‘’"
_SHIPPED = "machine_learning.toml"
_ACCEPTED = 'lines like "ray loo" = "ReLU", or "squad" = false for words that are right'
# so many different words of its field make a lecture one that a shipped table was written for
_LEAST_EVIDENCE = 3
# a file or an alias larger than this was made by no person
_MOST_BYTES, _MOST_LETTERS, _MOST_WORDS = 1_000_000, 120, 8


def alias_key(text: str) -> str:
    """Heard words as they are looked up: bare, parted at hyphens, one space between them.

    >>> alias_key("Ray-Loo,"), alias_key("brain j/s")
    ('ray loo', 'brain j s')
    """
    # compatible forms of some signs hold a blank (a macron's does), which has to part words before and not after
    return " ".join(tokenize(unicodedata.normalize("NFKC", text).split(), "").plain)


def heard_as(change: Change) -> tuple[str, str]:
    """What was heard and what was meant, however spelled: changes that share it are one, at several places."""
    return alias_key(change.before), alias_key(change.after)


def read_aliases(path: Path) -> Aliases:
    """The aliases in the file at `path`; none where there is no such file.

    Raises SettingsError for a file that is no TOML, or a line that is no alias, with what would do.
    """
    if not path.is_file():
        return Aliases()
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingsError(path.name, f"more than {_MOST_BYTES:,} bytes", _ACCEPTED)
        return parse_aliases(path.read_bytes(), path.name)
    except OSError as error:
        raise SettingsError(path.name, error.strerror or str(error), "a file that can be read") from error


def parse_aliases(data: bytes, file: str) -> Aliases:
    """The aliases in `data`, which was read from `file`. Raises SettingsError as `read_aliases` does."""
    return _aliases(_toml(data, file), file)


@functools.cache
def shipped_aliases() -> Aliases:
    """The table for machine learning that travels with the package; its evidence keeps it to lectures of that field."""
    table = _shipped()
    both = _aliases({**table["heard"], **table["careful"]}, _SHIPPED)
    return replace(both, evidence=frozenset(table["field"]["words"]), careful=frozenset(table["careful"]))


@functools.cache
def shipped_spellings() -> tuple[str, ...]:
    """Right spellings of terms of machine learning."""
    return tuple(_shipped()["spelling"]["terms"])


def is_at_home(table: Aliases, said: Collection[str]) -> bool:
    """Whether a lecture that has `said` these bare words is of the field that `table` was written for."""
    return not table.evidence or sum(word in table.evidence for word in set(said)) >= _LEAST_EVIDENCE


def accept_line(before: str, after: str) -> str:
    """The line that, added to a file of aliases, makes `after` of the heard words `before` for good.

    >>> accept_line("Ray loop,", "ReLU,")
    '"ray loop" = "ReLU"'
    """
    return f"{_quoted(alias_key(before))} = {_quoted(after.strip(_STOPS))}"


def refuse_line(before: str) -> str:
    """The line that, added to a file of aliases, keeps any repair of `before` from being made or proposed again."""
    return f"{_quoted(alias_key(before))} = false"


def _quoted(text: str) -> str:
    """`text` as a TOML string in one line: what captions hold must not end it."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


@functools.cache
def _shipped() -> Mapping[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files(__package__).joinpath(_SHIPPED).read_text(encoding="utf-8"))


def _toml(data: bytes, file: str) -> dict[str, object]:
    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(file, str(error), f"TOML in UTF-8: {_ACCEPTED}") from error


def _aliases(table: Mapping[str, object], file: str) -> Aliases:
    terms: dict[str, str] = {}
    refused: set[str] = set()
    for heard, term in table.items():
        key = alias_key(heard)
        if not key or len(key) > _MOST_LETTERS or len(key.split()) > _MOST_WORDS:
            raise SettingsError(file, f"{heard[:_MOST_LETTERS]!r}", f"one to {_MOST_WORDS} words on the left")
        if key in refused or key in terms:
            raise SettingsError(file, f"{heard!r} twice", "each heard words once")
        if term is False:
            refused.add(key)
        elif isinstance(term, str) and _is_term(term):
            terms[key] = " ".join(term.split())
        else:
            raise SettingsError(file, f"{heard!r} = {str(term)[:_MOST_LETTERS]!r}", _ACCEPTED)
    return Aliases(terms, frozenset(refused))


def _is_term(term: str) -> bool:
    words = term.split()
    return 0 < len(words) <= _MOST_WORDS and len(term) <= _MOST_LETTERS and all(word.isprintable() for word in words)
