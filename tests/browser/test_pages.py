"""Every kind of page: it asks nobody for anything, stays where it is, fits a phone, and axe finds no fault."""

from __future__ import annotations

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
# rules whose answer depends on the colours; all others are asked once
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
WHAT_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    shifts.push([entry.value, ...entry.sources.map(({ node }) => node && (node.outerHTML || "").slice(0, 80))]);
}).observe({ type: "layout-shift", buffered: true });
"""
# of a shift, as Chromium counts it: 0.1 is what sites are told to stay below
UNSEEN = 0.001
# all that folds; of what there is many times over, which axe takes seconds for, the first ones show what is in each
UNFOLD = """for (const [repeated, shown] of [["details.transcript", 1], [".glossary dl > div", 12], [".index li", 12]])
  [...document.querySelectorAll(repeated)].slice(shown).forEach((one) => one.remove());
document.querySelectorAll("details").forEach((one) => { one.open = true; })"""


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


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_still_quiet_accessible_and_fits_a_phone(site: Path, open_page: Any, kind: str) -> None:
    watched = open_page(path_of(site, kind), init_script=WHAT_SHIFTS, color_scheme="light")
    page = watched.page
    for key in ("/", "Escape", "?", "Escape"):
        page.keyboard.press(key)
    page.locator("#theme").click()
    page.locator("#theme").click()
    frames = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    page.evaluate(frames)
    # a busy machine may paint the header before the parser has come to its last button: nobody sees that
    assert [shift for shift in page.evaluate("shifts") if shift[0] > UNSEEN] == []
    page.evaluate(UNFOLD)
    assert faults(page) == []
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert faults(page, COLOUR_RULES) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert watched.complaints == []
    assert {url.split(":")[0] for url in watched.requests} == {"file"}


def faults(page: Any, rules: list[str] | None = None) -> list[tuple[str, ...]]:
    """What axe finds wrong by its rules, all or some."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="the extra `test` has axe-core-python")
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = axe.Axe().run(page, options=options)["violations"]
    return [
        (rule["id"], str(node["target"]), node.get("failureSummary", "")) for rule in found for node in rule["nodes"]
    ]


def test_on_paper_times_are_text_and_nothing_moves_for_who_wants_that(local_page: Path, open_page: Any) -> None:
    page = open_page(local_page, reduced_motion="reduce").page
    durations = "Array.from(document.querySelectorAll('*'), (one) => getComputedStyle(one).transitionDuration)"
    assert set(page.evaluate(durations)) == {"0s"}
    page.emulate_media(media="print")
    time = page.locator(".passages a.time").first
    assert re.fullmatch(r"\d+:\d\d", time.inner_text())
    assert time.evaluate("one => getComputedStyle(one).textDecorationLine") == "none"
    assert not page.locator(".top").is_visible()
    assert page.locator(".questions .quote").first.is_visible()


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
