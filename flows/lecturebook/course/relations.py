"""How the concepts of a course hang together: which are said near each other, which to know first, in what order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lecturebook.model import Concept, CourseConcept, Guide, Passage, Prerequisite

# words; what is said inside one such stretch is said near each other
_STRETCH = 100
# stretches that two concepts have to share, and how many of the related are kept
_LEAST_SHARED, _MOST_RELATED = 2, 6

# a place in the course: the index of the lecture and of the word
Place = tuple[int, int]
# the word spans of each concept in each lecture, by the lecture's index
Spans = Mapping[str, Mapping[int, Sequence[tuple[int, int]]]]


@dataclass(frozen=True, slots=True)
class Defined:
    """Where a course defines a concept first: the lecture's index, and the best passage there."""

    lecture: int
    passage: Passage

    @property
    def place(self) -> Place:
        """The passage's place in the course."""
        return self.lecture, self.passage.first


def first_definitions(guides: Sequence[Guide]) -> dict[str, Defined]:
    """Where each concept that is defined is defined first, by its key; what is vague or an example is left out."""
    found: dict[str, Defined] = {}
    for lecture, guide in enumerate(guides):
        for concept in guide.concepts:
            if concept.definitions and is_learned(concept):
                found.setdefault(concept.key, Defined(lecture, concept.definitions[0]))
    return found


def is_learned(concept: Concept) -> bool:
    """Whether a student learns it, as against a vague word or an example."""
    return concept.kind == "concept"


def prerequisites(
    defined: Mapping[str, Defined], spans: Spans, guides: Sequence[Guide]
) -> dict[str, list[Prerequisite]]:
    """For each concept what to know before it: A where B's definition names A and A's own definition comes earlier.

    Every edge leads from an earlier definition to a later one, so there is no circle. A that is only said as part of
    B's name ("spline" in "affine spline") proves nothing.
    """
    needed: defaultdict[str, list[Prerequisite]] = defaultdict(list)
    ordered = sorted(defined, key=lambda key: (defined[key].place, key))
    for key in ordered:
        target = defined[key]
        own = spans.get(key, {}).get(target.lecture, ())
        guide = guides[target.lecture]
        for other in ordered:
            if defined[other].place >= target.place:
                break
            named = [
                span
                for span in spans.get(other, {}).get(target.lecture, ())
                if _is_inside(span, (target.passage.first, target.passage.last))
                and not any(_is_inside(span, name) for name in own)
            ]
            if named:
                source = defined[other]
                needed[key].append(
                    Prerequisite(
                        concept=other,
                        defined_in=guides[source.lecture].lecture.slug,
                        defined_at=source.passage.start,
                        named_in=guide.lecture.slug,
                        named_at=guide.words[named[0][0]].start,
                    )
                )
    return needed


def _is_inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def study_order(concepts: Sequence[CourseConcept], guides: Sequence[Guide]) -> tuple[str, ...]:
    """The concepts to learn in the order of their first definitions, or of their first mentions where none is.

    That is an order in which each stands after all it needs, since those are defined earlier.
    """
    places = {guide.lecture.slug: n for n, guide in enumerate(guides)}

    def place(concept: CourseConcept) -> tuple[int, float, int, str]:
        at = next((entry for entry in concept.lectures if entry.definitions), concept.lectures[0])
        lecture = places[at.lecture.slug]
        if at.definitions:
            return lecture, at.definitions[0].start, at.definitions[0].first, concept.key
        return lecture, at.mentions[0].second, 0, concept.key

    return tuple(concept.key for concept in sorted(concepts, key=place) if concept.kind == "concept")


def related(spans: Spans) -> dict[str, tuple[str, ...]]:
    """For each concept those said near it, by the cosine of their stretches (Ochiai), best first.

    What is said only as part of the other's name is not near it but in it, and does not count.
    """
    stretches: dict[str, set[Place]] = {}
    members: defaultdict[Place, list[str]] = defaultdict(list)
    for key, said in sorted(spans.items()):
        stretches[key] = {(lecture, first // _STRETCH) for lecture, own in said.items() for first, _ in own}
        for stretch in stretches[key]:
            members[stretch].append(key)
    found = {}
    for key, own in stretches.items():
        shared = Counter(other for stretch in own for other in members[stretch] if other != key)
        scores = {
            other: count / (len(own) * len(stretches[other])) ** 0.5
            for other, count in shared.items()
            if count >= _LEAST_SHARED and not _names(key, other) and not _names(other, key)
        }
        found[key] = tuple(sorted(scores, key=lambda other: (-scores[other], other))[:_MOST_RELATED])
    return found


def _names(long: str, short: str) -> bool:
    """Whether the key `long` holds `short`: keys are the stems of a name without spaces."""
    return short in long
