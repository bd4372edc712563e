from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturebook.slug import file_slug, words_slug

WORDS = [
    ("B-tree: a Überblick", "b-tree-a-uberblick"),
    ("  two   words ", "two-words"),
    ("C++ & C#", "c-c"),
    ("待ち行列", ""),
    ("", ""),
    ("x" * 80, "x" * 60),
    ("x" * 59 + " y", "x" * 59),
]

# ids that are their own file names, and near misses that get a digest
PLAIN = ["01-storage", "a", "lecture_2", "abc-def_ghi", "x" * 60]
DIGESTED = [
    "",
    "-a",
    "a-",
    "A",
    "a--b",
    "a.b",
    "a/b",
    "..",
    "a b",
    "é",
    "con",
    "nul",
    "com1",
    "x" * 61,
    "a\n",
    "\udc80",
]

SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@pytest.mark.parametrize(("text", "slug"), WORDS)
def test_words_slug(text: str, slug: str) -> None:
    assert words_slug(text) == slug


@pytest.mark.parametrize("identity", PLAIN)
def test_a_plain_id_is_its_own_name(identity: str) -> None:
    assert file_slug(identity) == identity


@pytest.mark.parametrize("identity", DIGESTED)
def test_any_other_id_gets_a_digest(identity: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+--[0-9a-f]{10}", file_slug(identity))


@given(st.text(), st.text())
def test_slugs_are_safe_and_no_two_are_alike(one: str, other: str) -> None:
    assert SAFE.fullmatch(file_slug(one))
    assert (file_slug(one) == file_slug(other)) is (one == other)


def test_no_plain_id_looks_like_a_digested_one() -> None:
    assert file_slug(file_slug("A")) != file_slug("A")
