"""Words that run from right to left stand apart from ours: each in an element that takes its direction from them."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
# read aloud or drawn by their own rules
_NO_TEXT = {"title", "script", "text"}


def stands_apart(node: LexborNode) -> bool:
    while node.parent is not None:
        node = node.parent
        if node.tag in _NO_TEXT or (node.attributes or {}).get("dir") == "auto" or node.tag == "bdi":
            return True
    return False


def test_every_text_of_a_lecture_has_its_own_direction(site: Path) -> None:
    seen = 0
    for path in site.rglob("*.html"):
        tree = LexborHTMLParser(path.read_text("utf-8"))
        for node in tree.root.traverse(include_text=True) if tree.root else ():
            if node.tag == "-text" and _RIGHT_TO_LEFT.search(node.text() or ""):
                seen += 1
                assert stands_apart(node), (path.name, node.parent.html if node.parent else "")
    assert seen > 20


def test_the_language_is_told_where_it_is_not_that_of_the_page(site: Path) -> None:
    html = (site / "lectures/02--0123456789/guide.html").read_text("utf-8")
    tree = LexborHTMLParser(html)
    assert {node.attributes["lang"] for node in tree.css("h1, .quote, .contents li > a[dir]")} == {"ar"}
