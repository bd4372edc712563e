from __future__ import annotations

import json

import pytest

from lecturebook.course.course_json import course_json, read_items, read_keys
from lecturebook.model import Course, Failure

TEXT = '{"a": 1, "b": [{"c": "}"}], "d": 2'


def test_it_is_the_json_that_it_looks_like() -> None:
    course = Course("A\nB", "en", "", "", (), (), failures=(Failure("a\u2028.srt", 'why "so"'),))
    document = json.loads("".join(course_json(course, [{"id": "1\n2", "made_from": {"x": "y"}}], "digest")))
    assert (document["title"], document["made_from"], document["concept_count"]) == ("A\nB", "digest", 0)
    assert document["lectures"] == [{"id": "1\n2", "made_from": {"x": "y"}}]
    assert document["failures"] == [{"file": "a\u2028.srt", "reason": 'why "so"'}]
    assert (document["concepts"], document["references"]) == ([], [])


def test_what_stands_behind_the_keys_is_not_read() -> None:
    assert read_keys(TEXT, ("b",)) == {"b": [{"c": "}"}]}
    assert read_keys(TEXT, ("a", "b")) == {"a": 1, "b": [{"c": "}"}]}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"b"', '{"b": ', '{"a": 1}', '{"a": 1, }', "null"])
def test_a_key_that_is_not_there_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # json's and our own
        read_keys(text, ("b",))


def test_the_items_of_a_list_are_read_one_by_one() -> None:
    text = '{"a": {"b": [9]}, "b" : [ 1, {"c": [2]} , "]" ], "d": [], "e": 3}'
    assert list(read_items(text, "b")) == [1, {"c": [2]}, "]"]
    assert list(read_items(text, "d")) == list(read_items(text, "none")) == list(read_items("{}", "b")) == []
    for broken in ("", "[]", '{"b": 1}', '{"b": [1', '{"b": [1 2]}', '{"a": 1 "b": []}'):
        with pytest.raises(ValueError):  # noqa: PT011  # json's and our own
            list(read_items(broken, "b"))
