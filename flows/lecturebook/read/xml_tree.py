"""XML from strangers: no document type, no entities of its own, bounded in depth and in number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from lecturebook.errors import TranscriptError
from lecturebook.read.limits import DEFAULT, Limits
from lecturebook.read.text import show

# a paragraph of captions stands six elements deep
MAX_DEPTH = 100

LINE = "{https://lecturebook.invalid/}line"


# what expat says where a document stops before its end
_CUT_OFF = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
}


@dataclass(frozen=True, slots=True)
class XmlTree:
    """A parsed document; `cut` is the line at which a file without its end had to be cut off, or 0."""

    root: Element
    cut: int = 0


class _Refused(Exception):
    """What stands in a document that is not read."""


def parse_xml(text: str, file: str, accepted: str, limits: Limits = DEFAULT) -> XmlTree:
    """The document `text`, or its beginning where the end is missing; elements say their line as attribute `LINE`.

    Raises TranscriptError where `text` is not well-formed, declares a document type (which is how a few bytes become
    gigabytes), or is too deep or too large.
    """
    # counted before anything is parsed: expat calls us for each, and a file of nothing but "<p/>" has millions
    elements = text.count("<") - text.count("</")
    limits.refuse_more("elements", elements, file)
    # the encoding that the declaration names is that of the file; this is text already
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    tree = _Tree(parser)
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except _Refused as refused:
        raise TranscriptError(file, parser.CurrentLineNumber, str(refused), accepted) from None
    except expat.ExpatError as error:
        if error.code in _CUT_OFF and tree.opened:
            return XmlTree(tree.close(), cut=error.lineno)
        seen = "".join(text.split("\n")[error.lineno - 1 : error.lineno])
        why = f"{expat.ErrorString(error.code)} in {show(seen)}"
        raise TranscriptError(file, error.lineno, why, accepted) from None
    return XmlTree(tree.close())


class _Tree:
    """A tree that grows with what `parser` finds, within bounds."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser, self.builder = parser, TreeBuilder()
        self.opened: list[str] = []
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.builder.data
        parser.StartDoctypeDeclHandler = _refuse("a document type declaration")
        parser.EntityDeclHandler = _refuse("an entity declaration")

    def close(self) -> Element:
        """The root; elements still open end here."""
        while self.opened:
            self.builder.end(self.opened.pop())
        return self.builder.close()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.opened) >= MAX_DEPTH:
            raise _Refused(f"elements nested more than {MAX_DEPTH} deep")
        self.opened.append(_name(name))
        named = {_name(key): value for key, value in attributes.items()}
        self.builder.start(self.opened[-1], {**named, LINE: str(self.parser.CurrentLineNumber)})

    def _end(self, _: str) -> None:
        self.builder.end(self.opened.pop())


def _refuse(what: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise _Refused(what)

    return refuse


def _name(name: str) -> str:
    """``uri}local`` of expat as ElementTree writes it, ``{uri}local``."""
    return "{" + name if "}" in name else name
