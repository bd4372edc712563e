"""A site that was built again after a change, beside one that is made anew: the same bytes, and what has not changed
is neither made nor written again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lecturebook.check import check_site
from lecturebook.course import build as stages
from lecturebook.course import transcripts
from lecturebook.course.job import Recipe
from lecturebook.course.report import Report
from lecturebook.render.environment import template_folder
from made_course import made_guide, write_lecture

# four lectures of one series: they share terms
NUMBERS = (0, 8, 16, 24)


class Course:
    """Made-up lectures, the site that is built of them again and again, and how often a model was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lectures, self.site = folder, folder / "in", folder / "site"
        self.templates: Path | None = None
        self.loads = 0
        for number in NUMBERS:
            write_lecture(self.lectures, number)

    def load(self, *_: object) -> tuple[None, None]:
        self.loads += 1
        return None, None

    def build(self) -> Report:
        return stages.build([self.lectures], self.site, Recipe(templates=self.templates, cache=self.folder / "store"))

    def anew(self) -> dict[str, bytes]:
        stages.build([self.lectures], self.folder / "anew", Recipe(templates=self.templates))
        made = tree(self.folder / "anew")
        shutil.rmtree(self.folder / "anew")
        return made

    def settings(self, text: str) -> None:
        (self.lectures / "course.toml").write_text(text, "utf-8")

    def nodes(self) -> dict[str, int]:
        return {str(path.relative_to(self.site)): path.stat().st_ino for path in self.site.rglob("*.*")}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        course = Course(tmp_path_factory.mktemp("course"))
        patch.setattr(stages, "load_models", course.load)
        patch.setattr(stages, "make_guide", made_guide)
        course.build()
        yield course


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def notes(course: Course) -> None:
    (course.lectures / "notes").mkdir()
    (course.lectures / "notes/00008.md").write_text("## Read this\n\nChapter 3.", "utf-8")


def template(course: Course) -> None:
    course.templates = course.folder / "own"
    course.templates.mkdir()
    text = (template_folder() / "lecture.html").read_text("utf-8")
    (course.templates / "lecture.html").write_text(text.replace("</main>", "</main><!-- ours -->"), "utf-8")


# what is done to the course, one after the other -> how many guides have to be made for it
CHANGES: list[tuple[str, Callable[[Course], object], int]] = [
    ("a lecture says other things", lambda course: write_lecture(course.lectures, 8, edition=1), 1),
    ("a lecture is new", lambda course: write_lecture(course.lectures, 7, edition=1), 1),
    ("a lecture is gone", lambda course: next(course.lectures.rglob("00016.srt")).unlink(), 0),
    ("staff write a note", notes, 0),
    ("a title is given", lambda course: course.settings('title = "T"\n[lectures.00024]\ntitle = "Last"\n'), 1),
    # without the title the guide is that of before, which is kept
    ("the site has an address", lambda course: course.settings('base_url = "https://example.org/"\n'), 0),
    ("there are recordings", lambda course: course.settings('media_url = "https://e.org/{id}?t={seconds}"\n'), 4),
    ("a template is another", template, 0),
]


@pytest.mark.parametrize(("change", "made"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_after_each_change_the_site_is_as_if_made_anew(
    course: Course, change: Callable[[Course], object], made: int
) -> None:
    change(course)
    before = course.loads
    report = course.build()
    assert (report.count("made"), course.loads - before) == (made, made)
    assert tree(course.site) == course.anew()


def test_where_nothing_has_changed_no_transcript_is_read(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    course.build()
    monkeypatch.setattr(transcripts, "read_file", None)
    assert course.build().is_unchanged


def test_a_lecture_that_changes_leaves_the_pages_of_others(course: Course) -> None:
    course.settings("")
    course.build()
    before = course.nodes()
    write_lecture(course.lectures, 24, edition=1)
    report = course.build()
    after = course.nodes()
    same = {path for path in before if before[path] == after.get(path)}
    assert report.count("made") == 1
    assert {"lectures/00000/guide.html", "lectures/00000/guide.md", "lectures/00000/guide.json"} <= same
    assert not any(path.startswith("lectures/00024") for path in same)
    assert sum(path.startswith("concepts/") for path in same) > 4
    assert report.proof == check_site(course.site, [course.lectures]).summary()


def test_a_page_that_somebody_changed_is_not_taken(course: Course) -> None:
    page = course.site / "lectures/00000/guide.html"
    good = page.read_bytes()
    page.unlink()
    page.write_bytes(good.replace(b"<main", b"<div></div><main", 1))
    write_lecture(course.lectures, 7, edition=2)
    course.build()
    assert page.read_bytes() == course.anew()["lectures/00000/guide.html"] != good.replace(b"<main", b"", 1)
