"""What a build has to do, lecture by lecture, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lecturebook.clean.wording import Wording
from lecturebook.course.ingredients import Ingredients
from lecturebook.model import Transcript
from lecturebook.options import Options


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a site is to be made: what a user can set, for all of its lectures."""

    options: Options = field(default_factory=Options)
    templates: Path | None = None
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One lecture to have: its transcript, what its guide is made from, and what is `kept` of an earlier build.

    `terms`, `keep` and `stop` are the entries of the course's lists that the lecture may hold. `why` says why it must
    be made, or why not.
    """

    transcript: Transcript
    wording: Wording
    ingredients: Ingredients
    kept: str | None
    why: str

    def lost(self, reason: str) -> Outcome:
        """What becomes of it where it was never finished."""
        return Outcome(self, "made", failure=reason)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: the text of its guide.json, or why there is none."""

    job: Job
    state: Literal["made", "reused"]
    text: str = ""
    failure: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
