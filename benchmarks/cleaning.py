"""Cleaning, all of it beside baselines: stops, capitals, sentence ends, fillers, terms, speed.

Texts and captions that people punctuated lose their stops and capitals and go the road of a transcript; what comes
back is compared with what people wrote. Only documents that nothing was trained or fitted on are scored: the test
part of the texts (by the sha256 of their ids, `training.labels.part`), IWSLT2011, every other lecture of the captions,
the other half of the filler pairs, each lecture of terms left out of its fit. F1 in percent, other shares as shares.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import fillers
import terms
from common import Figure, data_folder, flat, parser, report, skip
from floors import leave_if_below
from lecturebook.clean.fillers import EDITED_RULES, RULES
from lecturebook.clean.punctuate.tagger import own_tagger
from restoring import (
    TimedTagger,
    captions,
    captions_figures,
    fixed_ends,
    read_texts,
    restored,
    test_documents,
)
from training.labels import Word
from training.scores import Tagged, iwslt, tagged

# sources that the first go of the training did not see whole, nearest to lectures first
SOURCES = ("practicalai", "d2l", "rev")
_CAPTIONS = (".srt", ".vtt")


def main() -> None:
    """Measure and report."""
    made = parser(__doc__ or "", floors="cleaning")
    made.add_argument(
        "--words", type=int, default=13_000, metavar="N", help="at most so many words of each set (default %(default)s)"
    )
    made.add_argument(
        "--texts", type=Path, metavar="FOLDER", help="score the restoring of these punctuated texts (or captions) alone"
    )
    made.add_argument("--weights", type=Path, metavar="FILE", help="another weight file of the tagger")
    made.add_argument("--dtype", choices=("auto", "float32", "bfloat16"), default="auto")
    arguments = made.parse_args()
    tagger = TimedTagger.single_threaded(own_tagger(arguments.weights, arguments.dtype))
    if arguments.texts:
        title, figures = f"Restoring of {arguments.texts}", measure_folder(arguments.texts, tagger, arguments.words)
    else:
        title, figures = (
            "Cleaning, on what nothing was fitted on",
            measure(data_folder(arguments), tagger, arguments.words),
        )
    report(title, figures, arguments.json)
    print(json.dumps(flat(figures)))
    leave_if_below(arguments.floors, figures)


def measure(folder: Path, tagger: TimedTagger, words: int) -> list[Figure]:
    """All figures; `folder` is that of ``data/`` and ``lectures/``."""
    data = folder / "data"
    if not (data / "punctuation").is_dir():
        skip(f"no data/punctuation in {folder}")
    return [
        *iwslt_figures(data / "punctuation" / "iwslt2011", tagger, words),
        *text_figures(data / "punctuation" / "train", tagger, words),
        *lecture_figures(folder / "lectures" / "hf-course", tagger, words),
        *filler_figures(data / fillers.PAIRS),
        *term_figures(data, words),
        tagger.speed(),
    ]


def iwslt_figures(folder: Path, tagger: TimedTagger, words: int) -> list[Figure]:
    """The public test, by argmax as published figures are; TED talks, for comparison only."""
    figures = []
    for name, least in (("ref", 65.0), ("asr", 60.0)):
        found = tagged(tagger, [iwslt(folder / f"{name}.tsv")[:words]])
        for mark, value in found.punctuation().items():
            target = least if mark == "all" else None
            figures.append(Figure(f"iwslt_{name}_{mark}", f"IWSLT2011 {name}: {mark}", value.f1, at_least=target))
    return figures


def text_figures(folder: Path, tagger: TimedTagger, words: int) -> list[Figure]:
    """Unseen documents of each source through the whole road, and the means over the sources."""
    figures, ends, fixed = [], [], []
    for source in SOURCES:
        documents = test_documents(folder / f"{source}.txt.xz", words)
        found = restored_figures(source, documents, tagger)
        figures += found
        ends += [figure.value for figure in found if figure.name.endswith("boundary_f1")]
        fixed += [figure.value for figure in found if figure.name.endswith("boundary_f1_fixed")]
        if source == SOURCES[0]:
            casing = _casing_figures(tagged(tagger, documents), source)
    return [
        Figure("boundary_f1", "sentence ends of unseen texts, mean of the sources", fmean(ends), at_least=76),
        Figure("boundary_f1_fixed", "the same, baseline: sentences of the mean length", fmean(fixed)),
        *casing,
        *figures,
    ]


def _casing_figures(tags: Tagged, source: str) -> list[Figure]:
    label = f"{source}: casing, first words"
    return [
        Figure("casing_f1", f"{label} right by rule", tags.casing(with_first=True).f1, at_least=95),
        Figure("casing_f1_inside", f"{label} left out", tags.casing().f1),
    ]


def restored_figures(name: str, documents: Sequence[Sequence[Word]], tagger: TimedTagger) -> list[Figure]:
    """Marks, sentence ends and capitals of `documents` as the road shows them."""
    found = restored(documents, tagger)
    return [
        Figure(f"{name}_words", f"{name}: words", len(found.labels)),
        *(Figure(f"{name}_{mark}", f"{name}: {mark}", value.f1) for mark, value in found.punctuation().items()),
        Figure(f"{name}_boundary_f1", f"{name}: sentence ends", found.sentence_ends().f1),
        Figure(f"{name}_boundary_f1_fixed", f"{name}: sentence ends, fixed length", fixed_ends(documents).f1),
        Figure(f"{name}_casing_shown", f"{name}: capitals as shown, first words among them", found.casing().f1),
    ]


def lecture_figures(folder: Path, tagger: TimedTagger, words: int) -> list[Figure]:
    """The odd lectures of the course: the odds of pauses were fitted on the even ones."""
    files = sorted(folder.glob("*.srt"))
    if not files:
        return []
    return captions_figures("caption", [lecture for file in files[1::2] for lecture in captions(file)], tagger, words)


def filler_figures(file: Path) -> list[Figure]:
    """What quotes leave out, on the half of the pairs that no rule was tuned on, beside a list of words."""
    unseen = fillers.read_pairs(file)[1::2]
    ours = fillers.score(unseen, fillers.by_rules, RULES.keys() - EDITED_RULES)
    listed = fillers.score(unseen, fillers.by_list)
    return [
        Figure("filler_precision", "words hidden: precision", ours.precision, at_least=0.95),
        Figure("filler_recall", "words hidden: recall", ours.recall, at_least=0.31),
        Figure("filler_precision_list", "the same, baseline: a list of words, precision", listed.precision),
        Figure("filler_recall_list", "the same, baseline: a list of words, recall", listed.recall),
    ]


def term_figures(data: Path, words: int) -> list[Figure]:
    """Repair of terms beside rapidfuzz alone; ``terms.py`` prints each miss and false hit, and has more figures."""
    renamed = {"false_repairs_per_10k": "false_repairs_per_10000"}
    kept = ("term_precision", "term_recall", "sound_precision", "sound_recall", *renamed)
    correct = data / "punctuation" / "train" / "practicalai.txt.xz"
    with contextlib.redirect_stdout(io.StringIO()):
        found = terms.measure_all(data, terms.load_glossary(data), correct, 2 * words)
    return [
        Figure(renamed.get(f.name, f.name), f.label, f.value, f.unit, f.at_most, f.at_least)
        for f in found
        if f.name in kept or f.name.startswith("baseline")
    ]


def measure_folder(folder: Path, tagger: TimedTagger, words: int) -> list[Figure]:
    """Texts (``.txt``, ``.md``, also ``.xz``) and captions (``.srt``, ``.vtt``) of people, restored."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    documents = read_texts([file for file in files if file.suffix not in _CAPTIONS], words)
    heard = [lecture for file in files if file.suffix in _CAPTIONS for lecture in captions(file)]
    if not documents and not heard:
        skip(f"no punctuated texts in {folder}")
    figures = restored_figures("text", documents, tagger) if documents else []
    return [*figures, *(captions_figures("caption", heard, tagger, words) if heard else []), tagger.speed()]


if __name__ == "__main__":
    main()
