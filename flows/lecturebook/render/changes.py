"""What was put right in a lecture and what may be wrong, for its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lecturebook.clean.terms import accept_line, heard_as, refuse_line
from lecturebook.model import Change
from lecturebook.render.lecture_views import Repaired, Suspected
from lecturebook.render.outline import Outline
from lecturebook.render.views import Piece, Said


def view_repairs(outline: Outline) -> tuple[Repaired, ...]:
    """The repairs of a lecture, each once, at the first second it was made, those made most often first."""
    groups = _grouped(change for change in outline.guide.ledger if change.after)
    return tuple(
        Repaired(_said(outline, changes[0], changes[0].after), changes[0].before, len(changes))
        for changes in sorted(groups, key=lambda changes: -len(changes))
    )


def view_suspicions(outline: Outline) -> tuple[Suspected, ...]:
    """What may be mis-heard in a lecture, each once, with the lines that decide on it."""
    return tuple(
        Suspected(
            said=_said(outline, change, change.before),
            perhaps=change.after,
            count=len(changes),
            accept=accept_line(change.before, change.after),
            refuse=refuse_line(change.before),
        )
        for changes in _grouped(outline.guide.suspected)
        for change in changes[:1]
    )


def _grouped(changes: Iterable[Change]) -> list[list[Change]]:
    groups: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        groups[heard_as(change)].append(change)
    return list(groups.values())


def _said(outline: Outline, change: Change, words: str) -> Said:
    return Said(words, outline.stamp(change.second, outline.page), pieces=(Piece(words),))
