"""Where a text names concepts: the text in pieces, the names among them with links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from lecturebook.model import Passage
from lecturebook.render.marks import Mark, WordMarks
from lecturebook.render.search import search_words
from lecturebook.render.views import Piece

_TOKEN = re.compile(r"\S+")
# around a word, and no part of it; "C++" and "#" keep their signs
_AROUND = ".,?!;:…\"'“”‘’()[]«»—–"


def told_aliases(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """The aliases worth telling: not what differs by case, accents or a plural s alone.

    >>> told_aliases("B-tree", ["B-trees", "b-tree", "balanced tree", "Balanced Trees"])
    ('balanced tree',)
    """
    told = {tuple(search_words(name)): name}
    for alias in aliases:
        told.setdefault(tuple(search_words(alias)), alias)
    return tuple(told.values())[1:]


@dataclass(frozen=True, slots=True)
class _Span:
    """The letters ``[first, last)`` of a text, and what is to be told of them."""

    first: int
    last: int
    href: str = ""
    heard: str = ""
    is_unsure: bool = False


class TermLinker:
    """Finds names of concepts in texts of one lecture, longest first; `links` are the pages of their names.

    `marks` tell besides which words were put right, and of which the recogniser was unsure.
    """

    def __init__(
        self, names: Mapping[str, Iterable[str]], links: Mapping[str, str], marks: WordMarks | None = None
    ) -> None:
        self._links = {key: href for key, href in links.items() if href}
        self._marks = marks
        self._keys: dict[tuple[str, ...], str] = {}
        for key in self._links:
            for name in names.get(key, ()):
                self._keys.setdefault(_words(name), key)
        self._keys.pop((), None)
        self._longest = max(map(len, self._keys), default=0)

    def pieces_of(self, passage: Passage, taken: set[str]) -> tuple[Piece, ...]:
        """A passage in pieces, as `pieces`."""
        return self.pieces(passage.text, taken, passage.first, passage.last)

    def pieces(self, text: str, taken: set[str], first: int = -1, last: int = -1) -> tuple[Piece, ...]:
        """`text` in pieces; a concept in `taken` gets no link, one that gets a link is added: once is enough.

        `text` shows the words of the lecture from `first` to `last`, which need not be told if it shows them all.
        """
        tokens = list(_TOKEN.finditer(text))
        marks: list[Mark] = []
        if self._marks is not None and first >= 0:
            marks = self._marks.of(first, first + len(tokens) if last < 0 else last, len(tokens))
        found: list[Piece] = []
        done = 0
        for span in self._spans(tokens, marks, taken):
            found += [Piece(text[done : span.first])]
            found += [Piece(text[span.first : span.last], span.href, span.heard, span.is_unsure)]
            done = span.last
        found.append(Piece(text[done:]))
        return tuple(piece for piece in found if piece.text)

    def _spans(self, tokens: list[re.Match[str]], marks: list[Mark], taken: set[str]) -> Iterator[_Span]:
        """What is to be told, in order and apart: links, with the repairs inside them, other repairs, unsure words."""
        words = [_word(token[0]) for token in tokens]
        at = 0
        while at < len(tokens):
            length, key = self._longest_at(words, at)
            is_link = bool(key) and key not in taken
            if is_link:
                taken.add(key)
            mark = marks[at] if marks else Mark()
            if not is_link:
                length = _same_repair(marks, at)
            if is_link or mark.repair or mark.is_unsure:
                inside = marks[at : at + length]
                heard = dict.fromkeys(one.repair.before for one in inside if one.repair)
                yield _Span(
                    *_core(tokens[at], tokens[at + length - 1]),
                    self._links[key] if is_link else "",
                    ", ".join(heard),
                    any(one.is_unsure for one in inside),
                )
            at += length

    def _longest_at(self, words: list[str], at: int) -> tuple[int, str]:
        for length in range(min(self._longest, len(words) - at), 0, -1):
            if key := self._keys.get(tuple(words[at : at + length])):
                return length, key
        return 0, ""


def _words(name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_word, name.split())))


def _word(token: str) -> str:
    return token.strip(_AROUND).casefold()


def _same_repair(marks: list[Mark], at: int) -> int:
    """How many words from `at` on are of its repair; one, where it is of none."""
    repair = marks[at].repair if marks else None
    return sum(1 for _ in takewhile(lambda mark: mark.repair is repair, marks[at:])) if repair else 1


def _core(first: re.Match[str], last: re.Match[str]) -> tuple[int, int]:
    """The letters from the first to the last token, without what stands around them, unless nothing else is there."""
    start, end = first.start() + _leading(first[0]), last.end() - (len(last[0]) - len(last[0].rstrip(_AROUND)))
    return (start, end) if start < end else (first.start(), last.end())


def _leading(token: str) -> int:
    return len(token) - len(token.lstrip(_AROUND))
