from __future__ import annotations

import contextlib
import re
import tomllib
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturebook.course.edits.entries import NO_EDITS, ConceptEdit, DefinitionEdit
from lecturebook.course.edits.reading import parse_edits, read_edits
from lecturebook.errors import SettingsError

WHOLE = """
# of the summer
[lectures.berths]
title = "Berths"
[lectures.berths.sections.s0]
title = "Where ships  lie"
note = "See \\n the map."
words = "good morning"
[lectures.berths.questions."berths/definition/quaywall/77"]
drop = true
words = "a quay wall is"
[lectures.berths.definitions."quay wall"]
at = "0:30"
words = "the quay wall is"
[lectures.berths.definitions.berth]
text = "Own words."
[concepts."harbour master"]
name = "port captain"
former = ["harbour chief"]
"""

# a file that cannot be meant -> where and what its error names
BROKEN = [
    ("[lectures", "edits.toml: Expected"),
    ("titel = 1", "unknown key 'titel'"),
    ("[lectures.a]\n\n[lectures.a.sections.s1]\ntitel = 1", "line 3: lectures.a.sections.s1: unknown key 'titel'"),
    ("[lectures.a.sections.s1]\ntitle = 'x'", "line 1: lectures.a.sections.s1: has no words"),
    ("[lectures.a.sections.s1]\nwords = 'x'", "changes nothing; accepted: a title, a note"),
    ("[lectures.a.sections.s1]\nwords = 'x'\ntitle = ' '", "title = ' '"),
    ("[lectures.a.sections.s1]\nwords = 'x'\ntitle = 1", "title = '1'"),
    (f"[lectures.a]\ntitle = '{'x' * 201}'", "at most 200 letters"),
    ('[lectures.a]\ntitle = "a\\u001b[2J"', "letters that can be seen"),
    ('[lectures.a]\ntitle = "a\\u202eb"', "letters that can be seen"),
    ("[lectures.a.questions.q]\nwords = 'x'", "changes nothing; accepted: drop = true"),
    ("[lectures.a.questions.q]\ndrop = true", "has no words"),
    ("[lectures.a.definitions.c]", "neither a definition nor none"),
    ("[lectures.a.definitions.c]\ntext = 'x'\ndrop = true", "neither a definition nor none"),
    ("[lectures.a.definitions.c]\nat = '1:00'", "has no words"),
    ("[lectures.a.definitions.c]\nat = 'soon'", "at = 'soon'"),
    ("[lectures.a.definitions.c]\nat = 60", "at = '60'"),
    ("[concepts.c]", "says nothing"),
    ("[concepts.c]\nname = 'x'\ndrop = true", "says name and drop"),
    ("[concepts.c]\nadd = 'yes'", "add = 'yes'"),
    ("[concepts.c]\nname = 'x'\nformer = 'y'", "former = 'y'"),
    ("concepts = 1", "concepts: is no table"),
    ('[concepts."a\\nb\\u0007"]\ndrop = true', "letters that can be seen"),
    ("lectures.a.sections.s1 = 1", "edits.toml: lectures.a.sections.s1: is no table"),
    ("[" * 5000, "edits.toml"),
    ("a." * 3000 + "b = 1", "edits.toml"),
]


def test_everything_is_read(tmp_path: Path) -> None:
    (tmp_path / "edits.toml").write_text(WHOLE, "utf-8")
    edits = read_edits(tmp_path / "edits.toml")
    lecture = edits.lectures["berths"]
    assert lecture.title == "Berths"
    assert [(topic.id, topic.title, topic.note) for topic in lecture.topics] == [
        ("s0", "Where ships lie", "See the map.")
    ]
    assert [question.id for question in lecture.questions] == ["berths/definition/quaywall/77"]
    assert lecture.definitions == (
        DefinitionEdit("quay wall", "edits.toml, line 12", 30.0, "the quay wall is"),
        DefinitionEdit("berth", "edits.toml, line 15", text="Own words."),
    )
    where = "edits.toml, line 17"
    assert edits.concepts == (ConceptEdit("harbour master", where, name="port captain", former=("harbour chief",)),)
    assert edits.own_words == {"See the map.", "Own words."}
    assert edits.only({"tides"}).lectures == {}


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert read_edits(tmp_path / "edits.toml") == NO_EDITS
    assert not NO_EDITS


@pytest.mark.parametrize(("text", "says"), BROKEN)
def test_what_cannot_be_meant_is_told_with_its_line(text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        parse_edits(text.encode())
    assert "accepted: " in str(caught.value)


def test_no_text_and_too_much_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "edits.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="UTF-8"):
        read_edits(tmp_path / "edits.toml")
    with pytest.raises(SettingsError, match=re.escape("more than 1,000,000 bytes")):
        parse_edits(b"#" * 1_000_001)


VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text(max_size=8) | st.sampled_from(["1:00", "s0", "x y"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    "lectures concepts sections questions definitions title note words drop at text name into".split()
)


@settings(max_examples=25)
@given(
    st.recursive(VALUES, lambda inner: st.dictionaries(KEYS | st.text(max_size=4), inner, max_size=4), max_leaves=20)
)
def test_any_table_is_read_or_told(table: object) -> None:
    if not isinstance(table, dict):
        return
    text = tomlkit.dumps(table)
    assert tomllib.loads(text) == table
    with contextlib.suppress(SettingsError):
        parse_edits(text.encode())
