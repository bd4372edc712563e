"""A lecture drawn to scale: sections, the density of its concepts, the places of one concept."""

from __future__ import annotations

from collections.abc import Iterable

from lecturebook.model import Guide
from lecturebook.render.lecture_views import Stretch, Tick, Timeline
from lecturebook.render.outline import Outline
from lecturebook.timecode import clock

# columns of the density, and the height of the highest one; the drawing's units, which templates/lecture.html repeats
_COLUMNS = 120
_HEIGHT = 24
# minutes between labels, the first that gives at most so many
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120)
_MOST_TICKS = 6
# a mark thinner than this part of a thousand could not be seen
_UNITS = 1000


def to_timeline(outline: Outline) -> Timeline | None:
    """The timeline of a lecture; None where it covers no time or has no section."""
    guide = outline.guide
    whole = outline.end
    if whole <= 0 or not outline.sections:
        return None
    sections = tuple(
        Stretch(
            number,
            part.section.title,
            clock(part.section.start),
            f"#{part.anchor}",
            _percent(part.section.start, whole),
            _percent(part.section.end - part.section.start, whole),
        )
        for number, part in enumerate(outline.sections, start=1)
    )
    return Timeline(round(whole), sections, _density(guide, whole), _ticks(whole))


def tick_path(seconds: Iterable[float], whole: float) -> str:
    """An SVG path with a stroke at each of `seconds`, 1000 wide for `whole` seconds; equal ones are drawn once."""
    places = {min(_UNITS - 1, max(1, round(_UNITS * second / whole))) for second in seconds if whole > 0}
    return "".join(f"M{place} 0V1" for place in sorted(places))


def _density(guide: Guide, whole: float) -> str:
    """How often concepts are mentioned along the recording, as the outline of a histogram smoothed over three
    columns; empty where nothing is mentioned.
    """
    counts = [0] * _COLUMNS
    for concept in guide.concepts:
        for mention in concept.mentions:
            counts[min(_COLUMNS - 1, max(0, int(_COLUMNS * mention.start / whole)))] += 1
    padded = [counts[0], *counts, counts[-1]]
    smooth = [padded[n - 1] + 2 * padded[n] + padded[n + 1] for n in range(1, _COLUMNS + 1)]
    if not any(smooth):
        return ""
    heights = [_HEIGHT - round(_HEIGHT * value / max(smooth)) for value in smooth]
    return f"M0 {_HEIGHT}" + "".join(f"L{n + 0.5:g} {y}" for n, y in enumerate(heights)) + f"L{_COLUMNS} {_HEIGHT}Z"


def _ticks(whole: float) -> tuple[Tick, ...]:
    step = next((60 * minutes for minutes in _STEPS if whole / (60 * minutes) <= _MOST_TICKS), 60 * _STEPS[-1])
    seconds = range(0, int(whole * 0.96), step)
    return tuple(Tick(clock(second), _percent(second, whole)) for second in seconds[:100])


def _percent(seconds: float, whole: float) -> str:
    return f"{min(100.0, max(0.0, 100 * seconds / whole)):.2f}".rstrip("0").rstrip(".")
