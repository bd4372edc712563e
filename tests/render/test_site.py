from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from lecturebook.errors import OutputError
from lecturebook.model import Course
from lecturebook.render import render_site
from lecturebook.render.markdown_text import clean_text
from render.conftest import IMAGE, SCRIPT, SENTENCES
from render.pages import Page, read_site

FILES = [
    "assets/course.css",
    "assets/icon.svg",
    "assets/lecture.css",
    "assets/map.js",
    "assets/page.js",
    "assets/plan.js",
    "assets/player.js",
    "assets/print.css",
    "assets/progress.js",
    "assets/schedule.js",
    "assets/search.js",
    "assets/session.js",
    "assets/study.js",
    "assets/style.css",
    "assets/theme.js",
    "assets/tools.css",
    "concepts/b-tree.html",
    "concepts/b-tree.md",
    "concepts/escape--efbf103bce.html",
    "concepts/escape--efbf103bce.md",
    "concepts/index--concept.html",
    "concepts/index--concept.md",
    "concepts/index.html",
    "concepts/index.md",
    "glossary.html",
    "glossary.md",
    "index.html",
    "index.md",
    "lectures/01/cards.js",
    "lectures/01/guide.html",
    "lectures/01/guide.md",
    "lectures/01/worksheet.html",
    "lectures/01/worksheet.md",
    "lectures/02--0123456789/cards.js",
    "lectures/02--0123456789/guide.html",
    "lectures/02--0123456789/guide.md",
    "lectures/02--0123456789/worksheet.html",
    "lectures/02--0123456789/worksheet.md",
    "llms.txt",
    "map.html",
    "map.md",
    "study.html",
    "study.md",
]
ALLOWED_TAGS = set(
    re.findall(
        r"\w+",
        """
        html head meta title link body header nav main footer article section div p h1 h2 h3 h4 a span b i em
        strong small figure figcaption blockquote details summary dl dt dd ul ol li svg rect img pre code hr
        script button select option kbd dialog form input label circle path text line defs marker table thead tbody tr
        th td progress
        """,
    )
)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return read_site(site)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def pages_of(folder: Path) -> list[str]:
    """All files but the search index, whose many small scripts have tests of their own."""
    return [name for name in bytes_of(folder) if not name.startswith("assets/search/")]


def test_files_have_the_names_they_should_have(site: Path) -> None:
    assert pages_of(site) == FILES


def test_same_course_same_bytes(site: Path, course: Course, tmp_path: Path) -> None:
    render_site(course, tmp_path)
    render_site(course, tmp_path)
    assert bytes_of(tmp_path) == bytes_of(site)
    assert not [name for name, content in bytes_of(site).items() if b"\r" in content or not content.endswith(b"\n")]


def test_no_text_becomes_markup_in_html(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        if path.suffix != ".html":
            continue
        assert set(page.tags) <= ALLOWED_TAGS
        names = {name for name, _ in page.attributes}
        assert not {name for name in names if name.startswith("on") or name == "style"}
        assert page.tags.count("h1") == 1
        assert len(page.all("id")) == len(set(page.all("id")))


def test_no_text_becomes_markup_in_markdown(pages: dict[Path, Page], site: Path) -> None:
    """But what staff wrote, which stands there as written."""
    for path, page in pages.items():
        if path.suffix != ".md" or path in {site / "index.md", site / "lectures/02--0123456789/guide.md"}:
            continue
        assert set(page.tags) <= ALLOWED_TAGS - {"img"}
        assert page.tags.count("h1") == 1


def test_links_lead_somewhere(pages: dict[Path, Page], site: Path) -> None:
    ids = {path: set(page.all("id")) for path, page in pages.items()}
    for path, page in pages.items():
        for href in page.all("href"):
            parts = urlsplit(href)
            if parts.scheme:
                assert parts.scheme == "https" or path == site / "index.md", href
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, href)
            if parts.fragment:
                assert unquote(parts.fragment) in ids[target], (path, href)


def test_html_runs_our_scripts_alone_and_loads_nothing_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        assert "default-src &#39;none&#39;; script-src &#39;self&#39;; style-src &#39;self&#39;" in html
        assert not re.search(r"<script(?! type=\"application/ld\+json\")(?![^>]* src=\"[./]*assets/)", html)
        assert not re.search(r'href="\s*javascript:', html)
        assert not re.search(r'\bsrc="(?:https?:)?//', html)


@pytest.mark.parametrize("form", ["html", "md"])
def test_every_word_and_title_is_there(pages: dict[Path, Page], site: Path, course: Course, form: str) -> None:
    for guide in course.guides:
        text = pages[site / f"lectures/{guide.lecture.slug}/guide.{form}"].text
        shown = [clean_text(passage.text) for passage in (*guide.abstract, *guide.sections[0].summary)]
        shown += [clean_text(section.title) for section in guide.sections]
        shown += [clean_text(question.prompt) for question in guide.questions]
        shown += [clean_text(concept.name) for concept in guide.concepts] + [clean_text(guide.lecture.title)]
        assert [words for words in shown if words not in text] == []
        spoken = re.sub(r"\[(?:Applause|--><img src=x onerror=alert\(1\)>)\] | \d+:\d\d(?= )", "", text)
        assert [words for words in SENTENCES if clean_text(words) not in re.sub(r" \d+:\d\d(?= )", "", spoken)] == []


@pytest.mark.parametrize("form", ["html", "md"])
def test_every_mention_of_the_course_is_there(pages: dict[Path, Page], site: Path, form: str) -> None:
    text = pages[site / f"concepts/b-tree.{form}"].text
    assert text.count(f"{SCRIPT} B-tree ]") == 60
    assert text.count("18 more mentions") == 2


def test_both_formats_say_the_same_seconds(pages: dict[Path, Page], site: Path) -> None:
    for path in site.rglob("guide.html"):
        html, plain = (
            {href for href in pages[path.with_suffix(end)].all("href") if "t=" in href} for end in (".html", ".md")
        )
        assert html == plain


def test_times_without_a_recording_lead_to_the_transcript(pages: dict[Path, Page], site: Path) -> None:
    page = pages[site / "lectures/02--0123456789/guide.html"]
    assert "#t-1086" in page.all("href")
    assert "../lectures/02--0123456789/guide.html#t-1086" in pages[site / "concepts/b-tree.html"].all("href")


def test_guessed_times_of_quotes_are_marked(site: Path) -> None:
    real = (site / "lectures/01/guide.html").read_text("utf-8")
    guessed = (site / "lectures/02--0123456789/guide.html").read_text("utf-8")
    assert "approximate" not in real
    assert 'class="time approximate"' in guessed
    assert "≈ [" in (site / "lectures/02--0123456789/guide.md").read_text("utf-8")


def test_what_was_not_done_is_not_folded(site: Path) -> None:
    html = (site / "lectures/01/guide.html").read_text("utf-8")
    assert html.index("Not done for this guide") < html.index("<details")


def test_failures_are_listed(pages: dict[Path, Page], site: Path) -> None:
    for end in ("html", "md"):
        assert f"{IMAGE}.vtt" in pages[site / f"index.{end}"].text


def test_front_matter_is_json_strings(site: Path) -> None:
    head = (site / "lectures/02--0123456789/guide.md").read_text("utf-8").split("---\n")[1]
    assert f'lecture: "{IMAGE}"\n' in head
    assert len(head.splitlines()) == 3


def test_markdown_has_no_runs_of_empty_lines(site: Path) -> None:
    for path in site.rglob("*.md"):
        assert "\n\n\n" not in path.read_text("utf-8"), path


def test_an_empty_course_has_pages(tmp_path: Path) -> None:
    render_site(Course("", "", "", "", (), ()), tmp_path)
    assert pages_of(tmp_path) == [name for name in FILES if not re.match("lectures/|concepts/[^/]*-", name)]
    assert "No lecture could be read." in (tmp_path / "index.md").read_text("utf-8")


def test_a_guide_with_nothing_but_words_loses_none(course: Course, tmp_path: Path) -> None:
    bare = replace(course.guides[0], covered=(), events=(), abstract=(), sections=(), concepts=(), questions=())
    render_site(replace(course, guides=(bare,), concepts=(), notes={}), tmp_path)
    text = read_site(tmp_path)[tmp_path / "lectures/01/guide.html"].text
    assert all(clean_text(sentence) in text for sentence in SENTENCES[:3])


def test_a_title_of_signs_alone_can_be_linked_to(course: Course, tmp_path: Path) -> None:
    first, *others = course.guides[1].sections
    guide = replace(course.guides[1], sections=(replace(first, title="[…]"), *others))
    render_site(replace(course, guides=(guide,), concepts=(), notes={}), tmp_path)
    text = (tmp_path / "lectures/02--0123456789/guide.md").read_text("utf-8")
    assert "(#-1806)" in text
    assert "&#91;…&#93; (18:06)" in text


def test_two_pages_never_share_a_name(course: Course, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="two pages"):
        render_site(replace(course, concepts=course.concepts[:1] * 2), tmp_path)


def test_a_folder_that_cannot_be_written_is_named(course: Course, tmp_path: Path) -> None:
    (tmp_path / "assets").write_text("a file")
    with pytest.raises(OutputError, match="assets"):
        render_site(course, tmp_path)
