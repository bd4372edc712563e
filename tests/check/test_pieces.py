"""A long page is read in pieces, and says the same."""

from __future__ import annotations

import pytest

from lecturebook.check import markdown_pages
from lecturebook.check.markdown_pages import pieces_of, read_markdown

PARTS = (
    "# Title\n\n[0:01](#a) Words that were said.\n\n",
    "- a list\n\n  [0:02](#a) inside of it\n\n",
    "<!-- written by staff -->\n\n## Not theirs\n\n[0:03](#b) nor this\n\n<!-- end -->\n\n",
    "## Again\n\n≈ [0:04](#a) A guess.\n\n## Again\n\n> a quote\n\n[0:05](x.md) more\n\n",
)
FENCE = "```\n\n# no heading\n\n[0:06](#z) no words\n\n```\n\n"


@pytest.mark.parametrize("more", ["", FENCE, "<!-- open\n\n# no heading\n\n-->\n\n", "[x][y]\n\n[y]: z.md\n\n"])
def test_pieces_say_what_the_page_says(more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join((*PARTS, more, *PARTS))
    whole = read_markdown("a.md", text)
    assert "".join(pieces_of(text, 20)) == text
    monkeypatch.setattr(markdown_pages, "pieces_of", lambda text: pieces_of(text, 20))
    assert read_markdown("a.md", text) == whole


def test_a_page_is_cut_where_it_can_be() -> None:
    assert len(list(pieces_of("".join(PARTS) * 3, 20))) > 10
