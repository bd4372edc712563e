from __future__ import annotations

from dataclasses import replace

import pytest

from lecturebook.model import Course
from lecturebook.render.book import to_book
from lecturebook.render.concept import first_letter, view_index


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("b-tree", "B"),
        ("Überladen", "U"),
        ("ßeta", "S"),
        ("[CLS]", "C"),
        ("2PL", "#"),
        ("²-norm", "#"),
        ("+-", "#"),
        ("", "#"),
        ("待ち行列", "待"),
        ("ёлка", "Е"),
        ("قاعدة", "ق"),
    ],
)
def test_the_letter_a_name_stands_under(name: str, letter: str) -> None:
    assert first_letter(name) == letter


def test_concepts_stand_in_the_order_of_their_letters(course: Course) -> None:
    names = ["zebra", "Äpfel", "apple", "2PL", "待", "[CLS]", "ёлка"]
    concepts = tuple(replace(course.concepts[0], key=name, slug=f"c{n}", name=name) for n, name in enumerate(names))
    page = view_index(to_book(replace(course, concepts=concepts), "html"))
    assert [(group.letter, [line.link.text for line in group.concepts]) for group in page.letters] == [
        ("#", ["2PL"]),
        ("A", ["Äpfel", "apple"]),
        ("C", ["[CLS]"]),
        ("Z", ["zebra"]),
        ("Е", ["ёлка"]),
        ("待", ["待"]),
    ]
    assert [group.anchor for group in page.letters][:2] == ["letter-signs", "letter-a"]
