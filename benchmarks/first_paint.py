"""Milliseconds until the page of a long lecture is painted, on a processor slowed down four and six times.

The lecture is the sample course's, said over again until it lasts an hour, with its guide as it is built: sections,
definitions, questions, the whole transcript. Beside it two pages: the Markdown of the same guide as python-markdown
makes it, without style or script, which is the least that the same words cost; and an empty page, the floor of this
browser. Each is opened in a fresh context, from the folder and by the preview's server; the figure is the browser's own
first-contentful-paint. The processor is slowed by Chromium's own means (Emulation.setCPUThrottlingRate), which slows
the page and not the machine: 4 is a telephone of the middle class, 6 a cheap one, as Lighthouse has it.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import markdown

from common import Figure, parser, report
from in_browser import chromium
from lecturebook.course.concept_index import index_concepts
from lecturebook.embed import load_encoder
from lecturebook.guide import make_guide
from lecturebook.model import Course, Cue, Transcript
from lecturebook.preview import make_server
from lecturebook.read import read_file
from lecturebook.render import render_site

_LECTURE = Path(__file__).resolve().parents[1] / "tests" / "lectures" / "01-storage.srt"
_HOUR = 3600.0
_RATES = (1, 4, 6)
_MOST = 1_000
_PAINTED = """() => new Promise((done) => {
  const told = () => performance.getEntriesByName("first-contentful-paint")[0];
  const look = () => told() ? done(told().startTime) : requestAnimationFrame(look);
  look();
})"""
_EMPTY = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><p>x</p></html>'


def main() -> None:
    """Measure and report."""
    options = parser(__doc__ or "", runs=7).parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        pages = _pages(Path(folder))
        figures = [
            Figure("page_kilobytes", "the page, without style and scripts", pages["ours"].stat().st_size / 1e3, "KB")
        ]
        with _served(Path(folder)) as address:
            for rate in _RATES:
                for way in ("file", "http"):
                    for name, path in pages.items():
                        where = path.as_uri() if way == "file" else address + path.relative_to(folder).as_posix()
                        times = [_paint(browser, where, rate) for _ in range(options.runs)]
                        target = _MOST if name == "ours" else None
                        label = f"{name}, {way}, processor slowed {rate}×: first paint, median of {options.runs}"
                        figures.append(Figure(f"{name}_{way}_{rate}", label, median(times), "ms", at_most=target))
        report("First paint of an hour's lecture", figures, options.json)


def _pages(folder: Path) -> dict[str, Path]:
    """The lecture's page, the same words without anything, and nothing."""
    guide = make_guide(_hour(), load_encoder())
    render_site(Course("Paint", "en", "", "", (guide,), index_concepts((guide,))), folder)
    (folder / "course.json").write_text("{}")
    (page,) = folder.glob("lectures/*/guide.html")
    plain, empty = page.with_name("plain.html"), page.with_name("empty.html")
    text = page.with_suffix(".md").read_text("utf-8").split("---\n", 2)[2]
    body = markdown.markdown(text, extensions=["md_in_html", "tables"])
    plain.write_text(f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title>{body}</html>', "utf-8")
    empty.write_text(_EMPTY)
    return {"ours": page, "plain": plain, "empty": empty}


def _hour() -> Transcript:
    """The sample lecture, again and again until an hour is over."""
    (read,) = read_file(_LECTURE)
    cues: list[Cue] = []
    while not cues or cues[-1].end < _HOUR:
        by = cues[-1].end if cues else 0.0
        cues += [replace(cue, start=cue.start + by, end=cue.end + by) for cue in read.cues]
    return replace(read, cues=tuple(cues))


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with make_server(folder, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def _paint(browser: Any, address: str, rate: int) -> float:
    """Milliseconds from the navigation to the first words on the page."""
    context = browser.new_context(viewport={"width": 390, "height": 780})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.goto(address, wait_until="commit")
    milliseconds: float = page.evaluate(_PAINTED)
    context.close()
    return milliseconds


if __name__ == "__main__":
    main()
