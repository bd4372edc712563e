"""Key concepts: what a ranking gets right of a hand list, beside TF-IDF, YAKE and KeyBERT on the same words.

Two lists of a lecture are measured: the 25 best of the ranking (``seed_…_25``), and the concepts of the guide as it is
built, which has one for each minute at most (``guide_…``). With ``--inspec`` also abstracts with their keyphrases.

The weights were set by hand on three of these lectures; a check on others is the course whose titles nobody ranks by:
each lecture is ranked without its title, and what its title names should be among the first ten.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean

import numpy as np

import keyphrase_baselines as baselines
from common import Figure, data_folder, parser, report, skip
from concept_documents import Document, abstracts, load_course, load_lectures
from concept_lists import Hits, Listed, interval, judge, key_of, read_lists
from floors import leave_if_below
from kept import KeptEncoder, KeptTagger
from lecturebook.clean.punctuate import load_tagger
from lecturebook.clean.terms import display_form, display_table
from lecturebook.concepts import Wishes, find_concepts
from lecturebook.concepts.candidates import find_candidates, trim
from lecturebook.concepts.naming import Spellings, name_of
from lecturebook.concepts.scoring import score_candidates
from lecturebook.concepts.selection import Scored, choose
from lecturebook.concepts.tokens import tokenize
from lecturebook.concepts.variants import Candidate
from lecturebook.embed import load_encoder, pool
from lecturebook.model import Concept
from lecturebook.stoplists import FUNCTION

_MOST, _INSPEC_MOST, _TITLE_MOST = 25, 10, 10
_WITHIN = 15.0
# words of a window of a text without sentences
_UNIT = 10
_DISPLAY = partial(display_form, table=display_table())


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates of a document, those that were scored, those that were chosen, and their names, best first."""

    candidates: list[Candidate]
    scored: list[Scored]
    chosen: list[Scored]
    names: list[str]


def main() -> None:
    made = parser(__doc__ or "", floors="concepts")
    made.add_argument("--inspec", type=Path, metavar="DIR", help="a folder with docsutf8/ and keys/")
    made.add_argument("--documents", type=int, default=100, help="how many of its documents (default 100)")
    made.add_argument(
        "--cache", type=Path, metavar="DIR", help="where vectors and tags are kept (default: a temporary one)"
    )
    arguments = made.parse_args()
    data = data_folder(arguments)
    lists = data / "data" / "concepts" / "seed_concepts.tsv"
    if not lists.is_file():
        skip(f"no concepts/seed_concepts.tsv in {data / 'data'}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.cache or Path(temporary)
        encoder = KeptEncoder.of(load_encoder(), folder)
        tagger = KeptTagger(load_tagger(), f"own {encoder.dtype}", folder)
        lectures = list(load_lectures(data / "lectures" / "seeds", read_lists(lists), encoder, tagger))
        course = list(load_course(data / "lectures" / "hf-course", encoder, tagger))
        figures = measure_lectures(lectures, [*lectures, *course], encoder)
        figures += measure_titles(course, encoder)
        if arguments.inspec:
            figures += measure_inspec(arguments.inspec, arguments.documents, encoder)
    report("Key concepts", figures, arguments.json)
    leave_if_below(arguments.floors, figures)


def rank(document: Document, encoder: KeptEncoder, most: int, *, title: str | None = None) -> Ranking:
    """The `most` best of a document, whatever its length; `title` takes the place of its own."""
    tokens = document.tokens
    candidates = find_candidates(tokens, document.words, language="en")
    words = (document.title if title is None else title).split()
    scored = score_candidates(
        candidates,
        total=max(1, len(tokens.stems)),
        title_stems=frozenset(tokenize(words, "en").stems),
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


def measure_lectures(lectures: list[Document], corpus: list[Document], encoder: KeptEncoder) -> list[Figure]:
    """Precision and recall of the ranking, of the guides' lists, and of what others do; each lecture's mistakes."""
    counts = baselines.document_counts([document.words for document in corpus])
    ours, guides, errors, listed = [], [], [], 0
    others: dict[str, list[Hits]] = {"tfidf": [], "yake": [], "keybert": []}
    found_mentions = all_mentions = 0
    for document in lectures:
        ranking, concepts = rank(document, encoder, _MOST), guide_concepts(document, encoder)
        ours.append(judge(ranking.names, document.listed, _MOST))
        guides.append(judge([concept.name for concept in concepts], document.listed, _MOST))
        show(document, ranking, ours[-1], concepts)
        listed += sum(entry.is_core for entry in document.listed)
        errors += first_errors(document, concepts)
        for concept in concepts:
            missing, count = missing_mentions(document, concept)
            found_mentions, all_mentions = found_mentions + count - missing, all_mentions + count
        ranked = {
            "tfidf": baselines.tf_idf(document.words, counts, len(corpus)),
            "yake": baselines.yake(document.words),
            "keybert": baselines.keybert(document.words, document.centroid, encoder.encode),
        }
        for name, names in ranked.items():
            others[name].append(judge(names, document.listed, _MOST))
    figures = scores("seed", "ranking", ours, listed, full=True)
    figures += scores("guide", "guides' lists", guides, listed, full=True)
    for name, label in (("tfidf", "TF-IDF"), ("yake", "YAKE"), ("keybert", "KeyBERT, same encoder")):
        figures += scores(name, label, others[name], listed, full=False)
    within = [abs(error) <= _WITHIN for _, error in errors]
    for name, error in errors:
        if abs(error) > _WITHIN:
            print(f"  first mention {error:+.0f} s: {name}")
    return [
        *figures,
        Figure("mentions_within_15s", "first mentions within 15 s", mean(within) if within else 0.0, at_least=0.95),
        Figure(
            "mentions_found",
            "mentions of a brute-force search found",
            found_mentions / max(1, all_mentions),
            at_least=1,
        ),
    ]


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


def measure_titles(course: Sequence[Document], encoder: KeptEncoder) -> list[Figure]:
    """What share of the words of titles the first ten names have, ranked without the titles."""
    shares = []
    for document in course:
        tokens = tokenize(document.title.split(), "en")
        content = {
            stem
            for stem, plain in zip(tokens.stems, tokens.plain, strict=True)
            if plain not in FUNCTION and stem in document.tokens.stems
        }
        names = rank(document, encoder, _TITLE_MOST, title="").names
        found = {stem for name in names for stem in tokenize(name.split(), "en").stems}
        if content:
            shares.append(len(content & found) / len(content))
    if not shares:
        return []
    return [
        Figure("course_title_recall_10", f"title words in the first ten, {len(shares)} course lectures", mean(shares))
    ]


def measure_inspec(folder: Path, most: int, encoder: KeptEncoder) -> list[Figure]:
    """F1@10 on abstracts against those keyphrases that stand in the text, and against all; also in caption form."""
    figures = []
    for form, label, is_caption in (("", "", False), ("caption_", ", without case and stops", True)):
        present, every, others = [], [], []
        for words, title, keys in abstracts(folder, most, is_caption=is_caption):
            spans = [(n, min(n + _UNIT, len(words))) for n in range(0, len(words), _UNIT)]
            vectors = encoder.encode_spans(words, spans)
            document = Document("", title, words, tokenize(words, "en"), pool(vectors, [1.0] * len(vectors)))
            names = rank(document, encoder, _INSPEC_MOST).names
            text = f" {' '.join(document.tokens.stems)} "
            said = [key for key in keys if f" {' '.join(tokenize(key.split(), 'en').stems)} " in text]
            every.append(f1(names, keys))
            if said:
                present.append(f1(names, said))
                others.append(f1(baselines.yake(words)[:_INSPEC_MOST], said))
        target = 0.30 if is_caption else 0.33
        figures += [
            Figure(
                f"inspec_{form}f1_10", f"Inspec F1@10, keyphrases in the text{label}", mean(present), at_least=target
            ),
            Figure(f"inspec_{form}all_f1_10", f"Inspec F1@10, all keyphrases{label}", mean(every)),
            Figure(f"inspec_{form}yake_f1_10", f"Inspec F1@10, keyphrases in the text{label}, YAKE", mean(others)),
        ]
    return figures


def f1(names: Sequence[str], keys: Sequence[str]) -> float:
    """The harmonic mean of precision and recall of `names` by stems."""
    said, wanted = {key_of(name) for name in names}, {key_of(key) for key in keys}
    return 2 * len(said & wanted) / (len(said) + len(wanted)) if said or wanted else 0.0


if __name__ == "__main__":
    main()
