"""Titles of sections: the phrase that is near to what a section says, and stands where it is announced.

People name a section by what its opening says and its whole repeats: of all that was tried, nearness to the section's
vector and to that of its opening, frequency, an early first mention and rare words were worth keeping; distance
to the other sections was not, once those are known. The weights make the cosine to the human heading and the F1 of
its words as high as can be in the mean over a softmax of the scores; `benchmarks/titles.py` says how high.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lecturebook.clean.terms.display import display_form
from lecturebook.embed import Encode, Vectors, pool
from lecturebook.language import bare, zipf
from lecturebook.model import Passage
from lecturebook.segment.kinds import is_introduction, is_questions
from lecturebook.segment.phrases import Phrase, find_phrases

# fitted on 122 sections of eight talks, the documents whose name's sha256 begins with an even digit
_NEAR, _NEAR_OPENING, _COUNT, _POSITION, _ZIPF = 9.4, 9.4, 1.5, -1.05, -0.75
_ONE_WORD, _MANY_WORDS = -2.5, -1.4
# "rid of memes": what is said once with a preposition in it is seldom a name
_JOINED_ONCE = -1.0
# a key concept of the lecture makes a better title than a phrase that only stands near
_CONCEPT = 0.75
# words from its start that tell what a section will be about
_OPENING = 80
# a second phrase adds where it is nearly as good (points), says something else (cosine), and the title stays short
_SECOND, _ALIKE, _LONGEST = 1.0, 0.75, 7
_AND = " · "
_INTRODUCTION, _QUESTIONS = "Introduction", "Questions"
_INSIDE = frozenset({"of", "for", "in", "vs"})


@dataclass(frozen=True, slots=True)
class _Scored:
    """A phrase of a section, its score there, and its row among the vectors of all phrases."""

    score: float
    section: int
    phrase: Phrase
    row: int


def title_sections(
    sentences: Sequence[Passage],
    vectors: Vectors,
    spans: Sequence[tuple[int, int]],
    encode: Encode,
    *,
    language: str,
    names: Sequence[str] = (),
    given: Sequence[str] = (),
) -> list[str]:
    """One title for each of the half-open sentence `spans`, no two alike; "Part n" where a section has no phrase.

    `vectors` are the sentences' rows of length 1, ``(sentences, dimension)``. `names` are right spellings: a phrase
    that is one of them in other letters is spelled so. `given` are titles that people gave, "" where they gave none;
    they are taken as they are.
    """
    spelled = {_letters(name): name for name in names}
    phrases = find_phrases(sentences, spans, language)
    surfaces = sorted({phrase.surface for found in phrases for phrase in found})
    rows = encode([surface.lower() for surface in surfaces]) if surfaces else vectors[:0]
    row_of = {surface: n for n, surface in enumerate(surfaces)}
    scored = []
    for section, (span, found) in enumerate(zip(spans, phrases, strict=True)):
        own, opening = _section_vectors(sentences, vectors, span)
        for phrase in found:
            row = row_of[phrase.surface]
            score = _score(phrase, float(rows[row] @ own), float(rows[row] @ opening), language)
            score += _CONCEPT * (_letters(phrase.surface) in spelled)
            scored.append(_Scored(score, section, phrase, row))
    named = {n: given[n].strip() for n in range(min(len(given), len(spans))) if given[n].strip()}
    kinds = _kinds(sentences, spans) if language == "en" else {}
    named |= {n: kind for n, kind in kinds.items() if kind == _INTRODUCTION and n not in named}
    chosen = _assign([entry for entry in scored if entry.section not in named], rows)
    return [named.get(n) or _titled(chosen.get(n, []), kinds.get(n, ""), n, spelled) for n in range(len(spans))]


def _score(phrase: Phrase, own: float, opening: float, language: str) -> float:
    content = [word for word in map(bare, phrase.surface.split()) if word not in _INSIDE]
    return (
        _NEAR * own
        + _NEAR_OPENING * opening
        + _COUNT * math.log(phrase.count)
        + _POSITION * math.log1p(phrase.position)
        + _ZIPF * sum(zipf(word, language) for word in content) / len(content)
        + _ONE_WORD * (phrase.size == 1)
        + _MANY_WORDS * (phrase.size > 3)
        + _JOINED_ONCE * (phrase.count == 1 and len(content) < phrase.size)
    )


def _section_vectors(sentences: Sequence[Passage], vectors: Vectors, span: tuple[int, int]) -> tuple[Vectors, Vectors]:
    """The vectors of a section and of its opening, each ``(dimension,)``."""
    low, high = span
    weights = [float(sentence.last - sentence.first) for sentence in sentences[low:high]]
    opening = sum(sentence.first - sentences[low].first < _OPENING for sentence in sentences[low:high])
    return pool(vectors[low:high], weights), pool(vectors[low : low + opening], weights[:opening])


def _assign(scored: Sequence[_Scored], rows: Vectors) -> dict[int, list[Phrase]]:
    """For each section its one or two phrases: the best over the lecture first, so that no two sections share one."""
    ranked = sorted(scored, key=lambda entry: (-entry.score, entry.section, entry.phrase.key))
    first: dict[int, _Scored] = {}
    taken: set[frozenset[str]] = set()
    for entry in ranked:
        if entry.section not in first and _is_new(entry.phrase, taken):
            first[entry.section] = entry
            taken.add(entry.phrase.stems)
    chosen = {section: [entry.phrase] for section, entry in first.items()}
    for entry in ranked:
        best = first.get(entry.section)
        if best is None or len(chosen[entry.section]) > 1 or not _is_new(entry.phrase, taken):
            continue
        if _adds(entry, best, float(rows[entry.row] @ rows[best.row])):
            chosen[entry.section].append(entry.phrase)
            taken.add(entry.phrase.stems)
    return chosen


def _is_new(phrase: Phrase, taken: set[frozenset[str]]) -> bool:
    """Whether no title has these stems; one word beside a title that has it among others tells nothing apart."""
    return phrase.stems not in taken and not (phrase.size == 1 and any(phrase.stems < other for other in taken))


def _adds(entry: _Scored, best: _Scored, likeness: float) -> bool:
    """Whether the phrase of `entry` says more beside the `best` of its section."""
    return (
        best.score - entry.score < _SECOND
        and entry.phrase.count > 1
        and likeness < _ALIKE
        and not entry.phrase.stems & best.phrase.stems
        and entry.phrase.size + best.phrase.size <= _LONGEST
    )


def _kinds(sentences: Sequence[Passage], spans: Sequence[tuple[int, int]]) -> dict[int, str]:
    """What sections are called before, or in place of, what they are about; a lecture of one section is about it."""
    if len(spans) < 2:
        return {}
    # rounds of questions end a talk; who asks earlier asks of what is being taught
    late = [(n, span) for n, span in enumerate(spans) if sum(span) >= len(sentences)]
    kinds = {n: _QUESTIONS for n, (low, high) in late if is_questions(sentences[low:high])}
    return {0: _INTRODUCTION, **kinds} if is_introduction(sentences[: spans[0][1]]) else kinds


def _titled(phrases: Sequence[Phrase], kind: str, n: int, spelled: dict[str, str]) -> str:
    shown = [_shown(phrase.surface, spelled) for phrase in phrases]
    parts = [kind, *shown[:1]] if kind else shown
    # a second phrase goes on where the first left off, in small letters
    return _AND.join(part if place else _capital(part) for place, part in enumerate(parts)) or f"Part {n + 1}"


def _shown(surface: str, spelled: dict[str, str]) -> str:
    return spelled.get(_letters(surface)) or display_form(surface)


def _capital(text: str) -> str:
    """`text` with a capital first letter, unless its first word has one elsewhere ("iOS")."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.islower() or not first.isalpha() else text


def _letters(surface: str) -> str:
    """What spellings of one term share."""
    return surface.casefold().replace("-", " ")
