"""Summaries of textbook modules beside their human summaries: ROUGE-1 of ours, and of lead, centroid and LexRank.

A module is read as a lecture would be: ten words a cue, without its layout. All methods give as many sentences
(`--count`), and once more as many as a hundred words hold, which takes away what long sentences gain; ours leaves out
what it never shows. The weights of `study/salience.py` were picked from trials on modules of both halves, most of those
whose name's sha256 begins with an even digit; figures are of the others. A textbook begins with its definitions, which
no lecture does: lead is a strong baseline here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from common import Figure, data_folder, parser, report, skip
from lecturebook.clean import clean
from lecturebook.concepts import Wishes, find_concepts
from lecturebook.embed import Vectors, load_encoder, pool
from lecturebook.model import Concept, Cue, Passage
from lecturebook.segment.units import sentence_vectors, units_of
from lecturebook.study.salience import lexrank
from lecturebook.study.summary import rank
from vectors import CachedEncoder

_MODULES = "definitions/openstax_statistics.jsonl"
# words: shorter modules need no summary
_SHORTEST = 200
_CUE, _SECONDS_A_WORD = 10, 0.4
_BUDGET = 100


@dataclass(frozen=True, slots=True)
class Module:
    """A module as the stages see it, and what a person wrote as its summary."""

    name: str
    title: str
    sentences: tuple[Passage, ...]
    vectors: Vectors
    concepts: tuple[Concept, ...]
    summary: str


Ranker = Callable[[Module], list[int]]


def main() -> None:
    made = parser("Summaries beside people's, on modules the weights were not looked for on.")
    made.add_argument("--cache", type=Path, metavar="DIR", help="keep vectors there")
    made.add_argument("--count", type=int, default=4, help="sentences of a summary (default 4)")
    made.add_argument("--fitted", action="store_true", help="the modules of the search instead")
    arguments = made.parse_args()
    file = data_folder(arguments) / "data" / _MODULES
    if not file.is_file():
        skip(f"no {file}")
    encoder = CachedEncoder(load_encoder(dtype="float32"), arguments.cache)
    modules = [module for module in read_modules(file, encoder) if _is_fitted(module.name) == arguments.fitted]
    print(f"{len(modules)} modules")
    rankers: dict[str, Ranker] = {
        "summary": lambda m: rank(m.sentences, m.vectors, m.concepts, title=m.title),
        "lead": lambda m: list(range(len(m.sentences))),
        "centroid": lambda m: _best_first(m.vectors @ m.vectors.mean(axis=0)),
        "lexrank": lambda m: _best_first(lexrank(m.vectors)),
    }
    figures = []
    for name, ranker in rankers.items():
        ranked = [(module, ranker(module)) for module in modules]
        by_count = [rouge_1(_text(m, order[: arguments.count]), m.summary) for m, order in ranked]
        by_words = [rouge_1(_text(m, within(m, order, _BUDGET)), m.summary) for m, order in ranked]
        figures.append(
            Figure(f"{name}_rouge1", f"{name}: ROUGE-1, {arguments.count} sentences", float(np.mean(by_count)))
        )
        figures.append(Figure(f"{name}_rouge1_words", f"{name}: ROUGE-1, {_BUDGET} words", float(np.mean(by_words))))
    gain = figures[0].value - figures[2].value
    figures.append(Figure("summary_over_lead", "ours over lead, same count", gain, at_least=0.09))
    report("Summaries of textbook modules", figures, arguments.json)


def _is_fitted(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest()[0], 16) % 2 == 0


def read_modules(file: Path, encoder: CachedEncoder) -> Iterator[Module]:
    """The modules in `file` that have a summary."""
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        words = " ".join(row["paragraphs"]).split()
        if not row["summary"] or len(words) < _SHORTEST:
            continue
        speech = clean(tuple(_cues(words)))
        units = units_of(speech.sentences)
        unit_vectors = encoder.encode_spans([word.text for word in speech.words], units)
        vectors = sentence_vectors(speech.sentences, units, unit_vectors)
        found = find_concepts(
            speech.words,
            speech.sentences,
            vectors,
            encoder.encode,
            sections=[(0, len(speech.words))],
            centroid=pool(unit_vectors, [1.0] * len(unit_vectors)),
            title=row["title"],
            wishes=Wishes(),
            seconds=speech.words[-1].end,
            language="en",
        )
        concepts = tuple(entry.concept for entry in found)
        yield Module(row["module"], row["title"], speech.sentences, vectors, concepts, " ".join(row["summary"]))


def _cues(words: list[str]) -> Iterator[Cue]:
    for first in range(0, len(words), _CUE):
        text = " ".join(words[first : first + _CUE])
        yield Cue(first * _SECONDS_A_WORD, (first + _CUE) * _SECONDS_A_WORD, text)


def _best_first(scores: npt.NDArray[np.floating]) -> list[int]:
    return [int(n) for n in np.argsort(-scores, kind="stable")]


def within(module: Module, order: list[int], budget: int) -> list[int]:
    """As many of `order` as fit into `budget` words; what does not is passed over."""
    taken, left = [], budget
    for n in order:
        length = module.sentences[n].last - module.sentences[n].first
        if length <= left:
            taken.append(n)
            left -= length
    return taken


def _text(module: Module, chosen: list[int]) -> str:
    return " ".join(module.sentences[n].text for n in sorted(chosen))


def rouge_1(one: str, other: str) -> float:
    """F1 of the lower-case words of two texts, unstemmed (Lin 2004)."""
    left, right = (Counter(re.findall(r"[a-z0-9]+", text.lower())) for text in (one, other))
    return 2 * (left & right).total() / max(1, (left + right).total())


if __name__ == "__main__":
    main()
