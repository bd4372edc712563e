from __future__ import annotations

import re
import shutil
from functools import partial
from pathlib import Path

import pytest

from check.test_broken_sites import build
from lecturebook.check import check_site
from lecturebook.render import site
from lecturebook.render.alphabet import view_glossary, view_index
from lecturebook.render.course import view_course
from lecturebook.render.sheets import lay_out
from lecturebook.render.study import view_study
from lectures_made import TESTS


@pytest.mark.parametrize(("count", "shares"), [(0, [[]]), (3, [[1, 2, 3]]), (4, [[], [1, 2, 3], [4]])])
def test_what_a_page_cannot_hold_is_on_sheets(count: int, shares: list[list[int]]) -> None:
    sheets = lay_out(range(1, count + 1), "page.md", "All", 3, "all/{}.md".format, "up to {0[0]}".format)
    assert [list(sheet.members) for sheet in sheets] == shares
    assert [sheet.path for sheet in sheets] == ["page.md", *(f"all/{n}.md" for n in range(1, len(shares)))]


def test_every_sheet_is_proven_like_other_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for view, most in ((view_index, 5), (view_glossary, 2), (view_course, 2), (view_study, 3)):
        monkeypatch.setattr(site, view.__name__, partial(view, most=most))
    shutil.copytree(TESTS / "lectures", tmp_path / "in")
    build(tmp_path)
    for sheet in ("az/2.html", "glossary/2.md", "list/2.html", "list/2.md", "study-2.html", "study-2.md"):
        assert (tmp_path / "site" / sheet).is_file()
    assert check_site(tmp_path / "site", [tmp_path / "in"]).findings == []
    course, second = ((tmp_path / "site" / name).read_text("utf-8") for name in ("index.html", "list/2.html"))
    assert re.findall(r"lectures/([\w-]+)/guide.html\"", second) == ["03-transactions", "lbsample-04"]
    assert "lectures/" not in course
    assert '<ol class="cards" start="3">' in second
    # cards are asked for by their paths from the site's folder, from which a sheet of the study page is seen too
    studied = (tmp_path / "site/study-2.html").read_text("utf-8")
    assert re.findall(r'data-cards="([^"]+)"', studied) == ["lectures/lbsample-04/cards.js"]
