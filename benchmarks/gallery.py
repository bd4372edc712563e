"""Draws the gallery of the README: five pages of the sample course, light and dark, as they are built today.

The pictures go to docs/gallery/ (or --output). The window and its scale are fixed, the lectures are our own, and
nothing moves: on one machine the same pages give the same pictures; typefaces differ between machines.
"""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path
from typing import Any

from common import parser
from in_browser import chromium
from lecturebook.course.build import build

_REPOSITORY = Path(__file__).resolve().parents[1]
_LECTURES = _REPOSITORY / "tests" / "lectures"
# a window in which something stands beside the text, and a telephone
_WIDE, _PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
_QUALITY = 90
_OPEN_SEARCH = """() => {
  document.getElementById("search-open").click();
  const field = document.getElementById("search-words");
  field.value = "bufer pool";
  field.style.caretColor = "transparent";  // it blinks
  field.dispatchEvent(new Event("input"));
}"""
_SHOW_ANSWER = """() => {
  document.querySelector("[data-study=question]").click();
  document.querySelector("#study-grades button").click();
}"""
_A_MOMENT = "() => new Promise((done) => setTimeout(done, 1000))"
# name, page, window, what is done there first
_PICTURES = (
    ("lecture", "lectures/01-storage*/guide.html", _WIDE, ""),
    ("course", "index.html", _WIDE, ""),
    ("map", "map.html", _WIDE, ""),
    ("search", "glossary.html", _WIDE, _OPEN_SEARCH),
    ("study", "lectures/02-indexes*/guide.html", _PHONE, _SHOW_ANSWER),
)


def main() -> None:
    """Build the sample course and draw its pages."""
    arguments = parser(__doc__ or "")
    arguments.add_argument("--output", type=Path, default=_REPOSITORY / "docs" / "gallery", metavar="DIR")
    arguments.add_argument("--site", type=Path, metavar="DIR", help="the sample course as built before (default: now)")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = options.site or Path(folder, "site")
        if options.site is None:
            build([_LECTURES], site)
        for path in draw(browser, site.resolve(), options.output):
            print(f"{path}: {path.stat().st_size // 1000} KB")


def draw(browser: Any, site: Path, output: Path) -> list[Path]:
    """Each of the pages of `site` in both themes; the paths of the pictures."""
    output.mkdir(parents=True, exist_ok=True)
    drawn = []
    for scheme in ("light", "dark"):
        for name, pattern, window, script in _PICTURES:
            path = output / f"{name}-{scheme}.webp"
            context = browser.new_context(
                viewport=window, device_scale_factor=1, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
            )
            page = context.new_page()
            page.goto(min(site.glob(pattern)).as_uri())
            if script:
                page.evaluate(script)
                page.evaluate(_A_MOMENT)
            # Playwright itself writes no WebP, which takes half the room of PNG
            session = context.new_cdp_session(page)
            shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY})
            path.write_bytes(base64.b64decode(shot["data"]))
            context.close()
            drawn.append(path)
    return drawn


if __name__ == "__main__":
    main()
