"""Floors of the benchmarks: how they are read, that their file is whole, and the reduced runs that are held to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from common import Figure
from floors import FILE, below, leave_if_below

SECTIONS = {"some": {"slack": "none", "at_least": {"f1": 70.0, "recall": 0.3}, "at_most": {"false": 1.0}}}

# figures -> the names of those that break a floor
FIGURES = [
    ({"f1": 70.0, "recall": 0.3, "false": 1.0}, []),
    ({"f1": 69.9, "recall": 0.5, "false": 0.0}, ["f1"]),
    ({"f1": 99.0, "recall": 0.31, "false": 1.1, "else": 0.0}, ["false"]),
    ({"f1": 99.0, "false": 0.0}, ["recall"]),
    ({}, ["f1", "recall", "false"]),
]


@pytest.mark.parametrize(("seen", "broken"), FIGURES)
def test_what_is_below_its_floor_is_named(seen: dict[str, float], broken: list[str], tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    file.write_text(json.dumps(SECTIONS), encoding="utf-8")
    figures = [Figure(name, name, value) for name, value in seen.items()]
    assert [line.split(":")[0] for line in below("some", figures, file)] == broken
    with pytest.raises(KeyError):
        below("another", figures, file)


def test_a_benchmark_below_a_floor_leaves_with_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    leave_if_below(None, [])
    with pytest.raises(SystemExit, match="1"):
        leave_if_below("cleaning", [])
    assert "boundary_f1: not measured" in capsys.readouterr().err


def test_the_file_says_of_each_section_how_far_its_floors_are_below_what_was_seen() -> None:
    for name, section in json.loads(FILE.read_text(encoding="utf-8")).items():
        assert section["slack"], name
        assert section.keys() <= {"slack", "at_least", "at_most"}
        assert all(
            isinstance(floor, float | int)
            for kind in ("at_least", "at_most")
            for floor in section.get(kind, {}).values()
        )


@pytest.mark.slow
def test_cleaning_stays_above_its_floors(shared: Path) -> None:
    from cleaning import measure
    from lecturebook.clean.punctuate.tagger import own_tagger
    from restoring import TimedTagger

    if not (shared / "data" / "punctuation").is_dir():
        pytest.skip(f"no data/punctuation in {shared}")
    # one number format, so that figures are the same on each machine but for its last digits
    tagger = TimedTagger(own_tagger(dtype="float32"))
    assert below("cleaning_reduced", measure(shared, tagger, 3000)) == []


@pytest.mark.slow
def test_topics_stay_above_their_floors(shared: Path, tmp_path: Path) -> None:
    from segmentation import measure
    from segmenting.documents import read_documents

    folder = shared / "data" / "segmentation"
    if not folder.is_dir():
        pytest.skip(f"no data/segmentation in {shared}")
    # the four shortest of the lectures that nothing was learnt from
    lectures = [document for document in read_documents(folder) if document.kind == "physasr"]
    shortest = sorted(lectures, key=lambda document: (len(document.cues), document.name))[:4]
    assert below("segmentation_reduced", measure(shortest, tmp_path)) == []


@pytest.mark.slow
def test_concepts_stay_above_their_floors(shared: Path, tmp_path: Path) -> None:
    from concept_documents import load_lectures
    from concept_lists import read_lists
    from concept_scores import measure_lectures
    from kept import KeptEncoder, KeptTagger
    from lecturebook.clean.punctuate import load_tagger
    from lecturebook.embed import load_encoder

    lists = shared / "data" / "concepts" / "seed_concepts.tsv"
    if not lists.is_file():
        pytest.skip(f"no data/concepts/seed_concepts.tsv in {shared}")
    encoder = KeptEncoder.of(load_encoder(dtype="float32"), tmp_path)
    tagger = KeptTagger(load_tagger(dtype="float32"), "own", tmp_path)
    # the two shorter of the lectures with a list
    short = {name: listed for name, listed in read_lists(lists).items() if name != "7Q2JhZxNPow"}
    lectures = list(load_lectures(shared / "lectures" / "seeds", short, encoder, tagger))
    assert below("concepts_reduced", measure_lectures(lectures, encoder)) == []
