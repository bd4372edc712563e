"""A schedule that the process of a flow serves itself, without a worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import Flow, get_client, serve
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.settings import PREFECT_API_URL
from prefect.types import BANNED_CHARACTERS
from pydantic import ValidationError

from lecturebook.course.object_store import is_url
from lecturebook.course.publish import check_output
from lecturebook.errors import LecturebookError, SettingsError
from lecturebook.slug import words_slug


def named_after(place: str) -> str:
    """A name for what belongs to a folder or a URL: schedules of two courses must not replace each other."""
    return words_slug(place.rstrip("/").rpartition("/")[2] if is_url(place) else Path(place).resolve().name) or "course"


def schedule_of(cron: str, timezone: str | None) -> CronSchedule:
    """A schedule of Prefect's, checked before any server is asked. Raises SettingsError where it cannot be meant."""
    try:
        return CronSchedule(cron=cron, timezone=timezone or None)
    except ValidationError as error:
        wrong = {place: detail["msg"] for detail in error.errors() for place in detail["loc"]}
        option = "--cron" if "cron" in wrong else "--timezone"
        accepted = "five fields, such as '0 5 * * *'" if option == "--cron" else "a name such as Europe/Berlin"
        raise SettingsError(option, repr(cron if option == "--cron" else timezone), accepted) from error


def serve_at(schedule: CronSchedule, flow: Flow[..., Any], parameters: dict[str, Any], name: str) -> None:
    """Run `flow` with `parameters` at the times of `schedule`, which bears `name`, until the process is stopped.

    Raises LecturebookError where no server answers, and where such runs could not but fail.
    """
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
    deployment = RunnerDeployment.from_flow(flow, name, schedules=[schedule], parameters=served)
    # not `flow.serve`: that pickles the flow for each run without the module around it, where the types of its
    # parameters are not found. Here each run loads its file. One at a time, as two would write one site: a run that is
    # due meanwhile waits
    serve(deployment, limit=1)
