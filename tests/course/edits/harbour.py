"""A made-up course of two short lectures, and guides of it."""

from __future__ import annotations

import functools
import tempfile
from dataclasses import replace
from pathlib import Path

from fake import FakeEncoder
from lecturebook.course import build as stages
from lecturebook.course.job import Recipe
from lecturebook.course.report import Report
from lecturebook.guide import make_guide
from lecturebook.model import Guide
from lecturebook.read import read_file
from lecturebook.read.chapters import chapters_in_lines

BERTHS = """
Good morning and welcome to the course on harbours.
Today we talk about the place where ships lie.
A berth is a place where a ship can lie and be loaded by a crane.
Every berth has a number and the number is painted on the wall.
The gantry crane stands beside the berth and lifts one steel box after the other.
A gantry crane is a crane that runs on rails along the whole quay wall.
The quay wall is a wall of concrete that the ships are tied to with ropes.
When the tide falls the quay wall looks taller than the ship itself.
A mooring line is a rope that ties a ship to the quay wall until it leaves.
So the berth is given to a ship by the harbour master in the morning.
The harbour master is the person who decides which ship gets which berth.
If two ships want the same berth the harbour master asks who booked first.
And a gantry crane can only work where the quay wall is strong enough.
Now let's talk about the yard behind the cranes.
A stacking yard is a large field where boxes wait for a train or a truck.
In the stacking yard a straddle carrier drives over the boxes and lifts them.
A straddle carrier is a tall machine on wheels that carries one box between its legs.
The stacking yard is full when the train is late and the ship is early.
Then the harbour master has to send the next ship to another berth.
The straddle carrier needs a driver who can look down through the floor.
So the stacking yard and the berth belong together and that is all for today.
"""
TIDES = """
Welcome back to the second lecture on harbours.
A tide table is a list of the hours at which the water is high or low.
The harbour master reads the tide table before he gives a berth to a ship.
A lock gate is a gate that keeps the water in the harbour when the tide falls.
The lock gate opens twice a day and the tide table says when.
If the lock gate is broken the berth falls dry and the ship lies in the mud.
So never close the lock gate before you have read the tide table twice.
A pilot boat is a small boat that brings the pilot to a large ship.
The pilot boat waits outside the lock gate until the tide table says high water.
And that is why the pilot boat has its own small berth near the lock gate.
"""

# the second chapter begins with the sentence about the yard
CHAPTERS = ("0:00 Ships", "1:05 Boxes")


def srt(text: str) -> str:
    """A cue of five seconds for each line."""
    rows = [line.strip() for line in text.strip().split("\n")]
    return "".join(f"{n + 1}\n{_clock(5 * n)},000 --> {_clock(5 * n + 4)},500\n{row}\n\n" for n, row in enumerate(rows))


def _clock(second: int) -> str:
    return f"00:{second // 60:02}:{second % 60:02}"


def write(folder: Path, berths: str = BERTHS, edits: str = "") -> Path:
    """The course in `folder`."""
    folder.mkdir(exist_ok=True)
    (folder / "berths.srt").write_text(srt(berths), "utf-8")
    (folder / "tides.srt").write_text(srt(TIDES), "utf-8")
    (folder / "course.toml").write_text(
        f'title = "Harbours"\nlanguage = "en"\n[lectures.berths]\nchapters = {list(CHAPTERS)}\n', "utf-8"
    )
    if edits:
        (folder / "edits.toml").write_text(edits, "utf-8")
    return folder


def build(folder: Path, site: Path, cache: Path) -> Report:
    return stages.build([folder], site, Recipe(cache=cache))


@functools.cache
def guide(text: str = BERTHS, name: str = "berths") -> Guide:
    """The guide of one lecture."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.srt"
        file.write_text(srt(text), "utf-8")
        (transcript,) = read_file(file)
    return make_guide(
        replace(transcript, chapters=chapters_in_lines(CHAPTERS if name == "berths" else ())), FakeEncoder()
    )
