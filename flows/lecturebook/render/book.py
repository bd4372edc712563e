"""The course in one format, with what its pages share: outlines of lectures, prose of the staff, links."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from lecturebook.course.cache import NO_CACHE, GuideCache
from lecturebook.digests import digest
from lecturebook.model import Course, CourseConcept, Reference
from lecturebook.render.facts import language_tag
from lecturebook.render.feeds import FEED, has_feed
from lecturebook.render.notes import Prose, to_prose
from lecturebook.render.outline import Outline, Sketch, to_outline
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
from lecturebook.render.sketches import pack_sketch, unpack_sketch
from lecturebook.render.terms import TermLinker
from lecturebook.render.views import Frame, Link, Player
from lecturebook.shelf import Lazy, Shelf
from lecturebook.slug import file_slug

# sketches at hand: pages of concepts ask for those of many lectures
_SKETCHES = 256
# concepts of which is at hand where they are said: lectures near each other have many in common
_CONCEPTS = 1024
_OUTLINES = 3


class Book:
    """A course in one format, read lecture by lecture: `outlines` and `notes` are made when they are asked for.

    `concepts` are by key, `places` those of lectures by slug. A sketch of each lecture lies on a shelf once its outline
    was made.
    """

    def __init__(self, course: Course, form: Format, store: GuideCache = NO_CACHE, made_by: str = "") -> None:
        self.course, self.form, self._store, self._made_by = course, form, store, made_by
        self.introduction = to_prose(course.introduction, shift=1)
        self.concepts: dict[str, CourseConcept] = {concept.key: concept for concept in course.concepts}
        self.lectures = course.lectures
        self.places = {lecture.slug: n for n, lecture in enumerate(self.lectures)}
        self.course_id = file_slug(course.title)
        self.has_feed = has_feed(course)
        count = len(self.lectures)
        self.notes: Sequence[Prose] = Lazy(self._notes, count, kept=_OUTLINES)
        self.outlines: Sequence[Outline] = Lazy(self._outline, count, kept=_OUTLINES)
        self.sketches: Sequence[Sketch] = Lazy(self._sketch, count, kept=_SKETCHES)
        self._shelf = Shelf()
        self._shelf.run("CREATE TABLE sketch (place INTEGER PRIMARY KEY, text TEXT)")
        self._said_in = lru_cache(_CONCEPTS)(self._lectures_of)
        self._references: defaultdict[str, list[Reference]] = defaultdict(list)
        for reference in course.references:
            self._references[reference.said_in].append(reference)

    def _notes(self, n: int) -> Prose:
        return to_prose(self.course.notes.get(self.lectures[n].slug, ""), shift=2)

    def _outline(self, n: int) -> Outline:
        guide = self.course.guides[n]
        outline = to_outline(guide, self.notes[n], self.form, self.course.questions_of(guide))
        self._shelve(n, pack_sketch(outline.sketch))
        return outline

    def _shelve(self, n: int, text: str) -> None:
        """Keep a sketch for this build, and in the store for the next."""
        self._shelf.run("INSERT OR IGNORE INTO sketch VALUES (?, ?)", (n, text))
        if (key := self._key(n)) and not self._store.digest(key):
            self._store.put(key, text)

    def _key(self, n: int) -> str:
        """What the sketch of a lecture is kept under; empty where its guide is not from the store."""
        digests = getattr(self.course.guides, "digests", None)
        slug = self.lectures[n].slug
        parts = (self.course.notes.get(slug, ""), self.course.choices.get(slug, ()))
        return digest(("sketch", self.form, digests[n], parts, self._made_by)) if digests else ""

    def _sketch(self, n: int) -> Sketch:
        row = next(self._shelf.read("SELECT text FROM sketch WHERE place = ?", (n,)), None)
        if row is not None:
            return unpack_sketch(row[0], self.lectures[n])
        return self._kept_sketch(n) or self.outlines[n].sketch

    def _kept_sketch(self, n: int) -> Sketch | None:
        """The sketch that the store has; None where it has none. What somebody else wrote there is dropped."""
        key = self._key(n)
        kept = self._store.get(key) if key else None
        if kept is None:
            return None
        try:
            sketch = unpack_sketch(kept, self.lectures[n])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._store.drop(key)
            return None
        self._shelve(n, kept)
        return sketch

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
            feed=relative_link(FEED, page) if self.has_feed else "",
            crumbs=crumbs,
        )

    def home(self, page: str) -> Link:
        """The link from `page` to the course's page."""
        return Link(self.course.title, relative_link(course_page(self.form), page))

    def concept_link(self, key: str, name: str, page: str) -> Link:
        """The link from `page` to a concept; without a target where the course does not have it."""
        concept = self.concepts.get(key)
        return Link(name, relative_link(concept_page(concept.slug, self.form), page) if concept else "")

    def term_linker(self, outline: Sketch, page: str) -> TermLinker:
        """What links names of concepts in the texts of a lecture on `page`; in Markdown, nothing.

        There a line that begins with a time holds no other link: that is how a statement is known.
        """
        if self.form == "md":
            return TermLinker({}, {})
        links = {key: self.concept_link(key, "", page).href for key in outline.names}
        return TermLinker(outline.names, links, outline.marks)

    def outline_of(self, slug: str) -> Sketch:
        """What pages have to know of the lecture called `slug`, which the course must have."""
        return self.sketches[self.places[slug]]

    def around(self, key: str, n: int) -> tuple[int | None, int | None]:
        """The places of the last lecture before that at `n`, and of the first after it, that mention a concept."""
        places = self._said_in(key)
        before, after = bisect_left(places, n) - 1, bisect_right(places, n)
        return places[before] if before >= 0 else None, places[after] if after < len(places) else None

    def _lectures_of(self, key: str) -> array[int]:
        """The places of the lectures that mention a concept, in order."""
        concept = self.concepts.get(key)
        return array("I", (self.places[tally.lecture.slug] for tally in concept.tallies) if concept else ())

    def references_in(self, slug: str) -> list[Reference]:
        """Where the lecture called `slug` speaks of others, in the order it is said."""
        return self._references.get(slug, [])


def to_book(course: Course, form: Format, store: GuideCache = NO_CACHE, made_by: str = "") -> Book:
    """`course` in one format. Sketches of lectures are taken from `store` where they were made by the same code."""
    return Book(course, form, store, made_by)
