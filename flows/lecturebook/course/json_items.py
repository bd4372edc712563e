"""JSON that need not fit into memory: values of an object's keys, and items of its lists, read one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

_SPACE = " \t\r\n"
_ENDS = frozenset(f"{_SPACE},:]}}")
# letters that are read at once
_PIECE = 1 << 16


def read_keys(file: Path, wanted: Sequence[str], also: Sequence[str] = ()) -> dict[str, Any]:
    """The values of `wanted` top-level keys of the object in `file`, and of those `also` that stand before the last of
    them; what stands behind that is not read.

    Raises ValueError where a key is not there, or the file holds no JSON up to it, and OSError where it cannot be read.
    """
    found = dict[str, Any]()
    with _opened(file) as text:
        text.expect("{")
        while not all(key in found for key in wanted):
            key = text.value()
            text.expect(":")
            if key in wanted or key in also:
                found[key] = text.value()
            else:
                text.skip()
            if not all(key in found for key in wanted):
                text.expect(",")
    return found


def read_items(file: Path, wanted: str) -> Iterator[Any]:
    """The items of the list under a top-level key of the object in `file`; none where there is no such key.

    Raises ValueError where that is no JSON, or the key has no list, and OSError where it cannot be read.
    """
    with _opened(file) as text:
        text.expect("{")
        while text.sign() not in {"", "}"}:
            key = text.value()
            text.expect(":")
            if key == wanted:
                yield from text.items()
                return
            text.skip()
            if text.sign() != "}":
                text.expect(",")


@contextmanager
def _opened(file: Path) -> Iterator[_Text]:
    with file.open(encoding="utf-8") as stream:
        yield _Text(stream)


class _Text:
    """The text of a file from some sign on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._decoder = stream, json.JSONDecoder()
        self._text, self._at = "", 0

    def sign(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def expect(self, sign: str) -> None:
        """Pass over `sign`, which must be the next. Raises ValueError."""
        if self.sign() != sign:
            raise ValueError(f"{sign!r} is missing before {self._text[self._at : self._at + 20]!r}")
        self._at += 1

    def value(self) -> Any:
        """The next value, whole. Raises ValueError."""
        self.sign()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except ValueError:
                if not self._more():
                    raise
            else:
                # unless something ends it, a number may go on: 1|.5
                if self._text[end : end + 1] in _ENDS or not self._more():
                    self._at = end
                    return value

    def items(self) -> Iterator[Any]:
        """The items of the next value, which must be a list. Raises ValueError."""
        self.expect("[")
        while self.sign() != "]":
            yield self.value()
            if self.sign() != "]":
                self.expect(",")
        self._at += 1

    def skip(self) -> None:
        """Pass over the next value; of a list no more than an item is in memory. Raises ValueError."""
        if self.sign() == "[":
            for _ in self.items():
                pass
        else:
            self.value()

    def _more(self) -> bool:
        """Read on; as much as is there already, so that a long value is not tried too often. Whether there was more."""
        rest = self._text[self._at :]
        piece = self._stream.read(max(_PIECE, len(rest)))
        self._text, self._at = rest + piece, 0
        return bool(piece)
