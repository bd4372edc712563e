"""A study session: asked, answered, asked again when it is due, and taken along in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

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


def begin(page: Any) -> None:
    """Begin a session over the course: its cards are loaded first."""
    page.locator("#plan-begin").click()
    page.locator("#study-grades button").wait_for()


def answer(page: Any, grade: str) -> None:
    page.locator("#study-grades button").first.click()
    assert page.locator("#study-back .quote").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "study-back"
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
    assert row.text_content() == f"1 of {len(cards_of(local_page))} asked"
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


def test_a_session_over_the_course_mixes_lectures_by_due_date(
    site: Path, local_page: Path, youtube_page: Path, open_page: Any
) -> None:
    """What is due first, whatever lecture it is of; then no more new ones than the reader wants."""
    watched = open_page(site / "study.html")
    page = watched.page
    page.locator("#plan-new").select_option("5")
    due = {local_page: (100, 300), youtube_page: (200,)}
    for lecture, times in due.items():
        ids = cards_of(lecture)
        kept = {ids[n]: {"s": 1, "d": 5, "last": 1, "due": time} for n, time in enumerate(times)}
        # a card that a rebuild has lost is due nowhere, and is kept
        kept["gone"] = {"s": 1, "d": 5, "last": 1, "due": 1}
        page.evaluate("([name, kept]) => lecturebook.write(name, kept)", [f"study/{lecture.parent.name}", kept])
    page.reload()
    begin(page)
    titles = []
    for _ in range(3):
        titles.append(page.locator("#study-from").text_content())
        answer(page, "4")
    assert titles[0] == titles[2] != titles[1]
    for _ in range(5):
        answer(page, "4")
    assert page.locator("#study-state").text_content() == "8 answered, 8 of them known"
    page.keyboard.press("Escape")
    assert page.locator("#plan").text_content().startswith("Done for today: ")
    assert page.locator("#plan-begin").text_content() == "10 more"
    row = page.locator(f"li[data-lecture='{youtube_page.parent.name}'] .due")
    assert row.text_content() == f"1 of {len(cards_of(youtube_page))} asked"
    assert "gone" in page.evaluate("(name) => lecturebook.read(name, {})", f"study/{youtube_page.parent.name}")
    assert watched.complaints == []


def test_the_last_answer_can_be_taken_back(site: Path, open_page: Any) -> None:
    page = open_page(site / "study.html").page
    begin(page)
    first = page.locator("#study-front").text_content()
    for grade in ("1", "3"):
        answer(page, grade)
    for told in ("1 answered, 20 to go", "0 answered, 20 to go"):
        page.keyboard.press("u")
        assert page.locator("#study-state").text_content() == told
    assert page.locator("#study-front").text_content() == first
    page.keyboard.press("Escape")
    assert page.locator("#plan").text_content().startswith("0 due today · 20 new of ")


def test_what_falls_due_this_evening_is_asked_this_morning(site: Path, open_page: Any) -> None:
    page = open_page(site / "study.html").page
    noon, hour = "new Date(2026, 4, 5, 12).getTime()", 3_600_000
    for last, due, expected in ((-20, 8, True), (-2, 8, False), (-20, 13, False), (-2, -1, True)):
        card = f"{{ last: {noon} + {last * hour}, due: {noon} + {due * hour} }}"
        assert page.evaluate(f"lecturebook.progress.isDue({card}, {noon})") is expected, (last, due)


def test_a_section_can_be_studied_alone(local_page: Path, open_page: Any) -> None:
    page = open_page(local_page).page
    sections = page.locator(".part h2")
    counts = []
    for n in range(sections.count() + 1):
        page.locator("#study-section").select_option(str(n))
        counts.append(page.locator("[data-study=all] .count").text_content())
    numbers = [int(count.removesuffix(" new") or 0) for count in counts]
    assert numbers[0] == sum(numbers[1:]) > max(numbers[1:])


def cards_of(page: Path) -> list[str]:
    """The ids of what a lecture's page asks, in its order."""
    script = page.with_name("cards.js").read_text("utf-8")
    return [card["id"] for card in json.loads(script[script.index("{") : -3])["cards"]]
