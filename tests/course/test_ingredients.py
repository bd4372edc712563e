from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import lecturebook
from lecturebook.clean.corrections import Correction
from lecturebook.clean.terms import Term, TermRepair, TermRepairs
from lecturebook.clean.wording import NO_WORDING, Wording
from lecturebook.course import ingredients as module
from lecturebook.course.ingredients import Ingredients, MaySay, digest, ingredients_of, options_digest, word_heads
from lecturebook.embed import EncoderIdentity
from lecturebook.model import Cue, Source, Transcript
from lecturebook.options import Options

PACKAGE = Path(lecturebook.__file__).parent
ENCODER = EncoderIdentity("mini", "0" * 64, "float32", "cpu")
REPAIR = TermRepair(0, 1, ("Indexes",), ("Annexes",), "annex", "sound", 0.5)
TRANSCRIPT = Transcript("one", (Cue(0.0, 5.0, "Indexes are sorted copies"),), Source("a.srt", "srt", "1" * 64))


def made_from(
    transcript: Transcript = TRANSCRIPT,
    wording: Wording = NO_WORDING,
    options: Options = Options(),  # noqa: B008
    encoder: EncoderIdentity = ENCODER,
) -> Ingredients:
    return ingredients_of(transcript, digest(transcript.cues), wording, options_digest(options), encoder)


BASE = made_from()


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        (made_from(replace(TRANSCRIPT, cues=(Cue(0.0, 5.001, "Indexes are sorted copies"),))), "transcript"),
        (made_from(replace(TRANSCRIPT, cues=(Cue(0.0, 5.0, "Indexes are sorted copies", speaker="A"),))), "transcript"),
        (made_from(replace(TRANSCRIPT, title="On indexes")), "metadata"),
        (made_from(replace(TRANSCRIPT, url="https://example.org/1")), "metadata"),
        (made_from(wording=Wording(terms=(Term("B-tree"),))), "glossary"),
        (made_from(wording=Wording(terms=(Term("B-tree", given=False),))), "glossary"),
        (made_from(wording=Wording(repairs=TermRepairs(suspected=(REPAIR,)))), "glossary"),
        (made_from(wording=Wording(corrections=(Correction(1.0, "are", None),))), "glossary"),
        (made_from(options=Options(language="de")), "options"),
        (made_from(encoder=replace(ENCODER, dtype="bfloat16")), "encoder"),
        (made_from(encoder=replace(ENCODER, sha256="2" * 64)), "encoder"),
    ],
)
def test_each_ingredient_changes_the_key_and_is_named(changed: Ingredients, name: str) -> None:
    assert changed.key != BASE.key
    assert changed.changed_from(vars_of(BASE)) == [name]


def vars_of(ingredients: Ingredients) -> dict[str, str]:
    return {name: getattr(ingredients, name) for name in ingredients.__slots__}


def test_where_the_transcript_stands_is_no_ingredient() -> None:
    """Rows of many lectures share a file: one lecture more there must not make all the others anew."""
    moved = replace(TRANSCRIPT, source=Source("b.csv", "rows", "9" * 64))
    assert made_from(moved) == BASE


def test_the_code_is_an_ingredient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "code_digest", lambda: "other")
    assert made_from().changed_from(vars_of(BASE)) == ["code"]


# imported by what makes guides, but no word of a guide depends on them
INDIFFERENT = {"errors.py", "shelf.py", "stopwatch.py"}


def imported_by(*modules: str) -> set[Path]:
    """The files of our own that modules of the package import, and those that these import, and so on."""
    flows = PACKAGE.parent
    todo = [PACKAGE / module for module in modules]
    found = {PACKAGE / "__init__.py", *todo}
    while todo:
        for node in ast.walk(ast.parse(todo.pop().read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
                places = [flows.joinpath(*name.split(".")) for name in names]
                files = {file for place in places for file in (place.with_suffix(".py"), place / "__init__.py")}
                todo += [file for file in files - found if file.is_file()]
                found |= files
    return {file.relative_to(PACKAGE) for file in found if file.is_file() and file.is_relative_to(PACKAGE)}


def test_whatever_makes_a_guide_is_in_the_digest_of_the_code() -> None:
    """Else a change of it would serve guides of the store that are made no more."""
    makes = imported_by("guide.py", "guide_json.py", "read/__init__.py")
    assert {file.parts[0] for file in makes} - INDIFFERENT <= set(module._STAGES)
    assert all((PACKAGE / name).exists() for name in module._STAGES)


@pytest.mark.parametrize(
    ("term", "matches"),
    [("index", True), ("sorted copy", True), ("B-tree", False), ("sorted runs", False), ("SORT", True), ("++", True)],
)
def test_terms_that_may_be_said(term: str, matches: bool) -> None:
    assert MaySay(word_heads([TRANSCRIPT.cues[0].text]))(term) == matches


def test_the_order_of_terms_is_no_ingredient() -> None:
    terms = [Term("sorted", given=False), Term("index"), Term("copies", given=False)]
    one, other = MaySay(["indexes", "sorted", "copies"]), MaySay(["copies", "sorted", "indexes"])
    assert one.terms(terms) == other.terms(terms[::-1])
    assert (
        one.phrases(["sorted", "index", "sorted", "run"]) == other.phrases(["index", "sorted"]) == ("index", "sorted")
    )
