"""What every reader does to text: entities, control characters, Unicode form, white space."""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

# Bounded, with its semicolon, and known as a whole: html.unescape() alone raises ValueError on a number of 5,000
# digits, and makes "R©right" of "R&copyright" and "©right;" of "&copyright;".
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# C0 and C1 go, but for those that part words; lone surrogates (from JSON escapes) cannot be written as UTF-8
_CONTROLS: dict[int, int | None] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xFEFF], None),
    **dict.fromkeys(map(ord, "\t\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), ord(" ")),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
    ord("\n"): ord("\n"),
}

# for a class of a pattern: what ``\w`` lacks of names, which is accents written apart, the points of Hebrew and Arabic,
# joiners, and the vowels of scripts from Devanagari to Khmer (their whole blocks)
NAME_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u200c\u200d\u0900-\u109f\u1780-\u17ff"

# CPython sorts combining marks by insertion: a run of 80,000 takes 5 s, twice as many four times that. UAX
# #15 calls 30 in a row safe for all languages.
_MOST_MARKS = 30
_LONG_RUN = re.compile(rf"[^\w\s]{{{_MOST_MARKS + 1}}}")


def unescape(text: str) -> str:
    """`text` with HTML entities resolved, once.

    >>> unescape("a &lt; b &amp;amp; R&D")
    'a < b &amp; R&D'
    """
    return _ENTITY.sub(_character, text) if "&" in text else text


def has_entity(text: str) -> bool:
    """Whether `unescape` would change `text`."""
    return "&" in text and any(_character(match) != match[0] for match in _ENTITY.finditer(text))


def _character(entity: re.Match[str]) -> str:
    """What `entity` stands for; itself where it has no name that HTML knows."""
    name = entity[0][1:]
    return html.unescape(entity[0]) if name[0] == "#" or name in html5 else entity[0]


def drop_controls(text: str) -> str:
    """`text` without control characters: those that part words become a space, newlines stay."""
    return text if text.isascii() and text.isprintable() else text.translate(_CONTROLS)


def clean_text(text: str) -> str:
    r"""`text` as a cue may hold it: NFC, no control characters, no empty lines, single spaces.

    >>> clean_text(" so\tI\x00  hope \r\n\n you\u2028enjoyed ")
    'so I hope\nyou enjoyed'
    """
    if _is_clean(text):
        return text
    text = drop_controls(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _bound_marks(text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_clean(text: str) -> bool:
    """Whether `text` is plain ASCII that needs no cleaning, as most captions are; a false "no" costs time only."""
    flat = text.replace("\n", " ")
    return flat.isascii() and flat.isprintable() and "  " not in flat and flat == flat.strip()


def clean_line(text: str) -> str:
    """`text` cleaned and on one line, as titles and ids are."""
    return " ".join(clean_text(text).split())


def is_visible(text: str) -> bool:
    """Whether `text` has a character that can be seen; zero-width marks alone make no caption."""
    return text[:1].isalnum() or any(char.isprintable() and not char.isspace() for char in text)


def show(text: str, *, most: int = 60) -> str:
    """The first `most` characters of `text`, safe for a terminal and quoted, for messages.

    >>> show("one\\x1b[31m\\ntwo")
    "'one [31m two'"
    """
    head = "".join(char if char.isprintable() else " " for char in text[: most + 1])
    return "'" + (head if len(head) <= most else head[:most] + "…") + "'"


def _bound_marks(text: str) -> str:
    """`text` with no more than `_MOST_MARKS` combining marks in a row."""
    if _LONG_RUN.search(text) is None:
        return text
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
