"""A name in the title that the recogniser never wrote right: BERT, which it took for "vert" and "Burke"."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Set

from lecturebook.clean.terms.sounds import sound_similarities, sounds, term_sounds
from lecturebook.concepts.variants import Candidate, spelling_key
from lecturebook.language import EVERYDAY_ZIPF, bare, stem, zipf
from lecturebook.stoplists import EDGE_VERBS, HARD
from lecturebook.tokens import Stems, Tokens

# a name of a title: an abbreviation said as a word, or a word of no dictionary; fewer letters or sounds tell nothing
_LEAST_LETTERS, _LEAST_SOUNDS = 4, 4
# only so many of a title, which may come from anywhere and be of any length
_MOST_NAMES = 8
# a name is heard as so many words at most; how much alike both sound, and how common (Zipf value) what is heard may be
_MOST_WORDS, _SAME_SOUND, _MOST_ZIPF = 2, 0.85, 5.0
# what is said so many powers of ten more often than elsewhere, and so many times in all, stands for the name
_CONTRAST, _LEAST_TIMES = 2.0, 3
# the last of these in a word is hardly spoken: "Burke" for BERT
_STOPS = frozenset("bdgkpt")


def find_unheard(tokens: Tokens, title: str) -> list[Candidate]:
    """The names in the `title` of an English lecture that it never says as they are written, while often enough it says
    what sounds like one. Each is called as in the title; what was heard for it gives it no name.
    """
    said = set(tokens.stems)
    names = [name for name in _names(title) if stem(bare(name)) not in said][:_MOST_NAMES]
    forms = _forms(tokens) if names else {}
    found = []
    for name in names:
        alike = _alike(name, forms)
        sure = {form for form in alike if _contrast(form, len(forms[form]), len(tokens.stems)) >= _CONTRAST}
        if sum(len(forms[form]) for form in sure) >= _LEAST_TIMES:
            heard = sure | {form for form in alike | _without_stop(name, forms) if _rarest(form) <= EVERYDAY_ZIPF}
            found.append(_candidate(name, {form: forms[form] for form in heard}, tokens))
    return found


def without_heard(candidates: Iterable[Candidate], unheard: Iterable[Candidate]) -> list[Candidate]:
    """`candidates` without what was heard for a name, alone or in a phrase: the name has taken its place."""
    heard = {phrase for candidate in unheard for phrase in candidate.phrases}
    return [one for one in candidates if not any(_has(phrase, heard) for phrase in one.phrases)]


def _has(phrase: Stems, parts: Set[Stems]) -> bool:
    """Whether one of the parts stands in the phrase."""
    sizes = range(1, _MOST_WORDS + 1)
    return any(phrase[start : start + size] in parts for size in sizes for start in range(len(phrase)))


def _names(title: str) -> list[str]:
    """The words of a title that are names by their spelling; where all is in capitals these tell nothing."""
    words = [word for token in title.split() if (word := token.strip(".,;:!?()[]\"'“”‘’")).isalpha()]
    return [
        word
        for word in dict.fromkeys(words)
        if len(word) >= _LEAST_LETTERS and ((word.isupper() and not title.isupper()) or not zipf(word, "en"))
    ]


def _forms(tokens: Tokens) -> dict[Stems, list[int]]:
    """Where each word, and each pair of words, that could be a name is said."""
    may_be = [word not in HARD and word not in EDGE_VERBS and zipf(word, "en") < _MOST_ZIPF for word in tokens.plain]
    forms: defaultdict[Stems, list[int]] = defaultdict(list)
    for start in range(len(tokens.plain)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(tokens.plain)) + 1):
            if not may_be[end - 1]:
                break
            forms[tuple(tokens.plain[start:end])].append(start)
            if tokens.closes[end - 1]:
                break
    return forms


def _alike(name: str, forms: Iterable[Stems]) -> set[Stems]:
    """The forms that sound like the name."""
    ways = [way for way in term_sounds(name) if len(way) >= _LEAST_SOUNDS]
    pairs = [(form, sounds(" ".join(form)), way) for form in forms for way in ways]
    if not pairs:
        return set()
    similar = sound_similarities([heard for _, heard, _ in pairs], [way for _, _, way in pairs])
    return {form for (form, _, _), share in zip(pairs, similar, strict=True) if share >= _SAME_SOUND}


def _without_stop(name: str, forms: Iterable[Stems]) -> set[Stems]:
    """The forms that sound like the name but for the stop at its end."""
    bare_ways = {way[:-1] for way in term_sounds(name) if len(way) >= _LEAST_SOUNDS and way[-1] in _STOPS}
    heard = {form: sounds(" ".join(form)) for form in forms} if bare_ways else {}
    return {form for form, way in heard.items() if way[-1:] in _STOPS and way[:-1] in bare_ways}


def _rarest(form: Stems) -> float:
    return min(zipf(word, "en") for word in form)


def _contrast(form: Stems, count: int, total: int) -> float:
    """How many powers of ten more often than elsewhere the rarest word of the form may be said."""
    return math.log10(count / total * 1e9) - _rarest(form)


def _candidate(name: str, heard: dict[Stems, list[int]], tokens: Tokens) -> Candidate:
    positions = sorted({place for places in heard.values() for place in places})
    own = (stem(bare(name)),)
    phrases = {tuple(tokens.stems[places[0] : places[0] + len(form)]) for form, places in heard.items()}
    surfaces = Counter({name: len(positions), **{" ".join(form): 0 for form in heard}})
    # what recognisers make of a name stands where no phrase would
    return Candidate(spelling_key(own), {own, *phrases}, positions, surfaces, bounded=len(positions))
