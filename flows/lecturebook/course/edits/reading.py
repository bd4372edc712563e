"""edits.toml: what people changed in guides, read and held against what may stand there.

Each edit of a lecture names an id of its guide.json and the words it was made for::

    [lectures.01-storage]
    title = "Storage: where rows live"

    [lectures.01-storage.sections.s1147]
    title = "Pages and the buffer pool"
    note = "Draw the page header on the board before you read on."
    words = "so let us look at a page"

    [lectures.01-storage.questions."01-storage/definition/heapfile/660"]
    drop = true
    words = "and a file that is organised like that is called a heap file"

    [lectures.01-storage.definitions."heap file"]
    at = "4:49"
    words = "so a heap file is an unordered collection of pages"

    [lectures.01-storage.definitions.row]
    text = "One entry of a table, stored as a run of bytes."

    [concepts."heap file"]
    name = "heap"

    [concepts."slaughtered page rows"]
    into = "slotted page"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from lecturebook.course.edits.entries import (
    NO_EDITS,
    ConceptEdit,
    DefinitionEdit,
    Edits,
    LectureEdits,
    QuestionEdit,
    TopicEdit,
)
from lecturebook.errors import SettingsError
from lecturebook.timecode import parse_timecode

FILE = "edits.toml"
_MOST_BYTES, _MOST_LETTERS, _LONGEST_NAME = 1_000_000, 4_000, 200
_CLOCK = re.compile(r"(?:\d+:)?\d{1,2}:\d\d")
# what joins letters in Persian, Hindi and emojis is written by people, the rest of what cannot be seen is not
_JOINERS = str.maketrans("", "", "\u200c\u200d")
_WORDS = "the first words it is made for, as `lecturebook edit` writes them"


def read_edits(path: Path) -> Edits:
    """The edits in the file at `path`; none where there is no such file.

    Raises SettingsError, with the line where it can be told, for a file that is no TOML or says what cannot be meant.
    """
    if not path.is_file():
        return NO_EDITS
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(path.name, error.strerror or str(error), "a file that can be read") from error
    return parse_edits(data, path.name)


def parse_edits(data: bytes, file: str = FILE) -> Edits:
    """The edits that `data` says, as `read_edits`."""
    if len(data) > _MOST_BYTES:
        raise SettingsError(file, f"more than {_MOST_BYTES:,} bytes", "edits of one course")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(
            file, str(error), "TOML in UTF-8, with tables like [lectures.ID] and [concepts.NAME]"
        ) from error
    reader = _Reader(file, _table_lines(text))
    top = reader.table(table, (), ("lectures", "concepts"))
    return Edits(
        {name: reader.lecture(name, rows) for name, rows in reader.tables(top, ("lectures",)).items()},
        tuple(reader.concept(name, rows) for name, rows in reader.tables(top, ("concepts",)).items()),
    )


class _Reader:
    """Tables of one file as edits; what cannot be one is told with its line."""

    def __init__(self, file: str, lines: Mapping[tuple[str, ...], int]) -> None:
        self._file, self._lines = file, lines

    def where(self, path: tuple[str, ...]) -> str:
        """The file, and the line of the table at `path` or of the nearest one around it."""
        known = (self._lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in self._lines)
        line = next(known, 0)
        return f"{self._file}, line {line}" if line else self._file

    def error(self, path: tuple[str, ...], seen: str, accepted: str) -> SettingsError:
        """That `seen` stands in the table at `path`, and what would do."""
        return SettingsError(self.where(path), f"{'.'.join(path)[:_LONGEST_NAME]}: {seen}", accepted)

    def table(self, value: Any, path: tuple[str, ...], keys: Collection[str] = ()) -> dict[str, Any]:
        """`value` as a table, with no keys but `keys` where these are told."""
        if not isinstance(value, dict):
            raise self.error(path, "is no table", f"a table with {', '.join(keys)}" if keys else "a table")
        for key in value:
            if keys and key not in keys:
                raise self.error(path, f"unknown key {key[:_LONGEST_NAME]!r}", ", ".join(keys))
        return value

    def tables(self, parent: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
        """The tables by name in the one that `parent` has under the last name of `path`."""
        return self.table(parent.get(path[-1], {}), path)

    def lecture(self, name: str, value: Any) -> LectureEdits:
        path = ("lectures", name)
        row = self.table(value, path, ("title", "was", "sections", "questions", "definitions"))

        def each(kind: str) -> dict[str, Any]:
            return self.tables(row, (*path, kind))

        return LectureEdits(
            where=self.where(path),
            title=self._name(row, path, "title"),
            was=self._text(row, path, "was"),
            topics=tuple(self._topic(name, (*path, "sections", name), rows) for name, rows in each("sections").items()),
            questions=tuple(
                self._question(name, (*path, "questions", name), rows) for name, rows in each("questions").items()
            ),
            definitions=tuple(
                self._definition(name, (*path, "definitions", name), rows) for name, rows in each("definitions").items()
            ),
        )

    def _topic(self, identity: str, path: tuple[str, ...], value: Any) -> TopicEdit:
        row = self.table(value, path, ("title", "note", "was", "words"))
        title, note = self._name(row, path, "title"), self._text(row, path, "note")
        if not (title or note):
            raise self.error(path, "changes nothing", "a title, a note or both")
        return TopicEdit(identity, self._words(row, path), self.where(path), title, note)

    def _question(self, identity: str, path: tuple[str, ...], value: Any) -> QuestionEdit:
        row = self.table(value, path, ("drop", "was", "words"))
        if row.get("drop") is not True:
            raise self.error(path, "changes nothing", "drop = true")
        return QuestionEdit(identity, self._words(row, path), self.where(path), self._text(row, path, "was"))

    def _definition(self, concept: str, path: tuple[str, ...], value: Any) -> DefinitionEdit:
        row = self.table(value, path, ("at", "words", "text", "drop", "was"))
        at, text = self._second(row, path), self._text(row, path, "text")
        if (at is None and not text) != (row.get("drop") is True) or row.get("drop") not in (None, True):
            raise self.error(path, "neither a definition nor none", "at and words, a text, both, or drop = true alone")
        words = self._words(row, path) if at is not None else ""
        return DefinitionEdit(self._name({"name": concept}, path, "name"), self.where(path), at, words, text)

    def concept(self, name: str, value: Any) -> ConceptEdit:
        path = ("concepts", name)
        row = self.table(value, path, ("name", "into", "drop", "add", "former", "phrases"))
        told = [key for key in ("name", "into", "drop", "add") if row.get(key) not in (None, False)]
        if not told or (len(told) > 1 and told != ["name", "add"]):
            raise self.error(path, f"says {' and '.join(told) or 'nothing'}", "name, into, drop = true or add = true")
        for key in ("drop", "add"):
            if row.get(key) not in (None, True):
                raise self.error(path, f"{key} = {str(row[key])[:_LONGEST_NAME]!r}", f"{key} = true")
        return ConceptEdit(
            concept=self._name({"name": name}, path, "name"),
            where=self.where(path),
            name=self._name(row, path, "name"),
            into=self._name(row, path, "into"),
            drop="drop" in told,
            add="add" in told,
            former=self._names(row, path, "former"),
            phrases=self._names(row, path, "phrases"),
        )

    def _text(self, row: dict[str, Any], path: tuple[str, ...], key: str, longest: int = _MOST_LETTERS) -> str:
        """The text under `key` on one line; empty where there is none."""
        text = row.get(key, "")
        if not isinstance(text, str) or (key in row and not text.strip()):
            raise self.error(path, f"{key} = {str(text)[:_LONGEST_NAME]!r}", "a text")
        plain = " ".join(text.split())
        if len(plain) > longest or not plain.translate(_JOINERS).replace(" ", "a").isprintable():
            raise self.error(path, f"{key} = {plain[:_LONGEST_NAME]!r}", f"at most {longest} letters that can be seen")
        return plain

    def _name(self, row: dict[str, Any], path: tuple[str, ...], key: str) -> str:
        return self._text(row, path, key, _LONGEST_NAME)

    def _names(self, row: dict[str, Any], path: tuple[str, ...], key: str) -> tuple[str, ...]:
        names = row.get(key, [])
        if not isinstance(names, list):
            raise self.error(path, f"{key} = {str(names)[:_LONGEST_NAME]!r}", "a list of texts")
        return tuple(self._name({key: name}, path, key) for name in names)

    def _words(self, row: dict[str, Any], path: tuple[str, ...]) -> str:
        """What ties an edit to its place; an id alone may be another place's one day."""
        words = self._text(row, path, "words")
        if not words:
            raise self.error(path, "has no words", f"words = {_WORDS}")
        return words

    def _second(self, row: dict[str, Any], path: tuple[str, ...]) -> float | None:
        told = row.get("at")
        if told is None:
            return None
        second = parse_timecode(told) if isinstance(told, str) and _CLOCK.fullmatch(told.strip()) else None
        if second is None:
            raise self.error(path, f"at = {str(told)[:_LONGEST_NAME]!r}", 'a time such as "12:04"')
        return second


def _table_lines(text: str) -> dict[tuple[str, ...], int]:
    """The line at which each table begins that has a line of its own."""
    lines: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("["):
            try:
                lines.setdefault(_path(tomllib.loads(line)), number)
            except (tomllib.TOMLDecodeError, RecursionError):
                continue
    return lines


def _path(table: Any) -> tuple[str, ...]:
    """The names down to the innermost table of one that a single header made."""
    names = []
    while isinstance(table, dict) and table:
        (name, table), *_ = table.items()
        names.append(name)
    return tuple(names)
