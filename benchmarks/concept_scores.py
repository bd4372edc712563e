"""What the ranking of a lecture's concepts, its guide's list and their mentions get right of a hand list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from statistics import mean

import numpy as np

from common import Figure
from concept_documents import Document
from concept_lists import Hits, Listed, interval, judge, key_of
from kept import KeptEncoder
from lecturebook.clean.terms import display_form, display_table
from lecturebook.concepts import Wishes, find_concepts
from lecturebook.concepts.candidates import find_candidates, trim
from lecturebook.concepts.naming import Spellings, name_of
from lecturebook.concepts.scoring import score_candidates
from lecturebook.concepts.selection import Scored, choose
from lecturebook.concepts.variants import Candidate
from lecturebook.model import Concept
from lecturebook.tokens import tokenize

# how many names of a ranking are judged
MOST = 25
_WITHIN = 15.0
_DISPLAY = partial(display_form, table=display_table())


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates of a document, those that were scored, those that were chosen, and their names, best first."""

    candidates: list[Candidate]
    scored: list[Scored]
    chosen: list[Scored]
    names: list[str]


def rank(document: Document, encoder: KeptEncoder, most: int, *, title: str | None = None) -> Ranking:
    """The `most` best of a document, whatever its length; `title` takes the place of its own."""
    tokens = document.tokens
    title = document.title if title is None else title
    candidates = find_candidates(tokens, document.words, language="en", title=title)
    scored = score_candidates(
        candidates,
        total=max(1, len(tokens.stems)),
        most=most,
        title=tuple(tokenize(title.split(), "en").stems),
        given=frozenset(),
        centroid=document.centroid,
        encode=encoder.encode,
        language="en",
    )
    chosen = choose(scored, most=most)
    spellings = Spellings(display=_DISPLAY, said=frozenset(map(trim, document.words)))
    return Ranking(candidates, scored, chosen, [name_of(candidate, spellings) for _, candidate, _ in chosen])


def guide_concepts(document: Document, encoder: KeptEncoder) -> list[Concept]:
    """The concepts of the lecture's guide."""
    assert document.vectors is not None
    found = find_concepts(
        document.spoken,
        document.sentences,
        document.vectors,
        encoder.encode,
        sections=document.sections,
        centroid=document.centroid,
        title=document.title,
        wishes=Wishes(display=_DISPLAY),
        seconds=document.spoken[-1].end - document.spoken[0].start,
        language="en",
    )
    return [entry.concept for entry in found]


def measure_lectures(lectures: list[Document], encoder: KeptEncoder) -> list[Figure]:
    """Precision and recall of the ranking and of the guides' lists, and of mentions; prints each lecture's mistakes."""
    ours, guides, errors = [], [], []
    found_mentions = all_mentions = 0
    for document in lectures:
        ranking, concepts = rank(document, encoder, MOST), guide_concepts(document, encoder)
        ours.append(judge(ranking.names, document.listed, MOST))
        guides.append(judge([concept.name for concept in concepts], document.listed, MOST))
        show(document, ranking, ours[-1], concepts)
        errors += first_errors(document, concepts)
        for concept in concepts:
            missing, count = missing_mentions(document, concept)
            found_mentions, all_mentions = found_mentions + count - missing, all_mentions + count
    listed = count_listed(lectures)
    within = [abs(error) <= _WITHIN for _, error in errors]
    for name, error in errors:
        if abs(error) > _WITHIN:
            print(f"  first mention {error:+.0f} s: {name}")
    return [
        *scores("seed", "ranking", ours, listed, full=True),
        *scores("guide", "guides' lists", guides, listed, full=True),
        Figure("mentions_within_15s", "first mentions within 15 s", mean(within) if within else 0.0, at_least=0.95),
        Figure(
            "mentions_found",
            "mentions of a brute-force search found",
            found_mentions / max(1, all_mentions),
            at_least=1,
        ),
    ]


def count_listed(lectures: Sequence[Document]) -> int:
    """How many core concepts people listed."""
    return sum(entry.is_core for document in lectures for entry in document.listed)


def scores(prefix: str, label: str, hits: Sequence[Hits], listed: int, *, full: bool) -> list[Figure]:
    """The means over lectures; of the ranking with its target and interval."""
    is_ours = prefix == "seed"
    precision = [mean(one.core) for one in hits]
    low, high = interval([float(hit) for one in hits for hit in one.core])
    figures = [
        Figure(f"{prefix}_precision_25", f"{label}, P@25 strict", mean(precision), at_least=0.60 if is_ours else None),
        Figure(
            f"{prefix}_acceptable_25",
            f"{label}, P@25 with acceptable",
            mean(mean(one.acceptable) for one in hits),
            at_least=0.82 if is_ours else None,
        ),
        Figure(
            f"{prefix}_recall_25",
            f"{label}, R@25 strict",
            sum(len(one.found) for one in hits) / listed,
            at_least=0.63 if is_ours else None,
        ),
    ]
    if full:
        worst = max(len(one.duplicates) for one in hits)
        right = mean(mean(one.label) for one in hits)
        figures += [
            Figure(f"{prefix}_label_precision_25", f"{label}, P@25 by right label", right, at_least=0.50),
            Figure(f"{prefix}_precision_25_low", f"{label}, P@25 strict, 95 % interval from", low),
            Figure(f"{prefix}_precision_25_high", f"{label}, P@25 strict, 95 % interval to", high),
            Figure(
                "duplicates" if is_ours else f"{prefix}_duplicates",
                f"{label}, duplicates a lecture, most",
                worst,
                at_most=1,
            ),
        ]
    return figures


def show(document: Document, ranking: Ranking, hits: Hits, concepts: Sequence[Concept]) -> None:
    """The mistakes of a lecture: misses with their reasons, what is wrong by its kind, duplicates."""
    print(f"\n{document.name}: {', '.join(ranking.names)}")
    for entry in document.listed:
        if entry.is_core and entry.name not in hits.found:
            print(f"  missed {entry.name}: {reason(entry, ranking)}")
    kinds = {concept.name: concept.kind for concept in concepts}
    for name in hits.wrong:
        print(f"  wrong {name}: {kinds.get(name, 'not in the guide')}")
    for name, first in hits.duplicates:
        print(f"  twice {name}: {first}")


def reason(entry: Listed, ranking: Ranking) -> str:
    """Why a listed concept is not among the first: no candidate, outside the pool, its rank, or what took its place."""
    own = [c for c in ranking.candidates if any("".join(phrase) in entry.keys for phrase in c.phrases)]
    if not own:
        return "no candidate"
    ranks = {candidate.key: n for n, (_, candidate, _) in enumerate(ranking.scored, start=1)}
    best = min((c for c in own if c.key in ranks), key=lambda c: ranks[c.key], default=None)
    if best is None:
        return "outside the pool"
    if ranks[best.key] > len(ranking.chosen):
        return f"rank {ranks[best.key]}"
    vector = next(vector for _, candidate, vector in ranking.scored if candidate.key == best.key)
    nearness = [float(vector @ other) for _, _, other in ranking.chosen]
    near = ranking.names[int(np.argmax(nearness))] if nearness else "nothing"
    return f"rank {ranks[best.key]}, suppressed by {near}"


def first_errors(document: Document, concepts: Sequence[Concept]) -> list[tuple[str, float]]:
    """For each rightly labelled concept of the guide how many seconds its first mention is off."""
    errors = []
    for concept in concepts:
        entry = next((entry for entry in document.listed if key_of(concept.name) == entry.keys[0]), None)
        if entry and entry.first_second is not None and concept.mentions:
            errors.append((f"{document.name} {concept.name}", concept.mentions[0].start - entry.first_second))
    return errors


def missing_mentions(document: Document, concept: Concept) -> tuple[int, int]:
    """How many starts of a concept's surfaces, found by trying every word, no mention has; and how many there are."""
    stems, word = document.tokens.stems, document.tokens.word
    surfaces = {tuple(tokenize(form.split(), "en").stems) for form in (concept.name, *concept.aliases)}
    starts = [n for n in range(len(stems)) if any(tuple(stems[n : n + len(s)]) == s for s in surfaces if s)]
    missing = [n for n in starts if not any(m.first <= word[n] < m.last for m in concept.mentions)]
    return len(missing), len(starts)
