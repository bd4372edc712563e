from __future__ import annotations

from dataclasses import replace

import pytest

from lecturebook.model import Concept, Mention, Passage, Question
from lecturebook.study.flashcards import flashcards
from lecturebook.study.objectives import objectives_of
from lectures_made import guide

SAID = Passage(0, 8, 0.0, 8.0, "A heap file is a pile of pages.")
HEAP = Concept("heapfile", "heap file", (), 1.0, (Mention(1, 3, 1.0),), (SAID,))


def question(prompt: str, kind: str = "definition") -> Question:
    return Question("one", kind, prompt, "heapfile", SAID)


@pytest.mark.parametrize(
    ("prompt", "text"),
    [("What is a heap file?", "say what a heap file is"), ("What are heap files?", "say what heap files are")],
)
def test_an_objective_is_what_a_definition_teaches(prompt: str, text: str) -> None:
    (objective,) = objectives_of([HEAP], [question(prompt)])
    assert (objective.text, objective.concept, objective.said) == (text, "heapfile", SAID)


def test_no_definition_no_objective() -> None:
    assert objectives_of([replace(HEAP, definitions=())], [question("What is a heap file?")]) == ()
    assert objectives_of([HEAP], [question("What does a heap file do?", "does")]) == ()


def test_cards_are_questions_with_a_back() -> None:
    made = replace(
        guide("lectures/01-storage.srt"),
        concepts=(HEAP,),
        questions=(question("What is a heap file?"), question("A _____ is it.", "cloze"), question("Why?", "why")),
    )
    cards = flashcards(made)
    assert [(card.front, card.back) for card in cards] == [
        ("What is a heap file?", SAID.text),
        ("A _____ is it.", "heap file"),
    ]
    assert all(card.id == "one" and card.said == SAID for card in cards)
