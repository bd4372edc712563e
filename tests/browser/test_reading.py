"""What a reader does with a lecture's page: goes from section to section, looks words up, takes links along."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_the_colours_that_were_chosen_are_remembered(site: Path, open_page: Any) -> None:
    page = open_page(site / "index.html", color_scheme="light").page
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.locator("#theme").click()
    dark = page.evaluate(ground)
    assert dark != light
    assert page.locator("#theme").get_attribute("aria-pressed") == "true"
    page.goto((site / "concepts/index.html").as_uri())
    assert page.evaluate(ground) == dark


def test_keys_go_through_the_sections(local_page: Path, open_page: Any) -> None:
    page = open_page(local_page, reduced_motion="reduce").page
    headings = page.locator(".part h2").all()
    for expected in (0, 1):
        page.keyboard.press("j")
        page.wait_for_timeout(100)
        assert 0 <= headings[expected].bounding_box()["y"] < 120
        current = page.locator(".contents [aria-current]").text_content()
        assert current == headings[expected].locator("a").first.text_content()
    page.keyboard.press("k")
    page.wait_for_timeout(100)
    assert 0 <= headings[0].bounding_box()["y"] < 120
    page.keyboard.press("t")
    assert page.locator("details.transcript[open]").count() == len(headings)
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_the_arrows_go_along_the_timeline(local_page: Path, open_page: Any) -> None:
    page = open_page(local_page).page
    links = page.locator(".timeline a")
    links.first.focus()
    page.keyboard.press("ArrowRight")
    assert links.nth(1).evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    assert page.url.endswith(links.nth(1).get_attribute("href"))


def test_a_name_of_a_concept_says_what_it_is(local_page: Path, open_page: Any) -> None:
    page = open_page(local_page).page
    term = page.locator(".abstract a.term, .passages a.term").first
    term.focus()
    preview = page.locator("#preview")
    assert preview.is_visible()
    assert "mention" in preview.text_content()
    assert term.get_attribute("aria-describedby") == "preview"
    page.keyboard.press("Escape")
    assert preview.count() == 0
    term.hover()
    assert preview.is_visible()


def test_every_statement_has_a_link_to_copy(local_page: Path, open_page: Any) -> None:
    page = open_page(local_page).page
    statement = page.locator(".passages .said").first
    statement.hover()
    statement.locator(".copy").click()
    assert page.url.endswith("#" + statement.get_attribute("id"))
    assert page.locator(".said:not([id])").count() == page.locator(".glossary .said, .questions .said").count()


def test_a_link_into_the_transcript_unfolds_it(local_page: Path, open_page: Any) -> None:
    page = open_page(f"{local_page.as_uri()}#at-100").page
    sought = page.locator(".sought")
    assert sought.is_visible()
    assert float(sought.get_attribute("data-s")) < 101


def test_search_finds_what_was_meant(site: Path, open_page: Any) -> None:
    watched = open_page(site / "concepts/index.html")
    page = watched.page
    first = page.locator("#search-results a").first
    for words in ("buffer pool", "bufer pool", "buffr poool", "Búffer Pools", "buff"):
        page.keyboard.press("/")
        page.locator("#search-words").fill(words)
        first.wait_for()
        assert first.get_attribute("href") == "../concepts/buffer-pool.html", words
        page.locator("#search-words").fill("")
        first.wait_for(state="detached")
        page.keyboard.press("Escape")
        page.locator("#search").wait_for(state="hidden")  # else the next key goes into it
    page.keyboard.press("/")
    page.locator("#search-words").fill("buffer pool")
    page.locator("#search-results a[href*='#at-']").first.click()
    page.locator(".sought").wait_for()
    assert watched.complaints == []


def test_search_says_when_there_is_nothing(site: Path, open_page: Any) -> None:
    page = open_page(site / "index.html").page
    page.locator("#search-open").click()
    page.locator("#search-words").fill("xylophone")
    page.get_by_text("Nothing found").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#search").is_visible()
