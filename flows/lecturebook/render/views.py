"""What templates see: plain data, in the order and the words of the page, the same for both formats.

Here is what pages of every kind have; `lecture_views`, `course_views` and `map_views` hold the pages.

All text is as it was said or written, not escaped; `href` is empty where there is nothing to link to.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A second as people read it, and the link to it; `is_approximate` where a quote's second is a guess."""

    clock: str
    href: str
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: plain, or the name of a concept with the link to its page.

    `heard` is what the recogniser wrote where that was put right; `is_unsure` says that it was unsure of the words.
    """

    text: str
    href: str = ""
    heard: str = ""
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a lecture, the second they were said at, and the concepts that they define.

    `pieces` are `text`, cut where something in it leads somewhere; `anchor` is the statement's own, or empty.
    """

    text: str
    stamp: Stamp
    defines: tuple[Link, ...] = ()
    pieces: tuple[Piece, ...] = ()
    anchor: str = ""

    @property
    def shown(self) -> tuple[Piece, ...]:
        """The pieces, or the text as one."""
        return self.pieces or (Piece(self.text),)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a table of facts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its content: links to style sheet and main pages, `crumbs` down to it.

    `root` leads from the page to the site's folder, `course_id` keeps what a browser stores apart from other
    courses. `policy` is the page's Content-Security-Policy, `address` where it will be, if that is known, and `feed`
    the link to the feed, if there is one.
    """

    title: str
    course: str
    course_id: str
    language: str
    styles: tuple[str, ...]
    root: str
    home: str
    index: str
    study: str
    glossary: str
    map: str
    policy: str
    address: str
    feed: str
    crumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Player:
    """How a page plays its recording: ``youtube`` or ``vimeo`` with the video's id, ``audio`` or ``video`` with the
    file's URL; empty where a time is only a link.
    """

    kind: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One of what an order was asked of: its name, if it is a concept, and the passage that says it."""

    name: Link
    said: Said


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A review question, what there is to choose from, the passage that answers it, and the name that it hides.

    Where an order is asked for, its `steps` in the right one are the answer.
    """

    number: int
    anchor: str
    prompt: str
    answer: Said
    options: tuple[Link, ...]
    hidden: Link
    steps: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The questions of one section."""

    section: Link
    questions: tuple[QuestionView, ...]
