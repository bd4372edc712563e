from __future__ import annotations

from dataclasses import replace

import pytest

from course.edits.harbour import BERTHS, TIDES, guide
from lecturebook.check.guides import contradictions
from lecturebook.course.edits import ConceptChanges, apply_edits, resolve_concepts
from lecturebook.course.edits.entries import LectureEdits
from lecturebook.course.edits.reading import parse_edits
from lecturebook.guide_json import guide_from_json, guide_to_json
from lecturebook.model import Conflict, Guide, Question, Step

YARD = "now let's talk about the yard behind the cranes"
WALL = "The quay wall is a wall of concrete that the ships are tied to with ropes."
# another morning: a sentence before all others, so that every id and second is another one
LATER = "\nOne word on the examination first, it is on a Friday in July." + BERTHS
SECTION = f'[lectures.berths.sections.s134]\ntitle = "Steel boxes"\nnote = "Bring boots."\nwords = "{YARD}"'


def edited(text: str, made: Guide | None = None) -> tuple[Guide, tuple[Conflict, ...]]:
    """The guide with the edits of an edits.toml, and every conflict."""
    made = made or guide()
    edits = parse_edits(text.encode())
    changes, refused = resolve_concepts(edits, made.concepts, "en")
    shown, conflicts = apply_edits(made, edits.lectures.get("berths", LectureEdits()), changes)
    assert list(contradictions(shown)) == []
    assert guide_to_json(guide_from_json(guide_to_json(shown))) == guide_to_json(shown)
    return shown, (*refused, *conflicts)


def section(text: str) -> str:
    """`text` with the id that the second section of the guide has."""
    return text.replace("s134", guide().sections[1].id)


def test_a_guide_without_edits_is_the_same_guide() -> None:
    made = guide()
    assert apply_edits(made, LectureEdits(), ConceptChanges())[0] is made
    assert '"edits"' not in guide_to_json(made)


def test_titles_and_notes() -> None:
    shown, conflicts = edited('[lectures.berths]\ntitle = "Where ships lie"\n' + section(SECTION))
    assert conflicts == ()
    assert shown.lecture.title == "Where ships lie"
    assert [(one.title, one.note) for one in shown.sections] == [("Ships", ""), ("Steel boxes", "Bring boots.")]
    assert [(edit.kind, edit.before, edit.after) for edit in shown.edits] == [
        ("title", "berths", "Where ships lie"),
        ("section", "Boxes", "Steel boxes"),
        ("note", "", "Bring boots."),
    ]


def test_an_edit_whose_id_has_moved_follows_its_words() -> None:
    made = guide(LATER)
    assert made.sections[1].id != guide().sections[1].id
    made = replace(made, sections=(made.sections[0], replace(made.sections[1], title="Boxes")))
    shown, conflicts = edited(section(SECTION), made)
    assert conflicts == ()
    assert [one.title for one in shown.sections][1] == "Steel boxes"


def test_an_id_that_is_of_other_words_now_is_not_taken() -> None:
    text = section(SECTION).replace(YARD, "words that nobody says in any of these lectures at all")
    shown, (conflict,) = edited(text)
    assert shown.edits == ()
    assert conflict.expected.startswith("words that nobody says")
    assert conflict.there.startswith("Now let's talk about the yard")
    assert "Steel boxes" in conflict.wanted
    assert str(conflict).startswith("edits.toml, line 1: section ")


def test_words_in_the_midst_of_a_section_are_not_its_beginning() -> None:
    shown, conflicts = edited(section(SECTION).replace(YARD, "so the stacking yard and the berth belong together"))
    assert (shown.edits, len(conflicts)) == ((), 1)


def test_two_edits_of_one_section_are_a_conflict() -> None:
    again = section(SECTION) + "\n" + section(SECTION).replace(guide().sections[1].id, "s99999")
    shown, (conflict,) = edited(again)
    assert [edit.kind for edit in shown.edits] == ["section", "note"]
    assert conflict.there == "another edit of the same section"


def test_a_question_is_dropped_with_its_objective() -> None:
    question = next(q for q in guide().questions if q.concept == "quaywall")
    text = f'[lectures.berths.questions."{question.id}"]\ndrop = true\nwas = "What?"\nwords = "{WALL}"'
    for made in (guide(), guide(LATER)):
        shown, conflicts = edited(text, made)
        assert conflicts == ()
        assert len(shown.questions) == len(made.questions) - 1
        assert "quaywall" not in {one.concept for one in (*shown.questions, *shown.objectives)}
        assert [(edit.kind, edit.before, edit.after) for edit in shown.edits] == [
            ("question", "What is the quay wall?", "")
        ]
    _, (conflict,) = edited(text.replace(WALL, "these words were never said there by anybody"))
    assert conflict.there == question.answer.text


def test_a_concept_is_defined_by_another_passage() -> None:
    said = "When the tide falls the quay wall looks taller than the ship itself."
    text = f'[lectures.berths.definitions."Quay Wall"]\nat = "0:35"\nwords = "{said}"'
    for made in (guide(), guide(LATER)):
        shown, conflicts = edited(text, made)
        assert conflicts == ()
        concept = next(one for one in shown.concepts if one.key == "quaywall")
        assert [passage.text for passage in concept.definitions] == [said]
        (answer,) = [q.answer for q in shown.questions if q.concept == "quaywall" and q.kind == "definition"]
        (promise,) = [one.said for one in shown.objectives if one.concept == "quaywall"]
        assert answer == promise == concept.definitions[0]
    _, (conflict,) = edited(text.replace("taller", "smaller by far and much older"))
    assert conflict.there == said


def test_own_words_take_the_place_of_quotes() -> None:
    shown, conflicts = edited('[lectures.berths.definitions."quay wall"]\ntext = "A wall to tie ships to."')
    assert conflicts == ()
    concept = next(one for one in shown.concepts if one.key == "quaywall")
    assert (concept.definitions, concept.by_staff) == ((), "A wall to tie ships to.")
    assert "What is the quay wall?" not in {question.prompt for question in shown.questions}
    assert '"by_staff":"A wall to tie ships to."' in guide_to_json(shown)


def test_a_definition_can_be_dropped_and_needs_its_concept() -> None:
    shown, _ = edited('[lectures.berths.definitions."quay wall"]\ndrop = true')
    assert next(one for one in shown.concepts if one.key == "quaywall").definitions == ()
    _, (conflict,) = edited('[lectures.berths.definitions."lock gate"]\ntext = "A gate."')
    assert (conflict.expected, conflict.there) == ("lock gate", "")


def test_a_concept_is_renamed_where_words_are_ours() -> None:
    shown, conflicts = edited('[concepts."harbour master"]\nname = "official"\nformer = ["port captain"]')
    assert conflicts == ()
    concept = next(one for one in shown.concepts if one.key == "harbourmaster")
    assert (concept.name, concept.aliases[0]) == ("official", "harbour master")
    assert "What is the official?" in {question.prompt for question in shown.questions}
    assert "say what the official is" in {objective.text for objective in shown.objectives}
    assert [edit.before for edit in shown.edits] == ["harbour master", "port captain"]


def test_names_stay_in_prompts_that_are_sentences_of_the_lecturer() -> None:
    made = guide(TIDES, "tides")
    of_gate = next(question for question in made.questions if question.concept == "lockgate")
    gap = replace(
        of_gate, id="gap", kind="cloze", prompt="The lock gate opens twice a _____ and the tide table says when."
    )
    made = replace(made, questions=(*made.questions, gap))
    shown, _ = edited('[concepts."lock gate"]\nname = "sluice"', made)
    assert {question.id: question.prompt for question in shown.questions if question.concept == "lockgate"} == {
        of_gate.id: "What is a sluice?",
        gap.id: gap.prompt,
    }


def test_concepts_are_merged() -> None:
    shown, conflicts = edited('[concepts."stacking yard"]\ninto = "quay wall"')
    assert conflicts == ()
    before = {one.key: one for one in guide().concepts}
    (wall,) = [one for one in shown.concepts if one.key in ("quaywall", "stackyard")]
    assert (wall.name, "stacking yard" in wall.aliases) == ("quay wall", True)
    assert len(wall.mentions) == sum(len(before[key].mentions) for key in ("quaywall", "stackyard"))
    assert wall.definitions == before["quaywall"].definitions + before["stackyard"].definitions
    kinds = [(question.kind, question.concept) for question in shown.questions]
    assert len(kinds) == len(set(kinds))


def test_an_order_is_asked_as_long_as_its_concepts_are_what_they_were() -> None:
    made = guide()
    firsts = sorted(made.concepts, key=lambda concept: concept.mentions[0].first)
    named = [c for c in firsts if c.name in ("quay wall", "stacking yard", "harbour master")]
    sentences = [next(s for s in made.sentences if s.last > c.mentions[0].first) for c in named]
    steps = tuple(Step(said, concept.key) for said, concept in zip(sentences, named, strict=True))
    asked = Question("berths/order//0", "order", "In which order?", "", steps[0].said, 3, steps=steps)
    ordered = replace(made, questions=(asked,))
    kept, _ = edited('[concepts."quay wall"]\nname = "pier"', ordered)
    assert kept.questions == (asked,)
    for change in ('into = "harbour master"', "drop = true"):
        assert edited(f'[concepts."stacking yard"]\n{change}', ordered)[0].questions == ()


def test_a_concept_is_dropped_or_added() -> None:
    shown, conflicts = edited('[concepts."quay wall"]\ndrop = true\n[concepts."gantry crane"]\nadd = true')
    assert conflicts == ()
    names = {concept.name: concept for concept in shown.concepts}
    assert "quay wall" not in names
    assert len(names["gantry crane"].mentions) == 3
    assert "quaywall" not in {one.concept for one in (*shown.questions, *shown.objectives)}
    assert "quaywall" not in {key for one in shown.sections for key in one.concepts}
    assert "gantricrane" in {key for one in shown.sections for key in one.concepts}


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ('[concepts."lock gate"]\nname = "sluice"', ""),
        ('[concepts."quay wall"]\ninto = "lock gate"', ""),
        ('[concepts."quay wall"]\ninto = "quay wall"', "itself"),
        ('[concepts."quay wall"]\nname = "harbour master"', "another concept of that name"),
        ('[concepts."!?"]\nadd = true', "no word"),
    ],
)
def test_what_cannot_be_done_with_a_concept_is_a_conflict(text: str, there: str) -> None:
    shown, (conflict,) = edited(text)
    assert shown.edits == ()
    assert conflict.there.startswith(there)


def test_merging_in_a_circle_and_along_a_chain() -> None:
    chain = '[concepts."quay wall"]\ninto = "stacking yard"\n[concepts."stacking yard"]\ninto = "harbour master"'
    shown, conflicts = edited(chain)
    assert (len(conflicts), {"quaywall", "stackyard"} & {one.key for one in shown.concepts}) == (0, set())
    _, (conflict,) = edited(chain + '\n[concepts."harbour master"]\ninto = "quay wall"')
    assert conflict.about == "concept 'harbour master'"
