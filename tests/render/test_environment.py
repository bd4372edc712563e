from __future__ import annotations

import re
from pathlib import Path

import pytest

from lecturebook.errors import SettingsError
from lecturebook.model import Course
from lecturebook.render import render_site
from lecturebook.render.environment import Templates


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def test_one_template_is_replaced_and_the_others_stay(course: Course, tmp_path: Path) -> None:
    templates = write(tmp_path, "concepts.html", "mine: {{ page.count }} & {{ page.frame.course }}")
    render_site(course, tmp_path / "site", templates=templates)
    mine = (tmp_path / "site/concepts/index.html").read_text("utf-8")
    assert mine.startswith("mine: 3 & Databases &lt;script&gt;")
    assert "<h1" in (tmp_path / "site/index.html").read_text("utf-8")


def test_the_style_sheet_is_replaced_and_not_read_as_a_template(course: Course, tmp_path: Path) -> None:
    templates = write(tmp_path, "style.css", "a { content: '{{ 7*7 }}' }\r\n")
    render_site(course, tmp_path / "site", templates=templates)
    assert (tmp_path / "site/assets/style.css").read_bytes() == b"a { content: '{{ 7*7 }}' }\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("course.html", "a\nb {% if %}", "course.html, line 2: Expected an expression"),
        (
            "course.html",
            "a\n\n{{ page.titel }}",
            "course.html, line 3: 'lecturebook.render.course_views.CoursePage object' has",
        ),
        ("course.md", "a\n{{ titel }}", "course.md, line 2: 'titel' is undefined"),
        (
            "macros.html",
            "\n{% macro lang(x) %}{{ y }}{% endmacro %}",
            "macros.html, line 2: 'y' is undefined",
        ),
        ("course.html", "{% extends 'basis.html' %}", "course.html, line 1: there is no template basis.html"),
        ("course.html", "\n{{ page.title + 1 }}", "course.html, line 2: can only concatenate str"),
    ],
)
def test_a_bad_template_is_named_with_its_line(course: Course, tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        render_site(course, tmp_path / "site", templates=write(tmp_path, name, text))
    assert str(caught.value).startswith(said)


def test_a_template_that_changes_while_the_site_is_made_is_told(tmp_path: Path) -> None:
    templates = Templates(write(tmp_path, "course.html", "{{ page }}"))
    assert templates.render("course", "html", "a") == "a"
    write(tmp_path, "course.html", "{{ page.new }}")
    with pytest.raises(SettingsError, match=r"course.html, line 1: changed while the site was made \('str object' has"):
        templates.render("course", "html", "a")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        Templates(tmp_path / "nowhere")


# every page by its template: where it lies, and the blocks that it has besides those of base.html
BASE = "kind metadata styles scripts top here links content bottom colophon dialogs"
BLOCKS = {
    "lecture": (
        "lectures/*/guide.html",
        "head making abstract contents notes section concepts questions references turn",
    ),
    "worksheet": ("lectures/*/worksheet.html", "head questions answers"),
    "course": ("index.html", "head introduction lectures beside failures"),
    "concept": ("concepts/*-*.html", "head definitions beside mentions"),
    "concepts": ("concepts/index.html", "head letters"),
    "glossary": ("glossary.html", "head entries"),
    "map": ("map.html", "head overview groups table"),
    "study": ("study.html", "head lectures beside"),
}


def test_each_block_of_each_page_can_be_changed(course: Course, site: Path, tmp_path: Path) -> None:
    """A template of the user's puts a mark before every block of ours; without the marks the pages are ours."""
    for name, (_, own) in BLOCKS.items():
        blocks = [*BASE.split(), *own.split()]
        filled = "".join(f"{{% block {block} %}}⟦{block}⟧{{{{ super() }}}}{{% endblock %}}\n" for block in blocks)
        write(tmp_path, f"{name}.html", f'{{% extends "lecturebook/{name}.html" %}}\n{filled}')
    render_site(course, tmp_path / "site", templates=tmp_path)
    for pattern, own in BLOCKS.values():
        pages = {
            path.relative_to(tmp_path / "site"): path.read_text("utf-8") for path in tmp_path.glob(f"site/{pattern}")
        }
        assert pages
        assert {mark for page in pages.values() for mark in re.findall("⟦(\\w+)⟧", page)} == {
            *BASE.split(),
            *own.split(),
        }
        for path, page in pages.items():
            assert re.sub("⟦\\w+⟧", "", page) == (site / path).read_text("utf-8")


def test_a_template_may_change_one_block_of_ours(course: Course, tmp_path: Path) -> None:
    text = '{% extends "lecturebook/lecture.html" %}\n{% block making %}<p>Ours.</p>{% endblock %}\n'
    render_site(course, tmp_path / "site", templates=write(tmp_path, "lecture.html", text))
    html = (tmp_path / "site/lectures/01/guide.html").read_text("utf-8")
    assert "<p>Ours.</p>" in html
    assert "How this guide was made" not in html
    assert "Review questions" in html
