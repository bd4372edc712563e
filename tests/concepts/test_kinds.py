from __future__ import annotations

from collections import Counter

import pytest

from lecturebook.concepts.kinds import is_object, is_person, is_supposition, kind_of
from lecturebook.concepts.mentions import find_mentions
from lecturebook.model import ConceptKind
from lecturebook.tokens import tokenize

SPREAD = [(10, 11), (500, 501)]
TOGETHER = [(10, 11), (30, 31)]

# name, mentions, nearness, what is known of it -> kind
KINDS: list[tuple[str, list[tuple[int, int]], float, set[str], ConceptKind]] = [
    ("input", SPREAD, 0.5, set(), "vague"),
    ("inputs", SPREAD, 0.5, set(), "vague"),
    ("input", SPREAD, 0.5, {"is_given"}, "concept"),
    ("input", SPREAD, 0.5, {"is_defined"}, "concept"),
    ("quicksort", SPREAD, 0.5, set(), "concept"),
    ("input layer", SPREAD, 0.0, set(), "concept"),
    ("ice crystal", TOGETHER, 0.05, set(), "example"),
    ("ice crystal", SPREAD, 0.05, set(), "concept"),
    ("ice crystal", TOGETHER[:1], 0.05, set(), "concept"),
    ("heap file", TOGETHER, 0.5, set(), "concept"),
    # a supposed thing of every day, whatever the lecture says of it
    ("hot dog", SPREAD, 0.22, {"is_defined", "is_supposed"}, "example"),
    ("hot dog", SPREAD, 0.22, {"is_defined"}, "concept"),
    ("hot dog", SPREAD, 0.3, {"is_defined", "is_supposed"}, "concept"),
    ("hot dog", SPREAD, 0.22, {"is_defined", "is_supposed", "is_given"}, "concept"),
    ("dog", SPREAD, 0.22, {"is_defined", "is_supposed"}, "concept"),
    ("power diagram", SPREAD, 0.22, {"is_defined", "is_supposed"}, "concept"),
    ("Zalando", TOGETHER, 0.5, {"is_object"}, "example"),
    ("Zalando", SPREAD, 0.5, {"is_object"}, "concept"),
    ("Ada Lovelace", SPREAD, 0.5, {"is_object", "is_defined"}, "example"),
    # a name of several words that is said again and again is a subject, a person's is none
    ("Heap Core", SPREAD * 3, 0.5, {"is_object"}, "concept"),
    ("Ada Lovelace", SPREAD * 3, 0.5, {"is_object", "is_person"}, "example"),
    ("Ada", SPREAD, 0.5, {"is_defined", "is_person"}, "example"),
    ("Ada", SPREAD, 0.5, {"is_given", "is_person"}, "concept"),
    ("nothing said", [], 0.0, set(), "concept"),
]

OBJECTS = [
    ({"Ada Lovelace": 2}, True),
    ({"Ada Lovelace": 1, "ada lovelace": 2}, False),
    ({"ReLU": 3}, False),
    ({"BERT": 3}, False),
    ({"Voronoi diagram": 3}, False),
    # a term in the case of titles: its words are said in lower case as well
    ({"Named Entity Recognition": 3}, False),
]
FACTS = ("is_given", "is_defined", "is_object", "is_person", "is_supposed")
SAID = frozenset({"entity", "diagram"})


@pytest.mark.parametrize(("name", "mentions", "nearness", "known", "kind"), KINDS)
def test_kinds(name: str, mentions: list[tuple[int, int]], nearness: float, known: set[str], kind: ConceptKind) -> None:
    facts = {fact: fact in known for fact in FACTS}
    assert kind_of(name, mentions, total=1000, nearness=nearness, company=nearness, language="en", **facts) == kind


def test_what_has_company_among_the_concepts_is_no_example() -> None:
    facts = dict.fromkeys(FACTS, False)
    assert (
        kind_of("logistic fit", TOGETHER, total=1000, nearness=0.05, company=0.3, language="en", **facts) == "concept"
    )


@pytest.mark.parametrize(("surfaces", "expected"), OBJECTS)
def test_names_of_objects(surfaces: dict[str, int], expected: bool) -> None:
    assert is_object(Counter(surfaces), SAID) is expected


# a name, what is said -> whether somebody is meant
PERSONS = [
    ("Ada", "so Ada sends her page. then Ada, she waits", True),
    ("Ada", "so Ada sends her page. then Ada waits", False),
    ("ada", "so ada sends her page. then ada, she waits", False),
    ("Ada Lovelace", "so Ada Lovelace wrote hers. and Ada Lovelace had her machine", True),
    ("Alice", "so Alice sends a page", True),
    ("Paxos", "so Paxos sends a page and Paxos waits", False),
]


@pytest.mark.parametrize(("name", "text", "expected"), PERSONS)
def test_persons(name: str, text: str, expected: bool) -> None:
    words = text.split()
    mentions = find_mentions(tokenize(words, "en"), {"": [tuple(tokenize(name.split(), "en").stems)]})[""]
    assert is_person(name, mentions, words) is expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Let's say that we detect whether it is a", True),
        ("so suppose a", True),
        ("Imagine you are a", True),
        ("for example a", False),
        ("they say a", False),
        ("", False),
    ],
)
def test_what_is_supposed(before: str, expected: bool) -> None:
    assert is_supposition(before) is expected
