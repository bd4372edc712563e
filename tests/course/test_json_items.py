from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturebook.course import json_items
from lecturebook.course.json_items import read_items, read_keys


@pytest.fixture(params=[1, 7, 1 << 16])
def piece(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many letters are read at once."""
    monkeypatch.setattr(json_items, "_PIECE", request.param)
    return int(request.param)


def a_file(folder: Path, text: str) -> Path:
    file = folder / "a.json"
    file.write_bytes(text.encode())
    return file


@pytest.mark.usefixtures("piece")
def test_what_stands_behind_the_keys_is_not_read(tmp_path: Path) -> None:
    file = a_file(tmp_path, '{"a": 1, "b": [{"c": "}"}], "d": 2')
    assert read_keys(file, ("b",)) == {"b": [{"c": "}"}]}
    assert read_keys(file, ("a", "b")) == {"a": 1, "b": [{"c": "}"}]}
    assert read_keys(file, ("b",), also=("a", "d")) == {"a": 1, "b": [{"c": "}"}]}


@pytest.mark.usefixtures("piece")
@pytest.mark.parametrize("text", ["", "[]", "{", '{"b"', '{"b": ', '{"a": 1}', '{"a": 1, }', "null", '{"a": [1}'])
def test_a_key_that_is_not_there_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # json's and our own
        read_keys(a_file(tmp_path, text), ("b",))


@pytest.mark.usefixtures("piece")
def test_the_items_of_a_list_are_read_one_by_one(tmp_path: Path) -> None:
    file = a_file(tmp_path, '{"a": {"b": [9]}, "b" : [ 1, {"c": [2]} , "]" , 1234567, -1.5e+3 ], "d": [], "e": 3}')
    assert list(read_items(file, "b")) == [1, {"c": [2]}, "]", 1234567, -1500.0]
    assert list(read_items(file, "d")) == list(read_items(file, "none")) == []
    assert list(read_items(a_file(tmp_path, "{}"), "b")) == []
    for broken in ("", "[]", '{"b": 1}', '{"b": [1', '{"b": [1 2]}', '{"a": 1 "b": []}', '{"b": [1'):
        with pytest.raises(ValueError):  # noqa: PT011  # json's and our own
            list(read_items(a_file(tmp_path, broken), "b"))


_TEXTS = st.text(max_size=4)
_PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS
_VALUES = st.recursive(_PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3))


@given(st.dictionaries(_TEXTS, _VALUES, max_size=4), st.integers(1, 9))
def test_any_object_is_read_as_json_reads_it(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, object], piece: int
) -> None:
    file = a_file(tmp_path_factory.getbasetemp(), json.dumps(content, indent=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_items, "_PIECE", piece)
        assert read_keys(file, tuple(content)) == content
        for key, value in content.items():
            if isinstance(value, list):
                assert list(read_items(file, key)) == value
