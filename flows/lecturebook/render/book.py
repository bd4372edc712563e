"""The course in one format, with what its pages share: outlines of lectures, prose of the staff, links."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.model import Course, CourseConcept
from lecturebook.render.facts import language_tag
from lecturebook.render.notes import Prose, to_prose
from lecturebook.render.outline import Outline, to_outline
from lecturebook.render.paths import STYLE, Format, concept_page, course_page, index_page, relative_link
from lecturebook.render.views import Frame, Link


@dataclass(frozen=True, slots=True)
class Book:
    """A course, its lectures' outlines and notes in order, its concepts by key, places of lectures by slug."""

    course: Course
    form: Format
    introduction: Prose
    notes: tuple[Prose, ...]
    outlines: tuple[Outline, ...]
    concepts: dict[str, CourseConcept]
    places: dict[str, int]

    def frame(self, title: str, page: str, *, crumbs: tuple[Link, ...] = ()) -> Frame:
        """What stands around the content of `page`."""
        return Frame(
            title=title,
            course=self.course.title,
            language=language_tag(self.course.language),
            style=relative_link(STYLE, page),
            home=self.home(page).href,
            index=relative_link(index_page(self.form), page),
            crumbs=crumbs,
        )

    def home(self, page: str) -> Link:
        """The link from `page` to the course's page."""
        return Link(self.course.title, relative_link(course_page(self.form), page))

    def concept_link(self, key: str, name: str, page: str) -> Link:
        """The link from `page` to a concept; without a target where the course does not have it."""
        concept = self.concepts.get(key)
        return Link(name, relative_link(concept_page(concept.slug, self.form), page) if concept else "")

    def outline_of(self, slug: str) -> Outline:
        """The outline of the lecture called `slug`, which the course must have."""
        return self.outlines[self.places[slug]]


def to_book(course: Course, form: Format) -> Book:
    """Everything that more than one page needs."""
    notes = tuple(to_prose(course.notes.get(guide.lecture.slug, ""), shift=2) for guide in course.guides)
    return Book(
        course=course,
        form=form,
        introduction=to_prose(course.introduction, shift=1),
        notes=notes,
        outlines=tuple(to_outline(g, note, form) for g, note in zip(course.guides, notes, strict=True)),
        concepts={concept.key: concept for concept in course.concepts},
        places={guide.lecture.slug: n for n, guide in enumerate(course.guides)},
    )
