"""Sentences that stand alone: what a summary should not show, and what reads badly out of its place.

Rules of spoken English. A sentence is `shown` or not; one that is pays for what hangs on the sentences around it, so
that it is only chosen where nothing says as much.
"""

from __future__ import annotations

import re

# words: shorter sentences are fragments, longer ones are rambles
_SHORTEST, _LONGEST = 7, 40
# talk about the room, the recording and the slides teaches nothing
_HOUSEKEEPING = re.compile(
    r"\b(?:slides?|can you (?:hear|see)|hear me|microphone|homework|office hours|subscribe|thank(?:s| you)|see you|"
    r"good (?:morning|afternoon|evening)|welcome|next (?:time|week|lecture)|last (?:time|week)|sorry|video|camera|exam|"
    r"(?:any|take|have|more) questions?|(?:good|great|excellent) question|(?:take|have|after) (?:a|the) (?:\w+ )?break|"
    r"lunch|coffee|applause|(?:talk|lecture|recording|course) (?:is|will be) (?:recorded|available|online)|"
    r"link (?:in|below)|description below|click|screen|let me (?:just )?(?:see|check|know|go back|show)|hold on|"
    r"run out of time|(?:minutes|time) left|my name is|i don't know|(?:hi|hello) everyone|an expert|my colleagues?|"
    r"no clue)\b"
)
# what a person points at is not in the words
_POINTS_AT = re.compile(
    r"\b(?:(?:over|right|down|up|out|in|this|that|these|those) here|(?:over|up|down) there|(?:this|that) (?:one|guy)|"
    r"these guys|(?:you|we) (?:can )?(?:\w+ )?see (?:here|that|this|the|on|in)|look at (?:this|that)|as you see|"
    r"(?:in|on) (?:this|the) (?:\w+ )?(?:example|picture|plot|figure|diagram|graph|board|left|right|top|bottom)|"
    r"(?:red|blue|green|yellow|orange|black|white|dotted|dashed) (?:line|curve|box|dots?|points?|one|arrows?))\b"
)
_OPENERS = (
    r"^(?:(?:and|but|or|so|now|then|okay|well|yeah|also|like|because|actually|basically|again|right|alright|i mean|"
    r"you know),? )*"
)
# a start that hangs on the sentence before: by its grammar, or only by its tone
_DANGLES = re.compile(
    _OPENERS + r"(?:(?:this|that|these|those|it|they|he|she|them|him|its|their)\b(?! (?:idea|concept|notion|course|"
    r"lecture|turns out|is (?:called|known)))|that's|it's|they're|he's|she's|it'll|that'll|there it|which\b|whose\b|"
    r"than\b|to (?!\w+ (?:\w+ ){1,12}(?:we|you|i|is)\b)|"
    r"(?:of|were|was|is|are|has|have|had|does|will|yes|no|nope|for you|by|rather than)\b)"
)
_JOINS_ON = re.compile(r"^(?:and|but|or|then|because|yeah|okay|well|also|again|like|right|alright|oh|anyway)\b")
_HALF = re.compile(
    r"\b(?:a|an|the|of|and|or|but|because|my|your|our|their|its|to|with|from|by|into|than|if|that|which|who|whose|is|"
    r"are|was|were|be|very|really|called|like|say|says|we|i|he|she|they|can|could|will|would|should|some|any|every|"
    r"kind|sort|number|given|based|how|what|why|where|when|as|at|so|about|typically|basically|actually)[.?!…]*$"
)
# hardly a clause of spoken English does without one of these, an ending, or 's
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|should|may|might|must|get|got|"
    r"goes?|makes?|made|takes?|took|gives?|gave|uses?|needs?|wants?|calls?|means?|let|let's|say|said|think|know|learn|"
    r"find|found|see|saw|turns?|works?|looks?|becomes?|came|comes?|went|runs?|allows?|tells?|puts?|ends?|starts?|"
    r"keeps?|kept|\w{3,}(?:ed|ates?|izes?|ises?))\b|\w['’](?:s|re|ve|ll|d|m)\b|\wn['’]t\b"
)
_ANNOUNCES = re.compile(
    r"\b(?:we'll|i'll|we're|i'm|will|going to|gonna|let's|let me|want to|wanna|like to) (?:\w+ ){0,2}"
    r"(?:talk|talking|discuss|look|looking|move|cover|covering|see|begin|start|go|going|get into|come back|show|touch|"
    r"focus)\b|\b(?:today's lecture|in this (?:course|lecture|video|talk)|just discussing|i won't|here will give)\b"
)
# what is put off, or about the hour rather than its subject, announces nothing
_LATER = re.compile(
    r"\b(?:won't|not going to|later|next (?:time|week|lecture)|questions?|break|slides?|thank|subscribe|microphone|"
    r"(?:few|couple of) minutes|last (?:time|week)|i don't|skip)\b"
)
_STUTTER = re.compile(r"\b(\w+(?: \w+)?),? \1\b|\b(?:uh|um)\b")
# a guide is no conversation: "I guess", "you guys" and asides carry little
_CHATS = re.compile(
    r"\b(?:i guess|you guys|i think|i remember|i was|my (?:friend|wife|son|kids?)|right\?|guys|whatever|blah)\b"
)


def is_shown(text: str, words: int) -> bool:
    """Whether a sentence of so many `words` may stand in a summary: whole, of readable length, no housekeeping."""
    lower = text.lower()
    return (
        _SHORTEST <= words <= _LONGEST
        and not _HOUSEKEEPING.search(lower)
        and not _HALF.search(lower)
        and bool(_VERB.search(lower))
    )


def is_announcement(text: str, words: int) -> bool:
    """Whether a sentence says what the lecture will say, in a way that may open an abstract."""
    lower = text.lower()
    return (
        _SHORTEST <= words <= _LONGEST
        and bool(_ANNOUNCES.search(lower))
        and not _LATER.search(lower)
        and not _HALF.search(lower)
    )


def untidiness(text: str) -> float:
    """What a sentence pays for reading badly alone, in standard deviations of what sentences say; 0 for a tidy one."""
    lower = text.lower()
    return (
        1.2 * bool(_DANGLES.search(lower))
        + 0.8 * bool(_JOINS_ON.search(lower))
        + 0.3 * lower.startswith("so ")
        + 1.2 * bool(_ANNOUNCES.search(lower))
        + 0.8 * bool(_POINTS_AT.search(lower))
        + 0.5 * bool(_CHATS.search(lower))
        + 0.7 * lower.rstrip("\"'”’ ").endswith("?")
        + 0.6 * min(2, len(_STUTTER.findall(lower)))
    )
