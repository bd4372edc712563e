from __future__ import annotations

import pytest

from lecturebook.concepts.definitions import Definition, join
from lecturebook.concepts.stage import Found
from lecturebook.model import Concept, Mention, Passage, Question, Word
from lecturebook.study.questions import ask, question_id

SENTENCE = "A heap file is a pile of pages, and the buffer pool reads each heap file."
NEXT = "So a buffer pool holds pages in memory as long as it can hold them."

# name of a concept and the words before its mention -> the question
PROMPTS = [
    ("heap file", "A", "What is a heap file?"),
    ("LRU", "so", "What is LRU?"),
    ("index", "an", "What is an index-tree?"),
    ("heap files", "the", "What are heap files?"),
    ("Bayes", "the", "What is Bayes?"),
    ("mass", "the", "What is mass-flow?"),
]


def lecture(*texts: str) -> tuple[tuple[Word, ...], tuple[Passage, ...]]:
    words = tuple(Word(word, float(n), n + 1.0, place=n) for n, word in enumerate(" ".join(texts).split()))
    sentences, first = [], 0
    for text in texts:
        last = first + len(text.split())
        sentences.append(Passage(first, last, float(first), float(last), text))
        first = last
    return words, tuple(sentences)


def found(key: str, name: str, words: tuple[Word, ...], passage: Passage | None, *, points: float = 3.0) -> Found:
    """A concept with its mentions in `words` and one definition."""
    plain = [word.text.lower().strip(".,") for word in words]
    parts = name.lower().split()
    places = [n for n in range(len(words)) if plain[n : n + len(parts)] == parts]
    mentions = tuple(Mention(n, n + len(parts), float(n)) for n in places)
    definitions = (Definition(passage, points, points),) if passage else ()
    concept = Concept(key, name, (), 1.0, mentions, tuple(d.passage for d in definitions))
    return Found(concept, definitions)


def questions(*, points: float = 3.0) -> tuple[Question, ...]:
    words, sentences = lecture(SENTENCE, NEXT)
    return ask(
        "one",
        [
            found("bufferpool", "buffer pool", words, sentences[1], points=points),
            found("heapfile", "heap file", words, join(sentences), points=points),
        ],
        words,
        sentences,
    )


def test_questions_stand_in_the_order_of_their_answers() -> None:
    made = questions()
    assert [question.answer.first for question in made] == sorted(question.answer.first for question in made)
    assert [question.prompt for question in made if question.kind == "definition"] == [
        "What is a heap file?",
        "What is a buffer pool?",
    ]


def test_a_cloze_blanks_every_mention_and_keeps_stops() -> None:
    (cloze,) = [question for question in questions() if question.kind == "cloze"]
    assert cloze.prompt == "A _____ is a pile of pages, and the buffer pool reads each _____."
    assert cloze.answer.text == SENTENCE
    assert "heap file" not in cloze.prompt


def test_a_cloze_has_another_concept_to_go_by_and_an_answer_of_its_own() -> None:
    # the definition of the buffer pool is one sentence: its cloze would have the answer of "What is a buffer pool?"
    assert [question.concept for question in questions() if question.kind == "cloze"] == ["heapfile"]


def test_a_cloze_is_not_asked_where_its_sentence_answers_what_is_it() -> None:
    words, sentences = lecture(SENTENCE, NEXT)
    both = [found("heapfile", "heap file", words, sentences[0]), found("bufferpool", "buffer pool", words, None)]
    assert [question.kind for question in ask("one", both, words, sentences)] == ["definition"]


def test_no_two_questions_of_one_kind_on_one_concept() -> None:
    asked = [(question.kind, question.concept) for question in questions()]
    assert len(asked) == len(set(asked))


def test_a_weak_definition_is_not_asked() -> None:
    assert questions(points=2.1) == ()


def test_a_word_of_everyday_speech_is_not_asked() -> None:
    words, sentences = lecture("A table is a place where you put all of the rows of your data.")
    assert ask("one", [found("tabl", "table", words, sentences[0])], words, sentences) == ()


@pytest.mark.parametrize(("name", "before", "prompt"), PROMPTS)
def test_prompts_take_the_lecturers_article(name: str, before: str, prompt: str) -> None:
    shown = prompt.removeprefix("What is ").removeprefix("What are ").removeprefix("a ").removeprefix("an ")[:-1]
    words, sentences = lecture(f"{before} {shown} is what we look at here.")
    (question,) = ask("one", [found(name, shown, words, sentences[0])], words, sentences)
    assert question.prompt == prompt


def test_ids_name_what_they_are_about() -> None:
    assert question_id("one", "cloze", "heapfile", 12) == "one/cloze/heapfile/12"
    assert {question.id for question in questions()} == {
        "one/cloze/heapfile/0",
        "one/definition/heapfile/0",
        "one/definition/bufferpool/16",
    }


def test_nothing_in_nothing_out() -> None:
    assert ask("one", [], (), ()) == ()
