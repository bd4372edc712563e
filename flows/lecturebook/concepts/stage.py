"""The concept stage: candidates, score, choice, mentions, definitions, kinds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from lecturebook.concepts.again import said_again
from lecturebook.concepts.candidates import find_candidates, surface, trim
from lecturebook.concepts.definitions import (
    LEAST_EVERYDAY_POINTS,
    Definition,
    best_of,
    defining_passages,
    least_points,
)
from lecturebook.concepts.heard import find_heard
from lecturebook.concepts.identity import identity
from lecturebook.concepts.kinds import is_object, is_person, is_supposition, kind_of
from lecturebook.concepts.mentions import find_mentions
from lecturebook.concepts.naming import Spellings, aliases_of, name_of
from lecturebook.concepts.scoring import score_candidates
from lecturebook.concepts.selection import Scored, choose, how_many
from lecturebook.concepts.written import written
from lecturebook.embed import Encode, Vectors
from lecturebook.language import is_everyday
from lecturebook.model import Concept, Mention, Passage, Word
from lecturebook.tokens import Stems, Tokens, is_part, tokenize

# what is no concept stands below all that are; inside a kind the score decides
_KINDS = ("concept", "vague", "example")
# how many of the others are the company of a concept
_COMPANY = 5


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a user says of concepts: `terms` of the glossary count more, `keep` are all in, `stop` never are.

    `display` writes the terms in a name as they are spelled. All are phrases of any length.
    """

    terms: Sequence[str] = ()
    keep: Sequence[str] = ()
    stop: Sequence[str] = ()
    display: Callable[[str], str] = field(default=str)


@dataclass(frozen=True, slots=True)
class Found:
    """A concept and what later stages need of it besides: its definitions with their points."""

    concept: Concept
    definitions: tuple[Definition, ...]


def find_concepts(
    words: tuple[Word, ...],
    sentences: tuple[Passage, ...],
    vectors: Vectors,
    encode: Encode,
    *,
    sections: Sequence[tuple[int, int]],
    centroid: Vectors,
    title: str,
    wishes: Wishes,
    seconds: float,
    language: str,
    is_guessed: bool = False,
) -> list[Found]:
    """The key concepts of a lecture, best first, those that are vague or examples last.

    `vectors` are the sentences' rows; `sections` word spans; `seconds` the covered time, which sets how many concepts
    there are; `is_guessed` says that a tagger gave the sentences their stops.
    """
    tokens = tokenize([word.text for word in words], language)
    texts = written(words, sentences)
    given = {_stems(term, language): term for term in (*wishes.keep, *wishes.terms)}
    keep = frozenset(_stems(term, language) for term in wishes.keep)
    stop = frozenset(_stems(term, language) for term in wishes.stop)
    title_stems = _stems(title, language)
    scored = score_candidates(
        find_candidates(tokens, texts, language=language, title=title, keep=frozenset(given), stop=stop),
        total=max(1, len(tokens.stems)),
        most=how_many(seconds),
        title=title_stems,
        given=frozenset(given),
        centroid=centroid,
        encode=encode,
        language=language,
    )
    chosen = choose(scored, most=how_many(seconds), sections=_token_spans(tokens, sections), keep=keep)
    spellings = Spellings(given, wishes.display, frozenset(map(trim, texts)), language == "en")
    chosen, names = _named(chosen, spellings, language)
    if language == "en":
        _add_heard(chosen, names, tokens, texts)
    # a surface is whole words, and a name may be spelled otherwise: all are looked for as they are shown, as in the
    # course index
    forms = {
        candidate.key: {_stems(form, language) for form in (name, *candidate.surfaces)}
        for name, (_, candidate, _) in zip(names, chosen, strict=True)
    }
    mentions = find_mentions(tokens, forms)
    queries = encode([f"{name} is defined as. what {name} means." for name in names])
    english = language == "en"
    inside = inside_longer(mentions)
    found = [
        _found(
            *(entry, name, mentions[entry[1].key], words, sentences, vectors, query if english else None, inside),
            sections,
            is_guessed=is_guessed,
        )
        for entry, name, query in zip(chosen, names, queries, strict=True)
    ]
    kinds = [
        kind_of(
            entry.concept.name,
            mentions[candidate.key],
            total=len(words),
            nearness=float(vector @ centroid),
            company=near,
            is_given=bool(candidate.phrases & given.keys()) or is_part(candidate.phrases, title_stems),
            is_defined=bool(entry.definitions),
            is_object=is_object(candidate.surfaces, spellings.said),
            is_person=english and is_person(entry.concept.name, mentions[candidate.key], texts),
            is_supposed=english and is_supposition(_sentence_before(mentions[candidate.key], texts, sentences)),
            language=language,
        )
        for entry, (_, candidate, vector), near in zip(found, chosen, _company(chosen), strict=True)
    ]
    told = [replace(entry, concept=replace(entry.concept, kind=kind)) for entry, kind in zip(found, kinds, strict=True)]
    return sorted(told, key=lambda entry: _KINDS.index(entry.concept.kind))


def _named(chosen: list[Scored], spellings: Spellings, language: str) -> tuple[list[Scored], list[str]]:
    """The chosen with their names, each the key that its name has: what is called the same is one, in all lectures."""
    named: dict[str, tuple[Scored, str]] = {}
    for entry in chosen:
        candidate = entry[1]
        name = name_of(candidate, spellings)
        candidate.key = identity(_stems(name, language), language) or candidate.key
        if candidate.key in named:
            kept = named[candidate.key][0][1]
            kept.phrases |= candidate.phrases
            kept.surfaces.update(candidate.surfaces)
        else:
            named[candidate.key] = entry, name
    return [entry for entry, _ in named.values()], [name for _, name in named.values()]


def _add_heard(chosen: list[Scored], names: list[str], tokens: Tokens, words: list[str]) -> None:
    """Give each of the chosen what was written for it where it was mis-heard; such a form never gives the name."""
    heard = find_heard(tokens, names, "en")
    for name, (_, candidate, _) in zip(names, chosen, strict=True):
        candidate.surfaces.update(dict.fromkeys((surface(tokens, words, *span) for span in heard[name]), 0))


def _company(chosen: list[Scored]) -> list[float]:
    """For each of the chosen the mean cosine to the others nearest to it, 1 where it is alone."""
    vectors = np.array([vector for _, _, vector in chosen])
    if len(chosen) < 2:
        return [1.0] * len(chosen)
    nearest = np.sort(vectors @ vectors.T, axis=1)[:, ::-1][:, 1 : 1 + _COMPANY]
    return [float(mean) for mean in nearest.mean(axis=1)]


def _sentence_before(spans: Sequence[tuple[int, int]], words: Sequence[str], sentences: Sequence[Passage]) -> str:
    """The words of its sentence before the first of the spans."""
    if not spans:
        return ""
    at = bisect_right(sentences, spans[0][0], key=lambda sentence: sentence.first) - 1
    return " ".join(words[sentences[max(0, at)].first : spans[0][0]])


def _stems(phrase: str, language: str) -> Stems:
    return tuple(tokenize(phrase.split(), language).stems)


def _token_spans(tokens: Tokens, sections: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Word spans as token spans."""
    return [(bisect_left(tokens.word, first), bisect_left(tokens.word, last)) for first, last in sections]


def inside_longer(mentions: Mapping[str, Sequence[tuple[int, int]]]) -> set[tuple[int, int]]:
    """The mentions that are part of a longer one of another concept ("pool" in "buffer pool")."""
    spans = sorted({span for all_of_one in mentions.values() for span in all_of_one}, key=lambda s: (s[0], -s[1]))
    inside, reach = set(), -1
    for first, last in spans:
        if last <= reach:
            inside.add((first, last))
        reach = max(reach, last)
    return inside


def _found(
    entry: Scored,
    name: str,
    spans: list[tuple[int, int]],
    words: tuple[Word, ...],
    sentences: tuple[Passage, ...],
    vectors: Vectors,
    query: Vectors | None,
    inside: set[tuple[int, int]],
    sections: Sequence[tuple[int, int]],
    *,
    is_guessed: bool,
) -> Found:
    score, candidate, _ = entry
    least = LEAST_EVERYDAY_POINTS if is_everyday(name, "en") else least_points(is_guessed=is_guessed)
    ranked: list[Definition] = []
    if query is not None:
        part = {first for first, last in spans if (first, last) in inside}
        ranked = defining_passages(words, sentences, vectors, spans, query, inside=part, least=least)
    definitions = best_of(ranked)
    concept = Concept(
        key=candidate.key,
        name=name,
        aliases=aliases_of(candidate, name),
        score=round(float(score), 3),
        mentions=tuple(Mention(first, last, words[first].start) for first, last in spans),
        definitions=tuple(definition.passage for definition in definitions),
        again=tuple(definition.passage for definition in said_again(name, ranked, sections)),
    )
    return Found(concept, tuple(definitions))
