from __future__ import annotations

from dataclasses import replace

import pytest

from lecturebook.model import Course
from lecturebook.render.alphabet import first_letter, view_glossary, view_index
from lecturebook.render.book import to_book
from lecturebook.render.paths import Format


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
    ((_, page),) = view_index(to_book(replace(course, concepts=concepts), "html"))
    assert [(group.letter, [line.link.text for line in group.concepts]) for group in page.letters] == [
        ("#", ["2PL"]),
        ("A", ["Äpfel", "apple"]),
        ("C", ["[CLS]"]),
        ("Z", ["zebra"]),
        ("Е", ["ёлка"]),
        ("待", ["待"]),
    ]
    assert [group.anchor for group in page.letters][:2] == ["letter-signs", "letter-a"]


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_list_that_is_too_long_is_laid_out_on_sheets(course: Course, form: Format) -> None:
    names = ["apple", "axiom", "bee", "bough", "cell", "2PL", "Äpfel"]
    concepts = tuple(replace(course.concepts[0], key=name, slug=f"c{n}", name=name) for n, name in enumerate(names))
    book = to_book(replace(course, concepts=concepts), form)
    first, *sheets = view_index(book, most=3)
    assert [path for path, _ in (first, *sheets)] == [f"concepts/index.{form}", *(f"az/{n}.{form}" for n in (1, 2, 3))]
    assert [link.text for link in first[1].sheets] == ["2PL – apple", "axiom – bough", "cell – cell"]
    assert [link.text for link in first[1].jumps] == ["#", "A", "B", "C"]
    # a letter leads to where it begins, though it goes on on the next sheet
    assert [link.href.partition("#")[0] for link in first[1].jumps] == [f"../az/{n}.{form}" for n in (1, 1, 2, 3)]
    assert first[1].letters == ()
    assert [line.link.text for _, page in sheets for group in page.letters for line in group.concepts] == [
        *("2PL", "Äpfel", "apple", "axiom", "bee", "bough", "cell")
    ]
    assert [link.href for link in sheets[1][1].sheets] == [f"1.{form}", f"3.{form}"]
    assert len({page.frame.title for _, page in (first, *sheets)}) == 4


def test_the_glossary_has_no_running_examples(course: Course) -> None:
    defined = next(c for c in course.concepts if any(tally.definitions for tally in c.tallies))
    for kind, names in (("concept", [defined.name]), ("example", [])):
        book = to_book(replace(course, concepts=(replace(defined, kind=kind),)), "html")
        ((_, page),) = view_glossary(book)
        assert [entry.concept.text for entry in page.entries] == names
