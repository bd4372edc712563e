"""What a build has to do, lecture by lecture, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lecturebook.course.ingredients import Ingredients
from lecturebook.course.repairs import Reading
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
    """One lecture to have: where its words are, what its guide is made from, and whether that `is_kept` already.

    `why` says why it must be made, or why not; `failure` is what stopped it before.
    """

    reading: Reading
    ingredients: Ingredients
    is_kept: bool
    why: str
    failure: str = ""

    @property
    def transcript(self) -> Transcript:
        """The lecture, without its words."""
        return self.reading.transcript

    def lost(self, reason: str) -> Outcome:
        """What becomes of it where it was never finished."""
        return Outcome(self, "made", failure=reason)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: the key of its guide.json in the store, or why there is none.

    `edits` is the digest of what people changed in the guide; empty where that is nothing.
    """

    job: Job
    state: Literal["made", "reused"]
    key: str = ""
    failure: str = ""
    edits: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
