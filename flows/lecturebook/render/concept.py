"""The views of a concept's page and of the list of all concepts, A to Z."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import partial
from itertools import groupby

from lecturebook.model import Context, CourseConcept, Former, LectureMentions, Passage, Tally
from lecturebook.render.anchors import Anchors
from lecturebook.render.book import Book
from lecturebook.render.connections import view_needs, view_related
from lecturebook.render.course_views import (
    ConceptLine,
    ConceptPage,
    ContextView,
    Definition,
    GlossaryEntry,
    GlossaryPage,
    IndexPage,
    LetterGroup,
    MentionGroup,
    MovedPage,
    StaffWords,
)
from lecturebook.render.facts import language_tag
from lecturebook.render.outline import Sketch, lecture_link, lecture_link_to
from lecturebook.render.paths import concept_page, glossary_page, index_page, relative_link
from lecturebook.render.quotes import quote
from lecturebook.render.terms import told_aliases
from lecturebook.render.timeline import tick_path
from lecturebook.render.views import Link

# mentions shown of each lecture; the rest is folded
_SHOWN = 12
# the heading for names that begin with no letter: one that Markdown can link to, which a bare # is not
SIGNS = "Digits and signs"


def view_concept(book: Book, concept: CourseConcept) -> ConceptPage:
    """The page of `concept`: what it is, where it was introduced, and every mention over the course."""
    page = concept_page(concept.slug, book.form)
    found = [(group, book.outline_of(group.lecture.slug)) for group in concept.lectures]
    introduced = next(((group, outline) for group, outline in found if group.mentions), None)
    definitions = [d for group, at in found for d in _definitions(book, concept, group.definitions, at, page)]
    again = [d for group, at in found for d in _definitions(book, concept, group.again, at, page)]
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
        by_staff=tuple(words for group, outline in found if (words := _by_staff(group, outline, page))),
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


def _by_staff(group: LectureMentions | Tally, outline: Sketch, page: str) -> StaffWords | None:
    """What staff write that a concept is, for one lecture."""
    language = language_tag(group.lecture.language)
    return StaffWords(group.by_staff, lecture_link(outline, page), language) if group.by_staff else None


def count_mentions(concept: CourseConcept) -> int:
    """How often a concept was said over the course."""
    return sum(tally.mentions for tally in concept.tallies)


def _definitions(
    book: Book, concept: CourseConcept, passages: Iterable[Passage], outline: Sketch, page: str
) -> list[Definition]:
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


def _see_line(book: Book, concept: CourseConcept, former: Former, page: str) -> ConceptLine:
    """A former name in the index: see the concept."""
    now = book.concept_link(concept.key, concept.name, page)
    return ConceptLine(Link(former.name, relative_link(concept_page(former.slug, book.form), page)), see=now)


def view_index(book: Book) -> IndexPage:
    """All concepts under their first letters."""
    page = index_page(book.form)
    anchors = Anchors(book.form)
    anchors.take("title", "Concepts A–Z")
    lines = [(c.name, c.key, concept_line(book, c, page)) for c in book.course.concepts]
    lines += [(f.name, f.slug, _see_line(book, c, f, page)) for c in book.course.concepts for f in c.former]
    lines.sort(key=lambda line: (*_sort_key(line[0]), line[1]))
    groups = []
    for letter, members in groupby(lines, key=lambda line: first_letter(line[0])):
        anchor = anchors.take(_letter_id(letter), letter if letter != "#" else SIGNS)
        groups.append(LetterGroup(letter, anchor, tuple(line for _, _, line in members)))
    return IndexPage(
        frame=book.frame("Concepts A–Z", page, crumbs=(book.home(page),)),
        language=language_tag(book.course.language),
        count=len(book.course.concepts),
        letters=tuple(groups),
    )


def view_glossary(book: Book) -> GlossaryPage:
    """Every concept that is defined, with the first definition that the course gives of it, or that staff do."""
    page = glossary_page(book.form)
    entries = []
    for concept in sorted(book.course.concepts, key=lambda concept: (*_sort_key(concept.name), concept.key)):
        tallies = concept.tallies
        at = next((n for n, tally in enumerate(tallies) if tally.definitions), None)
        staff = next((n for n, tally in enumerate(tallies) if tally.by_staff), None)
        if at is not None or staff is not None:
            first, by_staff = None, None
            if at is not None:
                group = concept.lectures[at]
                first = _definitions(book, concept, group.definitions, book.outline_of(group.lecture.slug), page)[0]
            if staff is not None:
                by_staff = _by_staff(tallies[staff], book.outline_of(tallies[staff].lecture.slug), page)
            link = Link(concept.name, relative_link(concept_page(concept.slug, book.form), page))
            entries.append(GlossaryEntry(link, first, by_staff))
    return GlossaryPage(
        frame=book.frame("Glossary", page, crumbs=(book.home(page),)),
        language=language_tag(book.course.language),
        entries=tuple(entries),
        is_approximate=any(entry.definition.said.stamp.is_approximate for entry in entries if entry.definition),
    )


def first_letter(name: str) -> str:
    """The letter that `name` stands under; ``#`` for digits and names without a letter.

    >>> first_letter("überladen"), first_letter("[CLS]"), first_letter("2PL"), first_letter("待ち行列")
    ('U', 'C', '#', '待')
    """
    plain = _folded(name)[:1]
    return plain.upper()[:1] if plain.isalpha() else "#"


def _sort_key(name: str) -> tuple[bool, bool, str, str]:
    """Signs and digits first, then Latin letters, then those of other scripts; names by their folded form."""
    letter = first_letter(name)
    return letter != "#", not letter.isascii(), letter, _folded(name)


def _folded(name: str) -> str:
    """`name` without case, accents and leading signs."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return bare.lstrip("".join({sign for sign in bare if not sign.isalnum()}))


def _letter_id(letter: str) -> str:
    if letter == "#":
        return "letter-signs"
    return f"letter-{letter.lower()}" if letter.isascii() else f"letter-{ord(letter):x}"
