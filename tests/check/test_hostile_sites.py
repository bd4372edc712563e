"""Whatever stands in a transcript, its honest site is proven: a false alarm would keep a course from its students."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from check.test_broken_sites import build
from lecturebook.check import check_site

NASTY = [
    *(
        "12:30",
        "[12:30](x)",
        "≈",
        "≈ [0:05](y) so",
        "**b**",
        "*e*",
        "_u_",
        "__u__",
        "`c`",
        "```",
        "~~s~~",
        "<b>",
        "</p>",
    ),
    *("<script>alert(1)</script>", "<!--", "-->", "&amp;", "&#60;", "\\", "|", "#", "# h", "- x", "1.", "1)", "> q"),
    *("![i](j)", "<a", 'class="said"', "{{", "}}", "{%", "$x$", "http://a.b/c", "www.a.b", "@me", ":smile:", "==h=="),
    *(
        "\u202eabc",
        "\u200b",
        "\ufeff",
        "e\u0301",
        "\u0130stanbul",
        "ışık",
        "ß",
        "ﬁ",
        "ŉ",
        "😀",
        "שלום",
        "مرحبا",
        "你好",
        "…",
    ),
    *("\ufffe", "\uffff", "\U000e0001"),
    *("...", "?!", "“so”", "C++", "C#", "'s", "--", "—", "\x07", "\x85", "\ud800", "[Music]", "(laughter)", "♪", ">>"),
]
TITLES = ["12:30", "# a", "<b>x</b>", "[a](b)", "a\nb", "lectures/x/guide.html", "", "..", "Ünï — 你好"]


def clock(second: float) -> str:
    millis = round(1000 * second)
    return f"{millis // 3600000:02}:{millis // 60000 % 60:02}:{millis // 1000 % 60:02},{millis % 1000:03}"


def write(folder: Path, cues: list[list[str]], title: str) -> None:
    """A course of one SRT with these words, a cue every four seconds."""
    folder.mkdir()
    blocks = (
        f"{n + 1}\n{clock(4 * n)} --> {clock(4 * n + 3.5)}\n{' '.join(' '.join(words).split())}\n"
        for n, words in enumerate(cues)
    )
    (folder / "nasty.srt").write_bytes("\n".join(blocks).encode("utf-8", "surrogatepass"))
    told = json.dumps(title, ensure_ascii=True)
    (folder / "course.toml").write_text(f"title = {told}\n[lectures.nasty]\ntitle = {told}\n", "utf-8")


def proven(folder: Path) -> list[str]:
    build(folder)
    return [str(finding) for finding in check_site(folder / "site", [folder / "in"]).findings]


@pytest.mark.parametrize("title", TITLES)
def test_nasty_words_and_titles_are_proven(title: str, tmp_path: Path) -> None:
    plain = "the tree is a graph that has no cycles and we call it a tree".split()
    cues = [[*plain, NASTY[n % len(NASTY)], "said", NASTY[(7 * n + 3) % len(NASTY)]] for n in range(120)]
    write(tmp_path / "in", cues, title)
    assert proven(tmp_path) == []


WORDS = st.sampled_from(NASTY) | st.text(max_size=6) | st.sampled_from("the tree is a graph so we call it".split())


@settings(max_examples=15)
@given(cues=st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=3, max_size=30), title=st.sampled_from(TITLES))
def test_any_words_are_proven(cues: list[list[str]], title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    write(folder / "in", [["we", "begin"], *cues], title)
    assert proven(folder) == []
