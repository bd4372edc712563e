"""Whether words were said at a second: the lecture's own words, by second, against those of a statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from lecturebook.check.pages import Statement
from lecturebook.model import Guide
from lecturebook.render.markdown_text import printable
from lecturebook.render.transcript import event_text

# the display form adds these to a word, and capitals; nothing else
_STOPS = ".,?!;:…"
_SIGNS_AROUND = re.compile(r"\A\W+|\W+\Z")


def spoken(text: str) -> str:
    """A word without what its display form may add.

    >>> spoken("Page."), spoken("C++")
    ('page', 'c++')
    """
    return printable(text).casefold().strip(_STOPS)


class SpokenWords:
    """The words of one lecture, to be asked what was said at a second."""

    def __init__(self, guide: Guide) -> None:
        self.words = [spoken(word.text) for word in guide.words]
        left_out = guide.left_out
        places = [n for n in range(len(self.words)) if n not in left_out]
        self._quoted = [self.words[n] for n in places]
        # where each word stands in what quotes show; one that they leave out is looked for in all words only
        self._place = {n: place for place, n in enumerate(places)}
        self._starts = [word.start for word in guide.words]
        self._at: defaultdict[int, list[int]] = defaultdict(list)
        for n, start in enumerate(self._starts):
            self._at[int(start)].append(n)
        repairs = {(change.before, _plain(change.after)) for change in guide.ledger if change.after}
        self._repairs = [(before, set(after.split())) for before, after in repairs]
        self._events = [(event.second, " ".join(printable(event_text(event)).split())) for event in guide.events]

    def proves(self, statement: Statement) -> bool:
        """Whether the lecture has these words in this order, those that the time is about at its second."""
        tokens = [spoken(token) for token in statement.words.split()]
        heard = [" ".join(part.text.split()) for part in statement.parts if part.kind == "event"]
        if not set(heard) <= {text for _, text in self._events} or not (tokens or heard):
            return False
        if statement.parts[0].kind == "event":
            return any(self._have(tokens, n) for n in self._after_event(statement.time.second, heard[0]))
        before = _before_focus(statement)
        return any(self._have(tokens, n - before) for n in self._at[statement.time.second])

    def proves_heard(self, shown: str, heard: str) -> bool:
        """Whether words that are `shown` are of a repair of what was `heard`, or of a repair of each part of it.

        A link to a concept may begin before a repair or end inside it: some words of the repair are then in no link.
        """
        words = set(_plain(shown).split())
        if any(before == heard and words & after for before, after in self._repairs):
            return True
        return ", " in heard and all(self.proves_heard(shown, part) for part in heard.split(", "))

    def _after_event(self, second: int, text: str) -> Iterator[int]:
        """Where the words after a sound may begin that stands at the head of a statement."""
        for at, name in self._events:
            if int(at) == second and name == text:
                first = bisect_left(self._starts, at)
                # other sounds may come between; a statement lasts a minute, so its words are not far
                yield from range(max(0, first - 1), min(len(self._starts) + 1, first + 2))

    def _have(self, tokens: list[str], first: int) -> bool:
        """Whether `tokens` stand at the word `first`: all that was said, or what quotes show of it."""
        if first < 0 or self.words[first : first + len(tokens)] == tokens:
            return first >= 0
        place = self._place.get(first)
        return place is not None and self._quoted[place : place + len(tokens)] == tokens


def _plain(text: str) -> str:
    """The words alone: signs around one stand beside what tells of a repair, not in it; words of signs are all one."""
    return " ".join(_SIGNS_AROUND.sub("", spoken(word)) or "-" for word in text.split())


def _before_focus(statement: Statement) -> int:
    """How many words stand before those that the time is about."""
    before = 0
    for part in statement.parts:
        if part.kind == "focus":
            return before
        if part.kind == "words":
            before += len(part.text.split())
    return 0
