"""How well fillers, stutters and false starts are told, by transcripts that people wrote verbatim and clean.

A hidden word is right if the clean version lacks it. Which copy of a repeated word is left out does not count, so no
alignment is scored: words are right as long as the longest common subsequence of the two versions does not shrink when
they go. Recall counts everything the clean version lacks, also what its editor changed ("gonna") or spelled another
way, so that no rule for fillers can reach 1. The rules were tuned on one half of the transcripts; the other half was
only measured.
"""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from common import Figure, data_folder, parser, report, skip
from lecturebook.clean import clean
from lecturebook.clean.fillers import EDITED_RULES, RULES, hidden
from lecturebook.language import bare
from lecturebook.read import read_file

PAIRS = "punctuation/rev16_verbatim_clean.txt.xz"
# a span, and the rule it was hidden by
_Span = tuple[int, int, str]
Rule = Callable[[Sequence[str]], list[_Span]]
# what a plain list of words knows
_LISTED = ("um", "uh", "er", "ah", "hmm", "mm-hmm", "like", "you know", "i mean", "kind of", "sort of")
_STOPS = re.compile(r"[.,?!…:;]|-+$")
# words shown on either side of a hidden span
_AROUND = 7


@dataclass(frozen=True, slots=True)
class Pair:
    """One talk: its words as said, as they are compared, and those an editor left."""

    id: str
    said: tuple[str, ...]
    keys: tuple[str, ...]
    edited: tuple[str, ...]


def read_pairs(file: Path) -> list[Pair]:
    """The pairs in `file`: ``### id``, then a line each that begins with ``verbatim`` or ``clean`` and a tab."""
    pairs, versions, name = [], {}, ""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("### "):
                name, versions = line[4:].strip(), {}
            elif "\t" in line:
                kind, text = line.split("\t", 1)
                versions[kind] = tuple(text.split())
                if len(versions) == 2:
                    pairs.append(_pair(name, versions["verbatim"], versions["clean"]))
    return sorted(pairs, key=lambda pair: (len(pair.id), pair.id))


def _pair(name: str, verbatim: Sequence[str], edited: Sequence[str]) -> Pair:
    said = tuple(word for word in verbatim if bare(word))
    return Pair(name, said, tuple(map(bare, said)), tuple(bare(word) for word in edited if bare(word)))


def without_stops(pair: Pair) -> Pair:
    """`pair` as captions have it: no stops, no capitals."""
    return _pair(pair.id, [_STOPS.sub("", word).lower() for word in pair.said], pair.edited)


def by_rules(said: Sequence[str]) -> list[_Span]:
    """What lecturebook hides."""
    return [(span.first, span.last, span.rule) for span in hidden(said)]


def by_list(said: Sequence[str]) -> list[_Span]:
    """What a list of words hides, and each word that is the one before it."""
    keys = [bare(word) for word in said]
    spans = [(n, n + 1, "repeat") for n in range(len(keys) - 1) if keys[n] == keys[n + 1]]
    for phrase in map(str.split, _LISTED):
        size = len(phrase)
        spans += [(n, n + size, "list") for n in range(len(keys)) if keys[n : n + size] == phrase]
    return spans


@dataclass(frozen=True, slots=True)
class Score:
    """Words hidden, those of them that are right, and the words the clean version lacks."""

    hidden: int
    right: int
    lacking: int

    @property
    def precision(self) -> float:
        """The share of the hidden words that the clean version lacks."""
        return self.right / self.hidden if self.hidden else 1.0

    @property
    def recall(self) -> float:
        """The share of the words the clean version lacks that are hidden."""
        return self.right / self.lacking if self.lacking else 1.0


def score(pairs: Iterable[Pair], rule: Rule, names: Iterable[str] | None = None) -> Score:
    """The score of `rule` over all `pairs`, or of those of its spans whose rule is among `names`."""
    counts = [0, 0, 0]
    chosen = set(names) if names is not None else None
    for pair in pairs:
        gone = {
            place
            for first, last, name in rule(pair.said)
            for place in range(first, last)
            if chosen is None or name in chosen
        }
        whole = common_words(pair.keys, pair.edited)
        rest = common_words([key for place, key in enumerate(pair.keys) if place not in gone], pair.edited)
        counts[0] += len(gone)
        counts[1] += len(gone) - (whole - rest)
        counts[2] += len(pair.keys) - whole
    return Score(*counts)


def common_words(said: Sequence[str], edited: Sequence[str]) -> int:
    """The length of the longest common subsequence, a row of its table at a time in the bits of a number.

    Hyyrö, Bit-parallel LCS-length computation revisited (2004).
    """
    places: dict[str, int] = {}
    for place, key in enumerate(said):
        places[key] = places.get(key, 0) | 1 << place
    full = (1 << len(said)) - 1
    row = full
    for key in edited:
        matches = row & places.get(key, 0)
        row = (row + matches | row - matches) & full
    return len(said) - row.bit_count()


def seed_words(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The name and the words of each seed lecture."""
    for file in sorted((folder / "lectures" / "seeds").glob("*.txt")):
        for transcript in read_file(file):
            yield transcript.id, [word.text for word in clean(transcript.cues).words]


def show(sources: Iterable[tuple[str, Sequence[str]]], rules: set[str], count: int) -> None:
    """Print `count` hidden spans of `sources` in context, drawn with a fixed seed."""
    found = [
        f"{span.rule:9} {' '.join(words[max(0, span.first - _AROUND) : span.first])} "
        f"[{' '.join(words[span.first : span.last])}] {' '.join(words[span.last : span.last + _AROUND])}"
        for _, words in sources
        for span in hidden(words)
        if span.rule in rules
    ]
    for line in random.Random(0).sample(found, min(count, len(found))):
        print(line)


def main() -> None:
    """Measure and report."""
    options = parser(__doc__ or "")
    options.add_argument("--show", type=int, default=0, metavar="N", help="print N hidden spans of the seed lectures")
    options.add_argument("--rule", choices=sorted(RULES), help="of this rule only")
    arguments = options.parse_args()
    folder = data_folder(arguments)
    # the folder of the data beside lectures/, as the tests have it
    file = next((path for path in (folder / "data" / PAIRS, folder / PAIRS) if path.is_file()), None)
    if file is None:
        skip(f"no {PAIRS} in {folder}")
    if arguments.show:
        show(seed_words(folder), {arguments.rule} if arguments.rule else set(RULES), arguments.show)
        return
    pairs = read_pairs(file)
    unseen = pairs[1::2]
    plain = RULES.keys() - EDITED_RULES
    bared = [without_stops(pair) for pair in unseen]
    figures = [
        *_figures("filler", "all but what editors leave in", score(unseen, by_rules, plain), target=True),
        *_figures("filler_no_stops", "the same, no stops, no capitals", score(bared, by_rules, plain), target=True),
        *_figures("filler_tuned", "the half tuned on", score(pairs[::2], by_rules, plain)),
        *_figures("filler_all", "all rules", score(unseen, by_rules)),
        *_figures("filler_list", "a list of words", score(unseen, by_list)),
    ]
    for name in RULES:
        figures += _figures(f"filler_{name}", f"rule {name}", score(unseen, by_rules, {name}))
    spans = [span for _, words in seed_words(folder) for span in hidden(words)]
    for name in RULES:
        figures.append(Figure(f"seeds_{name}", f"seed lectures: {name}", sum(span.rule == name for span in spans)))
    report("Words hidden from reading", figures, arguments.json)


def _figures(prefix: str, label: str, of: Score, *, target: bool = False) -> list[Figure]:
    return [
        Figure(f"{prefix}_hidden", f"{label}: words hidden", of.hidden),
        Figure(f"{prefix}_precision", f"{label}: precision", of.precision, at_least=0.95 if target else None),
        Figure(f"{prefix}_recall", f"{label}: recall", of.recall, at_least=0.31 if target else None),
    ]


if __name__ == "__main__":
    main()
