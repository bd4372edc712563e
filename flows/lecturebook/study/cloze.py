"""A sentence with a concept left out: what has to be hidden, and whether what is left tells which one it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from lecturebook.clean.quotes import quote
from lecturebook.concepts.cues import hangs, plain
from lecturebook.language import bare, stem
from lecturebook.model import Passage
from lecturebook.stoplists import FUNCTION
from lecturebook.study.lecture_text import LectureText

BLANK = "_____"
# words of the sentence (fewer give nothing to go by), and how often the concept may stand in it
_SHORTEST, _MOST = 12, 2
# words of meaning that are left to tell which it is
_LEAST_SHOWN = 5
# a gap for something that was said before, or news of the day
HANGS = re.compile(
    rf"\b(?:our|this|these|that|those|same|such|your|my|another) {BLANK}|^So (?:we|you|if)\b|"
    r"^(?:So|And|But|Then|Also),? (?:for|with|in|why|again|that)\b|\bwhy is this\b|\bthat's because\b|"
    rf"\b(?:I|I'm|I've|my|hopefully|in fact)\b|{BLANK}, {BLANK}|\b(?:do|does|did|doing) (?:that|this)\b|"
    r"\b(?:of|on|after|before|with|for|from|by|about|like|at|to|in) (?:this|that|these|those)"
    r"(?:$|[,.]| (?:also|is|are|was|will|would|can)\b)|\b(?:last|next|this) (?:year|month|week)\b|\byears? ago\b|"
    r"\b[Ii]n (?:January|February|March|April|June|July|August|September|October|November|December)\b|"
    r"\b(?:19|20)\d\d\b|\binaudible\b|^(?:What|How|Why|He|She|They)\b|"
    r"^(?:If|When|Once) [^,]*$",
    re.I,
)
_TAIL = re.compile(r"^.*?([.,;:?!]*)$", re.S)


def blanked(
    text: LectureText, sentence: Passage, spans: Sequence[tuple[int, int]], *, shortest: int = _SHORTEST
) -> str | None:
    """`sentence` as a quote with the words of `spans` left out; None where that asks too little or gives it away.

    It has `shortest` words at least.
    """
    inside = [span for span in spans if sentence.first <= span[0] < sentence.last]
    quoted = quote(sentence, text.words, text.left_out)
    tokens = dict(zip(_kept(quoted, text.left_out), quoted.text.split(" "), strict=False))
    if not 1 <= len(inside) <= _MOST or len(tokens) < shortest or hangs(plain(quoted.text)):
        return None
    for first, last in inside:
        gone = [n for n in range(first, last) if n in tokens]
        if not gone:
            return None
        tail = _TAIL.sub(r"\1", tokens[gone[-1]])
        for n in gone:
            del tokens[n]
        tokens[gone[0]] = BLANK + tail
    hidden = {stem(bare(text.words[n].text)) for first, last in inside for n in range(first, last)} - FUNCTION
    shown = {stem(bare(token)) for token in tokens.values()}
    if hidden & shown or len(shown - FUNCTION) < _LEAST_SHOWN:
        return None
    return " ".join(tokens[n] for n in sorted(tokens))


def _kept(quoted: Passage, left_out: Collection[int]) -> list[int]:
    """The words that a quote shows; all, where it would show none."""
    inside = range(quoted.first, quoted.last)
    kept = [n for n in inside if n not in left_out]
    return kept if len(kept) == len(quoted.text.split(" ")) else list(inside)
