from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturebook.clean.punctuate import Tags
from lecturebook.clean.sentences import display_forms, punctuated, split_sentences
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
    ("ışık var", "ışık var."),
    ("ŉ dag", "ʼN dag."),
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
    assert " ".join(display_forms(words, [0, len(words)], [False] * len(words))) == shown


@pytest.mark.parametrize("text", ["so it is", "so it is.", "Was it?"])
def test_a_passage_with_stops_of_its_own_is_left_as_it_is(text: str) -> None:
    words = said(text)
    assert " ".join(display_forms(words, [0, len(words)], [True] * len(words))) == text


def tags(*marks: str) -> Tags:
    """What a tagger is sure of: for each word its mark and casing, such as ``.`` or ``,C`` or ``U``."""
    punctuation, casing = np.zeros((len(marks), 4), np.float32), np.zeros((len(marks), 3), np.float32)
    for n, mark in enumerate(marks):
        punctuation[n, next((at for at, sign in enumerate(",.?", start=1) if sign in mark), 0)] = 1
        casing[n, 1 if "C" in mark else 2 if "U" in mark else 0] = 1
    return Tags(punctuation, casing, np.zeros(len(marks), np.float32))


# words, what the tagger says of them, the sentences shown
TAGGED = [
    ("what is a tree it has no cycles", "- - - ? - - - .", ["What is a tree?", "It has no cycles."]),
    ("so in paris we use pytorch", "- - C - - C", ["So in Paris we use Pytorch."]),
    ("the gpu's memory is full", "- U - - .", ["The GPU's memory is full."]),
    ("first we read then we write", "- - , - - .", ["First we read, then we write."]),
    ("I use ReLU on iPhones", "- - - - .", ["I use ReLU on iPhones."]),
    ("it's the end of the story", ". - - . . -", ["It's.", "The end of the story."]),
    ("it is -- well done", "- - , - -", ["It is -- well done."]),
    # a tag question, but not every last "right"
    ("it is a tree right", "- - - , .", ["It is a tree, right?"]),
    ("it is the one on the right", "- - - - - - .", ["It is the one on the right."]),
    ("right", ".", ["Right."]),
    ("okay so it is well made", "- - - - - .", ["Okay, so it is well made."]),
    ("well okay", "- .", ["Well, okay."]),
    # a quoted first word: no capital without a comma before it; a name has its own
    ("the question is how do trees grow", "- - - C - - ?", ["The question is how do trees grow?"]),
    ("they say okay we ask will", "- - ,C - - C", ["They say okay, we ask Will."]),
    ("they say how do we grow", "- , C - - .", ["They say, How do we grow."]),
    ("of the us government", "- - U .", ["Of the US government."]),
]


@pytest.mark.parametrize(("text", "marks", "sentences"), TAGGED)
def test_a_tagger_gives_stops_and_capitals(text: str, marks: str, sentences: list[str]) -> None:
    words = said(text, timed=False)
    found = tags(*marks.split(), *["-"] * (len(words) - len(marks.split())))
    assert [s.text for s in split_sentences(words, frozenset(), language="en", tags=found)] == sentences


def test_text_that_has_its_stops_is_not_touched_by_a_tagger() -> None:
    text = "It is a tree. It has no cycles, none at all. So we use it."
    found = tags(*["?U"] * len(text.split()))
    assert " ".join(s.text for s in split_sentences(said(text), frozenset(), language="en", tags=found)) == text


def test_a_stop_that_ends_no_sentence_is_a_comma() -> None:
    words = said("we look at the gradient of it now")
    found = tags(*"- - - - . - - .".split())
    # no pause anywhere, and the tagger hears a stop, yet takes less than its threshold for one
    found.punctuation[4] = (0.3, 0.3, 0.4, 0.0)
    (sentence,) = split_sentences(words, frozenset(), language="en", tags=found, threshold=0.43)
    assert sentence.text == "We look at the gradient, of it now."


def test_a_stop_that_stands_in_text_without_stops_ends_a_sentence() -> None:
    text = " ".join(["we go on"] * 20) + " and stop. then " + " ".join(["we go on"] * 40)
    assert any(sentence.endswith("and stop.") for sentence in split(said(text)))


def test_a_pause_tips_what_the_tagger_is_not_sure_of() -> None:
    words = [Word(text, n * 0.3, n * 0.3 + 0.3) for n, text in enumerate("we stop here we go on".split())]
    unsure = tags(*["-"] * len(words))
    unsure.punctuation[2] = (0.6, 0.0, 0.4, 0.0)
    later = [
        word if n < 3 else replace(word, start=word.start + 1.5, end=word.end + 1.5) for n, word in enumerate(words)
    ]
    for spoken, count in ((words, 1), (later, 2)):
        assert len(split_sentences(tuple(spoken), frozenset(), language="en", tags=unsure)) == count


@settings(max_examples=150)
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


def test_long_sentences_with_their_commas_are_punctuated() -> None:
    clause = "so we look at it, and then, "
    stopped = said((clause * 9 + "and we stop. ") * 5)
    assert all(punctuated(stopped))
    # without commas the same stops are too few, and commas alone are none
    assert not any(punctuated(tuple(replace(word, text=word.text.strip(",")) for word in stopped)))
    assert not any(punctuated(tuple(replace(word, text=word.text.strip(".")) for word in stopped)))


def test_nothing_in_nothing_out() -> None:
    assert split_sentences((), frozenset(), language="en") == ()
