"""A built page read back: its anchors, its links, its times, and what it says was said.

In HTML an element of the class ``said`` holds one ``time`` and one ``quote``, one of the class ``written`` the words
of a model, one of the class ``by-staff`` what staff put in the place of words of the lecture; in Markdown a block
outside the headings begins with a linked time and goes on with nothing but the words, or is by staff and says so.
Sounds (class ``event``, italics) are no words; of a mention (bold) the time is that of the bold words. Notes and other
prose of staff are theirs, and are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Literal
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser, LexborNode

from lecturebook.links import is_external
from lecturebook.render.markdown_text import heading_slug
from lecturebook.timecode import parse_timecode

PartKind = Literal["words", "focus", "event"]

_CLOCK = re.compile(r"(?:\d+:)?\d{1,2}:\d\d")
_LECTURE_PAGE = re.compile(r"lectures/[^/]+/guide\.(?:html|md)")
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


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a statement: words, the words its time is about, or a sound."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time on a page: the second it shows, where it leads, and the page of the lecture it is about ("" for none)."""

    second: int
    href: str
    lecture: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a page says was said: the time, and the words from it on; `anchor` is the last one before it.

    `heard` are words among them that are said to be a repair, each with what was heard.
    """

    time: Time
    parts: tuple[Part, ...]
    anchor: str
    is_transcript: bool
    heard: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The words as shown."""
        return " ".join(part.text for part in self.parts if part.kind != "event")


@dataclass(slots=True)
class Page:
    """A page: `path` is from the site's folder, `links` are as written, `anchors` in the order of the page.

    `described` is what its head says of it, for those who link to it.
    """

    path: str
    anchors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    by_staff: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)


def read_page(path: str, text: str) -> Page:
    """The page at `path`, by its ending HTML or Markdown."""
    return _read_html(path, text) if path.endswith(".html") else _read_markdown(path, text)


def resolve(page: str, href: str) -> tuple[str, str]:
    """The path (from the site's folder) and the anchor that the relative link `href` on `page` leads to."""
    parts = urlsplit(href)
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return target, unquote(parts.fragment)


def is_lecture_page(path: str) -> bool:
    """Whether the guide of a lecture stands there."""
    return _LECTURE_PAGE.fullmatch(path) is not None


class _About:
    """The lecture that a page speaks of: its own, else the last one it has linked to."""

    def __init__(self, page: str) -> None:
        self._page = page
        self.lecture = page if is_lecture_page(page) else ""

    def linked(self, href: str) -> None:
        if not is_lecture_page(self._page) and not is_external(href):
            target, _ = resolve(self._page, href)
            if is_lecture_page(target):
                self.lecture = target


def _read_html(path: str, text: str) -> Page:
    page, about = Page(path), _About(path)
    tree = LexborHTMLParser(text)
    for prose in tree.css(".prose"):
        prose.decompose()
    links = tree.css("link[href]")
    page.links += [str(link.attributes["href"]) for link in links if link.attributes.get("rel") == "stylesheet"]
    page.links += [str(script.attributes["src"]) for script in tree.css("script[src]")]
    heads = tree.css('meta[name="description"], meta[property="og:description"]')
    page.described += [" ".join((head.attributes.get("content") or "").split()) for head in heads]
    for node in tree.body.traverse() if tree.body else ():
        attributes, classes = node.attributes, _classes(node)
        if attributes.get("id"):
            page.anchors.append(str(attributes["id"]))
        href = attributes.get("href")
        if href is not None and node.tag == "a":
            page.links.append(href)
            if "time" not in classes:
                about.linked(href)
        if "time" in classes and (second := _second(node.text())) is not None and href is not None:
            page.times.append(Time(second, href, about.lecture))
        if "written" in classes:
            page.written.append(" ".join(node.text().split()))
        if "by-staff" in classes:
            page.by_staff.append(" ".join(node.text().split()))
        if "said" in classes:
            # what is about the statement as a whole, such as the lecture's name, may stand inside it
            _say(page, node, about)
    return page


def _say(page: Page, node: LexborNode, about: _About) -> None:
    times, quotes = node.css(".time"), node.css(".quote")
    if len(times) != 1 or len(quotes) != 1:
        page.mistakes.append(f"a statement with {len(times)} times and {len(quotes)} quotes: {_short(node.text())!r}")
        return
    for link in node.css("a[href]"):
        if "time" not in _classes(link):
            about.linked(str(link.attributes["href"]))
    second = _second(times[0].text())
    if second is None:
        page.mistakes.append(f"a statement whose time is no time: {_short(times[0].text())!r}")
        return
    time = Time(second, times[0].attributes.get("href") or "", about.lecture)
    parts = tuple(part for part in _html_parts(quotes[0]) if part.text.strip())
    anchor = page.anchors[-1] if page.anchors else ""
    heard = tuple((mark.text(), mark.attributes.get("data-heard") or "") for mark in quotes[0].css("[data-heard]"))
    page.statements.append(Statement(time, parts, anchor, _is_inside(node, "transcript"), heard))


def _html_parts(quote: LexborNode) -> Iterator[Part]:
    """Neighbours of one kind are one part: a link may end inside a word, before its stop."""
    for kind, children in groupby(quote.iter(include_text=True), key=_part_kind):
        texts = [child.text() or "" for child in children]
        yield from (Part(kind, text) for text in (texts if kind == "event" else ["".join(texts)]))


def _part_kind(node: LexborNode) -> PartKind:
    if "event" in _classes(node):
        return "event"
    return "focus" if node.tag == "b" else "words"


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split() if node.tag != "-text" else []


def _is_inside(node: LexborNode, name: str) -> bool:
    parent = node.parent
    while parent is not None:
        if name in _classes(parent):
            return True
        parent = parent.parent
    return False


def _read_markdown(path: str, text: str) -> Page:
    page, about, slugs = Page(path), _About(path), Counter[str]()
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


def _read_block(page: Page, about: _About, children: list[Token], *, is_heading: bool, is_transcript: bool) -> None:
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
        and (second := _second(links[0][1])) is not None
        and _may_be_time(page.path, links[0][0])
    ):
        time = Time(second, links[0][0], about.lecture)
        anchor = page.anchors[-1] if page.anchors else ""
        page.times.append(time)
        page.statements.append(Statement(time, tuple(_markdown_parts(said)), anchor, is_transcript))
        return
    for href, words in links:
        about.linked(href)
        if not is_heading and is_external(href) and (second := _second(words)) is not None:
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


@cache
def _second(clock: str) -> int | None:
    """The second that a clock shows, None for other text."""
    seconds = parse_timecode(clock.strip()) if _CLOCK.fullmatch(clock.strip()) else None
    return None if seconds is None else int(seconds)


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
