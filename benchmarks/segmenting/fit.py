"""Fit the weights of the phrases that open topics: python benchmarks/segmenting/fit.py --data DIR --output FILE.

A logistic regression of whether a cue begins a section, on the phrases around it, over the documents whose licence is
free. Prints the average precision by cross-validation over series of talks, and on the documents that nothing learns
from; then fits all free ones and writes the file that is shipped.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "flows")]

from lecturebook.model import Word  # noqa: E402
from lecturebook.segment.openings import WINDOWS, cues_at  # noqa: E402
from segmenting.documents import FOLDER, FOLDS, Document, read_documents  # noqa: E402

Floats = npt.NDArray[np.float64]
# the weight of the squares of the weights: a phrase that is seldom said has little
_RIDGE = 1.0
# cues this near to a boundary are neither: people do not agree on them
_UNSURE = 2
_STEPS = 12


def main() -> None:
    """Cross-validate, fit, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, metavar="DIR", help=f"folder that holds {FOLDER}")
    arguments.add_argument("--output", type=Path, metavar="FILE", help="the weights, as JSON")
    given = arguments.parse_args()
    documents = read_documents(given.data / FOLDER)
    rows = {document.name: rows_of(document) for document in documents}
    free = [document for document in documents if document.is_free]
    scores = dict(_cross_validated(free, rows))
    weights = fit([rows[document.name] for document in free])
    scores |= {d.name: rows[d.name][0] @ weights[:-1] for d in documents if not d.is_free}
    for kind in sorted({document.kind for document in documents}):
        ours = [average_precision(scores[d.name], rows[d.name]) for d in documents if d.kind == kind and d.gold]
        print(f"{kind:10} {len(ours):4} documents, average precision {np.mean(ours):.3f}")
    if given.output:
        _write(given.output, weights[:-1])


def rows_of(document: Document) -> tuple[Floats, Floats, Floats]:
    """For each cue the phrases around it, whether it begins a section, and whether it counts."""
    words = [Word(text, cue.start, cue.end) for cue in document.cues for text in cue.text.split()]
    firsts = list(accumulate((len(cue.text.split()) for cue in document.cues[:-1]), initial=0))
    label, counts = np.zeros(len(firsts)), np.ones(len(firsts))
    for cue in document.gold:
        counts[max(0, cue - _UNSURE) : cue + _UNSURE + 1] = 0
    counts[: _UNSURE + 1] = 0
    gold = [cue for cue in document.gold if cue > _UNSURE]
    label[gold], counts[gold] = 1, 1
    return cues_at(words, firsts), label, counts


def fit(rows: Sequence[tuple[Floats, Floats, Floats]]) -> Floats:
    """The weights of the columns and, last, the intercept: Newton's method on the ridge-penalised likelihood."""
    columns, label, counts = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    columns = np.hstack([columns, np.ones((len(columns), 1))])[counts > 0]
    label = label[counts > 0]
    ridge = np.append(np.full(columns.shape[1] - 1, _RIDGE), 0.0)
    weights = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (label - chance) - ridge * weights
        curve = (columns * (chance * (1 - chance))[:, None]).T @ columns + np.diag(ridge)
        weights += np.linalg.solve(curve, slope)
    return weights


def _cross_validated(
    free: Sequence[Document], rows: dict[str, tuple[Floats, Floats, Floats]]
) -> list[tuple[str, Floats]]:
    """For each document the scores of its cues by weights that were fitted without its fold."""
    return [
        (document.name, rows[document.name][0] @ weights[:-1])
        for fold in range(FOLDS)
        for weights in [fold_weights(free, rows, fold)]
        for document in free
        if document.fold == fold
    ]


def fold_weights(free: Sequence[Document], rows: dict[str, tuple[Floats, Floats, Floats]], fold: int) -> Floats:
    """The weights that are fitted on all but one fold."""
    return fit([rows[document.name] for document in free if document.fold != fold])


def average_precision(score: Floats, rows: tuple[Floats, Floats, Floats]) -> float:
    """The mean over the boundaries of the share of boundaries among the cues that score as high; ties by position."""
    _, label, counts = rows
    label = label[counts > 0][np.argsort(-score[counts > 0], kind="stable")]
    precision = np.cumsum(label) / np.arange(1, len(label) + 1)
    return float(precision[label > 0].mean()) if label.any() else 0.0


def _write(file: Path, weights: Floats) -> None:
    """The shipped file, its phrases with the weights of each stretch."""
    document = json.loads(file.read_text(encoding="utf-8"))
    table = np.round(weights, 3).reshape(len(WINDOWS), len(document["kinds"]))
    for kind, column in zip(document["kinds"], table.T, strict=True):
        kind["weights"] = column.tolist()
    rows = ",\n  ".join(json.dumps(kind) for kind in document["kinds"])
    file.write_text(
        f'{{"about": {json.dumps(document.get("about", ""))}, "kinds": [\n  {rows}\n]}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    main()
