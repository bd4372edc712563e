"""edits.toml written: a change put into what people keep there, comments and all."""

from __future__ import annotations

import tomllib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from lecturebook.course.edits.composing import Change
from lecturebook.course.edits.reading import FILE, parse_edits
from lecturebook.errors import SettingsError
from lecturebook.render import write_page


def written(text: str, change: Change) -> str:
    """The file `text` with `change` in it; the rest stays as people wrote it.

    Raises SettingsError where the file, or what would be written, is no edits.toml.
    """
    parse_edits(text.encode())
    expected = tomllib.loads(text)
    _put(expected, change, dict)
    try:
        document = tomlkit.parse(text)
        _put(document, change, lambda: tomlkit.table(is_super_table=True))
        done = tomlkit.dumps(document)
        is_so = tomllib.loads(done) == expected
    except (TOMLKitError, tomllib.TOMLDecodeError, ValueError, TypeError):
        is_so = False
    if not is_so:
        raise SettingsError(FILE, "cannot be changed by a program as it stands", "by hand the lines of --dry-run")
    parse_edits(done.encode())
    return done


def lines(change: Change) -> str:
    """What `change` writes, as it would stand in a file of its own."""
    document = tomlkit.document()
    _put(document, change, lambda: tomlkit.table(is_super_table=True))
    return tomlkit.dumps(document)


def write_edit(folder: Path, change: Change) -> None:
    """Put `change` into the edits.toml of `folder`, whole or not at all."""
    path = (folder / FILE).resolve()
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(FILE, str(error), "a file in UTF-8 that can be read") from error
    write_page(path, written(text, change))


def _put(document: MutableMapping[str, Any], change: Change, new_table: Any) -> None:
    table = document
    for n, name in enumerate(change.path):
        if name not in table:
            # only the innermost table has values, and a line of its own
            table[name] = new_table() if n < len(change.path) - 1 or new_table is dict else tomlkit.table()
        table = table[name]
    for key, value in change.values.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
