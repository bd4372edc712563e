from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturebook.course.edits.composing import Change
from lecturebook.course.edits.reading import parse_edits
from lecturebook.course.edits.writing import lines, write_edit, written
from lecturebook.errors import SettingsError

KEPT = """# what the tutors found
[lectures."01 a"]   # the first
title = 'One'

[concepts]
"x y".name = "z"
"""
NASTY = ['"', "\\", "'''", '"""', "]", "[a]", "a.b", "a = 1", "\t", "{{ 7*7 }}", "<b>", "=1+1", "é", "é", "ı", "ß", "#"]


def test_what_people_wrote_stays() -> None:
    done = written(KEPT, Change(("concepts", "x y"), {"name": "q", "former": ["z"], "into": None}))
    done = written(done, Change(("lectures", "01 a", "sections", "s0"), {"title": "T", "words": "w"}))
    assert "# what the tutors found" in done
    assert "# the first" in done
    edits = parse_edits(done.encode())
    assert (edits.concepts[0].name, edits.concepts[0].former) == ("q", ("z",))
    assert edits.lectures["01 a"].title == "One"
    assert edits.lectures["01 a"].topics[0].title == "T"


def test_an_edit_of_the_same_takes_its_place() -> None:
    once = written("", Change(("concepts", "c"), {"name": "d", "drop": None}))
    assert once == lines(Change(("concepts", "c"), {"name": "d"})) == '[concepts.c]\nname = "d"\n'
    assert tomllib.loads(written(once, Change(("concepts", "c"), {"name": None, "drop": True}))) == {
        "concepts": {"c": {"drop": True}}
    }


TEXTS = st.lists(st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["C", "Z"]), max_size=5), min_size=1)


@settings(max_examples=20)
@given(lecture=TEXTS.map("".join), title=TEXTS.map("".join), concept=TEXTS.map("".join))
def test_any_text_comes_back(lecture: str, title: str, concept: str) -> None:
    text = KEPT
    changes = [
        Change(("lectures", lecture), {"title": title}),
        Change(("lectures", lecture, "sections", "s0"), {"note": title, "words": title}),
        Change(("concepts", concept), {"name": title, "former": [concept]}),
    ]
    for change in changes:
        before = text
        try:
            text = written(text, change)
        except SettingsError:  # a tab alone is no title
            text = before
            continue
        table = tomllib.loads(text)
        for name in change.path:
            table = table[name]
        assert {key: table[key] for key in change.values} == change.values


def test_nothing_is_written_that_cannot_be_read(tmp_path: Path) -> None:
    for values in ({"title": "a\x1bb", "words": "w"}, {"title": "a"}, {"words": "w"}):
        with pytest.raises(SettingsError):
            write_edit(tmp_path, Change(("lectures", "a", "sections", "s0"), dict(values)))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "edits.toml").write_text("[lectures", "utf-8")
    with pytest.raises(SettingsError, match=r"edits\.toml"):
        write_edit(tmp_path, Change(("concepts", "c"), {"drop": True}))
    assert (tmp_path / "edits.toml").read_text("utf-8") == "[lectures"


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept.toml").write_text(KEPT, "utf-8")
    (tmp_path / "edits.toml").symlink_to(tmp_path / "kept.toml")
    write_edit(tmp_path, Change(("concepts", "c"), {"drop": True}))
    assert (tmp_path / "edits.toml").is_symlink()
    assert "drop = true" in (tmp_path / "kept.toml").read_text("utf-8")
