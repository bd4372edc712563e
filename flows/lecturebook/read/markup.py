"""Tags in captions: those that captions use go, anything else in angle brackets was said.

In a lecture on tokenizers "<s> and </s>" is a whole cue, and "<mask>" is hardly ever escaped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lecturebook.model import CueWord
from lecturebook.read.text import has_entity, unescape

# SRT's own, and the placing codes of SSA; what no format has, but web pages do; a tag that its line's end cut off
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OWN = r"</?(?:[biu]\s*|font(?:\s[^<>]*)?)>|\{\\[^{}]*\}"
_FOREIGN = r"</?(?:c(?:\.[^<>\s]*)?|(?:span|div|p|em|strong|v|a)(?:\s[^<>]*)?)>"
_CUT = r"</?(?:font|span)\b[^<>]*$|</[biu]$"
_TAG = re.compile(rf"({_OWN})|{_FOREIGN}|{_CUT}", re.IGNORECASE)
_NAME = re.compile(r"<(/?)\s*([a-z]+)", re.IGNORECASE)

# YouTube coloured words by how sure it was when its captions could not say so otherwise: white, and these greys
_COLOUR = re.compile(r"<font\s[^<>]*color\s*=\s*[\"']?#?([0-9a-f]{6})[^<>]*>|(</font\s*>)", re.IGNORECASE)
_SURE_GREYS = {"e5e5e5", "cccccc"}


class Plain(NamedTuple):
    """Text without markup, and the reasons of the repairs it took."""

    text: str
    repairs: tuple[str, ...] = ()


def plain(text: str) -> Plain:
    """`text`, the lines of an SRT cue, without tags and entities.

    >>> plain("<i>if a < b</i> &amp; <s>")
    Plain(text='if a < b & <s>', repairs=('entities',))
    """
    repairs = []
    if not ("<" in text or "{" in text or "&" in text):  # as nearly every cue
        return Plain(text)
    if "<" in text or "{" in text:
        text, is_odd = _without_tags(text)
        repairs += ["tags"] if is_odd else []
    if has_entity(text):
        text = unescape(text)
        repairs.append("entities")
    return Plain(text, tuple(repairs))


def _without_tags(text: str) -> tuple[str, bool]:
    """`text` without tags, and whether they were foreign or did not match."""
    text, breaks = _BREAK.subn("\n", text)
    balance: Counter[str] = Counter()
    is_odd = bool(breaks)

    def drop(match: re.Match[str]) -> str:
        nonlocal is_odd
        if match[1] is None:
            is_odd = True
        elif (name := _NAME.match(match[1])) is not None:
            balance[name[2].lower()] += -1 if name[1] else 1
        return ""

    stripped = _TAG.sub(drop, text)
    return stripped, is_odd or any(balance.values())


def has_confidence_colours(text: str) -> bool:
    """Whether the colours of a whole SRT file are the two greys that say how sure YouTube was of a word."""
    if "<font" not in text.lower():  # the search below is a slow one
        return False
    found: set[str] = set()
    for match in _COLOUR.finditer(text):
        if match[1]:
            found.add(match[1].lower())
            if not found <= _SURE_GREYS:
                return False
    return found == _SURE_GREYS


def coloured_words(text: str) -> list[CueWord]:
    """The words of a cue with its colour's brightness as confidence: white 1, `#E5E5E5` .9, `#CCCCCC` .8.

    What YouTube meant by a colour is nowhere written, so the scale is the colour's own; its order is what counts.

    >>> [(word.text, word.confidence) for word in coloured_words('so<font color="#CCCCCC"> Simon</font>')]
    [('so', 1.0), (' Simon', 0.8)]
    """
    words: list[CueWord] = []
    at, confidence = 0, 1.0
    for match in _COLOUR.finditer(text):
        words += _words(text[at : match.start()], confidence)
        at = match.end()
        confidence = int(match[1][:2], 16) / 255 if match[1] else 1.0
    return [*words, *_words(text[at:], confidence)]


def _words(stretch: str, confidence: float) -> Sequence[CueWord]:
    said = plain(stretch).text
    return [CueWord(word, confidence=round(confidence, 2)) for word in re.findall(r"\s*\S+(?:\s+$)?", said)]
