"""Who runs the stages of a build: this process, or Prefect, which has an engine of its own in the flow file."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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

    def lost(self, reason: str) -> Any:
        """What the work comes to where it was never finished, as a failure of the lecture."""
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


class Place(Protocol):
    """Where a lecture is made; several threads ask at the same time."""

    def __call__(self, stage: Callable[..., T], job: OfLecture, args: tuple[Any, ...]) -> T:
        """The result of ``stage(job, *args)``."""
        ...

    def close(self) -> None:
        """Give up what is at work, and take nothing more."""
        ...


class Here:
    """This process."""

    def __call__(self, stage: Callable[..., T], job: OfLecture, args: tuple[Any, ...]) -> T:
        """The result of ``stage(job, *args)``."""
        return stage(job, *args)

    def close(self) -> None:
        """Nothing to do: a thread cannot be stopped."""


class Concurrent:
    """Runs the stages here, and those of lectures `workers` at a time in `place`. Close it when the build is over."""

    def __init__(self, workers: int, place: Place) -> None:
        self._workers, self._place = workers, place

    def run(self, stage: Callable[..., T], *args: Any) -> T:
        """The result of ``stage(*args)``."""
        return stage(*args)

    def each(self, stage: Callable[..., T], jobs: Sequence[OfLecture], *args: Any) -> Iterator[T]:
        """The results of ``stage(job, *args)``, in the order of the jobs; the first error ends the rest."""
        with ThreadPoolExecutor(self._workers) as threads:
            futures = deque(threads.submit(self._place, stage, job, args) for job in jobs)
            try:
                while futures:  # none is kept here when it has been handed on
                    yield futures.popleft().result()
                    tell(len(jobs) - len(futures), len(jobs), "guides")
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                self.close()
                raise

    def close(self) -> None:
        """Give up what is at work."""
        self._place.close()


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
