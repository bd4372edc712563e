"""Every mention of every concept, by a full scan: whole words, inflections and aliases, nothing sampled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lecturebook.tokens import Stems, Tokens


class Phrases:
    """Stem sequences to be found, by the key that each stands for; made once, and asked for any number of lectures."""

    def __init__(self, phrases: Mapping[str, Iterable[Stems]]) -> None:
        self._by_first: defaultdict[str, list[tuple[Stems, str]]] = defaultdict(list)
        for key in phrases:
            for phrase in set(phrases[key]):
                if phrase:
                    self._by_first[phrase[0]].append((phrase, key))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry))

    def find(self, tokens: Tokens) -> dict[str, list[tuple[int, int]]]:
        """The half-open word spans, in order, of each key that is said.

        Mentions of one key never overlap: the longest phrase at the earliest word wins. Mentions of different keys may
        ("buffer pool" is said inside "buffer pool manager").
        """
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for start, first in enumerate(tokens.stems):
            for phrase, key in self._by_first.get(first, ()):
                if tuple(tokens.stems[start : start + len(phrase)]) != phrase:
                    continue
                span = (tokens.word[start], tokens.word[start + len(phrase) - 1] + 1)
                if not found[key] or found[key][-1][1] <= span[0]:
                    found[key].append(span)
        return dict(found)


def find_mentions(tokens: Tokens, phrases: Mapping[str, Iterable[Stems]]) -> dict[str, list[tuple[int, int]]]:
    """For each key of `phrases` the half-open word spans where one of its stem sequences is said, in order."""
    found = Phrases(phrases).find(tokens)
    return {key: found.get(key, []) for key in phrases}
