from __future__ import annotations

import json
from dataclasses import replace

import pytest

from floors import below
from lecturebook.course.concept_index import index_concepts
from lecturebook.course.course_json import course_json
from lecturebook.course.questions import find_choices
from lecturebook.model import Course, Guide, Question
from lecturebook.study.cloze import BLANK
from lectures_made import FILES, guide

GUIDES = [guide(file) for file in FILES]
INDEX = index_concepts(GUIDES)
CHOICES = find_choices(GUIDES, INDEX)
COURSE = Course("", "en", "", "", tuple(GUIDES), INDEX, choices=CHOICES)
BY_KEY = {concept.key: concept for concept in INDEX}
ALL = [(made, question) for made in GUIDES for question in CHOICES.get(made.lecture.slug, ())]


def test_there_are_some_and_only_in_english() -> None:
    assert ALL
    assert GUIDES[-1].lecture.slug not in CHOICES


@pytest.mark.parametrize(("made", "question"), ALL, ids=[question.id for _, question in ALL])
def test_options_are_concepts_of_the_course_of_which_one_is_right(made: Guide, question: Question) -> None:
    names = [BY_KEY[key].name for key in question.options]
    assert len(names) == 4
    assert names == sorted(names, key=str.casefold)
    assert question.options.count(question.concept) == 1
    assert BLANK in question.prompt
    assert question.kind == "choice"
    said = question.answer.text.casefold()
    assert [key for key in question.options if BY_KEY[key].name.casefold() in said] == [question.concept]
    assert question.answer.start == made.words[question.answer.first].start


def test_questions_stay_above_their_floors() -> None:
    from questions import figures_of

    figures = figures_of([replace(COURSE, guides=tuple(GUIDES[:-1]))])
    assert below("questions_reduced", figures) == [], figures


def test_a_sentence_is_asked_once() -> None:
    for made in GUIDES:
        asked = COURSE.questions_of(made)
        assert len({question.id for question in asked}) == len(asked)
        spans = sorted((question.answer.first, question.answer.last) for question in asked)
        choices = [q.answer for q in CHOICES.get(made.lecture.slug, ())]
        assert all(spans.count((one.first, one.last)) == 1 for one in choices)


def test_the_same_course_asks_the_same() -> None:
    assert find_choices(GUIDES, tuple(reversed(INDEX))) == CHOICES


def test_a_course_of_few_concepts_asks_to_choose_nothing() -> None:
    assert find_choices(GUIDES, INDEX[:3]) == {}
    assert find_choices([], ()) == {}


def test_the_course_file_names_options_by_slug() -> None:
    rows = json.loads("".join(course_json(COURSE, [], "")))["questions"]
    slugs = {concept.slug for concept in INDEX}
    assert len(rows) == len(ALL)
    assert all(set(row["options"]) <= slugs and row["answer"] in row["options"] for row in rows)
