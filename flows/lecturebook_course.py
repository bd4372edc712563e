"""The Prefect flow of lecturebook: a folder of transcripts in, the site of a course out.

    python flows/lecturebook_course.py LECTURES OUTPUT
    python flows/lecturebook_course.py LECTURES OUTPUT --cron "0 5 * * *"

The tasks are thin: each calls one function of `lecturebook.course.build`, and without the decorators the code still
works. Without PREFECT_API_URL Prefect starts a server of its own for the run; a schedule needs one that stays.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

# these count only before Prefect is imported: no telemetry, no pages of server log after a good run, and time enough
# for the server of a run to start on a busy machine (its own limit is 20 s). In the process of a worker Prefect is
# imported first: there prefect.yaml and [tool.prefect] in pyproject.toml say the same
for _name, _value in {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}.items():
    os.environ.setdefault(_name, _value)

from prefect import flow, get_client, get_run_logger, serve, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.schedules import CronSchedule  # noqa: E402
from prefect.deployments.runner import RunnerDeployment  # noqa: E402
from prefect.exceptions import ParameterTypeError  # noqa: E402
from prefect.futures import PrefectFuture, as_completed  # noqa: E402
from prefect.logging.configuration import setup_logging  # noqa: E402
from prefect.settings import PREFECT_API_URL  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402
from prefect.types import BANNED_CHARACTERS  # noqa: E402
from prefect.utilities.annotations import quote, unmapped  # noqa: E402
from pydantic import ValidationError  # noqa: E402

from lecturebook.course import build as stages  # noqa: E402
from lecturebook.embed import load_encoder  # noqa: E402
from lecturebook.errors import LecturebookError, SettingsError  # noqa: E402
from lecturebook.model import Course, Failure  # noqa: E402
from lecturebook.options import Options  # noqa: E402
from lecturebook.progress import tell  # noqa: E402
from lecturebook.slug import words_slug  # noqa: E402
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
    """
    stages.check_output(output)
    plan = discover(lectures)
    options = stages.options_for(plan, Options(language=language, model=model, dtype=dtype, device=device))
    with stages.staging(output) as folder:
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


def silence() -> None:
    """Keep Prefect's log off the terminal, for a command that says itself what went wrong, in one line.

    A server still gets it, and PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL brings it back.
    """
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    setup_logging()


def main(arguments: Sequence[str] | None = None) -> int:
    """Build a course once, or serve its schedule until stopped; the exit code."""
    parser = _parser()
    given = vars(parser.parse_args(arguments))
    cron, timezone, name = (given.pop(option) for option in ("cron", "timezone", "name"))
    if cron is None and (timezone is not None or name is not None):
        parser.error("--timezone and --name need --cron")
    try:
        if cron is None:
            return _build_once(given)
        _serve(given, _schedule(cron, timezone), _named_after(given["lectures"]) if name is None else name)
    except LecturebookError as error:
        print(f"error: {printable(str(error))}", file=sys.stderr)
        return 2
    return 0


def _parser() -> ArgumentParser:
    """The options of the flow, as its signature and docstring tell them, and those of a schedule."""
    parser = ArgumentParser(
        description="Build the site of a course, once or on a schedule.",
        epilog="Exit codes: 0 good, 1 some lecture failed (the others are built), 2 wrong usage.",
        allow_abbrev=False,
    )
    for name, known in course_site.parameters.properties.items():
        kinds = [known, *known.get("anyOf", ())]
        kind = (
            Path
            if any(one.get("format") == "path" for one in kinds)
            else int
            if known.get("type") == "integer"
            else str
        )
        about = known["description"].replace("%", "%%")
        if name in course_site.parameters.required:
            parser.add_argument(name, metavar=name.upper(), type=kind, help=about)
        else:
            default = known["default"]
            shown = f"{about} (default: {default})" if default not in (None, "") else about
            parser.add_argument(f"--{name}", type=kind, default=default, choices=known.get("enum"), help=shown)
    schedule = parser.add_argument_group("schedule")
    schedule.add_argument("--cron", help="Build at these times, such as '0 5 * * *', until stopped.")
    schedule.add_argument("--timezone", help="Whose clock --cron means, such as Europe/Berlin. (default: UTC)")
    schedule.add_argument("--name", help="Name of the schedule. (default: that of the folder LECTURES)")
    return parser


def _build_once(parameters: dict[str, Any]) -> int:
    """Run the flow now, and tell what failed."""
    silence()
    try:
        report = course_site(**parameters)
    except ParameterTypeError as error:
        raise LecturebookError(" ".join(str(error).split())) from error
    for failure in report.failures:
        print(f"failed: {printable(failure.file)}: {printable(failure.reason)}", file=sys.stderr)
    return 1 if report.failures else 0


def _named_after(lectures: Path) -> str:
    """A name for the schedule of a folder: schedules of two courses must not replace each other."""
    return words_slug(lectures.absolute().name) or "course"


def _schedule(cron: str, timezone: str | None) -> CronSchedule:
    """A schedule of Prefect's, checked before any server is asked."""
    try:
        return CronSchedule(cron=cron, timezone=timezone or None)
    except ValidationError as error:
        wrong = {place: detail["msg"] for detail in error.errors() for place in detail["loc"]}
        option = "--cron" if "cron" in wrong else "--timezone"
        accepted = "five fields, such as '0 5 * * *'" if option == "--cron" else "a name such as Europe/Berlin"
        raise SettingsError(option, repr(cron if option == "--cron" else timezone), accepted) from error


def _serve(parameters: dict[str, Any], schedule: CronSchedule, name: str) -> None:
    """Run the flow at the times of `schedule` until the process is stopped."""
    url = PREFECT_API_URL.value()
    if not url:
        # Prefect would start, warn in its log, and never build anything
        raise LecturebookError(
            "a schedule needs a Prefect server that stays: run `prefect server start` in another terminal, "
            "and here `export PREFECT_API_URL=http://127.0.0.1:4200/api`"
        )
    with get_client(sync_client=True) as client:
        if client.api_healthcheck():
            raise LecturebookError(f"no Prefect server answers at {url}: `prefect server start` starts one")
    if not name or set(name) & set(BANNED_CHARACTERS):
        raise SettingsError("--name", repr(name), f"a name without {' '.join(BANNED_CHARACTERS)}")
    if not parameters["lectures"].exists():
        raise SettingsError(str(parameters["lectures"]), "no such file or folder", "a folder of transcripts")
    stages.check_output(parameters["output"])
    # the runs are other processes, maybe of another day: what a path is relative to must not matter. Not resolved, as
    # the target of a link may change
    served = {key: str(value.absolute()) if isinstance(value, Path) else value for key, value in parameters.items()}
    deployment = RunnerDeployment.from_flow(course_site, name, schedules=[schedule], parameters=served)
    # not `course_site.serve`: that pickles the flow for each run without the module around it, where the types of its
    # parameters are not found. Here each run loads this file. One at a time, as two would write one site: a run that is
    # due meanwhile waits
    serve(deployment, limit=1)


if __name__ == "__main__":
    sys.exit(main())
