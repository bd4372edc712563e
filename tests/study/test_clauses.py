from __future__ import annotations

import pytest

from lecturebook.study.askable import is_offhand
from lecturebook.study.clauses import clauses_of

# a sentence -> the kind of question that it answers, and the question
ASKED = [
    ("A page is written twice because the disk may stop in the middle of it.", "why",
     "Why is it that a page is written twice?"),
    ("Since the log comes first, every change of a page can be repeated.", "why",
     "Why is it that every change of a page can be repeated?"),
    ("The reason why rows move between pages is that pages get too full for them.", "why",
     "Why is it that rows move between pages?"),
    ("If the buffer pool is full, the oldest page is written back to disk.", "effect",
     "What happens if the buffer pool is full?"),
    ("When a page splits, we put the middle key into the parent node.", "how", "What do you do when a page splits?"),
    ("Once our log is too long, we write a checkpoint to the disk.", "how", "What do we do once our log is too long?"),
    ("When a page splits, you end up with two nodes that are half full.", "effect", "What happens when a page splits?"),
    ("If you want to delete a row, you set a mark in its header.", "how", "How do you delete a row?"),
    ("To find a row by key, we walk down the tree from its root.", "how", "How do you find a row by key?"),
    ("Without a write-ahead log, a crash loses every page in memory.", "effect",
     "What happens without a write-ahead log?"),
    ("Instead of sorting rows, a heap file appends them at its end.", "effect",
     "What is done instead of sorting rows?"),
    ("The main problem with a full scan is that it reads every page of the file.", "point",
     "What is the main problem with a full scan?"),
    ("Each inner node has two hundred keys in a tree like ours.", "number",
     "How many keys does each inner node have?"),
    ("LSM stands for log-structured merge.", "name", "What does LSM stand for?"),
    ("The height of a tree depends on the number of keys that fit on a page.", "depends",
     "What does the height of a tree depend on?"),
    ("The page that holds the names of tables is called the catalog.", "name",
     "What is the page that holds the names of tables called?"),
]  # fmt: skip
NOT_ASKED = [
    # what hangs on what was said before
    "If it is full, the oldest page is written back to disk.",
    "This one is written twice because the disk may stop in the middle.",
    "If you don't, the oldest page is written back to disk.",
    # no reason, or a new sentence behind the comma
    "We write it because.",
    "Let's count the pages, because then we know how long the scan takes.",
    "The pages are sorted, since rows come in order, we can search them fast.",
    # where to look, and what listeners do
    "If you look at the plan, you see the scan at its bottom.",
    "If you have watched the first part, the tree looks just the same.",
    "To get started, we take the smallest table of all.",
    "To delete a row, we recommend the tool of your system.",
    # what the next sentence tells
    "When a page splits, there are two things that change.",
    "A page is a row of bytes.",
    "",
]


@pytest.mark.parametrize(("sentence", "kind", "prompt"), ASKED)
def test_what_a_sentence_is_asked(sentence: str, kind: str, prompt: str) -> None:
    assert (kind, prompt) in [(clause.kind, clause.prompt) for clause in clauses_of(sentence)]


@pytest.mark.parametrize("sentence", NOT_ASKED)
def test_what_a_sentence_is_not_asked(sentence: str) -> None:
    assert list(clauses_of(sentence)) == []


def test_a_condition_without_a_verb_asks_nothing() -> None:
    assert not list(clauses_of("If the recovery process, most databases read their whole log again."))


def test_a_sentence_with_guessed_stops_is_asked_only_where_it_is_tidy() -> None:
    tidy = "If the buffer pool is full, the oldest page is written back to disk."
    thought = "If the buffer pool is full, basically the oldest page is written back to disk."
    assert list(clauses_of(tidy, is_guessed=True)) == list(clauses_of(tidy))
    assert list(clauses_of(thought))
    assert list(clauses_of(thought, is_guessed=True)) == []


@pytest.mark.parametrize(("sentence", "offhand"), [("It's a page of rows.", False), ("I think it s a page.", True)])
def test_what_is_said_while_thinking(sentence: str, offhand: bool) -> None:
    assert is_offhand(sentence) == offhand
