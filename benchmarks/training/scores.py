"""Scores of tags against the labels of text that was punctuated by people; F1 in percent."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
import numpy.typing as npt

from lecturebook.clean.punctuate import Tags, WordTagger
from training.labels import COMMA, IGNORED, PERIOD, QUESTION, Word

_IWSLT = {"O": 0, "COMMA": COMMA, "PERIOD": PERIOD, "QUESTION": QUESTION}
# what is tried to move the logits of comma, period and question mark
_TILTS = (-0.3, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
THRESHOLDS = tuple(n / 100 for n in range(10, 71, 1))


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, in percent."""

    precision: float
    recall: float
    f1: float


def score(found: npt.NDArray[np.bool_], true: npt.NDArray[np.bool_], right: int | None = None) -> Score:
    """The score of `found` against `true`; `right` says how many are right where both alone do not."""
    hits = int((found & true).sum()) if right is None else right
    precision, recall = hits / max(1, int(found.sum())), hits / max(1, int(true.sum()))
    return Score(100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall))


def punctuation_scores(found: npt.NDArray[Any], true: npt.NDArray[Any]) -> dict[str, Score]:
    """Scores of each mark and of all (a wrong mark is both a false and a missed one); ignored labels are left out."""
    known = true != IGNORED
    found, true = found[known], true[known]
    scores = {
        name: score(found == mark, true == mark)
        for name, mark in (("comma", COMMA), ("period", PERIOD), ("question", QUESTION))
    }
    return scores | {"all": score(found > 0, true > 0, int(((found == true) & (true > 0)).sum()))}


@dataclass
class Tagged:
    """Tags of some documents beside their labels, joined; words whose punctuation label is ignored are left out."""

    tags: Tags
    labels: npt.NDArray[np.int64]

    @property
    def has_casing(self) -> bool:
        """Whether any word has a casing label."""
        return bool((self.labels[:, 1] != IGNORED).any())

    @property
    def has_filler(self) -> bool:
        """Whether any word is labelled a filler."""
        return bool((self.labels[:, 2] > 0).any())

    def punctuation(self) -> dict[str, Score]:
        """Scores of each mark and of all, by argmax."""
        return punctuation_scores(self.tags.punctuation.argmax(1), self.labels[:, 0])

    def sentence_ends(self, threshold: float | None = None) -> Score:
        """Score of sentence ends: by argmax, or where a period or question mark is likelier than `threshold`."""
        known = self.labels[:, 0] != IGNORED
        stops = self.tags.punctuation.argmax(1) >= PERIOD if threshold is None else self.tags.stop > threshold
        return score(stops[known], (self.labels[:, 0] >= PERIOD)[known])

    def casing(self, *, with_first: bool = False) -> Score:
        """Score of words written with a capital or in capitals; the kind counts.

        First words of sentences have no label. They are left out, or, `with_first`, counted as right: a rule writes
        them with a capital, given the sentence.
        """
        found, true = self.tags.casing.argmax(1), self.labels[:, 1]
        known = true != IGNORED
        found, true = found[known], true[known]
        cased, written, hits = true > 0, found > 0, int(((found == true) & (true > 0)).sum())
        first = int((self.labels[:-1, 0] >= PERIOD).sum()) if with_first else 0
        more = np.ones(first, bool)
        return score(np.concatenate([written, more]), np.concatenate([cased, more]), hits + first)

    def tilted(self, tilt: Sequence[float]) -> Tagged:
        """The same with the punctuation logits moved by `tilt`, one number a class."""
        shares = self.tags.punctuation * np.exp(np.asarray(tilt, np.float32))
        shares /= shares.sum(1, keepdims=True)
        return Tagged(Tags(shares, self.tags.casing, self.tags.filler), self.labels)

    def filler(self, threshold: float = 0.5) -> Score:
        """Score of fillers."""
        return score(self.tags.filler > threshold, self.labels[:, 2] > 0)


def best_threshold(sources: Sequence[Tagged]) -> float:
    """The threshold of `THRESHOLDS` with the best F1 of sentence ends, as the mean over `sources`."""
    return max(THRESHOLDS, key=lambda threshold: fmean(source.sentence_ends(threshold).f1 for source in sources))


def best_tilt(sources: Sequence[Tagged]) -> tuple[float, ...]:
    """The numbers added to the punctuation logits that give the best F1 of all marks, as the mean over `sources`.

    A network is sure of fewer marks than there are: F1 wants some more. Sources count alike, because each has habits of
    its own (of commas most of all) and none of them is a lecture.
    """
    grid = itertools.product(_TILTS, repeat=3)
    return max(
        ((0.0, *tilt) for tilt in grid),
        key=lambda tilt: fmean(source.tilted(tilt).punctuation()["all"].f1 for source in sources),
    )


def tagged(tagger: WordTagger, documents: Sequence[Sequence[Word]]) -> Tagged:
    """Tags of `documents`, each read by itself."""
    parts = [tagger.tag([word.text for word in document]) for document in documents]
    tags = Tags(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("punctuation", "casing", "filler"))
    )
    return Tagged(tags, np.array([word[1:] for document in documents for word in document], np.int64))


def iwslt(file: Path) -> list[Word]:
    """The words of an IWSLT2011 file; split endings (``'s``, ``n't``) are joined to their words again."""
    words: list[Word] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        text, _, label = line.partition("\t")
        mark = _IWSLT[label.strip()]
        if words and (text.startswith("'") or text == "n't") and len(text) > 1:
            words[-1] = words[-1]._replace(text=words[-1].text + text, punctuation=mark)
        else:
            words.append(Word(text, mark, IGNORED))
    return words
