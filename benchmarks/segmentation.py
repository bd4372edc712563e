"""Where lectures are cut, against where people cut them, with what others find in the same cues.

By default the pieces are raw cues; with --sentences the sentences that the shipped tagger finds, which takes a minute
for each hour of lecture the first time. What is shipped learns from the documents whose licence is free: those are
scored by weights that were fitted without their fold, the others by weights fitted on all free ones. Vectors and
sentences are kept in --store by their digests.
"""

from __future__ import annotations

import resource
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console

from common import Figure, data_part, parser, report
from floors import leave_if_below
from lecturebook.segment.costs import Pieces, section_costs
from lecturebook.segment.detail import read_detail
from lecturebook.segment.division import cheapest, of_number, steps_of
from lecturebook.segment.topics import LONGEST, SHORTEST, cuts_of
from segmenting import baselines
from segmenting.documents import FOLDER, Document, read_documents
from segmenting.fit import read_folds
from segmenting.pieces import Floats, Prepared, prepare
from segmenting.scores import Scores, mean, score, table
from titles import measure_titles

# what the issue of this benchmark asks for on documents that nothing was tuned on
_TARGETS: dict[str, dict[str, float]] = {
    "known_pk": {"at_most": 0.34},
    "known_f3": {"at_least": 0.37},
    "known_f20s": {"at_least": 0.42},
    "unknown_pk": {"at_most": 0.37},
    "unknown_wd": {"at_most": 0.40},
    "unknown_f3": {"at_least": 0.33},
    "unknown_f20s": {"at_least": 0.38},
    "unknown_ratio": {"at_least": 0.9, "at_most": 1.2},
}
# lectures; the other sets are talks and meetings, which people cut twice as finely
_LECTURES = ("hiromis", "physasr")
_OURS = "words, meanings, openings"
_CURVE = (4, 6, 8, 10, 12, 16, 20, 24)
# twelve hours of cues of ten words: what the division must bear
_LONG_HOURS, _CUES_AN_HOUR, _KINDS, _WORDS = 12, 900, 3000, 4
Way = Callable[[Prepared, Floats | None], list[int]]


def main() -> None:
    """Measure and report."""
    arguments = _arguments()
    folder = data_part(arguments, FOLDER)
    long = list(_long())  # first: memory is told by the most the process has had so far
    documents = [d for d in read_documents(folder) if not arguments.sets or d.kind in arguments.sets]
    prepared = list(_prepared(documents, arguments))
    weights = _weights(documents)
    console = Console(width=150)
    ways = _known() if arguments.known_count else _unknown()
    scores = _scored(prepared, weights, ways)
    if arguments.documents:
        console.print(
            table("By document", [(p.document.name[:40], [s]) for p, s in zip(prepared, scores[_OURS], strict=True)])
        )
    for title, group in _groups(prepared):
        console.print(table(title, [(name, [made[n] for n in group]) for name, made in scores.items()]))
    if arguments.curve:
        console.print(table("By sections an hour", list(_curve(prepared, weights))))
    other = _scored(prepared, weights, _ours(_unknown() if arguments.known_count else _known()))
    known, unknown = (scores, other) if arguments.known_count else (other, scores)
    figures = _figures(prepared, known[_OURS], unknown[_OURS])
    if arguments.titles:
        figures += measure_titles(folder, cache=arguments.store)
    report("Segmentation", [*figures, *long], arguments.json)
    leave_if_below(arguments.floors, figures)


def measure(documents: Sequence[Document], store: Path) -> list[Figure]:
    """The figures of our own cuts of `documents`, between raw cues."""
    prepared = [prepare(document, store, by_sentences=False) for document in documents]
    known, unknown = (_scored(prepared, _weights(documents), _ours(ways)) for ways in (_known(), _unknown()))
    return _figures(prepared, known[_OURS], unknown[_OURS])


def _scored(
    prepared: Sequence[Prepared], weights: Mapping[str, Floats | None], ways: Sequence[tuple[str, Way]]
) -> dict[str, list[Scores]]:
    """The scores of the cuts that each of `ways` makes, by its name, a document after the other."""
    return {name: [score(p.document, way(p, weights.get(p.document.name))) for p in prepared] for name, way in ways}


def _ours(ways: Sequence[tuple[str, Way]]) -> list[tuple[str, Way]]:
    return [(name, way) for name, way in ways if name == _OURS]


def _arguments() -> Namespace:
    made = parser(__doc__ or "", floors="segmentation")
    made.add_argument("--known-count", action="store_true", help="tell every method how many sections there are")
    made.add_argument("--sentences", action="store_true", help="cut between sentences, as a guide does")
    made.add_argument("--sets", nargs="*", metavar="SET", help="only these sets of documents")
    made.add_argument("--documents", action="store_true", help="print every document")
    made.add_argument("--curve", action="store_true", help="print the scores by sections an hour")
    made.add_argument("--titles", action="store_true", help="also compare titles with people's headings (longer)")
    made.add_argument(
        "--store", type=Path, default=Path.home() / ".cache" / "lecturebook" / "benchmarks", help="folder for vectors"
    )
    return made.parse_args()


def _prepared(documents: Sequence[Document], arguments: Namespace) -> Iterator[Prepared]:
    for document in documents:
        if not document.gold:
            continue
        try:
            yield prepare(document, arguments.store, by_sentences=arguments.sentences)
        except ValueError as error:
            print(f"left out: {error}")


def _weights(documents: Sequence[Document]) -> dict[str, Floats | None]:
    """For each document the weights of phrases that did not learn from it; None for those that are shipped."""
    folds = read_folds()
    return {document.name: folds[document.fold] if document.is_free else None for document in documents}


def _known() -> list[tuple[str, Way]]:
    def count(p: Prepared) -> int:
        return len(p.document.gold) + 1

    return [
        ("even", lambda p, _: baselines.even(len(p.document.cues), p.document.hours, count(p))),
        ("embeddings (Solbiati)", lambda p, _: baselines.solbiati(p.cue_vectors, count(p))),
        ("C99", lambda p, _: baselines.c99([cue.text for cue in p.document.cues], count(p))),
        ("TreeSeg", lambda p, _: baselines.treeseg(p.cue_vectors, p.document.hours, count(p))),
        (_OURS, lambda p, weights: p.to_cues(of_number(_steps(p, weights), count(p)))),
    ]


def _unknown() -> list[tuple[str, Way]]:
    def ours(p: Prepared, weights: Floats | None) -> list[int]:
        seconds = 3600 * p.document.hours
        return p.to_cues(cuts_of(p.costs, p.bonus(weights), read_detail(""), seconds))

    return [
        ("even", lambda p, _: baselines.even(len(p.document.cues), p.document.hours, None)),
        ("embeddings (Solbiati)", lambda p, _: baselines.solbiati(p.cue_vectors, None)),
        ("C99", lambda p, _: baselines.c99([cue.text for cue in p.document.cues], None)),
        ("TreeSeg", lambda p, _: baselines.treeseg(p.cue_vectors, p.document.hours, None)),
        (_OURS, ours),
    ]


def _steps(p: Prepared, weights: Floats | None) -> Floats:
    return steps_of(p.costs, p.bonus(weights), shortest=SHORTEST, longest=LONGEST)


def _groups(prepared: Sequence[Prepared]) -> Iterator[tuple[str, list[int]]]:
    """The sets, the lectures among them, and all documents."""
    kinds = [p.document.kind for p in prepared]
    for kind in sorted(set(kinds)):
        yield kind, [n for n, each in enumerate(kinds) if each == kind]
    lectures = [n for n, kind in enumerate(kinds) if kind in _LECTURES]
    if lectures and len(set(kinds)) > 1:
        yield "lectures", lectures
        yield "all", list(range(len(prepared)))


def _curve(prepared: Sequence[Prepared], weights: dict[str, Floats | None]) -> Iterator[tuple[str, list[Scores]]]:
    for number in _CURVE:
        cuts = [
            p.to_cues(of_number(_steps(p, weights[p.document.name]), max(1, round(number * p.document.hours))))
            for p in prepared
        ]
        yield str(number), [score(p.document, each) for p, each in zip(prepared, cuts, strict=True)]


def _figures(prepared: Sequence[Prepared], known: Sequence[Scores], unknown: Sequence[Scores]) -> list[Figure]:
    """The figures by their names in the JSON file: of the lectures where there are some, else of all documents.

    `--titles` adds `title_cosine` and `title_f1`, which titles.py measures.
    """
    lectures = [n for n, p in enumerate(prepared) if p.document.kind in _LECTURES] or list(range(len(prepared)))
    figures = []
    for suffix, group in (("", lectures), ("_all", range(len(prepared)))):
        for kind, scores in (("known", known), ("unknown", unknown)):
            total = mean([scores[n] for n in group])
            names = ("pk", "f3", "f20s") if kind == "known" else ("pk", "wd", "f3", "f20s", "ratio")
            for name in names:
                label = f"{'lectures' if not suffix else 'all documents'}: {kind} count, {name}"
                target = _TARGETS[f"{kind}_{name}"]
                figures.append(Figure(f"{kind}_{name}{suffix}", label, getattr(total, name), **target))
    hours = sum(p.document.hours for p in prepared)
    spent = sum(p.seconds for p in prepared) / hours
    return [*figures, Figure("seconds_an_hour", "costs of an hour of lecture", spent, "CPU s")]


def _long() -> Iterator[Figure]:
    """Time and memory of dividing twelve hours of made-up cues, that of their vectors left out."""
    draw = np.random.default_rng(0)
    count = _LONG_HOURS * _CUES_AN_HOUR
    vectors = draw.normal(size=(count, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    words = draw.integers(0, _KINDS, size=(count, _WORDS)).tolist()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    costs = section_costs(Pieces(np.arange(count + 1), words, vectors), LONGEST)
    cheapest(steps_of(costs, np.zeros(count), shortest=SHORTEST, longest=LONGEST), 40.0)
    spent = time.process_time() - began
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield Figure("long_seconds", f"division of {_LONG_HOURS} hours of cues", spent, "CPU s", at_most=2.0)
    yield Figure("long_memory", "more memory for it than before", more, "MB", at_most=200.0)


if __name__ == "__main__":
    main()
