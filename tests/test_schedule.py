"""The schedule: the flow as a deployment sees it, prefect.yaml, the script's --cron, and a run fired by a server."""

import inspect
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest
import yaml
from filelock import FileLock

from fake import FakeEncoder
from lecturebook.course import build as stages
from lecturebook.course.job import Recipe
from lecturebook.course.report import Report
from lecturebook.errors import LecturebookError
from prefect_server import PrefectServer, free_port, running, wait_for

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "flows" / "lecturebook_course.py"
SRT = "1\n00:00:01,000 --> 00:00:05,000\na page is basically a block of bytes on the disk\n"


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


def run(server: PrefectServer, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        env=server.environment(),
        cwd=server.home,
    )


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A store with the guide of `SRT`, so that a run in another process loads no encoder."""
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
    (tmp_path / "lectures").mkdir()
    (tmp_path / "lectures" / "a.srt").write_text(SRT)
    stages.build([tmp_path / "lectures"], tmp_path / "first", Recipe(cache=tmp_path / "kept"))
    return tmp_path / "kept"


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


def test_the_automations_are_ones_that_prefect_takes_and_wait_for_what_the_flow_tells():
    from prefect.events.schemas.automations import AutomationCore

    document = yaml.safe_load((ROOT / "automations.yaml").read_text())
    automations = [AutomationCore.model_validate(one) for one in document["automations"]]
    expected = {event for one in automations for event in one.trigger.expect if not event.startswith("prefect.")}
    assert expected == {"lecturebook.lectures-failed"}
    assert all(f'emit_event("{event}"' in SCRIPT.read_text() for event in expected)


def test_help_shows_every_parameter_of_the_flow(course_site, capsys):
    from lecturebook_course import main

    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    for name in course_site.parameters.properties:
        assert (name.upper() if name in course_site.parameters.required else f"--{name} ") in shown


def test_a_schedule_without_a_server_is_code_2_and_says_how_to_get_one(tmp_path, capsys):
    # Prefect itself would serve on, and nothing would ever be built
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from lecturebook_course import main

    with temporary_settings({PREFECT_API_URL: None}):
        assert main([str(tmp_path), "out", "--cron", "0 5 * * *"]) == 2
    said = capsys.readouterr().err
    assert "`prefect server start`" in said
    assert "`export PREFECT_API_URL=http://127.0.0.1:4200/api`" in said
    assert len(said.splitlines()) == 1


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


@pytest.mark.slow
def test_a_schedule_fires_by_itself_and_builds_the_site(server, kept, tmp_path):
    # relative paths, and a sixth field, of seconds: due within five
    command = [
        sys.executable,
        SCRIPT,
        "lectures",
        "site",
        "--cron",
        "* * * * * */5",
        "--name",
        "often",
        "--cache",
        kept,
    ]
    log = tmp_path / "serve.log"

    def fired():
        assert served.poll() is None, log.read_text()
        done = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}}}
        return [one for one in server.post("flow_runs/filter", done) if one["auto_scheduled"]]

    with running(command, log, env=server.environment(), cwd=tmp_path) as served:
        last = wait_for(fired, log.name)[-1]
    assert last["state"]["type"] == "COMPLETED", log.read_text()
    assert last["parameters"]["output"] == str(tmp_path / "site")
    assert (tmp_path / "site" / "lectures" / "a" / "guide.html").is_file()
    assert served.returncode == 0
    # the log of a scheduled run is at the server, where one looks for it
    assert server.post("logs/filter", {"logs": {"flow_run_id": {"any_": [last["id"]]}}})


@pytest.mark.slow
def test_a_run_at_once_tells_of_what_failed_and_nothing_else(server, kept, tmp_path):
    (tmp_path / "lectures" / "c.txt").write_text("no times at all")
    done = run(server, tmp_path / "lectures", tmp_path / "out", "--cache", kept)
    assert done.returncode == 1
    assert done.stderr.startswith("failed: c.txt: ")
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "out" / "lectures" / "a" / "guide.html").is_file()


@pytest.mark.slow
def test_a_mistake_that_the_flow_finds_is_one_line_and_code_2(server, tmp_path):
    done = run(server, tmp_path / "nowhere", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "no such file or folder" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lectures", "output", "name", "says"),
    [
        ("nowhere", "out", "nightly", "no such file or folder"),
        ("in", "mine", "nightly", "did not make"),
        ("in", "out", "a/b", "--name: 'a/b'"),
    ],
)
def test_a_mistake_in_a_schedule_is_one_line_and_code_2(at_server, lectures, output, name, says, tmp_path, capsys):
    from lecturebook_course import main

    for folder in ("in", "mine"):
        (tmp_path / folder).mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    assert main([str(tmp_path / lectures), str(tmp_path / output), "--cron", "0 5 * * *", "--name", name]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert says in said
    assert len(said.splitlines()) == 1


@pytest.mark.slow
def test_two_builds_of_one_output_through_prefect_never_meet(at_server, kept, tmp_path):
    from lecturebook.errors import BusyError
    from lecturebook_course import course_site

    lock = FileLock(tmp_path / ".site.lock", thread_local=False)
    given = {"lectures": str(tmp_path / "lectures"), "output": str(tmp_path / "site"), "cache": kept}
    with lock, pytest.raises(BusyError) as raised:
        course_site(**given)
    assert raised.value.exit_code == 75
    lock.acquire()
    threading.Timer(1, lock.release).start()
    assert course_site(**given, wait=60).guides == 1


def test_a_server_that_does_not_answer_is_code_2(tmp_path, capsys):
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from lecturebook_course import main

    api = f"http://127.0.0.1:{free_port()}/api"
    with temporary_settings({PREFECT_API_URL: api}):
        assert main([str(tmp_path), str(tmp_path / "out"), "--cron", "0 5 * * *"]) == 2
    assert f"no Prefect server answers at {api}" in capsys.readouterr().err


def test_a_build_outlives_the_server(tmp_path, monkeypatch, capsys):
    """What is left when the flow's last words reach nobody; benchmarks/schedule.py kills a server for it."""
    import lecturebook_course
    from lecturebook_prefect.finished import leave

    def site(published):
        def flow(**_):
            for report in published:
                leave(report)
            raise httpx.ConnectError("Connection refused")

        return flow

    report = Report(tmp_path / "site", (), 0, ())
    monkeypatch.setattr(lecturebook_course, "course_site", site([report]))
    assert lecturebook_course.run() is report
    assert "does not answer any more (Connection refused)" in capsys.readouterr().err
    monkeypatch.setattr(lecturebook_course, "course_site", site([]))
    with pytest.raises(LecturebookError, match="nothing was published"):
        lecturebook_course.run()
