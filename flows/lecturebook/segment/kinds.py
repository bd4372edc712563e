"""Sections that are called after what they are rather than what they are about: introductions and rounds of questions.

Rules of spoken English. On the talks that `benchmarks/titles.py` reads, people call a first section an introduction
where two of the phrases below stand in its first words and it is short (44 of 66, and 3 of 7 that they call otherwise).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lecturebook.model import Passage

# seconds: a transcript that starts later has no introduction, and a longer section is about something
_LATEST_START, _LONGEST_INTRODUCTION = 60.0, 300.0
_GREETING_WORDS, _LEAST_GREETINGS = 250, 2
_GREETS = re.compile(
    r"\b(?:welcome|good (?:morning|afternoon|evening)|my name is|hello|hi|hey (?:everyone|guys|folks)|today|"
    r"in this (?:video|lecture|talk|course|session)|(?:going to|gonna|will|i'll|we'll|want to|wanted to|like to) "
    r"(?:be )?(?:talk|talking|tell|speak|speaking|present|presenting|introduce|cover|discuss)|thank you|thanks|"
    r"(?:this|today's|a|the) (?:talk|lecture|tutorial|video|course)|outline|agenda|introduce myself)\b"
)
# words said around a question from the room; the least of them in a section, in all and in a hundred words; and the
# share of its sentences that ask. On 25 talks ten of 14 rounds of questions have as much, and no other section
_ROOM = re.compile(
    r"\b(?:(?:any|any more|any other|more|further) questions?|(?:next|another|one more|last|follow.?up|quick) question|"
    r"(?:the|your|his|her) question (?:is|was|about)|question (?:from|here|there|over|in the)|"
    r"(?:great|good|excellent|interesting) question|(?:have|had|got) (?:a|any|some) (?:quick )?questions?|"
    r"(?:take|answer) (?:a few |some |any |your )?questions?|repeat the question|q and a|"
    r"you (?:mentioned|said) (?:that|earlier|in)|(?:could|can) you (?:talk|explain|elaborate|comment|say))\b"
)
_LEAST_ROUNDS, _ROUNDS_A_HUNDRED = 2, 0.08
_LEAST_ASKED = 0.09


def is_introduction(sentences: Sequence[Passage]) -> bool:
    """Whether these first sentences of a lecture greet and announce rather than teach."""
    if not sentences or sentences[0].start > _LATEST_START:
        return False
    words = " ".join(sentence.text for sentence in sentences).lower().split()[:_GREETING_WORDS]
    is_short = sentences[-1].end - sentences[0].start <= _LONGEST_INTRODUCTION
    return is_short and len(set(_GREETS.findall(" ".join(words)))) >= _LEAST_GREETINGS


def is_questions(sentences: Sequence[Passage]) -> bool:
    """Whether the sentences are mostly questions from the room and their answers."""
    text = " ".join(sentence.text for sentence in sentences).lower()
    rounds = len(_ROOM.findall(text))
    asked = sum(sentence.text.endswith("?") for sentence in sentences)
    return (
        rounds >= _LEAST_ROUNDS
        and rounds * 100 >= _ROUNDS_A_HUNDRED * len(text.split())
        and asked >= _LEAST_ASKED * len(sentences)
    )
