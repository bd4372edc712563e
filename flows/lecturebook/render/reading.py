"""How long a text takes to read."""

from __future__ import annotations

from collections.abc import Iterable

from lecturebook.timecode import duration

# words a minute that adults read silently, non-fiction in English: mean of 190 studies (Brysbaert 2019, Journal of
# Memory and Language 109)
_WORDS_A_MINUTE = 238
# written without spaces between words, so that words cannot be counted by them
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def reading_time(texts: Iterable[str], language: str) -> str:
    """The time that `texts` take to read, in words; empty where it cannot be told, or there is nothing to read.

    >>> reading_time(["word " * 476], "en"), reading_time(["word"] * 30, "en"), reading_time(["待ち行列"], "ja")
    ('2 min', '10 s', '')
    """
    words = sum(len(text.split()) for text in texts)
    if not words or language.split("-")[0].lower() in _UNSPACED:
        return ""
    seconds = 60 * words / _WORDS_A_MINUTE
    return duration(max(10, round(seconds, -1)))
