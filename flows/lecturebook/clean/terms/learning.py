"""The glossary that a course gives itself: its list, its titles, and what its lectures say right."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set

from lecturebook.clean.terms.candidates import LEAST_LETTERS
from lecturebook.clean.terms.display import display_form, display_table
from lecturebook.clean.terms.model import Term
from lecturebook.clean.terms.sounds import letters, sound_similarities, term_sounds
from lecturebook.language import bare, zipf
from lecturebook.stoplists import HARD

# a word at most this frequent (Zipf value) is a term where several lectures say it, or a title has it
_RARE_ZIPF = 3.2
# a mis-hearing is said over and over too, but rarely the same in two recordings
_LEAST_LECTURES, _LEAST_TIMES = 2, 4
# a term of the shipped spellings is right wherever it is said
_LEAST_TIMES_KNOWN = 2
# a learned word that sounds this much like a term somebody wrote down is that term, mis-heard
_SAME_SOUND = 0.8
# a title in which this share of the words has a capital is set as a headline; one word alone tells nothing
_HEADLINE_SHARE = 0.6
# letters, digits and hyphens, a letter among them; "load_dataset" and "model.fit" are code, read out in words
_NAME = re.compile(r"(?=.*[^\W\d_])[^\W_]+(?:-[^\W_]+)*")
_NAME_LIKE = re.compile(r".*(?:[A-Z].*[A-Z]|[a-z][A-Z]|\d).*")


def learn_terms(
    lectures: Iterable[Sequence[str]], *, titles: Iterable[str] = (), given: Iterable[str] = (), language: str = "en"
) -> tuple[Term, ...]:
    """The terms of a course: those `given` by people, those in `titles`, and those its `lectures` say right.

    `lectures` are the words of each. The order of the lectures makes no difference; given terms stand first, as given,
    then those of titles.
    """
    listed = _unique([" ".join(term.split()) for term in given])
    written = _unique(listed + _title_terms(titles, language))
    table = display_table(written)
    known = {letters(term) for term in written}
    titled = {bare(term) for term in written[len(listed) :]}
    said = (display_form(term, table) for term in _said(lectures, table, titled, language))
    learned = _unlike([term for term in said if letters(term) not in known], written)
    others = written[len(listed) :] + sorted(_unique(learned))
    return (*(Term(term) for term in listed), *(Term(term, given=False) for term in others))


def _unlike(terms: Sequence[str], written: Sequence[str]) -> list[str]:
    """Those of `terms` that do not sound like one that somebody wrote down, and neither does a word of theirs but that
    very one.
    """
    known = {letters(term) for term in written}
    wanted = [way for term in written for way in term_sounds(term)]
    alike = set()
    for term in terms:
        ways = [way for text in (term, *term.split()) if letters(text) not in known for way in term_sounds(text)]
        pairs = [(way, other) for way in ways for other in wanted]
        if pairs and sound_similarities(*zip(*pairs, strict=True)).max() >= _SAME_SOUND:
            alike.add(term)
    return [term for term in terms if term not in alike]


def _title_terms(titles: Iterable[str], language: str) -> list[str]:
    """Rare words and names in titles, and the pairs of them."""
    found = []
    for title in titles:
        words = [word.strip(".,;:!?()[]\"'“”‘’") for word in title.split()]
        words = _uncapitalised(words) if language == "en" else words
        rare = [_is_term(word, language) for word in words]
        found += [word for word, is_rare in zip(words, rare, strict=True) if is_rare]
        for n in range(len(words) - 1):
            if rare[n] and rare[n + 1]:
                found.append(f"{words[n]} {words[n + 1]}")
    return found


def _uncapitalised(words: list[str]) -> list[str]:
    """`words` without the capitals of a headline, where nearly all words have one and so none is a name by it."""
    telling = [word for word in words[1:] if word[:1].isalpha() and bare(word) not in HARD]
    if sum(word[:1].isupper() for word in telling) < _HEADLINE_SHARE * len(telling):
        return words
    return [word.lower() if word.istitle() else word for word in words]


def _is_term(word: str, language: str) -> bool:
    plain = bare(word)
    if len(letters(plain)) < LEAST_LETTERS or plain in HARD or not _NAME.fullmatch(plain):
        return False
    return zipf(plain, language) <= _RARE_ZIPF or bool(_NAME_LIKE.match(word) and not word.isupper())


def _said(lectures: Iterable[Sequence[str]], table: Iterable[str], titled: Set[str], language: str) -> list[str]:
    """Words and pairs of words with a rare one, as they are mostly written, that several lectures say; of pairs with a
    word that is `titled` it is enough that one lecture says them over and over.
    """
    times: Counter[str] = Counter()
    within: defaultdict[str, int] = defaultdict(int)
    surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
    shipped = set(table)
    rare: dict[str, bool] = {}
    for words in lectures:
        here: Counter[str] = Counter()
        previous = ""
        for word in words:
            plain = bare(word)
            if plain not in rare:
                rare[plain] = _is_term(plain, language)
            phrases = [plain] if rare[plain] else []
            if previous and _NAME.fullmatch(plain) and plain not in HARD and (rare[plain] or rare[previous]):
                phrases.append(f"{previous} {plain}")
            for phrase in phrases:
                here[phrase] += 1
                surfaces[phrase][word.strip(".,;:!?()[]\"'") if phrase == plain else phrase] += 1
            # a stop or a function word parts two phrases
            previous = plain if plain not in HARD and word[-1:].isalnum() and _NAME.fullmatch(plain) else ""
        times.update(here)
        for phrase in here:
            within[phrase] += 1
    return [
        min(surfaces[phrase], key=lambda surface: (-surfaces[phrase][surface], surface))
        for phrase, count in times.items()
        if (within[phrase] >= _LEAST_LECTURES and count >= _LEAST_TIMES)
        or (letters(phrase) in shipped and count >= _LEAST_TIMES_KNOWN)
        or (count >= _LEAST_TIMES and " " in phrase and not titled.isdisjoint(phrase.split()))
    ]


def _unique(terms: list[str]) -> list[str]:
    """`terms` without those that are spelled like one before, and without empty ones."""
    first: dict[str, str] = {}
    for term in terms:
        if letters(term):
            first.setdefault(letters(term), term)
    return list(first.values())
