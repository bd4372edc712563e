"""The stage of a lecture as children run it in tests: with the stand-in for the encoder; one lecture goes wrong."""

from __future__ import annotations

import os
import signal

from fake import FakeEncoder
from lecturebook.course import build as stages
from lecturebook.course.build import guide_lecture as made_properly
from lecturebook.course.glossary import Glossary
from lecturebook.course.job import Job, Outcome, Recipe


def guide_lecture(job: Job, recipe: Recipe, glossary: Glossary) -> Outcome:
    """The outcome of `job`; one called "dies" takes its process with it."""
    if job.transcript.id == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    stages.load_models = lambda *_: (FakeEncoder(), None)  # type: ignore[assignment,return-value]
    return made_properly(job, recipe, glossary)
