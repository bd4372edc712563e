"""Markdown read back as GitHub reads it, by the rule of `pages`; a long page in pieces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lecturebook.check.pages import About, Page, Part, PartKind, Statement, Time, resolve, second_of
from lecturebook.links import is_external
from lecturebook.render.markdown_text import heading_slug

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_BY_STAFF = "Written by staff:"
_STAFF, _STAFF_END = "<!-- written by staff -->", "<!-- end -->"
_TRANSCRIPT, _TRANSCRIPT_END = "<summary>Transcript", "</details>"
# letters of Markdown that are read at once
_PIECE = 50_000
_AT_THE_MARGIN = re.compile(r"\n\n(?=[#\[≈])")
_ENCLOSED = re.compile(r"^ {0,3}(?:`{3}|~{3}|<(?:[?!]|script|pre|style|textarea)(?!-- [\w ]+ -->$))", re.M | re.I)
_DEFINED_APART = re.compile(r"^ {0,3}\[[^\]\n]+\]:", re.M)
# sites hold few different templates but many pages: one parser serves them all
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read_markdown(path: str, text: str) -> Page:
    """The page at `path`."""
    page, about, slugs = Page(path), About(path), Counter[str]()
    is_staff = is_transcript = is_heading = False
    blocks = pieces_of(_FRONT_MATTER.sub("", text))
    for token in (token for block in blocks for token in _MARKDOWN.parse(block)):
        if token.type == "html_block":
            is_staff = _STAFF_END not in token.content and (_STAFF in token.content or is_staff)
            is_transcript = _TRANSCRIPT_END not in token.content and (_TRANSCRIPT in token.content or is_transcript)
        elif token.type == "heading_open":
            is_heading = True
        elif token.type == "inline":
            children = token.children or []
            if is_heading:
                page.anchors.append(_slug(children, slugs))
            if not is_staff:
                _read_block(page, about, children, is_heading=is_heading, is_transcript=is_transcript)
            is_heading = False
    return page


def pieces_of(text: str, size: int = _PIECE) -> Iterator[str]:
    """`text` in pieces of at least `size` letters that mean the same one by one: what is read of a page takes a
    hundred times its room.

    A heading or paragraph at the margin, after an empty line, ends every block of Markdown before it, but code between
    fences and some of HTML: behind one of these, and where links are defined apart, nothing is cut.
    """
    if len(text) <= size or _DEFINED_APART.search(text):
        yield text
        return
    end = next((match.start() for match in _ENCLOSED.finditer(text)), len(text))
    first = 0
    for match in _AT_THE_MARGIN.finditer(text, 0, end):
        if match.end() - first >= size:
            yield text[first : match.end()]
            first = match.end()
    yield text[first:]


def _slug(children: Sequence[Token], slugs: Counter[str]) -> str:
    """The anchor GitHub gives a heading: a number is added to one that was there before."""
    slug = heading_slug("".join(child.content for child in children if child.type in {"text", "code_inline"}))
    again = slugs[slug]
    slugs[slug] += 1
    return f"{slug}-{again}" if again else slug


def _read_block(page: Page, about: About, children: list[Token], *, is_heading: bool, is_transcript: bool) -> None:
    shown = [child for child in children if child.type != "text" or child.content]
    if [child.type for child in shown[:2]] == ["strong_open", "text"] and shown[1].content == _BY_STAFF:
        page.by_staff.append(" ".join("".join(child.content for child in shown[3:]).split()))
    links = [(str(child.attrs["href"]), children[n + 1].content) for n, child in _opened(children)]
    page.links += [href for href, _ in links]
    first = 1 if children and children[0].content.strip() == "≈" else 0
    said = children[first + 3 :]
    if (
        not is_heading
        and len(links) == 1
        and any(child.content.strip() for child in said)
        and children[first].type == "link_open"
        and (second := second_of(links[0][1])) is not None
        and _may_be_time(page.path, links[0][0])
    ):
        time = Time(second, links[0][0], about.lecture)
        anchor = page.anchors[-1] if page.anchors else ""
        page.times.append(time)
        page.statements.append(Statement(time, tuple(_markdown_parts(said)), anchor, is_transcript))
        return
    for href, words in links:
        about.linked(href)
        if not is_heading and is_external(href) and (second := second_of(words)) is not None:
            page.times.append(Time(second, href, about.lecture))


def _opened(children: list[Token]) -> Iterator[tuple[int, Token]]:
    return ((n, child) for n, child in enumerate(children) if child.type == "link_open")


def _may_be_time(page: str, href: str) -> bool:
    """Whether a time may lead there; concepts and lectures can be called "12:30" too."""
    return is_external(href) or not resolve(page, href)[0].endswith(".md") or "#" in href


def _markdown_parts(said: list[Token]) -> Iterator[Part]:
    kind: PartKind = "words"
    for child in said:
        if child.type in {"strong_open", "em_open"}:
            kind = "focus" if child.type == "strong_open" else "event"
        elif child.type in {"strong_close", "em_close"}:
            kind = "words"
        elif child.content.strip():
            yield Part(kind, child.content)
