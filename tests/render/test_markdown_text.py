from __future__ import annotations

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lecturebook.render.markdown_text import clean_text, escape_markdown, escape_target, heading_slug
from render.pages import read_html

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
EXTENSIONS = [
    "tables",
    "fenced_code",
    "footnotes",
    "attr_list",
    "def_list",
    "abbr",
    "admonition",
    "sane_lists",
    "toc",
]

# speech as it is, which must stay readable in the source
PLAIN = [
    "It's a B-tree, isn't it? Yes: 3 + 4 = 7; 50% of R&D.",
    "at 10:30, page 3. Then (maybe) snake_case and C# is fine!",
    'She said "no" - and/or left…',
    "待ち行列は大切です。",
]
# what would act, and what stands for it
ACTS = [
    ("a < b > c", "a &#60; b &#62; c"),
    ("*a* _b_ `c`", "&#42;a&#42; &#95;b&#95; &#96;c&#96;"),
    ("[x](y)", "&#91;x&#93;(y)"),
    ("# a", "&#35; a"),
    ("a #", "a &#35;"),
    ("#tag", "&#35;tag"),
    ("- a", "&#45; a"),
    ("-5 degrees", "&#45;5 degrees"),
    ("1. a", "1&#46; a"),
    ("1986) a", "1986&#41; a"),
    ("=", "&#61;"),
    ("a == b", "a &#61;&#61; b"),
    ("| a", "&#124; a"),
    ("@name", "&#64;name"),
    ("http://a.b", "http&#58;//a.b"),
    ("mailto:a", "mailto&#58;a"),
    (":smile:", "&#58;smile:"),
    (":100:", "&#58;100:"),
    ("www.a.b", "www&#46;a.b"),
    ("$x$", "&#36;x&#36;"),
    ("~~a~~", "&#126;&#126;a&#126;&#126;"),
    ("a^1", "a&#94;1"),
    ("&lt; &#60; &amp", "&#38;lt; &#38;&#35;60; &amp"),
    ("{{7*7}}", "&#123;&#123;7&#42;7}}"),
    ("%%a%%", "&#37;&#37;a&#37;&#37;"),
    ("\\*", "&#92;&#42;"),
    ("!!! note", "&#33;!! note"),
    (": a", "&#58; a"),
    (" a\n\n\t b ", "a b"),
    ("a\x00\ud800", "a\ufffd\ufffd"),
]
# texts made of what could act, so that it often would
HOSTILE = st.text(alphabet="\\`*_[]()<>~^|$@{}&;=%#:!+-.1)wa \n\"'/x\u200b\u202e", max_size=40)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_speech_stays_as_it_is(text: str) -> None:
    assert escape_markdown(text) == text


@pytest.mark.parametrize(("text", "escaped"), ACTS)
def test_what_would_act_is_escaped(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


@given(st.one_of(st.text(max_size=60), HOSTILE))
@example("1.\n2.")
@example("C# #")
@example("a\n===")
@example("[^1]: x")
@example("*[a]: b")
def test_markdown_shows_exactly_the_text(text: str) -> None:
    escaped = escape_markdown(text)
    for html in (
        markdown.markdown(escaped),
        markdown.markdown(escaped, extensions=EXTENSIONS),
        COMMONMARK.render(escaped),
    ):
        page = read_html(html)
        assert set(page.tags) <= {"p"}
        assert page.text == clean_text(text)


@given(st.one_of(st.text(max_size=60), HOSTILE))
def test_the_text_stays_where_it_is_put(text: str) -> None:
    escaped = escape_markdown(text)
    places = {
        f"# x {escaped}\n\nend": ["h1", "p"],
        f"- {escaped}\n- y": ["ul", "li", "li"],
        f"> {escaped}": ["blockquote", "p"],
        f"[x {escaped} y](z)": ["p", "a"],
        f"[1:35](z) {escaped}": ["p", "a"],
    }
    for source, tags in places.items():
        page = read_html(COMMONMARK.render(source))
        assert [tag for tag in page.tags if clean_text(text) or tag not in {"p"}] == (
            tags if clean_text(text) else [tag for tag in tags if tag != "p"]
        )
        assert clean_text(text) in page.text


@given(HOSTILE)
def test_a_target_stays_within_its_brackets(url: str) -> None:
    page = read_html(COMMONMARK.render(f"[x](a/{escape_target(url)}) y"))
    assert page.tags == ["p", "a"]
    assert page.text == "x y"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("B-tree_2 (part 1)", "b-tree_2-part-1"),
        ("a  b – c", "a-b--c"),
        ("Überladen 待ち行列", "überladen-待ち行列"),
        ("🚀 launch", "-launch"),
        ("#", ""),
    ],
)
def test_heading_slugs_are_those_of_github(text: str, slug: str) -> None:
    assert heading_slug(text) == slug
