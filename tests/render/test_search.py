from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from lecturebook.model import Course
from lecturebook.render import search
from lecturebook.render.environment import template_folder
from lecturebook.render.search import (
    CONCEPT,
    DEFINITION,
    SECTION,
    TITLE,
    hash_of,
    search_scripts,
    search_words,
)
from render.conftest import SCRIPT


def read_index(course: Course) -> dict[str, Any]:
    """Every script of the index by its name, as a browser takes it over."""
    scripts = {}
    for path, text in search_scripts(course):
        call = re.fullmatch(r'lecturebook\.shard\("([\w-]+)",(.*)\);\n', text, re.S)
        assert call is not None
        assert path == f"assets/search/{call[1]}.js"
        assert text.isascii()
        scripts[call[1]] = json.loads(call[2])
    return scripts


def look_up(index: dict[str, Any], part: str, key: str) -> Any:
    return index[f"{part}{hash_of(key) % index['index'][part]}"].get(key)


@pytest.fixture(scope="module")
def index(course: Course) -> dict[str, Any]:
    return read_index(course)


def test_words_are_folded_alike() -> None:
    assert search_words("Don't pass GLASSES, Écoles; v2") == ["don", "t", "pas" + "s", "glasse", "ecole", "v2"]
    assert search_words("A待ち行B") == ["a", "待ち", "ち行", "b"]
    assert search_words(" -- ") == []


def test_rows_are_the_best_first_and_know_their_pages(index: dict[str, Any]) -> None:
    total, sentences, rows, best = look_up(index, "w", "tree")
    assert (total, sentences, best) == (len(rows), 0, [])
    order = [TITLE, CONCEPT, SECTION, DEFINITION]
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=order.index)
    assert [row for row in rows if row[0] == CONCEPT] == [[CONCEPT, "concepts/b-tree.html", 60, "B-tree"]]
    assert [SECTION, 0, 10, "Trees <script>alert(1)</script>"] in rows
    assert [DEFINITION, 0, 0] in rows
    assert index["t0-0"][0] == [10, "Good morning, a B-tree is a balanced tree of pages."]
    assert index["p0"][0][0] == "lectures/01/guide.html"


def test_titles_of_many_lectures_lie_in_several_scripts(course: Course) -> None:
    one = course.guides[0]
    guides = tuple(
        replace(one, sentences=(), sections=(), lecture=replace(one.lecture, slug=f"l{n}", title=f"{n} {'x' * 100}"))
        for n in range(130)
    )
    index = read_index(replace(course, guides=guides, concepts=()))
    each = index["index"]["titles"]
    assert each < 130
    assert index[f"p{100 // each}"][100 % each][1].startswith("100 ")


def test_text_stays_text(index: dict[str, Any]) -> None:
    _, _, rows, best = look_up(index, "w", "alert")
    assert any(SCRIPT in row[3] for row in rows if row[0] == SECTION)
    places = [place for lecture, place in zip(best[::2], best[1::2], strict=True) if lecture == 0]
    assert any(SCRIPT in index["t0-0"][place][1] for place in places)


def test_words_are_found_by_both_ends(index: dict[str, Any]) -> None:
    assert "lanced" in look_up(index, "n", "ba-").split()
    assert "balanc" in look_up(index, "n", "-ed").split()


def test_words_that_only_hold_a_sentence_together_find_no_sentence(index: dict[str, Any]) -> None:
    """In English; of other languages they are not known."""
    _, _, rows, best = look_up(index, "w", "is")
    assert {row[1] for row in rows if row[0] == DEFINITION} == {1}
    assert set(best[::2]) == {1}


def test_the_best_200_sentences_and_how_many_there_are(course: Course) -> None:
    guide = course.guides[0]
    many = tuple(replace(guide.sentences[0], text=f"Yes, it lasts {n}.") for n in range(1000))
    crowded = replace(guide, sentences=many, concepts=(), sections=())
    index = read_index(replace(course, guides=(crowded,), concepts=()))
    total, sentences, _, best = look_up(index, "w", "last")
    assert (total, sentences, len(best)) == (0, 1000, 400)
    assert best == [n for place in range(200) for n in (0, place)]


def test_what_many_titles_hold_is_complete_and_in_two_parts(course: Course) -> None:
    """The least of them is loaded only where somebody asks for more."""
    guide = course.guides[0]
    sections = tuple(replace(guide.sections[0], title=f"Part {n}", start=float(n)) for n in range(50))
    crowded = replace(guide, concepts=(), sections=sections)
    index = read_index(replace(course, guides=(crowded,), concepts=()))
    total, _, rows, _ = look_up(index, "w", "part")
    assert total == 50
    assert [row[2] for row in rows + look_up(index, "m", "part")] == list(range(50))


def test_an_empty_course_has_an_index() -> None:
    assert read_index(Course("", "", "", "", (), ())) == {
        "index": {"w": 1, "m": 1, "n": 1, "titles": 1},
        **{"w0": {}, "m0": {}, "n0": {}, "p0": []},
    }


def test_both_halves_share_their_numbers() -> None:
    script = (template_folder() / "search.js").read_text("utf-8")
    assert f"var TEXTS = {search._TEXTS};" in script
    assert f"exact[1] > {search.MOST_SENTENCES})" in script
    assert f"first {search.MOST_SENTENCES} of" in script
    assert "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af]+" in script
