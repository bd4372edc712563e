"""The Prefect flow, against a server of its own that lives as long as these tests."""

import json
from pathlib import Path

import pytest

from lecturebook.course.build import build

LECTURES = Path(__file__).parent / "lectures"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def prefect_server():
    from prefect.testing.utilities import prefect_test_harness

    import lecturebook_course  # noqa: F401  (its settings come before Prefect's import)

    with prefect_test_harness(server_startup_timeout=120):
        yield


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def site(prefect_server, tmp_path_factory):
    from lecturebook_course import course_site

    output = tmp_path_factory.mktemp("flow") / "site"
    report = course_site(lectures=LECTURES, output=output)
    return report, output


def test_the_sample_course_is_built(site):
    report, output = site
    assert (report.guides, report.failures) == (4, ())
    course = json.loads((output / "course.json").read_text())
    assert [lecture["id"] for lecture in course["lectures"]] == [
        "01-storage", "02-indexes", "03-transactions", "lbsample-04",
    ]  # fmt: skip
    assert (output / "index.html").is_file()


def test_the_flow_and_the_plain_loop_write_the_same_bytes(site, tmp_path):
    _, output = site
    build([LECTURES], tmp_path / "plain")
    assert files(tmp_path / "plain") == files(output)


def test_only_the_lock_and_the_report_are_beside_the_site(site):
    _, output = site
    assert sorted(path.name for path in output.parent.iterdir()) == [".site.lock", "site", "site.report.json"]


def test_a_broken_lecture_never_stops_the_course(prefect_server, tmp_path):
    from lecturebook_course import course_site

    lectures = tmp_path / "in"
    lectures.mkdir()
    (lectures / "a.srt").write_text("1\n00:00:01,000 --> 00:00:05,000\na page is a block of bytes\n")
    (lectures / "b.srt").write_text("1\n00:00:01,000 --> 00:00:05,000\n[Music]\n")
    (lectures / "c.txt").write_text("no times at all")
    report = course_site(lectures=lectures, output=tmp_path / "out")
    assert report.guides == 1
    assert {failure.file for failure in report.failures} == {"b.srt", "c.txt"}
    assert "no spoken word" in next(f.reason for f in report.failures if f.file == "b.srt")


def test_the_run_shows_what_it_did(site):
    from prefect.artifacts import Artifact

    report, output = site
    document = json.loads((output.parent / "site.report.json").read_text())
    assert [lecture["state"] for lecture in document["lectures"]] == ["made"] * 4
    assert document["proof"] == report.proof
    assert "4 made, 0 reused" in Artifact.get("site-report").data
    assert (output / "index.html").as_uri() in Artifact.get("site-link").data


def test_a_second_run_loads_no_model(site, monkeypatch):
    import lecturebook.course.build as stages
    from lecturebook_course import course_site

    def load(*_):
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(stages, "load_models", load)
    _, output = site
    again = course_site(lectures=LECTURES, output=output)
    assert again.is_unchanged
    assert {lecture.why for lecture in again.lectures} == {"nothing changed"}
