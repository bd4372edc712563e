"""Orders that can be asked for: steps that are counted, and what sections turn to."""

from __future__ import annotations

import pytest

from lecturebook.model import Concept, Mention, Passage, Section, Word
from lecturebook.study.lecture_text import LectureText
from lecturebook.study.orders import order_of_sections, told_steps

BAKED = "First, the oven is heated to full heat."
MIXED = "Then flour and water are mixed in a bowl."
SHAPED = "Finally, the dough is shaped into a loaf."


def lecture(said: str) -> LectureText:
    """A lecture of one word a second; its sentences end in stops."""
    texts = said.split()
    words = tuple(Word(text, float(n), n + 1.0, place=n) for n, text in enumerate(texts))
    sentences, first = [], 0
    for n, text in enumerate(texts):
        if text[-1] in ".?":
            sentences.append(Passage(first, n + 1, float(first), n + 1.0, " ".join(texts[first : n + 1])))
            first = n + 1
    return LectureText("bread", words, tuple(sentences))


def steps(said: str) -> list[list[str]]:
    return [[step.said.text for step in run] for run in told_steps(lecture(said))]


def test_counted_steps_are_the_clauses_behind_their_signs() -> None:
    said = f"Bread is simple. {BAKED} That takes a while. {MIXED} {SHAPED}"
    (run,) = told_steps(lecture(said))
    assert [step.said.text for step in run] == [
        "the oven is heated to full heat.",
        "flour and water are mixed in a bowl.",
        "the dough is shaped into a loaf.",
    ]
    assert [step.said.start for step in run] == [4.0, 16.0, 25.0]


@pytest.mark.parametrize(
    "said",
    [
        "The first step of baking bread is to heat the stone oven. The second step is to mix flour with cold water. "
        "The last step is to shape the dough by hand.",
        "Step one, we heat the stone oven. Step two, we mix flour with cold water. Step three, we shape dough by hand.",
    ],
)
def test_steps_are_counted_in_more_ways_than_one(said: str) -> None:
    assert [len(run) for run in steps(said)] == [3]


@pytest.mark.parametrize(
    "said",
    [
        f"{BAKED} {MIXED}",
        f"{BAKED} {SHAPED} {MIXED}",
        f"{MIXED} {MIXED} {SHAPED}",
        f"{BAKED} {MIXED} It is. It is. It is. {SHAPED}",
        f"First of all, baking bread is old. {MIXED} {SHAPED}",
        f"{BAKED} Then we talk about flour and water. {SHAPED}",
        f"{BAKED} {MIXED} Finally, is the dough shaped into a loaf?",
        f"{BAKED} Then come all the steps we did already yesterday. {SHAPED}",
    ],
    ids=["too few", "after the last", "no first", "far apart", "an argument", "the talk", "a question", "told before"],
)
def test_nothing_else_is_an_order(said: str) -> None:
    assert steps(said) == []


def test_a_new_first_step_begins_another_run() -> None:
    assert [len(run) for run in steps(f"{BAKED} {MIXED} {SHAPED} {BAKED} {MIXED} {SHAPED}")] == [3, 3]


NAMES = ("oven", "flour", "dough", "crust")
TOLD = tuple(f"Now the {name} is what bread is made with here." for name in NAMES)


def order(said: str, *, titles: tuple[str, ...] = NAMES, concepts: tuple[str, ...] = NAMES) -> list[str] | None:
    """The keys in order of a lecture whose last four sentences are its sections, the first with all before it."""
    text = lecture(said)
    tokens = [word.text.strip(".").lower() for word in text.words]
    firsts = [0, *(sentence.first for sentence in text.sentences[-3:]), len(tokens)]
    sections = [
        Section(f"s{n}", title, firsts[n], firsts[n + 1], float(firsts[n]), float(firsts[n + 1]), (), ())
        for n, title in enumerate(titles)
    ]
    found = [
        Concept(name, name, (), 1.0, tuple(Mention(n, n + 1, float(n)) for n, t in enumerate(tokens) if t == name))
        for name in concepts
    ]
    steps = order_of_sections(text, sections, [concept for concept in found if concept.mentions])
    return steps and [step.concept for step in steps]


def test_sections_are_put_in_the_order_of_the_lecture_whatever_is_best() -> None:
    assert order(" ".join(TOLD), concepts=NAMES[::-1]) == list(NAMES)


def test_a_title_of_two_phrases_is_of_both() -> None:
    assert order(" ".join(TOLD), titles=("heat · oven", *NAMES[1:])) == list(NAMES)


def test_what_is_said_before_its_turn_is_in_no_order() -> None:
    assert order(" ".join(("Bread has a crust.", *TOLD))) == list(NAMES[:3])


def test_three_are_needed() -> None:
    assert order(" ".join(TOLD), titles=("oven", "flour", "Part 3", "Part 4")) is None
