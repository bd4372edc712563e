"""The lectures this project was asked for, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from lecturebook.model import Repair
from lecturebook.read import read_file

BERT = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
MAD_MAX = "Mad Max: Affine Spline Insights into Deep Learning"

# file -> id, title, rows, first and last second of each lecture
PAGES = {
    "000_8644b3362c87d0f6.txt": [
        ("-9evrZnBorM", BERT, 41, 1086, 2384),
        ("a0f07M2uj_A", "Backpropagation and the brain", 59, 0, 1894),
    ],
    "003_29ed8d1d8811962c.txt": [
        ("arbbhHyRP90", "", 14, 83, 445),
        ("7Q2JhZxNPow", MAD_MAX, 86, 0, 2475),
    ],
}


@pytest.mark.parametrize("file", PAGES)
def test_viewer_pages(shared: Path, file: str) -> None:
    lectures = read_file(shared / "lectures" / "seeds" / file)
    found = [(one.id, one.title, len(one.cues), one.cues[0].start, one.cues[-1].end) for one in lectures]
    assert found == PAGES[file]
    assert not any(one.repairs for one in lectures)
    assert all(one.url == f"https://www.youtube.com/watch?v={one.id}" for one in lectures)


def test_the_srt_whose_last_cue_ends_before_it_starts(shared: Path) -> None:
    (lecture,) = read_file(shared / "lectures" / "seeds" / "001_fa7ad8510b284483.txt")
    assert (lecture.source.format, len(lecture.cues)) == ("srt", 2381)
    assert lecture.cues[0].text == "so I hope you enjoyed last week's"
    assert lecture.cues[-1].text == "[Applause]"
    assert (lecture.cues[-1].start, lecture.cues[-1].end) == (6267.87, 6268.87)
    assert lecture.repairs == (Repair(9522, "reversed"),)


def test_a_whole_course(shared: Path) -> None:
    files = sorted((shared / "lectures" / "hf-course").glob("*.srt"))
    assert len(files) == 82
    for file in files:
        (lecture,) = read_file(file)
        arrows = file.read_text(encoding="utf-8-sig").count("-->")
        assert lecture.id == file.stem
        assert len(lecture.cues) + sum(repair.dropped for repair in lecture.repairs) == arrows


def test_special_tokens_are_no_markup(shared: Path) -> None:
    (lecture,) = read_file(shared / "lectures" / "hf-course" / "16_the-tokenization-pipeline.srt")
    assert "<s> and </s>." in [cue.text for cue in lecture.cues]
