"""`lecturebook edit`: what it lists, what it writes, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from course.edits.harbour import BERTHS, TIDES, guide
from lecturebook.cli import app
from lecturebook.course.edits import apply_edits, read_edits, resolve_concepts
from lecturebook.course.edits.entries import LectureEdits
from lecturebook.guide_json import guide_to_json
from lecturebook.model import Guide


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder with the guides of both lectures, and one for the edits."""
    (tmp_path / "in").mkdir()
    for name, text in (("berths", BERTHS), ("tides", TIDES)):
        (tmp_path / f"{name}.json").write_text(guide_to_json(guide(text, name)), "utf-8")
    return tmp_path


def run(course: Path, *arguments: str) -> Result:
    guides = [str(course / "berths.json"), str(course / "tides.json")]
    return CliRunner().invoke(app, ["edit", *guides, *arguments])


def change(course: Path, *arguments: str) -> Guide:
    """The first guide as the next build would show it."""
    done = run(course, "--lectures", str(course / "in"), *arguments)
    assert done.exit_code == 0, done.output
    edits = read_edits(course / "in" / "edits.toml")
    made = guide()
    changes, refused = resolve_concepts(edits, (*made.concepts, *guide(TIDES, "tides").concepts), "en")
    shown, conflicts = apply_edits(made, edits.lectures.get("berths", LectureEdits()), changes)
    assert (refused, conflicts) == ((), ())
    return shown


def test_what_can_be_edited_is_listed(course: Path) -> None:
    lines = run(course).output.splitlines()
    assert lines[0] == "berths  berths"
    assert "  berths/s0  0:00  Ships" in lines
    assert "  quay wall  5 mentions, defined at 0:30" in lines
    assert "  tides/definition/tidetabl/8  0:05  What is a tide table?" in lines


def test_each_kind_of_edit_is_written_and_applies(course: Path) -> None:
    yard = guide().sections[1].id
    question = guide().questions[0]
    change(course, "--section", yard, "--title", "Steel boxes")
    change(course, "--section", f"berths/{yard}", "--note", "Bring boots.")
    change(course, "--lecture", "berths", "--title", "Where ships lie")
    change(course, "--concept", "harbour master", "--rename", "port captain")
    change(course, "--merge", "stacking yard", "quay wall")
    change(course, "--add", "gantry crane")
    change(course, "--drop", "lock gate")
    change(course, "--drop", question.id)
    shown = change(course, "--define", "quay wall", "--at", "0:35", "--words", "A wall for ships.")
    assert [edit.kind for edit in shown.edits] == [
        *("title", "section", "note", "question", "add", "merge", "rename", "definition", "own words")
    ]
    assert (shown.sections[1].title, shown.sections[1].note) == ("Steel boxes", "Bring boots.")
    wall = next(concept for concept in shown.concepts if concept.key == "quaywall")
    assert wall.definitions[0].text.startswith("When the tide falls")


def test_an_edited_guide_is_edited_again(course: Path) -> None:
    shown = change(course, "--concept", "quay wall", "--rename", "pier")
    (course / "berths.json").write_text(guide_to_json(shown), "utf-8")
    again = change(course, "--concept", "pier", "--rename", "mole")
    assert [(edit.before, edit.after) for edit in again.edits] == [("quay wall", "mole"), ("pier", "mole")]


def test_a_dry_run_prints_and_writes_nothing(course: Path) -> None:
    done = run(course, "--concept", "quay wall", "--rename", "pier", "--dry-run", "--lectures", str(course / "in"))
    assert done.output == '[concepts."quay wall"]\nname = "pier"\n'
    assert list((course / "in").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--section", "s7777", "--title", "x"], "no sections 's7777'"),
        (["--section", "s0", "--title", "x"], "2 sections 's0'"),
        (["--title", "x"], "the lecture is in 2 lectures"),
        (["--note", "x"], "--note with --section"),
        (["--rename", "x"], "--rename with --concept"),
        (["--concept", "zebra", "--rename", "x"], "no 'zebra'"),
        (["--drop", "zebra"], "the id of a question or the name of a concept"),
        (["--add", "zebra crossing"], "said in none of these lectures"),
        (["--add", "quay wall"], "is a concept"),
        (["--merge", "quay wall", "quay wall"], "one concept"),
        (["--define", "quay wall"], "--at or --words"),
        (["--define", "quay wall", "--at", "soon"], "nothing is said at 'soon'"),
        (["--drop", "a", "--add", "b"], "--add and --drop"),
        (["--concept", "quay wall", "--rename", "a\x1b[2Jb"], "letters that can be seen"),
        (["--concept", "quay wall", "--rename", "pier"], "--lectures"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_code_2(course: Path, arguments: list[str], says: str) -> None:
    told = [] if arguments[-1] == "pier" else ["--lectures", str(course / "in")]
    done = run(course, *arguments, *told)
    assert (done.exit_code, done.output.count("\n")) == (2, 1), done.output
    assert says in done.output
    assert "\x1b" not in done.output
    assert list((course / "in").iterdir()) == []
