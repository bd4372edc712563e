"""Text on its way to a terminal: a title must not move the cursor, hide what follows, or clear the screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from lecturebook.errors import LecturebookError

# control, format (bidirectional overrides, zero-width), surrogate, private use, line and paragraph separators
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def printable(text: str) -> str:
    r"""`text` with each character a terminal might act on replaced by U+FFFD.

    >>> printable("a\x1b[2Jb")
    'a\ufffd[2Jb'
    """
    return "".join("\ufffd" if unicodedata.category(char) in _UNSAFE else char for char in text)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """A user's mistake ends a command with one line and its exit code, without a traceback."""
    try:
        yield
    except LecturebookError as error:
        typer.echo(f"error: {printable(str(error))}", err=True)
        raise typer.Exit(error.exit_code) from error
