"""Ids and titles that are paths, devices, twins, programs: each stays a name, on every file system and terminal."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from typer.testing import CliRunner

from fake import FakeEncoder
from lecturebook.check import check_site
from lecturebook.cli import app
from lecturebook.course import build as stages
from lecturebook.course import discover as discovery
from lecturebook.course.concept_index import _slugs
from lecturebook.render.anchors import Anchors
from lecturebook.render.environment import _json_string
from lecturebook.render.markdown_text import clean_text
from lecturebook.render.paths import concept_page, lecture_page
from lecturebook.slug import file_slug, words_slug
from lecturebook.terminal import printable

# each is another lecture, though some file system or other takes some of them for the same
NAMES = [
    *("..", ".", "../../etc/passwd", "a/b", "a\\b", "C:\\x", "~", "-rf", "--help", ".git", "a.", "a ", " a", "a"),
    *("A", "con", "CON", "con.txt", "nul", "aux", "com1", "com¹", "lpt9", "index", "guide", "x" * 300, "x" * 301),
    *(
        "\u00e9",
        "e\u0301",
        "ß",
        "ss",
        "SS",
        "ı",
        "i",
        "İ",
        "I",
        "ﬁ",
        "fi",
        "\u0430",
        "\u202eabc",
        "abc",
        "a\u200bb",
        "ab",
        "ＡＢ",
    ),
    *("a\x1b[2Jb", "a\x00b", "a\nb", "=1+1", "@x", "{{ 7*7 }}", "{% raw %}", "<b>", "![x](y)", "---", "a: b", "# x"),
    *("\U000f0000", "\U000e0001", "\ufeffx", "x\x85y", "\u2028", "%2e%2e", "q" * 200 + "é", "待ち行列", "🦭"),
]
# what a whole course is built of: a lecture each
BUILT = [
    "../../etc/passwd",
    "--help",
    "CON",
    "x" * 300,
    "e\u0301",
    "\u0130",
    "\u202eabc",
    "a\x1b[2Jb",
    "=1+1",
    "{{ 7*7 }}",
]
ANY = st.sampled_from(NAMES) | st.text(max_size=12) | st.builds("".join, st.lists(st.sampled_from(NAMES), max_size=3))
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)
# what file systems do to names: NTFS and APFS fold case, HFS+ decomposes, Windows drops dots and spaces at the end
FILE_SYSTEMS: list[Callable[[str], str]] = [
    str.casefold,
    lambda name: unicodedata.normalize("NFC", name),
    lambda name: unicodedata.normalize("NFKD", name).upper(),
    lambda name: name.rstrip(". "),
]
# what a terminal acts on
ACTS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize("seen", FILE_SYSTEMS, ids=["folded", "composed", "decomposed", "trimmed"])
def test_no_two_lectures_share_a_folder_on_any_file_system(seen: Callable[[str], str]) -> None:
    assert len({seen(file_slug(name)) for name in NAMES}) == len(set(NAMES))


@settings(max_examples=60)
@given(st.lists(ANY, unique=True, max_size=6))
def test_any_id_is_a_file_name_of_its_own(names: list[str]) -> None:
    slugs = [file_slug(name) for name in names]
    for seen in FILE_SYSTEMS:
        assert len({seen(slug) for slug in slugs}) == len(names)
    for slug in slugs:
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", slug)
        assert not DEVICE.fullmatch(slug)
        assert lecture_page(slug, "html") == f"lectures/{slug}/guide.html"
        assert file_slug(slug) == slug or "--" in slug


@settings(max_examples=30)
@given(ANY)
def test_any_text_is_few_plain_words(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", words_slug(text))
    assert len(words_slug(text)) <= 60


@settings(max_examples=30)
@given(st.lists(ANY, unique=True, max_size=6))
def test_any_concepts_have_pages_of_their_own(names: list[str]) -> None:
    slugs = _slugs([(f"key{n}", name) for n, name in enumerate(names)])
    pages = {concept_page(slug, "html").casefold() for slug in slugs.values()}
    assert len(pages) == len(names)
    assert "concepts/index.html" not in pages
    for page in pages:
        assert re.fullmatch(r"concepts/[a-z0-9][a-z0-9_-]*\.html", page)
        assert not DEVICE.fullmatch(page.removeprefix("concepts/").removesuffix(".html"))


@settings(max_examples=30)
@given(st.lists(ANY, max_size=8))
def test_any_anchors_are_apart_and_without_spaces(names: list[str]) -> None:
    for form in ("html", "md"):
        anchors = Anchors(form)  # type: ignore[arg-type]
        taken = [anchors.take(name, name) for name in names]
        assert len(set(taken)) == len(taken)
        assert not any(sign.isspace() for anchor in taken for sign in anchor)
        if form == "html":
            assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.:-]*", anchor) for anchor in taken)


@settings(max_examples=30)
@given(ANY)
def test_front_matter_is_read_back_as_it_was(text: str) -> None:
    shown = f"title: {_json_string(text)}\n"
    assert yaml.safe_load(shown) == {"title": clean_text(text)}
    assert YAML(typ="safe", pure=True).load(StringIO(shown)) == {"title": clean_text(text)}
    assert json.loads(_json_string(text)) == clean_text(text)


@settings(max_examples=30)
@given(ANY)
def test_no_text_acts_on_a_terminal(text: str) -> None:
    assert not ACTS.search(printable(text))
    assert "\n" not in printable(text)


def test_ids_of_one_digest_are_told_and_not_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "file_slug", lambda _: "the-same")
    for name in "ab":
        (tmp_path / f"{name}.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\na page\n", "utf-8")
    plan = discovery.discover(tmp_path)
    assert [transcript.id for transcript in plan.transcripts] == ["a"]
    assert [(failure.file, "already taken by a.srt" in failure.reason) for failure in plan.failures] == [
        ("b.srt", True)
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose ids and titles are `BUILT`, a few seconds each, and one that is no transcript."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {"video_id": name, "title": name, "text": said, "start_second": 4 * n, "end_second": 4 * n + 4}
        for name in BUILT
        for n, said in enumerate(
            ["A page \x1b[2J is a block of bytes on the disk.", "So a page \u202e has a fixed size."]
        )
    ]
    (folder / "in").mkdir()
    (folder / "in" / "all.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (folder / "in" / "bad\x1b[31m.srt").write_bytes(b"no \x1b[2J transcript")
    (folder / "in" / "course.toml").write_text('title = "{{ 7*7 }} \\u001b[2J"\n', "utf-8")
    return folder


def test_a_hostile_course_is_built_proven_and_told_in_plain_text(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
    site, lectures = hostile / "site", hostile / "in"
    (lectures / "edits.toml").write_text('[lectures."a\\u001b[2J"]\ntitle = "x"\n', "utf-8")
    outputs = []

    def run(*arguments: object) -> None:
        outputs.append(CliRunner().invoke(app, [str(argument) for argument in arguments]))

    report = hostile / "report.json"
    run("build", lectures, "-o", site, "--no-prefect", "--fresh", "--explain", "--report", report)
    guides = sorted(site.glob("lectures/*/guide.json"))
    assert len(guides) == len(discovery.discover(lectures).transcripts) == len(BUILT)
    assert check_site(site, [lectures]).findings == []
    for command in ("ledger", "suspects", "edit"):
        run(command, guides[0])
    run("inspect", lectures / "all.jsonl")
    run("check", site)
    page = guides[1].with_suffix(".html")
    page.write_text(page.read_text("utf-8").replace("A page", "A \x1b[2J lie"), "utf-8")
    run("check", site)
    run("edit", site, "--drop", "\x1b[2J")
    for done in outputs:
        assert not ACTS.search(done.output), done.output
        assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "conflict: edits.toml, line 1: lecture" in outputs[0].output
    assert "{{ 7*7 }}" in (site / "index.html").read_text("utf-8")
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_./-]*", name), name
        if path.suffix == ".md":
            matter = path.read_text("utf-8").split("---\n")[1] if path.name != "index.md" else ""
            assert matter == "" or isinstance(yaml.safe_load(matter)["title"], str)
