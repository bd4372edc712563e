"""The Prefect flow of lecturebook: a folder of transcripts in, the site of a course out.

    python flows/lecturebook_course.py LECTURES OUTPUT

The tasks are the functions of `lecturebook.course.build`, in the order that it gives; without Prefect the same run.
Without PREFECT_API_URL Prefect starts a server of its own for the run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

# these count only before Prefect is imported: no telemetry, no pages of server log after a good run, and time enough
# for the server of a run to start on a busy machine (its own limit is 20 s)
for _name, _value in {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}.items():
    os.environ.setdefault(_name, _value)

from prefect import Task, flow, get_run_logger  # noqa: E402
from prefect.artifacts import create_link_artifact, create_markdown_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.futures import PrefectFuture, as_completed  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402
from prefect.utilities.annotations import quote  # noqa: E402

from lecturebook.course import build as stages  # noqa: E402
from lecturebook.course.cache import default_cache  # noqa: E402
from lecturebook.course.report import Report, report_place  # noqa: E402
from lecturebook.options import Options  # noqa: E402
from lecturebook.progress import tell  # noqa: E402
from lecturebook.render import write_page  # noqa: E402
from lecturebook.terminal import printable  # noqa: E402

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State, TaskRun

T = TypeVar("T")

# more threads than this only wait for each other: the encoder takes every core by itself
DEFAULT_WORKERS = 2


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
    """Runs each stage of a build as a Prefect task, and the guides of several lectures at the same time."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(self, stage: Callable[..., T], *args: Any) -> T:
        """The result of ``stage(*args)``, a task of its own; one that fails on a file is tried again."""
        return Task(stage, name=stage.__name__, **_IO)(*map(whole, args))

    def each(self, stage: Callable[..., T], jobs: Sequence[stages.Job], *args: Any) -> list[T]:
        """The results of ``stage(job, *args)`` in the order of the jobs, one task a job, `workers` at a time."""
        if not jobs:
            return []
        pool: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=self._workers)
        with pool as runner:
            futures: list[PrefectFuture[Any]] = [
                runner.submit(
                    Task(stage, name=stage.__name__, task_run_name=f"{stage.__name__}-{place}", **_ONCE),
                    dict(zip(signature(stage).parameters, map(whole, (job, *args)), strict=True)),
                )
                for place, job in enumerate(jobs, start=1)
            ]
            for done, _ in enumerate(as_completed(futures), start=1):
                tell(done, len(jobs), "guides")
            return [future.result() for future in futures]


@flow(name="course-site", persist_result=False, validate_parameters=True)
def course_site(
    lectures: Path,
    output: Path,
    templates: Path | None = None,
    model: str = "",
    dtype: Literal["auto", "float32", "bfloat16"] = "auto",
    device: str = "cpu",
    language: str = "",
    workers: int = DEFAULT_WORKERS,
    wait: float = 0,
    cache: Path | None = None,
    fresh: bool = False,
    report: Path | None = None,
) -> Report:
    """Build the site of a course.

    Args:
        lectures: A folder of transcripts, or one transcript.
        output: Where the site goes: a new or empty folder, or a site made before.
        templates: A folder of templates that replace ours, one by one.
        model: The sentence encoder, a folder or a Hugging Face name; empty takes the default.
        dtype: What the encoder computes in; auto takes bfloat16 where the processor has it.
        device: Where the encoder runs, such as cpu or cuda.
        language: The language of the lectures, where it is neither told nor found.
        workers: How many lectures are made at the same time.
        wait: How many seconds to wait for another build of the same output.
        cache: Where guides are kept from build to build; the user's own folder for caches where it is not told.
        fresh: Make every guide anew and keep none.
        report: Where to write what was done, as JSON; beside the output where it is not told.
    """
    recipe = stages.Recipe(
        Options(language=language, model=model, dtype=dtype, device=device),
        templates,
        None if fresh else cache or default_cache(),
    )
    done = stages.build([lectures], output, recipe, wait=wait, engine=PrefectEngine(workers))
    write_page(report or report_place(output), done.to_json())
    _show(done)
    return done


def _show(report: Report) -> None:
    """Put what was done on the pages of the run, and what failed into its log."""
    create_markdown_artifact(report.to_markdown(), key="course-site-report", description="What the build did")
    if report.guides:
        index = (report.output / "index.html").resolve()
        create_link_artifact(index.as_uri(), link_text=str(index), key="course-site", description="The site")
    for failure in report.failures:
        get_run_logger().warning("%s: %s", printable(failure.file), printable(failure.reason))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} LECTURES OUTPUT")
    result = course_site(lectures=Path(sys.argv[1]), output=Path(sys.argv[2]))
    sys.exit(1 if result.failures else 0)
