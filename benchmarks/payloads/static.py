"""What may be wrong with the files of a site made of payloads: one line a finding, none where all is text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import markdown
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from lecturebook.guide_json import guide_from_json
from lecturebook.model import Guide
from lecturebook.render.markdown_text import clean_text

_FORBIDDEN = frozenset(
    "iframe object embed applet base frame frameset portal foreignobject animate animatetransform animatemotion set "
    "use style template noscript plaintext xmp math video audio source track".split()
)
_ADDRESSES = frozenset("href src srcset action formaction poster data background ping cite xlink:href manifest".split())
_STRIPPED = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
# what staff wrote stands in Markdown as they wrote it
_STAFF = re.compile(r"<!-- written by staff -->.*?<!-- end -->", re.S)
_SHARD = re.compile(r'lecturebook\.shard\("(?:[a-z]+[0-9-]*|cards/[a-z0-9_-]+)",(.*)\);\n', re.S)
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|SHA256SUMS|LICENSE")
_FEED_TAGS = frozenset("feed title id updated author name link entry summary urlset url loc".split())
_COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def findings(site: Path) -> Iterator[str]:
    """Each finding with its file."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        yield from (f"{name}: a name that is not plain" for part in name.split("/") if not is_plain_name(part))
        yield from (f"{name}: {line}" for line in _of_file(path, name))
    for path in sorted(site.glob("lectures/*/guide.json")):
        guide = guide_from_json(path.read_text("utf-8"))
        for form in ("html", "md"):
            page = path.with_suffix(f".{form}")
            shown = _shown(page)
            missing = [text for text in texts(guide) if _letters(text) not in shown]
            yield from (f"{page.relative_to(site)}: not shown as it is: {text[:120]!r}" for text in missing)


def is_plain_name(name: str) -> bool:
    """Whether a file may be called that on any system, and nobody has to quote it."""
    return _NAME.fullmatch(name) is not None


def texts(guide: Guide) -> Iterator[str]:
    """Texts that a lecture's page shows as they are."""
    yield guide.lecture.title
    yield from (section.title for section in guide.sections)
    yield from (concept.name for concept in guide.concepts)
    yield from (passage.text for section in guide.sections for passage in section.summary)
    yield from (question.prompt for question in guide.questions)
    yield guide.source.file


def dangers(tree: LexborHTMLParser) -> Iterator[str]:
    """Elements and attributes that run, load, frame, submit or style; those that our pages have are none."""
    for node in tree.root.traverse() if tree.root else ():
        tag, attributes = str(node.tag), node.attributes
        if tag in _FORBIDDEN:
            yield f"<{tag}>"
        if tag == "script" and attributes.get("type") != "application/ld+json":
            source = attributes.get("src") or ""
            if not re.fullmatch(r"(?:\.\./)*assets/[a-z]+\.js", source) or (node.text() or "").strip():
                yield f"<script src={source[:60]!r}>"
        if tag == "form" and attributes.get("method") != "dialog":
            yield "<form>"
        if tag == "meta" and attributes.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
            yield "<meta http-equiv>"
        for name, value in attributes.items():
            if name.startswith("on") or name in {"style", "srcdoc"}:
                yield f"<{tag} {name}>"
            elif name in _ADDRESSES and _leads_elsewhere(tag, attributes.get("rel") or "", value or ""):
                yield f"<{tag} {name}={(value or '')[:60]!r}>"


def _leads_elsewhere(tag: str, rel: str, address: str) -> bool:
    """Whether an address runs, or is loaded from elsewhere."""
    plain = re.sub(r"[\t\n\r]", "", address).strip(_STRIPPED)  # as the URL standard begins
    scheme = _SCHEME.match(plain)
    if scheme is None and not plain.startswith(("//", "\\", "/\\")):
        return False
    is_followed = tag == "a" or rel == "canonical"
    return not is_followed or (scheme is not None and scheme[1].lower() not in {"http", "https", "mailto"})


def _of_file(path: Path, name: str) -> Iterator[str]:
    text = path.read_text("utf-8")
    if name.endswith(".html"):
        tree = LexborHTMLParser(text)
        yield from dangers(tree)
        for script in tree.css('script[type="application/ld+json"]'):
            json.loads(script.text())
    elif name.endswith(".md") or name == "llms.txt":
        for reader, page in _rendered(path).items():
            yield from (f"{line} by {reader}" for line in dangers(LexborHTMLParser(page)))
    elif name.endswith(".xml"):
        tags = {node.tag.rpartition("}")[2] for node in ElementTree.fromstring(text).iter()}
        yield from (f"<{tag}>" for tag in sorted(tags - _FEED_TAGS))
    elif name.endswith(".json"):
        json.loads(text)
    elif name.startswith("assets/search/") or name.endswith("/cards.js"):
        match = _SHARD.fullmatch(text)
        if not text.isascii() or match is None:
            yield "no script of the index"
        else:
            json.loads(match[1])


def _rendered(path: Path) -> dict[str, str]:
    """A Markdown page as two readers show it."""
    text = _STAFF.sub("", _FRONT_MATTER.sub("", path.read_text("utf-8")))
    extensions = ["tables", "fenced_code", "sane_lists", "md_in_html"]
    return {
        "markdown-it": _COMMONMARK.render(text),
        "python-markdown": markdown.markdown(text, extensions=extensions),
    }


@cache
def _shown(page: Path) -> str:
    """The letters of a page's text; what HTML folds into one space is none."""
    source = page.read_text("utf-8") if page.suffix == ".html" else _rendered(page)["markdown-it"]
    tree = LexborHTMLParser(source)
    return _letters(tree.body.text() if tree.body else "")


def _letters(text: str) -> str:
    return "".join(clean_text(text).split())
