"""A click on a time plays that second in the page; where that cannot be, it is a link and the page says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.conftest import guide_of, render_course, until

# what YouTube's frame does, as far as the page can tell: it starts where it is told, reports, and obeys
YOUTUBE_STUB = """<!DOCTYPE html><title>stub</title><script>
let second = Number(new URL(location).searchParams.get("start")), playing = 1;
const tell = () => parent.postMessage(JSON.stringify(
  { event: "infoDelivery", info: { currentTime: second, playerState: playing } }), "*");
window.heard = [];
addEventListener("message", (event) => {
  const data = JSON.parse(event.data);
  heard.push(data.func || data.event);
  if (data.func === "seekTo") second = data.args[0];
  if (data.func === "pauseVideo") playing = 2;
  if (data.func === "playVideo") playing = 1;
  tell();
});
</script>"""
# and Vimeo's: it says that it is ready, and reports what it was asked to report
VIMEO_STUB = """<!DOCTYPE html><title>stub</title><script>
let second = parseFloat(location.hash.slice(3));
const asked = new Set();
const tell = (event, data) => { if (event === "ready" || asked.has(event)) parent.postMessage({ event, data }, "*"); };
window.heard = [];
addEventListener("message", (event) => {
  const { method, value } = JSON.parse(event.data);
  heard.push(method);
  if (method === "addEventListener") asked.add(value);
  if (method === "setCurrentTime") second = value;
  if (method === "play" || method === "pause") tell(method);
  tell("timeupdate", { seconds: second });
});
tell("ready");
</script>"""


def second_of(clock: str) -> int:
    minutes, seconds = clock.split(":")
    return 60 * int(minutes) + int(seconds)


@pytest.mark.parametrize("is_served", [False, True])
def test_a_recording_beside_the_site_plays(local_page: Path, server: str, open_page: Any, is_served: bool) -> None:
    path = local_page.relative_to(local_page.parents[2]).as_posix()
    watched = open_page(server + path if is_served else local_page)
    page = watched.page
    assert not [url for url in watched.requests if url.endswith(".wav")]
    time = page.locator(".passages a.time").nth(1)
    second = second_of(time.text_content())
    time.click()
    until(page, f"document.querySelector('audio')?.currentTime > {second - 2}")
    assert page.evaluate("document.querySelector('audio').currentTime") < second + 1
    saying = page.locator(".saying")
    saying.wait_for(state="attached")
    assert float(saying.get_attribute("data-s")) <= second
    assert page.locator(".playhead").get_attribute("visibility") == "visible"
    assert watched.complaints == []
    page.locator("h1").click()
    page.keyboard.press(" ")
    until(page, "document.querySelector('audio').paused")
    before = page.evaluate("document.querySelector('audio').currentTime")
    page.keyboard.press("ArrowRight")
    until(page, f"document.querySelector('audio').currentTime >= {before + 4.5}")


def test_the_lead_in_is_chosen_and_remembered(local_page: Path, open_page: Any) -> None:
    page = open_page(local_page).page
    time = page.locator(".passages a.time").nth(1)
    time.click()
    page.locator(".player select").select_option("10")
    page.reload()
    time.click()
    assert page.locator("audio").get_attribute("src").endswith(f"#t={second_of(time.text_content()) - 10}")
    page.locator(".player button").click()
    assert page.locator(".player").count() == 0


@pytest.fixture
def framed(browser: Any) -> Iterator[Callable[[str, str], tuple[Any, list[str], list[str]]]]:
    """Opens an address with a stub for all that is asked of https: the page, what was asked, and its complaints."""
    context = browser.new_context()
    asked: list[str] = []
    complaints: list[str] = []

    def open_one(address: str, stub: str) -> tuple[Any, list[str], list[str]]:
        def answer(route: Any) -> None:
            asked.append(route.request.url)
            route.fulfill(body=stub, content_type="text/html")

        context.route(re.compile("^https://"), answer)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        return page, asked, complaints

    yield open_one
    context.close()


def test_youtube_is_framed_at_the_first_press_and_steered(youtube_page: Path, server: str, framed: Any) -> None:
    address = server + youtube_page.relative_to(youtube_page.parents[2]).as_posix()
    page, asked, complaints = framed(address, YOUTUBE_STUB)
    first, second = press_twice(page, asked)
    assert asked[0].startswith("https://www.youtube-nocookie.com/embed/abcdefghijk?")
    assert f"start={first - 2}&" in asked[0]
    frame = page.frames[-1]
    until(frame, "heard.includes('playVideo')")
    assert frame.evaluate("second") == second - 2
    page.locator("h1").click()
    page.keyboard.press(" ")
    until(frame, "heard.includes('pauseVideo')")
    assert complaints == []


def test_vimeo_is_framed_at_the_first_press_and_steered(framed: Any, tmp_path: Path) -> None:
    """From a folder too: Vimeo does not ask where a page comes from."""
    site = render_course((guide_of("lectures/02-indexes.vtt", "https://vimeo.com/76979871"),), tmp_path)
    page, asked, complaints = framed(next(site.glob("lectures/*/guide.html")).as_uri(), VIMEO_STUB)
    first, second = press_twice(page, asked)
    assert asked == ["https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"]
    frame = page.frames[-1]
    assert frame.evaluate("location.hash") == f"#t={first - 2}s"
    until(frame, "heard.includes('play')")
    assert frame.evaluate("[...asked].sort()") == ["pause", "play", "timeupdate"]
    assert frame.evaluate("second") == second - 2
    page.locator("h1").click()
    page.keyboard.press(" ")
    until(frame, "heard.includes('pause')")
    page.keyboard.press(" ")
    until(frame, "heard.filter((name) => name === 'play').length === 2")
    page.keyboard.press("ArrowRight")
    until(frame, f"second === {second + 3}")
    assert complaints == []


def press_twice(page: Any, asked: list[str]) -> tuple[int, int]:
    """The seconds of two times, the first pressed where nothing was asked of anyone before, then the other."""
    assert asked == []
    times = page.locator(".passages a.time")
    times.nth(1).click()
    page.locator(".saying").wait_for(state="attached")
    assert len(asked) == 1
    assert page.locator("iframe").get_attribute("referrerpolicy") == "strict-origin-when-cross-origin"
    times.nth(2).click()
    return second_of(times.nth(1).text_content()), second_of(times.nth(2).text_content())


def test_from_a_folder_youtube_opens_in_a_new_tab(youtube_page: Path, open_page: Any) -> None:
    page = open_page(youtube_page).page
    page.context.route(re.compile("^https://"), lambda route: route.fulfill(body="", content_type="text/html"))
    time = page.locator(".passages a.time").first
    with page.context.expect_page() as opened:
        time.click()
    asked = opened.value.evaluate("location.href") if opened.value.url == "about:blank" else opened.value.url
    assert asked == time.get_attribute("href")
    assert "lecturebook preview" in page.locator(".player").text_content()
    assert page.locator("iframe").count() == 0


def test_without_scripts_a_time_is_a_link_to_the_second(youtube_page: Path, open_page: Any) -> None:
    page = open_page(youtube_page, java_script_enabled=False).page
    time = page.locator(".passages a.time").first
    assert f"t={second_of(time.text_content())}s" in time.get_attribute("href")
