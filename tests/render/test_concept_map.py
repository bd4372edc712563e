from __future__ import annotations

from dataclasses import replace

from lecturebook.model import Course
from lecturebook.render.book import to_book
from lecturebook.render.concept_map import view_map
from render.conftest import to_course


def test_every_concept_has_its_place_and_its_row() -> None:
    page = view_map(to_book(to_course(), "html"))
    assert len(page.nodes) == len(page.rows) == page.total == 3
    assert len({(node.x, node.y) for node in page.nodes}) == 3
    assert all(node.x < page.width and node.y < page.height for node in page.nodes)
    assert [column.label for column in page.columns] == ["Lecture 1", "Lecture 2"]


def test_an_arrow_leads_from_what_a_definition_names(course: Course) -> None:
    """Told by the table too."""
    tree, log, other = course.concepts
    definition = replace(course.guides[0].concepts[1].definitions[0], text="A log of the B-trees is a file.")
    lectures = tuple(replace(group, definitions=(definition,)) for group in log.lectures)
    page = view_map(to_book(replace(course, concepts=(tree, replace(log, lectures=lectures), other)), "html"))
    names = {node.number: node.name for node in page.nodes}
    arrows = [(names[edge.first], names[edge.last]) for edge in page.edges if edge.is_arrow]
    assert arrows == [("B-tree", log.name)]
    (row,) = [row for row in page.rows if row.concept.text == log.name]
    assert [link.text for link in row.before] == ["B-tree"]


def test_one_lecture_is_drawn_by_its_sections(course: Course) -> None:
    alone = replace(course, guides=course.guides[:1], concepts=course.concepts[:2])
    page = view_map(to_book(alone, "html"))
    assert [column.label for column in page.columns] == ["Section 1"]


def test_an_empty_course_has_an_empty_map() -> None:
    assert view_map(to_book(Course("", "", "", "", (), ()), "html")).nodes == ()
