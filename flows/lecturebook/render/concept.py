"""The view of a concept's page, and of the page under a name that it had before."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from lecturebook.model import Context, CourseConcept, Former, LectureMentions, Passage, Tally
from lecturebook.render.anchors import Anchors
from lecturebook.render.book import Book
from lecturebook.render.connections import view_needs, view_related
from lecturebook.render.course_views import (
    ConceptLine,
    ConceptPage,
    ContextView,
    Definition,
    MentionGroup,
    MovedPage,
    StaffWords,
)
from lecturebook.render.facts import language_tag
from lecturebook.render.outline import Sketch, lecture_link, lecture_link_to
from lecturebook.render.paths import concept_page, index_page, relative_link
from lecturebook.render.quotes import quote
from lecturebook.render.terms import told_aliases
from lecturebook.render.timeline import tick_path
from lecturebook.render.views import Link

# mentions shown of each lecture; the rest is folded
_SHOWN = 12


def view_concept(book: Book, concept: CourseConcept) -> ConceptPage:
    """The page of `concept`: what it is, where it was introduced, and every mention over the course."""
    page = concept_page(concept.slug, book.form)
    found = [(group, book.outline_of(group.lecture.slug)) for group in concept.lectures]
    introduced = next(((group, outline) for group, outline in found if group.mentions), None)
    definitions = [d for group, at in found for d in view_definitions(book, concept, group.definitions, at, page)]
    again = [d for group, at in found for d in view_definitions(book, concept, group.again, at, page)]
    anchors = Anchors(book.form)
    for fixed in ("definitions", "first", "mentions"):
        anchors.take(fixed, fixed)
    crumbs = (
        book.home(page),
        Link("Concepts", relative_link(index_page(book.form), page)),
    )
    return ConceptPage(
        frame=book.frame(concept.name, page, crumbs=crumbs),
        name=concept.name,
        language=language_tag(book.course.language),
        aliases=told_aliases(concept.name, concept.aliases),
        count=count_mentions(concept),
        definitions=tuple(definitions),
        needs=view_needs(book, concept, page),
        related=view_related(book, concept, page),
        introduced=lecture_link(introduced[1], page) if introduced else None,
        introduced_at=introduced[1].stamp(introduced[0].mentions[0].second, page) if introduced else None,
        groups=tuple(_group(book, group, outline, page, anchors) for group, outline in found if group.mentions),
        is_approximate=any(definition.said.stamp.is_approximate for definition in (*definitions, *again)),
        again=tuple(again),
        by_staff=tuple(words for group, outline in found if (words := view_staff_words(group, outline, page))),
    )


def view_moved(book: Book, concept: CourseConcept, former: Former) -> MovedPage:
    """The page under the slug of a `former` name of `concept`, for links that were made to it."""
    page = concept_page(former.slug, book.form)
    crumbs = (book.home(page), Link("Concepts", relative_link(index_page(book.form), page)))
    return MovedPage(
        frame=book.frame(former.name, page, crumbs=crumbs),
        name=former.name,
        language=language_tag(book.course.language),
        now=book.concept_link(concept.key, concept.name, page),
    )


def view_staff_words(group: LectureMentions | Tally, outline: Sketch, page: str) -> StaffWords | None:
    """What staff write that a concept is, for one lecture."""
    language = language_tag(group.lecture.language)
    return StaffWords(group.by_staff, lecture_link(outline, page), language) if group.by_staff else None


def count_mentions(concept: CourseConcept) -> int:
    """How often a concept was said over the course."""
    return sum(tally.mentions for tally in concept.tallies)


def view_definitions(
    book: Book, concept: CourseConcept, passages: Iterable[Passage], outline: Sketch, page: str
) -> list[Definition]:
    """The `passages` in which one lecture says what `concept` is, as they stand on `page`."""
    lecture, language = lecture_link(outline, page), language_tag(outline.lecture.language)
    linker, taken = book.term_linker(outline, page), {concept.key}
    return [
        Definition(quote(outline, passage, page, pieces=linker.pieces_of(passage, taken)), lecture, language)
        for passage in passages
    ]


def _group(book: Book, group: LectureMentions, outline: Sketch, page: str, anchors: Anchors) -> MentionGroup:
    views = tuple(_context(outline, mention, page, anchors) for mention in group.mentions)
    return MentionGroup(
        lecture=lecture_link(outline, page),
        number=book.places[group.lecture.slug] + 1,
        language=language_tag(group.lecture.language),
        count=len(views),
        ticks=tick_path((mention.second for mention in group.mentions), outline.end),
        first=views[:_SHOWN],
        rest=views[_SHOWN:],
    )


def _context(outline: Sketch, mention: Context, page: str, anchors: Anchors) -> ContextView:
    slug = outline.lecture.slug
    anchor = anchors.take(f"in-{slug}-{int(mention.second)}", "") if page.endswith(".html") else ""
    return ContextView(outline.stamp(mention.second, page), mention.before, mention.words, mention.after, anchor)


def concept_line(book: Book, concept: CourseConcept, page: str) -> ConceptLine:
    """`concept` as a line of a list on `page`; its lectures link to their pages."""
    to_page = partial(lecture_link_to, page=page, form=book.form)
    return ConceptLine(
        link=Link(concept.name, relative_link(concept_page(concept.slug, book.form), page)),
        count=count_mentions(concept),
        lectures=tuple(to_page(tally.lecture) for tally in concept.tallies),
    )
