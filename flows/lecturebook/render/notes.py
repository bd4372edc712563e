"""What authors write (an introduction, notes beside a lecture): Markdown made safe and fit into a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise

import markdown
import nh3
from markdown_it import MarkdownIt

from lecturebook.render.markdown_text import printable

_EXTENSIONS = ("tables", "fenced_code", "sane_lists")
# a style attribute is dead under the pages' content policy; `align` is not
_EXTENSION_CONFIGS = {"tables": {"use_align_attribute": True}}
_TAGS = frozenset(
    re.findall(
        r"\w+",
        """
        a abbr b blockquote br cite code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li
        mark ol p pre q s samp small strong sub summary sup table tbody td tfoot th thead time tr ul var
        """,
    )
)
# no id: it could be one that the page itself uses
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
# as nh3 writes a tag: each value in double quotes that it holds none of
_IMAGE_TAG = re.compile(r'<img((?: [\w-]+="[^"]*")*)>')
_ALT = re.compile(r' alt="([^"]*)"')
_DEAD_LINK = re.compile(r'<a((?: (?!href=)[\w-]+="[^"]*")*) rel="noopener">')
_HEADING_TAG = re.compile(r"<(/?)h([1-6])(?=[\s>])")
# what pages put below the text, so that the check knows where it ends
_OUR_END = "<!-- end -->"
# what ends the kinds of HTML that a blank line does not (https://spec.commonmark.org/0.31.2/#html-blocks)
_ENDS = ("", "\n-->", "\n?>", "\n]]>", "\n</script>")
_COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?=\s|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")


@dataclass(frozen=True, slots=True)
class Prose:
    """An author's text for a page: safe HTML, its Markdown, and the words of the Markdown's headings in order.

    In both forms the headings begin below those of the page; in HTML they have no ids, so that those of the page hold.
    """

    html: str = ""
    markdown: str = ""
    headings: tuple[str, ...] = ()


def to_prose(text: str, *, shift: int) -> Prose:
    """`text` with its headings `shift` levels lower."""
    text = printable("\n".join(text.splitlines())).replace(_OUR_END, "<!--end-->").strip("\n")
    if not text.strip():
        return Prose()
    html = sanitise(_to_html(text))
    shifted = _HEADING_TAG.sub(lambda tag: f"<{tag[1]}h{min(6, int(tag[2]) + shift)}", html)
    source = shift_headings(text, shift)
    return Prose(shifted, source, tuple(_headings(source)))


def sanitise(html: str) -> str:
    """`html` with nothing in it that runs, styles, frames, or loads from elsewhere.

    >>> sanitise('<img src=//e.org/x alt="a plan"> <a href="javascript:x()" onclick=x()>b</a>')
    'a plan <a>b</a>'
    """
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return _DEAD_LINK.sub(r"<a\1>", _IMAGE_TAG.sub(_valid_image, clean))


def _valid_image(tag: re.Match[str]) -> str:
    """An image that may not be loaded as the words that stand for it; others with such words, if none."""
    alt = _ALT.search(tag[1])
    if ' src="' not in tag[1]:
        return escape(unescape(alt[1]), quote=False) if alt else ""
    return tag[0] if alt else f'<img{tag[1]} alt="">'


def shift_headings(text: str, shift: int) -> str:
    """Markdown with its headings `shift` levels lower, and closed where it would swallow what follows it."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            is_end = mark is not None and mark[1].startswith(fence) and not line[mark.end() :].strip()
            fence = "" if is_end else fence
            lines.append(line)
            continue
        if mark is not None:
            fence = mark[1]
        _add_shifted(lines, line, shift)
    if fence:
        lines.append(fence)
    shifted = "\n".join(lines)
    if shifted.rfind("<!--") > shifted.rfind("-->"):
        shifted += "\n-->"
    ended = (shifted + end for end in _ENDS)
    return next((text for text in ended if _is_closed(text)), shifted)


def _is_closed(text: str) -> bool:
    """Whether a paragraph below `text` would be one, and not a part of some HTML that has no end."""
    last = _COMMONMARK.parse(f"{text}\n\nx")[-3:]
    return [token.type for token in last] == ["paragraph_open", "inline", "paragraph_close"] and last[0].level == 0


def _headings(text: str) -> Iterator[str]:
    """The words of each heading, as GitHub takes them for its anchor."""
    for opening, inline in pairwise(_COMMONMARK.parse(text)):
        if opening.type == "heading_open":
            yield "".join(c.content for c in inline.children or () if c.type in {"text", "code_inline"})


def _add_shifted(lines: list[str], line: str, shift: int) -> None:
    """`line` added; a heading of either kind (marked before, or underlined) as one marked before."""
    if heading := _ATX.match(line):
        level = min(6, len(heading[1]) + shift)
        lines.append("#" * level + line[heading.end() :])
        return
    underline = _UNDERLINE.match(line)
    if underline and lines and _is_paragraph(lines[-1]):
        level = min(6, (1 if underline[1].startswith("=") else 2) + shift)
        lines[-1] = f"{'#' * level} {lines[-1].strip()}"
        return
    lines.append(line)


def _is_paragraph(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("    ", "\t", "#", ">", "|", "-", "*", "+"))


def _to_html(text: str) -> str:
    try:
        return markdown.markdown(
            text, extensions=list(_EXTENSIONS), extension_configs=_EXTENSION_CONFIGS, output_format="html"
        )
    except RecursionError:
        # some thousand nested quotes: shown as written
        return "<pre>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</pre>"


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    """Images only from the site's own folder, so that a page asks nobody else for anything."""
    is_elsewhere = re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", value, re.I) is not None
    return None if (tag, name) == ("img", "src") and is_elsewhere else value
