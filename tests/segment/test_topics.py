from __future__ import annotations

from itertools import pairwise

import pytest

from fake import FakeEncoder
from lecturebook.model import Chapter, Passage, Speech, Word
from lecturebook.segment.detail import read_detail
from lecturebook.segment.topics import Topic, find_topics
from lecturebook.segment.units import embed_speech

ENCODER = FakeEncoder()
# made-up lectures: each topic has words of its own
TOPICS = {
    "heaps": "heap files keep rows unordered and every heap page holds several rows of that heap file",
    "trees": "balanced trees route searches through inner nodes until leaf nodes of those trees answer",
    "logs": "write ahead logging records changes before commit and recovery replays logged changes",
    "joins": "hash joins build buckets while merge joins need sorted inputs before joining relations",
}


def lecture(*names: str, sentences: int = 20, seconds: float = 6.0) -> Speech:
    """`sentences` of each topic in turn, `seconds` each."""
    words: list[Word] = []
    made = []
    for text in (TOPICS[name] for name in names for _ in range(sentences)):
        first, start, tokens = len(words), len(made) * seconds, text.split()
        step = seconds / len(tokens)
        words += [Word(token, start + n * step, start + (n + 1) * step) for n, token in enumerate(tokens)]
        made.append(Passage(first, len(words), start, start + seconds, text))
    return Speech(tuple(words), tuple(made))


def topics(speech: Speech, detail: str = "", chapters: tuple[Chapter, ...] = ()) -> tuple[Topic, ...]:
    return find_topics(embed_speech(speech, "en", ENCODER), read_detail(detail), chapters=chapters)


def starts(found: tuple[Topic, ...]) -> list[int]:
    return [topic.first for topic in found]


def test_topics_begin_where_words_change() -> None:
    found = topics(lecture("heaps", "trees", "logs", "joins", sentences=30, seconds=12))
    assert starts(found) == [0, 30, 60, 90]
    assert found[0].confidence is None
    assert all(topic.confidence is not None and topic.confidence > 0.5 for topic in found[1:])


@pytest.mark.parametrize("detail", ["coarse", "normal", "fine", "20"])
def test_topics_and_their_parts_tile_the_sentences(detail: str) -> None:
    speech = lecture("heaps", "trees", "heaps", "logs", "joins", "logs", sentences=40)
    found = topics(speech, detail)
    assert [topic.first for topic in found] == [0, *(topic.last for topic in found[:-1])]
    assert found[-1].last == len(speech.sentences)
    for topic in found:
        if topic.parts:
            edges = [topic.first, *(part.last for part in topic.parts)]
            assert [part.first for part in topic.parts] == edges[:-1]
            assert edges[-1] == topic.last
            assert topic.parts[0].confidence is None


# detail, minutes, least, most
COUNTS = [("", 60, 8, 16), ("coarse", 60, 4, 8), ("fine", 60, 14, 28), ("10", 60, 10, 10), ("", 5.5, 1, 1)]


@pytest.mark.parametrize(("detail", "minutes", "least", "most"), COUNTS)
@pytest.mark.parametrize("names", [("heaps",), tuple(TOPICS) * 10])
def test_as_many_as_asked_for(names: tuple[str, ...], detail: str, minutes: float, least: int, most: int) -> None:
    speech = lecture(*names, sentences=round(minutes * 10 / len(names)))
    assert least <= len(topics(speech, detail)) <= most


def test_no_part_is_long() -> None:
    for topic in topics(lecture("heaps", sentences=300), "1"):
        stretches = topic.parts or (topic,)
        assert all(6 * (part.last - part.first) <= 606 for part in stretches)
        assert all(6 * (part.last - part.first) >= 60 for part in topic.parts)


CHAPTERS = (Chapter(0, 100, "Welcome"), Chapter(100, 400, "Trees"), Chapter(400, 480, "Logs"))


def test_chapters_are_used_exactly() -> None:
    found = topics(lecture("heaps", "trees", "logs", "joins"), chapters=CHAPTERS)
    assert [(topic.first, topic.title) for topic in found] == [(0, "Welcome"), (17, "Trees"), (67, "Logs")]
    assert all(topic.confidence is None for topic in found)


# the chapters' starts -> where sections begin, sentences of six seconds
BEGINS = [
    ([0, 7, 11], [0, 1, 2]),
    # what is said before the first chapter is a section without a title
    ([60, 120], [0, 10, 20]),
    # in the first of two that begin at one sentence nothing is said
    ([0, 59, 61], [0, 10]),
    # after the end of the transcript
    ([0, 9999], [0]),
    ([9999], None),
]


@pytest.mark.parametrize(("seconds", "expected"), BEGINS)
def test_chapters_begin_at_the_nearest_sentence(seconds: list[float], expected: list[int] | None) -> None:
    speech = lecture("heaps", "trees", sentences=20)
    given = tuple(Chapter(second, second, f"Chapter {n}") for n, second in enumerate(seconds))
    found = topics(speech, chapters=given)
    assert starts(found) == (expected if expected is not None else starts(topics(speech)))
    assert len({topic.title for topic in found if topic.title}) == len([t for t in found if t.title])


def test_no_topic_begins_inside_a_sentence() -> None:
    speech = lecture(*TOPICS, sentences=12)
    assert all(0 <= a < b <= len(speech.sentences) for a, b in pairwise([*starts(topics(speech)), 48]))


def test_nothing_in_nothing_out() -> None:
    assert topics(Speech((), ())) == ()
