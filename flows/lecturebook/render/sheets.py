"""Lists that may be too long for a page: the page itself, or one that leads to sheets of so many entries each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lecturebook.render.book import Book
from lecturebook.render.paths import relative_link
from lecturebook.render.views import Frame, Link

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One page of a list: its path, its title, what stands on it, and what other pages call it."""

    path: str
    title: str
    members: Sequence[T]
    called: str = ""


def lay_out(
    members: Sequence[T],
    page: str,
    title: str,
    most: int,
    path_of: Callable[[int], str],
    call: Callable[[Sequence[T]], str],
) -> list[Sheet[T]]:
    """`members` on their one `page`; where they are more than `most`, that page without any, and sheets of so many.

    A sheet lies at `path_of` its number, from 1, and others `call` it by what stands on it.
    """
    if len(members) <= most:
        return [Sheet(page, title, members)]
    shares = [members[first : first + most] for first in range(0, len(members), most)]
    sheets = [
        Sheet(path_of(n), f"{title}, {n} of {len(shares)}", share, call(share))
        for n, share in enumerate(shares, start=1)
    ]
    return [Sheet(page, title, members[:0]), *sheets]


def sheet_frame(book: Book, sheet: Sheet[T], first: Sheet[T]) -> Frame:
    """What stands around the content of a sheet, which the `first` page leads to."""
    above = () if sheet is first else (Link(first.title, relative_link(first.path, sheet.path)),)
    return book.frame(sheet.title, sheet.path, crumbs=(book.home(sheet.path), *above))


def sheets_around(sheet: Sheet[T], sheets: Sequence[Sheet[T]]) -> tuple[Link, ...]:
    """The links to other sheets: from the first page to all, from a sheet to those beside it."""
    at = sheets.index(sheet)
    others = sheets[1:] if at == 0 else [*sheets[max(1, at - 1) : at], *sheets[at + 1 : at + 2]]
    return tuple(Link(other.called, relative_link(other.path, sheet.path)) for other in others)
