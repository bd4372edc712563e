"""Where each page lies in the site, and the relative links between pages. The only place that knows."""

from __future__ import annotations

import posixpath
import re
from typing import Literal
from urllib.parse import quote

from lecturebook.slug import file_slug

Format = Literal["html", "md"]

ICON = "assets/icon.svg"
# in the order in which pages load them
STYLES = tuple(f"assets/{name}.css" for name in ("style", "lecture", "course", "tools", "print"))
# classic scripts: modules do not run from a folder
SCRIPTS = tuple(
    f"assets/{name}.js"
    for name in ("theme", "page", "player", "search", "schedule", "progress", "session", "study", "plan", "map")
)
# what a file or folder may be called; any other name comes from outside and is hashed into one that may
_SAFE = re.compile(r"[a-z0-9]+(?:[-_]+[a-z0-9]+)*")
_LONGEST = 100


def course_page(form: Format) -> str:
    """The course's page."""
    return f"index.{form}"


def index_page(form: Format) -> str:
    """The page of all concepts, A to Z."""
    return f"concepts/index.{form}"


def concept_page(slug: str, form: Format) -> str:
    """The page of a concept. A concept called *index* must not replace the list of all concepts."""
    return f"concepts/{'index--concept' if slug == 'index' else _safe_name(slug)}.{form}"


def glossary_page(form: Format) -> str:
    """The page of all definitions."""
    return f"glossary.{form}"


def sheet_page(folder: str, number: int, form: Format) -> str:
    """A sheet of a list that is too long for its page, from 1; not beside pages whose names come from outside."""
    return f"{folder}/{number}.{form}"


def lectures_sheet(number: int, form: Format) -> str:
    """A sheet of the list of lectures, from 1."""
    return sheet_page("list", number, form)


def study_sheet(number: int, form: Format) -> str:
    """A sheet of what there is to study, from 1; beside the page it belongs to, for cards link from there."""
    return f"study-{number}.{form}"


def map_page(form: Format) -> str:
    """The map of concepts; not beside their pages, where it would be in the way of a concept called *map*."""
    return f"map.{form}"


def study_page(form: Format) -> str:
    """The page that says what there is to study."""
    return f"study.{form}"


def worksheet_page(slug: str, form: Format) -> str:
    """The worksheet of a lecture, beside its page."""
    return f"lectures/{_safe_name(slug)}/worksheet.{form}"


def cards_script(slug: str) -> str:
    """The script with a lecture's cards, beside its page."""
    return f"lectures/{_safe_name(slug)}/cards.js"


def lecture_page(slug: str, form: Format) -> str:
    """The page of a lecture, in the lecture's own folder."""
    return f"lectures/{_safe_name(slug)}/guide.{form}"


def relative_link(target: str, page: str, anchor: str = "") -> str:
    """The link from `page` to `anchor` on `target`, percent-encoded; both are paths from the site's folder.

    >>> relative_link("concepts/index.html", "lectures/01/guide.html", "letter-a")
    '../../concepts/index.html#letter-a'
    >>> relative_link("index.md", "index.md", "üben")
    '#%C3%BCben'
    """
    fragment = f"#{quote(anchor, safe='', errors='replace')}" if anchor else ""
    if target == page and fragment:
        return fragment
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."), errors="replace") + fragment


def to_root(page: str) -> str:
    """What leads from `page` to the site's folder: ``../`` for each folder on the way, or nothing."""
    return "../" * page.count("/")


def _safe_name(slug: str) -> str:
    return slug if _SAFE.fullmatch(slug) and len(slug) <= _LONGEST else file_slug(slug)
