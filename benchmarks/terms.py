"""Mis-heard terms: what is repaired in lectures the scorer was not fitted on, and what is spoilt in correct text.

Each labelled lecture is left out in turn: the scorer is fitted on the others and on correct transcripts, a third of
which is left out with it. With ``--fit`` it is fitted on all and printed as it stands in the source.
"""

from __future__ import annotations

import csv
import lzma
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from common import Figure, data_folder, parser, report, skip
from lecturebook.clean import clean
from lecturebook.clean.terms import Term, TermRepair, find_repairs, shipped_aliases
from lecturebook.clean.terms.candidates import find_candidates, narrowed, prepare
from lecturebook.clean.terms.scoring import FEATURES, SCORER, Scorer, features
from lecturebook.clean.terms.sounds import letters
from lecturebook.language import bare
from lecturebook.read import read_file

Span = tuple[int, int]

# strength of the L2 penalty of the fit (1 / C); 0.3 to 3 give the same decisions but for one or two rows
_PENALTY = 1.0
# rapidfuzz alone: the ratio of letters from which a span is taken for the term
_BASELINE_RATIO = 85
_DOCUMENT = re.compile(r"^### .*\n", re.M)
_ROW = re.compile(r"(.*)\[\[(.*?)\]\](.*)", re.S)


@dataclass(slots=True)
class Text:
    """The words of a lecture or of a correct transcript; `errors` are its listed mis-hearings: span -> right words."""

    name: str
    words: list[str]
    title: str = ""
    errors: dict[Span, str] = field(default_factory=dict)

    @property
    def alike(self) -> dict[Span, str]:
        """The listed mis-hearings and every other place where the lecture has the same words of two or more."""
        plain = [bare(word) for word in self.words]
        found = {}
        for (first, last), right in self.errors.items():
            heard = plain[first:last]
            for start in range(len(plain) - len(heard) + 1) if len(heard) > 1 or not heard[0].isalpha() else ():
                if plain[start : start + len(heard)] == heard:
                    found[start, start + len(heard)] = right
        return found | self.errors


@dataclass(frozen=True, slots=True)
class Trap:
    """Correct words in a few words of context, and the term they could be mistaken for."""

    words: list[str]
    term: str


def main() -> None:
    made = parser("Repair of mis-heard terms, each lecture by a scorer fitted on the others.")
    made.add_argument("--clean", type=Path, metavar="FILE", help="correct transcripts, .txt or .txt.xz")
    made.add_argument("--clean-words", type=int, default=60_000, help="how many words of them (default 60,000)")
    made.add_argument("--fit", action="store_true", help="fit on everything and print the scorer")
    arguments = made.parse_args()
    data = data_folder(arguments) / "data"
    if not (data / "terms" / "term_errors.tsv").is_file():
        skip(f"no terms/term_errors.tsv in {data}")
    terms = load_glossary(data)
    file = arguments.clean or data / "punctuation" / "train" / "practicalai.txt.xz"
    if arguments.fit:
        texts = (*load_lectures(data)[0], *load_correct(file, arguments.clean_words))
        show_fit(fit([labelled(text, terms) for text in texts]))
        return
    report(
        "Mis-heard terms, on lectures left out of the fit",
        measure_all(data, terms, file, arguments.clean_words),
        arguments.json,
    )


def measure_all(data: Path, terms: Sequence[Term], file: Path, words: int) -> list[Figure]:
    """All figures, with those of the baseline: lectures of `data`, and `words` correct words of `file`."""
    lectures, traps = load_lectures(data)
    correct = load_correct(file, words)
    examples = {text.name: labelled(text, terms) for text in (*lectures, *correct)}
    scorers = {
        text.name: fit([examples[other] for other in examples if other not in left_out])
        for n, lecture in enumerate(lectures)
        for left_out in [{lecture.name, *(text.name for text in correct[n :: len(lectures)])}]
        for text in (lecture, *correct[n :: len(lectures)])
    }
    figures = []
    for name, label, aliases in (("term", "aliases, joins and sounds", True), ("sound", "joins and sounds", False)):
        print(f"\n== {label}")
        figures += measure(name, label, lectures, correct, traps, terms, scorers, aliases=aliases)
    return [*figures, *baseline(lectures, correct, terms)]


def load_glossary(data: Path) -> list[Term]:
    """The course vocabulary in `data`."""
    return [Term(line) for line in (data / "terms" / "glossary_ml.txt").read_text("utf-8").splitlines() if line]


def load_lectures(data: Path) -> tuple[list[Text], list[Trap]]:
    """The lectures that have listed mis-hearings, and the traps that are from elsewhere."""
    with (data / "terms" / "term_errors.tsv").open(encoding="utf-8", newline="") as table:
        rows = [list(row.values()) for row in csv.DictReader(table, delimiter="\t")]
    texts = {}
    for file in sorted({row[0].split("#")[0] for row in rows if "#" in row[0]}):
        for transcript in read_file(data.parent / "lectures" / "seeds" / file):
            words = [word.text for word in clean(transcript.cues).words]
            texts[f"{file}#{transcript.id}"] = Text(transcript.id, words, transcript.title)
    traps = []
    for where, context, right, is_error in rows:
        match = _ROW.fullmatch(context)
        if match is None:
            continue
        before, heard, after = (part.split() for part in match.groups())
        if where not in texts:
            traps.append(Trap([*before, *heard, *after], right))
        elif is_error == "1":
            start = _find([bare(word) for word in texts[where].words], [bare(w) for w in (*before, *heard, *after)])
            texts[where].errors[start + len(before), start + len(before) + len(heard)] = right
    return [text for text in texts.values() if text.errors], traps


def _find(plain: Sequence[str], wanted: Sequence[str]) -> int:
    return next(n for n in range(len(plain)) if list(plain[n : n + len(wanted)]) == list(wanted))


def load_correct(file: Path, most: int) -> list[Text]:
    """Documents of correct text as a recogniser would write them: lower case, without stops; `most` words in all."""
    if not file.is_file():
        skip(f"no correct transcripts at {file}: name a file with --clean")
    data = file.read_bytes()
    text = (lzma.decompress(data) if file.suffix == ".xz" else data).decode("utf-8")
    documents: list[Text] = []
    count = 0
    for document in _DOCUMENT.split(text):
        words = [plain for word in document.split() if (plain := word.casefold().strip('.,?!;:"()[]“”…-'))]
        if words and count < most:
            documents.append(Text(f"correct {len(documents)}", words))
            count += len(words)
    return documents


def labelled(text: Text, terms: Sequence[Term]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The features of all candidates of `text`, and which of them are what was said."""
    lecture = prepare(text.words, terms, "en")
    rows, labels, alike = [], [], text.alike
    for candidate in find_candidates(lecture, terms, "en"):
        rows.append(features(candidate, lecture, text.title, "en"))
        labels.append(is_right(text.words, alike, *narrowed(lecture, candidate, "en")))
    return np.array(rows).reshape(-1, len(FEATURES)), np.array(labels, float)


def is_right(words: Sequence[str], errors: dict[Span, str], first: int, last: int, after: Sequence[str]) -> bool:
    """Whether `after` in the place of ``[first, last)`` makes a listed mis-hearing right, but for a plural."""
    for (start, end), right in errors.items():
        if first < end and start < last:
            low, high = min(first, start), max(last, end)
            got = letters(" ".join([*words[low:first], *after, *words[last:high]]))
            wanted = letters(" ".join([*words[low:start], right, *words[end:high]]))
            if got.rstrip("s") == wanted.rstrip("s"):
                return True
    return False


def fit(examples: Sequence[tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]) -> Scorer:
    """A logistic regression with an L2 penalty, by Newton's method."""
    rows = np.vstack([rows for rows, _ in examples])
    labels = np.concatenate([labels for _, labels in examples])
    inputs = np.hstack([rows, np.ones((len(rows), 1))])
    penalty = np.diag([_PENALTY] * rows.shape[1] + [0.0])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (chance - labels) + penalty @ weights
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + penalty
        step = np.linalg.solve(curve + 1e-9 * np.eye(len(curve)), slope)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return Scorer(tuple(float(w) for w in weights[:-1]), float(weights[-1]), SCORER.apply, SCORER.suspect)


def show_fit(scorer: Scorer) -> None:
    for name, weight in zip(FEATURES, scorer.weights, strict=True):
        print(f"{weight:7.2f}  {name}")
    print(f"{scorer.intercept:7.2f}  intercept")
    print(f"weights={tuple(round(w, 2) for w in scorer.weights)}, intercept={scorer.intercept:.2f}")


def measure(
    name: str,
    label: str,
    lectures: Sequence[Text],
    correct: Sequence[Text],
    traps: Sequence[Trap],
    terms: Sequence[Term],
    scorers: dict[str, Scorer],
    *,
    aliases: bool,
) -> list[Figure]:
    """Precision and recall over the lectures, traps fallen into, false repairs in correct text; each one printed."""
    tables = (shipped_aliases(),) if aliases else ()
    counts: defaultdict[str, int] = defaultdict(int)
    for text in lectures:
        found = find_repairs(text.words, terms, aliases=tables, title=text.title, scorer=scorers[text.name])
        _count(counts, text, found.applied, terms)
        for repair in found.suspected:
            counts["suspected"] += 1
            counts["suspected right"] += is_right(text.words, text.alike, repair.first, repair.last, repair.after)
    for trap in traps:
        for repair in find_repairs(trap.words, terms, aliases=tables).applied:
            counts["traps"] += 1
            _show("trap", trap.words, repair)
    for text in correct:
        for repair in find_repairs(text.words, terms, aliases=tables, scorer=scorers[text.name]).applied:
            kept = letters(" ".join(repair.before)) == letters(" ".join(repair.after))
            counts["joined" if kept else "spoilt"] += 1
            _show("only joined" if kept else "spoilt", text.words, repair)
    words = sum(len(text.words) for text in correct)
    return [
        Figure(f"{name}_precision", f"{label}: precision", counts["right"] / max(counts["applied"], 1), at_least=0.95),
        Figure(
            f"{name}_recall",
            f"{label}: recall of {counts['in glossary']} whose term the glossary has",
            counts["mended"] / max(counts["in glossary"], 1),
            at_least=0.35,
        ),
        Figure(f"{name}_recall_all", f"{label}: of all {counts['rows']}", counts["mended all"] / counts["rows"]),
        Figure(f"{name}_applied", f"{label}: repairs applied", counts["applied"]),
        Figure(f"{name}_suspected", f"{label}: suspected", counts["suspected"]),
        Figure(f"{name}_suspected_right", f"{label}: of these right", counts["suspected right"]),
        Figure(f"{name}_traps", f"{label}: traps fallen into, of {len(traps)}", counts["traps"], at_most=0),
        Figure(
            "false_repairs_per_10k" if name == "term" else f"{name}_false_repairs_per_10k",
            f"{label}: false repairs in {words:,} correct words",
            counts["spoilt"] / words * 10_000,
            "per 10,000",
            at_most=0.5,
        ),
        Figure(
            f"{name}_joins_per_10k",
            f"{label}: joins there, no letter lost",
            counts["joined"] / words * 10_000,
            "per 10,000",
        ),
    ]


def _count(counts: dict[str, int], text: Text, applied: Sequence[TermRepair], terms: Sequence[Term]) -> None:
    known = {letters(term.text).rstrip("s") for term in terms}
    for repair in applied:
        # what loses no letter cannot be wrong about what was said, only about how it is written
        kept = letters(" ".join(repair.before)) == letters(" ".join(repair.after))
        right = kept or is_right(text.words, text.alike, repair.first, repair.last, repair.after)
        counts["applied"] += 1
        counts["right"] += right
        if not right:
            _show("false", text.words, repair)
    for span, right_words in text.errors.items():
        covering = [repair for repair in applied if repair.first < span[1] and span[0] < repair.last]
        mended = any(is_right(text.words, {span: right_words}, r.first, r.last, r.after) for r in covering)
        listed = letters(right_words).rstrip("s") in known
        counts["rows"] += 1
        counts["mended all"] += mended
        counts["in glossary"] += listed
        counts["mended"] += mended and listed
        if not mended:
            print(f"missed{'' if listed else ', not in glossary'}: {_context(text.words, *span)} = {right_words}")


def _show(what: str, words: Sequence[str], repair: TermRepair) -> None:
    where = _context(words, repair.first, repair.last)
    print(f"{what}: {where} -> {' '.join(repair.after)} ({repair.rule} {repair.score})")


def _context(words: Sequence[str], first: int, last: int) -> str:
    parts = (*words[max(0, first - 4) : first], "[[" + " ".join(words[first:last]) + "]]", *words[last : last + 4])
    return " ".join(parts)


def baseline(lectures: Sequence[Text], correct: Sequence[Text], terms: Sequence[Term]) -> list[Figure]:
    """rapidfuzz alone: a span of one to four words is the term whose letters are most like its own."""
    applied = right = mended = listed = spoilt = words = 0
    known = {letters(term.text).rstrip("s") for term in terms}
    for text in lectures:
        alike, hits = text.alike, list(_like(text.words, terms))
        applied += len(hits)
        right += sum(is_right(text.words, alike, *hit) for hit in hits)
        for span, right_words in text.errors.items():
            if letters(right_words).rstrip("s") in known:
                listed += 1
                mended += any(is_right(text.words, {span: right_words}, *hit) for hit in hits)
    for text in correct[:4]:
        words += len(text.words)
        spoilt += sum(1 for _ in _like(text.words, terms))
    return [
        Figure("baseline_precision", f"rapidfuzz alone, ratio ≥ {_BASELINE_RATIO}: precision", right / max(applied, 1)),
        Figure("baseline_recall", "rapidfuzz alone: recall where the glossary has the term", mended / max(listed, 1)),
        Figure(
            "baseline_false_repairs_per_10k",
            f"rapidfuzz alone: false repairs in {words:,} correct words",
            spoilt / max(words, 1) * 10_000,
            "per 10,000",
        ),
    ]


def _like(words: Sequence[str], terms: Sequence[Term]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    spans = [(n, m) for n in range(len(words)) for m in range(n + 1, min(n + 4, len(words)) + 1)]
    texts = [letters(" ".join(words[first:last])) for first, last in spans]
    keys = [letters(term.text) for term in terms]
    hits = []
    for start in range(0, len(texts), 4096):
        ratios = process.cdist(texts[start : start + 4096], keys, scorer=fuzz.ratio, score_cutoff=_BASELINE_RATIO)
        best = ratios.argmax(axis=1)
        for row in np.flatnonzero(ratios.max(axis=1)):
            hits.append((float(ratios[row, best[row]]), spans[start + row], texts[start + row], terms[best[row]].text))
    taken: set[int] = set()
    for _, (first, last), heard, term in sorted(hits, key=lambda hit: (-hit[0], hit[1])):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            if heard != letters(term):
                yield first, last, tuple(term.split())


if __name__ == "__main__":
    main()
