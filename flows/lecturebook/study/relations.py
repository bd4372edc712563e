"""What can be asked of a sentence that relates two things: what for, by what means, how they compare, what comes of it.

English only, like `clauses.py`, which it is a part of: the words of the lecturer stand in the question as they were
said, ours before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturebook.study.askable import Clause, lowered, says

# a noun and what stands before it, as far as little words can tell
_NP = r"(?:(?:[Tt]he|[Aa]n?|[Ee]ach|[Ee]very|[Aa]ll|[Mm]ost|[Ss]ome) )?(?:[\w'-]+ ){0,5}?[\w'-]+"
_OFTEN = r"(?:\w+ly |also |always |often |can |could |then |will |would )*"
# begins no noun, or has a verb inside
NO_NOUN = re.compile(
    r"^(?:we|you|they|it|this|that|these|those|i|he|she|there|here|what|which|who|where|how|why|if|when|so|and|but|or|"
    r"because|since|while|although|though|unless|whereas|once|until|after|before|than|one|nobody|everybody|everyone|"
    r"somebody|someone|people|something|nothing|everything|in|on|at|for|to|of|with|by|from|as|is|are|can|do|does|not|now|then|just|also|only|say|let|like)\b|\b(?:we|you|they|it|i|is|are|was|"
    r"were|that|which|who|where|has|have|had|do|does|did|if|when|because|and|so|but|can|will|would|not|they're|it's|"
    r"we're|going)\b",
    re.I,
)
# a noun that ends so goes on
_GOES_ON = re.compile(r"(?:corresponding|according|depending|based|relating|belonging|referring|due|related)$", re.I)
_MORE = (
    r"(?:(?:much|a lot|far|way|even|slightly|a bit|significantly|considerably|a little|\w+ly) )*"
    r"(?:more \w+|less \w+|\w+(?<!oth)(?<!rath)(?<!ev)er(?: \w+)?|better|worse|as \w+(?= as\b))"
)
_COMPARED = re.compile(
    rf"^(?P<a>{_NP}) (?P<is>is|are) {_OFTEN}(?P<more>{_MORE}) (?:than|as) (?P<b>[^,;:?]+?)(?:,[^?]*)?$"
)
_USED = re.compile(
    rf"^(?P<who>[Ww]e|[Yy]ou|[Pp]eople|[Tt]hey) {_OFTEN}use (?!a lot |lots |some |any |many |all )"
    rf"(?P<c>{_NP}) (?P<to>to|for|as|in order to) (?P<r>[^?]+)$"
)
_CHANGE = (
    r"(?:increase|decrease|grow|get|become|go|move|add|approach|scale|train|rise|fall|shrink|make|use|take|turn|drop|"
    r"reduce|raise|lower)"
)
_AS = re.compile(rf"^[Aa]s (?P<c>(?:[\w'-]+ ){{1,5}}?{_CHANGE}s?\b[^,;:?]*), (?P<main>[^?]+)$")
_BY = re.compile(r"^[Bb]y (?P<c>\w+ing [^,;:?]+), (?P<main>(?:we|you|it|the|they|one)\b[^?]+)$")
_WITH = re.compile(r"^[Ww]ith (?P<c>[^,;:?]+), (?:we|you) (?:can|could|are able to) (?P<main>[^?]+)$")
_KINDS = re.compile(
    r"^[Tt]here(?:'s| are| is)(?: \w+ly)? (?:two|three|four|five|several|different)(?: (?:main|basic|different|major|"
    r"key|broad|general))? (?P<of>(?:types?|kinds?|sorts?|classes|categories|parts|phases|stages|ways|forms|modes|"
    r"flavou?rs|variants|components|families) (?:of|to|for|in) [^,;:?]+)(?P<r>[,:] [^?]+ and [^?]+)$"
)
_GIVEN = re.compile(
    rf"^(?P<s>{_NP}) (?P<is>is|are) (?:\w+ly )*(?P<v>determined|limited|bounded|caused|driven|governed|controlled) by "
    r"(?P<r>[^?]+)$"
)
_WAY = re.compile(
    r"^(?P<a>[Tt]he|[Oo]ne|[Aa]nother|[Aa]) (?P<adj>(?:\w+ ){0,2}?)way (?:to|(?:that )?(?:we|you) (?:can )?)(?<= )?"
    r"(?P<v> ?[^,;:?]+?) (?:is|would be|was)(?: to| by| with| through|,)? (?P<r>[^?]+)$"
)


def relations(text: str) -> Iterator[Clause]:
    """The questions that a sentence answers by how it relates two things."""
    yield from _compared(text)
    yield from _used(text)
    for pattern, kind, asks in (
        (_AS, "effect", "What happens as"),
        (_BY, "effect", "What is achieved by"),
        (_WITH, "use", "What can be done with"),
    ):
        if (match := pattern.search(text)) and says(match["main"]):
            yield Clause(kind, f"{asks} {lowered(match['c'])}?", match["c"])
    if (match := _KINDS.search(text)) and says(match["r"].lstrip(",: ")):
        yield Clause("parts", f"Which {match['of']} are there?", match["of"])
    if (match := _GIVEN.search(text)) and _is_noun(match["s"]) and says(match["r"]):
        yield Clause("depends", f"What {match['is']} {lowered(match['s'])} {match['v']} by?", match["s"])
    if (match := _WAY.search(text)) and says(match["r"]):
        article = "a" if match["a"].lower() in {"one", "a"} else match["a"].lower()
        done = match["v"].strip()
        yield Clause("how", f"What is {article} {match['adj']}way to {done}?", done)


def _is_noun(text: str) -> bool:
    """Whether `text` may be a noun with what stands before it; one that goes on ("a class corresponding") is not."""
    return not NO_NOUN.search(text) and not (" " in text and _GOES_ON.search(text))


def _compared(text: str) -> Iterator[Clause]:
    if (match := _COMPARED.search(text)) and _is_noun(match["a"]):
        does = "does" if match["is"] == "is" else "do"
        one, other = lowered(match["a"]), match["b"]
        yield Clause("difference", f"How {does} {one} compare with {other}?", f"{match['a']} {other}")


def _used(text: str) -> Iterator[Clause]:
    if (match := _USED.search(text)) and _is_noun(match["c"]) and says(match["r"]):
        as_what = "as" if match["to"] == "as" else "for"
        yield Clause("use", f"What do {match['who'].lower()} use {lowered(match['c'])} {as_what}?", match["c"])
