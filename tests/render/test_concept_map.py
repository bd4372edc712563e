from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import combinations

import pytest

from lecturebook.model import Course, CourseConcept, Prerequisite
from lecturebook.render.book import to_book
from lecturebook.render.concept_groups import group_concepts
from lecturebook.render.concept_map import view_map
from lecturebook.render.map_views import MapPage
from render.conftest import to_course


def course_of(count: int, *, ring: int) -> Course:
    """So many concepts in rings of those said near each other; each but the first of a ring needs the one before."""
    course = to_course()
    (group,) = course.concepts[1].lectures
    slug = group.lecture.slug

    def concept(n: int) -> CourseConcept:
        at, context = ring * (n // ring), group.mentions[0]
        need = Prerequisite(f"k{n - 1:03}", slug, n - 1.0, slug, float(n))
        return CourseConcept(
            f"k{n:03}",
            f"k{n}",
            f"Concept with a long name {n}",
            (),
            (replace(group, mentions=(replace(context, second=float(n)),), definitions=()),),
            related=tuple(f"k{at + (n + by) % ring:03}" for by in (1, 2)),
            needs=(need,) if n % ring else (),
        )

    return replace(course, concepts=tuple(concept(n) for n in range(count)))


@pytest.fixture(scope="module")
def page() -> MapPage:
    """The map of 210 concepts in rings of 14."""
    return view_map(to_book(course_of(210, ring=14), "html"))


def test_every_concept_has_its_place_and_its_row(page: MapPage) -> None:
    nodes = [node for group in page.groups for node in group.nodes]
    assert len(nodes) == len(page.rows) == 200
    assert page.total == 210
    assert sorted(node.number for node in nodes) == list(range(200))
    for group in page.groups:
        assert len({(node.x, node.y) for node in group.nodes}) == len(group.nodes)
        assert all(0 < node.x < group.width and 0 < node.y < group.height for node in group.nodes)


def test_what_is_said_together_is_a_group(page: MapPage) -> None:
    assert [len(group.nodes) for group in page.groups] == [14] * 14 + [4]
    assert page.groups[1].title == "Concept with a long name 14"
    assert page.rows[20].group.href == f"#{page.groups[1].anchor}"


def test_arrows_lead_down_and_stay_in_the_drawing(page: MapPage) -> None:
    """From what has to be known first; the table tells it too."""
    for group in page.groups:
        heights = {node.number: node.y for node in group.nodes}
        assert len(group.edges) == len(group.nodes) - 1
        assert all(edge.is_arrow and heights[edge.first] < heights[edge.last] for edge in group.edges)
        assert all(float(x) >= 0 for edge in group.edges for x in re.findall(r"[MC ](-?\d+) \d+", edge.path))
    assert [link.text for link in page.rows[20].before] == ["Concept with a long name 19"]
    assert [link.text for link in page.rows[20].beside] == [
        "Concept with a long name 21",
        "Concept with a long name 22",
    ]


def test_boxes_of_the_overview_keep_clear_of_each_other(page: MapPage) -> None:
    assert page.overview is not None
    boxes = page.overview.boxes
    assert len(boxes) == 15
    for one, other in combinations(boxes, 2):
        assert abs(one.x - other.x) >= one.width or abs(one.y - other.y) >= one.height
    assert all(box.x + box.width <= page.overview.width for box in boxes)
    assert all(box.y + box.height <= page.overview.height for box in boxes)


def test_what_leads_from_group_to_group_is_on_the_overview() -> None:
    course = course_of(60, ring=12)
    last = course.concepts[40]
    need = replace(last.needs[0], concept="k005")
    concepts = tuple(replace(c, needs=(*c.needs, need)) if c is last else c for c in course.concepts)
    overview = view_map(to_book(replace(course, concepts=concepts), "html")).overview
    assert overview is not None
    (arrow,) = [edge for edge in overview.edges if edge.is_arrow]
    titles = {box.number: box.title for box in overview.boxes}
    assert (titles[arrow.first], titles[arrow.last]) == ("Concept with a long name 0", "Concept with a long name 36")


def test_terms_of_one_section_belong_together_where_nothing_else_is_known(course: Course) -> None:
    groups, alone = group_concepts(
        course.concepts, [part.concepts for guide in course.guides for part in guide.sections]
    )
    assert [[course.concepts[n].key for n in group] for group in groups] == [["b tree", "log"]]
    assert [course.concepts[n].key for n in alone] == ["none"]


def test_what_nothing_joins_is_listed_last(course: Course) -> None:
    page = view_map(to_book(course, "html"))
    assert [len(group.nodes) for group in page.groups] == [2, 1]
    assert page.groups[-1].title == "By themselves"
    assert page.overview is None


def test_an_empty_course_has_an_empty_map() -> None:
    page = view_map(to_book(Course("", "", "", "", (), ()), "html"))
    assert (page.groups, page.rows, page.overview) == ((), (), None)


def test_a_dot_grows_with_what_was_said(course: Course) -> None:
    (tree,) = [
        node for group in view_map(to_book(course, "html")).groups for node in group.nodes if "B-tree" in node.name
    ]
    assert math.isclose(float(tree.radius), min(7, 2.5 + math.sqrt(60) / 2), abs_tol=0.1)
