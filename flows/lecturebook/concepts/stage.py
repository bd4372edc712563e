"""The concept stage: candidates, score, choice, mentions, definitions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lecturebook.concepts.candidates import Candidate, find_candidates
from lecturebook.concepts.definitions import LEAST_EVERYDAY_POINTS, LEAST_POINTS, Definition, find_definitions
from lecturebook.concepts.mentions import find_mentions
from lecturebook.concepts.scoring import label, score_candidates
from lecturebook.concepts.selection import Scored, choose
from lecturebook.concepts.tokens import Tokens, tokenize
from lecturebook.embed import Encode, Vectors
from lecturebook.language import is_everyday
from lecturebook.model import Concept, Mention, Passage, Word


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
    terms: Sequence[str],
    seconds: float,
    language: str,
) -> list[Found]:
    """The key concepts of a lecture, best first.

    `vectors` are the sentences' rows; `sections` word spans; `terms` phrases that a user's glossary names, which are
    candidates whatever the rules say; `seconds` the covered time, which sets how many concepts there are.
    """
    texts = [word.text for word in words]
    tokens = tokenize(texts, language)
    spellings = {tuple(tokenize(term.split(), language).stems): term for term in terms}
    scored = score_candidates(
        find_candidates(tokens, texts, language=language, keep=frozenset(spellings)),
        total=max(1, len(tokens.stems)),
        title_stems=frozenset(tokenize(title.split(), language).stems),
        given=frozenset(spellings),
        centroid=centroid,
        encode=encode,
        language=language,
    )
    chosen = choose(scored, seconds=seconds, sections=_token_spans(tokens, sections))
    mentions = find_mentions(tokens, {candidate.key: candidate.phrases for _, candidate, _ in chosen})
    names = [_name(candidate, spellings) for _, candidate, _ in chosen]
    queries = encode([f"{name} is defined as. what {name} means." for name in names])
    english = language == "en"
    inside = inside_longer(mentions)
    return [
        _found(entry, name, mentions[entry[1].key], words, sentences, vectors, query if english else None, inside)
        for entry, name, query in zip(chosen, names, queries, strict=True)
    ]


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


def _name(candidate: Candidate, spellings: dict[tuple[str, ...], str]) -> str:
    """What a candidate is called: as the glossary spells it, else as it is said."""
    given = (spellings[phrase] for phrase in sorted(candidate.phrases) if phrase in spellings)
    return next(given, "") or label(candidate)


def _found(
    entry: Scored,
    name: str,
    spans: list[tuple[int, int]],
    words: tuple[Word, ...],
    sentences: tuple[Passage, ...],
    vectors: Vectors,
    query: Vectors | None,
    inside: set[tuple[int, int]],
) -> Found:
    score, candidate, _ = entry
    least = LEAST_EVERYDAY_POINTS if is_everyday(name, "en") else LEAST_POINTS
    definitions = []
    if query is not None:
        part = {first for first, last in spans if (first, last) in inside}
        definitions = find_definitions(words, sentences, vectors, spans, query, inside=part, least=least)
    concept = Concept(
        key=candidate.key,
        name=name,
        aliases=_aliases(candidate, name),
        score=round(float(score), 3),
        mentions=tuple(Mention(first, last, words[first].start) for first, last in spans),
        definitions=tuple(definition.passage for definition in definitions),
    )
    return Found(concept, tuple(definitions))


def _aliases(candidate: Candidate, name: str) -> tuple[str, ...]:
    """The other surfaces, those that differ in more than case, most frequent first."""
    seen = {name.casefold()}
    aliases = []
    for form in sorted(candidate.surfaces, key=lambda form: (-candidate.surfaces[form], form)):
        if form.casefold() not in seen:
            seen.add(form.casefold())
            aliases.append(form)
    return tuple(aliases)
