"""The course's glossary: which terms there are, and how they are spelled."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.course.settings import CourseSettings


@dataclass(frozen=True, slots=True)
class Glossary:
    """Right spellings of the terms of a course, in the order given, none twice."""

    terms: tuple[str, ...] = ()


def course_glossary(settings: CourseSettings) -> Glossary:
    """The glossary of a course: the terms that course.toml lists. The cleaning stage learns more from the lectures."""
    terms = (term.strip() for term in settings.glossary)
    return Glossary(tuple(dict.fromkeys(term for term in terms if term)))
