"""What a clause has to be like to be asked, or to answer: it says by itself what it is about, and it says something.

English only, by words alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lecturebook.language import bare
from lecturebook.stoplists import FUNCTION


@dataclass(frozen=True, slots=True)
class Clause:
    """A question of a `kind` that a sentence answers; `about` are the words of the lecturer in it."""

    kind: str
    prompt: str
    about: str


# words that stand for something said before, or are only understood where it was said
_HANGS = re.compile(
    r"\b(?:it|its|it's|itself|this|that's|they|they're|them|their|these|those|he|she|him|his|her|one|ones|here|there|"
    r"such|another|other|others|both|same|above|below|i|i'm|i've|i'll|i'd|me|my|former|latter|something|thing|things|"
    r"stuff|said|guys|example|demo|slide|figure|video|lecture|talk|today|minute|question|yeah|okay|gonna|who|"
    r"though|however|already|earlier|again|two|maybe|probably|kind of|sort of|know what)\b",
    re.I,
)
_THAT = re.compile(
    r"\bin order to\b|(?:^| )that(?: (?:is|was|will|would|can|has|to|with|from|into|in|for|on|as|by)\b|$)", re.I
)
# "if you don't," leaves out what was said before
_CUT_SHORT = re.compile(
    r"(?:n't|\b(?:do|does|did|can|not|to|the|a|an|of|is|are|will|and|or|be|have|if|with))(?:,|$)|\d$|^being\b", re.I
)
# a main clause that tells the listener where to look, not what holds
_POINTS_OUT = re.compile(
    r"^(?:there(?: are| is|'s) (?:\w+ly )?(?:various|a few|several|some|many|all|multiple|different|"
    r"a (?:\w+ )?(?:problem|question|issue))|where|"
    r"which|type|when|if|please|let's|let us|"
    r"let me|check|see|look|take a look|have a look|watch|read|go|click|feel free|don't hesitate|"
    r"we(?:'ll| will)? (?:see|look|talk|get|saw|go|come|move|discuss|cover)|you(?:'ll| will| can| might| may)? "
    r"(?:see|look|find|check|watch|read|hear|click|recognize|ask|wonder|go)|i|what|how|why|is|are|do|does|can|"
    r"should|(?:you|we)'ve (?:seen|got|just)|"
    r"that's (?:it|all|fine|okay|great)|"
    r"(?:this|it|that) (?:is|was|will be)(?: \w+)?$)\b",
    re.I,
)
# no main clause: the one before goes on
_GOES_ON = re.compile(
    r"^(?:and|but|or|nor|plus|for|if|whenever|because|especially|unless|while|although|than|then if|not only|"
    r"not necessarily)\b",
    re.I,
)
_STUTTER = re.compile(r"\b(\w+(?: \w+)?),? \1\b", re.I)
# what people say while they think: the clause may go on elsewhere
_OFFHAND = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|ii|basically|essentially|obviously|kind of|sort of|in some sense|you know|"
    r"presumably|say|"
    r"perhaps|probably|maybe|you don't know|or something|right|like|and so|some number|"
    r"(?<!')(?:s|t|re|ll|ve|m)|in fact|at the end|"
    r"if you will|(?P<w>\w+),? (?P=w))\b",
    re.I,
)
_COMMAS, _SPOKEN = 2, 32
# "two things" that the next sentence tells
_LISTS_NOTHING = re.compile(
    r"\b(?:two|three|four|few|couple of|following|some|various|several|different) (?:more )?(?:things|steps|"
    r"ways|options)\b"
)
# a verb: behind a pronoun whatever follows, else one of the usual ones or an ending
_SPOKEN_OF = re.compile(r"^(?:you|we|people|it|there)\b")
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|do|does|did|can|can't|could|will|won't|would|should|may|might|must|get|go|"
    r"make|take|give|use|need|want|let|run|see|become|come|work|put|end|start|keep|fall|grow|share|use|hold|"
    r"\w{2,}(?:ed|n't|[^su]s)|\w+'(?:s|re|ve|ll|d))\b"
)
# words of a clause that is asked
_SHORTEST, _LONGEST = 1, 18
# content words of the answer's own part
_LEAST_SAID = 3


def is_offhand(sentence: str) -> bool:
    """Whether a sentence is said while thinking, or so long that its guessed stops may be wrong."""
    return bool(_OFFHAND.search(sentence)) or sentence.count(",") > _COMMAS or len(sentence.split()) > _SPOKEN


def can_be_asked(about: str) -> bool:
    """Whether a clause says what it is about by itself."""
    count = len(about.split())
    return _SHORTEST <= count <= _LONGEST and not any(p.search(about) for p in (_HANGS, _THAT, _CUT_SHORT, _STUTTER))


def says(text: str) -> bool:
    """Whether the other part of the sentence says something, and not only where to look."""
    carrying = [word for token in text.split() if (word := bare(token)) and word not in FUNCTION]
    is_other = any(pattern.search(text) for pattern in (_POINTS_OUT, _GOES_ON, _LISTS_NOTHING))
    return len(carrying) >= _LEAST_SAID and not is_other


def has_verb(clause: str) -> bool:
    """Whether there is, behind its subject, what may be a verb: "the handshake process" has none."""
    return bool(_SPOKEN_OF.search(clause) or _VERBAL.search(clause.partition(" ")[2]))


def lowered(clause: str) -> str:
    """`clause` as it stands inside a sentence."""
    first, _, rest = clause.partition(" ")
    return f"{first.lower()} {rest}".strip() if bare(first) in FUNCTION and first != "I" else clause
