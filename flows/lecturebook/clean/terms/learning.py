"""The glossary that a course gives itself: its list, its titles, and what its lectures say right."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby

from lecturebook.clean.terms.candidates import LEAST_LETTERS
from lecturebook.clean.terms.display import display_form, display_table
from lecturebook.clean.terms.model import Term
from lecturebook.clean.terms.sounds import letters, sound_similarities, term_sounds
from lecturebook.language import bare, zipf
from lecturebook.shelf import Shelf
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


# what one lecture says: for each word or pair of words that may be a term its surfaces, and how often each is said
Phrases = Mapping[str, Mapping[str, int]]


def learn_terms(
    lectures: Iterable[Phrases], *, titles: Iterable[str] = (), given: Iterable[str] = (), language: str = "en"
) -> tuple[Term, ...]:
    """The terms of a course: those `given` by people, those in `titles`, and those its `lectures` say right.

    `lectures` are what `phrases_of` finds in each, in the same language. The order of the lectures makes no
    difference; given terms stand first, as given, then those of titles.
    """
    listed = _unique([" ".join(term.split()) for term in given])
    written = _unique(listed + _title_terms(titles, language))
    table = display_table(written)
    known = {letters(term) for term in written}
    titled = {bare(term) for term in written[len(listed) :]}
    said = (display_form(term, table) for term in _said(lectures, table, titled))
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


def phrases_of(words: Iterable[str], language: str = "en") -> dict[str, dict[str, int]]:
    """What a lecture of `words` says that may be a term: rare words, and pairs of words with a rare one."""
    surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rare: dict[str, bool] = {}
    previous = ""
    for word in words:
        plain = bare(word)
        if plain not in rare:
            rare[plain] = _is_term(plain, language)
        is_named = plain not in HARD and _NAME.fullmatch(plain) is not None
        if rare[plain]:
            surfaces[plain][word.strip(".,;:!?()[]\"'")] += 1
        if previous and is_named and (rare[plain] or rare[previous]):
            surfaces[f"{previous} {plain}"][f"{previous} {plain}"] += 1
        # a stop or a function word parts two phrases
        previous = plain if is_named and word[-1:].isalnum() else ""
    return {phrase: dict(counts) for phrase, counts in surfaces.items()}


def _said(lectures: Iterable[Phrases], table: Iterable[str], titled: Set[str]) -> Iterator[str]:
    """Phrases, as they are mostly written, that several lectures say; of pairs with a word that is `titled` it is
    enough that one lecture says them over and over.
    """
    shelf, shipped = Shelf(), set(table)
    shelf.run("CREATE TABLE said (phrase BLOB, surface BLOB, times INTEGER, lectures INTEGER)")
    for lecture in lectures:
        shelf.add("INSERT INTO said VALUES (?, ?, ?, ?)", _rows(lecture))
    rows = shelf.read(
        "SELECT phrase, surface, SUM(times), SUM(lectures) FROM said GROUP BY phrase, surface ORDER BY phrase"
    )
    for packed, group in groupby(rows, key=lambda row: row[0]):
        phrase, surfaces = packed.decode("utf-8", "surrogatepass"), [row[1:] for row in group]
        count, within = sum(times for _, times, _ in surfaces), sum(lectures for _, _, lectures in surfaces)
        if (
            (within >= _LEAST_LECTURES and count >= _LEAST_TIMES)
            or (letters(phrase) in shipped and count >= _LEAST_TIMES_KNOWN)
            or (count >= _LEAST_TIMES and " " in phrase and not titled.isdisjoint(phrase.split()))
        ):
            most = min(surfaces, key=lambda row: (-row[1], row[0]))
            yield most[0].decode("utf-8", "surrogatepass")


def _rows(lecture: Phrases) -> Iterator[tuple[bytes, bytes, int, int]]:
    """Phrase, surface, how often it is said, and 1 at the first surface of each phrase: the lecture counts once."""
    for phrase, surfaces in lecture.items():
        for n, (surface, times) in enumerate(surfaces.items()):
            yield phrase.encode("utf-8", "surrogatepass"), surface.encode("utf-8", "surrogatepass"), times, not n


def _unique(terms: list[str]) -> list[str]:
    """`terms` without those that are spelled like one before, and without empty ones."""
    first: dict[str, str] = {}
    for term in terms:
        if letters(term):
            first.setdefault(letters(term), term)
    return list(first.values())
