"""The index and the glossary, all concepts by the alphabet: a page each, or sheets where it would be too long."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from lecturebook.model import CourseConcept, Former
from lecturebook.render.anchors import Anchors
from lecturebook.render.book import Book
from lecturebook.render.concept import concept_line, view_definitions, view_staff_words
from lecturebook.render.course_views import ConceptLine, GlossaryEntry, GlossaryPage, IndexPage, LetterGroup
from lecturebook.render.facts import language_tag
from lecturebook.render.paths import Format, concept_page, glossary_page, index_page, relative_link, sheet_page
from lecturebook.render.sheets import Sheet, lay_out, sheet_frame, sheets_around
from lecturebook.render.views import Link

# what a line of the index is about: a concept, or a name that it had before
_About = tuple[CourseConcept, Former | None]
# entries of a page: a thousand lines of the index are as much to load as a lecture of an hour
MOST = 1000
# the heading for names that begin with no letter: one that Markdown can link to, which a bare # is not
SIGNS = "Digits and signs"


def view_index(book: Book, most: int = MOST) -> Iterator[tuple[str, IndexPage]]:
    """All concepts and former names under their first letters: each page with its path.

    More than `most` are laid out on sheets, to which the first page and its letters lead.
    """
    lines: list[tuple[str, _About]] = []
    for concept in book.course.concepts:
        lines.append((concept.name, (concept, None)))
        lines += [(former.name, (concept, former)) for former in concept.former]
    lines.sort(key=lambda line: (*_sort_key(line[0]), line[1][1].slug if line[1][1] else line[1][0].key))
    sheets = lay_out(
        lines, index_page(book.form), "Concepts A–Z", most, partial(sheet_page, "az", form=book.form), _called
    )
    anchors = {sheet.path: _anchors(sheet, book.form) for sheet in sheets}
    for sheet in sheets:
        here, leads_to = anchors[sheet.path], [sheet] if sheet.members else sheets
        letters = []
        for letter, members in groupby(sheet.members, key=lambda line: first_letter(line[0])):
            shown = tuple(_line(book, *about, sheet.path) for _, about in members)
            letters.append(LetterGroup(letter, here[letter], shown))
        view = IndexPage(
            frame=sheet_frame(book, sheet, sheets[0]),
            title=sheet.title,
            language=language_tag(book.course.language),
            count=len(book.course.concepts),
            jumps=tuple(_jumps(sheet.path, {other.path: anchors[other.path] for other in leads_to})),
            letters=tuple(letters),
            sheets=sheets_around(sheet, sheets),
        )
        yield sheet.path, view


def view_glossary(book: Book, most: int = MOST) -> Iterator[tuple[str, GlossaryPage]]:
    """Every concept that is defined, with the first definition that the course gives of it, or that staff do: each
    page with its path, as those of the index. What only serves as an example is not what the course is about."""
    defined = [(concept.name, concept) for concept in book.course.concepts if _is_explained(concept)]
    defined.sort(key=lambda one: (*_sort_key(one[0]), one[1].key))
    sheets = lay_out(
        defined, glossary_page(book.form), "Glossary", most, partial(sheet_page, "glossary", form=book.form), _called
    )
    for sheet in sheets:
        entries = tuple(_entry(book, concept, sheet.path) for _, concept in sheet.members)
        yield (
            sheet.path,
            GlossaryPage(
                frame=sheet_frame(book, sheet, sheets[0]),
                title=sheet.title,
                language=language_tag(book.course.language),
                count=len(defined),
                entries=entries,
                is_approximate=any(entry.definition.said.stamp.is_approximate for entry in entries if entry.definition),
                sheets=sheets_around(sheet, sheets),
            ),
        )


def _is_explained(concept: CourseConcept) -> bool:
    is_defined = concept.kind != "example" and any(tally.definitions for tally in concept.tallies)
    return is_defined or any(tally.by_staff for tally in concept.tallies)


def _called(share: Sequence[tuple[str, object]]) -> str:
    """What a sheet is called by others: its first and its last name."""
    return f"{share[0][0]} – {share[-1][0]}"


def _anchors(sheet: Sheet[tuple[str, _About]], form: Format) -> dict[str, str]:
    """The anchors of the letters on a page."""
    anchors = Anchors(form)
    anchors.take("title", sheet.title)
    letters = dict.fromkeys(first_letter(name) for name, _ in sheet.members)
    return {letter: anchors.take(_letter_id(letter), letter if letter != "#" else SIGNS) for letter in letters}


def _jumps(page: str, anchors: Mapping[str, Mapping[str, str]]) -> Iterator[Link]:
    """The links from `page` to each letter where it begins, by the anchors of the pages that it leads to."""
    taken: set[str] = set()
    for path, letters in anchors.items():
        for letter in [letter for letter in letters if letter not in taken]:
            taken.add(letter)
            yield Link(letter, relative_link(path, page, letters[letter]))


def _line(book: Book, concept: CourseConcept, former: Former | None, page: str) -> ConceptLine:
    """A line of the index; of a former name: see the concept."""
    if former is None:
        return concept_line(book, concept, page)
    now = book.concept_link(concept.key, concept.name, page)
    return ConceptLine(Link(former.name, relative_link(concept_page(former.slug, book.form), page)), see=now)


def _entry(book: Book, concept: CourseConcept, page: str) -> GlossaryEntry:
    tallies, first, by_staff = concept.tallies, None, None
    at = next((n for n, tally in enumerate(tallies) if tally.definitions), None)
    if at is not None:
        group = concept.lectures[at]
        first = view_definitions(book, concept, group.definitions, book.outline_of(group.lecture.slug), page)[0]
    staff = next((tally for tally in tallies if tally.by_staff), None)
    if staff is not None:
        by_staff = view_staff_words(staff, book.outline_of(staff.lecture.slug), page)
    link = Link(concept.name, relative_link(concept_page(concept.slug, book.form), page))
    return GlossaryEntry(link, first, by_staff)


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
