"""Words that were put right, from the course's files to what pages say of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from fake import FakeEncoder
from lecturebook.check import check_site
from lecturebook.course import build as stages

CUES = [
    "now we look at the ray loo and what the ray loo does to a heap file of pages",
    "a heap file is a pile of pages in no order and a bird sits on it",
    "so this is what we say about heap files and about every ray loo we have seen",
]
PAGE, TEXT = "site/lectures/one/guide.html", "site/lectures/one/guide.md"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built course: `<course>/in` and `<course>/site`."""
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
    (tmp_path / "in").mkdir()
    spans = [f"00:00:{n}0,000 --> 00:00:{n}9,500" for n in range(len(CUES))]
    cues = (f"{n + 1}\n{span}\n{text}\n" for n, (span, text) in enumerate(zip(spans, CUES, strict=True)))
    (tmp_path / "in/one.srt").write_text("\n".join(cues), "utf-8")
    (tmp_path / "in/aliases.toml").write_text('"ray loo" = "Re<LU>"\n', "utf-8")
    stages.build([tmp_path / "in"], tmp_path / "site")
    return tmp_path


def test_repaired_words_tell_what_was_heard(course: Path) -> None:
    page = LexborHTMLParser((course / PAGE).read_text("utf-8"))
    heard = page.css(".transcript .heard")
    assert [(node.text(), node.attributes["data-heard"]) for node in heard] == [("Re<LU>", "ray loo")] * 3


def test_the_page_lists_what_was_put_right(course: Path) -> None:
    (row,) = LexborHTMLParser((course / PAGE).read_text("utf-8")).css(".changes li")
    assert " ".join(row.text().split()) == "0:02 Re<LU> heard: ray loo, 3 times"
    text = (course / TEXT).read_text("utf-8")
    assert "  - heard: ray loo, 3 times" in text


def test_the_check_knows_what_was_heard(course: Path) -> None:
    assert check_site(course / "site", [course / "in"]).holds
    page = course / PAGE
    page.write_text(page.read_text("utf-8").replace('data-heard="ray loo"', 'data-heard="row loo"', 1), "utf-8")
    (finding, *_) = [one for one in check_site(course / "site").findings if one.kind == "quote"]
    assert finding.what == "'row loo' was not heard for 'Re<LU>'"
