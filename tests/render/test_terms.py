from __future__ import annotations

import pytest

from lecturebook.render.terms import TermLinker

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


def test_no_names_one_piece() -> None:
    assert [piece.text for piece in TermLinker({}, {}).pieces("as it is", set())] == ["as it is"]
