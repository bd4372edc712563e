from __future__ import annotations

from dataclasses import replace

import pytest

from lecturebook.render.marks import marks_of
from lecturebook.render.terms import TermLinker
from render.conftest import to_course

LINKER = TermLinker(
    {
        "b tree": ("B-tree", "B-trees"),
        "tree": ("tree",),
        "log": ("write-ahead log",),
        "c++": ("C++",),
        "gone": ("page",),
    },
    {"b tree": "b.html", "tree": "t.html", "log": "l.html", "c++": "c.html", "gone": ""},
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("So a B-tree, or (B-trees).", "So a [B-tree], or (B-trees)."),
        ("Any “tree”…", "Any “[tree]”…"),
        ("The Write-Ahead  log: it", "The [Write-Ahead  log]: it"),
        ("C++ and c++", "[C++] and c++"),
        ("the page of trees", "the page of trees"),
        ("B-treelike", "B-treelike"),
        ("", ""),
    ],
)
def test_the_first_of_each_name_is_a_link(text: str, shown: str) -> None:
    pieces = LINKER.pieces(text, set())
    assert "".join(f"[{piece.text}]" if piece.href else piece.text for piece in pieces) == shown


def test_what_was_linked_before_is_not_linked_again() -> None:
    taken: set[str] = set()
    assert [piece.href for piece in LINKER.pieces("a tree", taken)] == ["", "t.html"]
    assert [piece.href for piece in LINKER.pieces("a tree", taken)] == [""]


def test_a_sign_that_stands_alone_is_marked_and_stands_there_once() -> None:
    guide = to_course().guides[0]
    signs = replace(guide, words=tuple(replace(word, confidence=0.01) for word in guide.words))
    text = " ".join(word.text for word in guide.words)
    pieces = TermLinker({}, {}, marks_of(signs)).pieces(text.replace("nor", "—"), set(), 0)
    assert "".join(piece.text for piece in pieces) == text.replace("nor", "—")


def test_no_names_one_piece() -> None:
    assert [piece.text for piece in TermLinker({}, {}).pieces("as it is", set())] == ["as it is"]
