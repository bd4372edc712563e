"""Labels from punctuated text: what stands after each word, how it is cased, whether it is a filler.

A word is what a speech recogniser would write: lower case, no punctuation round it. Its labels are what the tagger has
to give back. `IGNORED` marks what the loss leaves out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

NONE, COMMA, PERIOD, QUESTION = range(4)
LOWER, CAPITAL, UPPER = range(3)
KEEP, DROP = range(2)
IGNORED = -100

Part = Literal["train", "dev", "test"]

_OPENING = "\"'“”‘’«»([{<*_`~#"
_CLOSING = "\"'“”‘’«»)]}>*_`~"
_DASHES = "-–—−"
_STOPS = {"?": QUESTION, ".": PERIOD, "!": PERIOD, ";": PERIOD, "…": PERIOD, ",": COMMA, ":": COMMA}
# the stop of these is part of them; those of the second set also end sentences
_ABBREVIATED = frozenset("mr mrs ms dr prof st vs e.g i.e cf al fig no approx dept gen sen rep".split())
_ABBREVIATED_LAST = frozenset("etc inc jr sr ltd corp co a.m p.m u.s u.k u.n ph.d m.d b.a d.c".split())
# an em dash between words parts them; between digits it is a range and stays
_INNER_DASH = re.compile(
    r"(?<=[^\W\d])(?:--+|—|\s–\s)(?=\w)|(?<=\d)(?:--+|—)(?=[^\W\d])|(?<=\w)\.{3,}(?=\w)|(?<=\w)…(?=\w)"
)
_FILLERS = frozenset("um uh uhm umm uhh erm er hmm mm mhm ah eh".split())


class Word(NamedTuple):
    """One word as heard, with its labels."""

    text: str
    punctuation: int
    casing: int
    filler: int = KEEP


def documents(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Id and paragraphs of each document; a line ``### id`` opens one."""
    name, paragraphs = "", list[str]()
    for line in lines:
        if line.startswith("### "):
            if paragraphs:
                yield name, paragraphs
            name, paragraphs = line[4:].strip(), []
        elif line.strip():
            paragraphs.append(line.strip())
    if paragraphs:
        yield name, paragraphs


def part(document: str) -> Part:
    """Where the document with this id belongs: 5 % dev (thresholds), 5 % test (figures), the rest train.

    The sha256 of the id decides, so that the split is the same whatever else is in the folder.
    """
    draw = int.from_bytes(hashlib.sha256(document.encode()).digest()[:4], "big") % 100
    return "dev" if draw < 5 else "test" if draw < 10 else "train"


def words_of(paragraph: str) -> list[Word]:
    """The words of `paragraph` with their labels, each token of it one word, or none if it is punctuation only."""
    tokens = _INNER_DASH.sub(lambda match: f"{match[0].strip()} ", paragraph.replace("’", "'")).split()
    words: list[Word] = []
    begins = True
    for n, token in enumerate(tokens):
        core, mark = _part_token(token, next_token=tokens[n + 1] if n + 1 < len(tokens) else "")
        if not any(char.isalnum() for char in core):
            mark = mark or (COMMA if token[0] in _DASHES else NONE)
            if words and mark and words[-1].punctuation == NONE:
                words[-1] = words[-1]._replace(punctuation=mark)
                begins = mark != COMMA
            continue
        casing = IGNORED if begins else casing_of(core)
        words.append(Word(core.lower(), mark, casing, DROP if core.lower() in _FILLERS else KEEP))
        begins = mark in (PERIOD, QUESTION)
    if words and words[-1].punctuation in (NONE, COMMA):
        # a turn that breaks off ends for the reader, but nobody wrote how; a colon before a list is a stop
        words[-1] = words[-1]._replace(punctuation=IGNORED if words[-1].punctuation == NONE else PERIOD)
    return words


def _part_token(token: str, *, next_token: str) -> tuple[str, int]:
    """The word inside `token` and the label of what stands behind it."""
    core = token.lstrip(_OPENING + _DASHES)
    bare = core.rstrip(_CLOSING + _DASHES + "".join(_STOPS))
    tail = core[len(bare) :]
    marks = [_STOPS[char] for char in tail if char in _STOPS]
    if not marks:
        return bare, COMMA if len(tail.strip(_CLOSING)) > 1 or "—" in tail or "–" in tail else NONE
    if "..." in tail or "…" in tail:
        follows = next_token.lstrip(_OPENING)[:1]
        return bare, QUESTION if "?" in tail else PERIOD if not follows or follows.isupper() else COMMA
    mark = max(marks)
    if mark == PERIOD and tail.strip(_CLOSING) == "." and _is_abbreviated(bare, next_token):
        return bare, NONE
    return bare, mark


def _is_abbreviated(bare: str, next_token: str) -> bool:
    """Whether the stop behind `bare` belongs to it and ends nothing."""
    low = bare.lower()
    if low in _ABBREVIATED or (len(bare) == 1 and bare.isupper() and bare != "I" and next_token[:1].isupper()):
        return bool(next_token)
    return low in _ABBREVIATED_LAST and bool(next_token) and not next_token[:1].isupper()


def casing_of(word: str) -> int:
    """How `word` is written; `IGNORED` where none of the three classes gives it back (``iPhone``, ``GPUs``, ``42``)."""
    letters = "".join(char for char in re.sub(r"'s?$", "", word) if char.isalpha())
    if not letters:
        return IGNORED
    if letters.islower():
        return LOWER
    if letters.isupper() and len(letters) > 1:
        return UPPER
    if not letters[0].isupper() or (letters[:-1].isupper() and len(letters) > 2 and letters[-1] == "s"):
        return IGNORED
    return CAPITAL
