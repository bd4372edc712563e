"""Where a text names concepts: the text in pieces, the names among them with links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lecturebook.render.views import Piece

_TOKEN = re.compile(r"\S+")
# around a word, and no part of it; "C++" and "#" keep their signs
_AROUND = ".,?!;:…\"'“”‘’()[]«»—–"


class TermLinker:
    """Finds names of concepts in texts of one lecture, longest first; `links` are the pages of their names."""

    def __init__(self, names: Mapping[str, Iterable[str]], links: Mapping[str, str]) -> None:
        self._links = {key: href for key, href in links.items() if href}
        self._keys: dict[tuple[str, ...], str] = {}
        for key in self._links:
            for name in names.get(key, ()):
                self._keys.setdefault(_words(name), key)
        self._keys.pop((), None)
        self._longest = max(map(len, self._keys), default=0)

    def pieces(self, text: str, taken: set[str]) -> tuple[Piece, ...]:
        """`text` in pieces; a concept in `taken` gets no link, one that gets a link is added: once is enough."""
        tokens = list(_TOKEN.finditer(text))
        words = [_word(token[0]) for token in tokens]
        found: list[Piece] = []
        at = done = 0
        while at < len(tokens):
            length, key = self._longest_at(words, at)
            if key and key not in taken:
                taken.add(key)
                first, last = tokens[at], tokens[at + length - 1]
                start = first.start() + _leading(first[0])
                end = last.end() - (len(last[0]) - len(last[0].rstrip(_AROUND)))
                found += [Piece(text[done:start]), Piece(text[start:end], self._links[key])]
                done = end
            at += max(1, length)
        found.append(Piece(text[done:]))
        return tuple(piece for piece in found if piece.text)

    def _longest_at(self, words: list[str], at: int) -> tuple[int, str]:
        for length in range(min(self._longest, len(words) - at), 0, -1):
            if key := self._keys.get(tuple(words[at : at + length])):
                return length, key
        return 0, ""


def _words(name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_word, name.split())))


def _word(token: str) -> str:
    return token.strip(_AROUND).casefold()


def _leading(token: str) -> int:
    return len(token) - len(token.lstrip(_AROUND))
