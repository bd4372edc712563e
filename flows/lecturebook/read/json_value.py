"""JSON from strangers: bounded, and whole lists of it saved where the end of the file is missing."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass

from lecturebook.errors import TranscriptError
from lecturebook.read.limits import DEFAULT, Limits
from lecturebook.read.text import show

ACCEPTED = "JSON with segments, events, a transcription, chunks, snippets or rows (see `lecturebook formats`)"

# characters; literal_eval() takes 60 times what json takes
_MOST_PYTHON = 8_000_000
_PYTHON = re.compile(r"\s*\[\s*(?:\[\s*)?\{\s*'")

# possessive: a string that never ends is given up at once
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
_CLOSING = {"{": "}", "[": "]"}


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A parsed value; `cut` is the line at which a file without its end had to be cut off, or 0."""

    value: object
    cut: int = 0


def parse_json(text: str, file: str, limits: Limits = DEFAULT) -> JsonValue:
    """The value of `text`, or as much of it as can be saved where the end of `text` is missing.

    A list that Python printed is taken as well: youtube-transcript-api prints so by default. Raises TranscriptError
    where `text` is neither, too large, or nested too deeply.
    """
    limits.refuse_more("objects", text.count("{") + text.count("["), file)
    limits.refuse_more("values", text.count(","), file)
    if _PYTHON.match(text):
        return JsonValue(_literal(text, file))
    try:
        return JsonValue(json.loads(text))
    except json.JSONDecodeError as error:
        saved = _saved(text) if _is_at_end(text, error) else None
        if saved is not None:
            return saved
        seen = text[max(0, error.pos - 20) : error.pos + 20]
        raise TranscriptError(file, error.lineno, f"{error.msg} near {show(seen)}", ACCEPTED) from None
    except (ValueError, RecursionError) as error:
        seen = "nested too deeply" if isinstance(error, RecursionError) else "a number with too many digits"
        raise TranscriptError(file, 0, seen, ACCEPTED) from None


def _literal(text: str, file: str) -> object:
    if len(text) > _MOST_PYTHON:
        raise TranscriptError(file, 1, f"a Python list of {len(text):,} characters", ACCEPTED)
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        raise TranscriptError(file, line, f"{type(error).__name__} in a Python list", ACCEPTED) from None


def _is_at_end(text: str, error: json.JSONDecodeError) -> bool:
    """Whether `error` says that `text` stops too early, and not that something in it is wrong."""
    return error.msg.startswith("Unterminated string") or not text[error.pos :].strip() or error.pos > len(text) - 8


def _saved(text: str) -> JsonValue | None:
    """The value of `text` up to the last object that is whole, with what is still open closed; None without one."""
    opened: list[str] = []
    last_end, last_opened = 0, ""
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in _CLOSING:
            opened.append(mark)
        elif mark in ("}", "]"):
            if not opened or _CLOSING[opened.pop()] != mark:
                return None
            if mark == "}":
                last_end, last_opened = token.end(), "".join(opened)
    if not last_end:
        return None
    closed = text[:last_end] + "".join(_CLOSING[mark] for mark in reversed(last_opened))
    try:
        return JsonValue(json.loads(closed), cut=text.count("\n", 0, last_end) + 1)
    except (ValueError, RecursionError):
        return None
