"""The scores of divisions, their means over documents with intervals, and the rows of a table of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from rich.table import Table

from segmenting.documents import Document
from segmenting.metrics import boundary_f1, pk, window_diff

_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Scores:
    """How near a division is to the one that people made; `found` and `gold` count boundaries."""

    pk: float
    wd: float
    f1: float
    f3: float
    f10s: float
    f20s: float
    f30s: float
    found: float
    gold: float

    @property
    def ratio(self) -> float:
        """Boundaries found for each that people set."""
        return self.found / max(self.gold, 1)


def score(document: Document, cuts: Sequence[int]) -> Scores:
    """The scores of a division at `cuts`, cues in order; the first cue is no boundary."""
    found, gold, total = sorted(set(cuts) - {0}), document.gold, len(document.cues)
    seconds = [document.cues[cue].start for cue in found]
    return Scores(
        pk(found, gold, total),
        window_diff(found, gold, total),
        boundary_f1(found, gold, 1),
        boundary_f1(found, gold, 3),
        boundary_f1(seconds, document.seconds, 10),
        boundary_f1(seconds, document.seconds, 20),
        boundary_f1(seconds, document.seconds, 30),
        len(found),
        len(gold),
    )


def mean(scores: Sequence[Scores]) -> Scores:
    """The mean over documents; counts too, so that their ratio is that of all boundaries."""
    return Scores(*(float(column) for column in np.mean([astuple(one) for one in scores], axis=0)))


def interval(scores: Sequence[Scores], name: str) -> tuple[float, float]:
    """What 95 % of 1,000 resamples of the documents have as the mean of `name`."""
    values = np.array([getattr(one, name) for one in scores])
    picks = np.random.default_rng(0).integers(0, len(values), size=(_RESAMPLES, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def table(title: str, rows: Sequence[tuple[str, Sequence[Scores]]]) -> Table:
    """A line for each name: the means of its scores, those of F±3 and F@20s with their intervals."""
    made = Table(title=title, title_justify="left")
    made.add_column("", justify="left", no_wrap=True)
    names = ("documents", "Pk", "WD", "F±1", "F±3", "", "F@10s", "F@20s", "", "F@30s", "found/gold")
    for name in names:
        made.add_column(name, justify="right", no_wrap=True)
    for label, scores in rows:
        total = mean(scores)
        shown = {field.name: f"{getattr(total, field.name):.3f}" for field in fields(total)}
        between = ["–".join(f"{end:.2f}" for end in interval(scores, name)) for name in ("f3", "f20s")]
        made.add_row(
            *(label, str(len(scores)), shown["pk"], shown["wd"], shown["f1"], shown["f3"], between[0]),
            *(shown["f10s"], shown["f20s"], between[1], shown["f30s"], f"{total.ratio:.2f}"),
        )
    return made
