"""course.toml: what course staff say about a course and its lectures."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from lecturebook.errors import SettingsError
from lecturebook.read.limits import DEFAULT, Limits
from lecturebook.segment.detail import ACCEPTED, read_detail

FILE = "course.toml"
_BASE_URL = re.compile(r"(?:https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[^\s<>\"'?#]*)?)?")
# more entries of the lists, one a line; a line with # in front is a comment
GLOSSARY_FILE, KEEP_FILE, STOP_FILE = "glossary.txt", "concepts.keep", "concepts.stop"
# what stands in tables of its own
_TABLES = frozenset({"lectures", "limits"})
_MOST_BYTES, _MOST_LETTERS = 1_000_000, 120


@dataclass(frozen=True, slots=True)
class LectureSettings:
    """The table ``[lectures.ID]``: what is set here wins over the transcript and the metadata file."""

    title: str = ""
    url: str = ""
    date: str = ""
    language: str = ""
    media_url: str = ""
    detail: str = ""
    chapters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseSettings:
    """All of course.toml. `order` names lectures by id or file name; `media_url` has ``{id}`` and ``{seconds}``.

    `base_url` is where the site will be published. `detail` says how finely lectures are cut, in a word or as sections
    an hour; `chapters` of a lecture are lines of a time and a title.
    `glossary` are terms as they are spelled, `keep` phrases that are concepts wherever they are said, `stop` phrases
    that never are; one a line, they can stand in the files glossary.txt, concepts.keep and concepts.stop as well.
    `limits` are the most that a transcript file may have.
    """

    title: str = ""
    language: str = ""
    description: str = ""
    lecturer: str = ""
    introduction: str = ""
    media_url: str = ""
    base_url: str = ""
    model: str = ""
    detail: str = ""
    order: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    lectures: dict[str, LectureSettings] = field(default_factory=dict)
    limits: Limits = DEFAULT


def read_settings(folder: Path) -> CourseSettings:
    """The settings in `folder`/course.toml and the lists beside it; defaults where there is none.

    Raises SettingsError for broken TOML, an unknown key, a value of another type than the key takes, or a list that is
    no text.
    """
    settings = _read_toml(folder / FILE)
    return replace(
        settings,
        glossary=(*settings.glossary, *_read_list(folder / GLOSSARY_FILE)),
        keep=(*settings.keep, *_read_list(folder / KEEP_FILE)),
        stop=(*settings.stop, *_read_list(folder / STOP_FILE)),
    )


def _read_list(path: Path) -> tuple[str, ...]:
    """The lines of a list but for empty ones and those that begin with #."""
    if not path.is_file():
        return ()
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingsError(path.name, f"more than {_MOST_BYTES:,} bytes", "a phrase a line")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(path.name, str(error), "phrases in UTF-8, one a line") from error
    for number, line in enumerate(lines, start=1):
        if len(line) > _MOST_LETTERS:
            raise SettingsError(path.name, f"line {number} has {len(line)} letters", f"at most {_MOST_LETTERS}")
    phrases = (line.strip() for line in lines)
    return tuple(phrase for phrase in phrases if phrase and not phrase.startswith("#"))


def _read_toml(path: Path) -> CourseSettings:
    if not path.is_file():
        return CourseSettings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(FILE, str(error), "TOML in UTF-8") from error
    lectures = table.pop("lectures", {})
    limits = table.pop("limits", {})
    if not isinstance(lectures, dict):
        raise SettingsError(FILE, "lectures is no table", 'tables like [lectures."01-storage"]')
    known = _checked(table, CourseSettings, "")
    if not _BASE_URL.fullmatch(known.get("base_url", "")):
        raise SettingsError(
            FILE, f"base_url = {known['base_url']!r}", "an address with https:// (or http://) and a host"
        )
    return CourseSettings(
        **known,
        limits=_limits(limits),
        lectures={
            str(name): LectureSettings(**_checked(row, LectureSettings, f"lectures.{name}: "))
            for name, row in lectures.items()
        },
    )


def _checked(table: Any, kind: type, where: str) -> dict[str, Any]:
    """The values of `table` by the fields of `kind`, lists as tuples of strings, dates as text."""
    types = {item.name: item.type for item in fields(kind) if item.name not in _TABLES}
    if not isinstance(table, dict):
        raise SettingsError(FILE, f"{where}no table", f"a table with {', '.join(types)}")
    checked: dict[str, Any] = {}
    for key, value in table.items():
        if key not in types:
            raise SettingsError(FILE, f"{where}unknown key {key!r}", ", ".join(types))
        if key == "date" and hasattr(value, "isoformat"):
            value = value.isoformat()
        if key == "detail":
            value = _checked_detail(value, where)
        many = "tuple" in str(types[key])
        if many and isinstance(value, list) and all(isinstance(item, str) for item in value):
            checked[key] = tuple(value)
        elif not many and isinstance(value, str):
            checked[key] = value
        else:
            raise SettingsError(FILE, f"{where}{key} = {value!r}", "a list of strings" if many else "a string")
    return checked


def _limits(table: Any) -> Limits:
    """The limits of the table ``[limits]``: whole numbers above nothing."""
    known = [item.name for item in fields(Limits)]
    for name, value in table.items() if isinstance(table, dict) else [("limits", table)]:
        if name not in known:
            raise SettingsError(FILE, f"limits: {name!r}", f"a table with {', '.join(known)}")
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise SettingsError(FILE, f"limits: {name} = {value!r}", "a whole number above 0")
    return replace(DEFAULT, **table)


def _checked_detail(value: Any, where: str) -> str:
    """`value` as text; a number of sections an hour may stand without quotes."""
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(value)
        read_detail(str(value))
    except ValueError:
        raise SettingsError(FILE, f"{where}detail = {value!r}", ACCEPTED) from None
    return str(value)
