"""YouTube's XML captions: srv3 with an element for each word, and the older srv1 and srv2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lecturebook.model import Repair, Transcript
from lecturebook.read.cues import single_transcript
from lecturebook.read.document import Document
from lecturebook.read.numbers import to_number
from lecturebook.read.text import unescape
from lecturebook.read.timedtext import Event, Piece, settle_events
from lecturebook.read.xml_tree import LINE, parse_xml

ACCEPTED = 'XML as YouTube writes it: <timedtext format="3"><body><p t="0" d="1500">...</p></body></timedtext>'

# the root, behind a declaration and comments
_ROOT = re.compile(r"<(?:timedtext|transcript)[\s>/]")
_HEAD = 4_000


def is_srv(document: Document) -> bool:
    """Whether the text is XML with the root of YouTube's captions."""
    return document.is_xml and _ROOT.search(document.text, 0, _HEAD) is not None


def read_srv(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of the file.

    Raises TranscriptError where the XML is broken or declares a document type.
    """
    tree = parse_xml(document.text, document.file, ACCEPTED, document.limits)
    repairs = [Repair(tree.cut, "truncated")] if tree.cut else []
    settled = settle_events((_event(one) for one in tree.root.iter() if one.tag in ("p", "text")), repairs)
    return (single_transcript(document.source("srv3"), settled),)


def _event(element: Element) -> Event:
    """srv3's `p`, whose times are milliseconds, or srv1's `text`, whose times are seconds."""
    start, duration = element.get("t"), element.get("d")
    if start is None and element.get("start") is not None:
        in_ms = [to_number(element.get(name)) for name in ("start", "dur")]
        first, length = (None if value is None else round(value * 1000, 3) for value in in_ms)
    else:
        first, length = to_number(start), to_number(duration)
    is_appended = element.get("a") == "1" or element.get("append") == "1"
    return Event(int(element.get(LINE, "0")), first, length, list(_pieces(element)), is_appended=is_appended)


def _pieces(element: Element) -> Iterator[Piece]:
    # srv1 escapes twice, srv3 does not: there "&amp;lt;" is what a lecture on HTML says
    said = unescape if element.tag == "text" else str
    if element.text:
        yield Piece(said(element.text))
    for word in element:
        text = "\n" if word.tag == "br" else said("".join(word.itertext()))
        yield Piece(text, to_number(word.get("t")), to_number(word.get("ac")))
        if word.tail:
            yield Piece(said(word.tail))
