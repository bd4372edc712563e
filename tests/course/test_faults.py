"""Whatever happens to a build, its site is the old one or the new one, and the next build makes what a clean one does.

Kills come at random moments in `benchmarks/soak.py`; here they come at chosen file operations.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from course.child_builds import REFUSED, build_here, die, disk_full, in_child, on_touch, read_only, tree
from course.made_up import lecture, write_course
from fake import FakeEncoder
from lecturebook.course import build as stages
from lecturebook.course.job import Recipe
from lecturebook.errors import OutputError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))


class Course:
    """A course whose site is there, and one lecture of which has changed since; what the new site has to be."""

    def __init__(self, folder: Path) -> None:
        self.lectures, self.site, self.cache = folder / "lectures", folder / "in" / "site", folder / "cache"
        write_course(self.lectures, 2)
        stages.build([self.lectures], self.site, Recipe(cache=self.cache))
        self.old = tree(self.site)
        (self.lectures / "00001.srt").write_text(lecture(50), encoding="utf-8")
        stages.build([self.lectures], folder / "clean")
        self.new = tree(folder / "clean")
        self.folder = folder

    def build(self) -> None:
        build_here(self.lectures, self.site, self.cache)

    def beside(self) -> list[str]:
        return sorted(path.name for path in self.site.parent.iterdir() if path.name != ".site.lock")

    def half_files(self) -> list[Path]:
        return [path for path in self.cache.rglob(".*") if path.is_file()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Course:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
        return Course(tmp_path_factory.mktemp("faults"))


@pytest.fixture
def course(made: Course, tmp_path: Path) -> Course:
    """A copy of the course for one test."""
    copy = Course.__new__(Course)
    copy.__dict__.update(made.__dict__)
    shutil.copytree(made.folder, tmp_path / "course")
    copy.folder = tmp_path / "course"
    copy.lectures, copy.site, copy.cache = (copy.folder / name for name in ("lectures", "in/site", "cache"))
    return copy


# the first touches are those of the lock and the cache, the most are pages, the last ones the swap and what follows
@pytest.mark.parametrize("at", [3, 200])
def test_killed_at_a_file_operation_the_next_build_makes_it_whole(course: Course, at: int) -> None:
    def killed() -> None:
        on_touch(at, die, course.folder)
        course.build()

    code, _ = in_child(killed)
    assert code == -9
    assert tree(course.site) in (course.old, course.new)
    course.build()
    assert tree(course.site) == course.new
    assert course.beside() == ["site"]


@pytest.mark.parametrize(("fault", "at"), [(disk_full, 150), (read_only, 9)])
def test_a_disk_that_takes_no_more_is_told_and_the_old_site_stays(
    course: Course, fault: Callable[..., None], at: int
) -> None:
    def refused() -> None:
        on_touch(at, fault, course.folder)
        course.build()

    code, told = in_child(refused)
    assert code == REFUSED, told
    assert ("No space left" if fault is disk_full else "Read-only") in told
    assert tree(course.site) == course.old
    course.build()
    assert tree(course.site) == course.new
    assert course.beside() == ["site"]
    assert course.half_files() == []


# mounts a small file system at $1, of $2 KB, for what is run in it alone, and copies the folder $3 into it
SMALL = 'mount -t tmpfs -o size="$2k" none "$1" && cp -r "$3" "$1/in" || exit 99; shift 3; exec "$@"'
BUILD = """
import sys
from pathlib import Path
from course.child_builds import build_here, in_child, tree
lectures, site, cache = map(Path, sys.argv[1:])
old = tree(site)
code, told = in_child(lambda: build_here(lectures, site, cache))
print(code, tree(site) == old, sorted(path.name for path in site.parent.iterdir()), told)
"""


def test_a_file_system_that_is_full_in_the_middle_of_a_page(course: Course) -> None:
    """A real one, where the system lets us have it: a write itself fails there, and not only an opening."""
    small = course.folder / "small"
    small.mkdir()
    # each file takes whole pages; half of the new site finds room beside the old one
    kilobytes = sum(-(-len(data) // 4096) * 4 for data in course.old.values()) * 3 // 2
    places = [course.lectures, small / "in" / "site", course.cache]
    command = ["unshare", "-rm", "sh", "-c", SMALL, "sh", small, str(kilobytes), course.site.parent]
    paths = os.pathsep.join((str(Path(stages.__file__).parents[2]), str(Path(__file__).parents[1])))
    done = subprocess.run(
        [*command, sys.executable, "-c", BUILD, *places],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    if done.returncode:
        pytest.skip(f"no file system of our own here: {done.stderr.strip()[-200:]}")
    assert done.stdout.startswith(f"{REFUSED} True ['.site.lock', 'site']"), done.stdout
    assert "No space left" in done.stdout


def test_an_output_that_becomes_a_link_is_not_followed(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, checked = course.folder / "mine", stages.check_site

    def swapped(*arguments: object) -> object:
        course.site.rename(course.folder / "away")
        mine.mkdir()
        (mine / "course.json").write_text("{}", encoding="utf-8")
        course.site.symlink_to(mine)
        return checked(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(stages, "check_site", swapped)
        with pytest.raises(OutputError, match="is a link"):
            course.build()
    assert tree(mine) == {"course.json": b"{}"}
    assert tree(course.folder / "away") == course.old
    course.site.unlink()
    course.build()
    assert tree(course.site) == course.new


def _entries(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*.json") if path.is_file())


def _sealed(text: str) -> bytes:
    return hashlib.sha256(text.encode()).hexdigest().encode() + b"\n" + text.encode()


def test_a_damaged_cache_is_no_cache(course: Course) -> None:
    cut, empty, foreign, altered, *_ = _entries(course.cache)
    cut.write_bytes(cut.read_bytes()[:99])
    empty.write_bytes(b"")
    foreign.write_bytes(b"#!/bin/sh\nrm -rf /\n")
    altered.write_bytes(altered.read_bytes()[:-9] + b"altered!\n")
    course.build()
    assert tree(course.site) == course.new


def test_what_others_wrote_with_a_digest_is_told_and_gone_the_next_time(course: Course) -> None:
    guides = [path for path in _entries(course.cache) if b'"schema_version"' in path.read_bytes()]
    for path, text in zip(guides, ('{"source": {}}', "{"), strict=True):
        path.write_bytes(_sealed(text))
    with pytest.raises(OutputError, match="no guide of ours, and is deleted now"):
        course.build()
    assert tree(course.site) == course.old
    course.build()
    assert tree(course.site) == course.new


@pytest.mark.parametrize("text", ["{", "[1, 2]", "[[], [7]]", '[{"transcript": {}}]', "null"])
def test_what_else_others_wrote_with_a_digest_is_made_again(course: Course, text: str) -> None:
    for path in _entries(course.cache):
        if b'"schema_version"' not in path.read_bytes():
            path.write_bytes(_sealed(text))
    course.build()
    assert tree(course.site) == course.new


def test_a_cache_that_cannot_be_written_is_told(course: Course) -> None:
    for path in _entries(course.cache):
        path.unlink()
        path.mkdir()
    with pytest.raises(OutputError, match="cannot be kept there"):
        course.build()
    assert course.half_files() == []
    shutil.rmtree(course.cache)
    course.cache.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be kept there"):
        course.build()
    assert course.cache.read_text(encoding="utf-8") == "mine"
    assert tree(course.site) == course.old


def test_twelve_ways_of_being_broken_cost_no_other_lecture(tmp_path: Path) -> None:
    expected = write_course(tmp_path / "lectures", 28, 12)
    report = stages.build([tmp_path / "lectures"], tmp_path / "site")
    assert report.guides == 28
    reasons = {failure.file: failure.reason for failure in report.failures}
    assert reasons.keys() == expected.keys()
    for file, seen in expected.items():
        assert reasons[file].startswith(file)
        assert seen in reasons[file]
