from __future__ import annotations

import pytest

from lecturebook.model import Passage
from lecturebook.segment.phrases import find_phrases


def phrases(*texts: str, language: str = "en") -> set[str]:
    """The phrases of one section, each text a sentence."""
    sentences, first = [], 0
    for text in texts:
        last = first + len(text.split())
        sentences.append(Passage(first, last, first, last, text))
        first = last
    (found,) = find_phrases(sentences, [(0, len(sentences))], language)
    return {phrase.surface for phrase in found}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The proof of stake is here.", {"proof of stake", "proof", "stake"}),
        ("An elliptic curve.", {"elliptic curve", "curve"}),  # "elliptic" goes on
        ("The disk, pages of it.", {"disk"}),  # no phrase reaches over a comma
        ("A tool for creating trees.", {"tool", "tool for creating trees", "creating trees", "trees"}),
        ("An aggregate non interactive signature", {"aggregate non interactive signature", "signature"}),
    ],
)
def test_phrases_of_a_sentence(said: str, found: set[str]) -> None:
    assert found <= phrases(said)
    for wrong in ("elliptic", "tool for creating", "disk pages", "aggregate non"):
        assert wrong not in phrases(said)


def test_what_follows_pronouns_is_a_verb() -> None:
    made = phrases("We evict the dirty page.", "They evict a clean page.", "The buffer evicts pages.")
    assert not {"evict", "evicts", "buffer evicts"} & made
    assert {"buffer", "dirty page"} <= made


def test_the_commonest_form_stands_for_all() -> None:
    made = phrases("A tree.", "The trees.", "These trees.")
    assert "trees" in made
    assert "tree" not in made


def test_counts_and_positions() -> None:
    (found,) = find_phrases([Passage(0, 6, 0, 1, "Then heap file, a heap file.")], [(0, 1)], "en")
    heap = next(phrase for phrase in found if phrase.surface == "heap file")
    assert (heap.count, heap.position, heap.size) == (2, 1, 2)
    assert heap.stems == {"heap", "file"}
