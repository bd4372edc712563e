"""Candidates: every phrase of one to four words that could name a concept, variants merged."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from lecturebook.concepts.tokens import Stems, Tokens
from lecturebook.language import FUNCTION_WORDS
from lecturebook.stoplists import EDGE_VERBS, HARD, SOFT

_LONGEST_PHRASE = 4
# soft words in a phrase -> the least frequency and PMI (bits) that make it more than chance
_SOFT_NEEDS = {0: (1, -math.inf), 1: (3, 1.5), 2: (4, 2.5)}
# a lecture longer than this (words) repeats its concepts; in a shorter one a single mention may be all there is
_LONG_LECTURE = 600
# a number alone names nothing; "bm25" and "gpt2" do
_WORD = re.compile(r"(?=.*[^\W\d_])[^\W_][\w+#']*")


@dataclass(slots=True)
class Candidate:
    """A possible concept: where its phrases start (token indices, in order) and the surfaces it was said in.

    `phrases` are the stem sequences that were merged into it; `key`, their spelling without spaces, is its identity.
    """

    key: str
    phrases: set[Stems]
    positions: list[int] = field(default_factory=list)
    surfaces: Counter[str] = field(default_factory=Counter)
    pmi: float = 0.0
    nested: int = 0

    @property
    def count(self) -> int:
        """How often it was said."""
        return len(self.positions)

    @property
    def size(self) -> int:
        """Words in its longest phrase."""
        return max(len(phrase) for phrase in self.phrases)


def find_candidates(
    tokens: Tokens, words: list[str], *, language: str, keep: frozenset[Stems] = frozenset()
) -> list[Candidate]:
    """The candidates of a lecture, in order of first mention. `keep` are phrases that count whatever the rules say."""
    counts = _count_phrases(tokens, language, keep)
    unigrams = Counter(tokens.stems)
    least = 2 if len(tokens.stems) > _LONG_LECTURE else 1
    good: dict[Stems, list[int]] = {}
    for phrase, places in counts.items():
        pmi = _pmi(phrase, len(places), unigrams, len(tokens.stems))
        soft, frequency = sum(tokens.plain[places[0] + n] in SOFT for n in range(len(phrase))), len(places)
        needed, tight = _SOFT_NEEDS[min(soft, 2)]
        if phrase in keep or (frequency >= max(needed, least) and pmi >= tight):
            good[phrase] = places
    good = _without_swapped(good)
    return _merge_clipped(_merge_spelling(good, tokens, words, unigrams))


def _count_phrases(tokens: Tokens, language: str, keep: frozenset[Stems]) -> dict[Stems, list[int]]:
    """Start positions of every phrase that the word rules let through."""
    places: defaultdict[Stems, list[int]] = defaultdict(list)
    stops = HARD if language == "en" else FUNCTION_WORDS.get(language, frozenset())
    total = len(tokens.plain)
    for start in range(total):
        for end in range(start + 1, min(start + _LONGEST_PHRASE, total) + 1):
            phrase = tuple(tokens.stems[start:end])
            if phrase in keep or _may_be_concept(tokens.plain[start:end], stops):
                places[phrase].append(start)
            if tokens.closes[end - 1]:
                break
    return places


def _may_be_concept(plain: list[str], stops: frozenset[str]) -> bool:
    if any(word in stops or not _WORD.fullmatch(word) for word in plain):
        return False
    if len(plain) == 1:
        return len(plain[0]) > 2 and plain[0] not in SOFT and plain[0] not in EDGE_VERBS
    if plain[0] in EDGE_VERBS or plain[-1] in EDGE_VERBS or len(set(plain)) < len(plain):
        return False
    return not all(word in SOFT and len(word) == 1 for word in plain)


def _pmi(phrase: Stems, count: int, unigrams: Counter[str], total: int) -> float:
    """Pointwise mutual information in bits, per join of the phrase; 0 for one word."""
    if len(phrase) == 1:
        return 0.0
    chance = sum(math.log2(unigrams[stem] / total) for stem in phrase)
    return (math.log2(count / total) - chance) / (len(phrase) - 1)


def _without_swapped(phrases: dict[Stems, list[int]]) -> dict[Stems, list[int]]:
    """Drop "b a" where "a b" is said more often."""
    return {
        phrase: places
        for phrase, places in phrases.items()
        if len(phrase) != 2 or len(phrases.get(phrase[::-1], ())) <= len(places)
    }


def spelling_key(phrase: Stems) -> str:
    """What phrases that differ only in spaces and hyphens share: ("tensor", "flow") and ("tensorflow",)."""
    return "".join(phrase)


def _merge_spelling(
    phrases: dict[Stems, list[int]], tokens: Tokens, words: list[str], unigrams: Counter[str]
) -> list[Candidate]:
    candidates: dict[str, Candidate] = {}
    parents = _longest_parent_counts(phrases)
    for phrase, places in phrases.items():
        candidate = candidates.setdefault(spelling_key(phrase), Candidate(spelling_key(phrase), set()))
        candidate.phrases.add(phrase)
        candidate.positions = sorted({*candidate.positions, *places})
        candidate.surfaces.update(surface(tokens, words, start, start + len(phrase)) for start in places)
        candidate.pmi = max(candidate.pmi, _pmi(phrase, len(places), unigrams, len(tokens.stems)))
        candidate.nested = max(candidate.nested, parents.get(phrase, 0))
    return sorted(candidates.values(), key=lambda candidate: candidate.positions[0])


def _longest_parent_counts(phrases: dict[Stems, list[int]]) -> dict[Stems, int]:
    """For each phrase how often its most frequent longer phrase is said."""
    parents: Counter[Stems] = Counter()
    for phrase, places in phrases.items():
        for size in range(1, len(phrase)):
            for start in range(len(phrase) - size + 1):
                part = phrase[start : start + size]
                parents[part] = max(parents[part], len(places))
    return parents


def _merge_clipped(candidates: list[Candidate]) -> list[Candidate]:
    """Merge "batch norm" into "batch normalization": same words, the last one clipped to four letters or more."""
    by_head: defaultdict[Stems, list[tuple[str, Candidate]]] = defaultdict(list)
    for candidate in candidates:
        for phrase in candidate.phrases:
            if len(phrase) > 1:
                by_head[phrase[:-1]].append((phrase[-1], candidate))
    gone: set[str] = set()
    for group in by_head.values():
        for clipped, short in group:
            for last, long in group:
                if long is not short and len(last) > len(clipped) >= 4 and last.startswith(clipped):
                    if {short.key, long.key} & gone:
                        continue
                    _absorb(long, short)
                    gone.add(short.key)
    return [candidate for candidate in candidates if candidate.key not in gone]


def _absorb(long: Candidate, short: Candidate) -> None:
    long.phrases |= short.phrases
    long.positions = sorted({*long.positions, *short.positions})
    long.surfaces.update(short.surfaces)
    long.pmi = max(long.pmi, short.pmi)


def surface(tokens: Tokens, words: list[str], start: int, end: int) -> str:
    """How the tokens ``[start, end)`` stand in the words: case and hyphens kept, punctuation at the edges gone.

    Always whole words: the phase commit of a "two-phase commit" is called that, since nobody says less.
    """
    return " ".join(_trim(word) for word in words[tokens.word[start] : tokens.word[end - 1] + 1])


def _trim(word: str) -> str:
    return re.sub(r"^[^\w+#]+|[^\w+#]+$|['’]s[^\w]*$", "", word)
