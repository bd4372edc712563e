from __future__ import annotations

import json
from pathlib import Path

import pytest

from fake import FakeEncoder
from lecturebook.course import build as stages
from lecturebook.errors import ModelError, OutputError
from lecturebook.guide_json import guide_from_json
from lectures_made import TESTS

FILES = ("01-storage.srt", "04-replication.csv")


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """No torch: every build uses the stand-in."""
    monkeypatch.setattr(stages, "load_encoder", lambda *_: FakeEncoder())


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Two good lectures, and one that is no transcript."""
    folder = tmp_path / "course"
    folder.mkdir()
    for name in FILES:
        (folder / name).write_bytes((TESTS / "lectures" / name).read_bytes())
    (folder / "02-broken.srt").write_text("not a transcript", encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_broken_lecture_stops_no_other(course: Path, tmp_path: Path) -> None:
    output = tmp_path / "site"
    report = stages.build([course], output)
    assert (report.output, report.lectures) == (output, 2)
    assert [failure.file for failure in report.failures] == ["02-broken.srt"]
    assert "accepted:" in report.failures[0].reason
    document = json.loads((output / "course.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in document["lectures"]] == ["01-storage", "lbsample-04"]
    assert document["failures"] == [{"file": "02-broken.srt", "reason": report.failures[0].reason}]
    assert len(document["concepts"]) == report.concepts > 0
    for entry in document["lectures"]:
        assert guide_from_json((output / entry["guide"]).read_text(encoding="utf-8")).lecture.id == entry["id"]


def test_the_same_course_gives_the_same_bytes(course: Path, tmp_path: Path) -> None:
    stages.build([course], tmp_path / "one")
    stages.build([course], tmp_path / "two")
    stages.build([course], tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".one.lock", ".two.lock", "course", "one", "two"]


def test_a_lecture_that_cannot_be_made_is_a_failure(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = stages.make_guide

    def broken(transcript, *args, **options):  # type: ignore[no-untyped-def]
        if transcript.id == "01-storage":
            raise ZeroDivisionError("by nought")
        return made(transcript, *args, **options)

    monkeypatch.setattr(stages, "make_guide", broken)
    report = stages.build([course], tmp_path / "site")
    assert report.lectures == 1
    assert [failure.file for failure in report.failures] == ["02-broken.srt", "01-storage.srt"]
    assert report.failures[1].reason == "lecture '01-storage': ZeroDivisionError: by nought"


def test_a_broken_model_stops_the_build_and_leaves_nothing(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> FakeEncoder:
        raise ModelError("mini", "no weights")

    monkeypatch.setattr(stages, "load_encoder", broken)
    with pytest.raises(ModelError):
        stages.build([course], tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "course"]


def test_without_any_lecture_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "a.srt").write_text("no transcript", encoding="utf-8")
    report = stages.build([tmp_path / "course"], tmp_path / "site")
    assert (report.lectures, len(report.failures)) == (0, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "course"]


def test_a_foreign_output_is_refused_before_anything_is_read(course: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        stages.build([tmp_path / "absent"], course)
