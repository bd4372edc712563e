"""TTML (DFXP, IMSC): paragraphs in divisions in a body, whose times add up; read by ttconv.

https://www.w3.org/TR/ttml2/; ttconv (BSD) is the extra ``ttml``. It gives a document model without the source's
lines, so the line of a paragraph goes through it as its language.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ElementTree

from lecturebook.errors import TranscriptError
from lecturebook.model import CueWord, Repair, Transcript
from lecturebook.read.cues import settle, single_transcript
from lecturebook.read.document import Document
from lecturebook.read.draft import Draft
from lecturebook.read.text import clean_line
from lecturebook.read.xml_tree import LINE, parse_xml
from lecturebook.timecode import parse_timecode

if TYPE_CHECKING:
    from ttconv.model import ContentElement

ACCEPTED = 'TTML: <tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="0s" end="2s">...</p></div></body></tt>'

_ROOT = re.compile(r"<(?:\w+:)?tt[\s>]")
_HEAD = 8_000
_TTML = "{http://www.w3.org/ns/ttml}"
# the drafts that old players wanted: http://www.w3.org/2006/10/ttaf1 and its #parameter, #metadata
_DRAFT = re.compile(r"\{http://www\.w3\.org/20\d\d/\d\d/ttaf1(#\w+)?\}")
_METADATA = "{http://www.w3.org/ns/ttml#metadata}"
# https://www.w3.org/TR/ttml2/#timing-value-time-expression
_TIME = re.compile(r"\d+(?:\.\d+)?(?:h|m|s|ms|f|t)|\d{2,}:[0-5]\d:[0-5]\d(?:\.\d+|:\d{2,}(?:\.\d+)?)?")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def is_ttml(document: Document) -> bool:
    """Whether the text is XML with the root of TTML."""
    return document.is_xml and _ROOT.search(document.text, 0, _HEAD) is not None


def read_ttml(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of a TTML file.

    Raises TranscriptError where the XML is broken, declares a document type, or ttconv is not installed.
    """
    tree = parse_xml(document.text, document.file, ACCEPTED)
    repairs = [Repair(tree.cut, "truncated")] if tree.cut else []
    _rename(tree.root)
    speakers = _speakers(tree.root)
    timed = _timed(tree.root)
    lines = _prepare(tree.root, repairs)
    repairs += (Repair(line, "untimed", dropped=True) for line in sorted(lines - timed))
    drafts = [one for one in _drafts(_body(tree.root, document.file), speakers) if one.line in timed]
    found = {draft.line for draft in drafts} | {repair.line for repair in repairs if repair.dropped}
    repairs += (Repair(line, "garbled", dropped=True) for line in sorted(lines - found))
    settled = settle(drafts, repairs)
    return (single_transcript(document.source("ttml"), settled, language=clean_line(tree.root.get(_LANG, ""))),)


def _rename(root: Element) -> None:
    """Put elements and attributes of older drafts into the namespace of today."""
    for element in root.iter():
        element.tag = _DRAFT.sub(lambda match: f"{{http://www.w3.org/ns/ttml{match[1] or ''}}}", element.tag)
        for name in filter(_DRAFT.match, list(element.attrib)):
            new = _DRAFT.sub(lambda match: f"{{http://www.w3.org/ns/ttml{match[1] or ''}}}", name)
            element.set(new, element.attrib.pop(name))


def _speakers(root: Element) -> dict[int, str]:
    """Who speaks the paragraph at a line, by the agents that the head names."""
    names = {agent.get(_ID): "".join(agent.itertext()).strip() for agent in root.iter(_METADATA + "agent")}
    spoken = ((int(one.get(LINE, "0")), one.get(_METADATA + "agent")) for one in root.iter(_TTML + "p"))
    return {line: names.get(agent) or agent for line, agent in spoken if agent}


def _prepare(root: Element, repairs: list[Repair]) -> set[int]:
    """Let each paragraph carry its line through ttconv as its language, and mend times; the lines of all of them.

    Times that cannot be mended are taken away, and so is a paragraph whose begin they were.
    """
    lines = set()
    for parent in list(root.iter()):
        for paragraph in parent.findall(_TTML + "p"):
            line = int(paragraph.get(LINE, "0"))
            paragraph.set(_LANG, f"x-{line}")
            lines.add(line)
            unreadable = [pair for element in paragraph.iter() for pair in _mend_times(element, line, repairs)]
            if (paragraph, "begin") in unreadable:
                parent.remove(paragraph)
    return lines


def _mend_times(element: Element, line: int, repairs: list[Repair]) -> Iterator[tuple[Element, str]]:
    """Write the times of `element` as TTML has them; those that are none are taken away, and given back."""
    for name in ("begin", "end", "dur"):
        written = element.get(name)
        if written is None or _TIME.fullmatch(written.strip()):
            continue
        seconds = parse_timecode(written)
        if seconds is None:
            del element.attrib[name]
            yield element, name
        else:
            element.set(name, f"{seconds}s")
            repairs.append(Repair(line, "notation"))
    # ttconv leaves out what lasts no time
    if element.get("end") is not None and element.get("end") == element.get("begin"):
        del element.attrib["end"]


def _timed(root: Element) -> set[int]:
    """The lines of the paragraphs that have a time, or are in or around an element that has one."""
    timed = (one for one in root.iter() if any(one.get(name) for name in ("begin", "end", "dur")))
    inside = {int(one.get(LINE, "0")) for element in timed for one in element.iter(_TTML + "p")}
    around = (one for one in root.iter(_TTML + "p") if any(inner.get("begin") for inner in one.iter()))
    return inside | {int(one.get(LINE, "0")) for one in around}


def _body(root: Element, file: str) -> ContentElement | None:
    """The body in ttconv's model, or None where the document has none."""
    try:
        from ttconv.imsc.reader import to_model
    except ImportError:
        seen = "TTML, which the package ttconv reads, and it is not installed"
        raise TranscriptError(file, 0, seen, "`pip install 'lecturebook[ttml]'`") from None
    logger = logging.getLogger("ttconv")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # it talks of styles and regions, of which nothing is read
    try:
        model = to_model(ElementTree(root))
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise TranscriptError(file, 0, f"TTML that ttconv cannot read: {error}", ACCEPTED) from None
    finally:
        logger.setLevel(level)
    return None if model is None else model.get_body()


def _drafts(body: ContentElement | None, speakers: dict[int, str]) -> Iterator[Draft]:
    for paragraph, offset in _paragraphs(body, 0.0):
        line = int(paragraph.get_lang().removeprefix("x-"))
        pieces = list(_pieces(paragraph, offset + _begin(paragraph)))
        starts = [start for _, start in pieces if start is not None]
        end = paragraph.get_end()
        start = starts[0] if starts and paragraph.get_begin() is None else offset + _begin(paragraph)
        text = "".join(piece for piece, _ in pieces)
        # ttconv takes a span's begin of 0 s for none
        words = list(_words([(pieces[0][0], start), *pieces[1:]])) if starts else []
        yield Draft(line, start, None if end is None else offset + float(end), text, words, speakers.get(line, ""))


def _paragraphs(element: ContentElement | None, offset: float) -> Iterator[tuple[ContentElement, float]]:
    """The paragraphs under `element`, each with the second its parent begins at."""
    from ttconv.model import P

    if element is None:
        return
    if isinstance(element, P):
        yield element, offset
        return
    for child in element:
        yield from _paragraphs(child, offset + _begin(element))


def _pieces(element: ContentElement, offset: float) -> Iterator[tuple[str, float | None]]:
    """The texts under `element`, which begins at `offset`, each with the second of a span's own, if it has one."""
    from ttconv.model import Br, Text

    for child in element:
        if isinstance(child, Text):
            # a line's end is a blank; breaks are elements
            yield child.get_text().replace("\n", " "), None
        elif isinstance(child, Br):
            yield "\n", None
        elif child.get_begin() is None:
            yield from _pieces(child, offset)
        else:
            start = offset + _begin(child)
            yield "".join(text for text, _ in _pieces(child, start)), start


def _words(pieces: Sequence[tuple[str, float | None]]) -> Iterator[CueWord]:
    """The words of `pieces`: the first of a timed one begins with it."""
    for text, start in pieces:
        for n, word in enumerate(re.findall(r"\s*\S+(?:\s+$)?", text)):
            yield CueWord(word, start if n == 0 else None)


def _begin(element: ContentElement) -> float:
    begin = element.get_begin()
    return 0.0 if begin is None else float(begin)
