"""A built site is broken in one place at a time, and the check has to see each."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fake import FakeEncoder
from lecturebook.check import KINDS, Proof, check_site
from lecturebook.course import build as stages
from lecturebook.errors import OutputError

LECTURES = Path(__file__).parents[1] / "lectures"
PAGE, TEXT, GUIDE = (f"lectures/01-storage/guide.{form}" for form in ("html", "md", "json"))
CARDS = "lectures/01-storage/cards.js"
CONCEPT = "concepts/slotted-page"


def build(folder: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
        stages.build([folder / "in"], folder / "site")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample course as a site."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(LECTURES, folder / "in")
    return build(folder)


@pytest.fixture(scope="module")
def unrecorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without recordings: times lead into the transcripts."""
    folder = tmp_path_factory.mktemp("unrecorded")
    shutil.copytree(LECTURES, folder / "in")
    settings = folder / "in" / "course.toml"
    settings.write_text(re.sub(r"(?m)^media_url.*\n", "", settings.read_text("utf-8")), "utf-8")
    return build(folder)


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built / "site", tmp_path / "site")
    return tmp_path / "site"


def swap(path: str, old: str, new: str, *, count: int = 1) -> Callable[[Path], None]:
    """Replace the first `old` of a file."""

    def breaks(site: Path) -> None:
        text = (site / path).read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        (site / path).write_text(text.replace(old, new, count), "utf-8")

    return breaks


def edit(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Change the document of the first lecture's guide.json."""

    def breaks(site: Path) -> None:
        document = json.loads((site / GUIDE).read_text("utf-8"))
        change(document)
        (site / GUIDE).write_text(json.dumps(document), "utf-8")

    return breaks


def ask(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Change the first question of course.json."""

    def breaks(site: Path) -> None:
        document = json.loads((site / "course.json").read_text("utf-8"))
        change(document["questions"][0])
        (site / "course.json").write_text(json.dumps(document), "utf-8")

    return breaks


def drop(pattern: str, path: str) -> Callable[[Path], None]:
    """Take out of a file the first that matches."""

    def breaks(site: Path) -> None:
        text, count = re.subn(pattern, "", (site / path).read_text("utf-8"), count=1)
        assert count, f"{pattern!r} is not in {path}"
        (site / path).write_text(text, "utf-8")

    return breaks


def kinds(proof: Proof) -> set[str]:
    return {finding.kind for finding in proof.findings}


def test_the_site_as_built_is_proven(built: Path) -> None:
    proof = check_site(built / "site", [built / "in"])
    assert [str(finding) for finding in proof.findings] == []
    assert proof.source
    assert (proof.lectures, proof.words) == (4, sum(_words(built / "site")))
    assert min(proof.pages, proof.statements, proof.times, proof.links) > 80
    assert proof.summary().startswith("proven: 4 lectures")


def _words(site: Path) -> list[int]:
    return [len(json.loads(path.read_text("utf-8"))["words"]["start"]) for path in site.rglob("guide.json")]


def test_without_the_transcripts_the_report_says_so(built: Path) -> None:
    proof = check_site(built / "site")
    assert proof.holds
    assert proof.summary().endswith("source not at hand")


def _move_word(document: dict[str, Any]) -> None:
    """A whole sentence one word later is still in order, covered, and consistent: only the transcript tells."""
    document["words"]["start"][1] += 0.4


def _lose_page(site: Path) -> None:
    """A page that came with the site, and that nobody can find."""
    shutil.copy(site / "index.html", site / "copy.html")
    (site / "SHA256SUMS").unlink()


def _leave_out_a_quote(document: dict[str, Any]) -> None:
    """A word of a quote is said to be a filler, and is quoted all the same."""
    at = document["abstract"][0]["first"] + 1
    words = document["words"]
    row = ["filler", at, at + 1, words["start"][at], words["text"].split()[at], "", None]
    document["ledger"] = sorted([*(r for r in document["ledger"] if r[1] != at), row], key=lambda r: r[1])


def _hidden(document: dict[str, Any]) -> list[Any]:
    """The first entry of the ledger that quotes leave out."""
    return next(row for row in document["ledger"] if row[1] < row[2])


def _cut(document: dict[str, Any]) -> list[Any]:
    """The first entry of the ledger that is in no word of the guide."""
    return next(row for row in document["ledger"] if row[1] == row[2])


def _part(document: dict[str, Any], **wrong: object) -> None:
    """Give the first section one part that is all of it but for what is `wrong`."""
    section = document["sections"][0]
    span = {key: section[key] for key in ("first", "last", "start", "end")}
    section["parts"] = [{"id": f"p{span['first']}", "title": "Pages", "confidence": None, **span, **wrong}]


BREAKS: dict[str, tuple[str, Callable[[Path], None]]] = {
    # pages against the words
    "a word of a quote": ("quote", swap(PAGE, "fixed size", "variable size")),
    "a word on a card": ("quote", swap(CARDS, "the popular pages", "the unpopular pages")),
    "a word of a quote in Markdown": ("quote", swap(TEXT, "fixed size", "variable size")),
    "a word left out of a quote": ("quote", swap(PAGE, "a page is a block", "a page is block")),
    "a description that nobody said": ("quote", swap(PAGE, 'description" content="', 'description" content="Best: ')),
    "a preview that ends inside a passage": ("quote", drop(r'(?<=og:description" content=")[^ "]+ ', PAGE)),
    "a quote at another time": ("quote", swap(PAGE, 't=292" rel="noopener">4:52', 't=293" rel="noopener">4:53')),
    "a mention at another word": ("quote", swap(f"{CONCEPT}.html", "</b>", "</b> indeed")),
    "a statement without a time": ("quote", drop(r'(?<=>)<a class="time".*?</a>', PAGE)),
    "a paragraph of the transcript": ("transcript", drop(r'<p class="said" id="t-[1-9].*?</p>\n', PAGE)),
    # times
    "a link to another second": ("time", swap(PAGE, "t=292", "t=293")),
    "a link to another second in Markdown": ("time", swap(TEXT, "t=292", "t=293")),
    "a link to another recording": ("time", swap(PAGE, "01-storage?t=292", "02-indexes?t=292")),
    "a time outside the covered time": ("time", swap(PAGE, ">4:52<", ">59:59<")),
    # links
    "a link to no page": ("link", swap(PAGE, "concepts/byte.html", "concepts/bite.html")),
    "a link out of the site": ("link", swap(PAGE, "../../index.html", "../../../index.html")),
    "a link that runs": ("link", swap(PAGE, "../../index.html", "javascript:alert(1)")),
    "a style sheet that is gone": ("link", lambda site: (site / "assets/style.css").unlink()),
    "an anchor that is gone": ("anchor", swap(PAGE, 'h2 id="concepts"', 'h2 id="terms"')),
    "a heading with other words": ("anchor", swap(TEXT, "## Concepts", "## Terms")),
    "a page that nothing leads to": ("reach", _lose_page),
    # one against the other
    "a statement in HTML only": ("twin", drop(r"- \[4:52\].*\n", TEXT)),
    "a statement in Markdown only": ("twin", drop(r'<li class="said"[^>]*>.*\n.*</li>\n', PAGE)),
    "a page in HTML only": ("twin", lambda site: (site / f"{CONCEPT}.md").unlink()),
    # files
    "no page": ("file", lambda site: (site / PAGE).unlink()),
    "no guide": ("file", lambda site: (site / GUIDE).unlink()),
    "a broken guide": ("file", swap(GUIDE, "{", "[")),
    "a page in another encoding": ("file", lambda site: (site / PAGE).write_bytes(b"\xff\xfe<p>")),
    "a page altered where nothing is quoted": ("file", swap(PAGE, "Review questions", "Exam questions")),
    # guide.json against itself
    "a sentence of other words": ("guide", edit(lambda d: d["words"]["shown"].append([40, "Nope."]))),
    "a summary at another second": ("guide", edit(lambda d: d["sections"][0]["summary"][0].update(start=1.0))),
    "a definition that ends too late": ("guide", edit(lambda d: d["abstract"][0].update(last=99999))),
    "a section at another second": ("guide", edit(lambda d: d["sections"][0].update(start=0.5))),
    "a mention of no words": ("file", edit(lambda d: d["concepts"][0].update(mentions=[[99999, 100000]]))),
    "words out of order": ("guide", edit(lambda d: d["words"]["start"].__setitem__(9, 0.0))),
    "a word after the end": ("guide", edit(lambda d: d["words"]["start"].__setitem__(-1, 99999.0))),
    "sentences with a hole": ("guide", edit(lambda d: d["sentences"].pop())),
    "sections with a hole": ("guide", edit(lambda d: d["sections"][0].update(first=1))),
    "a part at another second": ("guide", edit(lambda d: _part(d, start=d["sections"][0]["start"] + 1))),
    "a part of no words": ("guide", edit(lambda d: _part(d, last=d["sections"][0]["first"]))),
    "parts with a hole": ("guide", edit(lambda d: _part(d, last=d["sections"][0]["last"] - 1))),
    "a ledger of other words": ("guide", edit(lambda d: _hidden(d).__setitem__(4, "other"))),
    "a ledger at another second": ("guide", edit(lambda d: _hidden(d).__setitem__(3, 0.0))),
    "a ledger out of order": ("guide", edit(lambda d: d["ledger"].reverse())),
    "a ledger that leaves out more": ("guide", edit(_leave_out_a_quote)),
    "a mark that was not said": ("guide", edit(lambda d: d["marks"][0]["passage"].update(text="never said"))),
    "an objective on no concept": ("guide", edit(lambda d: d["objectives"][0].update(concept="ether"))),
    "an objective taught elsewhere": ("guide", edit(lambda d: d["objectives"][0]["said"].update(start=1.0))),
    # what the course asks
    "options without the right one": ("guide", ask(lambda q: q["options"].remove(q["answer"]))),
    "an option of no concept": ("guide", ask(lambda q: q["options"].append("ether"))),
    "a gap in other words": ("guide", ask(lambda q: q.update(prompt="Nobody said _____."))),
    "an answer at another second": ("guide", ask(lambda q: q.update(second=1.0))),
    "questions that are none": ("guide", ask(dict.clear)),
    "a question on no concept": ("guide", edit(lambda d: d["questions"][0].update(concept="ether"))),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_site_is_not_proven(name: str, site: Path) -> None:
    kind, breaks = BREAKS[name]
    assert kind in KINDS
    breaks(site)
    proof = check_site(site)
    assert not proof.holds
    assert kind in kinds(proof), [str(finding) for finding in proof.findings]


def _everywhere(old: str, new: str) -> Callable[[Path], None]:
    """The same lie in guide.json and in every page: only the transcript can tell."""

    def breaks(site: Path) -> None:
        for path in [*site.rglob("*.html"), *site.rglob("*.md"), site / GUIDE]:
            text = path.read_text("utf-8")
            path.write_text(re.sub(rf"\b{old}\b", new, text), "utf-8")

    return breaks


def _add_word(document: dict[str, Any]) -> None:
    words = document["words"]
    words["text"] += " indeed"
    for column in filter(None, (words["start"], words["confidence"])):
        column.append(column[-1])


def _cut_last_word(document: dict[str, Any]) -> None:
    words = document["words"]
    words["text"] = words["text"].rpartition(" ")[0]
    for column in filter(None, (words["start"], words["confidence"])):
        column.pop()
    count = len(words["start"])
    words["interpolated"][-1][1] = min(words["interpolated"][-1][1], count)
    words["shown"] = [row for row in words["shown"] if row[0] < count]
    document["sentences"][-1] = count


LIES: dict[str, Callable[[Path], None]] = {
    "a wrong word": _everywhere("ferry", "fairy"),
    "a wrong time": edit(_move_word),
    "a word too few": edit(_cut_last_word),
    "a word too many": edit(_add_word),
    "a sound that was none": edit(lambda d: _cut(d).__setitem__(4, "[Applause]")),
    "another lecture's words": edit(lambda d: d["lecture"].update(id="02-indexes")),
    "no such lecture": edit(lambda d: d["lecture"].update(id="07-nowhere")),
    "another file": edit(lambda d: d["source"].update(sha256="0" * 64)),
}


@pytest.mark.parametrize("name", LIES)
def test_a_guide_that_lies_is_seen_with_its_transcript(name: str, site: Path, built: Path) -> None:
    LIES[name](site)
    assert "source" in kinds(check_site(site, [built / "in"]))


MARKS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a time that leads to another paragraph": ("time", swap(PAGE, '"#t-167"', '"#t-56"')),
    "a time that leads to the top": ("time", swap(PAGE, '"#t-167"', '"#main"')),
    "a paragraph that lost its mark": ("anchor", swap(PAGE, 'id="t-167"', 'id="t-"')),
    "a mention that leads to no section": ("time", swap(f"{CONCEPT}.md", "guide.md#", "guide.md#abstract?", count=-1)),
    "a mention that leads to another lecture": ("time", swap(f"{CONCEPT}.html", "01-storage/guide.html#t", "x#t")),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKS)
def test_times_without_a_recording_lead_into_the_transcript(name: str, unrecorded: Path, tmp_path: Path) -> None:
    assert check_site(unrecorded / "site", [unrecorded / "in"]).holds
    shutil.copytree(unrecorded / "site", tmp_path / "site")
    kind, breaks = MARKS[name]
    breaks(tmp_path / "site")
    assert kind in kinds(check_site(tmp_path / "site"))


def test_files_that_others_keep_in_a_site_are_not_checked(site: Path) -> None:
    (site / "google1234.html").write_text('<a href="nowhere.html">x</a>', "utf-8")
    assert check_site(site).holds


def test_one_change_of_a_transcript_is_told_in_a_few_lines(site: Path, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "in", tmp_path / "in")
    srt = tmp_path / "in" / "01-storage.srt"
    srt.write_text(srt.read_text("utf-8").replace("4 million", "5 million", 1).replace("ferry", "fairy"), "utf-8")
    proof = check_site(site, [tmp_path / "in"])
    assert kinds(proof) == {"source"}
    assert 2 <= len(proof.findings) <= 10
    assert "has changed" in str(proof.findings[0])


def test_what_is_no_site_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="accepted: the folder of a built site"):
        check_site(tmp_path)
    for text in ("", "[]", '{"lectures": 1}', "[" * 99999):
        (tmp_path / "course.json").write_text(text, "utf-8")
        with pytest.raises(OutputError):
            check_site(tmp_path)


def test_a_guide_outside_the_site_is_not_read(site: Path, tmp_path: Path) -> None:
    shutil.copy(site / GUIDE, tmp_path / "guide.json")
    document = json.loads((site / "course.json").read_text("utf-8"))
    document["lectures"][0]["guide"] = "../guide.json"
    (site / "course.json").write_text(json.dumps(document), "utf-8")
    assert any("outside the site" in finding.what for finding in check_site(site).findings)
