"""One course, the same bytes: whatever the hash seed, the clock's zone, the locale, the folder one stands in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from prefect_server import PrefectServer

LECTURES = Path(__file__).parent / "lectures"
FLOWS = Path(__file__).parents[1] / "flows"
# a build with the stand-in for the encoder: what could differ is everywhere but in it
BUILD = """
import sys
from pathlib import Path
from fake import FakeEncoder
from lecturebook.course import build as stages
stages.load_models = lambda *_: (FakeEncoder(), None)
*places, output = map(Path, sys.argv[1:])
report = stages.build(places, output)
assert not report.failures, report.failures
"""
HOMES = {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"}
AWAY = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242"}


def build(places: list[str], output: Path, cwd: Path, environment: dict[str, str]) -> dict[str, bytes]:
    paths = os.pathsep.join(map(str, (FLOWS, Path(__file__).parent)))
    command = [sys.executable, "-c", BUILD, *places, str(output)]
    subprocess.run(command, cwd=cwd, env={**os.environ, **environment, "PYTHONPATH": paths}, check=True)
    return files(output)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_place_and_the_hour_of_a_build_leave_no_trace(tmp_path: Path) -> None:
    course = tmp_path / "course"
    shutil.copytree(LECTURES, course)
    here = build([str(course)], tmp_path / "one" / "site", tmp_path, HOMES)
    there = build(["."], tmp_path / "two" / "other name", course, AWAY)
    assert len(here) > 50
    assert here == there


def test_the_order_of_files_leaves_no_trace(tmp_path: Path) -> None:
    course = tmp_path / "course"
    shutil.copytree(LECTURES, course)
    files = [str(course / name) for name in ("01-storage.srt", "02-indexes.vtt", "04-replication.csv")]
    one = build(files, tmp_path / "one", tmp_path, HOMES)
    two = build(files[::-1], tmp_path / "two", tmp_path, AWAY)
    assert one == two


@pytest.mark.slow
def test_neither_workers_nor_cores_leave_a_trace(at_server: PrefectServer, tmp_path: Path) -> None:
    """With the real encoder: four threads of one process through Prefect, and a child process with one core."""
    from lecturebook_course import course_site

    lectures = tmp_path / "in"
    lectures.mkdir()
    for name in ("03-transactions.json", "04-replication.csv"):
        shutil.copy(LECTURES / name, lectures)
    assert not course_site(lectures=str(lectures), output=str(tmp_path / "threads"), workers=4, fresh=True).failures
    output = tmp_path / "child"
    command = [sys.executable, "-m", "lecturebook.cli", "build", str(lectures), "-o", str(output), "--fresh"]
    subprocess.run(
        [*command, "--no-prefect", "--runner", "processes", "--workers", "1"],
        env={**os.environ, **AWAY, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(FLOWS)},
        check=True,
        capture_output=True,
    )
    assert files(output) == files(tmp_path / "threads")
