"""Every kind of page: it loads nothing from elsewhere, runs nothing but ours, fits a phone, and axe finds no fault."""

from __future__ import annotations

import gzip
import html
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from lecturebook.render.book import to_book
from lecturebook.render.concept_map import view_map
from lecturebook.render.environment import Templates
from render.test_concept_map import course_of

KINDS = [
    "index.html",
    "study.html",
    "map.html",
    "glossary.html",
    "concepts/index.html",
    "concept",
    "guide",
    "worksheet",
]
# gzip -9, HTML + CSS + JS of a lecture of some fifteen minutes; the budget is for an hour
MOST_FOLDED, MOST_WHOLE = 60_000, 120_000


def path_of(site: Path, kind: str) -> Path:
    """A page of the kind; the largest one where there are several."""
    patterns = {
        "concept": "concepts/*-*.html",
        "guide": "lectures/*/guide.html",
        "worksheet": "lectures/*/worksheet.html",
    }
    if kind not in patterns:
        return site / kind
    return max(sorted(site.glob(patterns[kind])), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_and_asks_nobody_for_anything(site: Path, open_page: Any, kind: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="the extra `test` has axe-core-python")
    watched = open_page(path_of(site, kind), color_scheme=scheme, bypass_csp=True)
    watched.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = axe.Axe().run(watched.page)["violations"]
    assert [(rule["id"], node["target"], node.get("failureSummary")) for rule in found for node in rule["nodes"]] == []
    assert watched.complaints == []
    assert {url.split(":")[0] for url in watched.requests} == {"file"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_a_phone(site: Path, open_page: Any, kind: str) -> None:
    watched = open_page(path_of(site, kind), viewport={"width": 360, "height": 740})
    watched.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    width = watched.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    assert watched.complaints == []


@pytest.mark.parametrize("kind", ["guide", "concept"])
def test_without_scripts_everything_is_there_to_read(site: Path, open_page: Any, kind: str) -> None:
    path = path_of(site, kind)
    page = open_page(path, java_script_enabled=False).page
    assert page.locator(".js-only").count() > 0
    assert all(not one.is_visible() for one in page.locator(".js-only").all())
    main = page.locator("main").text_content()
    source = path.read_text("utf-8").split('<main id="main">')[1].split("</main>")[0]
    assert "".join(main.split()) == "".join(html.unescape(re.sub(r"<[^>]*>", "", source)).split())
    if kind == "guide":
        page.locator("details.transcript summary").first.click()
        assert page.locator("details.transcript .quote").first.is_visible()


def test_hostile_text_is_shown_and_never_runs(hostile_site: Path, open_page: Any) -> None:
    for path in sorted(hostile_site.rglob("*.html")):
        watched = open_page(path)
        watched.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for term in watched.page.locator("a.term").all()[:5]:
            term.focus()
        assert watched.dialogs == []
        assert [line for line in watched.complaints if "ERR_FILE_NOT_FOUND" not in line] == []
        assert watched.page.locator("main script, main [onmouseover], main [onerror]").count() == 0


def test_hostile_text_in_results_of_a_search_is_text(hostile_site: Path, open_page: Any) -> None:
    watched = open_page(hostile_site / "index.html")
    watched.page.keyboard.press("/")
    watched.page.locator("#search-words").fill("script alert")
    watched.page.locator("#search-results li").first.wait_for()
    assert "<script>alert(1)</script>" in watched.page.locator("#search-results").text_content()
    assert watched.page.locator("#search-results script, #search-results img").count() == 0
    assert watched.dialogs == []


def test_labels_of_a_map_of_200_concepts_can_be_read(site: Path, open_page: Any, tmp_path: Path) -> None:
    """None reaches into another or out of its drawing, in whatever typeface this machine has."""
    page = view_map(to_book(course_of(200, ring=14), "html"))
    (tmp_path / "map.html").write_text(Templates().render("map", "html", page), "utf-8")
    shutil.copytree(site / "assets", tmp_path / "assets")
    crossing = open_page(tmp_path / "map.html").page.evaluate("""() => {
      const boxes = Array.from(document.querySelectorAll(".map svg")).flatMap((drawing) => {
        const room = drawing.getBoundingClientRect();
        const texts = Array.from(drawing.querySelectorAll("text"));
        return texts.map((text) => ({ text, room, box: text.getBoundingClientRect() }));
      });
      const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
      const out = boxes.filter(({ box, room }) => box.right > room.right || box.left < room.left);
      const over = boxes.filter((one, n) => boxes.slice(n + 1).some((other) => !apart(one.box, other.box)));
      return [boxes.length, out.concat(over).map(({ text }) => text.textContent)];
    }""")
    assert crossing == [200 + 2 * 15, []]


def test_a_lecture_is_light(site: Path, local_page: Path) -> None:
    page = local_page.read_text("utf-8")
    assets = sum(len(gzip.compress(path.read_bytes(), 9)) for path in (site / "assets").glob("*.*"))
    folded = re.sub(r'(?s)<details class="transcript">.*?</details>', "", page)
    assert len(gzip.compress(folded.encode(), 9)) + assets < MOST_FOLDED
    assert len(gzip.compress(page.encode(), 9)) + assets < MOST_WHOLE
