from __future__ import annotations

import re
from dataclasses import replace

import pytest

from fake import FakeEncoder
from lecturebook.clean.terms import Term
from lecturebook.clean.wording import Wording
from lecturebook.course.concept_index import index_concepts
from lecturebook.guide import make_guide
from lecturebook.model import Concept, Cue, Guide, Source, Transcript
from lectures_made import FILES, guide

GUIDES = [guide(file) for file in FILES[:4]]
INDEX = index_concepts(GUIDES)


def one(identity: str, text: str, *terms: str) -> Guide:
    cues = (Cue(0.0, 60.0, text),)
    transcript = Transcript(identity, cues, Source(f"{identity}.srt", "srt", "0" * 64), language="en")
    return make_guide(transcript, FakeEncoder(), wording=Wording(terms=tuple(map(Term, terms))))


def test_every_mention_of_every_guide_is_in_the_index() -> None:
    entries = {concept.key: concept for concept in INDEX}
    for made in GUIDES:
        for concept in made.concepts:
            (entry,) = [e for e in entries[concept.key].lectures if e.lecture.id == made.lecture.id]
            starts = [word.start for word in made.words]
            found = [(starts.index(context.second), context.words.split()) for context in entry.mentions]
            # a longer alias of another lecture may begin a word earlier than the lecture's own
            spans = [range(first, first + len(words)) for first, words in found]
            assert all(any(mention.first in span for span in spans) for mention in concept.mentions)
            assert entry.definitions == concept.definitions


def test_a_concept_of_one_lecture_is_found_in_the_others() -> None:
    """By a plain search for its name, which knows nothing of stems and so finds at most what the index has."""
    for concept in INDEX:
        found = {entry.lecture.id: len(entry.mentions) for entry in concept.lectures}
        for made in GUIDES:
            text = " ".join(re.sub(r"^\W+|\W+$", "", word.text.lower()) for word in made.words)
            plain = re.findall(rf"(?<!\S){re.escape(concept.name.lower())}(?!\S)", text)
            assert found.get(made.lecture.id, 0) >= len(plain), concept.name


def test_a_clipped_name_is_the_whole_one_of_another_lecture() -> None:
    nets = one("a", "So a neural net learns. The neural net is a neural net.")
    networks = one("b", "So a neural network learns. The neural network is a neural network.")
    (found,) = [concept for concept in index_concepts([nets, networks]) if concept.key == "neuralnetwork"]
    assert (found.name, found.aliases) == ("neural network", ("neural net",))
    assert [len(entry.mentions) for entry in found.lectures] == [3, 3]


def test_contexts_are_six_words_of_the_lecture() -> None:
    words = {made.lecture.id: [word.display for word in made.words] for made in GUIDES}
    for concept in INDEX:
        for entry in concept.lectures:
            text = f" {' '.join(words[entry.lecture.id])} "
            for context in entry.mentions:
                assert len(context.before.split()) <= 6
                assert len(context.after.split()) <= 6
                said = " ".join(filter(None, (context.before, context.words, context.after)))
                assert f" {said} " in text


def test_a_context_at_an_edge_is_shorter() -> None:
    (concept,) = [
        c for c in index_concepts([one("a", "One two quicksort a b c d e f g", "quicksort")]) if c.name == "quicksort"
    ]
    (context,) = concept.lectures[0].mentions
    assert (context.before, context.words, context.after) == ("One two", "quicksort", "a b c d e f")


def test_concepts_come_by_name_and_lectures_in_course_order() -> None:
    assert [c.name.casefold() for c in INDEX] == sorted(c.name.casefold() for c in INDEX)
    order = [made.lecture.id for made in GUIDES]
    for concept in INDEX:
        places = [order.index(entry.lecture.id) for entry in concept.lectures]
        assert places == sorted(set(places))
        assert concept.name not in concept.aliases


def test_slugs_are_distinct_and_none_is_the_index() -> None:
    slugs = [concept.slug for concept in INDEX]
    assert len(slugs) == len(set(slugs))
    names = ["C++", "C#", "C", "index", "con", "write-ahead log", "write ahead log", "待ち行列", "Ärger", "arger"]
    concepts = tuple(Concept(f"k{n}", name, (), 1.0, ()) for n, name in enumerate(names))
    made = index_concepts([replace(one("a", " and ".join(names)), concepts=concepts)])
    slugs = [concept.slug for concept in made]
    assert len(slugs) == len(set(slugs)) == len(names)
    assert not {"index", "con", ""} & set(slugs)
    assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in slugs)


@pytest.mark.parametrize("guides", [[], [one("a", "so and then it is")]])
def test_nothing_in_nothing_out(guides: list[Guide]) -> None:
    assert index_concepts(guides) == ()
