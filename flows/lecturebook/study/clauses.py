"""What can be asked of a whole sentence by how it is built: why, what if, how to, the problem with, how many.

English only. A rule takes a clause of the sentence as it was said and puts words of ours before it: "Why is it that
…?", "What happens if …?", "How do you …?" are English whatever clause follows, so nothing has to be parsed. A clause
that hangs on what was said before ("it", "this one") cannot be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lecturebook.language import bare
from lecturebook.stoplists import FUNCTION


@dataclass(frozen=True, slots=True)
class Clause:
    """A question of a `kind` that a sentence answers; `about` are the words of the lecturer in it."""

    kind: str
    prompt: str
    about: str


# what opens a sentence and says nothing
_OPENING = re.compile(
    r"^(?:(?:so|and|now|but|okay|ok|well|right|also|then|basically|finally|first|second|next|again|yeah|yes|thus|"
    r"therefore|hence|however|indeed|similarly|unfortunately|obviously|of course|in fact|in practice|in general|"
    r"note that|remember that|notice that|"
    r"inherently|ultimately|unfortunately|fortunately|interestingly|importantly|crucially|naturally|generally|"
    r"clearly|that means that|which means that|it turns out that|you see|i mean|actually|essentially)(?:,? |, ))+",
    re.I,
)
# words that stand for something said before, or are only understood where it was said
_HANGS = re.compile(
    r"\b(?:it|its|it's|itself|this|that's|they|they're|them|their|these|those|he|she|him|his|her|one|ones|here|there|"
    r"such|another|other|others|both|same|above|below|i|i'm|i've|i'll|i'd|me|my|former|latter|something|thing|things|"
    r"stuff|said|guys|example|demo|slide|figure|video|lecture|talk|today|minute|question|yeah|okay|gonna|who|"
    r"though|however|already|earlier|again|two|maybe|probably|kind of|sort of|know what)\b",
    re.I,
)
_THAT = re.compile(r"(?:^| )that(?: (?:is|was|will|would|can|has|to|with|from|into|in|for|on|as|by)\b|$)", re.I)
# "if you don't," leaves out what was said before
_CUT_SHORT = re.compile(
    r"(?:n't|\b(?:do|does|did|can|not|to|the|a|an|of|is|are|will|and|or|be|have|if|with))(?:,|$)|\d$|^being\b", re.I
)
# a main clause that tells the listener where to look, not what holds
_POINTS_OUT = re.compile(
    r"^(?:there (?:are|is) (?:various|a few|several|some|many|all)|where|which|type|when|if|please|let's|let us|"
    r"let me|check|see|look|take a look|have a look|watch|read|go|click|feel free|don't hesitate|"
    r"we(?:'ll| will)? (?:see|look|talk|get|saw|go|come|move|discuss|cover)|you(?:'ll| will| can| might| may)? "
    r"(?:see|look|find|check|watch|read|hear|click|recognize|ask|wonder|go)|i|what|how|why|is|are|do|does|can|"
    r"should|(?:you|we)'ve (?:seen|got|just)|"
    r"that's (?:it|all|fine|okay|great)|"
    r"(?:this|it|that) (?:is|was|will be)(?: \w+)?$)\b",
    re.I,
)
# a clause that speaks to the listener about listening
_TO_LISTENERS = re.compile(
    r"^(?:you|we)(?:'re|'ve|'d| are| have| were| had| can)? (?:look|think|compare|know|knew|will|see|seen|say|"
    r"watch|watched|"
    r"remember|recall|read|go|come|thought|familiar|unaware|interested|following|follow|curious|wondering|able|used|"
    r"don't|take|used|ask|ever|sure|still|at home|like|happy|a|an|new|in|on)\b|^(?:everything|so|say|possible|"
    r"necessary)\b"
)
# what one does to see or to begin, and not in the field
_NO_DEED = re.compile(
    r"^(?:be|go|get|understand|see|illustrate|motivate|follow|recap|summari[sz]e|learn|answer|do|give|check that|know|"
    r"explain|show|start|make sure|visuali[sz]e|say|put|think|remember|look|find out|begin|talk|come|recall|"
    r"tell|keep)\b"
)
# what befalls, and is not done
_BEFALLS = re.compile(
    r"^(?:you|we)(?:'re|'ve| can't| cannot| won't| wouldn't| couldn't| are)\b|"
    r"^(?:you|we)(?:'ll)?(?: (?:can|could|will|would|may|might|just|then|now|also|always|often|usually|do|are|don't|"
    r"won't|basically))* (?:get|see|notice|end|have(?! to)|know|obtain|lose|run into|realize|need(?! to)|"
    r"going to (?:be|have|get)|observe|find|wind|gain|"
    r"knew|had|got|found|saw|wanted|thought|remain|become|start|fail|know|understand|multiplying)\b"
)
_ADVISES = re.compile(r"\b(?:recommend|advise|suggest|video|link|below|invite|(?:it is|it's) (?:very|really|quite))\b")
_BIDS = re.compile(
    r"^(?:just |simply )?(?:put|use|make|try|add|set|take|run|call|apply|pass|choose|pick|type|press|divide|multiply)\b"
)
_WE = re.compile(r"\b(?:we|our|us)\b")
_SUBJECT = r"(?:[Tt]he|[Aa]n?|[Oo]ur|[Yy]our|[Ee]ach|[Ee]very|[Aa]ll|[Ss]ome|[Mm]ost)"
_OURS = re.compile(r"^(?:you|we|people|one)\b", re.I)
_IF = re.compile(r"^(?P<if>[Ii]f|[Ww]hen|[Ww]henever|[Oo]nce) (?P<c>[^,;:?]+), (?:then,? )?(?P<main>[^?]+)$")
_WANT = re.compile(r"^(?:you|we)(?:'d like to| wanna| (?:want|need|wish|would like|like|are trying|try) to) (?P<v>.+)$")
_TO = re.compile(
    r"^(?:[Ii]n order to|[Tt]o) (?P<v>[a-z][\w-]+ [^,;:?]+?),? "
    r"(?P<main>(?:(?:we|you|simply|just|all|it is|it's|use|call|apply|add|set|first)\b)[^?]+)$"
)
_WITHOUT = re.compile(r"^[Ww]ithout (?P<c>[^,;:?]+), (?P<main>[^?]+)$")
_INSTEAD = re.compile(r"^(?P<i>[Ii]nstead of|[Rr]ather than) (?P<c>[^,;:?]+), (?P<main>[^?]+)$")
_BECAUSE = re.compile(
    r"^(?P<c>[^;:?]+?),? (?:because|since(?= (?:the|it|we|you|they|there|each|all|our|an?)\b))(?P<r> [^?]+)$"
)
_NO_CAUSE = re.compile(r"\b(?:not|just|is|are|was|it's|that's|and|or|but|so|maybe|ever|long)$", re.I)
# "if A because B, C" has no main clause before its reason; "let's" is none
_NO_CLAUSE = re.compile(
    r"^(?:(?:if|when|once|as|while) [^,]*$|let|with|by|why|what|how|which|where|of|for|and|a set|to )", re.I
)
_NEW_CLAUSE = re.compile(r", (?:so |then )?(?:we|you|they) (?:can|could|need|have|will|do|don't)\b")
_BECAUSE_FIRST = re.compile(r"^(?:[Bb]ecause|[Ss]ince) (?P<r>[^,;:?]+), (?P<c>[^?]+?)[.]?$")
_REASON = re.compile(
    r"\b[Rr]eason (?:why|that) (?P<c>[^,;:?]+?) (?:is|was)(?: because| that)? (?P<r>[^?]+)$|"
    r"^(?P<d>[^;:?]+), (?:which is|that's|that is|and that's|and that is|which is also) why (?P<e>[^?]+?)[.]?$"
)
_NOUN = (
    r"(?:problem|advantage|disadvantage|drawback|benefit|limitation|issue|challenge|goal|purpose|aim|objective|idea|"
    r"intuition|difference|role|job|task|point|effect|result|output|input|step|solution|trick|downside|upside|"
    r"assumption|property|strength|weakness|cost|danger|risk|consequence|definition|meaning|motivation|key|reason|"
    r"shape|size|length|value|number|type|format)"
)
_COPULA = re.compile(
    rf"^(?P<a>[Tt]he|[Oo]ne|[Aa]nother|[Aa]n?) (?P<np>(?:[\w-]+ ){{0,3}}?{_NOUN} (?:of|with|for|behind|to|in|between) "
    r"(?P<of>[^,;:?]+?)) (?P<is>is|was) (?!less|more|greater|higher|larger|smaller)(?P<r>[^?]+)$"
)
_COUNT = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|thirty|fifty|a hundred|"
    r"\d[\d,.]*)(?: (?:hundred|thousand|million|billion|trillion))?"
)
_MANY = re.compile(
    rf"^(?P<s>{_SUBJECT} [\w' -]+?|(?!We |You |They |I )[A-Z][\w'-]+(?: [\w'-]+){{0,2}}) (?P<v>has|have|"
    rf"contains?|consists? of|uses?) "
    rf"(?:about |around |exactly |over |only |more than |nearly |"
    rf"almost )?(?P<n>{_COUNT}) (?P<o>[a-z][\w-]+(?: [\w-]+)?s)\b(?P<r>[^?]*)$"
)
_STANDS = re.compile(
    r"^(?P<s>(?:[Tt]he )?[\w-]*[A-Z][\w-]*[A-Z][\w-]*),? (?:which )?(?:stands for|is short for) (?P<r>[^?]+)$"
)
_CALLED = re.compile(
    r"^(?P<np>(?:[Tt]his|[Tt]he|[Aa]n?) (?P<rest>[^,;:?]+?)) (?:is|are) (?:what is |usually |often |also |sometimes )?"
    r"(?:called|known as|referred to as) (?P<r>[^?]+)$"
)
_DEPENDS = re.compile(rf"^(?P<s>{_SUBJECT} [\w' -]+?|[A-Z][\w'-]+(?: [\w'-]+){{0,2}}) depends? on (?P<r>[^?]+)$")
# what people say while they think: the clause may go on elsewhere
_OFFHAND = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|ii|basically|essentially|obviously|kind of|sort of|in some sense|you know|"
    r"presumably|say|"
    r"perhaps|or something|right|like|and so|some number|(?<!')(?:s|t|re|ll|ve|m)|in fact|at the end|"
    r"if you will|(?P<w>\w+),? (?P=w))\b",
    re.I,
)
_COMMAS, _SPOKEN = 2, 32
# words of a clause that is asked
_SHORTEST, _LONGEST, _LEAST_CLAUSE = 1, 18, 3
# content words of the answer's own part
_LEAST_SAID = 3


def clauses_of(sentence: str, *, is_guessed: bool = False) -> Iterator[Clause]:
    """The questions that `sentence`, a quote with its stops, answers, each with the clause as it stands there.

    `is_guessed` says that nobody wrote the stops: then only short, tidy sentences are asked.
    """
    if is_guessed and is_offhand(sentence):
        return
    text = _OPENING.sub("", sentence).strip().rstrip(".!")
    for rule in _RULES:
        yield from (clause for clause in rule(text) if _can_be_asked(clause.about))


def is_offhand(sentence: str) -> bool:
    """Whether a sentence is said while thinking, or so long that its guessed stops may be wrong."""
    return bool(_OFFHAND.search(sentence)) or sentence.count(",") > _COMMAS or len(sentence.split()) > _SPOKEN


def _can_be_asked(about: str) -> bool:
    """Whether a clause says what it is about by itself."""
    count = len(about.split())
    return _SHORTEST <= count <= _LONGEST and not any(p.search(about) for p in (_HANGS, _THAT, _CUT_SHORT))


# "two things" that the next sentence tells
_LISTS_NOTHING = re.compile(
    r"\b(?:two|three|four|few|couple of|following|some|various|several|different) (?:more )?(?:things|steps|"
    r"ways|options)\b"
)


def _says(text: str) -> bool:
    """Whether the other part of the sentence says something, and not only where to look."""
    carrying = [word for token in text.split() if (word := bare(token)) and word not in FUNCTION]
    return len(carrying) >= _LEAST_SAID and not _POINTS_OUT.search(text) and not _LISTS_NOTHING.search(text)


def _is_deed(done: str, main: str) -> bool:
    """Whether `main` tells how something of the field is `done`."""
    return not _NO_DEED.search(done) and not _ADVISES.search(main)


def _lower(clause: str) -> str:
    """`clause` as it stands inside a sentence."""
    first, _, rest = clause.partition(" ")
    return f"{first.lower()} {rest}".strip() if bare(first) in FUNCTION and first != "I" else clause


def _conditions(text: str) -> Iterator[Clause]:
    if (match := _IF.search(text)) and _says(match["main"]):
        clause, main = match["c"], match["main"]
        if want := _WANT.search(clause):
            if _is_deed(want["v"], main):
                yield Clause("how", f"How do you {want['v']}?", want["v"])
        elif not _TO_LISTENERS.search(clause) and len(clause.split()) >= _LEAST_CLAUSE:
            is_done = _BIDS.search(main) or (_OURS.search(main) and not _BEFALLS.search(main))
            who = "we" if _WE.search(clause) else "you"
            kind, asks = ("how", f"What do {who} do") if is_done else ("effect", "What happens")
            yield Clause(kind, f"{asks} {match['if'].lower()} {_lower(clause)}?", clause)
    if (match := _WITHOUT.search(text)) and _says(match["main"]):
        yield Clause("effect", f"What happens without {match['c']}?", match["c"])
    if (match := _INSTEAD.search(text)) and _says(match["main"]):
        yield Clause("effect", f"What is done {match['i'].lower()} {match['c']}?", match["c"])


def _means(text: str) -> Iterator[Clause]:
    if (match := _TO.search(text)) and _says(match["main"]) and _is_deed(match["v"], match["main"]):
        yield Clause("how", f"How do you {match['v']}?", match["v"])


def _reasons(text: str) -> Iterator[Clause]:
    for pattern in (_BECAUSE, _BECAUSE_FIRST, _REASON):
        if not (match := pattern.search(text)):
            continue
        groups = match.groupdict()
        clause, reason = groups["c"] or groups["e"], groups["r"] or groups["d"]
        # "…, since A, we do B" is a new sentence
        if pattern is _BECAUSE and _NEW_CLAUSE.search(reason):
            continue
        is_whole = not _NO_CLAUSE.search(clause) and not _NO_CAUSE.search(clause)
        if is_whole and _says(reason.strip()) and len(clause.split()) > 3:
            yield Clause("why", f"Why is it that {_lower(clause)}?", clause)


def _points(text: str) -> Iterator[Clause]:
    if (match := _COPULA.search(text)) and _says(match["r"]):
        article = "a" if match["a"].lower() in {"a", "an", "another"} else match["a"].lower()
        article = "an" if article == "a" and match["np"][:1] in "aeiou" else article
        yield Clause("point", f"What {match['is']} {article} {match['np']}?", match["of"])


def _facts(text: str) -> Iterator[Clause]:
    if match := _MANY.search(text):
        verb = {"h": "have", "c": "consist of" if " of" in match["v"] else "contain", "u": "use"}[match["v"][0]]
        does = "does" if match["v"].split()[0].endswith("s") else "do"
        about = f"{match['s']} {match['o']}"
        yield Clause("number", f"How many {match['o']} {does} {_lower(match['s'])} {verb}?", about)
    if (match := _STANDS.search(text)) and len(match["s"].split()) <= 3:
        yield Clause("name", f"What does {_lower(match['s'])} stand for?", f"{match['s']} name")
    if (match := _CALLED.search(text)) and len(match["rest"].split()) >= 4:
        yield Clause("name", f"What is the {match['rest']} called?", match["rest"])
    if (match := _DEPENDS.search(text)) and _says(match["r"]):
        does = "does" if " depends" in text else "do"
        yield Clause("depends", f"What {does} {_lower(match['s'])} depend on?", match["s"])


_RULES = (_reasons, _points, _means, _conditions, _facts)
