from __future__ import annotations

import pytest

from fake import FakeEncoder
from lecturebook.clean.sentences import split_sentences
from lecturebook.concepts.definitions import Definition, best_of, defining_passages, join, least_points
from lecturebook.concepts.mentions import find_mentions
from lecturebook.model import Passage, Word
from lecturebook.tokens import tokenize

ENCODER = FakeEncoder()

# a sentence about a heap file -> whether it says what that is
SENTENCES = [
    ("A heap file is a pile of pages in no order.", True),
    ("So heap files are just the pages themselves.", True),
    ("A heap file basically means that rows have no order.", True),
    ("By heap file we mean a pile of pages.", True),
    ("A heap file is when you write rows as they come.", True),
    ("Heap file stands for a pile.", True),
    ("We define a heap file as a pile of pages.", True),
    ("So let's go on with this really simple example of the pages in it to just define a heap file.", False),
    ("This pile of pages is called a heap file.", True),
    ("And that is what we call a heap file.", True),
    ("The word for it is heap file.", True),
    ("The idea of a heap file is to write rows as they come.", True),
    ("A heap file keeps rows in the order they came.", True),
    ("And then there are heap files, which keep rows in no order.", True),
    ("A heap file can be thought of as a pile.", True),
    ("There is the heap file. It's a method that puts rows in no order.", True),
    ("So what are heap files? Well, it's a pile of pages in no order.", True),
    ("The way that a heap file works is that rows are written as they come.", True),
    ("And there's the heap file, which is a pile that nobody sorts.", True),
    # near misses
    ("The heap file is very large.", False),
    ("A heap file is not always slow.", False),
    ("The heap file is now full.", False),
    ("We read the heap file again.", False),
    ("Every row in the heap file is a tuple.", False),
    ("So put it into a heap file and scan.", False),
    ("So what is a heap file?", False),
    ("The heap file is the best choice here.", False),
    ("A heap file is whatever, I don't know.", False),
    ("We will talk about the heap file later.", False),
]


def definitions(text: str, surface: str = "heap file", **options: float) -> list[Definition]:
    texts = text.split()
    words = tuple(Word(word, float(n), n + 1.0) for n, word in enumerate(texts))
    sentences = split_sentences(words, frozenset(), language="en")
    vectors = ENCODER.encode([sentence.text for sentence in sentences])
    phrases = {"key": [tuple(tokenize(surface.split(), "en").stems)]}
    spans = find_mentions(tokenize(texts, "en"), phrases)["key"]
    query = ENCODER.encode([f"{surface} is defined as. what {surface} means."])[0]
    return best_of(defining_passages(words, sentences, vectors, spans, query, **options))


@pytest.mark.parametrize(("sentence", "defines"), SENTENCES)
def test_which_sentences_define(sentence: str, defines: bool) -> None:
    found = definitions(f"We go on now. {sentence} Then we stop.")
    assert bool(found) is defines
    assert all(sentence in definition.passage.text for definition in found)


def test_a_definition_is_the_words_of_its_span() -> None:
    text = "We go on now. A heap file is a pile of pages in no order. Then we stop."
    (found,) = definitions(text)
    assert found.passage.text == " ".join(text.split()[found.passage.first : found.passage.last])
    assert (found.passage.start, found.passage.end) == (found.passage.first, found.passage.last)


def test_a_name_at_the_end_reaches_back_to_what_it_names() -> None:
    (found,) = definitions("Say rows lie on pages in no order at all. Such a thing is called a heap file. We go on.")
    assert found.passage.text.startswith("Say rows lie on pages")


def test_the_better_definition_comes_first_and_at_most_two_are_given() -> None:
    sentence = "A heap file is a pile of pages. "
    found = definitions((sentence + "Now we talk of other things for a while. " * 12) * 5)
    assert 1 <= len(found) <= 2
    assert found[0].passage.first == 0
    assert [d.score for d in found] == sorted((d.score for d in found), reverse=True)


def test_fewer_points_than_the_least_are_none() -> None:
    assert not definitions("A heap file is a pile of pages.", least=9.0)


def test_where_one_meets_it_is_less_of_a_definition_than_what_it_is() -> None:
    (told,) = definitions("Then there is the heap file. It's a pile that nobody sorts or reads in order. We go on.")
    (met,) = definitions("Then there is the heap file. This is where the rows are that nobody has sorted. We go on.")
    assert met.points < least_points(is_guessed=True) <= told.points


@pytest.mark.parametrize(
    "sentence",
    [
        "Another heap file is a pile of pages in no order.",
        "This heap file is a compressed heap file.",
        "The reason is that a heap file is a slow place.",
        "My talk is called the heap file.",
        "A heap file means that you have to read everything.",
    ],
)
def test_one_of_many_a_circle_and_a_reason_are_no_sure_definitions(sentence: str) -> None:
    assert not definitions(f"We go on now. {sentence} Then we stop.", least=least_points(is_guessed=True))


def test_guessed_stops_need_surer_cues() -> None:
    assert least_points(is_guessed=True) > least_points(is_guessed=False)


def test_no_mention_no_definition() -> None:
    assert definitions("A tree is a graph.") == []


def test_join() -> None:
    one, two = Passage(0, 2, 0.0, 2.0, "A b."), Passage(2, 3, 2.0, 3.0, "C.")
    assert join([one, two]) == Passage(0, 3, 0.0, 3.0, "A b. C.")
