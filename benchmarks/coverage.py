"""How much of a lecture its guide says, and how densely it is marked, beside what people's notes have.

Guides are made here of real lectures, or are those of a site that is named. The body is every word that
stands in a quote outside the transcript; a mark is any time that a reader can press outside it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from common import Figure, data_folder, parser, report, skip
from lecturebook.course.build import load_models
from lecturebook.guide import make_guide
from lecturebook.guide_json import read_guide
from lecturebook.model import Guide, Passage
from lecturebook.options import Options
from lecturebook.read import read_file

_STRETCH = 300.0  # seconds of a lecture that need a quote
# 26 university lectures' own notes: the share of the words that they repeat, and headings an hour
_PEOPLE_BODY, _PEOPLE_HEADINGS = 0.20, 12.9


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a guide says of its lecture: shares of words, seconds between marks, stretches without a quote."""

    name: str
    minutes: float
    body: float
    gap: float
    longest: float
    uncited: int
    sections_an_hour: float


def main() -> None:
    made = parser("How much of real lectures their guides say, and where they say nothing.")
    made.add_argument(
        "--site", type=Path, metavar="DIR", help="a built site (default: guides of lectures/seeds, made here)"
    )
    arguments = made.parse_args()
    rows = list(_rows(arguments.site, arguments))
    if not rows:
        skip("no guide.json")
    for row in rows:
        print(
            f"{row.name[:44]:44s} {row.minutes:5.0f} min  body {row.body:.2f}  marks {row.gap:4.0f} s apart, longest "
            f"{row.longest:4.0f}  uncited {row.uncited}  sections/h {row.sections_an_hour:4.1f}"
        )
    print(
        f"people's notes: body {_PEOPLE_BODY:.2f} (.12-.41), headings/h {_PEOPLE_HEADINGS}, marks 55-90 s at the best"
    )
    report("Guides of real lectures", list(figures(rows)), arguments.json)


def _rows(site: Path | None, arguments: argparse.Namespace) -> Iterator[Coverage]:
    if site is not None:
        yield from (coverage(read_guide(file)) for file in sorted(site.glob("lectures/*/guide.json")))
        return
    encoder, tagger = load_models(Options())
    for file in sorted((data_folder(arguments) / "lectures" / "seeds").glob("*.txt")):
        for transcript in read_file(file):
            yield coverage(make_guide(transcript, encoder, tagger=tagger))


def coverage(guide: Guide) -> Coverage:
    """What `guide` says of its lecture."""
    quotes = list(_quotes(guide))
    body = {n for quote in quotes for n in range(quote.first, quote.last)}
    cited = [quote.start for quote in quotes]
    marks = sorted({*cited, *(section.start for section in guide.sections)})
    gaps = [late - early for early, late in pairwise(marks)] or [guide.covered_seconds]
    return Coverage(
        name=guide.lecture.title,
        minutes=guide.covered_seconds / 60,
        body=len(body) / len(guide.words),
        gap=median(gaps),
        longest=max(gaps),
        uncited=sum(not any(low <= second < high for second in cited) for low, high in _stretches(guide)),
        sections_an_hour=len(guide.sections) * 3600 / max(guide.covered_seconds, 1.0),
    )


def _quotes(guide: Guide) -> Iterator[Passage]:
    yield from guide.abstract
    for section in guide.sections:
        yield from section.summary
    for concept in guide.concepts:
        yield from concept.definitions
    for question in guide.questions:
        yield question.answer


def _stretches(guide: Guide) -> Iterator[tuple[float, float]]:
    """The stretches of five minutes that the transcript covers by more than half."""
    low = 0.0
    while low < guide.covered[-1][1]:
        high = low + _STRETCH
        if sum(max(0.0, min(end, high) - max(start, low)) for start, end in guide.covered) > _STRETCH / 2:
            yield low, high
        low = high


def figures(rows: list[Coverage]) -> Iterator[Figure]:
    """The worst and the median lecture of each kind of figure."""
    yield Figure("body_least", "share of the words in quotes, least", min(r.body for r in rows), at_least=0.15)
    yield Figure("body_median", "share of the words in quotes, median", median(r.body for r in rows))
    yield Figure("body_greatest", "share of the words in quotes, greatest", max(r.body for r in rows), at_most=0.40)
    yield Figure("marks_apart", "marks apart at the median, worst lecture", max(r.gap for r in rows), "s", at_most=90)
    yield Figure("marks_longest", "longest way between two marks", max(r.longest for r in rows), "s")
    yield Figure("uncited", "five-minute stretches without a quote", sum(r.uncited for r in rows), at_most=0)


if __name__ == "__main__":
    main()
