"""The engine of a build under Prefect: a task for each stage, and for each chunk of lectures."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TypeVar, cast

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_engine import TaskRunTimeoutError
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from lecturebook.course.children import Children
from lecturebook.course.engine import OfLecture
from lecturebook.course.scale import Scale, ask_in_worker, question_for_worker
from lecturebook.errors import SettingsError
from lecturebook.progress import tell

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State, TaskRun

T = TypeVar("T")


def _is_io(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """Whether a task failed on input or output, which may work the next time; a bad setting never does."""
    error = state.data
    return isinstance(error, OSError) or isinstance(getattr(error, "__cause__", None), OSError)


# guides are kept by lecturebook itself: Prefect's results are pickles
_ONCE: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}
_IO: dict[str, Any] = {**_ONCE, "retries": 2, "retry_delay_seconds": 1, "retry_condition_fn": _is_io}


def whole(value: T) -> T:
    """`value`, marked as to be taken whole: Prefect otherwise walks through every word of it looking for futures."""
    return cast(T, quote(value))


class PrefectEngine:
    """Runs each stage of a build as a Prefect task, and the lectures as `scale` says. Close it after the build."""

    def __init__(self, scale: Scale) -> None:
        self._scale, self._place, self._open = scale, scale.place(), ExitStack()
        self._pool: Any = None  # a TaskRunner, but what it submits is not typed

    def run(self, stage: Callable[..., T], *args: Any) -> T:
        """The result of ``stage(*args)``, a task of its own; one that fails on a file is tried again."""
        return Task(stage, name=stage.__name__, **_IO)(*map(whole, args))

    def each(self, stage: Callable[..., T], jobs: Sequence[OfLecture], *args: Any) -> Iterator[T]:
        """The results of ``stage(job, *args)`` in the order of the jobs, a task for each chunk of them."""
        chunks = enumerate(self._scale.chunks(jobs), start=1)
        futures = deque((self._submit(place, stage, chunk, args), chunk) for place, chunk in chunks)
        done = 0
        while futures:  # none is kept here when it has been handed on
            future, chunk = futures.popleft()
            yield from self._results(future, chunk)
            done += len(chunk)
            tell(done, len(jobs), "guides")

    def close(self) -> None:
        """End what is still at work: children first, as the threads of the pool wait for them."""
        self._place.close()
        self._open.close()

    def _submit(
        self, place: int, stage: Callable[..., T], chunk: Sequence[OfLecture], args: tuple[Any, ...]
    ) -> PrefectFuture[Any]:
        """The task of a chunk, which bears the name of the stage."""
        settings = {"name": stage.__name__, "task_run_name": f"{stage.__name__}-{place}", **_ONCE}
        if self._scale.runner == "dask":
            question = question_for_worker(chunk, stage, args, self._scale)
            return self._pool_submit(Task(ask_in_worker, **settings), {"question": question})
        if self._scale.runner == "threads":
            settings["timeout_seconds"] = self._scale.timeout  # a child's limit is its own

        def make(chunk: Sequence[OfLecture]) -> list[T]:
            return [self._place(stage, job, args) for job in chunk]

        return self._pool_submit(Task(make, **settings), {"chunk": whole(chunk)})

    def _pool_submit(self, task: Task[..., Any], given: dict[str, Any]) -> PrefectFuture[Any]:
        if self._pool is None:  # where nothing has to be made no cluster is started
            self._pool = self._open.enter_context(_pool(self._scale))
        return cast(PrefectFuture[Any], self._pool.submit(task, given))

    def _results(self, future: PrefectFuture[Any], chunk: Sequence[OfLecture]) -> list[Any]:
        """What became of each lecture of a chunk; all are lost where their thread, or Dask's worker, was."""
        try:
            made = future.result()
        except _losses(self._scale) as error:
            return [job.lost(f"lecture {job.transcript.id!r}: {type(error).__name__}: {error}") for job in chunk]
        if self._scale.runner != "dask":
            return list(made)
        return [Children.read(answer, job) for answer, job in zip(made, chunk, strict=True)]


def _pool(scale: Scale) -> Any:
    """Who runs the tasks of lectures. Raises SettingsError where the extra for Dask is missing.

    Not Prefect's pool of processes: one that dies breaks all of it, and one that hangs is waited for.
    """
    if scale.runner != "dask":
        return ThreadPoolTaskRunner(max_workers=scale.workers)
    try:
        from prefect_dask import DaskTaskRunner
    except ImportError:
        raise SettingsError("--runner", "dask is not installed", "pip install 'lecturebook[dask]'") from None
    if scale.dask_address:
        return DaskTaskRunner(address=scale.dask_address)
    cluster = {"n_workers": scale.workers, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=cluster)


def _losses(scale: Scale) -> tuple[type[Exception], ...]:
    """What is raised where a thread took too long, or workers of Dask died of a chunk, one after the other."""
    if scale.runner != "dask":
        return (TaskRunTimeoutError,)
    from distributed import KilledWorker

    return (TaskRunTimeoutError, KilledWorker)
