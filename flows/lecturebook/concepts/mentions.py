"""Every mention of every concept, by a full scan: whole words, inflections and aliases, nothing sampled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lecturebook.concepts.tokens import Stems, Tokens


def find_mentions(tokens: Tokens, phrases: Mapping[str, Iterable[Stems]]) -> dict[str, list[tuple[int, int]]]:
    """For each key the half-open word spans where one of its stem sequences is said, in order.

    Mentions of one key never overlap: the longest phrase at the earliest word wins. Mentions of different keys may
    ("buffer pool" is said inside "buffer pool manager").
    """
    by_first: defaultdict[str, list[tuple[Stems, str]]] = defaultdict(list)
    for key in phrases:
        for phrase in set(phrases[key]):
            if phrase:
                by_first[phrase[0]].append((phrase, key))
    for entries in by_first.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry))
    found: dict[str, list[tuple[int, int]]] = {key: [] for key in phrases}
    for start, first in enumerate(tokens.stems):
        for phrase, key in by_first.get(first, ()):
            end = start + len(phrase)
            span = (tokens.word[start], tokens.word[min(end, len(tokens.word)) - 1] + 1)
            free = not found[key] or found[key][-1][1] <= span[0]
            if free and tuple(tokens.stems[start:end]) == phrase:
                found[key].append(span)
    return found
