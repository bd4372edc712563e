"""How lectures are shared out, and that it leaves no trace in the site."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

import awkward_build
from awkward import Work, carry_out
from fake import FakeEncoder
from lecturebook.cli import app
from lecturebook.course import build as stages
from lecturebook.course.children import Children
from lecturebook.course.scale import Runner, Scale, ask_in_worker, plain_engine, question_for_worker
from lecturebook.errors import SettingsError
from lectures_made import TESTS

SRT = "1\n00:00:01,000 --> 00:00:05,000\na page is basically a block of bytes on the disk\n"


def test_children_make_the_same_guide_and_lose_what_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course, guide = tmp_path / "course", Path("lectures", "lbsample-04", "guide.json")
    course.mkdir()
    shutil.copy(TESTS / "lectures" / "04-replication.csv", course)
    with monkeypatch.context() as patch:
        patch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
        stages.build([course], tmp_path / "plain")

    (course / "dies.srt").write_text(SRT)
    monkeypatch.setattr(stages, "guide_lecture", awkward_build.guide_lecture)
    with closing(plain_engine(Scale("processes", 1))) as engine:
        report = stages.build([course], tmp_path / "site", engine=engine)
    assert (tmp_path / "site" / guide).read_bytes() == (tmp_path / "plain" / guide).read_bytes()
    assert {failure.file: failure.reason for failure in report.failures} == {
        "dies.srt": "lecture 'dies': the process that made it died, 2 times (SIGKILL, as where memory runs out)",
    }


@pytest.mark.parametrize(
    ("runner", "jobs", "workers", "sizes"),
    [
        ("threads", 3, 2, [1, 1, 1]),
        ("processes", 0, 2, []),
        ("processes", 3, 2, [1, 1, 1]),
        ("processes", 20, 2, [3, 3, 3, 3, 3, 3, 2]),
        ("dask", 1000, 4, [16] * 62 + [8]),
    ],
)
def test_chunks(runner: Runner, jobs: int, workers: int, sizes: list[int], tmp_path: Path) -> None:
    works = [Work(str(n), tmp_path) for n in range(jobs)]
    chunks = Scale(runner, workers).chunks(works)
    assert [len(chunk) for chunk in chunks] == sizes
    assert [work for chunk in chunks for work in chunk] == works


@pytest.mark.parametrize(
    ("scale", "says"),
    [
        ({"dask_address": "tcp://10.0.0.1:8786"}, "with --runner dask"),
        ({"runner": "processes", "timeout": 0}, "above 0"),
    ],
)
def test_what_would_have_no_effect_is_refused(scale: dict[str, object], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        Scale(**scale)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scale", "says"),
    [(Scale("dask"), "--no-prefect"), (Scale("threads", timeout=5), "accepted: --runner processes")],
)
def test_what_needs_prefect_is_refused_without(scale: Scale, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        plain_engine(scale)


def test_the_command_refuses_what_has_no_effect(tmp_path: Path) -> None:
    command = ["build", str(tmp_path), "-o", str(tmp_path / "site"), "--no-prefect", "--timeout", "5"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 2
    assert "accepted: --runner processes" in done.stderr


def test_a_worker_of_dask_has_children_of_its_own(tmp_path: Path) -> None:
    works = [Work("plain-1", tmp_path), Work("die", tmp_path), Work("plain-2", tmp_path)]
    answers = ask_in_worker(question_for_worker(works, carry_out, ("yes",), Scale("dask", 1)))
    made = [str(Children.read(answer, work)) for answer, work in zip(answers, works, strict=True)]
    assert [text.split()[0] for text in made] == ["yes", "lost:", "yes"]
