"""Candidates: every phrase of one to four words that could name a concept, variants merged."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import pairwise

from lecturebook.concepts.of_phrases import of_phrases, without_torn
from lecturebook.concepts.unheard import find_unheard, without_heard
from lecturebook.concepts.variants import Candidate, merge_variants, spelling_key
from lecturebook.concepts.verbs import without_verbs
from lecturebook.language import FUNCTION_WORDS, is_adverb, zipf
from lecturebook.stoplists import (
    ADJECTIVE_ENDS,
    CLAUSE_VERBS,
    EDGE_VERBS,
    FORMULA,
    GENERIC_HEADS,
    GENERIC_MODIFIERS,
    GREEK,
    HARD,
    NOUNS_IN_ED,
    NOUNS_IN_IVE,
    NUMERALS,
    OPENERS,
    PREFIXES,
    SOFT,
    TERM_PARTS,
)
from lecturebook.tokens import Stems, Tokens, is_part, tokenize

_LONGEST_PHRASE = 4
# weak words in a phrase -> the least frequency and PMI (bits) that make it more than chance, or how often it has to
# stand as a noun phrase does
_WEAK_NEEDS = {0: (2, -math.inf, 1), 1: (3, 1.5, 1), 2: (4, 2.5, 1)}
_WEAK = SOFT | TERM_PARTS
_SHORTEST_ADVERB = 6
_NO_ENDS = frozenset(["s", "squared", "cubed"])
_NEVER_ALONE = _WEAK | EDGE_VERBS | GREEK | _NO_ENDS
_DETERMINERS = frozenset("a an the this that these those our your its it them us you".split())
_STOPS = (HARD - TERM_PARTS) | CLAUSE_VERBS | NUMERALS
_ENDERS = _STOPS | GENERIC_HEADS
# a lecture longer than this (words) repeats its concepts; in a shorter one a single mention may be all there is
_LONG_LECTURE = 600
# a word of two letters that is more common than this (Zipf value) is no abbreviation
_SHORT_ZIPF = 5.0
# a number alone names nothing; "bm25" and "gpt2" do
_WORD = re.compile(r"(?=.*[^\W\d_])[^\W_][\w+#']*")


def find_candidates(
    tokens: Tokens,
    words: list[str],
    *,
    language: str,
    title: str = "",
    keep: frozenset[Stems] = frozenset(),
    stop: frozenset[Stems] = frozenset(),
) -> list[Candidate]:
    """The candidates of a lecture called `title`, in order of first mention, then the names of its title that it
    never says right. `keep` are phrases that count whatever the rules say, `stop` those that never do.
    """
    counts = _count_phrases(tokens, language, keep)
    unigrams = Counter(tokens.stems)
    least = 2 if len(tokens.stems) > _LONG_LECTURE else 1
    titled = tuple(tokenize(title.split(), language).stems)
    good: dict[Stems, list[int]] = {}
    for phrase, places in counts.items():
        if phrase in stop:
            continue
        if least > 1 and len(places) == 1 and phrase not in keep and _is_said_in_passing(phrase, titled, unigrams):
            continue
        if phrase in keep or _is_term_like(phrase, places, tokens, unigrams, least):
            good[phrase] = places
    good = _without_swapped(_completed(good, counts))
    if language == "en":
        kept = {phrase: places for phrase, places in good.items() if phrase in keep}
        named = {phrase: places for phrase, places in of_phrases(tokens).items() if phrase not in stop}
        good = without_torn(without_verbs(good, tokens), named) | kept | named
    candidates = merge_variants(_merge_spelling(good, tokens, words, unigrams), language)
    unheard = find_unheard(tokens, title) if language == "en" else []
    return [*without_heard(candidates, unheard), *unheard] if unheard else candidates


def _is_term_like(phrase: Stems, places: list[int], tokens: Tokens, unigrams: Counter[str], least: int) -> bool:
    """Whether a phrase is said often enough for its words, or stands where a term stands."""
    bounded = count_bounded(tokens, phrase, places)
    if len(phrase) == 1:
        plain = tokens.plain[places[0]]
        if len(plain) == 2:  # "AI", "VQ": more often than a slip, and no word that every text has
            return len(places) >= 2 and zipf(plain, "en") < _SHORT_ZIPF
        return len(places) >= least
    weak = sum(tokens.plain[places[0] + n] in _WEAK for n in range(len(phrase)))
    frequency, tight, standing = _WEAK_NEEDS[min(weak, 2)]
    frequency = frequency if weak else min(frequency, least)
    pmi = _pmi(phrase, len(places), unigrams, len(tokens.stems))
    # words that are all weak have to come together again and again
    standing += 2 * (weak == len(phrase))
    return (len(places) >= frequency and pmi >= tight) or bounded >= standing


def _is_said_in_passing(phrase: Stems, title: Stems, unigrams: Counter[str]) -> bool:
    """Whether a phrase said once in a long lecture is the title read out, a clause, or about a letter ("H tilde"; of
    two letters an abbreviation is spelled), or none of the lecture's subjects: those are made of words that it says
    elsewhere as well, all of them but for one of two ("Hopfield network"). What it also says in short is one.
    """
    initials = "".join(word[0] for word in phrase)
    if len(initials) > 1 and initials in unigrams and zipf(initials, "en") < _SHORT_ZIPF:
        return False
    letters = sum(len(word) == 1 for word in phrase)
    if len(phrase) == _LONGEST_PHRASE or letters == 1 or is_part([phrase], title) or is_adverb(phrase[0]):
        return True
    return sum(unigrams[word] == 1 for word in phrase) > (len(phrase) == 2)


def count_bounded(tokens: Tokens, phrase: Stems, places: list[int]) -> int:
    """How often the phrase stands as a noun phrase does: after an article or preposition, before a function word."""
    return sum(_opens(tokens, start) and _ends(tokens, start + len(phrase)) for start in places)


def _opens(tokens: Tokens, start: int) -> bool:
    return start == 0 or tokens.closes[start - 1] or tokens.plain[start - 1] in OPENERS


def _ends(tokens: Tokens, end: int) -> bool:
    if end >= len(tokens.plain) or tokens.closes[end - 1]:
        return True
    # "considering the", "achieves a": what has an object is a verb
    is_verb = tokens.plain[end] in _DETERMINERS and tokens.plain[end - 1].endswith(("ing", "s", "ed"))
    return tokens.plain[end] in _ENDERS and not is_verb


def _count_phrases(tokens: Tokens, language: str, keep: frozenset[Stems]) -> dict[Stems, list[int]]:
    """Start positions of every phrase that the word rules let through."""
    places: defaultdict[Stems, list[int]] = defaultdict(list)
    stops = _STOPS if language == "en" else FUNCTION_WORDS.get(language, frozenset())
    total = len(tokens.plain)
    longest = max([_LONGEST_PHRASE, *map(len, keep)])
    kept_first = {phrase[0] for phrase in keep if phrase}
    breaks = [_parts_phrases(word, stops) for word in tokens.plain]
    for start, (word, after) in enumerate(pairwise(tokens.plain)):
        if f"{word}'{after}" in HARD:  # recognisers write "don t"
            breaks[start] = breaks[start + 1] = True
    for start in range(total):
        may_be_kept = tokens.stems[start] in kept_first
        for end in range(start + 1, min(start + longest, total) + 1):
            if breaks[end - 1] and not may_be_kept:
                break
            phrase = tuple(tokens.stems[start:end])
            is_short = end - start <= _LONGEST_PHRASE
            if phrase in keep or (
                is_short and _may_be_concept(tokens.plain[start:end], stops) and not _is_torn(tokens, start, end, stops)
            ):
                places[phrase].append(start)
            if tokens.closes[end - 1]:
                break
    return places


def _is_torn(tokens: Tokens, start: int, end: int, stops: frozenset[str]) -> bool:
    """Whether the phrase leaves out a part of its first or last word that would belong to it: the "based index" of a
    "hash-based index". One token alone may be named as such (the "encoder" of an "encoder-decoder").
    """
    if end - start == 1:
        return False
    first, last = start, end
    while first > 0 and tokens.word[first - 1] == tokens.word[start]:
        first -= 1
    while last < len(tokens.word) and tokens.word[last] == tokens.word[end - 1]:
        last += 1
    if (first, last) == (start, end) or last - first > _LONGEST_PHRASE:
        return False
    return _may_be_concept(tokens.plain[first:last], stops)


def _parts_phrases(word: str, stops: frozenset[str]) -> bool:
    """Whether no phrase has the word."""
    return word in stops or not _WORD.fullmatch(word)


def _may_be_concept(plain: list[str], stops: frozenset[str]) -> bool:
    if any(_parts_phrases(word, stops) for word in plain):
        return False
    if len(plain) == 1:
        is_weak = plain[0] in _NEVER_ALONE or plain[0].removesuffix("s") in _NEVER_ALONE
        return len(plain[0]) >= 2 and not is_weak and not is_adverb(plain[0])
    if plain[0] in EDGE_VERBS or plain[-1] in EDGE_VERBS or len(set(plain)) < len(plain):
        return False
    # a possessive without its apostrophe ("newton s", but not "j s"), a unit ("second squared"), a variable ("x prime")
    is_spelled = len(plain[-2]) == 1
    if (plain[-1] in _NO_ENDS and not is_spelled) or all(len(word) == 1 or word in FORMULA for word in plain):
        return False
    if len(plain) == 2 and plain[0] in _WEAK and len(plain[0]) > 1 and len(plain[1]) == 1:
        return False  # "point p"
    is_participle = plain[-1].endswith("ed") and plain[-1] not in NOUNS_IN_ED
    is_adjective = plain[-1].endswith(ADJECTIVE_ENDS) and plain[-1] not in NOUNS_IN_IVE
    if (is_participle or is_adjective) and plain[-2] not in PREFIXES:
        return False
    return plain[0] not in GENERIC_MODIFIERS and (len(plain[-1]) <= _SHORTEST_ADVERB or not plain[-1].endswith("ly"))


def _pmi(phrase: Stems, count: int, unigrams: Counter[str], total: int) -> float:
    """Pointwise mutual information in bits, per join of the phrase; 0 for one word."""
    if len(phrase) == 1:
        return 0.0
    chance = sum(math.log2(unigrams[stem] / total) for stem in phrase)
    return (math.log2(count / total) - chance) / (len(phrase) - 1)


def _completed(good: dict[Stems, list[int]], counts: dict[Stems, list[int]]) -> dict[Stems, list[int]]:
    """`good` and what a phrase of it is always part of: "sentence prediction" is never said without its "next"."""
    longer: dict[Stems, list[Stems]] = {}
    for phrase, places in counts.items():
        for part in (phrase[1:], phrase[:-1]):
            if len(part) > 1 and len(good.get(part, ())) == len(places) > 1:
                longer.setdefault(part, []).append(phrase)
    return good | {phrase: counts[phrase] for phrases in longer.values() for phrase in phrases}


def _without_swapped(phrases: dict[Stems, list[int]]) -> dict[Stems, list[int]]:
    """Drop "b a" where "a b" is said more often."""
    return {
        phrase: places
        for phrase, places in phrases.items()
        if len(phrase) != 2 or len(phrases.get(phrase[::-1], ())) <= len(places)
    }


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
        candidate.bounded += count_bounded(tokens, phrase, places)
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


def surface(tokens: Tokens, words: list[str], start: int, end: int) -> str:
    """How the tokens ``[start, end)`` stand in the words: case and hyphens kept, punctuation at the edges gone.

    Always whole words: the phase commit of a "two-phase commit" is called that, since nobody says less.
    """
    return " ".join(trim(word) for word in words[tokens.word[start] : tokens.word[end - 1] + 1])


def trim(word: str) -> str:
    """`word` without the stops at its edges and a possessive, in its case."""
    return re.sub(r"^[^\w+#]+|[^\w+#]+$|['’]s[^\w]*$", "", word)
