"""A passage as a statement that stands for itself."""

from __future__ import annotations

from collections.abc import Iterable

from lecturebook.model import Passage
from lecturebook.render.outline import Sketch
from lecturebook.render.views import Link, Piece, Said


def quote(
    outline: Sketch,
    passage: Passage,
    page: str,
    defines: Iterable[Link] = (),
    *,
    pieces: tuple[Piece, ...] = (),
    anchor: str = "",
) -> Said:
    """A passage that stands for itself: its second says where it is a guess."""
    stamp = outline.stamp(passage.start, page, is_quote=True)
    return Said(passage.text, stamp, tuple(defines), pieces, anchor)
