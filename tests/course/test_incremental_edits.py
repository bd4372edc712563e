"""What people change, and what the course asks, over rebuilds: pages are taken from before only where both are the
same, so each site is held against one that is made anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fake import FakeEncoder
from lecturebook.check import check_site
from lecturebook.course import build as stages
from lecturebook.course.job import Recipe
from lecturebook.guide import make_guide
from lecturebook.model import Guide, Transcript
from lectures_made import FILES, TESTS

ENGLISH = [TESTS / file for file in FILES[:-1]]


class Course:
    """The sample lectures, and the site that is built of them again and again; no guide is made twice."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lectures, self.site = folder, folder / "in", folder / "site"
        self.lectures.mkdir()
        for file in ENGLISH[:3]:
            shutil.copy(file, self.lectures)
        self.edits: dict[str, str] = {}
        self._made: dict[str, Guide] = {}

    def make(self, transcript: Transcript, encoder: Any, **given: Any) -> Guide:
        key = repr((transcript, given["wording"]))
        if key not in self._made:
            self._made[key] = make_guide(transcript, encoder, **given)
        return self._made[key]

    def build(self, site: Path, store: Path | None) -> dict[str, bytes]:
        stages.build([self.lectures], site, Recipe(cache=store))
        return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    def document(self) -> Any:
        return json.loads((self.site / "course.json").read_text("utf-8"))

    def edit(self, name: str, toml: str) -> None:
        self.edits[name] = toml
        (self.lectures / "edits.toml").write_text("\n".join(self.edits.values()), "utf-8")

    def guide(self, place: int) -> tuple[str, Any]:
        row = self.document()["lectures"][place]
        return row["id"], json.loads((self.site / row["guide"]).read_text("utf-8"))

    def wrong_option(self) -> str:
        """The name of a concept that is a wrong option somewhere."""
        document = self.document()
        row = document["questions"][0]
        slug = next(slug for slug in row["options"] if slug != row["answer"])
        return next(str(concept["name"]) for concept in document["concepts"] if concept["slug"] == slug)


def rename(course: Course) -> None:
    course.edit("rename", f'[concepts."{course.wrong_option()}"]\nname = "zebra crossing"\n')


def drop(course: Course) -> None:
    course.edit("drop", f'[concepts."{course.wrong_option()}"]\ndrop = true\n')


def own_words(course: Course) -> None:
    identity, guide = course.guide(1)
    name = guide["concepts"][0]["name"]
    course.edit("define", f'[lectures.{identity}.definitions."{name}"]\ntext = "What staff say of it."\n')


def section(course: Course) -> None:
    identity, guide = course.guide(0)
    first = guide["sections"][0]
    words = " ".join(guide["words"]["text"].split(" ")[first["first"] : first["first"] + 6])
    head = f"[lectures.{identity}.sections.{first['id']}]\n"
    course.edit("section", head + f'title = "Another"\nnote = "By hand."\nwords = {json.dumps(words)}\n')


def title(course: Course) -> None:
    identity, _ = course.guide(2)
    course.edit("title", f'[lectures.{identity}]\ntitle = "Another title"\n')


def question(course: Course) -> None:
    identity, guide = course.guide(2)
    asked = guide["questions"][0]
    words = json.dumps(" ".join(asked["answer"]["text"].split()[:6]))
    course.edit("question", f'[lectures.{identity}.questions."{asked["id"]}"]\ndrop = true\nwords = {words}\n')


def new_lecture(course: Course) -> None:
    shutil.copy(ENGLISH[3], course.lectures)


def no_edits(course: Course) -> None:
    (course.lectures / "edits.toml").unlink()


CHANGES: list[Callable[[Course], object]] = [
    own_words, rename, section, title, question, new_lecture, drop, no_edits
]  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        course = Course(tmp_path_factory.mktemp("course"))
        patch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
        patch.setattr(stages, "make_guide", course.make)
        course.build(course.site, course.folder / "store")
        assert course.document()["questions"]
        yield course


@pytest.mark.parametrize("change", CHANGES)
def test_after_each_change_the_site_is_as_if_made_anew(course: Course, change: Callable[[Course], object]) -> None:
    before = course.document()
    change(course)
    made = course.build(course.site, course.folder / "store")
    assert course.document()["made_from"] != before["made_from"]
    assert course.document().get("conflicts", []) == []
    anew = course.build(course.folder / "anew", None)
    shutil.rmtree(course.folder / "anew")
    assert [name for name in made.keys() | anew.keys() if made.get(name) != anew.get(name)] == []
    assert check_site(course.site, [course.lectures]).findings == []


def test_where_nothing_has_changed_nothing_is_built(course: Course) -> None:
    recipe = Recipe(cache=course.folder / "store")
    assert stages.build([course.lectures], course.site, recipe).is_unchanged
