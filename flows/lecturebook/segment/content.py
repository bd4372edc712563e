"""The content words of a lecture, as numbers of their stems: what tells one topic's words from another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lecturebook.language import FUNCTION_WORDS, bare, root, zipf
from lecturebook.model import Word
from lecturebook.stoplists import HARD

_SHORTEST = 3
# a stem said once tells of no change
_LEAST_OFTEN = 2
# in languages without a stop list of ours, words more frequent than this (Zipf value) are function words
_FUNCTION_ZIPF = 5.5


def content_types(words: Sequence[Word], units: Sequence[tuple[int, int]], language: str) -> list[list[int]]:
    """For each unit the types of its content words, numbered from 0 in the order they are first said.

    Content words have three letters or more, are no stop words or fillers, and their stem is said twice or more.
    """
    stems = [_stems([word.text for word in words[first:last]], language) for first, last in units]
    counts = Counter(each for row in stems for each in row)
    numbers: dict[str, int] = {}
    return [[numbers.setdefault(each, len(numbers)) for each in row if counts[each] >= _LEAST_OFTEN] for row in stems]


def _stems(texts: Sequence[str], language: str) -> list[str]:
    plain = (bare(text) for text in texts)
    return [root(word, language) for word in plain if _is_content(word, language)]


def _is_content(word: str, language: str) -> bool:
    if len(word) < _SHORTEST or word.isdigit():
        return False
    if language == "en":
        return word not in HARD
    return word not in FUNCTION_WORDS.get(language, frozenset()) and zipf(word, language) < _FUNCTION_ZIPF
