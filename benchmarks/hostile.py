"""Hostile strings in every place of a course: what of them runs, loads, is no text, or is lost. Nothing must.

Our own strings (`payloads/strings.py`) are shared out over courses; each course is built and proven, its files are
read as browsers, viewers of Markdown, feed readers and scripts read them, and its pages are opened in Chromium, where
everything is unfolded, pointed at and searched for. What has one place in a lecture only (its address, its id, a note)
gets every string besides, without a page around it. The encoder is the tests' stand-in: no page depends on it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / folder) for folder in ("flows", "tests")]

from selectolax.lexbor import LexborHTMLParser  # noqa: E402

from common import Figure, parser, report  # noqa: E402
from fake import FakeEncoder  # noqa: E402
from lecturebook.course import build as stages  # noqa: E402
from lecturebook.course.job import Recipe  # noqa: E402
from lecturebook.links import source_url, time_url  # noqa: E402
from lecturebook.model import Lecture  # noqa: E402
from lecturebook.render.notes import to_prose  # noqa: E402
from lecturebook.render.player import content_policy, to_player  # noqa: E402
from lecturebook.slug import file_slug  # noqa: E402
from lecturebook.terminal import printable  # noqa: E402
from payloads import live, static  # noqa: E402
from payloads.course import write_course  # noqa: E402
from payloads.strings import payloads, sample  # noqa: E402

_PER_COURSE, _LECTURES = 120, 4
_QUERIES = ("script alert", "evil example", "onerror", "__proto__")


def main() -> None:
    """Print how many strings were put where, and how many did harm."""
    arguments = parser(__doc__ or "")
    arguments.add_argument("--strings", type=int, default=0, help="how many of them, evenly; all, if 0")
    options = arguments.parse_args()
    strings = sample(options.strings) if options.strings else payloads()
    stages.load_models = lambda *_: (FakeEncoder(), None)  # type: ignore[assignment,return-value]
    found = [f"alone: {line}" for line in alone(strings)]
    pages = courses = left_out = 0
    for first in range(0, len(strings), _PER_COURSE):
        with tempfile.TemporaryDirectory() as folder:
            site, failures = build(Path(folder), strings[first : first + _PER_COURSE], lectures=_LECTURES)
            lines = [*failures, *static.findings(site), *opened(site)]
            pages += sum(1 for _ in site.rglob("*.html"))
        courses, left_out = courses + 1, left_out + len(failures)
        found += lines
        print(f"strings {first} to {first + _PER_COURSE}: {len(lines)} findings, {pages} pages so far", file=sys.stderr)
        for line in lines[:10]:
            print(f"  {printable(line)[:300]}", file=sys.stderr)
    figures = [
        Figure("strings", "hostile strings", len(strings), at_least=min(2700, len(strings))),
        Figure("courses", "courses made of them", courses),
        Figure("pages", "HTML pages read, and opened in Chromium" if _CHROMIUM else "HTML pages read", pages),
        Figure("left_out", "lectures that could not be made or proven", left_out, at_most=0),
        Figure("findings", "ran, loaded, is markup, is not shown as it is", len(found), at_most=0),
    ]
    report("hostile strings", figures, options.json)
    sys.exit(1 if found else 0)


def build(folder: Path, strings: Sequence[str], *, lectures: int) -> tuple[Path, list[str]]:
    """The site of a course of `strings` in `folder`, proven; and a line for each lecture that it lacks."""
    write_course(folder / "in", strings, lectures=lectures)
    done = stages.build([folder / "in"], folder / "site", Recipe())
    return folder / "site", [f"{failure.file}: {failure.reason}" for failure in done.failures]


_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def opened(site: Path) -> Iterator[str]:
    """What Chromium finds in the pages; nothing where there is none."""
    if _CHROMIUM is None:
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield from live.look(browser, site, queries=_QUERIES)
        browser.close()


def alone(strings: Sequence[str]) -> Iterator[str]:
    """Each string where a lecture has but one: as an address, an id, a note, a line of a terminal."""
    names: set[str] = set()
    for text in strings:
        for lecture in (
            Lecture("1", "1", "", "en", url=text),
            Lecture("1", "1", "", "en", media_url=text),
            Lecture(text, "1", "", "en", media_url="https://example.org/{id}?t={seconds}"),
        ):
            for link in (source_url(lecture), time_url(lecture, 7)):
                parts = urlsplit(link)
                if parts.scheme not in {"", "http", "https"} or link.startswith(("//", "/", "\\")):
                    yield f"address {link!r} of {text!r}"
            policy = content_policy(to_player(lecture, ""))
            if policy.count(";") != content_policy().count(";") + ("-src" in policy.partition("data:; ")[2][:14]):
                yield f"policy {policy!r} of {text!r}"
        name = file_slug(text)
        if name in names or not static.is_plain_name(name):
            yield f"file name {name!r} of {text!r}"
        names.add(name)
        yield from (
            f"note: {line} of {text!r}" for line in static.dangers(LexborHTMLParser(to_prose(text, shift=2).html))
        )
        if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in printable(text)):
            yield f"terminal: {text!r}"


if __name__ == "__main__":
    main()
