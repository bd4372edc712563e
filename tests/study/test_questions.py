from __future__ import annotations

import pytest

from lecturebook.clean.sentences import split_sentences
from lecturebook.concepts.definitions import Definition
from lecturebook.concepts.mentions import find_mentions
from lecturebook.concepts.stage import Found
from lecturebook.model import Concept, Mention, Passage, Question, Section, Word
from lecturebook.study.questions import ask, question_id
from lecturebook.tokens import tokenize

PILE = "A heap file is a pile of pages in which rows lie in no order at all."
KEEPS = "The buffer pool keeps the pages that were read last in memory, so the disk has less to do."
GOES = "Now we go on to something else that has nothing to do with rows."

# a sentence -> the question that it answers about the heap file
ASKED = [
    (f"{GOES} A heap file is used to keep rows that nobody sorts.", "use", "What is a heap file used for?"),
    (f"{GOES} The purpose of a heap file is to write new rows fast.", "use", "What is the purpose of a heap file?"),
    (f"{GOES} The problem with a heap file is that every search reads all pages.", "point",
     "What is the problem with a heap file?"),
    (f"{GOES} A heap file works by putting each new row behind the last one.", "how", "How does a heap file work?"),
    (f"{GOES} We use a heap file because new rows need no place of their own.", "why", "Why use a heap file?"),
    (f"{GOES} An example of a heap file would be the log of a small web shop.", "example",
     "What is given as an example of a heap file?"),
    (f"{GOES} To build a heap file we write pages one behind the other on disk.", "how",
     "How do you build a heap file?"),
    (f"{GOES} A heap file keeps every row on the first page with a hole.", "does", "What does a heap file do?"),
    (f"{GOES} A heap file requires a page with a hole in it for every row.", "does", "What does a heap file require?"),
    (f"{GOES} A heap file is created by putting each new row behind the last one.", "how",
     "How is a heap file created?"),
    (f"{GOES} A heap file is useful for rows that nobody wants to have sorted.", "use",
     "What is a heap file useful for?"),
]  # fmt: skip
NOT_ASKED = [
    "Does a heap file keep every row on the first page with a hole?",
    "Here is a heap file that you see on the left of this slide.",
    "We read all the pages of a heap file.",
    "Somebody wrote a heap file.",
    "A heap file keeps every row on the, I don't know, first page with a hole.",
]


def spoken(text: str) -> tuple[tuple[Word, ...], tuple[Passage, ...]]:
    words = tuple(Word(word, float(n), n + 1.0, place=n) for n, word in enumerate(text.split()))
    return words, split_sentences(words, frozenset(), language="en")


def concept(name: str, words: tuple[Word, ...], **fields: object) -> Concept:
    tokens = tokenize([word.text for word in words], "en")
    stems = tuple(tokenize(name.split(), "en").stems)
    spans = find_mentions(tokens, {"": [stems]})[""]
    mentions = tuple(Mention(first, last, words[first].start) for first, last in spans)
    return Concept("".join(stems), name, (), 1.0, mentions, **fields)  # type: ignore[arg-type]


def questions(
    text: str,
    *names: str,
    defined: dict[str, int] | None = None,
    points: float = 3.0,
    left_out: frozenset[int] = frozenset(),
    is_guessed: bool = False,
) -> list[Question]:
    """The questions on a text; `defined` says which sentence defines which concept."""
    words, sentences = spoken(text)
    found = []
    for name in names or ("heap file",):
        passage = sentences[defined[name]] if defined and name in defined else None
        definitions = (Definition(passage, points, points + 3.0),) if passage else ()
        found.append(Found(concept(name, words, definitions=tuple(d.passage for d in definitions)), definitions))
    return list(ask("one", found, words, sentences, left_out=left_out, is_guessed=is_guessed))


@pytest.mark.parametrize(("text", "kind", "prompt"), ASKED)
def test_what_a_sentence_is_asked(text: str, kind: str, prompt: str) -> None:
    (question,) = questions(text)
    assert (question.kind, question.prompt) == (kind, prompt)
    assert text.endswith(question.answer.text)


@pytest.mark.parametrize("sentence", NOT_ASKED)
def test_what_a_sentence_is_not_asked(sentence: str) -> None:
    assert questions(f"{GOES} {sentence}") == []


def test_a_definition_is_asked_with_the_lecturers_article() -> None:
    (question,) = questions(PILE, defined={"heap file": 0})
    assert (question.kind, question.prompt, question.level) == ("definition", "What is a heap file?", 2)
    assert question.id == question_id("one", "definition", "heapfile", 0) == "one/definition/heapfile/0"


def test_many_are_asked_for_in_the_plural() -> None:
    text = f"Heap files are a way to keep rows on pages in no order at all. {GOES} Some like heap files."
    assert [question.prompt for question in questions(text, defined={"heap file": 0})] == ["What are heap files?"]


def test_a_weak_definition_is_not_asked() -> None:
    assert questions(PILE, defined={"heap file": 0}, points=1.9) == []


def test_a_passage_that_calls_the_concept_otherwise_is_not_asked() -> None:
    text = "Indexing is a way to find rows without reading all of the pages in turn."
    assert questions(text, "index tree", defined={"index tree": 0}) == []


def test_a_word_of_everyday_speech_is_not_asked() -> None:
    text = "A table is a place where you put all of the rows of your data."
    assert questions(text, "table", defined={"table": 0}) == []


def test_what_two_sentences_tell_apart() -> None:
    text = f"{GOES} Unlike a heap file, the search tree puts each row where its key belongs."
    (question,) = [q for q in questions(text, "heap file", "search tree") if q.kind == "difference"]
    assert question.prompt == "What is the difference between a heap file and the search tree?"
    assert question.level == 3


def test_what_one_thing_has_to_do_with_another() -> None:
    text = (
        f"{GOES} A heap file can lose a bloom filter whenever the log becomes too long. {GOES} "
        "Then every heap file is read. A bloom filter is read, too."
    )
    asked = [q for q in questions(text, "heap file", "bloom filter") if q.kind == "relation"]
    assert [q.prompt for q in asked] == ["What does a heap file have to do with a bloom filter?"]
    assert asked[0].level == 3
    once = text.partition("Then every")[0]
    assert not [q for q in questions(once, "heap file", "bloom filter") if q.kind == "relation"]


def test_two_things_in_a_row_have_nothing_to_do_with_each_other() -> None:
    text = f"{GOES} When heap files and bloom filters are needed the log becomes too long for us. " * 2
    assert "relation" not in [q.kind for q in questions(text, "heap file", "bloom filter")]


def test_a_prompt_has_no_capital_that_only_began_its_sentence() -> None:
    text = "Errors in Python are easy to find because each traceback names its line. We like errors. We like Python."
    asked = [q.prompt for q in questions(text, "traceback") if q.kind == "why"]
    assert asked == ["Why is it that errors in Python are easy to find?"]
    text = "Python is easy to learn because each block is indented by four spaces. We like Python, and errors."
    asked = [q.prompt for q in questions(text, "block") if q.kind == "why"]
    assert asked == ["Why is it that Python is easy to learn?"]


def test_steps_that_are_told_are_put_in_order() -> None:
    told = "First, the search tree finds the page. Then the page is read from disk. Finally, the row changes in memory."
    (question,) = [q for q in questions(f"{GOES} {told}") if q.steps]
    assert (question.kind, question.level, question.concept) == ("steps", 3, "")
    assert question.prompt == "In which order do these steps come?"
    assert question.answer == question.steps[0].said
    assert question.id == "one/steps//15"


def test_what_sections_are_about_is_put_in_order() -> None:
    names = ("search tree", "heap file", "buffer pool", "page table")
    words, sentences = spoken(" ".join(f"Now the {name} is what we look at next for a while." for name in names))
    found = [Found(concept(name, words), ()) for name in reversed(names)]
    sections = [
        Section(f"s{n}", name.capitalize(), s.first, s.last, s.start, s.end, (), ())
        for n, (name, s) in enumerate(zip(names, sentences, strict=True))
    ]
    (question,) = [q for q in ask("one", found, words, sentences, sections=sections) if q.steps]
    assert question.kind == "order"
    assert [step.concept for step in question.steps] == ["searchtree", "heapfile", "bufferpool", "pagetabl"]
    assert [step.said for step in question.steps] == list(sentences)


def test_a_cloze_blanks_every_mention_and_has_company() -> None:
    text = f"{GOES} {KEEPS} The disk stays."
    (cloze,) = questions(text, "memory pages", "buffer pool", "disk")[-1:]
    assert cloze.kind == "does"
    text = f"{GOES} In memory there is what we call a buffer pool, so that the search tree can have its place."
    (cloze,) = questions(text, "buffer pool", "search tree")
    assert cloze.prompt == "In memory there is what we call a _____, so that the search tree can have its place."
    assert (cloze.kind, cloze.level, cloze.options) == ("cloze", 1, ())
    assert questions(text, "buffer pool") == []


def test_a_cloze_shows_no_word_that_quotes_leave_out() -> None:
    text = f"{GOES} In memory there is uh what we call a buffer pool, so that the search tree can have its place."
    words, _ = spoken(text)
    hidden = frozenset(n for n, word in enumerate(words) if word.text == "uh")
    (cloze,) = questions(text, "buffer pool", "search tree", left_out=hidden)
    assert cloze.prompt.startswith("In memory there is what we call a _____,")


def test_an_answer_is_asked_for_once() -> None:
    text = f"{PILE} {GOES} A heap file keeps every row on the first page with a hole. {GOES} A heap file keeps rows."
    made = questions(text, defined={"heap file": 0})
    assert [question.kind for question in made] == ["definition", "does"]
    assert len({question.id for question in made}) == len(made)


def test_an_answer_that_hangs_on_the_sentence_before_has_that_too() -> None:
    text = f"{GOES} Rows are kept in pages on disk. So it is a heap file that works by writing them in turn. {GOES}"
    assert all(q.answer.text.startswith("Rows are kept") for q in questions(text))


def test_questions_stand_in_the_order_of_their_answers() -> None:
    text = " ".join(text for text, _, _ in ASKED)
    made = questions(text)
    assert len(made) >= 4
    assert [question.answer.first for question in made] == sorted(question.answer.first for question in made)


def test_nothing_in_nothing_out() -> None:
    assert ask("one", [], (), ()) == ()


def test_on_guessed_stops_a_sentence_that_leans_on_another_asks_nothing() -> None:
    text = "Crowded pages are split at once because these rows get too long for the old place."
    assert [question.kind for question in questions(text, "pages")] == ["why"]
    assert not questions(text, "pages", is_guessed=True)


def test_on_guessed_stops_a_definition_needs_surer_cues() -> None:
    assert questions(PILE, defined={"heap file": 0}, points=2.4)[0].kind == "definition"
    assert "definition" not in [q.kind for q in questions(PILE, defined={"heap file": 0}, points=2.4, is_guessed=True)]
