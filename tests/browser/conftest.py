"""Built sites in a real browser: the system's Chromium, driven by Playwright; skipped where one is missing."""

from __future__ import annotations

import shutil
import threading
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import lectures_made
from lecturebook.course.concept_index import index_concepts
from lecturebook.course.discover import SITE_FILE
from lecturebook.model import Course, Guide
from lecturebook.preview import make_server
from lecturebook.render import render_site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SECONDS = 1_000
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Chromium, for these tests only: Playwright's event loop in the thread would be taken for Prefect's."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (the extra `test` has it)")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (CI installs it)")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield running
        running.close()


class Watched:
    """A page, and what it asked for and complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def open_page(browser: Any) -> Iterator[Any]:
    """Opens an address in a context of its own, after `init_script`; the options are those of a context."""
    contexts = []

    def open_one(address: str | Path, *, init_script: str = "", **options: Any) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        if init_script:
            context.add_init_script(init_script)
        watched = Watched(context.new_page())
        watched.page.goto(address.as_uri() if isinstance(address, Path) else address)
        return watched

    yield open_one
    for context in contexts:
        context.close()


def render_course(guides: tuple[Guide, ...], folder: Path) -> Path:
    course = Course("Databases", "en", "", "", guides, index_concepts(guides))
    render_site(course, folder)
    (folder / SITE_FILE).write_text("{}")
    return folder


def guide_of(file: str, url: str) -> Guide:
    """A sample lecture with a recording at `url`, in two sections: the stand-in for the encoder finds but one."""
    guide = lectures_made.guide(file)
    (section,) = guide.sections[:1]
    half = guide.sentences[len(guide.sentences) // 2]
    first, last = guide.sentences[0], guide.sentences[-1]
    summary = [passage for section in guide.sections for passage in section.summary]
    sections = (
        replace(section, first=first.first, last=half.first, start=first.start, end=half.start),
        replace(section, id="s-2", title="The rest", first=half.first, last=last.last, start=half.start, end=last.end),
    )
    sections = tuple(
        replace(one, summary=tuple(p for p in summary if one.first <= p.first < one.last)) for one in sections
    )
    return replace(guide, sections=sections, lecture=replace(guide.lecture, url=url, media_url=""))


def until(page: Any, condition: str) -> None:
    """Wait until `condition` is true on the page, whose content policy allows no eval to wait with."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.page.wait_for_timeout(100) if hasattr(page, "page") else page.wait_for_timeout(100)
    raise AssertionError(f"never: {condition}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two lectures: the first with a recording beside the site, the second on YouTube."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    first = guide_of("lectures/01-storage.srt", "media/one.wav")
    render_course((first, guide_of("lectures/02-indexes.vtt", YOUTUBE)), folder)
    (folder / "media").mkdir()
    with wave.open(str(folder / "media/one.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(3_000)
        sound.writeframes(bytes([128]) * 3_000 * SECONDS)
    return folder


@pytest.fixture(scope="session")
def local_page(site: Path) -> Path:
    """The lecture whose recording lies beside the site."""
    return next(page for page in site.glob("lectures/*/guide.html") if 'data-player="audio"' in page.read_text("utf-8"))


@pytest.fixture(scope="session")
def youtube_page(site: Path) -> Path:
    """The lecture that is on YouTube."""
    return next(p for p in site.glob("lectures/*/guide.html") if 'data-player="youtube"' in p.read_text("utf-8"))


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    with make_server(site, 0) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()
