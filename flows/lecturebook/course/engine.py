"""Who runs the stages of a build: this process, or Prefect, which has an engine of its own in the flow file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from lecturebook.model import Transcript
from lecturebook.progress import tell
from lecturebook.stopwatch import Stopwatch

T = TypeVar("T")


class OfLecture(Protocol):
    """A piece of work on one lecture."""

    @property
    def transcript(self) -> Transcript:
        """The lecture's."""
        ...


class Engine(Protocol):
    """Who runs the stages of a build."""

    def run(self, stage: Callable[..., T], *args: Any) -> T:
        """The result of ``stage(*args)``."""
        ...

    def each(self, stage: Callable[..., T], jobs: Sequence[OfLecture], *args: Any) -> Iterable[T]:
        """The results of ``stage(job, *args)`` for each job, in their order."""
        ...


class InProcess:
    """Runs the stages here, one after the other."""

    def run(self, stage: Callable[..., T], *args: Any) -> T:
        """The result of ``stage(*args)``."""
        return stage(*args)

    def each(self, stage: Callable[..., T], jobs: Sequence[OfLecture], *args: Any) -> Iterable[T]:
        """The results of ``stage(job, *args)``, each when it is asked for."""
        for done, job in enumerate(jobs):
            tell(done, len(jobs), job.transcript.title or job.transcript.id)
            yield stage(job, *args)


class Timed:
    """An engine whose stages are timed, each under its own name."""

    def __init__(self, engine: Engine, watch: Stopwatch) -> None:
        self._engine, self._watch = engine, watch

    def run(self, stage: Callable[..., T], *args: Any) -> T:
        """The result of ``stage(*args)``."""
        with self._watch.stage(stage.__name__):
            return self._engine.run(stage, *args)

    def each(self, stage: Callable[..., T], jobs: Sequence[OfLecture], *args: Any) -> list[T]:
        """The results of ``stage(job, *args)``, in the order of the jobs."""
        with self._watch.stage(stage.__name__):
            return list(self._engine.each(stage, jobs, *args))
