"""The Prefect flow, against a server, with the stand-in for the encoder; `test_same_bytes` has the real one."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

import lecturebook.course.build as stages
from awkward import Work, carry_out
from fake import FakeEncoder
from lecturebook.course.scale import Runner, Scale
from lecturebook.errors import SettingsError
from prefect_server import PrefectServer

LECTURES = Path(__file__).parent / "lectures"
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Two good lectures, one without a word and one that is no transcript."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("01-storage.srt", "04-replication.csv"):
        shutil.copy(LECTURES / name, folder)
    (folder / "b.srt").write_text("1\n00:00:01,000 --> 00:00:05,000\n[Music]\n")
    (folder / "c.txt").write_text("no times at all")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_flow_and_the_plain_loop_write_the_same_and_a_second_run_loads_no_model(
    at_server: PrefectServer, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.artifacts import Artifact

    from lecturebook_course import course_site

    stages.build([course], tmp_path / "plain")
    output = tmp_path / "flow" / "site"
    kept = tmp_path / "kept"  # not in the store that tests with the real encoder share
    report = course_site(lectures=str(course), output=str(output), cache=kept)
    assert files(output) == files(tmp_path / "plain")
    # one that is broken never stops the others
    assert report.guides == 2
    assert {failure.file for failure in report.failures} == {"b.srt", "c.txt"}
    assert "no spoken word" in next(f.reason for f in report.failures if f.file == "b.srt")
    # what is beside the site, and on the pages of the run
    assert sorted(path.name for path in output.parent.iterdir()) == [".site.lock", "site", "site.report.json"]
    document = json.loads((output.parent / "site.report.json").read_text())
    assert [lecture["state"] for lecture in document["lectures"]] == ["made", "made", "failed"]
    assert document["proof"] == report.proof
    assert "2 made, 0 reused" in Artifact.get("site-report").data
    assert (output / "index.html").as_uri() in Artifact.get("site-link").data

    def load(*_: object) -> None:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(stages, "load_models", load)
    again = course_site(lectures=str(course), output=str(output), cache=kept)
    assert again.is_unchanged
    assert {lecture.why for lecture in again.lectures if lecture.state != "failed"} == {"nothing changed"}


@pytest.mark.parametrize(
    ("runner", "whats", "lost"),
    [
        ("threads", ("plain-1", "spin", "plain-2"), "lost: lecture 'spin': TaskRunTimeoutError: "),
        ("processes", ("plain-1", "die", "plain-2"), "lost: lecture 'die': the process that made it died"),
    ],
)
def test_a_lecture_that_goes_wrong_costs_the_flow_no_other(
    at_server: PrefectServer, runner: Runner, whats: tuple[str, ...], lost: str, tmp_path: Path
) -> None:
    from prefect import flow

    from lecturebook_prefect.engine import PrefectEngine

    @flow
    def trial() -> list[object]:
        with closing(PrefectEngine(Scale(runner, 2, timeout=5))) as engine:
            return list(engine.each(carry_out, [Work(what, tmp_path) for what in whats], "yes"))

    first, second, third = map(str, trial())
    assert second.startswith(lost)
    assert {int(text.removeprefix("yes ")) == os.getpid() for text in (first, third)} == {runner == "threads"}


def test_the_flow_can_travel_to_workers_of_dask() -> None:
    """Prefect sends the flow along with every task, and its function goes by value."""
    import cloudpickle

    from lecturebook_course import course_site

    assert cloudpickle.loads(cloudpickle.dumps(course_site.fn)).__name__ == "course_site"


def test_dask_that_is_not_installed_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from lecturebook_prefect.engine import _pool

    monkeypatch.setitem(sys.modules, "prefect_dask", None)
    with pytest.raises(SettingsError, match=r"pip install 'lecturebook\[dask\]'"):
        _pool(Scale("dask"))
