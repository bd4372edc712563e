"""What course.json says of the course as a whole: its concepts, how they hang together, and who refers to whom."""

from __future__ import annotations

from typing import Any

from lecturebook.model import Course, CourseConcept


def course_level(course: Course) -> dict[str, Any]:
    """The keys ``concepts``, ``study_order``, ``references`` and ``questions``; concepts and lectures by slug, times in
    seconds."""
    slugs = {concept.key: concept.slug for concept in course.concepts}
    return {
        "concepts": [_concept(concept, slugs) for concept in course.concepts],
        "study_order": [slugs[key] for key in course.study_order],
        "references": [
            {
                "lecture": reference.said_in,
                "second": round(reference.passage.start, 3),
                "meant": reference.meant,
                "text": reference.passage.text,
            }
            for reference in course.references
        ],
        "questions": [
            {
                "lecture": slug,
                "id": question.id,
                "prompt": question.prompt,
                "options": [slugs[key] for key in question.options],
                "answer": slugs[question.concept],
                "second": round(question.answer.start, 3),
                "text": question.answer.text,
            }
            for slug, questions in course.choices.items()
            for question in questions
        ],
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
