"""What a section could be called: its noun phrases, found without a tagger of parts of speech.

A phrase is a run of content words inside one clause, with an "of" or "for" between them at most; it begins and ends on
no verb, and somewhere in the section it ends where a clause or a run of content words does: "elliptic" alone, always
followed by "curve", is no phrase.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lecturebook.language import FUNCTION_WORDS, bare, stem
from lecturebook.model import Passage
from lecturebook.stoplists import EDGE_VERBS, HARD

_LONGEST = 5
# phrases of a section that are worth a vector
_TRIED = 60
# words from its start in which a section tends to say what it is about
_OPENING = 60
_INSIDE = frozenset({"of", "for", "in", "vs"})
# what stands before verbs; a word that has one of them before it this often is taken for a verb
_BEFORE_VERBS = frozenset(
    "to i you we they he she it can could will would should must may might gonna let's don't didn't doesn't won't "
    "can't not we'll you'll i'll they'll i'd you'd we'd who please".split()
)
_VERB_SHARE, _VERB_COUNT = 0.4, 2
# words that a phrase may hold, but that end none: "a non-...", "in order to"
_NEVER_LAST = frozenset("non pre multi sub anti semi order lot lots rid regard regards".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A possible title: its stems as `key`, the form it is mostly said in, how often, and first how many words in."""

    key: str
    surface: str
    count: int
    position: int

    @property
    def size(self) -> int:
        """Its words."""
        return self.key.count(" ") + 1

    @property
    def stems(self) -> frozenset[str]:
        """What two phrases about one thing share."""
        return frozenset(self.key.split())


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as it is shown, as it is compared, and whether a phrase may hold it, border on it, or go on behind it."""

    shown: str
    plain: str
    is_content: bool
    is_verb: bool
    closes: bool


def find_phrases(sentences: Sequence[Passage], spans: Sequence[tuple[int, int]], language: str) -> list[list[Phrase]]:
    """The likely titles of each half-open span of `sentences`, most promising first."""
    words = [word for sentence in sentences for word in sentence.text.split()]
    verbs = _verbs([bare(word) for word in words]) if language == "en" else frozenset()
    return [_phrases_of(sentences[low:high], verbs, language) for low, high in spans]


def _verbs(plain: Sequence[str]) -> frozenset[str]:
    """The words of a lecture that follow a pronoun or an auxiliary too often for nouns."""
    counts = Counter(plain)
    led = Counter(word for before, word in pairwise(plain) if before in _BEFORE_VERBS)
    verbs = {w for w, n in led.items() if n >= _VERB_COUNT and n >= _VERB_SHARE * counts[w]}
    return frozenset(verbs | {f"{verb}s" for verb in verbs})


def _phrases_of(sentences: Sequence[Passage], verbs: frozenset[str], language: str) -> list[Phrase]:
    tokens = [token for sentence in sentences for token in _tokens(sentence, verbs, language)]
    inside = _INSIDE if language == "en" else frozenset()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    positions: dict[str, int] = {}
    closed: set[str] = set()
    for start in range(len(tokens)):
        for end in _ends(tokens, start, inside):
            phrase = tokens[start:end]
            key = " ".join(stem(token.plain, language) for token in phrase)
            forms[key][" ".join(trimmed(token.shown) for token in phrase)] += 1
            positions.setdefault(key, start)
            if phrase[-1].closes or end == len(tokens) or not tokens[end].is_content or tokens[end].is_verb:
                closed.add(key)
    found = [
        Phrase(key, min(forms[key], key=lambda form: (-forms[key][form], form)), forms[key].total(), positions[key])
        for key in closed
    ]
    return sorted(found, key=lambda phrase: (-_promise(phrase), phrase.key))[:_TRIED]


def _promise(phrase: Phrase) -> float:
    """What is known of a phrase before it has a vector."""
    return (
        math.log1p(phrase.count)
        + 0.3 * (phrase.position < _OPENING)
        + 0.25 * min(phrase.size, 3)
        - 0.2 * (phrase.size > 3)
    )


def _ends(tokens: Sequence[_Token], start: int, inside: frozenset[str]) -> list[int]:
    """Where a phrase that begins at `start` can end: the index after its last word."""
    if not tokens[start].is_content or tokens[start].is_verb:
        return []
    ends = []
    for end in range(start + 1, min(start + _LONGEST, len(tokens)) + 1):
        last = tokens[end - 1]
        if last.is_content:
            plain = [token.plain for token in tokens[start:end]]
            if len(set(plain)) == len(plain) and _may_end(plain, last, inside):
                ends.append(end)
        elif last.plain not in inside or tokens[end - 2].plain in inside:
            break
        if last.closes:
            break
    return ends


def _may_end(plain: Sequence[str], last: _Token, inside: frozenset[str]) -> bool:
    """Whether a phrase of the words `plain` may end on their last; "for creating" goes on."""
    goes_on = len(plain) > 1 and plain[-2] in inside and last.plain.endswith("ing")
    is_short = len(plain) == 1 and len(last.plain) < 3
    return not (last.is_verb or last.plain in _NEVER_LAST or goes_on or is_short)


def _tokens(sentence: Passage, verbs: frozenset[str], language: str) -> list[_Token]:
    stops = HARD if language == "en" else FUNCTION_WORDS.get(language, frozenset())
    shown = sentence.text.split()
    return [
        _Token(
            shown=word,
            plain=(plain := bare(word)),
            is_content=_is_content(plain, stops),
            is_verb=plain in EDGE_VERBS or plain in verbs,
            closes=n == len(shown) - 1 or word[-1] in ".?!,;:",
        )
        for n, word in enumerate(shown)
    ]


def _is_content(plain: str, stops: frozenset[str]) -> bool:
    is_adverb = len(plain) > 4 and plain.endswith("ly")
    return len(plain) > 1 and plain not in stops and not plain.isdigit() and not is_adverb


def trimmed(word: str) -> str:
    """`word` without the stops and brackets around it."""
    return word.strip(".,;:?!\"'()[]…“”‘’")
