from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import pytest

from fake import FakeEncoder
from lecturebook.clean.terms import Term
from lecturebook.clean.wording import Wording
from lecturebook.course.concept_index import index_concepts
from lecturebook.course.course_json import course_json
from lecturebook.course.references import find_references
from lecturebook.course.relations import study_order
from lecturebook.guide import make_guide
from lecturebook.model import Change, Course, Cue, Guide, Source, Transcript
from lectures_made import FILES, guide

GUIDES = [guide(file) for file in FILES[:4]]
INDEX = index_concepts(GUIDES)
LECTURES = [made.lecture for made in GUIDES]


def one(identity: str, *sentences: str, title: str = "", terms: tuple[str, ...] = (), **more: tuple[str, ...]) -> Guide:
    cues = tuple(Cue(10.0 * n, 10.0 * n + 10, text) for n, text in enumerate(sentences))
    transcript = Transcript(identity, cues, Source(f"{identity}.srt", "srt", "0" * 64), title=title, language="en")
    return make_guide(transcript, FakeEncoder(), wording=Wording(terms=tuple(map(Term, terms)), **more))


def test_every_prerequisite_is_proven_by_two_seconds() -> None:
    by_key = {concept.key: concept for concept in INDEX}
    words = {made.lecture.slug: made.words for made in GUIDES}
    needs = [(concept, need) for concept in INDEX for need in concept.needs]
    assert needs
    for concept, need in needs:
        first = next(entry for entry in by_key[need.concept].lectures if entry.definitions)
        assert (first.lecture.slug, first.definitions[0].start) == (need.defined_in, need.defined_at)
        mentions = next(e for e in by_key[need.concept].lectures if e.lecture.slug == need.named_in).mentions
        assert need.named_at in {mention.second for mention in mentions}
        own = next(entry for entry in concept.lectures if entry.definitions)
        assert own.lecture.slug == need.named_in
        passage = own.definitions[0]
        starts = {word.start for word in words[need.named_in][passage.first : passage.last]}
        assert need.named_at in starts


def test_the_study_order_has_no_circle() -> None:
    order = study_order(INDEX, LECTURES)
    assert set(order) == {concept.key for concept in INDEX if concept.kind == "concept"}
    place = {key: n for n, key in enumerate(order)}
    for concept in INDEX:
        for need in concept.needs:
            assert place[need.concept] < place[concept.key]


def test_what_is_needed_is_said_outside_the_name_that_needs_it() -> None:
    guides = [
        one(
            "a",
            "A spline is a curve made of many pieces.",
            "An affine spline is a spline whose pieces are all straight.",
            "A knot spline is a curve with knots.",
            terms=("spline", "affine spline", "knot spline"),
        )
    ]
    needs = {c.name: [need.concept for need in c.needs] for c in index_concepts(guides)}
    assert "spline" in needs["affine spline"]
    assert needs["knot spline"] == []


def test_related_concepts_are_said_in_the_same_stretch() -> None:
    for concept in INDEX:
        assert concept.key not in concept.related
        assert len(concept.related) == len(set(concept.related)) <= 6


def test_the_course_file_names_concepts_by_slug() -> None:
    course = Course("t", "en", "", "", tuple(GUIDES), INDEX, study_order=study_order(INDEX, LECTURES))
    level = json.loads("".join(course_json(course, [], "")))
    slugs = {row["slug"] for row in level["concepts"]}
    assert set(level["study_order"]) <= slugs
    for row in level["concepts"]:
        assert {*row["related"], *(need["concept"] for need in row["needs"])} <= slugs
        assert row["lectures"]


# what is said in the second of three lectures -> the lectures that are meant
SAID = [
    ("As we saw last week, that is hard.", ["a"]),
    ("In the previous lecture we had trees.", ["a"]),
    ("We do that in the next video.", ["c"]),
    ("Remember the joins from lecture 3?", ["c"]),
    ("It was in lecture one.", ["a"]),
    ("Have a look at the video about the sorting of runs.", ["c"]),
    ("Last time and next time.", ["a", "c"]),
    ("As we saw in the sorting video, runs are long.", ["c"]),
    # near misses
    ("In an earlier lecture we had trees.", []),
    ("It is in lecture 9.", []),
    ("It is in lecture two.", []),
    ("Look at the last page.", []),
    ("A previous lecture had trees.", []),
    ("As we saw in the sorting of long lists video, it takes time.", []),
    ("The next video frame is empty.", []),
    ("Next time a request comes, we know it.", []),
    ("See the video about cats.", []),
]


@pytest.mark.parametrize(("text", "meant"), SAID)
def test_references(text: str, meant: list[str]) -> None:
    guides = [
        one("a", "Trees are here.", title="Trees"),
        one("b", text, title="Hash tables"),
        one("c", "Runs are sorted.", title="Sorting runs"),
    ]
    found = [reference for reference in find_references(guides) if reference.said_in == "b"]
    assert sorted(reference.meant for reference in found) == meant
    assert all(reference.passage.start == 0 for reference in found)


def test_a_reference_shows_words_that_were_put_right_and_none_that_quotes_leave_out() -> None:
    guide = one("b", "So um last week we ray loo.", title="Hash tables")
    changes = (Change("filler", 1, 2, 0.4, "um", ""), Change("alias", 5, 7, 2.0, "ray loo", "ReLU"))
    guides = [one("a", "Trees are here.", title="Trees"), replace(guide, ledger=changes)]
    assert [reference.passage.text for reference in find_references(guides)] == ["So last week we ray loo."]


def test_numbers_in_titles_count_before_the_order() -> None:
    titles = ["Lecture 4: trees", "Lecture 5: hashes", "Lecture 6: sorting"]
    guides = [one(f"l{n}", "We had that in lecture 4.", title=title) for n, title in enumerate(titles)]
    assert [(r.said_in, r.meant) for r in find_references(guides)] == [("l1", "l0"), ("l2", "l0")]


def test_the_first_lecture_has_no_last_week_and_nobody_means_himself() -> None:
    assert find_references([one("a", "As we saw last week.", "This is lecture one.")]) == ()


def test_user_lists() -> None:
    said = ("There is the heap file.", "It is the heap file where the odd duck stays.")
    names = {concept.name for concept in one("a", *said).concepts}
    assert "heap file" in names
    stopped = {concept.name for concept in one("a", *said, stop=("heap files",)).concepts}
    assert "heap file" not in stopped
    kept = one("a", *said, keep=("the odd duck stays",)).concepts
    assert "the odd duck stays" in {concept.name for concept in kept}


def test_pairs_of_needs_are_one_way() -> None:
    edges = {(concept.key, need.concept) for concept in INDEX for need in concept.needs}
    assert not any((two, one_) in edges for one_, two in edges)
    assert all(a != b for a, b in combinations(study_order(INDEX, LECTURES), 2))
