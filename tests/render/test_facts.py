from __future__ import annotations

from dataclasses import replace

import pytest

from lecturebook.model import Course
from lecturebook.render.facts import coverage, language_tag, making_facts


@pytest.mark.parametrize(
    ("covered", "said"),
    [
        ((), ["The transcript covers nothing of the recording."]),
        (((0.0, 2644.0),), ["Covers 0:00–44:04 of the recording (44 min)."]),
        (((60.0, 90.0),), ["Covers 1:00–1:30 of the recording (30 s)."]),
        (
            ((1086.0, 2652.0),),
            ["Covers 18:06–44:12 of the recording (26 min).", "The transcript starts at 18:06."],
        ),
        (
            ((0.0, 3599.0), (3720.0, 6000.0)),
            [
                "Covers 0:00–1:40:00 of the recording (1 h 38 min in 2 stretches).",
                "Not covered: 59:59–1:02:00.",
            ],
        ),
    ],
)
def test_what_is_covered_and_what_is_not(
    course: Course, covered: tuple[tuple[float, float], ...], said: list[str]
) -> None:
    assert list(coverage(replace(course.guides[0], covered=covered))) == said


def test_how_it_was_made(course: Course) -> None:
    facts = {fact.label: fact.value for fact in making_facts(course.guides[0])}
    assert facts["Captions"] == "812 used"
    assert facts["Repaired captions"] == "3 (reversed 3)"
    assert facts["Dropped captions"] == "22 (--><img src=x onerror=alert(1)> 8, empty 14)"
    assert facts["Sentence encoder"] == "all-MiniLM-L6-v2, float32, sha256 cdcdcdcdcdcd…"
    assert facts["Language"] == "en (from the metadata)"


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh-Hant", "zh-Hant"), ('"x', ""), ("", "")])
def test_a_language_is_a_tag_or_nothing(language: str, tag: str) -> None:
    assert language_tag(language) == tag
