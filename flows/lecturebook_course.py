"""The Prefect flow of lecturebook: a folder of transcripts in, the site of a course out.

    python flows/lecturebook_course.py LECTURES OUTPUT
    python flows/lecturebook_course.py LECTURES OUTPUT --cron "0 5 * * *"

The tasks are the functions of `lecturebook.course.build`, in the order that it gives; without Prefect the same run.
Without PREFECT_API_URL Prefect starts a server of its own for the run; a schedule needs one that stays.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast

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

from httpx import TransportError  # noqa: E402
from prefect import Task, flow, get_client, get_run_logger, serve  # noqa: E402
from prefect.artifacts import create_link_artifact, create_markdown_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.schedules import CronSchedule  # noqa: E402
from prefect.deployments.runner import RunnerDeployment  # noqa: E402
from prefect.events import emit_event  # noqa: E402
from prefect.exceptions import ParameterTypeError  # noqa: E402
from prefect.futures import PrefectFuture  # noqa: E402
from prefect.logging.configuration import setup_logging  # noqa: E402
from prefect.settings import PREFECT_API_URL  # noqa: E402
from prefect.task_engine import TaskRunTimeoutError  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402
from prefect.types import BANNED_CHARACTERS  # noqa: E402
from prefect.utilities.annotations import quote  # noqa: E402
from pydantic import Field, ValidationError  # noqa: E402

from lecturebook.course.cache import default_cache  # noqa: E402
from lecturebook.course.children import Children  # noqa: E402
from lecturebook.course.engine import OfLecture  # noqa: E402
from lecturebook.course.job import Recipe  # noqa: E402
from lecturebook.course.object_store import is_url  # noqa: E402
from lecturebook.course.publish import check_output  # noqa: E402
from lecturebook.course.remote import build_at, write_report  # noqa: E402
from lecturebook.course.report import Report  # noqa: E402
from lecturebook.course.scale import DEFAULT_WORKERS, Runner, Scale, ask_in_worker, question_for_worker  # noqa: E402
from lecturebook.errors import EXIT_CODES, SOME_FAILED, LecturebookError, SettingsError  # noqa: E402
from lecturebook.options import Options  # noqa: E402
from lecturebook.progress import tell  # noqa: E402
from lecturebook.slug import words_slug  # noqa: E402
from lecturebook.terminal import printable  # noqa: E402

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State, TaskRun

T = TypeVar("T")

# where the flow leaves its report for whoever called it: Prefect itself cannot, where its server died
_finished: ContextVar[list[Report] | None] = ContextVar("finished", default=None)


def _is_io(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """Whether a task failed on input or output, which may work the next time; a bad setting never does."""
    error = state.data
    return isinstance(error, OSError) or isinstance(getattr(error, "__cause__", None), OSError)


# of the failures, as an event is no place for a thousand
_MOST_TOLD = 20

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


@flow(name="course-site", persist_result=False, validate_parameters=True)
def course_site(
    lectures: str,
    output: str,
    templates: Path | None = None,
    model: str = "",
    punctuation: str = "",
    writer: str = "",
    dtype: Literal["auto", "float32", "bfloat16"] = "auto",
    device: str = "cpu",
    language: str = "",
    detail: str = "",
    runner: Runner = "threads",
    workers: Annotated[int, Field(ge=1, le=64)] = DEFAULT_WORKERS,
    timeout: Annotated[float, Field(gt=0)] | None = None,
    dask_address: str = "",
    wait: Annotated[float, Field(ge=0)] = 0,
    cache: Path | None = None,
    fresh: bool = False,
    report: Path | None = None,
) -> Report:
    """Build the site of a course.

    Args:
        lectures: A folder of transcripts, or one transcript; or its URL in an object store.
        output: Where the site goes: a new or empty folder, or a site made before; or a URL such as s3://bucket/course.
        templates: A folder of templates that replace ours, one by one.
        model: The sentence encoder, a folder or a Hugging Face name; empty takes the default.
        punctuation: A token classifier for stops and capitals, a folder or a Hugging Face name; none takes no one.
        writer: A model that gives sections an abstract: a folder, a Hugging Face name, http://HOST/v1#MODEL; or empty.
        dtype: What the encoder computes in; auto takes bfloat16 where the processor has it.
        device: Where the encoder runs, such as cpu or cuda.
        language: The language of the lectures, where it is neither told nor found.
        detail: How finely lectures are cut: coarse, normal, fine, or a number of sections an hour.
        runner: Where lectures are made: in threads, in processes of their own, or in the workers of a Dask cluster.
        workers: How many lectures are made at the same time.
        timeout: How many seconds one lecture may take; it fails then. With threads this is best effort.
        dask_address: The address of a Dask scheduler; empty starts a cluster on this machine.
        wait: How many seconds to wait for another build of the same output.
        cache: Where guides are kept from build to build; the user's own folder for caches where it is not told.
        fresh: Make every guide anew and keep none.
        report: Where to write what was done, as JSON; beside the output where it is not told.
    """
    recipe = Recipe(
        Options(
            language=language,
            model=model,
            punctuation=punctuation,
            writer=writer,
            detail=detail,
            dtype=dtype,
            device=device,
        ),
        templates,
        None if fresh else cache or default_cache(),
    )
    with closing(PrefectEngine(Scale(runner, workers, timeout, dask_address))) as engine:
        done = build_at([lectures], output, recipe, wait=wait, engine=engine)
    write_report(done, report, output)
    if (finished := _finished.get()) is not None:
        finished.append(done)
    with suppress(TransportError):  # the site stands; a server that died is told of once, by `run`
        _show(done)
    return done


def run(**parameters: Any) -> Report:
    """Run the flow now, with Prefect's log kept off the terminal; what it did.

    A build whose server dies goes on to its end, and that is told on stderr. Raises LecturebookError where a parameter
    cannot be meant, or no server answers from the start.
    """
    silence()
    finished: list[Report] = []
    _finished.set(finished)
    try:
        done: Report = course_site(**parameters)
    except ParameterTypeError as error:
        raise LecturebookError(" ".join(str(error).split())) from error
    except TransportError as error:
        gone = f"Prefect's server does not answer any more ({error})"
        if not finished:
            raise LecturebookError(f"{gone}; nothing was published") from error
        print(f"warning: {gone}: its page of this run is not complete, the site is", file=sys.stderr)
        return finished[0]
    return done


def _show(report: Report) -> None:
    """Put what was done on the pages of the run, and what failed into its log."""
    name = _named_after(report.url.rpartition("/")[0] or str(report.output))  # each site has a history of its own
    create_markdown_artifact(report.to_markdown(), key=f"{name}-report", description="What the build did")
    if report.guides:
        index = (report.output / "index.html").resolve()
        link, text = (report.url, report.url) if report.url else (index.as_uri(), str(index))
        create_link_artifact(link, link_text=text, key=f"{name}-link", description="The site")
    for note in report.notes():
        get_run_logger().info("%s", printable(note))
    for conflict in report.conflicts:
        get_run_logger().warning("conflict: %s", printable(str(conflict)))
    failures = [f"{printable(failure.file)}: {printable(failure.reason)}" for failure in report.failures]
    for failure in failures:
        get_run_logger().warning("%s", failure)
    if failures:  # the run completes: who wants to be told of them waits for this; see automations.yaml
        resource = {"prefect.resource.id": f"lecturebook.site.{name}"}
        emit_event("lecturebook.lectures-failed", resource, payload={"failures": failures[:_MOST_TOLD]})


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
        return error.exit_code
    return 0


def _parser() -> ArgumentParser:
    """The options of the flow, as its signature and docstring tell them, and those of a schedule."""
    parser = ArgumentParser(
        description="Build the site of a course, once or on a schedule.",
        epilog=EXIT_CODES,
        allow_abbrev=False,
    )
    for name, known in course_site.parameters.properties.items():
        about = known["description"].replace("%", "%%")
        if name in course_site.parameters.required:
            parser.add_argument(name, metavar=name.upper(), type=_kind(known), help=about)
        elif known.get("type") == "boolean":
            parser.add_argument(f"--{name}", action="store_true", help=about)
        else:
            default = known["default"]
            shown = f"{about} (default: {default})" if default not in (None, "") else about
            parser.add_argument(f"--{name}", type=_kind(known), default=default, choices=known.get("enum"), help=shown)
    schedule = parser.add_argument_group("schedule")
    schedule.add_argument("--cron", help="Build at these times, such as '0 5 * * *', until stopped.")
    schedule.add_argument("--timezone", help="Whose clock --cron means, such as Europe/Berlin. (default: UTC)")
    schedule.add_argument("--name", help="Name of the schedule. (default: that of the folder LECTURES)")
    return parser


def _kind(known: dict[str, Any]) -> type:
    """What the text of an option is turned into, by the schema of the parameter."""
    if any(one.get("format") == "path" for one in (known, *known.get("anyOf", ()))):
        return Path
    kinds = {one.get("type") for one in (known, *known.get("anyOf", ()))}
    return next((kind for name, kind in (("integer", int), ("number", float)) if name in kinds), str)


def _build_once(parameters: dict[str, Any]) -> int:
    """Run the flow now, and tell what failed."""
    report = run(**parameters)
    for line in report.losses():
        print(printable(line), file=sys.stderr)
    return SOME_FAILED if report.failures else 0


def _named_after(place: str) -> str:
    """A name for what belongs to a folder or a URL: schedules of two courses must not replace each other."""
    return words_slug(place.rstrip("/").rpartition("/")[2] if is_url(place) else Path(place).resolve().name) or "course"


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
    lectures, output = parameters["lectures"], parameters["output"]
    if not is_url(lectures) and not Path(lectures).exists():
        raise SettingsError(lectures, "no such file or folder", "a folder of transcripts")
    if not is_url(output):
        check_output(Path(output))
    # the runs are other processes, maybe of another day: what a path is relative to must not matter. Not resolved, as
    # the target of a link may change
    served = {key: str(value.absolute()) if isinstance(value, Path) else value for key, value in parameters.items()}
    places = {"lectures": lectures, "output": output}
    served |= {key: place if is_url(place) else str(Path(place).absolute()) for key, place in places.items()}
    deployment = RunnerDeployment.from_flow(course_site, name, schedules=[schedule], parameters=served)
    # not `course_site.serve`: that pickles the flow for each run without the module around it, where the types of its
    # parameters are not found. Here each run loads this file. One at a time, as two would write one site: a run that is
    # due meanwhile waits
    serve(deployment, limit=1)


if __name__ == "__main__":
    sys.exit(main())
