from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from lecturebook.language import bare, detect_language, primary_language, stem

TEXTS = [
    ("so what we have here is that the tree is not balanced and it is for you", "en"),
    ("und das ist nicht die Warteschlange, die wir für die Bäckerei haben", "de"),
    ("et les pages que nous avons dans le tas ne sont pas dans un ordre", "fr"),
    ("eigenvector quicksort mergesort heap page pool", ""),
    ("待ち 行列 は 大切", ""),
    ("", ""),
]

BARE = [
    ("(B-tree),", "b-tree"),
    ("C++", "c++"),
    ("C#.", "c#"),
    ("Don’t", "don't"),
    ("“Heap”", "heap"),
    ("STRASSE", "strasse"),
    ("Straße", "strasse"),
    ("ﬁle", "file"),
    ("_x_", "_x_"),
    ("—", ""),
    ("", ""),
]

STEMS = [
    ("trees", "en", "tree"),
    ("indexes", "en", "index"),
    # endings that make another thing of a word: who does it, a quality, of a kind, how
    ("decoders", "en", "decoder"),
    ("decoded", "en", "decod"),
    ("operator", "en", "operator"),
    ("operation", "en", "oper"),
    ("objectives", "en", "objective"),
    ("drives", "en", "drive"),
    ("probabilities", "en", "probability"),
    ("probable", "en", "probabl"),
    ("probably", "en", "probably"),
    ("computably", "en", "computably"),
    ("locally", "en", "locally"),
    ("families", "en", "famili"),
    ("family", "en", "famili"),
    ("warteschlangen", "de", "warteschlang"),
    # without letters only, or in a language without a stemmer: as it is
    ("c++", "en", "c++"),
    ("gpt2s", "en", "gpt2s"),
    ("trees", "xx", "trees"),
    ("trees", "", "trees"),
]


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_detect_language(text: str, language: str) -> None:
    assert detect_language(text.split()) == language


@pytest.mark.parametrize(("word", "expected"), BARE)
def test_bare(word: str, expected: str) -> None:
    assert bare(word) == expected


@pytest.mark.parametrize(("word", "language", "expected"), STEMS)
def test_stem(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected


@pytest.mark.parametrize(
    ("tag", "language"), [("en", "en"), ("en-US", "en"), ("EN_us", "en"), (" de-AT ", "de"), ("", "")]
)
def test_primary_language(tag: str, language: str) -> None:
    assert primary_language(tag) == language


def test_many_threads_stem_at_once() -> None:
    words = [
        f"{root}{ending}" for root in ("index", "pag", "walk", "tri", "hash") for ending in ("ing", "ed", "es", "s")
    ]
    words = [f"{word}{n}" for n in "abcdefghij" for word in words]
    alone = [stem(word) for word in words]
    stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert all(found == alone for found in pool.map(lambda _: [stem(word) for word in words], range(64)))
