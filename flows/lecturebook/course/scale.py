"""How many lectures are made at the same time, and where: in this process, in children of it, or in a Dask cluster."""

from __future__ import annotations

import functools
import math
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from lecturebook.course.children import Children
from lecturebook.course.engine import Concurrent, Here, OfLecture, Place
from lecturebook.errors import SettingsError

J = TypeVar("J", bound=OfLecture)

Runner = Literal["threads", "processes", "dask"]

# more than this only wait for each other on a small machine: with threads the encoder takes every core by itself
DEFAULT_WORKERS = 2
# a task costs some 20 ms, so lectures go in chunks; but none so large that all the others wait for the last
_CHUNKS_A_WORKER, _MOST_A_CHUNK = 4, 16


@dataclass(frozen=True, slots=True)
class Scale:
    """Where lectures are made, `workers` at a time.

    `timeout` is how many seconds one may take. A child is killed then; a thread cannot be, so there the limit is best
    effort: it counts where Python runs, and not inside a library's C code. `dask_address` is that of a scheduler;
    empty starts a cluster on this machine. Raises SettingsError where one does not go with the other.
    """

    runner: Runner = "threads"
    workers: int = DEFAULT_WORKERS
    timeout: float | None = None
    dask_address: str = ""

    def __post_init__(self) -> None:
        """Refuse what would have no effect."""
        if self.dask_address and self.runner != "dask":
            raise SettingsError("--dask-address", repr(self.dask_address), "with --runner dask")
        if self.timeout is not None and self.timeout <= 0:
            raise SettingsError("--timeout", f"{self.timeout:g}", "a number of seconds above 0")

    def place(self) -> Place:
        """Where the threads of this process have lectures made."""
        return Children(self.workers, self.timeout) if self.runner == "processes" else Here()

    def chunks(self, jobs: Sequence[J]) -> list[Sequence[J]]:
        """`jobs` in the chunks that make a task each; threads, which need no messages, take one by one."""
        shared_out = math.ceil(len(jobs) / (_CHUNKS_A_WORKER * self.workers))
        size = 1 if self.runner == "threads" else max(1, min(shared_out, _MOST_A_CHUNK))
        return [jobs[start : start + size] for start in range(0, len(jobs), size)]


def plain_engine(scale: Scale) -> Concurrent:
    """The engine of a build without Prefect. Raises SettingsError for what only Prefect's can do."""
    if scale.runner == "dask":
        raise SettingsError("--runner", "dask with --no-prefect", "threads or processes, or dask through Prefect")
    if scale.runner == "threads" and scale.timeout is not None:
        raise SettingsError("--timeout", "with threads, which cannot be stopped", "--runner processes")
    return Concurrent(scale.workers, scale.place())


def question_for_worker(
    jobs: Sequence[OfLecture], stage: Callable[..., Any], args: tuple[Any, ...], scale: Scale
) -> bytes:
    """What `ask_in_worker` is to be given; as bytes, since Prefect and Dask would look into every word of a job."""
    return pickle.dumps((jobs, stage, args, scale), protocol=5)


def ask_in_worker(question: bytes) -> list[bytes]:
    """The answers to ``stage(job, *args)`` by children of this process, a worker of Dask; see `Children.read`.

    In children, so that a lecture that hangs or dies takes neither the worker nor the rest of the chunk with it.
    """
    jobs, stage, args, scale = pickle.loads(question)  # noqa: S301  (from the flow, as all that Dask carries: no file)
    children = _children_of_worker(scale)
    return [children.ask(stage, job, args) for job in jobs]


@functools.cache
def _children_of_worker(scale: Scale) -> Children:
    """The children that the worker has for as long as it lives, so that the encoder is loaded once."""
    return Children(scale.workers, scale.timeout)
