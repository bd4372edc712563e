"""The map of a course's concepts, laid out when the site is made.

Columns are stretches of the course, a concept stands where it is first said. An arrow leads from A to B where a
definition of B names A; a line joins concepts that are key terms of the same sections. Inside a column the order is
found by the barycenter method (Sugiyama, Tagawa & Toda 1981), ties by the order of introduction, so that the same
course gives the same map.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from lecturebook.model import CourseConcept
from lecturebook.render.book import Book
from lecturebook.render.concept import count_mentions
from lecturebook.render.course_views import MapColumn, MapEdge, MapNode, MapPage, MapRow
from lecturebook.render.facts import language_tag
from lecturebook.render.outline import lecture_link
from lecturebook.render.paths import concept_page, map_page, relative_link
from lecturebook.render.terms import TermLinker
from lecturebook.render.views import Link

# concepts that a map can hold and still be read, and columns that fit a screen
_MOST_CONCEPTS = 120
_MOST_COLUMNS = 6
# lines from one concept to those it shares most sections with; one shared section may be chance
_MOST_LINES = 2
_LEAST_SHARED = 2
_SWEEPS = 6
# the drawing, in pixels: letters that fit a label, the room of a column and of a row
_LABEL = 24
_COLUMN, _ROW, _TOP, _EDGE = 210, 26, 58, 64


@dataclass(frozen=True, slots=True)
class _Web:
    """Concepts in the order in which they are introduced, and the pairs of their numbers that belong together."""

    concepts: tuple[CourseConcept, ...]
    arrows: tuple[tuple[int, int], ...]
    lines: tuple[tuple[int, int], ...]


def view_map(book: Book) -> MapPage:
    """The map, and a table that says the same."""
    page = map_page(book.form)
    web = _to_web(book)
    columns, labels = _columns(book, web)
    rows = _order(columns, [*web.arrows, *web.lines])
    places = {n: (x, y) for x, column in enumerate(rows) for y, n in enumerate(column)}
    links = [Link(c.name, relative_link(concept_page(c.slug, book.form), page)) for c in web.concepts]
    return MapPage(
        frame=book.frame("Map of concepts", page, crumbs=(book.home(page),)),
        language=language_tag(book.course.language),
        width=_EDGE * 2 + _COLUMN * len(rows),
        height=_TOP + _EDGE + _ROW * max(map(len, rows), default=0),
        columns=tuple(MapColumn(_x(n), label) for n, label in enumerate(labels)),
        edges=tuple(_edges(web, places)),
        nodes=tuple(_node(n, web.concepts[n], links[n], places[n]) for n in range(len(links))),
        rows=tuple(_rows(book, web, links, page)),
        total=len(book.course.concepts),
    )


def _to_web(book: Book) -> _Web:
    """The most important concepts and what joins them."""
    ranked = sorted(book.course.concepts, key=lambda c: (-len(c.lectures), -count_mentions(c), c.key))
    concepts = tuple(sorted(ranked[:_MOST_CONCEPTS], key=lambda c: (*_introduced(book, c), c.key)))
    numbers = {concept.key: n for n, concept in enumerate(concepts)}
    arrows = tuple(_arrows(concepts, numbers))
    return _Web(concepts, arrows, _lines(book, numbers, {frozenset(arrow) for arrow in arrows}))


def _introduced(book: Book, concept: CourseConcept) -> tuple[int, float]:
    """The place of the lecture that says it first, and the second."""
    group = concept.lectures[0]
    return book.places[group.lecture.slug], group.mentions[0].second if group.mentions else 0.0


def _arrows(concepts: Sequence[CourseConcept], numbers: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """From what a definition names to what it defines, where the former was introduced before."""
    names = {concept.key: (concept.name, *concept.aliases) for concept in concepts}
    linker = TermLinker(names, {key: key for key in names})
    for n, concept in enumerate(concepts):
        texts = (passage.text for group in concept.lectures for passage in group.definitions[:1])
        named = {numbers[piece.href] for text in texts for piece in linker.pieces(text, {concept.key}) if piece.href}
        yield from ((other, n) for other in sorted(named) if other < n)


def _lines(book: Book, numbers: Mapping[str, int], joined: set[frozenset[int]]) -> tuple[tuple[int, int], ...]:
    """Pairs that share most sections, a few for each concept, without those that are `joined`."""
    shared: Counter[tuple[int, int]] = Counter()
    for sketch in book.sketches:
        for section in sketch.headings:
            terms = sorted({numbers[key] for key in section.concepts if key in numbers})
            shared.update(combinations(terms, 2))
    taken: Counter[int] = Counter()
    kept = []
    for pair, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if count >= _LEAST_SHARED and frozenset(pair) not in joined and max(taken[n] for n in pair) < _MOST_LINES:
            taken.update(pair)
            kept.append(pair)
    return tuple(sorted(kept))


def _columns(book: Book, web: _Web) -> tuple[list[list[int]], list[str]]:
    """The numbers of the concepts by column, and what the columns are called: lectures, or sections of the only one."""
    lectures = len(book.lectures)
    if lectures == 1:
        starts = [section.start for section in book.course.guides[0].sections] or [0.0]
        steps = [max(0, sum(start <= _introduced(book, c)[1] for start in starts) - 1) for c in web.concepts]
        word, many = "Section", len(starts)
    else:
        steps = [_introduced(book, concept)[0] for concept in web.concepts]
        word, many = "Lecture", lectures
    size = max(1, math.ceil(many / _MOST_COLUMNS))
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for n, step in enumerate(steps):
        columns[step // size].append(n)
    names = [_span(word, at * size + 1, min(many, (at + 1) * size)) for at in sorted(columns)]
    return [columns[at] for at in sorted(columns)], names


def _span(word: str, first: int, last: int) -> str:
    return f"{word} {first}" if first == last else f"{word}s {first}–{last}"


def _order(columns: list[list[int]], pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The columns, each sorted by where its neighbours stand."""
    neighbours: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        neighbours[one].append(other)
        neighbours[other].append(one)
    for _ in range(_SWEEPS):
        place = {n: (y + 0.5) / len(column) for column in columns for y, n in enumerate(column)}
        columns = [sorted(column, key=lambda n: (_mean(n, neighbours, place), n)) for column in columns]
    return columns


def _mean(node: int, neighbours: Mapping[int, Sequence[int]], place: Mapping[int, float]) -> float:
    near = [place[other] for other in neighbours.get(node, ())]
    return sum(near) / len(near) if near else place[node]


def _x(column: int) -> int:
    return _EDGE + _COLUMN * column


def _point(place: tuple[int, int]) -> tuple[int, int]:
    return _x(place[0]), _TOP + _ROW * place[1]


def _node(number: int, concept: CourseConcept, link: Link, place: tuple[int, int]) -> MapNode:
    x, y = _point(place)
    name = concept.name if len(concept.name) <= _LABEL else concept.name[: _LABEL - 1] + "…"
    radius = min(8.0, 2.5 + math.sqrt(count_mentions(concept)) / 2)
    return MapNode(number, concept.name, name, link.href, x, y, f"{radius:.1f}")


def _edges(web: _Web, places: Mapping[int, tuple[int, int]]) -> Iterator[MapEdge]:
    for is_arrow, pairs in ((False, web.lines), (True, web.arrows)):
        for one, other in pairs:
            (x1, y1), (x2, y2) = _point(places[one]), _point(places[other])
            bend = (x2 - x1) // 2 if x1 != x2 else -min(60, 14 + abs(y2 - y1) // 4)
            inner = f"{x1 + bend} {y1} {x2 - bend if x1 != x2 else x2 + bend} {y2}"
            yield MapEdge(one, other, f"M{x1} {y1}C{inner} {x2} {y2}", is_arrow)


def _rows(book: Book, web: _Web, links: Sequence[Link], page: str) -> Iterator[MapRow]:
    before, beside = defaultdict(list), defaultdict(list)
    for one, other in web.arrows:
        before[other].append(links[one])
    for one, other in web.lines:
        beside[one].append(links[other])
        beside[other].append(links[one])
    for n, concept in enumerate(web.concepts):
        outline = book.outline_of(concept.lectures[0].lecture.slug)
        lecture = lecture_link(outline, page)
        second = _introduced(book, concept)[1]
        yield MapRow(links[n], lecture, outline.stamp(second, page), tuple(before[n]), tuple(beside[n]))
