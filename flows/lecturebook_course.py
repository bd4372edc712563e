"""The Prefect flow of lecturebook: a folder of transcripts in, the site of a course out.

    python flows/lecturebook_course.py LECTURES OUTPUT

The tasks are thin: each calls one function of `lecturebook.course.build`, and without the decorators the code still
works. Without PREFECT_API_URL Prefect starts a server of its own for the run.
"""

from __future__ import annotations

import os
import sys
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

from prefect import flow, get_run_logger, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.futures import PrefectFuture, as_completed  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402
from prefect.utilities.annotations import quote, unmapped  # noqa: E402

from lecturebook.course import build as stages  # noqa: E402
from lecturebook.embed import load_encoder  # noqa: E402
from lecturebook.model import Course, Failure  # noqa: E402
from lecturebook.options import Options  # noqa: E402
from lecturebook.progress import tell  # noqa: E402

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State, TaskRun

T = TypeVar("T")

# more threads than this only wait for each other: the encoder takes every core by itself
DEFAULT_WORKERS = 2


def _is_io(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """Whether a task failed on input or output, which may work the next time; a bad setting never does."""
    error = state.data
    return isinstance(error, OSError) or isinstance(getattr(error, "__cause__", None), OSError)


_ONCE: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}
_IO: dict[str, Any] = {**_ONCE, "retries": 2, "retry_delay_seconds": 1, "retry_condition_fn": _is_io}


def whole(value: T) -> T:
    """`value`, marked as to be taken whole: Prefect otherwise walks through every word of it looking for futures."""
    return cast(T, quote(value))


@task(name="discover", **_IO)
def discover(lectures: Path) -> stages.Plan:
    """Read every transcript of a folder."""
    return stages.discover(lectures)


@task(name="guide", task_run_name="guide-{place}", **_ONCE)
def guide(place: int, plan: stages.Plan, folder: Path, options: Options) -> Path | Failure:
    """Make the guide of one lecture."""
    return stages.guide_lecture(plan, place, folder, options)


@task(name="link", **_ONCE)
def link(plan: stages.Plan, made: list[Path | Failure]) -> Course:
    """Join the guides to a course."""
    return stages.link(plan, made)


@task(name="render", **_IO)
def render(course: Course, folder: Path, templates: Path | None) -> None:
    """Write the pages."""
    stages.render(course, folder, templates)


@task(name="publish", **_IO)
def publish(folder: Path, output: Path) -> None:
    """Put the site in its place."""
    stages.publish(folder, output)


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
) -> stages.Report:
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
    """
    stages.check_output(output)
    plan = discover(lectures)
    options = stages.options_for(plan, Options(language=language, model=model, dtype=dtype, device=device))
    with stages.staging(output, wait=wait) as folder:
        made = _guides(plan, folder, options, workers)
        course = link(whole(plan), whole(made))
        if course.guides:
            render(whole(course), folder, templates)
            publish(folder, output)
    for failure in course.failures:
        get_run_logger().warning("%s: %s", failure.file, failure.reason)
    return stages.Report(output, len(course.guides), len(course.concepts), course.failures)


def _guides(plan: stages.Plan, folder: Path, options: Options, workers: int) -> list[Path | Failure]:
    """One task a lecture, at most `workers` at a time; results in the order of the plan."""
    total = len(plan.transcripts)
    if not total:
        return []
    load_encoder(options.model, options.dtype, options.device)  # once, before the threads ask for it together
    pool: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=workers)
    with pool as runner:
        futures: list[PrefectFuture[Any]] = list(
            runner.map(guide, {"place": list(range(total)), "plan": unmapped(whole(plan)),
                               "folder": unmapped(folder), "options": unmapped(options)})
        )  # fmt: skip
        for done, _ in enumerate(as_completed(futures), start=1):
            tell(done, total, plan.title)
        return [future.result() for future in futures]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} LECTURES OUTPUT")
    result = course_site(lectures=Path(sys.argv[1]), output=Path(sys.argv[2]))
    sys.exit(1 if result.failures else 0)
