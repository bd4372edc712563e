"""What an English lecture says as a verb: "we invert", "to reach consensus". What is done is no concept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lecturebook.tokens import Stems, Tokens

# what a verb follows for sure, or may: "relative to the loss", "this gives you gradients"
_SURE = frozenset(
    """
    i we they he she can could will would may might must should shall cannot can't couldn't won't wouldn't shouldn't
    don't doesn't didn't let's gonna wanna i'll we'll you'll they'll he'll she'll it'll i'd we'd you'd they'd
    """.split()
)
_MAYBE = frozenset(["to", "you"])
# forms of a verb that are no nouns
_VERB_ENDS, _GERUND_ENDS = ("ed", "able", "ible"), ("ing", "ings")
# of nouns that are made of verbs
NOUN_ENDS = (*_GERUND_ENDS, "ion", "ions")


def verb_forms(tokens: Tokens) -> frozenset[str]:
    """The bare words that the lecture says as verbs."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(tokens.plain):
        places[word].append(place)
    return frozenset(word for word, found in places.items() if _is_verb(tokens, found))


def without_verbs(phrases: Mapping[Stems, list[int]], tokens: Tokens) -> dict[Stems, list[int]]:
    """`phrases` with their places, without verbs that the lecture has no noun for and clauses that begin with one.

    Of a verb that has but its gerund for a noun ("we reload", "reloading") only the gerund counts.
    """
    verbs = verb_forms(tokens)
    found = {
        phrase: _nouns(places, tokens, verbs) if len(phrase) == 1 else places for phrase, places in phrases.items()
    }
    return {
        phrase: places
        for phrase, places in found.items()
        if places and (len(phrase) == 1 or not _is_clause(phrase, places, tokens, verbs))
    }


def _nouns(places: list[int], tokens: Tokens, verbs: frozenset[str]) -> list[int]:
    """Which of the places of a word count, said as it is as a noun or a verb."""
    forms = {tokens.plain[place] for place in places}
    nouns = {form for form in forms - verbs if not form.endswith(_VERB_ENDS)}
    if verbs.isdisjoint(forms) or not all(form.endswith(_GERUND_ENDS) for form in nouns):
        return places
    return [place for place in places if tokens.plain[place] in nouns]


def _is_clause(phrase: Stems, places: Sequence[int], tokens: Tokens, verbs: frozenset[str]) -> bool:
    """Whether a phrase of several words is mostly said where a verb is, begins with one, and is not said as a noun as
    well: where we fine-tune there is fine-tuning.
    """
    lasts = {tokens.plain[place + len(phrase) - 1] for place in places}
    if len(lasts) > 1 and any(last.endswith(NOUN_ENDS) for last in lasts):
        return False
    sure = _follows(tokens, places, _SURE)
    is_verb = sure > 0 or any(tokens.plain[place] in verbs for place in places)
    return is_verb and 2 * (sure + _follows(tokens, places, _MAYBE)) >= len(places)


def _is_verb(tokens: Tokens, places: Sequence[int]) -> bool:
    """Whether what is said at `places` is a verb in half of them, and once for sure."""
    sure = _follows(tokens, places, _SURE)
    return sure > 0 and 2 * (sure + _follows(tokens, places, _MAYBE)) >= len(places)


def _follows(tokens: Tokens, places: Sequence[int], words: frozenset[str]) -> int:
    """How many of the places come right after one of the words."""
    return sum(place > 0 and not tokens.closes[place - 1] and tokens.plain[place - 1] in words for place in places)
