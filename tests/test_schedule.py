"""The schedule: the flow as a deployment sees it, prefect.yaml, the script's --cron, and a run fired by a server."""

import inspect
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "flows" / "lecturebook_course.py"
SRT = "1\n00:00:01,000 --> 00:00:05,000\na page is basically a block of bytes on the disk\n"
NO_SPEECH = "1\n00:00:01,000 --> 00:00:05,000\n[Music]\n"


@pytest.fixture(scope="module")
def course_site():
    """The flow as a deployment loads it: from its entrypoint, and not a placeholder for one that fails to import."""
    from prefect.flows import load_flow_from_entrypoint

    return load_flow_from_entrypoint(f"{SCRIPT}:course_site", use_placeholder_flow=False)


@pytest.fixture(scope="module")
def deployment():
    from prefect.cli.deploy._models import PrefectYamlModel

    (only,) = PrefectYamlModel.model_validate(yaml.safe_load((ROOT / "prefect.yaml").read_text())).deployments
    return only


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment with a home for Prefect and nothing of Prefect's but what is in `more`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**kept, "PREFECT_HOME": str(home), "DO_NOT_TRACK": "1", **more}


def run(home: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment(home, **more),
        cwd=home,
    )


def test_every_parameter_has_a_type_and_a_description(course_site):
    known = course_site.parameters.properties
    assert list(known) == list(inspect.signature(course_site.fn).parameters)
    assert all("type" in one or "anyOf" in one for one in known.values())
    assert all(one["description"] for one in known.values())
    assert course_site.parameters.required == ["lectures", "output"]


def test_the_deployment_names_the_flow_and_its_parameters(deployment, course_site):
    from prefect.flows import load_flow_from_entrypoint

    file, flow = deployment.entrypoint.split(":")
    assert load_flow_from_entrypoint(f"{ROOT / file}:{flow}", use_placeholder_flow=False).name == course_site.name
    assert set(deployment.parameters) >= set(course_site.parameters.required)
    assert course_site.validate_parameters(deployment.parameters)


def test_the_deployment_tells_of_each_parameter_with_its_default(course_site):
    lines = [line.strip().removeprefix("# ") for line in (ROOT / "prefect.yaml").read_text().splitlines()]
    for name, known in course_site.parameters.properties.items():
        (line,) = [line for line in lines if line.startswith(f"{name}: ") and " # " in line]
        if name not in course_site.parameters.required:
            assert yaml.safe_load(line) == {name: known["default"]}


def test_the_deployment_is_nightly_for_workers_of_type_process(deployment):
    from prefect.client.schemas.schedules import CronSchedule

    (schedule,) = deployment.schedules
    assert CronSchedule(cron=schedule.cron, timezone=schedule.timezone).cron == "0 5 * * *"
    # a slug would make `prefect deploy --cron` fail
    assert schedule.slug is None
    assert deployment.work_pool.name == "lecturebook"
    assert deployment.work_pool.job_variables["env"]["DO_NOT_TRACK"] == "1"


def test_help_shows_every_parameter_of_the_flow(course_site, capsys):
    from lecturebook_course import main

    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    for name in course_site.parameters.properties:
        assert (name.upper() if name in course_site.parameters.required else f"--{name} ") in shown


def test_a_schedule_without_a_server_is_code_2_and_says_how_to_get_one(tmp_path):
    # Prefect itself would serve on, and nothing would ever be built
    (tmp_path / "in").mkdir()
    done = run(tmp_path, "in", "out", "--cron", "0 5 * * *")
    assert done.returncode == 2
    assert "`prefect server start`" in done.stderr
    assert "`export PREFECT_API_URL=http://127.0.0.1:4200/api`" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--cron", "every night"], "error: --cron: 'every night'; accepted: five fields"),
        (["--cron", ""], "error: --cron: ''"),
        (["--cron", "0 5 * * *", "--timezone", "Atlantis/Poseidonis"], "error: --timezone: 'Atlantis/Poseidonis'"),
    ],
)
def test_a_wrong_schedule_is_one_line_and_code_2(options, says, capsys):
    from lecturebook_course import main

    assert main(["in", "out", *options]) == 2
    said = capsys.readouterr().err
    assert said.startswith(says)
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(("options", "says"), [(["--timezone", "UTC"], "need --cron"), (["--workers", "many"], "int")])
def test_wrong_options_are_code_2(options, says, capsys):
    from lecturebook_course import main

    with pytest.raises(SystemExit) as raised:
        main(["in", "out", *options])
    assert raised.value.code == 2
    assert says in capsys.readouterr().err


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def running(command: list[str | Path], log: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process with all that it starts, gone when the block ends."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


def post(url: str, body: object) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """A server of Prefect's on this machine alone: the address of its API, and the home it shares with its clients."""
    home = tmp_path_factory.mktemp("prefect")
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    quiet = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    with running(command, home / "server.log", env=environment(home, **quiet), cwd=home) as process:
        end = time.monotonic() + 120
        while True:
            try:
                with urllib.request.urlopen(f"{api}/health", timeout=5):
                    break
            except OSError:
                assert process.poll() is None, (home / "server.log").read_text()
                assert time.monotonic() < end, (home / "server.log").read_text()
                time.sleep(0.5)
        yield api, home


@pytest.mark.slow
def test_a_schedule_fires_by_itself_and_builds_the_site(server, tmp_path):
    api, home = server
    (tmp_path / "lectures").mkdir()
    (tmp_path / "lectures" / "a.srt").write_text(SRT)
    # relative paths, and a sixth field, of seconds: due within ten
    command = [sys.executable, SCRIPT, "lectures", "site", "--cron", "* * * * * */10", "--name", "often"]
    log = tmp_path / "serve.log"
    fired: list[dict[str, Any]] = []
    with running(command, log, env=environment(home, PREFECT_API_URL=api), cwd=tmp_path) as served:
        end = time.monotonic() + 150
        while not fired and time.monotonic() < end:
            assert served.poll() is None, log.read_text()
            time.sleep(1)
            done = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}}}
            fired = post(f"{api}/flow_runs/filter", done)
    assert fired, log.read_text()
    assert fired[-1]["state"]["type"] == "COMPLETED", log.read_text()
    assert fired[-1]["auto_scheduled"]
    assert fired[-1]["parameters"]["output"] == str(tmp_path / "site")
    assert (tmp_path / "site" / "lectures" / "a" / "guide.html").is_file()
    assert served.returncode == 0
    # the log of a scheduled run is at the server, where one looks for it
    assert post(f"{api}/logs/filter", {"logs": {"flow_run_id": {"any_": [fired[-1]["id"]]}}})


@pytest.mark.slow
def test_a_run_at_once_tells_of_what_failed_and_nothing_else(server, tmp_path):
    api, home = server
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.srt").write_text(SRT)
    (tmp_path / "in" / "b.srt").write_text(NO_SPEECH)
    done = run(home, tmp_path / "in", tmp_path / "out", PREFECT_API_URL=api)
    assert done.returncode == 1
    assert done.stderr.startswith("failed: b.srt: ")
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "out" / "lectures" / "a" / "guide.html").is_file()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere", "out"], "no such file or folder"),
        (["nowhere", "out", "--cron", "0 5 * * *"], "no such file or folder"),
        (["in", "mine", "--cron", "0 5 * * *"], "did not make"),
        (["in", "out", "--cron", "0 5 * * *", "--name", "a/b"], "--name: 'a/b'"),
    ],
)
def test_a_mistake_that_a_server_is_asked_for_is_one_line_and_code_2(server, arguments, says, tmp_path):
    api, home = server
    for folder in ("in", "mine"):
        (tmp_path / folder).mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    lectures, output, *options = arguments
    done = run(home, tmp_path / lectures, tmp_path / output, *options, PREFECT_API_URL=api)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
def test_a_server_that_does_not_answer_is_code_2(tmp_path):
    (tmp_path / "in").mkdir()
    api = f"http://127.0.0.1:{free_port()}/api"
    done = run(tmp_path, "in", "out", "--cron", "0 5 * * *", PREFECT_API_URL=api)
    assert done.returncode == 2
    assert f"no Prefect server answers at {api}" in done.stderr
