"""Edits over builds: shown, proven, kept, and never at another place than their own."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from course.edits.harbour import BERTHS, build, guide, write
from fake import FakeEncoder
from lecturebook.check import check_site
from lecturebook.course import build as stages
from lecturebook.course.discover import discover
from lecturebook.course.edits.reading import parse_edits
from lecturebook.course.edits.stage import follow
from lecturebook.course.report import Report
from lecturebook.guide_json import schema

HOSTILE = '"><script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(1)) **b** <!-- end --> =1+1 \\\\u001b'
OWN = "Own <b>words</b> {{ 7*7 }} **b** <!-- end --> [1:00](x) said"
QUESTION = "tides/definition/tidetabl/8"
EDITS = f"""
[lectures.berths]
title = '{HOSTILE}'

[lectures.berths.sections.{{section}}]
title = '{HOSTILE}'
note = '{OWN}'
words = "Now let's talk about the yard behind the cranes."

[lectures.berths.definitions."harbour master"]
text = '{OWN}'

[lectures.berths.definitions."stacking yard"]
at = "1:30"
words = "The stacking yard is full when the train is late and the ship is early."

[lectures.tides.questions."{QUESTION}"]
drop = true
words = "A tide table is a list of the hours"

[concepts."quay wall"]
name = "pier"
former = ["jetty"]

[concepts."berth falls dry"]
into = "lock gate"

[concepts."pilot boat"]
add = true

[concepts."no such concept"]
drop = true
"""
KINDS = ["title", "section", "note", "rename", "rename", "definition", "definition", "own words"]
PAGE = "lectures/berths/guide"


def edits() -> str:
    return EDITS.replace("{section}", guide().sections[1].id)


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """A folder with the course, its site and the guides that are kept, and the report of the build."""
    folder = tmp_path_factory.mktemp("harbour")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
        report = build(write(folder / "in", edits=edits()), folder / "site", folder / "cache")
    return folder, report


@pytest.fixture
def site(built: tuple[Path, Report], tmp_path: Path) -> Path:
    """A copy of the site, to be broken."""
    shutil.copytree(built[0] / "site", tmp_path / "site")
    return tmp_path / "site"


def no_models(*_: object) -> None:
    raise AssertionError("a model is loaded")


def text(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


def test_edits_are_shown_and_the_site_is_proven(built: tuple[Path, Report]) -> None:
    site, report = built[0] / "site", built[1]
    assert check_site(site, [built[0] / "in"]).findings == []
    assert [(conflict.about, conflict.expected) for conflict in report.conflicts] == [
        ("concept 'no such concept'", "no such concept")
    ]
    document = json.loads(text(site, f"{PAGE}.json"))
    jsonschema.validate(document, schema())
    assert sorted(edit["kind"] for edit in document["edits"]) == sorted(KINDS)
    told = json.loads(text(site, "lectures/tides/guide.json"))
    assert [edit["kind"] for edit in told["edits"]] == ["question", "add", "merge"]
    assert QUESTION not in {question["id"] for question in told["questions"]}
    assert "Edited by people" in text(site, f"{PAGE}.html")


def test_an_old_slug_leads_to_the_concept(built: tuple[Path, Report]) -> None:
    site = built[0] / "site"
    former = {row["slug"]: row.get("former") for row in json.loads(text(site, "course.json"))["concepts"]}
    assert (former["pier"], former["lock-gate"]) == (["quay-wall", "jetty"], ["berth-falls-dry"])
    for old, now in (("quay-wall", "pier"), ("jetty", "pier"), ("berth-falls-dry", "lock-gate")):
        assert f'content="0; url={now}.html"' in text(site, f"concepts/{old}.html")
        assert f"]({now}.md)" in text(site, f"concepts/{old}.md")
    assert "- [jetty](jetty.md) — see [pier](pier.md)" in text(site, "concepts/index.md")
    assert "What is the pier?" in text(site, f"{PAGE}.md")
    assert (site / "concepts" / "pilot-boat.html").is_file()


def test_words_of_staff_are_marked_wherever_they_stand(built: tuple[Path, Report]) -> None:
    site = built[0] / "site"
    for name, times in ((PAGE, 2), ("concepts/harbour-master", 1), ("glossary", 1)):
        html, markdown = text(site, f"{name}.html"), text(site, f"{name}.md")
        assert html.count('class="by-staff"') == markdown.count("**Written by staff:**") == times
        assert "Own &lt;b&gt;words&lt;/b&gt; {{ 7*7 }} **b** &lt;!-- end --&gt; [1:00](x) said</span>" in html
        assert "<b>words" not in html + markdown
        assert "<script>alert" not in html


# where words are put that nobody said or wrote -> what the check says of them
LIES = {
    "in the place of staff": (f"{PAGE}.html", ">Own ", ">Own false ", "is not what staff wrote"),
    "in the place of staff, in Markdown": (f"{PAGE}.md", "** Own ", "** Own false ", "is not what staff wrote"),
    "on the page of a concept": ("concepts/harbour-master.html", ">Own ", ">Own false ", "is not what staff wrote"),
    "in a quote": (f"{PAGE}.html", "ties a ship to", "sells a ship to", "was not said then"),
    "in a new place of staff": (
        *(f"{PAGE}.html", '<p class="terms">', '<p><span class="by-staff">A lie.</span></p><p class="terms">'),
        "is not what staff wrote",
    ),
    "of staff, as a quote": (
        *(f"{PAGE}.html", '<span class="by-staff"', '<span class="said"><a class="time" href="#">0:05</a><span '),
        "quote",
    ),
    "in the guide": (f"{PAGE}.json", '"by_staff":"', '"by_staff":"A lie. ', "no edit says it"),
    "of staff in one form only": ("glossary.md", "**Written by staff:**", "By staff:", "different words of staff"),
}


@pytest.mark.parametrize(("name", "old", "new", "says"), LIES.values(), ids=LIES)
def test_a_lie_is_found(name: str, old: str, new: str, says: str, site: Path) -> None:
    assert old in text(site, name), f"{old!r} is not in {name}"
    (site / name).write_text(text(site, name).replace(old, new, 1), "utf-8")
    findings = [str(finding) for finding in check_site(site).findings if finding.kind != "file"]
    assert any(says in finding for finding in findings), findings


def test_words_of_staff_have_to_stand_beside_the_transcripts(built: tuple[Path, Report], tmp_path: Path) -> None:
    shutil.copytree(built[0] / "in", tmp_path / "in")
    (tmp_path / "in" / "edits.toml").unlink()
    findings = [str(finding) for finding in check_site(built[0] / "site", [tmp_path / "in"]).findings]
    assert [finding for finding in findings if "stands in no edits.toml" in finding]


def test_an_edit_is_put_on_without_a_model_and_the_same_twice(
    built: tuple[Path, Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "load_models", no_models)
    folder = built[0]
    again = build(folder / "in", tmp_path / "again", folder / "cache")
    assert [lecture.state for lecture in again.lectures] == ["reused", "reused"]
    assert tree(tmp_path / "again") == tree(folder / "site")
    unchanged = build(folder / "in", tmp_path / "again", folder / "cache")
    assert unchanged.is_unchanged
    assert unchanged.conflicts == built[1].conflicts

    write(tmp_path / "in", edits=edits().replace('name = "pier"', 'name = "mole"'))
    changed = build(tmp_path / "in", tmp_path / "again", folder / "cache")
    assert [lecture.why for lecture in changed.lectures] == ["changed: edits", "nothing changed"]
    assert (tmp_path / "again" / "concepts" / "mole.html").is_file()
    (tmp_path / "in" / "edits.toml").unlink()
    without = build(tmp_path / "in", tmp_path / "again", folder / "cache")
    assert [lecture.why for lecture in without.lectures] == ["changed: edits"] * 2
    for name in ("course.json", f"{PAGE}.json"):
        assert not any(f'"{key}"' in text(tmp_path / "again", name) for key in ("edits", "former", "conflicts", "note"))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_edits_survive_another_transcript(tmp_path: Path) -> None:
    later = "\nOne word on the examination first, it is on a Friday in July." + BERTHS
    folder = write(tmp_path / "in", later, edits())
    (folder / "course.toml").write_text((folder / "course.toml").read_text("utf-8").replace("1:05", "1:10"), "utf-8")
    report = build(folder, tmp_path / "site", tmp_path / "cache")
    assert [conflict.about for conflict in report.conflicts] == ["concept 'no such concept'"]
    shown = json.loads(text(tmp_path / "site", f"{PAGE}.json"))
    assert shown["sections"][1]["note"] == OWN
    assert shown["sections"][1]["id"] not in edits()

    # a file of another name, and a sentence that somebody took out of the recording
    gone = "The stacking yard is full when the train is late and the ship is early.\n"
    write(folder, later.replace(gone, ""))
    (folder / "berths.srt").rename(folder / "ships.srt")
    (folder / "course.toml").write_text(
        (folder / "course.toml").read_text("utf-8").replace("berths]", "ships]"), "utf-8"
    )
    report = build(folder, tmp_path / "site", tmp_path / "cache")
    assert "lecture 'berths', definition of 'stacking yard'" in {conflict.about for conflict in report.conflicts}
    assert all(conflict.expected and conflict.wanted for conflict in report.conflicts)
    assert all(conflict.where.startswith("edits.toml, line ") for conflict in report.conflicts)
    assert "conflict" not in text(tmp_path / "site", "index.html")
    assert [row["where"] for row in json.loads(report.to_json())["conflicts"]] == [c.where for c in report.conflicts]
    assert report.to_markdown().count("edits.toml, line ") == len(report.conflicts)


def test_a_lecture_of_another_name_keeps_its_edits() -> None:
    made = guide()
    ships = replace(made, lecture=replace(made.lecture, id="ships"))
    followed = follow(parse_edits(edits().encode()), ["ships", "tides"], [ships])
    assert set(followed.lectures) == {"ships", "tides"}
    assert followed.lectures["ships"].title == HOSTILE
    twins = [ships, replace(made, lecture=replace(made.lecture, id="boats"))]
    assert set(follow(parse_edits(edits().encode()), ["ships", "boats", "tides"], twins).lectures) == {
        "berths",
        "tides",
    }


def test_one_lecture_alone_misses_no_edit_of_the_others(built: tuple[Path, Report], tmp_path: Path) -> None:
    report = stages.build([built[0] / "in" / "tides.srt"], tmp_path / "site")
    assert report.conflicts == ()
    told = json.loads(text(tmp_path / "site", "lectures/tides/guide.json"))
    assert [edit["kind"] for edit in told["edits"]] == ["question", "add", "merge"]


def test_notes_of_no_lecture_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "in")
    (folder / "notes").mkdir()
    for name in ("berths", "gone", "README"):
        (folder / "notes" / f"{name}.md").write_text("Read this.", "utf-8")
    plan = discover(folder)
    assert plan.notes == {"berths": "Read this."}
    assert [conflict.where for conflict in plan.conflicts] == ["notes/gone.md"]
    assert discover(folder / "berths.srt").conflicts == ()
