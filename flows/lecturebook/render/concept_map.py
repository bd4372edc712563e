"""The map of a course's concepts, laid out when the site is made, on two levels.

Concepts that belong together are a group, drawn as a list in the order in which they are to be learned, with an arrow
from what has to be known first (an arc diagram, Wattenberg 2002): labels stand below each other and cannot overlap, and
arrows lead down. The overview shows the groups, each where the course takes it up, and what leads from one to another;
its boxes stand in columns, in which the order is found by the barycenter method (Sugiyama, Tagawa & Toda 1981). The
table says the same in words.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from statistics import median_low

from lecturebook.model import CourseConcept
from lecturebook.render.book import Book
from lecturebook.render.concept import count_mentions
from lecturebook.render.concept_groups import group_concepts
from lecturebook.render.facts import language_tag
from lecturebook.render.map_views import MapBox, MapEdge, MapGroup, MapNode, MapPage, MapRow, Overview
from lecturebook.render.outline import lecture_link
from lecturebook.render.paths import concept_page, map_page, relative_link
from lecturebook.render.views import Link

_MOST_CONCEPTS = 200
# of the overview: columns, lines from one group, concepts of two groups said near each other that make a line
_MOST_COLUMNS, _MOST_LINES, _LEAST_NEAR = 4, 2, 2
_LEAST_GROUPS = 3
_ALONE = "By themselves"
_SWEEPS = 6
# the drawings, in pixels: letters that fit a label, a row and its label, what arrows may stand out from it
_LETTERS, _ROW, _LABEL, _DEEPEST = 27, 24, 224, 48
_BOX_LETTERS, _BOX, _BOX_HEIGHT, _BOX_COLUMN, _BOX_ROW = 22, 212, 46, 268, 66
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class _Web:
    """The concepts on the map in the order of the course, with what is told of each.

    `places` is where each is first said, `needs` are pairs of numbers, first what has to be known before the other, and
    `near` for each concept the numbers of those said near it, most often first.
    """

    concepts: tuple[CourseConcept, ...]
    places: tuple[tuple[int, float], ...]
    needs: tuple[tuple[int, int], ...]
    near: tuple[tuple[int, ...], ...]


def view_map(book: Book) -> MapPage:
    """The map, and a table that says the same."""
    page = map_page(book.form)
    web = _to_web(book)
    found, alone = group_concepts(web.concepts, (part.concepts for sketch in book.sketches for part in sketch.headings))
    # as the course takes them up
    found.sort(key=lambda group: _middle(web, group))
    links = [Link(c.name, relative_link(concept_page(c.slug, book.form), page)) for c in web.concepts]
    groups = [
        _group(web, links, n, members, _by_weight(web, members)[0].name) for n, members in enumerate(found, start=1)
    ]
    boxes = _overview(web, found, groups) if len(found) >= _LEAST_GROUPS else None
    if alone:
        groups.append(_group(web, links, len(groups) + 1, alone, _ALONE))
    group_links = {node.number: Link(group.title, f"#{group.anchor}") for group in groups for node in group.nodes}
    return MapPage(
        frame=book.frame("Map of concepts", page, crumbs=(book.home(page),)),
        language=language_tag(book.course.language),
        overview=boxes,
        groups=tuple(groups),
        rows=tuple(_row(book, web, links, group_links[n], n, page) for n in range(len(links))),
        total=len(book.course.concepts),
    )


def _to_web(book: Book) -> _Web:
    """The most important concepts and what joins them."""
    best = nsmallest(
        _MOST_CONCEPTS,
        book.course.concepts,
        key=lambda c: (c.kind != "concept", -len(c.lectures), -count_mentions(c), c.key),
    )
    concepts = tuple(sorted(best, key=lambda c: (*_learned(book, c), c.key)))
    numbers = {concept.key: n for n, concept in enumerate(concepts)}
    needs = {(numbers[need.concept], n) for n, c in enumerate(concepts) for need in c.needs if need.concept in numbers}
    near = tuple(tuple(numbers[key] for key in concept.related if key in numbers) for concept in concepts)
    places = tuple(_introduced(book, concept) for concept in concepts)
    return _Web(concepts, places, tuple(sorted(needs)), near)


def _learned(book: Book, concept: CourseConcept) -> tuple[int, float]:
    """Lecture and second of the first definition, or of the first mention: after all that the concept needs."""
    at = next((n for n, tally in enumerate(concept.tallies) if tally.definitions), None)
    if at is None:
        return _introduced(book, concept)
    group = concept.lectures[at]
    return book.places[group.lecture.slug], group.definitions[0].start


def _introduced(book: Book, concept: CourseConcept) -> tuple[int, float]:
    """The place of the lecture that says it first, and the second."""
    group = concept.lectures[0]
    return book.places[group.lecture.slug], group.mentions[0].second if group.mentions else 0.0


def _middle(web: _Web, members: Sequence[int]) -> tuple[int, float]:
    """Where the course is when half of `members` have been said."""
    return median_low(web.places[n] for n in members)


def _by_weight(web: _Web, members: Iterable[int]) -> list[CourseConcept]:
    """Those that most lectures say first, then those said most."""
    return sorted((web.concepts[n] for n in members), key=lambda c: (-len(c.lectures), -count_mentions(c), c.key))


# ---------- a group: an arc diagram ----------


def _group(web: _Web, links: Sequence[Link], number: int, members: Sequence[int], title: str) -> MapGroup:
    rows = {n: _MARGIN + _ROW // 2 + _ROW * row for row, n in enumerate(members)}
    pairs = [(one, other) for one, other in web.needs if one in rows and other in rows]
    bulges = {pair: min(_DEEPEST, 10 + (rows[pair[1]] - rows[pair[0]]) // 4) for pair in pairs}
    # a cubic curve reaches three quarters of what it is drawn towards
    x = _MARGIN + 8 + 3 * max(bulges.values(), default=0) // 4
    return MapGroup(
        number=number,
        anchor=f"group-{number}",
        title=title,
        width=x + _LABEL,
        height=2 * _MARGIN + _ROW * len(members),
        edges=tuple(
            MapEdge(one, other, f"M{x} {rows[one]}C{x - b} {rows[one]} {x - b} {rows[other]} {x} {rows[other]}", True)
            for (one, other), b in bulges.items()
        ),
        nodes=tuple(_node(web, links[n], n, x, rows[n]) for n in members),
    )


def _node(web: _Web, link: Link, number: int, x: int, y: int) -> MapNode:
    radius = min(7.0, 2.5 + math.sqrt(count_mentions(web.concepts[number])) / 2)
    joined = {n for pair in web.needs if number in pair for n in pair if n != number} | set(web.near[number])
    return MapNode(
        number, link.text, _cut(link.text, _LETTERS), link.href, x, y, f"{radius:.1f}", tuple(sorted(joined))
    )


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


# ---------- the overview: groups in columns ----------


def _overview(web: _Web, found: Sequence[Sequence[int]], groups: Sequence[MapGroup]) -> Overview:
    """The groups in columns from the beginning of the course to its end, as evenly as they can be."""
    group_of = {n: at for at, members in enumerate(found) for n in members}
    arrows = _between(web.needs, group_of)
    joined = {frozenset(pair) for pair in arrows}
    lines = [pair for pair in _lines(web, group_of) if frozenset(pair) not in joined]
    count = min(_MOST_COLUMNS, math.ceil(math.sqrt(len(found))))
    size = math.ceil(len(found) / count)
    columns = [list(range(first, min(first + size, len(found)))) for first in range(0, len(found), size)]
    columns = _order(columns, [*arrows, *lines])
    places = {at: (x, y) for x, column in enumerate(columns) for y, at in enumerate(column)}
    return Overview(
        width=2 * _MARGIN + _BOX_COLUMN * len(columns),
        height=2 * _MARGIN + _BOX_ROW * size - (_BOX_ROW - _BOX_HEIGHT),
        boxes=tuple(_box(web, found[at], groups[at], *places[at]) for at in sorted(places)),
        edges=tuple(
            MapEdge(groups[one].number, groups[other].number, _curve(places[one], places[other]), pairs is arrows)
            for pairs in (lines, arrows)
            for one, other in pairs
        ),
    )


def _box(web: _Web, members: Sequence[int], group: MapGroup, column: int, row: int) -> MapBox:
    """The group as a box, with what else is in it as far as there is room."""
    others = ", ".join(concept.name for concept in _by_weight(web, members)[1:3])
    x, y = _corner((column, row))
    return MapBox(
        number=group.number,
        title=group.title,
        label=_cut(group.title, _BOX_LETTERS),
        note=_cut(others, _BOX_LETTERS + 4),
        href=f"#{group.anchor}",
        x=x,
        y=y,
        width=_BOX,
        height=_BOX_HEIGHT,
    )


def _corner(place: tuple[int, int]) -> tuple[int, int]:
    return _MARGIN + _BOX_COLUMN * place[0], _MARGIN + _BOX_ROW * place[1]


def _curve(one: tuple[int, int], other: tuple[int, int]) -> str:
    """From one box to another: to the next column straight, within one on its right."""
    (x1, y1), (x2, y2) = _corner(one), _corner(other)
    y1, y2 = y1 + _BOX_HEIGHT // 2, y2 + _BOX_HEIGHT // 2
    if one[0] == other[0]:
        bulge = 40
        return f"M{x1 + _BOX} {y1}C{x1 + _BOX + bulge} {y1} {x1 + _BOX + bulge} {y2} {x1 + _BOX} {y2}"
    x1, x2 = (x1 + _BOX, x2) if one[0] < other[0] else (x1, x2 + _BOX)
    bend = (x2 - x1) // 2
    return f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"


def _between(pairs: Iterable[tuple[int, int]], group_of: Mapping[int, int]) -> list[tuple[int, int]]:
    """The pairs of groups in which more of the first is needed for the second than the other way."""
    counts = Counter(
        (group_of[one], group_of[other])
        for one, other in pairs
        if one in group_of and other in group_of and group_of[one] != group_of[other]
    )
    return sorted(pair for pair, count in counts.items() if count > counts[pair[1], pair[0]])


def _lines(web: _Web, group_of: Mapping[int, int]) -> list[tuple[int, int]]:
    """Pairs of groups of which most concepts are said near each other, a few for each group."""
    counts: Counter[tuple[int, int]] = Counter()
    for n, at in group_of.items():
        for other in {group_of[near] for near in web.near[n] if near in group_of} - {at}:
            counts[min(at, other), max(at, other)] += 1
    taken: Counter[int] = Counter()
    kept = []
    for pair, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= _LEAST_NEAR and max(taken[at] for at in pair) < _MOST_LINES:
            taken.update(pair)
            kept.append(pair)
    return sorted(kept)


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


# ---------- the table ----------


def _row(book: Book, web: _Web, links: Sequence[Link], group: Link, number: int, page: str) -> MapRow:
    at, second = web.places[number]
    outline = book.sketches[at]
    return MapRow(
        concept=links[number],
        group=group,
        lecture=lecture_link(outline, page),
        stamp=outline.stamp(second, page),
        before=tuple(links[one] for one, other in web.needs if other == number),
        beside=tuple(links[near] for near in web.near[number]),
    )
