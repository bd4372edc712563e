"""Sketches of lectures as plain data, so that those of a large course can lie on a shelf."""

from __future__ import annotations

import json
from dataclasses import astuple, fields

from lecturebook.model import Change, Lecture
from lecturebook.render.marks import WordMarks
from lecturebook.render.outline import Heading, Sketch
from lecturebook.shelf import packed

# told otherwise than as it is
_SPECIAL = {"lecture", "headings", "names", "marks"}
_PLAIN = tuple(field.name for field in fields(Sketch) if field.name not in _SPECIAL)


def pack_sketch(sketch: Sketch) -> str:
    """A sketch without its lecture, which is at hand anyway."""
    marks = sketch.marks
    changes = {change.first: change for change in marks.repairs.values()}
    return packed(
        {
            **{name: getattr(sketch, name) for name in _PLAIN},
            "headings": [astuple(heading) for heading in sketch.headings],
            "names": sketch.names,
            "repairs": [astuple(change) for change in changes.values()],
            "doubtful": sorted(marks.doubtful),
            "left_out": sorted(marks.left_out),
        }
    )


def unpack_sketch(text: str, lecture: Lecture) -> Sketch:
    """The sketch of `lecture`, as it was before it was packed."""
    row = json.loads(text)
    changes = [Change(*values) for values in row.pop("repairs")]
    repairs = {n: change for change in changes for n in range(change.first, change.last)}
    marks = WordMarks(repairs, frozenset(row.pop("doubtful")), frozenset(row.pop("left_out")))
    return Sketch(
        lecture=lecture,
        marks=marks,
        headings=tuple(Heading(title, anchor, tuple(keys)) for title, anchor, keys in row.pop("headings")),
        names={key: tuple(names) for key, names in row.pop("names").items()},
        starts=tuple(row.pop("starts")),
        targets=tuple(row.pop("targets")),
        guessed=tuple(map(tuple, row.pop("guessed"))),
        abstract=tuple(map(tuple, row.pop("abstract"))),
        **row,
    )
