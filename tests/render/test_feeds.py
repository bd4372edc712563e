from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lecturebook.model import Course
from lecturebook.render import render_site
from render.conftest import BASE, SCRIPT, VIDEO

ATOM = "{http://www.w3.org/2005/Atom}"


def test_without_an_address_there_is_neither_feed_nor_sitemap(site: Path) -> None:
    assert (site / "llms.txt").is_file()
    assert not list(site.glob("*.xml"))
    assert "canonical" not in (site / "index.html").read_text("utf-8")


def test_the_feed_has_the_lectures_with_a_date(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = ElementTree.parse(published / "feed.xml").getroot()
    assert [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")] == [f"{BASE}lectures/01/guide.html"]
    assert feed.findtext(f"{ATOM}updated") == "2026-04-14T00:00:00Z"
    assert SCRIPT in (feed.findtext(f"{ATOM}entry/{ATOM}title") or "")


def test_the_date_of_a_reproducible_build_is_that_of_lectures_without_one(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    render_site(replace(course, base_url=BASE), tmp_path)
    feed = ElementTree.parse(tmp_path / "feed.xml").getroot()
    dates = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert dates == ["2026-04-14T00:00:00Z", "2023-11-14T22:13:20Z"]


def test_the_sitemap_has_every_page(published: Path) -> None:
    text = (published / "sitemap.xml").read_text("utf-8")
    listed = re.findall("<loc>(.*?)</loc>", text)
    assert listed == sorted(BASE + path.relative_to(published).as_posix() for path in published.rglob("*.html"))


def test_search_engines_find_the_recording_and_its_sections(published: Path) -> None:
    html = (published / "lectures/01/guide.html").read_text("utf-8")
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    data = json.loads(script)
    assert data["@type"] == "LearningResource"
    assert data["video"]["url"] == VIDEO
    assert [(clip["startOffset"], clip["endOffset"]) for clip in data["video"]["hasPart"]] == [(10, 110), (110, 209)]
    assert data["video"]["hasPart"][0]["name"] == f"Trees {SCRIPT}"
    assert f'<link rel="canonical" href="{BASE}lectures/01/guide.html">' in html


def test_a_lecture_without_a_recording_has_no_video(published: Path) -> None:
    assert "VideoObject" not in (published / "lectures/02--0123456789/guide.html").read_text("utf-8")
