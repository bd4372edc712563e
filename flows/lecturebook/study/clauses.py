"""What can be asked of a whole sentence by how it is built: why, what if, how to, the problem with, how many.

English only. A rule takes a clause of the sentence as it was said and puts words of ours before it: "Why is it that
…?", "What happens if …?", "How do you …?" are English whatever clause follows, so nothing has to be parsed. A clause
that hangs on what was said before ("it", "this one") cannot be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturebook.study.askable import Clause, can_be_asked, has_verb, is_offhand, lowered, says
from lecturebook.study.relations import NO_NOUN, relations

# what opens a sentence and says nothing
_OPENING = re.compile(
    r"^(?:(?:so|and|now|but|okay|ok|well|right|also|then|basically|finally|first|second|next|again|yeah|yes|thus|"
    r"therefore|hence|however|indeed|similarly|unfortunately|obviously|of course|in fact|in practice|in general|"
    r"note that|remember that|notice that|"
    r"inherently|ultimately|unfortunately|fortunately|interestingly|importantly|crucially|naturally|generally|"
    r"clearly|that means that|which means that|it turns out that|you see|i mean|actually|essentially)(?:,? |, ))+",
    re.I,
)
# a clause that speaks to the listener about listening
_TO_LISTENERS = re.compile(
    r"^(?:you|we) haven't been\b|"
    r"^(?:you|we)(?:'re|'ve|'d| are| have| were| had| can)? (?:look(?:ing)?|think(?:ing)?|compar(?:e|ing)|know|"
    r"knew|will|see|seen|say(?:ing)?|depict(?:ing)?|draw(?:ing)?|watch|watched|"
    r"remember|recall|read|go|come|thought|familiar|unaware|interested|following|follow|curious|wondering|able|used|"
    r"don't|take|used|ask|ever|sure|still|at home|like|happy|a|an|new|in|on)\b|^(?:everything|so|say|possible|"
    r"necessary|(?:anyone|everyone|everybody|anybody|people|some of you|any of you) (?:is|are|has|have|wants?|"
    r"doesn't|don't|knows?))\b"
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
# what may be, or comes of itself
_MAY = re.compile(
    r"^(?:you|we|people|one) (?:\w+ )?(?:can|could|might|may|would|want|wanted|shouldn't|don't|won't|only)\b|"
    r"^people are\b"
)
_LEAST_CLAUSE = 3  # words
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
    r"^(?:(?:if|when|once|as|while) [^,]*$|let|instead|rather|"
    r"with|by|why|what|how|which|where|of|for|and|a set|to )",
    re.I,
)
_ADDRESSED, _OTHER_REASON = re.compile(r"^[\w']+, "), re.compile(r"^(?:if|when|otherwise|then|now|in|by)\b")
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


def clauses_of(sentence: str, *, is_guessed: bool = False) -> Iterator[Clause]:
    """The questions that `sentence`, a quote with its stops, answers, each with the clause as it stands there.

    `is_guessed` says that nobody wrote the stops: then only short, tidy sentences are asked.
    """
    if is_guessed and is_offhand(sentence):
        return
    text = _OPENING.sub("", sentence).strip().rstrip(".!")
    for rule in _RULES:
        yield from (clause for clause in rule(text) if can_be_asked(clause.about))


def _is_deed(done: str, main: str) -> bool:
    """Whether `main` tells how something of the field is `done`."""
    return not _NO_DEED.search(done) and not _ADVISES.search(main)


def _conditions(text: str) -> Iterator[Clause]:
    if (match := _IF.search(text)) and says(match["main"]):
        clause, main = match["c"], match["main"]
        if want := _WANT.search(clause):
            if _is_deed(want["v"], main):
                yield Clause("how", f"How do you {want['v']}?", want["v"])
        elif not _TO_LISTENERS.search(clause) and len(clause.split()) >= _LEAST_CLAUSE and has_verb(clause):
            is_done = _BIDS.search(main) or (_OURS.search(main) and not _BEFALLS.search(main) and not _MAY.search(main))
            who = "we" if _WE.search(clause) else "you"
            kind, asks = ("how", f"What do {who} do") if is_done else ("effect", "What happens")
            yield Clause(kind, f"{asks} {match['if'].lower()} {lowered(clause)}?", clause)
    if (match := _WITHOUT.search(text)) and says(match["main"]) and has_verb(match["main"]):
        yield Clause("effect", f"What happens without {match['c']}?", match["c"])
    if (match := _INSTEAD.search(text)) and says(match["main"]) and not match["main"].startswith("there "):
        yield Clause("effect", f"What is done {match['i'].lower()} {match['c']}?", match["c"])


def _means(text: str) -> Iterator[Clause]:
    if (match := _TO.search(text)) and says(match["main"]) and _is_deed(match["v"], match["main"]):
        yield Clause("how", f"How do you {match['v']}?", match["v"])


def _reasons(text: str) -> Iterator[Clause]:
    for pattern in (_BECAUSE, _BECAUSE_FIRST, _REASON):
        if not (match := pattern.search(text)):
            continue
        groups = match.groupdict()
        clause, reason = groups["c"] or groups["e"], groups["r"] or groups["d"]
        # "JC, we like …": somebody's initials; "because if A, B" gives a reason of the sentence before
        if _ADDRESSED.search(clause) or (pattern is _BECAUSE_FIRST and _OTHER_REASON.search(reason)):
            continue
        # "…, since A, we do B" is a new sentence
        if pattern is _BECAUSE and _NEW_CLAUSE.search(reason):
            continue
        is_whole = not _NO_CLAUSE.search(clause) and not _NO_CAUSE.search(clause)
        if is_whole and says(reason.strip()) and len(clause.split()) > 3:
            yield Clause("why", f"Why is it that {lowered(clause)}?", clause)


def _points(text: str) -> Iterator[Clause]:
    if (match := _COPULA.search(text)) and says(match["r"]):
        article = "a" if match["a"].lower() in {"a", "an", "another"} else match["a"].lower()
        article = "an" if article == "a" and match["np"][:1] in "aeiou" else article
        yield Clause("point", f"What {match['is']} {article} {match['np']}?", match["of"])


def _facts(text: str) -> Iterator[Clause]:
    if (match := _MANY.search(text)) and not NO_NOUN.search(match["s"]):
        verb = {"h": "have", "c": "consist of" if " of" in match["v"] else "contain", "u": "use"}[match["v"][0]]
        does = "does" if match["v"].split()[0].endswith("s") else "do"
        about = f"{match['s']} {match['o']}"
        yield Clause("number", f"How many {match['o']} {does} {lowered(match['s'])} {verb}?", about)
    if (match := _STANDS.search(text)) and len(match["s"].split()) <= 3:
        yield Clause("name", f"What does {lowered(match['s'])} stand for?", f"{match['s']} name")
    if (match := _CALLED.search(text)) and len(match["rest"].split()) >= 4:
        yield Clause("name", f"What is the {match['rest']} called?", match["rest"])
    if (match := _DEPENDS.search(text)) and says(match["r"]):
        does = "does" if " depends" in text else "do"
        yield Clause("depends", f"What {does} {lowered(match['s'])} depend on?", match["s"])


_RULES = (_reasons, _points, _means, _conditions, _facts, relations)
