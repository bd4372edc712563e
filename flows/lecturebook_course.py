"""The Prefect flow of lecturebook: a folder of transcripts in, the site of a course out.

    python flows/lecturebook_course.py LECTURES OUTPUT
    python flows/lecturebook_course.py LECTURES OUTPUT --cron "0 5 * * *"

The tasks are the functions of `lecturebook.course.build`, in the order that it gives; without Prefect the same run.
Without PREFECT_API_URL Prefect starts a server of its own for the run; a schedule needs one that stays.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated, Any, Literal

from lecturebook_prefect.command import command  # before Prefect: its settings count from then on
from lecturebook_prefect.engine import PrefectEngine
from lecturebook_prefect.finished import expect_report, leave
from lecturebook_prefect.schedule import named_after

# isort: split

from httpx import TransportError
from prefect import flow, get_run_logger
from prefect.artifacts import create_link_artifact, create_markdown_artifact
from prefect.events import emit_event
from prefect.exceptions import ParameterTypeError
from prefect.logging.configuration import setup_logging
from pydantic import Field

from lecturebook.course.cache import default_cache
from lecturebook.course.job import Recipe
from lecturebook.course.remote import build_at, write_report
from lecturebook.course.report import Report
from lecturebook.course.scale import DEFAULT_WORKERS, Runner, Scale
from lecturebook.errors import LecturebookError
from lecturebook.options import Options
from lecturebook.terminal import printable

# of the failures, as an event is no place for a thousand
_MOST_TOLD = 20


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
    leave(done)
    with suppress(TransportError):  # the site stands; a server that died is told of once, by `run`
        _show(done)
    return done


def run(**parameters: Any) -> Report:
    """Run the flow now, with Prefect's log kept off the terminal; what it did.

    A build whose server dies goes on to its end, and that is told on stderr. Raises LecturebookError where a parameter
    cannot be meant, or no server answers from the start.
    """
    silence()
    finished = expect_report()
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
    name = named_after(report.url.rpartition("/")[0] or str(report.output))  # each site has a history of its own
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
    return command(course_site, run, arguments)


if __name__ == "__main__":
    sys.exit(main())
