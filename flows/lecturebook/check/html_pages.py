"""HTML read back as a browser reads it, by the rule of `pages`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lecturebook.check.pages import About, Page, Part, PartKind, Statement, Time, second_of


def read_html(path: str, text: str) -> Page:
    """The page at `path`."""
    page, about = Page(path), About(path)
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
        if "time" in classes and (second := second_of(node.text())) is not None and href is not None:
            page.times.append(Time(second, href, about.lecture))
        if "written" in classes:
            page.written.append(" ".join(node.text().split()))
        if "by-staff" in classes:
            page.by_staff.append(" ".join(node.text().split()))
        if "said" in classes:
            # what is about the statement as a whole, such as the lecture's name, may stand inside it
            _say(page, node, about)
    return page


def _say(page: Page, node: LexborNode, about: About) -> None:
    times, quotes = node.css(".time"), node.css(".quote")
    if len(times) != 1 or len(quotes) != 1:
        page.mistakes.append(f"a statement with {len(times)} times and {len(quotes)} quotes: {_short(node.text())!r}")
        return
    for link in node.css("a[href]"):
        if "time" not in _classes(link):
            about.linked(str(link.attributes["href"]))
    second = second_of(times[0].text())
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


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
