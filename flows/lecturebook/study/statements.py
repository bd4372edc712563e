"""Sentences that state something of their subject and are understood alone: what a gap can be asked in.

English only, by words alone. Spontaneous speech has few of them: most sentences go on from the one before, tell what
"we" do next, or point at something. What is left says what holds, of things that it names.
"""

from __future__ import annotations

import re

from lecturebook.language import bare, zipf
from lecturebook.stoplists import FUNCTION

# what opens a sentence and says nothing of its own
_OPENING = re.compile(
    r"^(?:(?:so|and|now|but|okay|ok|well|also|then|therefore|thus|hence|moreover|furthermore|again|in particular|"
    r"clearly|"
    r"of course|in fact|in general|in practice|generally|typically|usually|normally|remember|basically|essentially|"
    r"(?:you can|we can) think of(?: then)?|(?:what )?(?:that's|that is|which is) saying(?: is)?|"
    r"(?:that|which|this) means|it turns out|we (?:all )?know|we can see|that),? )+",
    re.I,
)
# who speaks, who listens, what was said or shown before, what is said while thinking
_LEANS = re.compile(
    r"\b(?:i|i'm|i've|i'll|i'd|me|my|mine|we(?! (?:can|could|need|use|must|may)\b)|we're|we've|we'll|us|our|"
    r"you(?! (?:can|could|need|use|must|may)\b)|you're|you've|you'll|your|he|she|his|her|him|"
    r"it|it's|its|they|they're|them|their|that's|this|these|those|here|there|such|another|other|others|both|same|"
    r"one|ones|thing|things|stuff|something|anything|everything|somebody|someone|everyone|everybody|nobody|people|guys|"
    r"today|slide|slides|talk|lecture|video|paper|chapter|question|questions|example|figure|yeah|okay|maybe|probably|"
    r"gonna|going to|let's|want|wants|mentioned|said|say|says|saying|see|look|know|think|guess|"
    r"kind of|sort of|i mean|like|also|too|still|already|however|though|now|just said|inaudible|audience|"
    r"first|second|third|fourth|next|last|previous|former|latter|above|below|left|right|red|blue|green|"
    r"was|were|had|did|been|isn't it|why|who|whose|once|years?|ago|um|uh)\b",
    re.I,
)
# names of the board, and what stands for a number
_SIGNS = re.compile(r"(?<![\w'-])(?:[b-hj-z]|[a-z]\d|\d+)(?![\w'-])", re.I)
_BEGINS_ELSEWHERE = re.compile(
    r"^(?:that|which|what|how|because|when|if|as|for|from|of|with|in|on|to|by|at|than|or|even|rather|not|only|just|"
    r"is|are|can|do|does|will|would|should|has|have|be|let|go|don't|thinking|looking|\w+ly)\b",
    re.I,
)
_STATES = re.compile(
    r"\b(?:is|are|can|has|have|uses?|means|implements?|solves?|gives?|contains?|requires?|needs?|produces?|computes?|"
    r"consists?|represents?|corresponds?|depends?|allows?|lets|enables?|works?|predicts?|takes?|turns?|maps?|learns?|"
    r"provides?|combines?|replaces?|extends?|improves?|reduces?|increases?|decreases?|encodes?|becomes?|relies|builds?|"
    r"comes?|leads?|defines?|creates?|makes?|generates?|adds?|measures?|tells?|describes?|prevents?|avoids?|causes?|"
    r"holds?|keeps?|stores?)\b",
    re.I,
)
_STUTTER = re.compile(r"\b(\w+(?: \w+)?),? \1\b", re.I)
# words without the opening, commas, words of its field besides the name that is left out
SHORTEST_STATEMENT, _LONGEST, _COMMAS, _LEAST_TERMS = 8, 26, 2, 2
_TERM_ZIPF = 4.6


def is_statement(sentence: str, hidden: str) -> bool:
    """Whether `sentence`, a quote, states something that is understood alone, also where the name `hidden` is not
    shown."""
    core = _OPENING.sub("", sentence.strip())
    count = len(core.split())
    if not SHORTEST_STATEMENT <= count <= _LONGEST or core.count(",") > _COMMAS:
        return False
    if any(pattern.search(core) for pattern in (_LEANS, _SIGNS, _BEGINS_ELSEWHERE, _STUTTER)):
        return False
    gone = set(hidden.casefold().replace("-", " ").split())
    shown = {bare(word) for word in core.split()} - gone
    terms = {word for word in shown if word and word not in FUNCTION and zipf(word, "en") < _TERM_ZIPF}
    return bool(_STATES.search(core)) and len(terms) >= _LEAST_TERMS
