"""The cards of a session say what the guide says; each way to say something else is found."""

from __future__ import annotations

import pytest

from lecturebook.check.cards import untrue_cards
from lecturebook.model import Guide
from lecturebook.render.book import to_book
from lecturebook.render.cards import card_script
from render.conftest import RTL, SENTENCES, to_course

ROW = {"prompt": "Which _____ is it?", "second": 30.0, "text": "A log is it."}


@pytest.fixture(scope="module")
def made() -> tuple[Guide, str]:
    book = to_book(to_course(), "html")
    path, script = card_script(book, book.outlines[0])
    assert path == "lectures/01/cards.js"
    return book.outlines[0].guide, script


def test_cards_as_they_are_made_are_true(made: tuple[Guide, str]) -> None:
    guide, script = made
    assert script.count('"prompt"') == len(guide.questions) + 2
    assert list(untrue_cards(script, guide, [])) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("What is a B-tree", "What is no B-tree", "'What is no B-tree <script>alert(1)</script>?' is not asked"),
        ("balanced tree", "banana tree", "'B-tree' is not asked, or not answered so"),
        ('"clock":"0:10"', '"clock":"0:11"', "'B-tree' is not asked, or not answered so"),
        ("t=10s", "t=11s", "0:10 leads to 'https://youtu.be/abcdefghijk?si=x&t=11s'"),
        ("lecturebook.shard", "alert", "is no script with cards"),
        ('"said"', '"sad"', "the cards cannot be read (KeyError: 'said')"),
    ],
)
def test_what_is_not_so_is_found(made: tuple[Guide, str], old: str, new: str, finding: str) -> None:
    guide, script = made
    assert old in script
    assert any(line.startswith(finding) for line in untrue_cards(script.replace(old, new), guide, []))


def test_what_the_course_asks_is_true_of_its_answer_alone(made: tuple[Guide, str]) -> None:
    guide, _ = made
    said = '{"clock":"0:30","href":"https://youtu.be/abcdefghijk?si=x&t=30s","words":"A log is it."}'
    card = f'{{"id":"x","prompt":"{ROW["prompt"]}","options":[],"said":[{said}]}}'
    script = f'lecturebook.shard("cards/01",{{"language":"en","cards":[{card}]}});\n'
    assert list(untrue_cards(script, guide, [ROW])) == []
    assert len(list(untrue_cards(script, guide, []))) == 1
    assert len(list(untrue_cards(script, guide, [{**ROW, "text": "A page is it."}]))) == 1


def test_hostile_text_stays_text(made: tuple[Guide, str]) -> None:
    _, script = made
    assert script.isascii()
    assert script.count("\n") == 1
    assert RTL not in script
    assert SENTENCES[0] in script
