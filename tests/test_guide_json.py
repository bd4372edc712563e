from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from lecturebook.guide_json import guide_from_json, guide_to_json, head_from_json, schema
from lecturebook.model import Question, Step
from lectures_made import FILES, guide


def document(file: str) -> dict[str, object]:
    return json.loads(guide_to_json(guide(file)))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("file", FILES)
def test_every_document_follows_the_schema(file: str) -> None:
    jsonschema.Draft202012Validator(schema()).validate(document(file))


@pytest.mark.parametrize("file", FILES)
def test_a_document_comes_back_as_the_same_document(file: str) -> None:
    text = guide_to_json(guide(file))
    assert guide_to_json(guide_from_json(text)) == text


@pytest.mark.parametrize("file", FILES)
def test_a_guide_comes_back_with_all_but_fractions_of_a_millisecond(file: str) -> None:
    made, again = guide(file), guide_from_json(guide_to_json(guide(file)))
    assert [word.text for word in again.words] == [word.text for word in made.words]
    assert [word.timed for word in again.words] == [word.timed for word in made.words]
    assert [word.start for word in again.words] == pytest.approx([word.start for word in made.words], abs=0.0006)
    for part in ("lecture", "source", "making"):
        assert getattr(again, part) == getattr(made, part)
    for part in ("sentences", "abstract", "sections", "concepts", "questions", "events"):
        assert len(getattr(again, part)) == len(getattr(made, part))
    assert [concept.aliases for concept in again.concepts] == [concept.aliases for concept in made.concepts]
    assert [len(concept.mentions) for concept in again.concepts] == [len(c.mentions) for c in made.concepts]


@pytest.mark.parametrize("file", FILES)
def test_columns_of_words_are_as_long_as_each_other(file: str) -> None:
    words = document(file)["words"]
    assert isinstance(words, dict)
    assert len(words["text"].split()) == len(words["start"]) == len(guide(file).words)
    assert words["start"] == sorted(words["start"])


@pytest.mark.parametrize("file", FILES)
def test_one_line_for_each_key_and_the_same_bytes_twice(file: str) -> None:
    text = guide_to_json(guide(file))
    assert text == guide_to_json(guide(file))
    assert len(text.splitlines()) == len(document(file)) + 2


def test_a_head_has_the_keys_of_all_concepts_that_questions_name() -> None:
    made = guide(FILES[0])
    said = next(passage for concept in made.concepts for passage in concept.definitions)
    asked = (
        Question("a", "definition", "What is it?", "tree", said),
        Question("b", "order", "In which order?", "", said, steps=(Step(said, "vertex"), Step(said))),
    )
    head = head_from_json(guide_to_json(replace(made, questions=asked)))
    assert (head.lecture, head.source) == (made.lecture, made.source)
    assert head.asked == ("", "tree", "vertex")


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"schema_version": 99}', "no json"])
def test_what_is_no_guide_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no guide of schema version|Expecting value"):
        guide_from_json(text)
