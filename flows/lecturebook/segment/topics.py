"""The topics stage: where a lecture's sections and their parts begin, and how surely."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lecturebook.model import Chapter, Speech
from lecturebook.segment.content import content_types
from lecturebook.segment.costs import Costs, Floats, Pieces, section_costs
from lecturebook.segment.detail import Detail
from lecturebook.segment.division import cheapest, of_number, rises, steps_of
from lecturebook.segment.openings import openings
from lecturebook.segment.units import Embedded, sentence_starts

# units of about ten words: shorter sections read as noise, longer ones are no help
SHORTEST, LONGEST = 8, 450
# parts are for sections that take a while (seconds), and cost less than sections; they last a minute (15 units) or
# more, and at most so many seconds: a reader should not have to listen to a quarter of an hour for one thing
_SHORTEST_PART, _LEAST_PARTED, _LONGEST_PART = 15, 240.0, 600.0
_PART_PRICE = 0.5
# A logistic curve through the share of 466 boundaries found in talks that are within 20 s of one that people set, by
# what the division without them would cost more (nats): half of them at 62. In lectures, which people cut less finely,
# fewer are: .33 in all, .47 of those that count most
_EVEN_ODDS, _SLOPE, _MOST_RISE = 62.0, 57.0, 200.0


@dataclass(frozen=True, slots=True)
class Topic:
    """The sentences ``[first, last)``; `parts` are topics inside it that tile it, or none.

    `confidence`, between 0 and 1, is how surely it begins where it does; None where it has to, as a lecture's first
    section, a section's first part, and a chapter. `title` is the chapter's, empty for topics that were found.
    """

    first: int
    last: int
    title: str = ""
    confidence: float | None = None
    parts: tuple[Topic, ...] = ()


def find_topics(lecture: Embedded, detail: Detail, *, chapters: Sequence[Chapter] = ()) -> tuple[Topic, ...]:
    """The topics that tile the sentences of `lecture`, in order; the `chapters` where there are any.

    No topic begins inside a sentence.
    """
    speech, units = lecture.speech, lecture.units
    if not speech.sentences:
        return ()
    starts = sentence_starts(speech.sentences, units)
    words = content_types(speech.words, units, lecture.language)
    costs = section_costs(Pieces(np.array([*starts, len(units)]), words, lecture.unit_vectors), LONGEST)
    bonus = openings(speech, lecture.language)
    count = len(speech.sentences)
    given = chapter_starts(speech, chapters)
    cuts = [first for first, _ in given] or cuts_of(costs, bonus, detail, _seconds(speech, 0, count))
    titles = [title for _, title in given] or [""] * len(cuts)
    sure = [None] * len(cuts) if given else _confidences(costs, bonus, cuts, count)
    return tuple(
        Topic(first, last, title, confidence, _parts(speech, costs, bonus, detail, first, last))
        for first, last, title, confidence in zip(cuts, [*cuts[1:], count], titles, sure, strict=True)
    )


def chapter_starts(speech: Speech, chapters: Sequence[Chapter]) -> list[tuple[int, str]]:
    """For each chapter in which something is said the sentence that begins nearest to its start, and its title.

    What is said before the first chapter comes first, without a title.
    """
    begins = [sentence.start for sentence in speech.sentences]
    found: dict[int, str] = {}
    for chapter in sorted(chapters, key=lambda chapter: chapter.start):
        if chapter.start <= speech.sentences[-1].end:
            # of two chapters that begin at one sentence nothing was said in the first
            found[_nearest(begins, chapter.start)] = chapter.title
    if found and 0 not in found:
        found[0] = ""
    return sorted(found.items())


def _nearest(begins: Sequence[float], second: float) -> int:
    after = bisect_left(begins, second)
    return min(range(max(0, after - 1), min(after + 1, len(begins))), key=lambda n: (abs(begins[n] - second), n))


def cuts_of(costs: Costs, bonus: Floats, detail: Detail, seconds: float) -> list[int]:
    """The pieces at which the sections of a lecture of so many `seconds` begin, as `detail` wants them."""
    least, most = detail.bounds(seconds)
    steps = steps_of(costs, bonus, shortest=SHORTEST, longest=LONGEST)
    cuts = cheapest(steps, detail.price)
    return cuts if least <= len(cuts) <= most else of_number(steps, min(max(len(cuts), least), most))


def _parts(speech: Speech, costs: Costs, bonus: Floats, detail: Detail, first: int, last: int) -> tuple[Topic, ...]:
    """The parts of the section of the sentences ``[first, last)``; none where it is short or of one piece."""
    seconds = _seconds(speech, first, last)
    if seconds < _LEAST_PARTED:
        return ()
    edges = costs.pieces.edges
    longest = math.ceil((edges[last] - edges[first]) * _LONGEST_PART / seconds)
    steps = steps_of(costs, bonus, shortest=_SHORTEST_PART, longest=min(longest, LONGEST), first=first, last=last)
    cuts = [first + cut for cut in cheapest(steps, _PART_PRICE * detail.price)]
    if len(cuts) == 1:
        return ()
    sure = _confidences(costs, bonus, cuts, last)
    return tuple(Topic(a, b, "", c) for a, b, c in zip(cuts, [*cuts[1:], last], sure, strict=True))


def _confidences(costs: Costs, bonus: Floats, cuts: list[int], last: int) -> list[float | None]:
    found = rises(costs, bonus, cuts, last)
    return [None, *(round(1 / (1 + math.exp((_EVEN_ODDS - min(rise, _MOST_RISE)) / _SLOPE)), 3) for rise in found)]


def _seconds(speech: Speech, first: int, last: int) -> float:
    """The seconds that sentences were spoken in, pauses between them left out."""
    return sum(sentence.end - sentence.start for sentence in speech.sentences[first:last])
