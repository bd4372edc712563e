"""What can be asked of a sentence that names a concept, by its words: what for, how, why, an example, the difference.

English only. Each rule sees the sentence before and after the concept (`concepts/cues.py`), and names a question that
the sentence answers; the words of the question are ours, the answer is the lecturer's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lecturebook.concepts.cues import Surroundings


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a `kind`, as a pattern with ``{C}`` for the concept and its article."""

    kind: str
    prompt: str


_IS = r"(?:is|are|would be|was)"
_ARTICLE = r"(?: (?:an?|the|this|these))?"
# clause openings: the concept that follows is what the sentence is about
_SUBJECT = re.compile(
    r"(?:^|, |\b(?:and|so|but|now|because|then|(?:means|say|says|said|know|sure|is|note|see|shows?|so) that|means) )"
    r"(?:(?:the|an?|our|your|each|every))?$"
    r"|^(?:so |and |but |now |here |then )*(?:an?|the)?$"
)
# what the lecturer says it does, in his word where that asks for an object
_VERBS = {
    "require": r"requires?|needs?",
    "provide": r"provides?|offers?",
    "return": r"returns?",
    "contain": r"contains?|stores?",
    "measure": r"measures?",
    "represent": r"represents?",
    "predict": r"predicts?",
    "make possible": r"(?:allows?|lets?|enables?) (?:you|us|them|one|people|for|the)",
    "lead to": r"leads? to|causes?|results? in",
    "do": (
        r"takes?|converts?|computes?|maps?|splits?|assigns?|tells?|looks? (?:at|for)|gives?|keeps?|compares?|captures?|"
        r"accepts?|helps?|turns?|transforms?|controls?|determines?|produces?|describes?|learns?|allows?|"
        r"prevents?|avoids?|solves?|checks?|sends?|removes?|replaces?|combines?|divides?|makes? sure"
    ),
}
_DOES = [
    (
        re.compile(
            rf"^(?:will |can |must )?(?:also |then |only |always |automatically )?(?:{verbs}) (?!what|it |this|"
            rf"that |me |so |a lot|much |can |will |are |is |to |of |and |should |have |in )"
        ),
        verb,
    )
    for verb, verbs in _VERBS.items()
]
# how it comes about
_DONE = re.compile(
    rf"^{_IS} (?:\w+ly |then |usually |often |always )?"
    r"(computed|trained|created|built|obtained|calculated|measured|formed|chosen|generated|stored|represented|updated|"
    r"initialized|split|selected|evaluated|estimated|constructed|implemented|encoded|verified|determined|produced) "
    r"(?:by|using|with|from|as|on|in|through|via|based)\b"
)
_GOOD_FOR = re.compile(
    rf"^{_IS} (?:\w+ly |very |really )?(useful|helpful|needed|required|necessary) (?:for|to|when|if|in|because)\b"
)
_AFTER = (
    (re.compile(rf"^{_IS} (?:\w+ )?used (?:to|for|in|when)\b"), Asked("use", "What {is} {C} used for?")),
    (re.compile(r"^works? by\b"), Asked("how", "How {does} {C} work?")),
    (
        re.compile(r"^(?:consists? of|is composed of|is made (?:up )?of)\b"),
        Asked("parts", "What {does} {C} consist of?"),
    ),
)
_BEFORE = (
    (re.compile(rf"\b(goal|purpose|job|role|objective) of{_ARTICLE}$"), Asked("use", "What is the {1} of {C}?")),
    (
        re.compile(
            r"\b(?:main |big |key |first |only )?"
            r"(problem|advantage|benefit|drawback|disadvantage|downside|limitation|issue|idea|intuition) "
            rf"(with|of|behind){_ARTICLE}$"
        ),
        Asked("point", "What is the {1} {2} {C}?"),
    ),
    (re.compile(rf"\bexamples? of{_ARTICLE}$"), Asked("example", "What is given as an example of {C}?")),
)
_TO = re.compile(
    rf"(?:^|\b(?:so|and|now|but) |, )to (compute|train|calculate|build|create|measure|apply|use|load|debug){_ARTICLE}$"
)
_THEN = re.compile(r"^(?:\w+ ){0,6}?,? ?(?:we|you|it|just|simply)\b")
_WHY = re.compile(rf"^(?:(?:so|and|but|now) )*(?:we|you|people|they|i) (?:\w+ )?(need|use){_ARTICLE}$")
_BECAUSE = re.compile(r"\b(?:because|since|so that|in order to)\b")
_APART = (
    r"(?:unlike|whereas|in contrast to|differs? from|different from|compared (?:to|with)|"
    r"as opposed to|contrary to)"
)
# what tells two things apart: between them, or before the first of them
_BETWEEN = re.compile(rf"\b{_APART}(?: (?:an?|the|just|only|using|doing|having))?(?: [\w'-]+)?$")
# "A is …, whereas B is …": both are what their clauses are about; "unlike A, B …"
_OPENS = re.compile(r"^(?:(?:so|and|but|now) )?(?:an?|the)?$")
_OPENS_APART = re.compile(rf"^(?:(?:so|and|but|now) )?(?!whereas){_APART}(?: (?:an?|the|using))?(?: [\w'-]+)?$")
_IN_PLACE = re.compile(r"^(?:instead of|rather than)(?: (?:an?|the|just|only|using))?$")
# "A is (also) …", "A requires …": what follows the first of two concepts where it is what the sentence is about
_TELLS = re.compile(
    r"^(?:\w+ly |also |then )*(?:is|are|can|has|have|does|do|will|needs?|uses?|(?!this|was|as)\w{3,}[^s\W]s)\b"
    r"(?! (?:not )?(?:an?|the) (?:example|question|problem)\b| \w+ed\b)"
)
_IN_FRONT = re.compile(
    r"^(?:(?:so|and|but|now|okay|then|well|in fact|of course|therefore|you can think of|remember|we know|that|what|"
    r"that's|saying|is|also|typically|usually|normally),? )*"
    r"(?:an?|the|each|every|most|all|any)?"
    r"(?: ?(?!(?:way|reason|is|are|if|when|of|we|you|i|with|this|how|what|why)\b)\w+(?: of)?){0,2}"
    r"(?: (?:an?|the|each))?$"
)
_LEANS = re.compile(
    r"\b(?:i|i'm|i've|i'll|i'd|me|my|he|she|his|her|guys|today|slide|lecture|talk|paper|question|gonna|mentioned|said|"
    r"example|here|don't know|call|called|whatever|yeah|they|it's|was|were)\b|\b(\w+(?: \w+)?),? \1\b"
)
# words from the first concept to the second
_FAR = 12
_DIFFERENCE = re.compile(r"\bdifference between(?: (?:an?|the|using))?(?: [\w'-]+)?$")


def asked_of(around: Surroundings) -> Asked | None:
    """The question that the sentence of a mention answers about the concept; None where no rule sees one."""
    if around.asks:
        return None
    if re.match(_IS + r"\b", around.after):
        for pattern, asked in _BEFORE:
            if match := pattern.search(around.before):
                return _filled(asked, match)
    if match := _TO.search(around.before):
        return Asked("how", f"How do you {match[1]} {{C}}?") if _THEN.search(around.after) else None
    if (match := _WHY.search(around.before)) and _BECAUSE.search(around.after):
        return Asked("why", f"Why {match[1]} {{C}}?")
    if not _SUBJECT.search(around.before):
        return None
    for pattern, asked in _AFTER:
        if pattern.search(around.after):
            return asked
    if match := _DONE.search(around.after):
        return Asked("how", f"How {{is}} {{C}} {match[1]}?")
    if match := _GOOD_FOR.search(around.after):
        asks = "What {is} {C} useful for?" if match[1] in {"useful", "helpful"} else "What {is} {C} needed for?"
        return Asked("use", asks)
    if re.search(r"\b(?:our|your)$", around.before):
        return None
    verb = next((verb for pattern, verb in _DOES if pattern.search(around.after)), None)
    return Asked("does", f"What {{does}} {{C}} {verb}?") if verb else None


def contrasts(before: str, between: str, after: str) -> bool:
    """Whether a sentence tells two things apart, by what stands `before` the first, `between` them and `after`."""
    if _DIFFERENCE.search(before):
        return bool(re.match(_IS + r"\b", after))
    if _BETWEEN.search(between):
        return "whereas" not in between or bool(_OPENS.search(before))
    return bool(_IN_PLACE.search(between) or (_OPENS_APART.search(before) and between))


def relates(before: str, between: str, after: str) -> bool:
    """Whether a sentence says something of one thing that involves another: it is what the sentence is about, and a
    verb stands between them."""
    sentence = f"{before} C {between} C {after}"
    is_near = 0 < len(between.split()) <= _FAR
    return is_near and bool(_IN_FRONT.search(before) and _TELLS.search(between)) and not _LEANS.search(sentence)


def _filled(asked: Asked, match: re.Match[str]) -> Asked:
    prompt = asked.prompt
    for n, word in enumerate(match.groups(), start=1):
        prompt = prompt.replace(f"{{{n}}}", word)
    return Asked(asked.kind, prompt)
