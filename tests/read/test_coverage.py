from __future__ import annotations

import pytest

from lecturebook.model import Cue, Source, Transcript
from lecturebook.read.coverage import covered_spans

SOURCE = Source("a.srt", "srt", "0" * 64)

# starts and ends of cues -> covered spans
COVERED = [
    ([(0, 5), (5, 9)], [(0, 9)]),
    ([(1086, 1090), (1091, 1095)], [(1086, 1095)]),
    ([(0, 5), (20, 25)], [(0, 25)]),
    ([(0, 5), (20.1, 25)], [(0, 5), (20.1, 25)]),
    ([(0, 30), (4, 8), (40, 50)], [(0, 50)]),
    ([], []),
]


@pytest.mark.parametrize(("cues", "spans"), COVERED)
def test_covered_spans(cues: list[tuple[float, float]], spans: list[tuple[float, float]]) -> None:
    made = Transcript("one", tuple(Cue(start, end, "a") for start, end in cues), SOURCE)
    assert covered_spans(made) == tuple(spans)
