from __future__ import annotations

from itertools import pairwise

import pytest

from fake import FakeEncoder
from lecturebook.clean.terms import Term
from lecturebook.clean.wording import Wording
from lecturebook.errors import TranscriptError
from lecturebook.guide import make_guide
from lecturebook.model import Cue, Guide, Passage, Source, Transcript
from lecturebook.options import Options
from lectures_made import FILES, GERMAN, guide, transcript

ENCODER = FakeEncoder()
SOURCE = Source("a.srt", "srt", "0" * 64)


def lecture(*texts: str, start: float = 0.0, language: str = "en", title: str = "") -> Transcript:
    cues = tuple(Cue(start + 5 * n, start + 5 * n + 5, text) for n, text in enumerate(texts))
    return Transcript("one", cues, SOURCE, title=title, language=language)


def passages(made: Guide) -> list[Passage]:
    """Every passage that a guide shows."""
    return [
        *made.sentences,
        *made.abstract,
        *(passage for section in made.sections for passage in section.summary),
        *(passage for concept in made.concepts for passage in concept.definitions),
        *(question.answer for question in made.questions),
    ]


def plain(text: str) -> str:
    return text.casefold().rstrip(".")


@pytest.mark.parametrize("file", FILES)
def test_every_passage_is_the_words_of_its_span(file: str) -> None:
    made = guide(file)
    left_out = {n for change in made.ledger for n in range(change.first, change.last)}
    for passage in passages(made):
        words = made.words[passage.first : passage.last]
        if passage not in made.sentences:
            words = tuple(made.words[n] for n in range(passage.first, passage.last) if n not in left_out)
        assert [plain(t) for t in passage.text.split(" ")] == [plain(word.text) for word in words]
        assert (passage.start, passage.end) == (words[0].start, words[-1].end)


@pytest.mark.parametrize("file", FILES)
def test_sentences_and_sections_tile_the_words(file: str) -> None:
    made = guide(file)
    for parts in (made.sentences, made.sections):
        assert parts[0].first == 0
        assert parts[-1].last == len(made.words)
        assert all(before.last == after.first for before, after in pairwise(parts))


@pytest.mark.parametrize("file", FILES)
def test_every_time_is_inside_the_covered_time(file: str) -> None:
    made = guide(file)
    times = [
        *((word.start, word.end) for word in made.words),
        *((section.start, section.end) for section in made.sections),
        *((mention.start, mention.start) for concept in made.concepts for mention in concept.mentions),
        *((event.second, event.second) for event in made.events),
    ]
    low, high = made.covered[0][0], made.covered[-1][1]
    assert all(low <= start <= end <= high + 1e-6 for start, end in times)
    starts = [word.start for word in made.words]
    assert all(any(a <= start <= b + 1e-6 for a, b in made.covered) for start in starts)


@pytest.mark.parametrize("file", FILES)
def test_mentions_start_at_the_second_of_their_word(file: str) -> None:
    made = guide(file)
    assert made.concepts
    for concept in made.concepts:
        assert concept.mentions
        assert all(mention.start == made.words[mention.first].start for mention in concept.mentions)
        assert [m.first for m in concept.mentions] == sorted(m.first for m in concept.mentions)


@pytest.mark.parametrize("file", FILES)
def test_what_a_guide_refers_to_is_there(file: str) -> None:
    made = guide(file)
    keys = [concept.key for concept in made.concepts]
    assert len(keys) == len(set(keys))
    assert {key for section in made.sections for key in section.concepts} <= set(keys)
    assert {question.concept for question in made.questions} - {""} <= set(keys)  # some ask of no concept
    for things in (made.sections, made.questions):
        assert len({thing.id for thing in things}) == len(things)
    assert len({section.title for section in made.sections}) == len(made.sections)
    assert all(section.summary for section in made.sections)


@pytest.mark.parametrize("file", FILES)
def test_a_cloze_does_not_hold_its_answer(file: str) -> None:
    made = guide(file)
    names = {concept.key: concept.name for concept in made.concepts}
    for question in made.questions:
        if question.kind == "cloze":
            assert "_____" in question.prompt
            assert names[question.concept].casefold() not in question.prompt.casefold()


def test_rolling_captions_are_counted() -> None:
    assert guide("lectures/02-indexes.vtt").making.changes["overlap"] > 0
    assert guide("lectures/01-storage.srt").making.changes.get("overlap", 0) == 0


def test_a_german_lecture_says_what_was_not_done() -> None:
    made = guide(GERMAN)
    assert (made.lecture.language, made.making.language_from) == ("de", "detected")
    assert made.questions == ()
    assert not any(concept.definitions for concept in made.concepts)
    assert made.making.not_done[0].startswith("Definitions and review questions were not looked for")
    assert "“de”" in made.making.not_done[0]
    assert guide(FILES[0]).making.not_done == ()


def test_one_short_lecture_is_one_section() -> None:
    made = make_guide(lecture("a heap file is a pile of pages in no order"), ENCODER)
    assert len(made.sections) == 1
    assert (made.sections[0].first, made.sections[0].last) == (0, len(made.words))
    assert [sentence.text for sentence in made.sentences] == ["A heap file is a pile of pages in no order."]


def test_one_word_is_a_guide() -> None:
    assert len(make_guide(lecture("okay"), ENCODER).words) == 1


def test_a_late_start_is_kept() -> None:
    made = make_guide(lecture("so a heap file is a pile", "of pages in no order", start=1086.0), ENCODER)
    assert made.covered == ((1086.0, 1096.0),)
    assert made.covered_seconds == 10.0
    assert made.words[0].start == made.sections[0].start == 1086.0


@pytest.mark.parametrize(
    ("given", "option", "expected"),
    [("", "", ("en", "detected")), ("en-US", "", ("en", "metadata")), ("en", "de-DE", ("de", "option"))],
)
def test_language_is_of_the_option_then_the_metadata_then_the_words(
    given: str, option: str, expected: tuple[str, str]
) -> None:
    made = make_guide(
        lecture("so this is what we have in the heap", language=given), ENCODER, options=Options(language=option)
    )
    assert (made.lecture.language, made.making.language_from) == expected


def test_an_unknown_language_is_said() -> None:
    made = make_guide(lecture("待ち 行列 は 大切", language=""), ENCODER)
    assert (made.lecture.language, made.making.language_from) == ("", "unknown")
    assert "not recognised" in made.making.not_done[0]


@pytest.mark.parametrize("language", ["ja", "zh", "ko", "xx", "english", "é", "no-such-language-tag"])
def test_any_language_makes_a_guide(language: str) -> None:
    assert make_guide(lecture("待ち行列 は 大切 です", "待ち行列 とは", language=language), ENCODER).words


def test_terms_of_the_glossary_are_concepts_spelled_its_way() -> None:
    made = make_guide(
        lecture("then you put the btree on the page and the Btree is done", "the page pool and the btree"),
        ENCODER,
        wording=Wording(terms=(Term("BTree"),)),
    )
    assert "BTree" in [concept.name for concept in made.concepts]


def test_a_lecture_without_a_title_has_its_id() -> None:
    assert make_guide(lecture("so it goes"), ENCODER).lecture.title == "one"
    assert make_guide(lecture("so it goes", title=" Heaps "), ENCODER).lecture.title == "Heaps"


@pytest.mark.parametrize("text", ["[Music]", "", ">>"])
def test_a_lecture_without_a_word_is_an_error(text: str) -> None:
    with pytest.raises(TranscriptError, match="no spoken word"):
        make_guide(lecture(text), ENCODER)


def test_the_same_transcript_gives_the_same_guide() -> None:
    assert make_guide(transcript(FILES[0]), FakeEncoder()) == guide(FILES[0])
