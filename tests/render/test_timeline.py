from __future__ import annotations

from lecturebook.model import Course
from lecturebook.render.book import to_book
from lecturebook.render.timeline import tick_path, to_timeline


def test_ticks_are_drawn_once_and_inside() -> None:
    assert tick_path([0.0, 50.0, 50.01, 100.0], 100.0) == "M1 0V1M500 0V1M999 0V1"
    assert tick_path([5.0], 0.0) == ""


def test_sections_are_to_scale(course: Course) -> None:
    timeline = to_timeline(to_book(course, "html").outlines[0])
    assert timeline is not None
    assert timeline.seconds == 209
    assert [(one.number, one.clock, one.left, one.width) for one in timeline.sections] == [
        (1, "0:10", "4.78", "47.85"),
        (2, "1:50", "52.63", "47.37"),
    ]
    ticks = [(tick.clock, tick.left) for tick in timeline.ticks]
    assert ticks == [("0:00", "0"), ("1:00", "28.71"), ("2:00", "57.42"), ("3:00", "86.12")]
    assert timeline.density.startswith("M0 24L0.5 ")
    assert timeline.density.endswith("L120 24Z")
