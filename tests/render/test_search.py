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
    SENTENCE,
    TITLE,
    bucket,
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
    return index[f"{part}{bucket(key, index['index'][part])}"].get(key)


@pytest.fixture(scope="module")
def index(course: Course) -> dict[str, Any]:
    return read_index(course)


def test_words_are_folded_alike() -> None:
    assert search_words("Don't pass GLASSES, Écoles; v2") == ["don", "t", "pas" + "s", "glasse", "ecole", "v2"]
    assert search_words("A待ち行B") == ["a", "待ち", "ち行", "b"]
    assert search_words(" -- ") == []


def test_rows_are_the_best_first_and_know_their_pages(index: dict[str, Any]) -> None:
    total, sentences, rows = look_up(index, "w", "tree")
    pages = index["p0"]
    assert total == len(rows)
    assert [row[0] for row in rows] == sorted(
        (row[0] for row in rows), key=[TITLE, CONCEPT, SECTION, DEFINITION, SENTENCE].index
    )
    assert {row[0] for row in rows} == {CONCEPT, SECTION, DEFINITION}
    assert sentences == 0
    assert {row[1] for row in rows if row[0] == CONCEPT} == {pages.index(["concepts/b-tree.html", "B-tree"])}
    assert any(pages[row[1]][0] == "lectures/01/guide.html" and row[2] == 10 for row in rows)


def test_text_stays_text(index: dict[str, Any]) -> None:
    rows = look_up(index, "w", "alert")[2]
    assert any(SCRIPT in row[3] for row in rows if row[0] == SECTION)
    sentences = [index["t0-0"][row[3]] for row in rows if row[0] == SENTENCE and row[1] == 0]
    assert any(SCRIPT in sentence for sentence in sentences)


def test_words_are_found_by_both_ends(index: dict[str, Any]) -> None:
    assert "balanced" in look_up(index, "n", "ba-").split()
    assert "balanced" in look_up(index, "n", "-ed").split()


def test_words_that_only_hold_a_sentence_together_find_no_sentence(index: dict[str, Any]) -> None:
    """In English; of other languages they are not known."""
    assert {row[1] for row in look_up(index, "w", "is")[2]} == {1}


def test_the_best_200_sentences_and_how_many_there_are(course: Course) -> None:
    guide = course.guides[0]
    many = tuple(replace(guide.sentences[0], text=f"Yes, it lasts {n}.") for n in range(1000))
    crowded = replace(guide, sentences=many, concepts=(), sections=())
    index = read_index(replace(course, guides=(crowded,), concepts=()))
    total, sentences, rows = look_up(index, "w", "last")
    assert (total, sentences, len(rows)) == (200, 1000, 40)
    assert len(look_up(index, "m", "last")) == 160


def test_an_empty_course_has_an_index() -> None:
    assert read_index(Course("", "", "", "", (), ()))["index"] == {"w": 1, "m": 1, "n": 1}


def test_both_halves_share_their_numbers() -> None:
    script = (template_folder() / "search.js").read_text("utf-8")
    assert f"var TEXTS = {search._TEXTS};" in script
    assert f"exact[1] > {search.MOST_SENTENCES})" in script
    assert f"first {search.MOST_SENTENCES} of" in script
    assert "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af]+" in script
