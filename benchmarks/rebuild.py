"""Seconds that a build takes where nothing has changed, and what Prefect adds to one, per lecture.

Small lectures are made of the sample course, numbered so that none is like another. The guides are made once, into a
store; each timed build is a process of its own.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from common import Figure, data_folder, parser, report
from one_off import Cost, cost

_SAMPLE = Path(__file__).resolve().parents[1] / "tests" / "lectures" / "01-storage.srt"
_COUNTS = (1, 20, 200)
# cues of a small lecture: about a minute of speech
_CUES = 20
_MOST_SECONDS = 3.0


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "", runs=3).parse_args()
    figures = [*_unchanged(data_folder(arguments) / "lectures", arguments.runs)]
    for count in _COUNTS:
        figures += _overhead(count, arguments.runs)
    report("Builds where nothing, or everything, is there already", figures, arguments.json)


def _unchanged(lectures: Path, runs: int) -> Iterator[Figure]:
    """Builds of all lectures that are at hand, the site being there already."""
    with tempfile.TemporaryDirectory() as folder:
        site, cache = Path(folder, "site"), Path(folder, "cache")
        first = _build(lectures, site, cache)
        again = [_build(lectures, site, cache) for _ in range(runs)]
        lectures_in = len(list(site.glob("lectures/*/guide.json")))
        yield Figure("rebuild_lectures", "lectures", lectures_in)
        yield Figure("first_wall", "first build, without Prefect: wall", first.wall, "s")
        yield Figure(
            "rebuild_wall", "again, nothing changed: wall", median(c.wall for c in again), "s", at_most=_MOST_SECONDS
        )
        yield Figure("rebuild_cpu", "again, nothing changed: processor", median(c.cpu for c in again), "s")
        yield Figure("rebuild_memory", "again, nothing changed: peak memory", max(c.memory for c in again), "GB")


def _overhead(count: int, runs: int) -> Iterator[Figure]:
    """What the flow takes beyond the plain command, for `count` small lectures that all have to be made."""
    with tempfile.TemporaryDirectory() as folder:
        lectures = Path(folder, "lectures")
        lectures.mkdir()
        _write_small(lectures, count)
        plain, flow = [], []
        for run in range(runs):
            plain.append(_build(lectures, Path(folder, f"plain{run}"), None))
            flow.append(_build(lectures, Path(folder, f"flow{run}"), None, prefect=True))
        more = median(a.wall - b.wall for a, b in zip(flow, plain, strict=True))
        yield Figure(
            f"plain_{count}_wall", f"{count} small lectures, without Prefect: wall", median(c.wall for c in plain), "s"
        )
        yield Figure(f"flow_{count}_wall", f"{count} small lectures, the flow: wall", median(c.wall for c in flow), "s")
        yield Figure(f"overhead_{count}", f"{count} small lectures, the flow adds, a lecture", more / count, "s")


def _build(lectures: Path, site: Path, cache: Path | None, *, prefect: bool = False) -> Cost:
    kept = ["--cache", str(cache)] if cache else ["--fresh"]
    how = [] if prefect else ["--no-prefect"]
    return cost([sys.executable, "-m", "lecturebook.cli", "build", str(lectures), "-o", str(site), "-q", *kept, *how])


def _write_small(folder: Path, count: int) -> None:
    """`count` lectures of the first cues of the sample, each with a word of its own."""
    cues = re.split(r"\n\s*\n", _SAMPLE.read_text("utf-8"))[:_CUES]
    for n in range(count):
        (folder / f"{n:04}.srt").write_text("\n\n".join([*cues[:-1], f"{cues[-1]} number{n}"]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
