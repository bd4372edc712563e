"""TTML (DFXP, IMSC): paragraphs in divisions in a body, whose times add up; read by ttconv.

https://www.w3.org/TR/ttml2/; ttconv (BSD) is the extra ``ttml``. It gives a document model without the source's
lines, so the number of a paragraph goes through it as its language.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ElementTree

from lecturebook.errors import TranscriptError
from lecturebook.model import CueWord, Repair, Transcript
from lecturebook.read.cues import MAX_SECONDS, settle, single_transcript
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
# https://www.w3.org/TR/ttml2/#timing-value-time-expression; ttconv takes a number of 5,000 digits for no time
_NUMBER = r"\d{1,15}(?:\.\d{1,999})?"
_TIME = re.compile(rf"{_NUMBER}(?:h|m|s|ms|f|t)|\d{{2,9}}:[0-5]\d:[0-5]\d(?:\.\d{{1,999}}|:\d{_NUMBER})?")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What ttconv does not hand on of a paragraph.

    `is_timed` says whether it has a time, or is in or around an element that has one; `has_begin` whether it has one
    itself, and `has_words` whether something in it has.
    """

    line: int
    speaker: str
    is_timed: bool
    has_begin: bool
    has_words: bool


def is_ttml(document: Document) -> bool:
    """Whether the text is XML with the root of TTML."""
    return document.is_xml and _ROOT.search(document.text, 0, _HEAD) is not None


def read_ttml(document: Document) -> tuple[Transcript, ...]:
    """The one lecture of a TTML file.

    Raises TranscriptError where the XML is broken, declares a document type, or ttconv is not installed.
    """
    tree = parse_xml(document.text, document.file, ACCEPTED, document.limits)
    repairs = [Repair(tree.cut, "truncated")] if tree.cut else []
    _rename(tree.root)
    paragraphs = _numbered(tree.root)
    _mend(tree.root, repairs)
    drafts = dict(_drafts(_body(tree.root, document.file), paragraphs))
    for number, paragraph in enumerate(paragraphs):
        if not paragraph.is_timed:
            repairs.append(Repair(paragraph.line, "untimed", dropped=True))
        elif number not in drafts:
            repairs.append(Repair(paragraph.line, "garbled", dropped=True))
    settled = settle(drafts.values(), repairs)
    return (single_transcript(document.source("ttml"), settled, language=clean_line(tree.root.get(_LANG, ""))),)


def _rename(root: Element) -> None:
    """Put elements and attributes of older drafts into the namespace of today."""
    for element in root.iter():
        element.tag = _DRAFT.sub(lambda match: f"{{http://www.w3.org/ns/ttml{match[1] or ''}}}", element.tag)
        for name in filter(_DRAFT.match, list(element.attrib)):
            new = _DRAFT.sub(lambda match: f"{{http://www.w3.org/ns/ttml{match[1] or ''}}}", name)
            element.set(new, element.attrib.pop(name))


def _numbered(root: Element) -> list[_Paragraph]:
    """The paragraphs in order; each is left with its number in this list as its language."""
    names = {agent.get(_ID): "".join(agent.itertext()).strip() for agent in root.iter(_METADATA + "agent")}
    timed = _timed(root)
    found = []
    for number, element in enumerate(root.iter(_TTML + "p")):
        agent = element.get(_METADATA + "agent", "")
        has_words = any(inner.get("begin") for inner in element.iter() if inner is not element)
        paragraph = _Paragraph(
            line=int(element.get(LINE, "0")),
            speaker=names.get(agent) or agent,
            is_timed=has_words or element in timed,
            has_begin=element.get("begin") is not None,
            has_words=has_words,
        )
        element.set(_LANG, f"x-{number}")
        found.append(paragraph)
    return found


def _timed(root: Element) -> set[Element]:
    """The paragraphs that have a time, or are in an element that has one."""
    timed = (one for one in root.iter() if any(one.get(name) for name in ("begin", "end", "dur")))
    return {paragraph for element in timed for paragraph in element.iter(_TTML + "p")}


def _mend(root: Element, repairs: list[Repair]) -> None:
    """Mend times; those that cannot be are taken away, and so is a paragraph whose begin they were."""
    for parent in list(root.iter()):
        for paragraph in parent.findall(_TTML + "p"):
            line = int(paragraph.get(LINE, "0"))
            unreadable = [pair for element in paragraph.iter() for pair in _mend_times(element, line, repairs)]
            if (paragraph, "begin") in unreadable:
                parent.remove(paragraph)


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


def _drafts(body: ContentElement | None, paragraphs: Sequence[_Paragraph]) -> Iterator[tuple[int, Draft]]:
    """The timed paragraphs that ttconv found, with their numbers."""
    for element, offset in _elements(body, Fraction(0)):
        number = int(element.get_lang().removeprefix("x-"))
        paragraph = paragraphs[number]
        if not paragraph.is_timed:
            continue
        begin = offset + _begin(element)
        pieces = list(_pieces(element, begin))
        starts = [start for _, start in pieces if start is not None]
        # ttconv takes a begin of 0 s for none, so whether there is one is asked of the paragraph, and of its words too
        start = starts[0] if starts and not paragraph.has_begin else begin
        words = list(_words([(pieces[0][0], start), *pieces[1:]])) if pieces and paragraph.has_words else []
        text = "".join(piece for piece, _ in pieces)
        end = element.get_end()
        end = None if end is None else _seconds(offset + end)
        yield number, Draft(paragraph.line, _seconds(start), end, text, words, paragraph.speaker)


def _elements(element: ContentElement | None, offset: Fraction) -> Iterator[tuple[ContentElement, Fraction]]:
    """The paragraphs under `element`, each with the second its parent begins at."""
    from ttconv.model import P

    if element is None:
        return
    if isinstance(element, P):
        yield element, offset
        return
    for child in element:
        yield from _elements(child, offset + _begin(element))


def _pieces(element: ContentElement, offset: Fraction) -> Iterator[tuple[str, Fraction | None]]:
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


def _words(pieces: Sequence[tuple[str, Fraction | None]]) -> Iterator[CueWord]:
    """The words of `pieces`: the first of a timed one begins with it."""
    for text, start in pieces:
        for n, word in enumerate(re.findall(r"\s*\S+(?:\s+$)?", text)):
            yield CueWord(word, _seconds(start) if n == 0 and start is not None else None)


def _seconds(time: Fraction) -> float:
    """`time` as float; infinite where it is too large, which no cue may be."""
    return float(time) if time <= MAX_SECONDS else float("inf")


def _begin(element: ContentElement) -> Fraction:
    begin = element.get_begin()
    return Fraction(0) if begin is None else Fraction(begin)
