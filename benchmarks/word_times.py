"""How far off the interpolated time of a word is in rows of 30 seconds, told by the captions they were joined from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from common import Figure, data_folder, parser, report, skip
from lecturebook.clean.overlap import with_words
from lecturebook.clean.times import time_words
from lecturebook.model import Cue
from lecturebook.read import read_file

# a row takes in cues until it is this long, in seconds: what many lecture data sets have
_ROW = 30.0

Starts = Callable[[tuple[Cue, ...]], Sequence[float]]
Kept = Callable[["Rows"], Sequence[bool]]


@dataclass(frozen=True, slots=True)
class Rows:
    """A lecture in long rows, and the cues they were joined from.

    `firsts` are the indices, over the words of all rows, of the first word of each cue; `truth` their times in
    seconds; `row_of` the index of the row each is in.
    """

    rows: tuple[Cue, ...]
    firsts: tuple[int, ...]
    truth: tuple[float, ...]
    row_of: tuple[int, ...]

    @property
    def opens(self) -> list[bool]:
        """Which of the cues begin a row, and so are right by themselves."""
        return [place == 0 or row != self.row_of[place - 1] for place, row in enumerate(self.row_of)]

    @property
    def in_speech(self) -> list[bool]:
        """Which of the cues are in rows without a sound noted in brackets, such as ``(air whooshing)``."""
        noted = [any(word.text.startswith(("(", "[")) for word in row.words) for row in self.rows]
        return [not noted[row] for row in self.row_of]


def inside(lecture: Rows) -> list[bool]:
    """The cues that do not begin a row."""
    return [not opens for opens in lecture.opens]


def inside_speech(lecture: Rows) -> list[bool]:
    """The cues that do not begin a row, in rows without noted sounds."""
    return [not opens and speech for opens, speech in zip(lecture.opens, lecture.in_speech, strict=True)]


def every(lecture: Rows) -> list[bool]:
    """All cues."""
    return [True] * len(lecture.firsts)


def median(values: Sequence[float]) -> float:
    """The median of `values`."""
    return float(np.median(values))


def _p95(values: Sequence[float]) -> float:
    return float(np.percentile(values, 95))


def read_cues(files: Iterable[Path]) -> Iterator[tuple[Cue, ...]]:
    """The cues of each lecture in `files`, each with its words."""
    for file in files:
        for transcript in read_file(file):
            yield tuple(with_words(cue) for cue in transcript.cues)


def join(cues: tuple[Cue, ...]) -> Rows:
    """`cues` in rows: each takes in cues until it is 30 seconds long."""
    rows: list[Cue] = []
    firsts, truth, row_of = [], [], []
    count = 0
    for cue in cues:
        new = not rows or rows[-1].end - rows[-1].start >= _ROW
        firsts.append(count)
        truth.append(cue.start)
        count += len(cue.words)
        if new:
            rows.append(cue)
        else:
            rows[-1] = _joined(rows[-1], cue)
        row_of.append(len(rows) - 1)
    return Rows(tuple(rows), tuple(firsts), tuple(truth), tuple(row_of))


def _joined(row: Cue, cue: Cue) -> Cue:
    return Cue(row.start, max(row.end, cue.end), f"{row.text}\n{cue.text}", row.words + cue.words, row.line)


def errors(lectures: Iterable[Rows], starts: Starts, *, kept: Kept = inside) -> list[float]:
    """How far, in seconds, the time that `starts` gives each cue's first word is from the cue's start."""
    found = []
    for lecture in lectures:
        times = starts(lecture.rows)
        for first, true, keep in zip(lecture.firsts, lecture.truth, kept(lecture), strict=True):
            if keep:
                found.append(abs(times[first] - true))
    return found


def by_time_words(rows: tuple[Cue, ...]) -> Sequence[float]:
    """The start of every word as lecturebook tells it."""
    return [word.start for word in time_words(rows)]


def by_word_count(rows: tuple[Cue, ...]) -> Sequence[float]:
    """The start of every word where all words of a row take the same time."""
    return [row.start + (row.end - row.start) * n / len(row.words) for row in rows for n in range(len(row.words))]


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "").parse_args()
    folder = data_folder(arguments) / "lectures" / "hf-course"
    lectures = [join(cues) for cues in read_cues(sorted(folder.glob("*.srt")))]
    if not lectures:
        skip(f"no lectures in {folder}")
    figures = [
        Figure("lectures", "lectures", len(lectures)),
        Figure("rows", f"rows of {_ROW:g} s", sum(len(lecture.rows) for lecture in lectures)),
        Figure("cues", "cues inside rows", sum(sum(inside(lecture)) for lecture in lectures)),
        *_figures("", "time_words", lectures, by_time_words, targets=True),
        *_figures("even_", "time_words, even lectures (tuned on)", lectures[::2], by_time_words),
        *_figures("odd_", "time_words, odd lectures (not tuned on)", lectures[1::2], by_time_words),
        *_figures("baseline_", "baseline, every word as long", lectures, by_word_count),
        *_figures("speech_", "time_words, rows without noted sounds", lectures, by_time_words, kept=inside_speech),
        *_figures("all_", "time_words, cues that begin a row counted too", lectures, by_time_words, kept=every),
    ]
    report("Interpolated word times", figures, arguments.json)


def _figures(
    prefix: str,
    label: str,
    lectures: Sequence[Rows],
    starts: Starts,
    *,
    kept: Kept = inside,
    targets: bool = False,
) -> list[Figure]:
    found = errors(lectures, starts, kept=kept)
    middle, high = (0.6, 2.5) if targets else (None, None)
    return [
        Figure(f"{prefix}median", f"{label}: median error", median(found), "s", at_most=middle),
        Figure(f"{prefix}p95", f"{label}: p95", _p95(found), "s", at_most=high),
    ]


if __name__ == "__main__":
    main()
