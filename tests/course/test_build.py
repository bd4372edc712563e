from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fake import FakeEncoder
from lecturebook.check import check_site
from lecturebook.course import build as stages
from lecturebook.course.cache import GuideCache
from lecturebook.course.job import Recipe
from lecturebook.course.report import Report
from lecturebook.errors import CheckError, ModelError, OutputError
from lecturebook.guide_json import guide_from_json
from lecturebook.render.environment import template_folder
from lectures_made import TESTS

FILES = ("01-storage.srt", "04-replication.csv")


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """No torch: every build uses the stand-in."""
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))


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
    assert (report.output, report.guides) == (output, 2)
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
    assert report.guides == 1
    assert [failure.file for failure in report.failures] == ["02-broken.srt", "01-storage.srt"]
    assert report.failures[1].reason == "lecture '01-storage': ZeroDivisionError: by nought"


def test_a_broken_model_stops_the_build_and_leaves_nothing(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> FakeEncoder:
        raise ModelError("mini", "no weights")

    monkeypatch.setattr(stages, "load_models", broken)
    with pytest.raises(ModelError):
        stages.build([course], tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "course"]


def test_without_any_lecture_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "a.srt").write_text("no transcript", encoding="utf-8")
    report = stages.build([tmp_path / "course"], tmp_path / "site")
    assert (report.guides, len(report.failures)) == (0, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "course"]


def test_a_foreign_output_is_refused_before_anything_is_read(course: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        stages.build([tmp_path / "absent"], course)


class Counting:
    """How often a build asks for the models."""

    def __init__(self) -> None:
        self.loads = 0

    def __call__(self, *_: object) -> tuple[FakeEncoder, None]:
        self.loads += 1
        return FakeEncoder(), None


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    monkeypatch.setattr(stages, "load_models", counting)
    return counting


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    return Recipe(cache=tmp_path / "cache")


def why(report: Report) -> dict[str, str]:
    return {lecture.id: f"{lecture.state}: {lecture.why}" for lecture in report.lectures}


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


def test_where_nothing_changed_nothing_is_loaded_or_written(
    course: Path, tmp_path: Path, loader: Counting, recipe: Recipe
) -> None:
    first = stages.build([course], tmp_path / "site", recipe)
    assert why(first) == {"01-storage": "made: new", "lbsample-04": "made: new"}
    assert (first.is_unchanged, loader.loads, first.proof[:16]) == (False, 2, "proven: 2 lectur")
    before = times(tmp_path / "site")
    again = stages.build([course], tmp_path / "site", recipe)
    assert (again.is_unchanged, loader.loads) == (True, 2)
    assert why(again) == {"01-storage": "reused: nothing changed", "lbsample-04": "reused: nothing changed"}
    assert times(tmp_path / "site") == before
    assert again.failures == first.failures


def test_only_what_changed_is_made_and_the_bytes_are_those_of_a_fresh_build(
    course: Path, tmp_path: Path, loader: Counting, recipe: Recipe
) -> None:
    stages.build([course], tmp_path / "site", recipe)
    srt = course / "01-storage.srt"
    srt.write_text(srt.read_text("utf-8").replace("ferry", "bus"), "utf-8")
    (course / "course.toml").write_text('glossary = ["quorum", "zeppelin"]\n', "utf-8")
    report = stages.build([course], tmp_path / "site", recipe)
    assert why(report) == {"01-storage": "made: changed: transcript", "lbsample-04": "made: changed: glossary"}
    assert loader.loads == 4
    stages.build([course], tmp_path / "fresh")
    assert tree(tmp_path / "site") == tree(tmp_path / "fresh")


def test_a_deleted_lecture_disappears_with_its_links(course: Path, tmp_path: Path, recipe: Recipe) -> None:
    stages.build([course], tmp_path / "site", recipe)
    (course / "04-replication.csv").unlink()
    report = stages.build([course], tmp_path / "site", recipe)
    assert why(report) == {"01-storage": "reused: nothing changed"}
    pages = tree(tmp_path / "site")
    assert not any("lbsample-04" in path or b"lbsample-04" in text for path, text in pages.items())
    stages.build([course], tmp_path / "fresh")
    assert pages == tree(tmp_path / "fresh")


def test_a_lecture_that_moves_to_another_file_is_not_made_again(
    course: Path, tmp_path: Path, loader: Counting, recipe: Recipe
) -> None:
    stages.build([course], tmp_path / "site", recipe)
    (course / "04-replication.csv").rename(course / "05-moved.csv")
    report = stages.build([course], tmp_path / "site", recipe)
    assert (loader.loads, why(report)["lbsample-04"]) == (2, "reused: nothing changed")
    assert not report.is_unchanged
    stages.build([course], tmp_path / "fresh")
    assert tree(tmp_path / "site") == tree(tmp_path / "fresh")


@pytest.mark.parametrize("file", ["index.html", "lectures/01-storage/guide.json", "course.json"])
def test_a_damaged_site_is_written_anew(
    file: str, course: Path, tmp_path: Path, loader: Counting, recipe: Recipe
) -> None:
    stages.build([course], tmp_path / "site", recipe)
    good = tree(tmp_path / "site")
    (tmp_path / "site" / file).write_bytes(good[file].replace(b"e", b"a", 1))
    report = stages.build([course], tmp_path / "site", recipe)
    assert (report.is_unchanged, loader.loads) == (False, 2)
    assert tree(tmp_path / "site") == good


def test_templates_and_notes_count_as_changes(course: Path, tmp_path: Path, recipe: Recipe) -> None:
    def is_unchanged(templates: Path | None = None) -> bool:
        return stages.build([course], tmp_path / "site", replace(recipe, templates=templates)).is_unchanged

    assert (is_unchanged(), is_unchanged()) == (False, True)
    (course / "notes").mkdir()
    (course / "notes" / "01-storage.md").write_text("Read chapter 3.", "utf-8")
    assert (is_unchanged(), is_unchanged()) == (False, True)
    own = tmp_path / "own"
    own.mkdir()
    (own / "style.css").write_text("body { color: red }", "utf-8")
    assert (is_unchanged(own), is_unchanged(own)) == (False, True)


def test_a_lecture_without_words_is_not_tried_again(
    course: Path, tmp_path: Path, loader: Counting, recipe: Recipe
) -> None:
    (course / "00-silence.srt").write_text("1\n00:00:01,000 --> 00:00:05,000\n[Music]\n", "utf-8")
    first = stages.build([course], tmp_path / "site", recipe)
    again = stages.build([course], tmp_path / "site", recipe)
    assert (loader.loads, again.is_unchanged) == (3, True)
    assert first.failures == again.failures
    assert again.lectures[0].state == "failed"
    assert "no spoken word" in again.lectures[0].why


def _lie(monkeypatch: pytest.MonkeyPatch, *identities: str) -> None:
    """Guides of these lectures say a word that nobody said."""
    made = stages.make_guide

    def lying(transcript, *args, **options):  # type: ignore[no-untyped-def]
        guide = made(transcript, *args, **options)
        if transcript.id not in identities:
            return guide
        first, *others = guide.words
        return replace(guide, words=(replace(first, text="Never"), *others))

    monkeypatch.setattr(stages, "make_guide", lying)


def test_a_lecture_that_is_not_proven_is_left_out_and_not_kept(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: Counting, recipe: Recipe
) -> None:
    _lie(monkeypatch, "01-storage")
    report = stages.build([course], tmp_path / "site", recipe)
    assert [lecture.state for lecture in report.lectures] == ["failed", "made"]
    assert report.failures[1].file == "01-storage.srt"
    assert report.failures[1].reason.startswith("not proven: lectures/01-storage/guide.")
    assert check_site(tmp_path / "site").holds
    monkeypatch.undo()
    monkeypatch.setattr(stages, "load_models", loader)
    healed = stages.build([course], tmp_path / "site", recipe)
    assert [lecture.state for lecture in healed.lectures] == ["made", "reused"]
    stages.build([course], tmp_path / "fresh")
    assert tree(tmp_path / "site") == tree(tmp_path / "fresh")


def test_a_site_that_is_not_proven_is_not_published(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages.build([course], tmp_path / "site")
    before = tree(tmp_path / "site")
    own = tmp_path / "own"
    own.mkdir()
    page = (template_folder() / "course.html").read_text("utf-8")
    (own / "course.html").write_text(page.replace("{{ page.frame.index }}", "nowhere.html"), "utf-8")
    with pytest.raises(CheckError, match=r"not published.*nowhere\.html"):
        stages.build([course], tmp_path / "site", Recipe(templates=own))
    assert tree(tmp_path / "site") == before


def test_a_wrong_guide_in_the_store_does_not_get_out(
    course: Path, tmp_path: Path, recipe: Recipe, loader: Counting
) -> None:
    stages.build([course], tmp_path / "site", recipe)
    cache = GuideCache(recipe.cache)
    for path in sorted((tmp_path / "cache").rglob("*.json")):
        cache.put(path.stem, (cache.get(path.stem) or "").replace("ferry", "fairy"))
    with pytest.raises(CheckError, match="fairy"):
        stages.build([course], tmp_path / "other", recipe)
    assert not (tmp_path / "other").exists()
    report = stages.build([course], tmp_path / "other", recipe)
    assert set(why(report).values()) == {"made: new"}


def test_a_killed_build_goes_on_where_it_was(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recipe: Recipe, loader: Counting
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stages, "render", killed)
        with pytest.raises(KeyboardInterrupt):
            stages.build([course], tmp_path / "site", recipe)
    assert not (tmp_path / "site").exists()
    report = stages.build([course], tmp_path / "site", recipe)
    assert loader.loads == 2
    assert set(why(report).values()) == {"reused: made from the same before"}


def test_the_report_tells_what_was_done(course: Path, tmp_path: Path, recipe: Recipe) -> None:
    report = stages.build([course], tmp_path / "site", recipe)
    document = json.loads(report.to_json())
    assert [row["state"] for row in document["lectures"]] == ["made", "made"]
    assert set(document["lectures"][0]["seconds"]) == {"load", "clean", "embed", "segment", "concepts", "study"}
    assert set(document["seconds"]) == {
        *(
            "discover",
            "learn_glossary",
            "repair_lecture",
            "prepare",
            "guide_lecture",
            "link",
            "render",
            "check_site",
            "publish",
        ),
    }
    assert document["lectures"][0]["repaired"] == {"reversed": 1}
    assert document["failures"][0]["file"] == "02-broken.srt"
    text = report.to_markdown()
    assert "2 guides: 2 made, 0 reused; 1 failures. proven:" in text
    assert "| 02-broken.srt |" in text


def test_a_lecture_without_a_date_is_left_out_of_the_feed_and_the_report_says_so(
    course: Path, tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    base = "https://example.org/db/"
    (course / "course.toml").write_text(f'base_url = "{base}"\n[lectures.01-storage]\ndate = "2026-04-14"\n', "utf-8")
    report = stages.build([course], tmp_path / "site", recipe)
    assert list(report.notes()) == ["not in the feed, for want of a date: lbsample-04"]
    assert "not in the feed" in report.to_markdown()
    assert "lbsample-04" not in (tmp_path / "site/feed.xml").read_text("utf-8")
    assert list(stages.build([course], tmp_path / "site", recipe).notes()) == list(report.notes())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dated = stages.build([course], tmp_path / "site", recipe)
    assert not dated.is_unchanged
    assert not list(dated.notes())
    assert "2023-11-14T22:13:20Z" in (tmp_path / "site/feed.xml").read_text("utf-8")
