"""Reading produced pages back: what a browser and a Markdown viewer would find in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lecturebook.render.markdown_text import heading_slug

Attributes = list[tuple[str, str | None]]


@dataclass
class Page:
    """What a page holds."""

    tags: list[str] = field(default_factory=list)
    attributes: Attributes = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> list[str]:
        return [value or "" for attribute, value in self.attributes if attribute == name]


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._page.tags.append(tag)
        self._page.attributes += attrs

    def handle_data(self, data: str) -> None:
        self._page.text += data


def read_html(html: str) -> Page:
    page = Page()
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    page.text = " ".join(page.text.split())
    return page


def read_markdown(text: str) -> Page:
    """The page as GitHub would show it: headings carry the ids that GitHub makes of them."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(body)
    page = read_html(parser.renderer.render(tokens, parser.options, {}))
    page.attributes += [("id", slug) for slug in _slugs(tokens)]
    return page


def _slugs(tokens: list[Token]) -> list[str]:
    slugs: list[str] = []
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        words = "".join(t.content for t in inline.children or () if t.type in {"text", "text_special", "code_inline"})
        slug, again = heading_slug(words), 0
        while slug in slugs:
            again += 1
            slug = f"{heading_slug(words)}-{again}"
        slugs.append(slug)
    return slugs


def read_site(folder: Path) -> dict[Path, Page]:
    """Every page of a site by its path."""
    pages = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".html":
            pages[path] = read_html(path.read_text("utf-8"))
        elif path.suffix == ".md":
            pages[path] = read_markdown(path.read_text("utf-8"))
    return pages
