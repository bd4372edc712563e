"""A site with sentences of a model: proven as built, and not when a page shows others."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from fake import FakeEncoder
from lecturebook.check import check_site
from lecturebook.course import build as stages
from lecturebook.course.job import Recipe
from lecturebook.options import Options

LECTURE = Path(__file__).parents[1] / "lectures" / "01-storage.srt"


@dataclass(frozen=True)
class Parrot:
    name: str = "parrot <b>"

    def write(self, text: str) -> str:
        return " ".join(text.split()[:14]).strip(".") + ". [1:23](http://x.example) <script>alert(1)</script> is it."


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
    monkeypatch.setattr(stages, "load_writer", lambda _: Parrot())
    (tmp_path / "in").mkdir()
    shutil.copy(LECTURE, tmp_path / "in")
    stages.build([tmp_path / "in"], tmp_path / "site", Recipe(Options(writer="parrot"), None, tmp_path / "cache"))
    return tmp_path / "site"


def test_what_a_model_wrote_is_shown_apart_and_proven(site: Path) -> None:
    (page,) = site.glob("lectures/*/guide.html")
    html = page.read_text("utf-8")
    assert 'class="written"' in html
    assert "parrot &lt;b&gt;" in html
    assert "<script>" not in html
    assert check_site(site, [site.parent / "in"]).holds


def test_a_page_with_other_words_of_a_model_is_not_proven(site: Path) -> None:
    (page,) = site.glob("lectures/*/guide.html")
    page.write_text(
        page.read_text("utf-8").replace('class="written" dir="auto">', 'class="written" dir="auto">No '), "utf-8"
    )
    findings = [str(finding) for finding in check_site(site).findings]
    assert any("is not what the guide's writer wrote" in finding for finding in findings)
