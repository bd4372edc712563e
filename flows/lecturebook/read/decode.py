"""From bytes to text."""

from __future__ import annotations

import codecs

from lecturebook.errors import TranscriptError

# bytes; a day of captions with a stamp for every word is below 10 MB
MAX_BYTES = 200_000_000

_ENCODINGS = "text in UTF-8, UTF-16 with a byte order mark, or Windows-1252"


def decode(data: bytes, file: str) -> str:
    """The text of `data` with ``\\n`` line ends and no byte order mark; `file` is for messages.

    Raises TranscriptError where `data` is empty, too large, or no text.
    """
    if len(data) > MAX_BYTES:
        raise TranscriptError(file, 0, f"{len(data):,} bytes or more", f"at most {MAX_BYTES:,} bytes")
    text = _decode(data, file).lstrip("\ufeff")
    if not text.strip():
        raise TranscriptError(file, 0, "the file is empty", "a transcript with at least one cue")
    # some Windows tools write \r\r\n; taken one by one, every line would be followed by an empty one
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, file: str) -> str:
    """By byte order mark; else UTF-8, if need be with damage; else Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise TranscriptError(file, line, "a NUL byte, so this is no text", _ENCODINGS)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        damaged = data.decode("utf-8", errors="replace")
    return damaged if _is_utf8(damaged) else data.decode("cp1252", errors="replace")


def _is_utf8(damaged: str) -> bool:
    """Whether text decoded with replacements was UTF-8 with a few bad bytes.

    In Windows-1252 read as UTF-8 nearly every character above ASCII is bad. In UTF-8 with one bad byte,
    all the others would be garbled if it were read as Windows-1252.
    """
    bad = damaged.count("\ufffd")
    return sum(not char.isascii() for char in damaged) > 2 * bad
