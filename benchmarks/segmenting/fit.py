"""Fit the weights of the phrases that open topics: python benchmarks/segmenting/fit.py --data DIR --store DIR.

A logistic regression of whether a cue or a sentence begins a section, on the phrases around it, over the documents
whose licence is free. Prints the average precision by cross-validation over series of talks, and on the documents that
nothing learns from; with --write puts the weights fitted on all free ones where they are shipped from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import resources
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "flows")]

from lecturebook.clean.speech import spoken_words  # noqa: E402
from lecturebook.segment.openings import WINDOWS, cues_at  # noqa: E402
from segmenting.documents import FOLDER, FOLDS, Document, read_documents  # noqa: E402
from segmenting.pieces import sentences_of  # noqa: E402

Floats = npt.NDArray[np.float64]
# the columns of the phrases, whether there is a boundary, whether the row counts
Rows = tuple[Floats, Floats, Floats]
_FOLDS = Path(__file__).with_name("folds.json")
# the weight of the squares of the weights: a phrase that is seldom said has little
_RIDGE = 1.0
# words: what is this near to a boundary is neither, as people do not agree on it
_UNSURE = 25
_STEPS = 12


def main() -> None:
    """Cross-validate, fit, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, metavar="DIR", help=f"folder that holds {FOLDER}")
    arguments.add_argument("--store", type=Path, required=True, metavar="DIR", help="where sentences are kept")
    arguments.add_argument("--write", action="store_true", help="replace the weights that are shipped, and the folds'")
    given = arguments.parse_args()
    documents = read_documents(given.data / FOLDER)
    rows = {document.name: rows_of(document, given.store) for document in documents}
    free = [document for document in documents if document.is_free]
    folds = [fit([rows[d.name] for d in free if d.fold != fold]) for fold in range(FOLDS)]
    weights = fit([rows[document.name] for document in free])
    scores = {d.name: rows[d.name][0] @ (folds[d.fold] if d.is_free else weights)[:-1] for d in documents}
    for kind in sorted({document.kind for document in documents}):
        ours = [average_precision(scores[d.name], rows[d.name]) for d in documents if d.kind == kind and d.gold]
        print(f"{kind:10} {len(ours):4} documents, average precision {np.mean(ours):.3f}")
    if given.write:
        _write(weights[:-1], [fold[:-1] for fold in folds])


def rows_of(document: Document, store: Path) -> Rows:
    """For the beginning of each cue and of each sentence the phrases around it, whether it begins a section, and
    whether it counts.

    Cues are what a transcript is cut at where no sentences are found.
    """
    words = spoken_words(document.cues)
    cues = list(accumulate((len(cue.text.split()) for cue in document.cues[:-1]), initial=0))
    gold = np.array([cues[cue] for cue in document.gold], int)
    both = [cues, [first for first, _ in sentences_of(document, words, store)]]
    made = [(cues_at(words, firsts), *_labels(np.array(firsts), gold)) for firsts in both]
    return tuple(np.concatenate(parts) for parts in zip(*made, strict=True))  # type: ignore[return-value]


def _labels(firsts: npt.NDArray[np.int_], gold: npt.NDArray[np.int_]) -> tuple[Floats, Floats]:
    """1 for the nearest of the words `firsts` to each of `gold`; and 0 for those too near to one to be told."""
    label, counts = np.zeros(len(firsts)), np.ones(len(firsts))
    for word in gold:
        counts[np.abs(firsts - word) <= _UNSURE] = 0
    for word in gold[gold > _UNSURE]:
        nearest = int(np.argmin(np.abs(firsts - word)))
        if abs(firsts[nearest] - word) <= _UNSURE:
            label[nearest], counts[nearest] = 1, 1
    counts[firsts <= _UNSURE] = 0
    return label, counts


def fit(rows: Sequence[Rows]) -> Floats:
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


def average_precision(score: Floats, rows: Rows) -> float:
    """The mean over the boundaries of the share of boundaries among the cues that score as high; ties by position."""
    _, label, counts = rows
    label = label[counts > 0][np.argsort(-score[counts > 0], kind="stable")]
    precision = np.cumsum(label) / np.arange(1, len(label) + 1)
    return float(precision[label > 0].mean()) if label.any() else 0.0


def read_folds() -> list[Floats]:
    """For each fold the weights that were fitted without it."""
    return [np.array(weights) for weights in json.loads(_FOLDS.read_text(encoding="utf-8"))]


def _write(weights: Floats, folds: Sequence[Floats]) -> None:
    """The shipped file, its phrases with the weights of each stretch, and the file of the folds."""
    file = Path(str(resources.files("lecturebook.segment"))) / "openings.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    table = np.round(weights, 3).reshape(len(WINDOWS), len(document["kinds"]))
    for kind, column in zip(document["kinds"], table.T, strict=True):
        kind["weights"] = column.tolist()
    rows = ",\n  ".join(json.dumps(kind) for kind in document["kinds"])
    file.write_text(f'{{"about": {json.dumps(document["about"])}, "kinds": [\n  {rows}\n]}}\n', encoding="utf-8")
    lines = ",\n ".join(json.dumps(np.round(fold, 3).tolist()) for fold in folds)
    _FOLDS.write_text(f"[{lines}]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
