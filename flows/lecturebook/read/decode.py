"""From bytes to text, by what the bytes are: nobody names the encoding of a caption file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lecturebook.errors import TranscriptError
from lecturebook.model import Repair
from lecturebook.read.limits import DEFAULT, Limits

ACCEPTED = "text in UTF-8, UTF-16 or Windows-1252"

# the longer ones first: UTF-32's mark begins with UTF-16's
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)

# how much of a file without a mark is looked at to tell UTF-16 from text, and text from anything else (bytes)
_SAMPLE = 65_536
# digits, blanks, colons and arrows put a zero in every second byte, whatever the language; some letters (U+4E00)
# have theirs in the other one
_FEWEST_ZEROS, _LEAST_ZEROS, _ONE_SIDED = 4, 0.1, 0.8
# a damaged file has a few control characters, a film or a picture is full of them
_MOST_CONTROLS = 0.1
_CONTROLS = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with ``\\n`` line ends and no byte order mark, how it was written, and what was mended, by line."""

    text: str
    encoding: str
    newline: str
    repairs: tuple[Repair, ...] = ()


def decode(data: bytes, file: str, limits: Limits = DEFAULT) -> Decoded:
    """The text of `data`; `file` is for messages.

    By byte order mark; else UTF-16 where every second byte is zero; else UTF-8, if need be with damage; else
    Windows-1252. Raises TranscriptError where `data` is empty, too large, or no text.
    """
    limits.refuse_more("bytes", len(data), file, at_least=True)
    text, encoding = _decoded(data, file)
    if not text.strip("\0\x1a \t\r\n\ufeff"):
        raise TranscriptError(file, 0, "the file is empty", "a transcript with at least one cue")
    newline = _newline(text)
    if newline != "lf":
        # some Windows tools write \r\r\n; taken one by one, every line would be followed by an empty one
        text = text.replace("\r\r\n", "\n") if _is_doubled(text) else text
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text.replace("\0", ""), encoding, newline, tuple(_damage(text, encoding)))


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, errors="replace"), name
    codec = _wide_codec(data[:_SAMPLE])
    if codec:
        return data.decode(codec, errors="replace"), codec
    _refuse_binary(data, file)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        damaged = data.decode("utf-8", errors="replace")
    return (damaged, "utf-8") if _is_utf8(damaged) else (data.decode("cp1252", errors="replace"), "windows-1252")


def _wide_codec(sample: bytes) -> str:
    """UTF-16's byte order where `sample` is UTF-16 without a mark, else an empty string."""
    zeros_even, zeros_odd = sample[::2].count(0), sample[1::2].count(0)
    zeros = zeros_even + zeros_odd
    if zeros < max(_FEWEST_ZEROS, _LEAST_ZEROS * len(sample)) or max(zeros_even, zeros_odd) < _ONE_SIDED * zeros:
        return ""
    return "utf-16-le" if zeros_odd > zeros_even else "utf-16-be"


def _refuse_binary(data: bytes, file: str) -> None:
    # a full disk or a crash leaves zeros behind the text
    sample = data[:_SAMPLE].rstrip(b"\0")
    first = _CONTROLS.search(sample)
    if first is not None and len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        line = sample.count(b"\n", 0, first.start()) + 1
        raise TranscriptError(file, line, f"a byte {sample[first.start()]:#04x}: this is no text", ACCEPTED)


def _is_utf8(damaged: str) -> bool:
    """Whether text decoded with replacements was UTF-8 with a few bad bytes.

    In Windows-1252 read as UTF-8 nearly every character above ASCII is bad. In UTF-8 with one bad byte,
    all the others would be garbled if it were read as Windows-1252.
    """
    bad = damaged.count("\ufffd")
    return sum(not char.isascii() for char in damaged) > 2 * bad


def _newline(text: str) -> str:
    """How lines end: ``lf``, ``crlf``, ``cr``, or ``mixed``."""
    if "\r" not in text:
        return "lf"
    pairs, feeds, returns = text.count("\r\n"), text.count("\n"), text.count("\r")
    if feeds == 0:
        return "cr"
    return "crlf" if pairs == feeds == returns else "mixed"


def _is_doubled(text: str) -> bool:
    """Whether every line ends in two carriage returns and a line feed."""
    return text.count("\r\r\n") * 2 == text.count("\r") == text.count("\n") * 2


def _damage(text: str, encoding: str) -> Iterator[Repair]:
    """Each line with NULs, which are left out, or with bytes that are none in `encoding`."""
    yield from (Repair(line, "nul") for line in _lines_with(text, "\0"))
    yield from (Repair(line, "bytes") for line in _lines_with(text, "\ufffd"))


def _lines_with(text: str, char: str) -> Iterator[int]:
    line, at, reported = 1, 0, 0
    found = text.find(char)
    while found >= 0:
        line += text.count("\n", at, found)
        at = found
        if line != reported:
            reported = line
            yield line
        end = text.find("\n", found)
        found = text.find(char, end) if end >= 0 else -1
