from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturebook.render.notes import shift_headings, to_prose
from render.pages import read_html

CLEAN = {
    "script": ("a\n\n<script>alert(1)</script>\n\nb", "<p>a</p>\n\n\n<p>b</p>"),
    "event": ("<b onclick=alert(1)>x</b>", "<p><b>x</b></p>"),
    "javascript link": ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
    "hidden javascript": ("[x](java&#9;script:alert(1))", "<p><a>x</a></p>"),
    "data link": ("<a href='data:text/html,x'>x</a>", "<p><a>x</a></p>"),
    "link": ("[x](https://e.org)", '<p><a href="https://e.org" rel="noopener">x</a></p>'),
    "mail": ("[x](mailto:a@e.org)", '<p><a href="mailto:a@e.org" rel="noopener">x</a></p>'),
    "own link": ("[x](../index.html#a)", '<p><a href="../index.html#a" rel="noopener">x</a></p>'),
    "style": ("<p style='position:fixed'>x</p>", "<p>x</p>"),
    "style element": ("<style>p{}</style>x", "\n<p>x</p>"),
    "frame": ("<iframe src=https://e.org></iframe>x", "\n<p>x</p>"),
    "form": ("<form action=https://e.org><input></form>x", "\n<p>x</p>"),
    "id": ("<p id=main class=x>x</p>", "<p>x</p>"),
    "image from elsewhere": ("![a](https://e.org/a.png)", "<p>a</p>"),
    "image by protocol": ("![a](//e.org/a.png)", "<p>a</p>"),
    "image by backslash": ("<img src='\\\\e.org/a.png' alt=a>", "<p>a</p>"),
    "image in data": ("![a](data:image/svg+xml,x)", "<p>a</p>"),
    "own image": ("![a](img/a.png)", '<p><img alt="a" src="img/a.png"></p>'),
    "svg": ("<svg onload=alert(1)><a href=x>y</a></svg>", "<p></p>"),
    "heading": ("# A\n\n###### B", "<h3>A</h3>\n<h6>B</h6>"),
    "heading in a title": ('<b title="<h1>">x</b>', '<p><b title="&lt;h1&gt;">x</b></p>'),
    "code": ("```html\n<h1>\n```", "<pre><code>&lt;h1&gt;\n</code></pre>"),
    "comment": ("a <!-- x --> b", "<p>a  b</p>"),
}


@pytest.mark.parametrize(("text", "html"), CLEAN.values(), ids=CLEAN)
def test_notes_are_made_safe(text: str, html: str) -> None:
    assert to_prose(text, shift=2).html == html


@given(st.text(alphabet="<>/ab\"'=!-scriptonclick: \n#`[](){}&;", max_size=80))
def test_no_note_runs(text: str) -> None:
    page = read_html(to_prose(text, shift=2).html)
    assert not {"script", "style", "iframe", "object", "h1", "h2"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in {"style", "id"}]


def test_tables_are_aligned_without_styles() -> None:
    html = to_prose("| a | b |\n|--|--:|\n| 1 | 2 |", shift=1).html
    assert '<td align="right">2</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("text", "shifted"),
    [
        ("# A\n\n## B", "### A\n\n#### B"),
        ("###### A", "###### A"),
        ("A\n===\n\nB\n---", "### A\n\n#### B"),
        ("a\n\n---\n\nb", "a\n\n---\n\nb"),
        ("| a |\n|---|", "| a |\n|---|"),
        ("#tag and C#", "#tag and C#"),
        ("```\n# code\n```\n# A", "```\n# code\n```\n### A"),
        ("~~~~\n# code\n~~~\n", "~~~~\n# code\n~~~\n\n~~~~"),
        ("a <!-- b", "a <!-- b\n-->"),
        ("<script>\n\na", "<script>\n\na\n</script>"),
        ("<?a\n\nb", "<?a\n\nb\n?>"),
        ("<!DOCTYPE x", "<!DOCTYPE x\n-->"),
        ("<![CDATA[ x", "<![CDATA[ x\n]]>"),
    ],
)
def test_headings_of_notes_are_below_those_of_the_page(text: str, shifted: str) -> None:
    assert shift_headings(text, 2) == shifted


def test_words_of_headings_are_known() -> None:
    assert to_prose("# A *b* `c`\n\ntext\n\nD\n---", shift=2).headings == ("A b c", "D")
    assert to_prose("<pre>\n\n# A", shift=2).headings == ()


def test_notes_do_not_end_where_they_say() -> None:
    for end in ("<!-- end -->", "<!-- en<!-- end -->d -->"):
        assert "<!-- end -->" not in to_prose(f"a\n\n{end}\n\n[0:05](https://e.org) said", shift=2).markdown


@pytest.mark.parametrize("text", ["", "  \n\n", ">" * 3000 + " x"])
def test_no_text_or_absurd_text_does_no_harm(text: str) -> None:
    assert bool(to_prose(text, shift=2).html) == bool(text.strip())
