from __future__ import annotations

from itertools import pairwise

import pytest

from lecturebook.model import Event, Passage, Word
from lecturebook.render.transcript import to_paragraphs

# seconds between two marks that people wait for at most
MARK = 90.0


def say(sentences: list[tuple[float, float, int]]) -> tuple[list[Passage], list[Word]]:
    """Sentences of `count` words spoken evenly from `start` to `end`."""
    passages: list[Passage] = []
    words: list[Word] = []
    for start, end, count in sentences:
        first, pace = len(words), (end - start) / count
        words += [Word(f"w{first + n}", start + n * pace, start + (n + 1) * pace) for n in range(count)]
        text = " ".join(word.text for word in words[first:])
        passages.append(Passage(first, len(words), start, end, text))
    return passages, words


@pytest.mark.parametrize(
    "sentences",
    [
        [(n * 5.0, n * 5.0 + 5, 12) for n in range(100)],
        [(n * 40.0, n * 40.0 + 40, 100) for n in range(10)],
        [(0.0, 79.0, 200), (79.0, 158.0, 200)],
        [(0.0, 1500.0, 4000)],
        [(0.0, 3.0, 9), (3.0, 400.0, 900), (400.0, 402.0, 6)],
    ],
    ids=["short", "long", "just whole", "no stops at all", "one endless"],
)
def test_a_mark_comes_every_90_seconds(sentences: list[tuple[float, float, int]]) -> None:
    passages, words = say(sentences)
    paragraphs = to_paragraphs(passages, words)
    starts = [paragraph.start for paragraph in paragraphs] + [sentences[-1][1]]
    assert max(b - a for a, b in pairwise(starts)) <= MARK
    said = " ".join(part.text for paragraph in paragraphs for part in paragraph.parts)
    assert said == " ".join(word.text for word in words)


def test_a_long_sentence_is_cut_evenly() -> None:
    passages, words = say([(0.0, 90.0, 90)])
    assert [len(p.parts[0].text.split()) for p in to_paragraphs(passages, words)] == [45, 45]


def test_silence_inside_a_sentence_ends_a_paragraph() -> None:
    words = [Word("a", 0.0, 1.0), Word("b", 1.0, 2.0), Word("c", 300.0, 301.0)]
    paragraphs = to_paragraphs([Passage(0, 3, 0.0, 301.0, "a b c")], words)
    assert [(p.start, p.parts[0].text) for p in paragraphs] == [(0.0, "a b"), (300.0, "c")]


def test_events_stand_after_what_began_before_them() -> None:
    passages, words = say([(0.0, 10.0, 5), (10.0, 20.0, 5)])
    events = [Event(4.0, "(laughter)"), Event(500.0, "[Music]")]
    first, second = to_paragraphs(passages, words, events)
    assert [(part.text[:10], part.is_event) for part in first.parts] == [
        ("w0 w1 w2 w", False),
        ("[laughter]", True),
        ("w5 w6 w7 w", False),
    ]
    assert second.start == 500.0


def test_nothing_said_is_no_paragraph() -> None:
    assert to_paragraphs([], []) == ()
