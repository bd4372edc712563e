"""A course on a schedule, tried end to end: Prefect on PostgreSQL, a worker, prefect.yaml, automations.yaml.

It takes some minutes and needs Debian's postgresql. Each line is the seconds that a step took; one that does not come
what it should ends the trial with an error.
"""

from __future__ import annotations

import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import yaml
from filelock import FileLock

from common import Figure, parser, report, skip
from prefect_server import PrefectServer, free_port, postgresql, prefect_server, running, wait_for

_ROOT = Path(__file__).resolve().parents[1]
_FLOW = _ROOT / "flows" / "lecturebook_course.py"
_SRT = "1\n00:00:01,000 --> 00:00:06,000\na page is basically a block of bytes on the {}\n"
_MAKE_BLOCK = """
import sys
from prefect.blocks.notifications import CustomWebhookNotificationBlock
body = {"subject": "{{subject}}", "body": "{{body}}"}
block = CustomWebhookNotificationBlock(name="trial", url=sys.argv[1], json_data=body)
print(block.save("trial"))
"""


class Trial:
    """A course, its site, and the server that has it on a schedule."""

    def __init__(self, folder: Path, server: PrefectServer) -> None:
        self.folder, self.server = folder, server
        self.lectures, self.site = folder / "lectures", folder / "site"
        self.lock = FileLock(folder / ".site.lock", thread_local=False)
        self.figures: list[Figure] = []

    @contextmanager
    def step(self, name: str, label: str) -> Iterator[None]:
        """Time what the block does."""
        start = time.monotonic()
        yield
        self.figures.append(Figure(name, label, time.monotonic() - start, "s"))
        print(f"{self.figures[-1].value:7.1f} s  {label}", flush=True)

    def prefect(self, *arguments: str | Path) -> str:
        """What a command of Prefect's prints."""
        command = [sys.executable, "-m", "prefect", "--no-prompt", *map(str, arguments)]
        # prefect.yaml names the folder by $PWD, which a shell sets
        done = subprocess.run(
            command, cwd=_ROOT, env=self.server.environment(PWD=str(_ROOT)), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
        return done.stdout

    def runs(self, *states: str) -> list[dict[str, Any]]:
        """The runs of the flow in one of `states`, the last first."""
        body = {"sort": "START_TIME_DESC", "flow_runs": {"state": {"type": {"any_": list(states)}}}}
        return list(self.server.post("flow_runs/filter", body))

    def run_again(self, **parameters: object) -> str:
        """The id of a run of the deployment that starts now."""
        deployment = self.deployment()["id"]
        body = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        return str(self.server.post(f"deployments/{deployment}/create_flow_run", body)["id"])

    def deployment(self) -> dict[str, Any]:
        """The deployment as the server has it."""
        (only,) = self.server.post("deployments/filter", {})
        return dict(only)

    def until(self, run: str, *states: str) -> dict[str, Any]:
        """The run once it is in one of `states`; an error where it ends in another."""

        def there() -> dict[str, Any] | None:
            (only,) = self.server.post("flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
            kind = only["state"]["type"]
            if kind in states:
                return dict(only)
            if kind in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}:
                raise RuntimeError(f"the run is {kind}, not {states}: {only['state']['message']}")
            return None

        found: dict[str, Any] = wait_for(there, f"a run that is {states}")
        return found

    def lectures_in_site(self) -> set[str]:
        """The ids of the lectures in the site; none where there is no site yet."""
        place = self.site / "course.json"
        return {row["id"] for row in json.loads(place.read_text())["lectures"]} if place.exists() else set()


def main() -> None:
    """Try it, and report how long each step took."""
    arguments = parser(__doc__ or "").parse_args()
    if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        skip("no PostgreSQL: apt-get install postgresql")
    with tempfile.TemporaryDirectory() as name, ExitStack() as open_:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as another user
        (folder / "home").mkdir()
        database = open_.enter_context(postgresql(folder / "pg"))
        port = free_port()
        settings = {"PREFECT_SERVER_DATABASE_CONNECTION_URL": database}
        with prefect_server(folder / "home", port, **settings) as server:
            trial = Trial(folder, server)
            _deploy(trial)
            with listening() as told, _worker(trial) as worker:
                _notify(trial, told.address)
                _nights(trial, told)
                _two_at_once(trial)
                _worker_dies(trial, worker, told)
            with _worker(trial), trial.step("after_worker", "a new worker: the next run completes"):
                trial.until(trial.run_again(), "COMPLETED")
            _server_dies(trial)
        with prefect_server(folder / "home", port, **settings), trial.step("after_server", "server again: next run"):
            if (code := _at_once(trial).wait()) != 0:
                raise RuntimeError(f"the next run left with code {code}")
    report("A course on a schedule", trial.figures, arguments.json)


def _deploy(trial: Trial) -> None:
    """The deployment of prefect.yaml, each minute and with lectures of its own."""
    trial.lectures.mkdir()
    (trial.lectures / "a.srt").write_text(_SRT.format("disk"))
    with trial.step("deploy", "work pool, deployment"):
        document = yaml.safe_load((_ROOT / "prefect.yaml").read_text())
        (deployment,) = document["deployments"]
        deployment["schedules"] = [{"cron": "* * * * *"}]
        kept = trial.folder / "kept"
        deployment["parameters"] = {"lectures": str(trial.lectures), "output": str(trial.site), "cache": str(kept)}
        file = trial.folder / "prefect.yaml"
        file.write_text(yaml.safe_dump(document))
        trial.prefect("work-pool", "create", "lecturebook", "--type", "process")
        trial.prefect("deploy", "--all", "--prefect-file", file)
    shown = trial.deployment()["parameter_openapi_schema"]["properties"]
    bare = [name for name, one in shown.items() if not one.get("description") or not one.get("title")]
    if bare:
        raise RuntimeError(f"parameters that Prefect's pages cannot explain: {bare}")
    trial.figures.append(Figure("parameters", "parameters that its pages explain", len(shown)))


@contextmanager
def _worker(trial: Trial) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "lecturebook"]
    log = trial.folder / "worker.log"
    more = {"PREFECT_WORKER_QUERY_SECONDS": "2"}
    with running(command, log, env=trial.server.environment(**more), cwd=trial.folder) as process:
        yield process


class Told(http.server.ThreadingHTTPServer):
    """Whoever is told when a night goes wrong."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hearing)
        self.messages: list[dict[str, str]] = []

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def about(self, words: str) -> list[dict[str, str]]:
        """The messages with `words` in their subject."""
        return [message for message in self.messages if words in message["subject"]]


class _Hearing(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["content-length"]))
        self.server.messages.append(json.loads(content))  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def listening() -> Iterator[Told]:
    """Somebody who hears notifications."""
    with Told() as told:
        threading.Thread(target=told.serve_forever, daemon=True).start()
        yield told
        told.shutdown()


def _notify(trial: Trial, address: str) -> None:
    """automations.yaml, with a block that leads to `address`."""
    with trial.step("automations", "notification block, automations.yaml"):
        made = subprocess.run(
            [sys.executable, "-c", _MAKE_BLOCK, address],
            env=trial.server.environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        block = made.stdout.split()[-1]
        file = trial.folder / "automations.yaml"
        file.write_text((_ROOT / "automations.yaml").read_text().replace("00000000-0000-0000-0000-000000000000", block))
        trial.prefect("automation", "create", "--from-file", file)


def _nights(trial: Trial, told: Told) -> None:
    """The schedule fires; what is new, changed or broken is found, published, shown and told."""
    with trial.step("first_night", "the schedule fires by itself and builds the site"):
        (first,) = wait_for(lambda: trial.runs("COMPLETED", "FAILED", "CRASHED"), "a run", 600)[-1:]
        if first["state"]["type"] != "COMPLETED" or not first["auto_scheduled"]:
            raise RuntimeError(f"{first['state']}")
    kinds = {one["key"]: one["type"] for one in trial.server.post("artifacts/filter", {})}
    if (
        kinds != {"site-report": "markdown", "site-link": "markdown"}
        or not (trial.folder / "site.report.json").exists()
    ):
        raise RuntimeError(f"artifacts: {kinds}")

    (trial.lectures / "a.srt").write_text(_SRT.format("tape"))
    (trial.lectures / "b.srt").write_text(_SRT.format("shelf"))
    (trial.lectures / "c.txt").write_text("no times at all")
    with trial.step("next_night", "the next one finds a new, a changed and a broken lecture"):
        wait_for(lambda: trial.lectures_in_site() == {"a", "b"}, "a site with both", 600)
    if "tape" not in (trial.site / "lectures" / "a" / "guide.md").read_text():
        raise RuntimeError("the changed lecture is as it was")
    with trial.step("told_of_lecture", "somebody is told of the broken one"):
        (message, *_) = wait_for(lambda: told.about("left out"), "a notification")
        if "c.txt" not in message["body"]:
            raise RuntimeError(f"{message}")
    (trial.lectures / "c.txt").unlink()
    trial.prefect("deployment", "schedule", "pause", "--all")
    wait_for(lambda: not trial.runs("RUNNING", "PENDING"), "quiet")


def _two_at_once(trial: Trial) -> None:
    """Of two runs of the deployment one is left out; any other build waits, or leaves with code 75."""
    with trial.lock:
        first = trial.run_again(wait=900)
        trial.until(first, "RUNNING")
        with trial.step("second_run", "a second run of the deployment is left out"):
            trial.until(trial.run_again(), "CANCELLED")
        with trial.step("second_build", "another build of the same site leaves with code 75"):
            if (code := _at_once(trial).wait()) != 75:
                raise RuntimeError(f"it left with code {code}")
    with trial.step("waited", "the run that waited for the site completes"):
        trial.until(first, "COMPLETED")


def _worker_dies(trial: Trial, worker: subprocess.Popen[bytes], told: Told) -> None:
    """SIGKILL for a worker with the run that it had: nothing is left to say so but the heartbeat that stops."""
    with trial.lock:
        run = trial.run_again(wait=900)
        trial.until(run, "RUNNING")
        time.sleep(35)  # one heartbeat
        os.killpg(worker.pid, signal.SIGKILL)
        for process in _of_run(run):
            os.kill(process, signal.SIGKILL)
        with trial.step("vanished", "worker and run killed: the run is found crashed"):
            trial.until(run, "CRASHED")
        wait_for(lambda: [one for one in told.messages if "vanished" in one["body"]], "a notification of it")


def _of_run(run: str) -> list[int]:
    """The processes that carry out a run: those whose environment names it."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"PREFECT__FLOW_RUN_ID={run}".encode() in place.read_bytes().split(b"\0"):
                found.append(int(place.parent.name))
        except OSError:
            continue  # gone by now, or of somebody else
    return found


def _server_dies(trial: Trial) -> None:
    """SIGKILL for the server in the middle of a build: it goes on, publishes, says so and leaves with code 0."""
    (trial.lectures / "b.srt").unlink()
    with trial.lock:
        build = _at_once(trial, "--wait", "900")
        wait_for(lambda: trial.runs("RUNNING"), "a run")
        time.sleep(2)
        os.killpg(trial.server.process.pid, signal.SIGKILL)
    with trial.step("server_dies", "server killed in a build: it ends, the site published"):
        errors = build.communicate()[1].decode()
    if build.returncode or trial.lectures_in_site() != {"a"} or "does not answer any more" not in errors:
        raise RuntimeError(f"code {build.returncode}: {errors}")


def _at_once(trial: Trial, *options: str) -> subprocess.Popen[bytes]:
    """The flow as a command."""
    command = [sys.executable, _FLOW, trial.lectures, trial.site, "--cache", trial.folder / "kept", *options]
    return subprocess.Popen(
        command, env=trial.server.environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=trial.folder
    )


if __name__ == "__main__":
    main()
