"""What around a mention tells that a concept is being defined, in points, and where the definition then stands.

English only. The patterns are those of definition extraction (Hearst 1992; Navigli and Velardi 2010), widened by what
lecturers say instead: naming after explaining ("… and we call that a heap"), asking and answering, telling what a
thing does. They see the sentence of the mention and its neighbours without the small change of speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Side(Enum):
    """Where a definition stands, seen from the sentence that names the concept."""

    HERE = "here"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a mention, as `plain` texts: its sentence before and after it, and the sentence after that.

    `asks` says that the sentence is a question, `is_new` that the concept was not said for long, `again` that the
    next sentence begins with it, `repeats` that a few words on the concept is said once more.
    """

    before: str
    after: str
    next: str
    asks: bool = False
    is_new: bool = False
    again: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """How much speaks for a definition, where it stands, and whether the sentence after goes on with it."""

    points: float
    side: Side
    goes_on: bool


# words that change nothing in what a sentence says of its subject
_SMALL_CHANGE = re.compile(
    r"\b(?:just|basically|simply|really|essentially|actually|usually|literally|obviously|um|uh|you know|i mean|"
    r"of course|in fact|as i said|if you will|again|right|okay)\b,? ?"
)
_STUTTER = re.compile(r"\b(\w+(?: \w+)?)(?:,? \1\b)+")

_IS = r"(?:is|are|was|were|'s|'re|would be|will be|can be)"
_IS_NOW = r"(?:is|are|was|were|'s|'re)"
_ARTICLE = r"(?: (?:an?|the|this|these|your))?"
# what follows the concept, from its first word on; points
_AFTER = [
    (rf"{_IS_NOW} (?:kind of |sort of |like |also |often |then )?"
     r"(?:nothing (?:else|but|more|other)|an?|the|any|some|one|another|those|when|where|how|what)\b", 3.0),
    (rf"{_IS} (?:often )?(?:(?:defined|thought of|understood|described) (?:as|by|to be)|known as)\b", 3.0),
    (r"means? that (?:it|this|there|we|you)\b", 1.8),
    (r"(?:means?(?! that (?:it|this|there|we|you)\b)|"
     r"refers? to|denotes?|stands? for|consists? of|is composed of|is made (?:up )?of|describes?)\b", 2.6),
    (r"(?:we|i|people|they) (?:mean|refer to)\b", 2.5),
    (rf"{_IS_NOW} (?:all )?about (?!to\b)", 2.2),
    (r"(?:can|could|should|may) be (?:seen|viewed|thought of|interpreted|understood|written|described) as\b", 2.4),
    (r"(?:does|do) is\b", 2.2),
    (r"(?:it|they|this) (?:is|are|will be) (?:the|an?|your|when|where|what|how)\b", 2.0),
    (r"that's (?:an?|the|when|where|what|how)\b", 2.2),
    (rf"(?:objective|goal|job|purpose|role|task|idea|point|meaning) {_IS}(?: to)?\b", 2.2),
    (r"which(?! is what \w+(?: \w+)? (?:described|said|mentioned|talked|showed|presented))(?: \w+){0,4}? "
     r"(?:(?:is|are)(?: \w+ly)? (?:an?|the|any|where|when|what|how|used|one)|means?|says?|takes?|tells?|"
     r"describes?|consists?|measures?|stands?|corresponds?)\b", 2.0),
    (r"which (?:(?!was|has|does)\w+[^s\W]s|will|can|keep|hold|have|let|take|use) ", 1.6),
    # without a comma "that" mostly tells which one, not what it is
    (r"that (?:(?!was|has|does|is)\w+[^s\W]s|are|keep|hold|let|take) ", 1.6),
    (r"(?:i ?e|(?<=, )that is(?=, | (?:an?|the|where|when|to say)\b)|meaning|in other words|which means)\b", 2.0),
    (r"(?<=, )an? (?:\w+ ){1,4}(?:that|which|where|of|for|to|with|in)\b", 2.0),
    (r"(?<=, )(?:where|in which|when) (?:you|we|the|each|every|it|i|one|a|all)\b", 1.8),
    (r"(?:where|in which|when) (?:you|we|the|each|every|it|i|one|a|all)\b", 1.6),
    (rf"{_IS_NOW} (?:exactly |pretty much )?the same as\b(?=.*\b(?:except|but|only)\b)", 2.6),
    (rf"{_IS} (?:used|designed|trained|made|meant|supposed|responsible|obtained|computed|given|built) "
     r"(?:to|for|by|when|from)\b", 2.0),
    (r"(?:works?|proceeds?|operates?|starts?|begins?) (?:by|like|as follows)\b", 2.0),
    (r"(?:allows?|lets?|enables?|helps?|takes?|computes?|measures?|tells?|gives?|says|represents?|tries|try|aims?|"
     r"contains?|captures?|maps?|predicts?|converts?|transforms?|splits?|turns?|assigns?|determines?|controls?|"
     r"stores?|holds?|compares?|happens? when|occurs? when|produces?|returns?|uses?|corresponds?|accepts?|addresses|"
     r"treats?|looks? (?:at|for)|clips?|receives?|learns?) ", 1.8),
    # whatever the concept does, or is
    (rf"(?:will |can |must )?(?:\w+ly )?(?:\w+[^s\W]s|{_IS}) (?!in |on |at |here|there|now )\w+", 1.2),
    (r"(?:work|do|don't|doesn't) ", 1.2),
]  # fmt: skip
_TOLD = [(re.compile(rf"^,? ?{pattern}"), points) for pattern, points in _AFTER]
_NOT = re.compile(rf"^,? ?{_IS} (?:not|still|very|already|now|going|always|getting|too|quite|gonna|n't|never|even)\b")
# what these begin goes with the concept wherever it stands in its sentence
_RELATIVE = re.compile(
    r"^,? ?(?:which|that|where|that's|i ?e|meaning|namely|in other words|an?|we mean|i mean|people mean|they mean)\b"
)
# "it is much like C, where …" says what the other thing is
_LIKENED = re.compile(rf"\blike{_ARTICLE}$")
_DOES_IS, _WHAT = re.compile(r"^(?:does|do) is\b"), re.compile(r"\bwhat(?: an?| the| this)?$")
_DEFINES, _WHICH_IS = 3.0, 2.0
# "C, which is a function from": the kind follows as it does behind "C is"
_SAYS_WHICH = re.compile(r"^,? ?which (?:is|are)(?: \w+ly)? (?:an?|the)\b")
# what things are said to be kinds of
_GENUS = re.compile(
    r"^(?:an?|the|any|some|one|these|those)(?: \S+){0,3}? (?:type|kind|sort|form|way|method|technique|process|"
    r"procedure|measure|function|set|collection|list|sequence|algorithm|model|matrix|vector|number|value|tool|object|structure|"
    r"class|part|piece|unit|layer|network|task|operation|step|name|idea|concept|notion|representation|problem|"
    r"library|strategy|approach|mechanism|language|scheme|protocol|standard|system|opcode|program|dataset|metric|score|token|word|space|rule|loss|study|science|branch|amount|"
    r"probability|distribution|group|variable|file|line|point|thing|something|data|term)s?,? "
    r"(?:that|which|where|when|whose|who|to|of|for|in|used|we|you|with|from|between|by|how|\w+ing)\b"
)
_NO_GENUS = re.compile(
    r"^(?:the (?:same|ones?|natural|obvious|way to go|right|place|"
    r"only|default|best|worst|first|next|last|most|only|reason|"
    r"question|problem|other|following|whole|case|thing that|assumption|\w+ (?:you|we|i)|"
    r"main|key|big|important|point|thing we|(?:\w+ )?part)\b|"
    r"an? (?:bit|fair bit|lot|little|good|bad|big|great|nice|very|"
    r"pretty|whatever|must|"
    r"example|couple|few|much|more(?! general| specific)|member of|major|minor|step|default|excellent|natural|"
    r"nice|really|useful|important|huge|"
    r"small|simple|long|different|popular|powerful|problem|"
    r"crucial|fundamental|(?:\w+ )?thing\b(?! (?:that|which))|"
    r"shame|pain|mess|kind of an?|(?:\w+ )?(?:show|topic|work by)|"
    r"(?:hot|hard|difficult|cool|neat|interesting|common|key) \w+)\b|one of\b|"
    r"an? \w+ (?:example|question|problem|choice|idea|thing)\b|what i\b|what we are\b|"
    r"how we\b|where we (?:are|were)\b|some of\b|any of\b|another\b|the (?:\w+ )?(?:here|there)\b)"
)
# what a concept is called besides its name: "the C operation is", "the C metric, which"
_HEAD = re.compile(
    r"^(?:metric|class|method|function|model|algorithm|layer|operation|task|language|api|library|tokenizer|token|"
    r"matrix|network|step|technique|rule|approach|score|pipeline|object)s?(?=,? )"
)

_CALLED = r"(?:called|known as|referred to as|named|termed)"
# what stands before the concept, up to its last word; points
_BEFORE = [
    (r"(?:^|, |\b(?:so|and|but|now) )(?:this|that|it|these|those|they|which|such|that's|it's)(?: [\w']+){0,4} "
     rf"(?:what )?{_CALLED}", 2.6, Side.BEFORE),
    (r"\b(?:we|i|people|you|they)(?:'ll| will| would| can| usually| often| also)? "
     r"(?:call|refer to) (?:it|this|that|them|these)(?: as)?", 2.6, Side.BEFORE),
    (r"\b(?:that's|that is|this is|it's) what (?:we|i|people|you|they)(?: \w+)? call", 2.6, Side.BEFORE),
    (r"\b(?:name|word|term)(?: \w+)? (?:for|of) (?:it|this|that|these|them) is", 2.6, Side.BEFORE),
    (rf"\b(?:(?<!thing ){_CALLED}|(?<!can )(?<!to )(?:call|calling)(?! the$))", 2.4, Side.HERE),
    (r"\bthing called", 2.2, Side.AFTER),
    (r"\b(?:hence|thus) the (?:term|name|word),?", 2.4, Side.HERE),
    (r"\b(?:idea|notion|concept|principle) of", 1.2, Side.HERE),
    (r"\bwhat (?:exactly )?(?:is|are|do we mean by)(?: it mean)?", 2.4, Side.AFTER),
    (r"\bdefines", 2.4, Side.HERE),
    (r"\bdefine", 2.4, Side.AFTER),
    (r"\bso[- ]called(?: \w+)?", 1.6, Side.HERE),
    (r"\bthink of", 1.5, Side.HERE),
    (r"\b(?:to|if (?:you|we)|when (?:you|we)) (?:do|use|apply|perform|train|compute|take|have|get)", 1.1, Side.HERE),
    (r"\bexamples? of", 1.0, Side.HERE),
    (r"\b(?:(?:this|that|it|these|those) (?:is|are)|that's)(?: \w+)?", 0.9, Side.BEFORE),
    (r"\bby", 0.3, Side.HERE),
]  # fmt: skip
_NAMED = [(re.compile(rf"{pattern}{_ARTICLE}$"), points, side) for pattern, points, side in _BEFORE]
_NAMES = 2.4
# the same where only what follows the concept makes it a definition: "the goal of C is", "in C, we"
_BEFORE_AND_AFTER = [
    (
        r"\b(?:idea|notion|concept|principle|intuition|definition) (?:of|behind)",
        rf"(?:{_IS}(?! due)|was(?! due)|which (?:is|means)|where|that (?:is|you|we))\b",
        2.6,
    ),
    (r"\bway(?: that| in which)?", r"works?\b(?! (?:is|are) (?:very|rather|pretty|quite)\b)", 2.4),
    (r"\b(?:goal|job|purpose|role|task|point|objective) (?:of|behind)", rf"{_IS}\b", 2.0),
    (
        r"(?:^|, )(?:so |now |and |but )?(?:in|with|for|during)",
        r"(?:, )?(?:we|you|the|each|all|there|one|every|a)\b",
        1.4,
    ),
]
_FRAMED = [
    (re.compile(f"{before}{_ARTICLE}$"), re.compile(f"^,? ?{after}"), points)
    for before, after, points in _BEFORE_AND_AFTER
]
# words before "called C" that are too few to say what it is
_SHORT = 9
# clause openings: a concept that follows one of these is what its sentence is about
_SUBJECT = re.compile(
    r"(?:^|, |\b(?:and|so|but|now|well|because|that|then|since|where|if|means|remember|here|or|say|says|as) )"
    r"(?:(?:an?|the|this|these|those|that|our|your|each|every|such|another|any) )?(?:\w+ )?$"
)
_INSIDE = re.compile(
    r"\b(?:in|of|without|from|into|on|to|with|for|inside|through|about|between|by|as|than|over|like)"
    r"(?: (?:an?|the|this|these|those|that|your|our|each|every|all|particular|\w+))?$"
)
# little words; anything else before the concept may be part of another's name
_LOOSE = re.compile(
    r"(?:^|,|\b(?:an?|the|this|these|those|that|our|your|each|every|such|another|any|some|and|so|but|now|well|or|is|are|"
    r"of|in|to|what|called|as|by|with|for|from|on|then|because|where|if|which|have|use|all|no|simple|single|standard|"
    r"typical|normal|first|given|two|we|you|call|like))$"
)
# nothing follows that a longer name would go on with
_ENDS_NAME = re.compile(
    r"^$|^,|^(?:\w+(?:s|ed|ing|ly)|in|on|at|of|and|or|is|are|was|were|to|for|from|by|with|that|which|where|when|because|"
    r"here|there|it|we|you|they|i|so|if|but|can|will|would|may|then|as|than|the|an?|our|your|this|using)\b"
)
# "and the last thing is C.": what it is comes in the sentences after
_PRESENTS = re.compile(
    r"\b(?:is|are|have|has|use|uses|this|call|get|got|called|with|at|need|to|"
    r"the (?:first|second|third|next|last|other)(?: \w+)?)(?: (?:an?|the|this|these|our|some))?(?: \w+)?$"
)
_ANNOUNCES = re.compile(
    r"\b(?:later|next (?:time|week|lecture|video|section)|in a (?:minute|second|moment)|before we|"
    r"(?:talk|presentation|paper|book|title|section|chapter|panel) (?:is|was)(?: called)?|"
    r"won't go into|in(?:to)? (?:the|more) details?|"
    r"(?:will|'ll|going to|gonna|let's|let us|want to|wanna) (?:\w+ )?"
    r"(?:talk|look|discuss|see|cover|explore|dive|learn|move|go)|"
    r"in this (?:video|lecture|section)|how to|check out|take a look|have a look)\b"
)
_CHAIN = re.compile(
    r"^(?:(?:so|and|but|now|well|yeah|yes),? )*"
    r"(?:it|this|that|they|these|those|that's|it's|they're|which|each one|"
    r"in (?:this|these|other words)(?! (?:example|video|case|section|lecture)))\b"
)
_EXPLAINS = re.compile(
    r"^(?:so |and |but |now |well,? )?(?:what )?(?:this|that|it|they|which) (?:\w+ )?"
    r"(?:means?|is where|is when|says|refers|stands)\b|"
    r"^(?:so |well,? )?(?:that's|it's|this is|it is) (?:where|when|the|an?(?! (?:bit|lot|little|good|great|really|very|"
    r"more|big|huge|problem|issue|question|common)\b))\b|^(?:in other words|that is)\b"
)
# "this is a breakpoint that activates": a kind of any name, as long as something tells which
_KIND = re.compile(
    r"^an? (?:(?!and |or |but |if |so )\w+ ){1,3}(?:that|which|where|you|we)\b|"
    r"^an? (?:\w+ ){0,3}(?:language|scheme|protocol)\b"
)
# of those, what says what it is; the others say where one meets it, or what to think of it
_EXPLAINS_WHAT = re.compile(
    r"^(?:so |and |but |now |well,? )?(?:(?:this|it|that) is|that's|it's) "
    r"(?P<what>(?:when|an?|the|any)\b.*)|"
    r"^(?:so )?(?:in other words|that is,|which means|what (?:that|this) means|"
    r"(?:this|it) (?:means (?!that|you|if)|refers|stands))\b"
)
# "another C is", "it is not a C": what follows is one of many, or none
_ONE_OF_MANY = re.compile(r"\b(?:another|not(?: an?)?|no|one|isn't an?|wasn't an?)$")
# what is said of it is the reason, not what it is
_GIVES_REASON = re.compile(
    r"\b(?:reason|problem|issue|advantage|disadvantage|downside|drawback|benefit|difference|question)s?(?: \w+){0,8} "
    r"(?:is|are|was) (?:that|because)(?: an?| the)?$"
)
_TELLS = re.compile(
    r"^(?:so |and |but |now |well |here |there )?(?:here |there )?(?:you|we|each|every|for each|i|as you)\b"
)
_UNSURE = re.compile(r"\b(?:i don't know|whatever|or something|i guess|not sure|something like that|never mind)\b")
# a name and then "it's a method that …", or only "this is where …"
_EXPLAINED, _MET = 2.2, 1.0
# so many points are a definition whatever else the sentence says
_SURE = 3.4


def plain(text: str) -> str:
    """`text` in lower case, of its signs only commas, without small change and stutters.

    >>> plain("So uh, the the heap is, you know, basically a pile.")
    'so the heap is, a pile'
    """
    lower = re.sub(r"[^\w,'+#/ -]", " ", text.casefold().replace("’", "'"))
    lower = " ".join(_SMALL_CHANGE.sub("", f"{lower} ").split())
    lower = re.sub(r"(?:, ?)+", ", ", lower).replace(" ,", ",").strip(" ")
    return _STUTTER.sub(r"\1", lower).strip()


def hangs(text: str) -> bool:
    """Whether a `plain` sentence begins with what only the sentence before it tells."""
    return bool(_CHAIN.search(text))


def after_head(after: str) -> str:
    """What follows a concept, without the noun that says what sort of thing it is: "the C operation is"."""
    return _HEAD.sub("", after).lstrip()


def cue_of(around: Surroundings) -> Cue:
    """What the surroundings of one mention say for a definition there; below zero they speak against it."""
    told, (named, side) = _told(around), _named(around)
    goes_on = around.again or hangs(around.next)
    points = max(told, named) + 0.4 * min(told, named)
    points += 0.4 * (goes_on and points > 0)
    sentence = f"{around.before} {around.after}"
    if _ANNOUNCES.search(sentence) and points < _SURE:
        points -= 0.6 if named > told and named >= _NAMES else 1.2
    points -= 1.0 * bool(_UNSURE.search(sentence))
    if told >= named:
        is_aside = _ONE_OF_MANY.search(around.before) or _GIVES_REASON.search(around.before)
        points -= 1.5 * (around.repeats or bool(is_aside))
    if told >= named:
        side = Side.HERE
    points -= 1.5 * (around.asks and side is not Side.AFTER)
    return Cue(points, side, goes_on)


def _named(around: Surroundings) -> tuple[float, Side]:
    """Points for how the sentence comes to the name, and where what it names then stands."""
    fits = [(points, side) for pattern, points, side in _NAMED if pattern.search(around.before)]
    after = after_head(around.after)
    fits += [
        (value, Side.HERE) for before, then, value in _FRAMED if before.search(around.before) and then.search(after)
    ]
    named, side = max(fits, key=lambda fit: fit[0], default=(0.0, Side.HERE))
    if named >= _NAMES and not _ENDS_NAME.search(after):
        return 0.0, Side.HERE  # "called C something" names another thing
    goes_on = around.again or hangs(around.next)
    words_after = len(around.after.split())
    if side is Side.AFTER and around.asks and not goes_on:
        named = 0.6  # a question that is not answered at once
    elif side is Side.AFTER and not around.asks:
        named, side = (named, Side.HERE) if around.after else (0.6, side)  # "tell it what your C are" asks nothing
    if named < 1.2 and not around.asks and _PRESENTS.search(around.before) and (around.is_new or named < 0.9):
        if words_after <= 2:
            named, side = (1.2 if goes_on or _TELLS.search(around.next) else 0.8), Side.AFTER
        elif re.match(r",? ?(?:and|so|where|because)\b", around.after):
            named, side = 1.0, Side.HERE
    ends = words_after <= 3 and not re.match(_IS, around.after)
    if named >= _NAMES and side is Side.HERE and around.is_new and ends and len(around.before.split()) <= _SHORT:
        side = Side.AFTER  # "the first one is called C." says nothing of it yet
    if goes_on and ends and named < _EXPLAINED and _EXPLAINS.search(around.next):
        is_whole = not words_after or around.after.startswith((",", "or "))
        if is_whole and _says_what(around.next) and not _INSIDE.search(around.before):
            named, side = (_EXPLAINED if around.is_new else 1.8), Side.AFTER
        elif named < _MET:
            named, side = _MET, Side.AFTER
    return named, side


def _says_what(text: str) -> bool:
    """Whether a sentence that goes on from a name says what it names: "it's a method that", "it's when"."""
    match = _EXPLAINS_WHAT.search(text)
    if match is None:
        return False
    what = match["what"] or "when"
    is_kind = _GENUS.search(what) or _KIND.search(what)
    return what.startswith("when") or bool(is_kind and not _NO_GENUS.search(what))


def _told(around: Surroundings) -> float:
    """Points for what the sentence goes on to say of the concept."""
    after = after_head(around.after)
    if _NOT.search(after):
        return -1.0
    fits = [(value, match.end()) for pattern, value in _TOLD if (match := pattern.search(after))]
    if _DOES_IS.search(after) and not _WHAT.search(around.before):
        return 0.0  # "another thing that C does is"
    points, end = max(fits, key=lambda fit: fit[0], default=(0.0, 0))
    if not points:
        return 0.0
    before = f"{around.before} " if around.before else ""
    is_genus = points == _DEFINES
    if not _RELATIVE.search(after) or _LIKENED.search(around.before):
        if _INSIDE.search(around.before):
            points = min(points * 0.3, 0.8)
        elif not _SUBJECT.search(before):
            points -= 0.8
    which = _SAYS_WHICH.search(after) if points == _WHICH_IS else None
    if is_genus or which:
        rest = after[after[: which.end() if which else end].rfind(" ") + 1 :]
        points += 0.8 * bool(_GENUS.search(rest)) - 2.2 * bool(is_genus and _NO_GENUS.search(rest))
    return points - 0.7 * (not _LOOSE.search(around.before))
