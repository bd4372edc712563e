"""The repairs of one lecture: aliases first, then joins that lose no letter, then what sounds like a term."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from lecturebook.clean.terms.aliases import alias_key, is_at_home
from lecturebook.clean.terms.candidates import (
    LEAST_LETTERS,
    LONGEST_SPAN,
    REAL_ZIPF,
    Lecture,
    find_candidates,
    narrowed,
    prepare,
)
from lecturebook.clean.terms.display import display_table
from lecturebook.clean.terms.model import Aliases, Rule, Term, TermRepair, TermRepairs
from lecturebook.clean.terms.scoring import (
    MOST_ZIPF,
    SCORER,
    Scorer,
    commonness,
    features,
    is_real,
    passes_gate,
    stands_in,
)
from lecturebook.clean.terms.sounds import letters
from lecturebook.language import bare
from lecturebook.stoplists import HARD
from lecturebook.tokens import tokenize

# pieces all more common than this (share of the Zipf scale; 0.75 is Zipf 4.5) may be words of their own: "drop out"
_EVERYDAY = 0.75
_NEAR = 10
_LEAST_NEAR = 2
_HYPHENS = re.compile(r"[-‐‑–/]+")
_EDGES = re.compile(r"^([^\w]*)(.*?)((?:['’]s)?[^\w]*)$", re.S)


def find_repairs(
    words: Sequence[str],
    terms: Sequence[Term],
    *,
    aliases: Sequence[Aliases] = (),
    title: str = "",
    language: str = "en",
    refused: Collection[str] = frozenset(),
    doubtful: Collection[int] = frozenset(),
    scorer: Scorer = SCORER,
) -> TermRepairs:
    """What to repair in a lecture of `words`, and what a person should judge.

    `terms` are the right terms (see `learn_terms`); `aliases` tables in the order in which they win: the user's, the
    course's, the shipped. `refused` are heard words never to be proposed again, beside those the tables refuse.
    `doubtful` are indices of words that the recogniser itself was unsure of: it takes less to repair those. What
    sounds alike is known for English only; in other languages aliases and joins do all.
    """
    lecture = prepare(words, terms, language)
    never = {alias_key(heard) for heard in refused}.union(*(table.refused for table in aliases))
    found = _Found(lecture, never)
    _add_aliases(found, aliases, terms, title, language)
    _add_joins(found, terms, title, language)
    if language == "en":
        _add_sounds(found, terms, title, language, doubtful, scorer)
    return found.repairs()


class _Found:
    """Repairs so far, none of which overlap; the first one added for a word keeps it."""

    def __init__(self, lecture: Lecture, never: Collection[str]) -> None:
        self.lecture, self._never = lecture, never
        self._taken: set[int] = set()
        self._applied: list[TermRepair] = []
        self._suspected: list[TermRepair] = []

    def add(
        self, first: int, last: int, after: Sequence[str], term: str, rule: Rule, score: float = 1.0, *, apply: bool
    ) -> None:
        before = self.lecture.words[first:last]
        shown = with_edges(before, after)
        if (
            shown == before
            or not self._taken.isdisjoint(range(first, last))
            or alias_key(" ".join(before)) in self._never
        ):
            return
        self._taken.update(range(first, last))
        repair = TermRepair(first, last, before, shown, term, rule, round(score, 4))
        (self._applied if apply else self._suspected).append(repair)

    def repairs(self) -> TermRepairs:
        def place(repair: TermRepair) -> int:
            return repair.first

        return TermRepairs(tuple(sorted(self._applied, key=place)), tuple(sorted(self._suspected, key=place)))


def with_edges(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """`after` with the stops and brackets at the edges of `before`, and its possessive.

    >>> with_edges(("(ray", "loo's),"), ("ReLU",))
    ("(ReLU's),",)
    """
    opening = _edges(before[0])[0]
    closing = _edges(before[-1])[2]
    words = list(after)
    if words[-1].endswith("s") and closing[:1] in ("'", "’"):
        closing = closing.removeprefix(closing[:2])
    words[0] = opening + words[0]
    words[-1] += closing
    return tuple(words)


def _edges(word: str) -> tuple[str, str, str]:
    match = _EDGES.match(word)
    return (match[1], match[2], match[3]) if match and match[2] else ("", word, "")


def _add_aliases(found: _Found, aliases: Sequence[Aliases], terms: Sequence[Term], title: str, language: str) -> None:
    """Longest first, at each place from the left; of tables with the same words the first wins."""
    lecture = found.lecture
    tokens = tokenize(lecture.words, "")
    said = set(tokens.plain) | set(tokenize(title.split(), "").plain)
    given = {letters(term.text) for term in terms if term.given}
    known: dict[tuple[str, ...], tuple[str, bool, bool]] = {}
    for table in aliases:
        if not is_at_home(table, said):
            continue
        for heard, term in table.terms.items():
            known.setdefault(tuple(heard.split()), (term, heard in table.careful, bool(table.evidence)))
    longest = max((len(heard) for heard in known), default=0)
    places: list[tuple[int, int, str, bool, bool]] = []
    for start in range(len(tokens.plain)):
        for size in range(min(longest, len(tokens.plain) - start), 0, -1):
            key = tuple(tokens.plain[start : start + size])
            if key in known and _whole_words(tokens.word, tokens.closes, start, start + size):
                places.append((tokens.word[start], tokens.word[start + size - 1] + 1, *known[key]))
    for first, last, term, careful, shipped in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
        keys = {letters(term), letters(term).removesuffix("s")}
        stands = (
            not keys.isdisjoint(given) or any(lecture.said[key] for key in keys) or stands_in(term, title, language)
        )
        # "auto-encoder" for "autoencoder" is another spelling of one word; only a person may say that it is wrong
        if (
            shipped
            and last - first == len(term.split())
            and letters(term) == letters("".join(lecture.words[first:last]))
        ):
            continue
        found.add(first, last, term.split(), term, "alias", apply=not careful or stands)


def _whole_words(word: Sequence[int], closes: Sequence[bool], start: int, end: int) -> bool:
    """Whether the tokens ``[start, end)`` begin and end words, and no stop stands between them."""
    begins = start == 0 or word[start - 1] != word[start]
    ends = end == len(word) or word[end - 1] != word[end]
    # a word without a letter or digit ("…") has no token, but parts what stands beside it
    close = all(after - before <= 1 for before, after in pairwise(word[start:end]))
    return begins and ends and close and not any(closes[start : end - 1])


def _add_joins(found: _Found, terms: Sequence[Term], title: str, language: str) -> None:
    """Words that are a term but for the spaces in it, or its plural: "tensor flows", "neural net works"."""
    lecture = found.lecture
    solid: dict[str, tuple[Term, str]] = {}
    for term in terms:
        key = letters(term.text)
        if len(key) < LEAST_LETTERS:
            continue
        solid.setdefault(key, (term, ""))
        if not key.endswith("s"):
            solid.setdefault(f"{key}s", (term, "s"))
    for first, last, key in sorted(_joined(lecture, solid), key=lambda place: (place[0] - place[1], place[0])):
        term, plural = solid[key]
        after = (term.text + plural).split()
        heard = lecture.plain[first:last]
        after_parts = {bare(part) for part in after}
        pieces = [word for word in heard if word not in after_parts]
        alone = len(pieces) == len(heard)
        if not _loses_space(heard, after):
            continue
        # people do write "data set"; nobody has said that this course does not
        if not term.given and is_real(pieces, language):
            continue
        while len(after) > 1 and letters(heard[0]) == letters(after[0]):
            first, heard, after = first + 1, heard[1:], after[1:]
        while len(after) > 1 and letters(heard[-1]) == letters(after[-1]):
            last, heard, after = last - 1, heard[:-1], after[:-1]
        # "drop out" may be words of its own; "neural net works" has a word of the term beside it
        everyday = alone and _are_everyday(pieces, language)
        said_solid = any(lecture.counts[bare(word)] for word in after if bare(word) not in heard)
        near = sum(lecture.field[max(0, first - _NEAR) : first]) + sum(lecture.field[last : last + _NEAR])
        sure = not everyday or said_solid or near >= _LEAST_NEAR or stands_in(term.text, title, language)
        found.add(first, last, after, term.text, "join", apply=sure)


def _are_everyday(pieces: Sequence[str], language: str) -> bool:
    """Whether `pieces` may be words of their own: all very common, or all real beside an article ("a dam")."""
    least = REAL_ZIPF / MOST_ZIPF if not HARD.isdisjoint(pieces) else _EVERYDAY
    return all(
        word in ("a", "i") or (len(word) > 1 and word.isalpha() and commonness(word, language) > least)
        for word in pieces
    )


def _joined(lecture: Lecture, solid: Collection[str]) -> Iterator[tuple[int, int, str]]:
    for first in range(len(lecture.words)):
        key = letters(lecture.plain[first])
        for last in range(first + 2, min(first + LONGEST_SPAN, len(lecture.words)) + 1):
            if lecture.closes[last - 2] or not lecture.plain[last - 1]:
                break
            key += letters(lecture.plain[last - 1])
            if key in solid:
                yield first, last, key


def _loses_space(heard: Sequence[str], after: Sequence[str]) -> bool:
    """Whether `heard` has a space inside what is one solid word of `after`; a hyphen for a space mends nothing."""
    ends: set[int] = set()
    place = 0
    for word in after:
        for part in _HYPHENS.split(word):
            place += len(letters(part))
            ends.add(place)
    place = 0
    for word in heard[:-1]:
        place += len(letters(word))
        if place not in ends:
            return True
    return False


def _add_sounds(
    found: _Found, terms: Sequence[Term], title: str, language: str, doubtful: Collection[int], scorer: Scorer
) -> None:
    """The likeliest candidates first; the same words for several terms ("affine map", "affine maps") count once."""
    lecture = found.lecture
    spellings = display_table()
    best: defaultdict[tuple[int, int, tuple[str, ...]], tuple[float, str, bool]] = defaultdict(lambda: (0.0, "", False))
    for candidate in find_candidates(lecture, terms, language):
        first, last, after = narrowed(lecture, candidate, language)
        # what is a term itself was not mis-heard for another: "n-gram" is no "unigram"
        if letters("".join(lecture.words[first:last])) in spellings:
            continue
        doubt = sum(n in doubtful for n in range(first, last)) / (last - first)
        likely = scorer.score(features(candidate, lecture, title, language), doubt)
        if likely >= scorer.suspect:
            sure = likely >= scorer.apply and passes_gate(candidate, lecture, title, language)
            best[first, last, after] = max(best[first, last, after], (likely, candidate.term.text, sure))
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    for (first, last, after), (likely, term, sure) in ordered:
        found.add(first, last, after, term, "sound", likely, apply=sure)
