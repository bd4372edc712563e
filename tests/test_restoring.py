"""What the benchmark of cleaning does to texts and captions, and that it counts what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from lecturebook.clean.punctuate import Tags
from restoring import (
    Restored,
    TimedTagger,
    captions,
    captions_figures,
    fixed_ends,
    read_texts,
    restored,
)
from restoring import (
    test_documents as documents_of_test,
)
from training.labels import part, words_of

TEXT = "So what is a heap? It is a pile of pages, in no order. Paris has none. We go on."


class Oracle:
    """Knows `TEXT` by heart."""

    sentence_end = 0.5

    def tag(self, words: Sequence[str]) -> Tags:
        truth = {word.text: word for word in words_of(TEXT)}
        marks, cased = np.zeros((len(words), 4), np.float32), np.zeros((len(words), 3), np.float32)
        for n, word in enumerate(words):
            marks[n, max(0, truth[word].punctuation)] = cased[n, max(0, truth[word].casing)] = 1
        return Tags(marks, cased, np.zeros(len(words), np.float32))


def test_what_is_restored_whole_scores_100() -> None:
    found = restored([words_of(TEXT)], Oracle())
    assert {name: value.f1 for name, value in found.punctuation().items()} == pytest.approx(
        {"comma": 100, "period": 100, "question": 100, "all": 100}
    )
    assert found.sentence_ends().f1 == found.casing().f1 == pytest.approx(100)


def test_a_missed_end_and_a_missed_capital_count() -> None:
    labels = np.array([word[1:] for word in words_of("We saw Paris. It rained.")])
    marks, ends = np.array([0, 0, 0, 0, 2]), np.array([False] * 4 + [True])
    found = Restored(marks, np.array([1, 0, 0, 0, 0]), ends, labels)
    assert (found.sentence_ends().precision, found.sentence_ends().recall) == (100, 50)
    # of the capitals of We, Paris and It the first was found
    assert (found.casing().precision, found.casing().recall) == (100, pytest.approx(100 / 3))


def test_fixed_length_knows_the_mean_sentence() -> None:
    assert fixed_ends([words_of("One two. One two. One two.")]).f1 == pytest.approx(100)
    assert fixed_ends([words_of("One. One two three four five.")]).f1 == pytest.approx(50)


def test_only_documents_of_the_test_part_are_read(tmp_path: Path) -> None:
    names = [f"d{n}" for n in range(200)]
    (tmp_path / "a.txt").write_text("".join(f"### {name}\nIt is {name}.\n" for name in names), encoding="utf-8")
    unseen = [name for name in names if part(name) == "test"]
    assert [text[-1].text for text in documents_of_test(tmp_path / "a.txt", 10**6)] == unseen
    assert sum(map(len, documents_of_test(tmp_path / "a.txt", 7))) == 7
    assert len(read_texts([tmp_path / "a.txt"], 10**6)) == 200


def test_captions_lose_their_stops_and_keep_where_they_were(tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    file.write_text(
        "1\n00:00:00,000 --> 00:00:02,000\n(air whooshing)\n\n"
        "2\n00:00:02,000 --> 00:00:04,000\n- So what is\na Heap?\n\n"
        "3\n00:00:05,000 --> 00:00:07,000\nIt's a pile... of pages, e.g. yours. Good -\n\n",
        encoding="utf-8",
    )
    (lecture,) = captions(file)
    assert [cue.text for cue in lecture.cues] == ["so what is a heap", "it's a pile of pages e.g yours good"]
    assert [word for word, end in zip(lecture.words, lecture.ends, strict=True) if end] == [
        "heap", "pile", "yours", "good",
    ]  # fmt: skip


def test_figures_of_captions_stand_beside_baselines() -> None:
    lecture = _lecture()
    figures = {figure.name: figure.value for figure in captions_figures("caption", [lecture], Oracle(), 100)}
    assert figures["caption_boundary_f1"] == pytest.approx(100)
    assert figures.keys() >= {"caption_boundary_f1_pause", "caption_boundary_f1_tagger", "caption_boundary_f1_fixed"}


def _lecture() -> object:
    from lecturebook.model import Cue
    from restoring import Captions

    words = words_of(TEXT)
    cues = tuple(Cue(n, n + 1, word.text) for n, word in enumerate(words))
    return Captions(cues, np.array([word.punctuation >= 2 for word in words]))


def test_a_tagger_is_asked_once_of_the_same_words() -> None:
    tagger = TimedTagger(Oracle())
    words = [word.text for word in words_of(TEXT)]
    assert tagger.tag(words) is tagger.tag(words)
    assert tagger.words == len(words)
    assert tagger.speed().name == "words_per_cpu_second"
