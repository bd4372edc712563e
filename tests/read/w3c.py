"""WebVTT as the W3C's parsing algorithm reads it, written step by step from its text: what our reader is held against.

https://www.w3.org/TR/webvtt1/#file-parsing. It is slow, mends nothing, and shares no line with the reader. Left out is
what changes neither the number of cues nor their times and text: settings, regions, style sheets, the tree of spans.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

W3CCue = tuple[float, float, str]

_LF = "\n"
_ARROW = "-->"
_ASCII_WHITESPACE = "\t\n\f\r "
_ASCII_DIGITS = "0123456789"


class _TimestampError(Exception):
    """What the algorithm means by: return an error and abort these steps."""


@dataclass(slots=True)
class _Input:
    """The string being parsed and the pointer into it, which all algorithms share."""

    text: str
    position: int = 0

    @property
    def is_past_end(self) -> bool:
        return self.position >= len(self.text)

    def is_at(self, character: str) -> bool:
        """Whether the character indicated by position is `character`; never past the end."""
        return not self.is_past_end and self.text[self.position] == character

    def collect(self, belongs: Callable[[str], bool]) -> str:
        """Collect a sequence of code points."""
        start = self.position
        while not self.is_past_end and belongs(self.text[self.position]):
            self.position += 1
        return self.text[start : self.position]

    def collect_digits(self) -> str:
        return self.collect(lambda character: character in _ASCII_DIGITS)

    def collect_line(self) -> str:
        return self.collect(lambda character: character != _LF)

    def skip_line_feeds(self) -> None:
        self.collect(lambda character: character == _LF)

    def skip_whitespace(self) -> None:
        self.collect(lambda character: character in _ASCII_WHITESPACE)


@dataclass(slots=True)
class _Block:
    """A block: `span` is None where it is no cue."""

    span: tuple[float, float] | None
    buffer: str


def parse(data: bytes) -> list[W3CCue]:
    """The cues of a file, in the order of the file: start, end, and the text content of what would be shown."""
    # "must decode the byte stream using the UTF-8 decode algorithm", which takes off one byte order mark
    text = data.decode("utf-8-sig", errors="replace")
    # 1. "Replace all U+0000 NULL characters by U+FFFD", "each CRLF character pair by a single LF", "all remaining CR"
    text = text.replace("\0", "\ufffd").replace("\r\n", _LF).replace("\r", _LF)
    # 2. "Let position be a pointer into input, initially pointing at the start of the string"
    source = _Input(text)
    # 3. "Let seen cue be false" is left out: all it tells is a style sheet or region from a block that is nothing
    # 4. to 6. "If input is less than six characters long", "exactly six ... but does not exactly equal WEBVTT", "more
    # than six ... or the seventh character is not a SPACE, a tab, or a LF character, then abort these steps"
    if text[:6] != "WEBVTT" or text[6:7] not in ("", " ", "\t", _LF):
        return []
    # 7. "collect a sequence of code points that are not LF characters"
    source.collect_line()
    # 8. "If position is past the end of input, then abort"; 9. "Advance position to the next character in input"
    source.position += 1
    # 10. "If position is past the end of input, then abort these steps"
    if source.is_past_end:
        return []
    # 11. "Header: If the character indicated by position is not a LF character, then collect a WebVTT block with the in
    # header flag set. Otherwise, advance position to the next character"
    if source.is_at(_LF):
        source.position += 1
    else:
        _collect_block(source, in_header=True)
    # 12. "collect a sequence of code points that are LF characters"
    source.skip_line_feeds()
    # 14. "Block loop: While position doesn't point past the end of input"
    cues = []
    while not source.is_past_end:
        block = _collect_block(source)
        if block.span is not None:
            cues.append((*block.span, text_content(block.buffer)))
        source.skip_line_feeds()
    return cues


def _collect_block(source: _Input, *, in_header: bool = False) -> _Block:
    """Collect a WebVTT block."""
    # 2. to 7.
    line_count, previous_position, buffer = 0, source.position, ""
    seen_end, seen_arrow = False, False
    span: tuple[float, float] | None = None
    # 11. "Loop: Run these substeps in a loop"
    while True:
        # 11.1. and 11.2. "Let line be those characters, if any. Increment line count by 1"
        line = source.collect_line()
        line_count += 1
        # 11.3. "If position is past the end of input, let seen EOF be true. Otherwise ... advance position"
        if source.is_past_end:
            seen_end = True
        else:
            source.position += 1
        # 11.4. "If line contains the three-character substring -->"
        if _ARROW in line:
            # 11.4.1. "If in header is not set and at least one of the following conditions are true: line count is 1;
            # line count is 2 and seen arrow is false"
            if not in_header and (line_count == 1 or (line_count == 2 and not seen_arrow)):
                seen_arrow = True
                previous_position = source.position
                # "Collect WebVTT cue timings and settings ... If that fails, let cue be null. Otherwise, let buffer be
                # the empty string": until then it is the cue's identifier
                span = _collect_timings(line)
                if span is not None:
                    buffer = ""
            else:
                # "Otherwise, let position be previous position and break out of loop"
                source.position = previous_position
                break
        # 11.5. "Otherwise, if line is the empty string, break out of loop"
        elif not line:
            break
        # 11.6. "Otherwise ..."
        else:
            # 11.6.1. "If in header is not set and line count is 2": a style sheet or a region begins here. The lines
            # of either are handled as those of any block that is no cue, so nothing is to be done.
            # 11.6.2. "If buffer is not the empty string, append a LF character to buffer"; 11.6.3. "Append line"
            buffer += _LF + line if buffer else line
            # 11.6.4. "Let previous position be position"
            previous_position = source.position
        # 11.7. "If seen EOF is true, break out of loop"
        if seen_end:
            break
    # 12. "If cue is not null, let the cue text of cue be buffer, and return cue"; 13. to 15. "Otherwise ..."
    return _Block(span, buffer)


def _collect_timings(line: str) -> tuple[float, float] | None:
    """Collect WebVTT cue timings and settings; None where that fails. The settings cannot fail."""
    source = _Input(line)
    try:
        # 3. and 4. "Skip whitespace. Collect a WebVTT timestamp"
        source.skip_whitespace()
        start = _collect_timestamp(source)
        # 5. to 8. "Skip whitespace. If the character at position is not a HYPHEN-MINUS ... GREATER-THAN SIGN"
        source.skip_whitespace()
        for character in _ARROW:
            _expect(source, character)
        # 9. and 10. "Skip whitespace. Collect a WebVTT timestamp"
        source.skip_whitespace()
        return start, _collect_timestamp(source)
    except _TimestampError:
        return None


def _collect_timestamp(source: _Input) -> float:
    """Collect a WebVTT timestamp, in seconds."""
    # 2. "Let most significant units be minutes"
    is_hours = False
    # 3. to 6. "If the character indicated by position is not an ASCII digit, then return an error"
    string = source.collect_digits()
    if not string:
        raise _TimestampError
    value1 = int(string)
    # 7. "If string is not exactly two characters in length, or if value1 is greater than 59, let ... be hours"
    if len(string) != 2 or value1 > 59:
        is_hours = True
    # 8. to 11.
    _expect(source, ":")
    value2 = _collect_number(source, 2)
    # 12. "If most significant units is hours, or if ... the character at position is a COLON character"
    if is_hours or source.is_at(":"):
        _expect(source, ":")
        value3 = _collect_number(source, 2)
    else:
        value1, value2, value3 = 0, value1, value2
    # 13. to 16.
    _expect(source, ".")
    value4 = _collect_number(source, 3)
    # 17. "If value2 is greater than 59 or if value3 is greater than 59, return an error"
    if value2 > 59 or value3 > 59:
        raise _TimestampError
    # 18. "value1×60×60 + value2×60 + value3 + value4∕1000", divided once, so that it is the nearest float
    return (((value1 * 60 + value2) * 60 + value3) * 1000 + value4) / 1000


def _collect_number(source: _Input, length: int) -> int:
    """A run of digits: "If string is not exactly two characters in length, return an error"."""
    string = source.collect_digits()
    if len(string) != length:
        raise _TimestampError
    return int(string)


def _expect(source: _Input, character: str) -> None:
    """Move over `character`: "If ... the character at position is not a ..., then return an error"."""
    if not source.is_at(character):
        raise _TimestampError
    source.position += 1


def text_content(cue_text: str) -> str:
    """The text content of the tree that the cue text parsing rules build.

    Each string token is appended to the tree in the order of the text, wherever its current node is, and nothing else
    in the tree is text: so the content is the strings joined, and the tree need not be built.
    """
    source = _Input(cue_text)
    strings = []
    # "Loop: If position is past the end of input, return result and abort these steps"
    while not source.is_past_end:
        strings.append(_next_string(source))
    return "".join(strings)


def _next_string(source: _Input) -> str:
    """The next token of the WebVTT cue text tokenizer: a string, or the empty string for a tag."""
    result = ""
    # WebVTT data state
    while not source.is_past_end:
        if source.is_at("&"):
            source.position += 1
            result += _collect_reference(source)
        elif source.is_at("<"):
            # "If result is the empty string, then set tokenizer state to the WebVTT tag state. Otherwise, return a
            # string token whose value is result"
            if not result:
                _skip_tag(source)
            return result
        else:
            result += source.text[source.position]
            source.position += 1
    return result


def _skip_tag(source: _Input) -> None:
    """The states from the WebVTT tag state on, of start tags, their classes and annotations, end tags, timestamps.

    Each has the same two ways out, and no other: "GREATER-THAN SIGN character (>): Advance position to the next
    character in input, then jump to the next end-of-file marker entry below", and that entry. A "<" is none of them.
    """
    source.collect(lambda character: character != ">")
    source.position += 1


def _collect_reference(source: _Input) -> str:
    """HTML character reference in data state: "If nothing is returned, append an AMPERSAND character"."""
    start = source.position
    if source.is_at("#"):
        source.position += 1
        if source.is_at("x") or source.is_at("X"):
            source.position += 1
            source.collect(lambda character: character in _ASCII_DIGITS + "abcdefABCDEF")
        else:
            source.collect_digits()
    else:
        source.collect(lambda character: character.isascii() and character.isalnum())
    if source.is_at(";"):
        source.position += 1
    # finds the longest name that is one, with or without its semicolon, and leaves the rest, or all, as it is
    return html.unescape("&" + source.text[start : source.position])
