from __future__ import annotations

import json
from typing import Any

import pytest

from lecturebook.errors import TranscriptError
from lecturebook.model import Cue, CueWord, Repair, Transcript
from lecturebook.read import read_bytes

WORDS = [
    {"word": " So,", "start": 0.3, "end": 0.5, "probability": 0.99},
    {"word": " twenty", "start": 0.5, "end": 0.9, "probability": 0.8},
    {"word": "-five", "start": 0.9, "end": 1.2, "probability": 0.6},
]
SEGMENT = {"id": 0, "start": 0.3, "end": 2.0, "text": " So, twenty-five", "words": WORDS}
READ = (CueWord("So,", 0.3, 0.5, 0.99), CueWord("twenty-five", 0.5, 1.2, 0.6))

# a second segment, what is read of it, and what is recorded
SECOND: list[tuple[Any, list[tuple[float, float, str]], list[Repair]]] = [
    ({"start": 3, "end": 4, "text": "x"}, [(3, 4, "x")], []),
    ({"start": 3, "text": "x"}, [(3, 4, "x")], [Repair(2, "open")]),
    ({"start": 3, "end": 1, "text": "x"}, [(3, 4, "x")], [Repair(2, "reversed")]),
    ({"start": "3", "end": "4", "text": "x"}, [(3, 4, "x")], []),
    (
        {"start": -0.1, "end": 4, "text": "x"},
        [(0, 4, "x")],
        [Repair(1, "overlap"), Repair(2, "negative"), Repair(2, "unordered")],
    ),
    ({"start": 3, "end": 4, "text": " \n"}, [], [Repair(2, "empty", True)]),
    ({"start": 3, "end": 4, "text": "a\ud800\x07b"}, [(3, 4, "a\ufffdb")], []),
    ({"start": 3, "end": 4}, [], [Repair(2, "garbled", True)]),
    ({"start": 3, "end": 4, "text": 5}, [], [Repair(2, "garbled", True)]),
    ({"start": None, "end": 4, "text": "x"}, [], [Repair(2, "garbled", True)]),
    ({"start": True, "end": 4, "text": "x"}, [], [Repair(2, "garbled", True)]),
    ({"start": float("nan"), "end": 4, "text": "x"}, [], [Repair(2, "garbled", True)]),
    ({"start": 3, "end": float("inf"), "text": "x"}, [], [Repair(2, "garbled", True)]),
    ({"start": 10**400, "end": 4, "text": "x"}, [], [Repair(2, "garbled", True)]),
    ({"start": 1e9, "end": 1e9, "text": "x"}, [], [Repair(2, "garbled", True)]),
    ("x", [], [Repair(2, "garbled", True)]),
    (None, [], [Repair(2, "garbled", True)]),
]

# words of the segment "a b", and what is read of them (None: nothing, which is recorded)
WORD_LISTS: list[tuple[Any, tuple[CueWord, ...] | None]] = [
    ([{"word": "a"}, {"word": "b"}], (CueWord("a"), CueWord("b"))),
    ([{"word": " a", "start": 2, "end": 1}, {"word": " b", "probability": 7}], (CueWord("a"), CueWord("b"))),
    ([{"word": " a", "start": 1}, {"word": " b", "start": 1, "end": 2}], (CueWord("a", 1), CueWord("b", 1, 2))),
    ([{"word": " a"}], None),
    ([{"word": " a"}, {"word": " c"}], None),
    ([{"word": " a"}, {"word": 7}], None),
    ([" a", " b"], None),
]


def read(*segments: Any, **others: Any) -> Transcript:
    (lecture,) = read_bytes(json.dumps({"segments": segments, **others}).encode(), "a.json")
    return lecture


def test_segments_with_words_and_confidence() -> None:
    lecture = read(SEGMENT, language="en")
    assert lecture.cues == (Cue(0.3, 2.0, "So, twenty-five", READ, line=1),)
    assert (lecture.id, lecture.language, lecture.source.format) == ("a", "en", "whisper")


@pytest.mark.parametrize(("segment", "cues", "repairs"), SECOND)
def test_a_bad_segment_never_costs_the_file(
    segment: Any, cues: list[tuple[float, float, str]], repairs: list[Repair]
) -> None:
    lecture = read(SEGMENT, segment)
    assert [(c.start, c.end, c.text) for c in lecture.cues if c.line == 2] == cues
    assert [c.text for c in lecture.cues if c.line == 1] == ["So, twenty-five"]
    assert list(lecture.repairs) == repairs


@pytest.mark.parametrize(("words", "expected"), WORD_LISTS)
def test_words_are_taken_only_where_they_are_those_of_the_text(
    words: Any, expected: tuple[CueWord, ...] | None
) -> None:
    lecture = read({"start": 1, "end": 2, "text": " a b", "words": words})
    assert lecture.cues[0].words == (expected or ())
    assert list(lecture.repairs) == ([] if expected else [Repair(1, "words")])


@pytest.mark.parametrize("language", [None, 5, "", "<b>", "e" * 99])
def test_a_language_that_is_none_is_left_out(language: Any) -> None:
    assert read(SEGMENT, language=language).language == ""


@pytest.mark.parametrize(
    ("text", "line", "seen"),
    [
        ('{"segments": [\n{"start": 1,}]}', 2, "Expecting property name"),
        ('{"segments": ' + "[" * 100_000, 0, "nested too deeply"),
        ('{"segments": ' + "9" * 5000 + "}", 0, "too many digits"),
        ('{"segments": {}}', 0, "no list but dict"),
        ('{"segments": []}', 0, "no cue can be used (there is none)"),
        ('{"segments": [{"start": 1, "end": 2, "text": ""}]}', 1, "no cue can be used (1 empty)"),
    ],
)
def test_errors_say_where_and_what(text: str, line: int, seen: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read_bytes(text.encode(), "a.json")
    assert caught.value.line == line
    assert seen in caught.value.seen
    assert "segments" in caught.value.accepted
