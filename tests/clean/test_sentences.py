from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturebook.clean.sentences import passage, punctuated, split_sentences
from lecturebook.model import Passage, Word

# text with stops -> its sentences, which are cut there and nowhere else
PUNCTUATED = [
    (
        "So what is a tree? It is a graph. It has no cycles!",
        ["So what is a tree?", "It is a graph.", "It has no cycles!"],
    ),
    ('He said "stop." Then he left (quickly.) Right?', ['He said "stop."', "Then he left (quickly.)", "Right?"]),
    ("Wait… what? Yes.", ["Wait…", "what?", "Yes."]),
    ("これは 木 です。 次 です。", ["これは 木 です。", "次 です。"]),
    # near misses: a point that ends no sentence
    (
        "See e.g. the one by Dr. Knuth, p. 5 etc. and so on. Good.",
        ["See e.g. the one by Dr. Knuth, p. 5 etc. and so on.", "Good."],
    ),
    ("It grows by 3.5 a year. In file.py it is.", ["It grows by 3.5 a year.", "In file.py it is."]),
    ("J. Smith vs. A. Jones. Fine.", ["J. Smith vs. A. Jones.", "Fine."]),
    ("Is that no. 5 or fig. 3? Both.", ["Is that no. 5 or fig. 3?", "Both."]),
    ("One two, three; four: five. Six.", ["One two, three; four: five.", "Six."]),
]

# words without a stop -> what is shown
CLOSED = [
    ("so i'm done", "So I'm done."),
    ("i think i know", "I think I know."),
    ("we use C++", "We use C++"),
    ("it costs 5", "It costs 5."),
    ("well,", "Well,"),
    ("iPhones are here", "IPhones are here."),
    ("ich bin hier", "Ich bin hier."),
    ("it is", "It is."),
]

VOCABULARY = "so the tree is a balanced graph i i'm and we look at okay now C++ e.g. B-tree no. x".split()
SPOKEN = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=200)
MIXED = st.lists(st.sampled_from([*VOCABULARY, "end.", "what?", "no!"]), min_size=1, max_size=400)


def said(text: str, *, seconds: float = 0.4, timed: bool = True) -> tuple[Word, ...]:
    return tuple(Word(word, n * seconds, (n + 1) * seconds, timed) for n, word in enumerate(text.split()))


def split(words: tuple[Word, ...], cue_ends: frozenset[int] = frozenset(), *, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split_sentences(words, cue_ends, language=language)]


@pytest.mark.parametrize(("text", "sentences"), PUNCTUATED)
def test_punctuated_text_is_split_at_its_stops_only(text: str, sentences: list[str]) -> None:
    assert split(said(text)) == sentences


def test_no_pause_or_cue_splits_punctuated_text() -> None:
    words = (Word("One", 0, 1), Word("two", 9, 10), Word("three.", 20, 21), Word("Four.", 21, 22))
    assert split(words, frozenset({1, 2})) == ["One two three.", "Four."]


@pytest.mark.parametrize(("text", "shown"), CLOSED)
def test_capital_and_stop_are_added_where_missing(text: str, shown: str) -> None:
    words = said(text)
    assert passage(words, 0, len(words), closed=True) == Passage(0, len(words), 0, words[-1].end, shown)


@pytest.mark.parametrize("text", ["so it is", "so it is.", "Was it?"])
def test_an_open_passage_is_left_as_it_is(text: str) -> None:
    assert passage(said(text), 0, len(text.split())).text == text


@settings(derandomize=True, deadline=None, max_examples=150)
@given(SPOKEN | MIXED, st.sampled_from(["en", "de", ""]), st.sets(st.integers(0, 400)), st.booleans())
def test_sentences_tile_the_words_and_change_none(
    tokens: list[str], language: str, ends: set[int], timed: bool
) -> None:
    words = said(" ".join(tokens), timed=timed)
    sentences = split_sentences(words, frozenset(ends), language=language)
    assert [sentences[0].first, *(s.last for s in sentences)] == [*(s.first for s in sentences), len(words)]
    for sentence in sentences:
        assert 0 < sentence.last - sentence.first <= 45
        assert (sentence.start, sentence.end) == (words[sentence.first].start, words[sentence.last - 1].end)
        _assert_same_words(sentence, words[sentence.first : sentence.last])


def _assert_same_words(sentence: Passage, words: tuple[Word, ...]) -> None:
    """Only a capital at the start, a capital I and a stop at the end may be new."""
    shown = sentence.text.split(" ")
    assert len(shown) == len(words)
    for n, (token, word) in enumerate(zip(shown, words, strict=True)):
        assert token.casefold() in (word.text.casefold(), f"{word.text}.".casefold())
        changed = token.removesuffix(".") != word.text.removesuffix(".")
        assert not changed or n == 0 or word.text.startswith("i")
        assert token == word.text or n == len(shown) - 1 or not token.endswith(".")


def test_unpunctuated_speech_is_cut_at_its_pauses_and_openers() -> None:
    before = "a heap file is a pile of pages in no order at all that you can only scan"
    after = "okay now a slotted page has a little table at its front that says where each row starts"
    assert split(said(f"{before} {after}", timed=False)) == [f"{before.capitalize()}.", f"{after.capitalize()}."]


def test_a_pause_cuts_where_words_do_not_help() -> None:
    first = [Word(f"w{n}", n * 0.4, n * 0.4 + 0.4) for n in range(15)]
    second = [Word(f"v{n}", 10 + n * 0.4, 10.4 + n * 0.4) for n in range(15)]
    assert [len(text.split()) for text in split((*first, *second), language="de")] == [15, 15]


def test_no_sentence_ends_on_the() -> None:
    text = "so we take the tree and the key and we look for the page in the pool and then we read the " * 12
    assert not [sentence for sentence in split(said(text))[:-1] if sentence.endswith((" the.", " and.", " for."))]


def test_a_long_sentence_is_cut_as_rarely_as_can_be() -> None:
    text = " ".join(["word"] * 30) + ". " + " ".join(["long"] * 80) + ". Short one."
    lengths = [len(sentence.split()) for sentence in split(said(text))]
    assert (lengths[0], lengths[-1]) == (30, 2)
    assert sum(lengths[1:-1]) == 80
    assert len(lengths) == 4


def test_punctuated_is_told_from_the_text_around() -> None:
    stops, none = "one two three four. " * 100, "one two three four " * 150
    kinds = punctuated(said(stops + none))
    assert all(kinds[:350])
    assert not any(kinds[-400:])
    # at most one border between the two
    assert sum(a != b for a, b in pairwise(kinds)) == 1


def test_nothing_in_nothing_out() -> None:
    assert split_sentences((), frozenset(), language="en") == ()
