"""Times at the borders of minutes and hours, in every label and link; lectures of three and of twelve hours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fake import FakeEncoder
from lecturebook.check import check_site
from lecturebook.course import build as stages
from lecturebook.guide_json import guide_from_json
from lectures_made import transcript

BORDERS = {3599: "59:59", 3600: "1:00:00", 5999: "1:39:59", 6000: "1:40:00", 11300: "3:08:20", 43200: "12:00:00"}
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))


def srt_time(second: float) -> str:
    millis = round(second * 1000)
    return f"{millis // 3600000:02}:{millis // 60000 % 60:02}:{millis // 1000 % 60:02},{millis % 1000:03}"


def write_srt(path: Path, cues: list[tuple[float, float, str]]) -> None:
    blocks = (f"{n}\n{srt_time(a)} --> {srt_time(b)}\n{text}\n" for n, (a, b, text) in enumerate(cues, start=1))
    path.write_text("\n".join(blocks), "utf-8")


def settings(folder: Path) -> None:
    (folder / "course.toml").write_text(f'[lectures.long]\nurl = "{VIDEO}"\n', "utf-8")


def test_labels_and_links_at_the_borders(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    settings(folder)
    cues = [(s, s + 9.0, f"A border is a place where number {s} begins.") for s in BORDERS]
    write_srt(folder / "long.srt", [(second + 0.0, end, text) for second, end, text in cues])
    report = stages.build([folder], tmp_path / "site")
    assert not report.failures
    for form in ("html", "md"):
        page = (tmp_path / "site" / "lectures" / "long" / f"guide.{form}").read_text("utf-8")
        for second, label in BORDERS.items():
            if form == "html":
                assert re.search(rf'href="[^"]*v=abcdefghijk&amp;t={second}s"[^>]*>{label}</a>', page), label
            else:
                assert f"[{label}]({VIDEO}&t={second}s)" in page, label


@pytest.mark.slow
@pytest.mark.parametrize(("hours", "pause"), [(3, 0.0), (12, 10.6 * 3600)])
def test_long_lectures_are_right_to_the_last_word(hours: int, pause: float, tmp_path: Path) -> None:
    """The sample lectures said over and over, until the hours are full; with one pause after the first time."""
    folder = tmp_path / "in"
    folder.mkdir()
    settings(folder)
    told = [cue for name in ("01-storage.srt", "02-indexes.vtt") for cue in transcript(f"lectures/{name}").cues]
    cues: list[tuple[float, float, str]] = []
    start = 0.0
    while start < hours * 3600:
        for cue in told:
            length = min(cue.end - cue.start, 6.0)
            cues.append((start, start + length, " ".join(cue.text.split())))
            start = round(start + length, 3)
        start, pause = start + pause, 0.0
    write_srt(folder / "long.srt", cues)
    report = stages.build([folder], tmp_path / "site")
    assert not report.failures
    guide = guide_from_json((tmp_path / "site" / "lectures" / "long" / "guide.json").read_text("utf-8"))
    assert guide.words[-1].end == pytest.approx(cues[-1][1])
    assert guide.covered_seconds == pytest.approx(sum(end - begin for begin, end, _ in cues), abs=1)
    proof = check_site(tmp_path / "site", [folder])
    assert proof.holds, proof.findings[:3]
