"""The course in one format, with what its pages share: outlines of lectures, prose of the staff, links."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.model import Course, CourseConcept, Guide
from lecturebook.render.facts import language_tag
from lecturebook.render.feeds import FEED, has_feed
from lecturebook.render.marks import WordMarks
from lecturebook.render.notes import Prose, to_prose
from lecturebook.render.outline import Outline, to_outline
from lecturebook.render.paths import (
    STYLES,
    Format,
    concept_page,
    course_page,
    glossary_page,
    index_page,
    map_page,
    relative_link,
    study_page,
    to_root,
)
from lecturebook.render.player import content_policy
from lecturebook.render.terms import TermLinker
from lecturebook.render.views import Frame, Link, Player
from lecturebook.slug import file_slug


@dataclass(frozen=True, slots=True)
class Book:
    """A course, its lectures' outlines and notes in order, its concepts by key, places of lectures by slug."""

    course: Course
    form: Format
    introduction: Prose
    notes: tuple[Prose, ...]
    outlines: tuple[Outline, ...]
    marks: tuple[WordMarks, ...]
    concepts: dict[str, CourseConcept]
    places: dict[str, int]
    course_id: str

    def frame(self, title: str, page: str, *, crumbs: tuple[Link, ...] = (), player: Player | None = None) -> Frame:
        """What stands around the content of `page`, which plays what `player` says."""
        return Frame(
            title=title,
            course=self.course.title,
            course_id=self.course_id,
            language=language_tag(self.course.language),
            styles=tuple(relative_link(style, page) for style in STYLES),
            root=to_root(page),
            home=self.home(page).href,
            index=relative_link(index_page(self.form), page),
            glossary=relative_link(glossary_page(self.form), page),
            map=relative_link(map_page(self.form), page),
            study=relative_link(study_page(self.form), page),
            policy=content_policy(player),
            address=self.course.base_url and self.course.base_url + page,
            feed=relative_link(FEED, page) if has_feed(self.course) else "",
            crumbs=crumbs,
        )

    def home(self, page: str) -> Link:
        """The link from `page` to the course's page."""
        return Link(self.course.title, relative_link(course_page(self.form), page))

    def concept_link(self, key: str, name: str, page: str) -> Link:
        """The link from `page` to a concept; without a target where the course does not have it."""
        concept = self.concepts.get(key)
        return Link(name, relative_link(concept_page(concept.slug, self.form), page) if concept else "")

    def term_linker(self, guide: Guide, page: str) -> TermLinker:
        """What links names of concepts in the texts of `guide` on `page`; in Markdown, nothing.

        There a line that begins with a time holds no other link: that is how a statement is known.
        """
        if self.form == "md":
            return TermLinker({}, {})
        names = {concept.key: (concept.name, *concept.aliases) for concept in guide.concepts}
        return TermLinker(names, {key: self.concept_link(key, "", page).href for key in names}, self.marks_of(guide))

    def marks_of(self, guide: Guide) -> WordMarks:
        """What is to be told of single words of `guide`."""
        return self.marks[self.places[guide.lecture.slug]]

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
        outlines=tuple(
            to_outline(g, note, form, course.questions_of(g)) for g, note in zip(course.guides, notes, strict=True)
        ),
        # once for each lecture: every page of a concept asks for those it is defined in
        marks=tuple(WordMarks(guide) for guide in course.guides),
        concepts={concept.key: concept for concept in course.concepts},
        course_id=file_slug(course.title),
        places={guide.lecture.slug: n for n, guide in enumerate(course.guides)},
    )
