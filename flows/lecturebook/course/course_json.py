"""course.json: the list of a site's lectures, and what it says of the course as a whole.

The lectures come first, so that who needs only them need not read the rest. It is written piece by piece: the concepts
of a large course with all their lectures do not fit into memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from lecturebook.model import Course, CourseConcept


def course_json(course: Course, lectures: Iterable[dict[str, Any]], made_from: str) -> Iterator[str]:
    """The text of course.json; of the concepts how they hang together and who refers to whom, by slugs and seconds."""
    slugs = {concept.key: concept.slug for concept in course.concepts}
    references = (
        {
            "lecture": reference.said_in,
            "second": round(reference.passage.start, 3),
            "meant": reference.meant,
            "text": reference.passage.text,
        }
        for reference in course.references
    )
    yield "{\n"
    head = {"generator": "lecturebook", "title": course.title, "made_from": made_from}
    for key, value in (*head.items(), ("concept_count", len(course.concepts))):
        yield f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n"
    if course.conflicts:
        yield from _list("conflicts", (asdict(conflict) for conflict in course.conflicts))
    yield from _list("lectures", iter(lectures))
    yield from _list("failures", ({"file": failure.file, "reason": failure.reason} for failure in course.failures))
    yield from _list("study_order", (slugs[key] for key in course.study_order))
    yield from _list("references", references)
    yield from _list("questions", _questions(course, slugs))
    yield from _list("concepts", (_concept(concept, slugs) for concept in course.concepts), last=True)
    yield "}\n"


def _list(key: str, items: Iterator[Any], *, last: bool = False) -> Iterator[str]:
    """A top-level key with a list, an item at a time."""
    yield f' "{key}": ['
    is_first = True
    for item in items:
        # no line break can stand inside a string of JSON
        text = json.dumps(item, ensure_ascii=False, indent=1).replace("\n", "\n  ")
        yield ("" if is_first else ",") + f"\n  {text}"
        is_first = False
    yield ("]" if is_first else "\n ]") + ("\n" if last else ",\n")


def _questions(course: Course, slugs: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The questions with options of all lectures."""
    for slug, questions in course.choices.items():
        for question in questions:
            yield {
                "lecture": slug,
                "id": question.id,
                "prompt": question.prompt,
                "options": [slugs[key] for key in question.options],
                "answer": slugs[question.concept],
                "second": round(question.answer.start, 3),
                "text": question.answer.text,
            }


def _concept(concept: CourseConcept, slugs: dict[str, str]) -> dict[str, Any]:
    """One concept; the first of its lectures introduces it, in the others it comes back."""
    return {
        "slug": concept.slug,
        "name": concept.name,
        "kind": concept.kind,
        **({"former": [former.slug for former in concept.former]} if concept.former else {}),
        "lectures": [
            {
                "lecture": entry.lecture.slug,
                "first": round(entry.mentions[0].second, 3),
                "mentions": len(entry.mentions),
                "defined": [round(passage.start, 3) for passage in entry.definitions],
            }
            for entry in concept.lectures
        ],
        "related": [slugs[key] for key in concept.related],
        "needs": [
            {
                "concept": slugs[need.concept],
                "defined": [need.defined_in, round(need.defined_at, 3)],
                "named": [need.named_in, round(need.named_at, 3)],
            }
            for need in concept.needs
        ],
    }
