"""A study session: asked, answered, asked again when it is due, and taken along in a file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from browser.conftest import until

DAY = 86_400_000
# grade and days since the last answer, then stability and difficulty of a card and the days to the next question, as
# py-fsrs 6.3.2 gives them with its defaults, no learning steps and no fuzz
FSRS = [
    [
        (3, 0, 2.3065, 2.11810397, 2),
        (3, 2, 10.964332336, 2.111214236, 11),
        (3, 11, 46.280217288, 2.104331391, 46),
        (1, 30, 2.807094787, 7.389975788, 3),
        (3, 1, 4.836931647, 7.377814182, 5),
        (4, 9, 25.343356849, 6.486830244, 25),
    ],
    [
        (1, 0, 0.212, 6.4133, 1),
        (2, 0, 0.212, 7.604209769, 1),
        (3, 1, 1.451938831, 7.591833929, 1),
        (2, 3, 3.87180423, 8.386575511, 4),
    ],
    [
        (4, 0, 8.2956, 1.0, 8),
        (4, 8, 65.624226162, 1.0, 66),
        (1, 100, 3.714228085, 7.026989569, 4),
        (1, 0, 1.209619721, 9.008020057, 1),
        (3, 0, 1.255156032, 8.994240406, 1),
    ],
]


@pytest.mark.parametrize("answers", FSRS)
def test_cards_are_scheduled_as_fsrs_does(site: Path, open_page: Any, answers: list[tuple[float, ...]]) -> None:
    page = open_page(next(site.glob("lectures/*/guide.html"))).page
    card, now = None, 1_700_000_000_000
    for grade, days, stability, difficulty, interval in answers:
        now += days * DAY
        call = "([card, grade, now]) => lecturebook.schedule(card, grade, now)"
        card = page.evaluate(call, [card, grade, now])
        assert card["s"] == pytest.approx(stability, rel=1e-6)
        assert card["d"] == pytest.approx(difficulty, rel=1e-6)
        assert card["due"] - now == (600_000 if grade == 1 else interval * DAY)


def answer(page: Any, grade: str) -> None:
    page.locator("#study-grades button").first.click()
    assert page.locator("#study-back .quote").is_visible()
    page.keyboard.press(grade)


def test_a_session_is_remembered_and_taken_along(site: Path, local_page: Path, open_page: Any, tmp_path: Path) -> None:
    watched = open_page(local_page, accept_downloads=True)
    page = watched.page
    questions = page.locator("[data-card=question]").count()
    page.locator("[data-study=question]").click()
    assert page.locator("#study-front").text_content() == page.locator(".questions li .prompt").first.text_content()
    answer(page, "3")
    assert f"1 answered, {questions - 1} to go" in page.locator("#study-state").text_content()
    page.reload()
    assert page.locator("[data-study=question] .count").text_content() == f"{questions - 1} new"

    page.goto((site / "study.html").as_uri())
    row = page.locator(f"li[data-lecture='{local_page.parent.name}'] .due")
    assert " new" in row.text_content()
    with page.expect_download() as download:
        page.locator("#progress-export").click()
    kept = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert len(kept["lectures"][local_page.parent.name]) == 1

    file = tmp_path / "progress.json"
    file.write_text(json.dumps(kept))
    other = open_page(site / "study.html").page
    other.locator("#progress-import").set_input_files(file)
    other.get_by_text("1 answers taken over").wait_for()
    file.write_text('{"course": "another"}')
    other.locator("#progress-import").set_input_files(file)
    other.get_by_text("it is of another course").wait_for()
    assert watched.complaints == []


def test_a_session_goes_through_the_lectures_with_so_many_new_cards_a_day(
    site: Path, local_page: Path, youtube_page: Path, open_page: Any
) -> None:
    """What is due first, wherever it is; then no more new ones than the reader wants."""
    watched = open_page(site / "study.html")
    page = watched.page
    page.locator("#plan-new").select_option("5")
    page.evaluate(
        """([lecture, id]) => lecturebook.write("study/" + lecture, { [id]: { s: 1, d: 5, last: 1, due: 2 } })""",
        [youtube_page.parent.name, first_card(youtube_page)],
    )
    page.reload()
    assert page.locator("#plan").text_content().startswith("1 due today · 5 new of ")
    page.locator("#plan-begin").click()
    page.locator("#study-grades button").wait_for()
    assert page.url == local_page.as_uri() + "#study-now"
    for _ in range(5):
        answer(page, "4")
    assert "5 answered, " in page.locator("#study-state").text_content()
    assert "new left for another day" in page.locator("#study-state").text_content()
    page.locator("#study-grades a").click()
    until(page, f"location.href === {json.dumps(youtube_page.as_uri() + '#study-now')}")
    page.get_by_text("0 answered, 1 to go").wait_for()  # the address is there before its script has run
    answer(page, "3")
    page.goto((site / "study.html").as_uri())
    assert page.locator("#plan").text_content().startswith("0 due today · 0 new of ")
    assert page.locator("#plan-begin").is_disabled()
    assert watched.complaints == []


def test_a_section_can_be_studied_alone(local_page: Path, open_page: Any) -> None:
    page = open_page(local_page).page
    sections = page.locator(".part h2")
    counts = []
    for n in range(sections.count() + 1):
        page.locator("#study-section").select_option(str(n))
        counts.append(page.locator("[data-study=all] .count").text_content())
    numbers = [int(count.removesuffix(" new") or 0) for count in counts]
    assert numbers[0] == sum(numbers[1:]) > max(numbers[1:])


def first_card(page: Path) -> str:
    return re.search(r'<li id="([^"]+)" data-card="question"', page.read_text("utf-8"))[1]
