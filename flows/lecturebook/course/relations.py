"""How the concepts of a course hang together: which are said near each other, which to know first, in what order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lecturebook.model import Concept, CourseConcept, Guide, Lecture, Passage, Prerequisite
from lecturebook.shelf import Shelf

# words; what is said inside one such stretch is said near each other
_STRETCH = 100
# stretches that two concepts have to share, and how many of the related are kept
_LEAST_SHARED, _MOST_RELATED = 2, 6

# where each concept is said in one lecture: half-open spans of words, by key
Said = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Defined:
    """Where a course defines a concept first: the lecture's index, the words of the best passage there, its second."""

    lecture: int
    first: int
    last: int
    second: float

    @property
    def place(self) -> tuple[int, int]:
        """The passage's place in the course."""
        return self.lecture, self.first


def definitions_of(lecture: int, concepts: Iterable[Concept]) -> Iterator[tuple[str, Defined]]:
    """Where the lecture at `lecture` defines which concepts, by key; what is vague or an example is left out."""
    for concept in concepts:
        if concept.definitions and is_learned(concept):
            passage: Passage = concept.definitions[0]
            yield concept.key, Defined(lecture, passage.first, passage.last, passage.start)


def is_learned(concept: Concept) -> bool:
    """Whether a student learns it, as against a vague word or an example."""
    return concept.kind == "concept"


def prerequisites(
    place: int, guide: Guide, said: Said, defined: Mapping[str, Defined], lectures: Sequence[Lecture]
) -> Iterator[tuple[str, list[Prerequisite]]]:
    """For each concept that the lecture at `place` defines first, what to know before it: A where B's definition names
    A and A's own definition comes earlier in the course.

    Every edge leads from an earlier definition to a later one, so there is no circle. A that is only said as part of
    B's name ("spline" in "affine spline") proves nothing. `defined` are the first definitions of the course.
    """
    here = sorted((key for key in said if key in defined), key=lambda key: (defined[key].place, key))
    for key in here:
        target = defined[key]
        if target.lecture != place:
            continue
        needed = []
        for other in here:
            if defined[other].place >= target.place:
                break
            named = [
                span
                for span in said[other]
                if _is_inside(span, (target.first, target.last))
                and not any(_is_inside(span, name) for name in said[key])
            ]
            if named:
                needed.append(
                    Prerequisite(
                        concept=other,
                        defined_in=lectures[defined[other].lecture].slug,
                        defined_at=defined[other].second,
                        named_in=guide.lecture.slug,
                        named_at=guide.words[named[0][0]].start,
                    )
                )
        if needed:
            yield key, needed


def _is_inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def study_order(concepts: Sequence[CourseConcept], lectures: Sequence[Lecture]) -> tuple[str, ...]:
    """The concepts to learn in the order of their first definitions, or of their first mentions where none is.

    That is an order in which each stands after all it needs, since those are defined earlier.
    """
    places = {lecture.slug: n for n, lecture in enumerate(lectures)}

    def place(concept: CourseConcept) -> tuple[int, float, int, str]:
        tallies = concept.tallies
        n = next((n for n, tally in enumerate(tallies) if tally.definitions), 0)
        at = concept.lectures[n]
        lecture = places[at.lecture.slug]
        if at.definitions:
            return lecture, at.definitions[0].start, at.definitions[0].first, concept.key
        return lecture, at.mentions[0].second, 0, concept.key

    return tuple(concept.key for concept in sorted(concepts, key=place) if concept.kind == "concept")


class Nearness:
    """Which concepts are said near each other, learned lecture by lecture."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf, self._numbers = shelf, dict[str, int]()
        self._keys: list[str] = []
        self._stretches: Counter[int] = Counter()
        shelf.run("CREATE TABLE near (one INTEGER, other INTEGER, shared INTEGER)")

    def add(self, said: Said) -> None:
        """Learn one more lecture; `said` are the concepts to be related, the others left out."""
        members: defaultdict[int, set[int]] = defaultdict(set)
        for key, spans in said.items():
            if key not in self._numbers:
                self._numbers[key] = len(self._keys)
                self._keys.append(key)
            for first, _ in spans:
                members[first // _STRETCH].add(self._numbers[key])
        shared: Counter[tuple[int, int]] = Counter()
        for numbers in members.values():
            self._stretches.update(numbers)
            shared.update((one, other) for one in numbers for other in numbers if one != other)
        self._shelf.add("INSERT INTO near VALUES (?, ?, ?)", ((*pair, count) for pair, count in shared.items()))

    def related(self) -> dict[str, tuple[str, ...]]:
        """For each concept those said near it, by the cosine of their stretches (Ochiai), best first.

        What is said only as part of the other's name is not near it but in it, and does not count.
        """
        rows = self._shelf.read(
            "SELECT one, other, SUM(shared) AS count FROM near GROUP BY one, other HAVING count >= ?", (_LEAST_SHARED,)
        )
        found = {}
        for one, group in groupby(rows, key=lambda row: row[0]):
            scores = {
                self._keys[other]: count / (self._stretches[one] * self._stretches[other]) ** 0.5
                for _, other, count in group
                if not _names(self._keys[one], self._keys[other]) and not _names(self._keys[other], self._keys[one])
            }
            found[self._keys[one]] = tuple(sorted(scores, key=lambda other: (-scores[other], other))[:_MOST_RELATED])
        self._shelf.run("DROP TABLE near")
        return found


def _names(long: str, short: str) -> bool:
    """Whether the key `long` holds `short`: keys are the stems of a name without spaces."""
    return short in long
