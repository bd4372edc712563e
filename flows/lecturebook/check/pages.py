"""A built page read back: its anchors, its links, its times, and what it says was said.

In HTML an element of the class ``said`` holds one ``time`` and one ``quote``, one of the class ``written`` the words
of a model, one of the class ``by-staff`` what staff put in the place of words of the lecture; in Markdown a block
outside the headings begins with a linked time and goes on with nothing but the words, or is by staff and says so.
Sounds (class ``event``, italics) are no words; of a mention (bold) the time is that of the bold words. Notes and other
prose of staff are theirs, and are left out.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal
from urllib.parse import unquote, urlsplit

from lecturebook.links import is_external
from lecturebook.timecode import parse_timecode

PartKind = Literal["words", "focus", "event"]

_CLOCK = re.compile(r"(?:\d+:)?\d{1,2}:\d\d")
_LECTURE_PAGE = re.compile(r"lectures/[^/]+/guide\.(?:html|md)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a statement: words, the words its time is about, or a sound."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time on a page: the second it shows, where it leads, and the page of the lecture it is about ("" for none)."""

    second: int
    href: str
    lecture: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a page says was said: the time, and the words from it on; `anchor` is the last one before it.

    `heard` are words among them that are said to be a repair, each with what was heard.
    """

    time: Time
    parts: tuple[Part, ...]
    anchor: str
    is_transcript: bool
    heard: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The words as shown."""
        return " ".join(part.text for part in self.parts if part.kind != "event")


@dataclass(slots=True)
class Page:
    """A page: `path` is from the site's folder, `links` are as written, `anchors` in the order of the page.

    `described` is what its head says of it, for those who link to it.
    """

    path: str
    anchors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    by_staff: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)


def resolve(page: str, href: str) -> tuple[str, str]:
    """The path (from the site's folder) and the anchor that the relative link `href` on `page` leads to."""
    parts = urlsplit(href)
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return target, unquote(parts.fragment)


def is_lecture_page(path: str) -> bool:
    """Whether the guide of a lecture stands there."""
    return _LECTURE_PAGE.fullmatch(path) is not None


class About:
    """The lecture that a page speaks of: its own, else the last one it has linked to."""

    def __init__(self, page: str) -> None:
        self._page = page
        self.lecture = page if is_lecture_page(page) else ""

    def linked(self, href: str) -> None:
        """Take note of a link that the page has next."""
        if not is_lecture_page(self._page) and not is_external(href):
            target, _ = resolve(self._page, href)
            if is_lecture_page(target):
                self.lecture = target


@cache
def second_of(clock: str) -> int | None:
    """The second that a clock shows, None for other text."""
    seconds = parse_timecode(clock.strip()) if _CLOCK.fullmatch(clock.strip()) else None
    return None if seconds is None else int(seconds)
