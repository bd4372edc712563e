"""What a build takes as the course grows: seconds and memory by stage, the size of the site, and the growth of both.

Lectures are made up (`made_course.py`) and a stand-in takes the place of the sentence encoder, so that what is
measured is what belongs to the course: finding, linking, pages, the check. Each count is a process of its own that
builds four times: everything new, nothing changed, one lecture changed, one lecture gone. `--folder` keeps all of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from common import Figure, parser, report

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

T = TypeVar("T")
_BUILDS = ("new", "unchanged", "one changed", "one gone")
# memory at the most lectures, of that at the fewest
_MOST_GROWTH = 1.5
_MEGA = 1e6


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "")
    arguments.add_argument("--lectures", type=int, nargs="+", default=[100, 1000], metavar="N")
    arguments.add_argument("--folder", type=Path, help="keep lectures, store and site of each count below it")
    arguments.add_argument("--new", action="store_true", help="only the first of the four builds")
    arguments.add_argument("--child", type=int, help=__import__("argparse").SUPPRESS)
    given = arguments.parse_args()
    if given.child is not None:
        print(json.dumps(_measure(given.child, given.folder, is_new_only=given.new)))
        return
    counts = sorted(given.lectures)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        seen = {count: _child(count, folder / str(count), *(["--new"] if given.new else [])) for count in counts}
    figures = [figure for count in counts for figure in _figures(count, seen[count])]
    if len(counts) > 1:
        figures += _growth(counts[0], counts[-1], seen)
    report("A course as it grows", figures, given.json)
    print(json.dumps(seen))


def _child(count: int, folder: Path, *more: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", str(count), "--folder", str(folder), *more]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _measure(count: int, folder: Path, *, is_new_only: bool) -> dict[str, Any]:
    """The builds of `count` lectures in `folder`: seconds and peak memory of each stage, and of the whole."""
    from fake import FakeEncoder
    from lecturebook.course import build as stages
    from lecturebook.course.job import Recipe
    from made_course import made_guide, write_course, write_lecture

    stages.load_models = lambda *_: (FakeEncoder(), None)  # type: ignore[assignment,return-value]
    stages.make_guide = made_guide
    lectures, site, recipe = folder / "lectures", folder / "site", Recipe(cache=folder / "store")
    write_course(lectures, count)
    found: dict[str, Any] = {}

    def build(name: str) -> None:
        engine = Watching()
        start, spent = time.perf_counter(), time.process_time()
        done = stages.build([lectures], site, recipe, engine=engine)
        found[name] = {
            "seconds": round(time.perf_counter() - start, 2),
            "cpu": round(time.process_time() - spent, 2),
            "memory_mb": round(max(engine.memory.values(), default=0) / _MEGA, 1),
            "made": done.count("made"),
            "stages": {stage: round(seconds, 2) for stage, seconds in engine.seconds.items()},
            "stage_memory_mb": {stage: round(size / _MEGA, 1) for stage, size in engine.memory.items()},
        }

    found["start_memory_mb"] = round(_peak() / _MEGA, 1)
    build("new")
    files = [path for path in site.rglob("*") if path.is_file()]
    found["files"], found["site_mb"] = len(files), round(sum(path.stat().st_size for path in files) / _MEGA, 1)
    if is_new_only:
        return found
    build("unchanged")
    write_lecture(lectures, count // 2, edition=1)
    build("one changed")
    next(lectures.rglob(f"{count // 3:05}.srt")).unlink()
    build("one gone")
    return found


class Watching:
    """An engine that runs the stages here and notes the highest memory of each, in bytes, and its processor time."""

    def __init__(self) -> None:
        self.memory: dict[str, int] = {}
        self.seconds: dict[str, float] = {}

    def run(self, stage: Callable[..., T], *args: Any) -> T:
        _forget_peak()
        start = time.process_time()
        try:
            return stage(*args)
        finally:
            self._note(stage, start)

    def each(self, stage: Callable[..., T], jobs: Sequence[Any], *args: Any) -> Iterator[T]:
        _forget_peak()
        start = time.process_time()
        for job in jobs:
            yield stage(job, *args)
        self._note(stage, start)

    def _note(self, stage: Callable[..., Any], start: float) -> None:
        self.seconds[stage.__name__] = self.seconds.get(stage.__name__, 0.0) + time.process_time() - start
        self.memory[stage.__name__] = max(self.memory.get(stage.__name__, 0), _peak())


def _forget_peak() -> None:
    """Let Linux count the highest resident memory of this process from now on; elsewhere it is that of all."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def _peak() -> int:
    try:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def _figures(count: int, seen: dict[str, Any]) -> Iterator[Figure]:
    for name in (name for name in _BUILDS if name in seen):
        flat = f"{count}_{name.replace(' ', '_')}"
        yield Figure(f"{flat}_seconds", f"{count} lectures, {name}: wall", seen[name]["seconds"], "s")
        yield Figure(f"{flat}_cpu", f"{count} lectures, {name}: processor", seen[name]["cpu"], "s")
        yield Figure(f"{flat}_memory", f"{count} lectures, {name}: peak memory", seen[name]["memory_mb"], "MB")
    for stage, seconds in seen["new"]["stages"].items():
        memory = seen["new"]["stage_memory_mb"].get(stage, 0)
        yield Figure(f"{count}_{stage}", f"{count} lectures, new: {stage} (peak {memory:.0f} MB)", seconds, "s")
    yield Figure(f"{count}_site", f"{count} lectures: site of {seen['files']} files", seen["site_mb"], "MB")


def _growth(few: int, many: int, seen: dict[int, dict[str, Any]]) -> Iterator[Figure]:
    for name in (name for name in _BUILDS if name in seen[many]):
        memory = seen[many][name]["memory_mb"] / seen[few]["new"]["memory_mb"]
        flat, what = (
            f"memory_growth_{name.replace(' ', '_')}",
            f"{name}: memory at {many} lectures, of that at {few} new",
        )
        yield Figure(flat, what, memory, "×", at_most=_MOST_GROWTH)
    seconds = (seen[many]["new"]["cpu"] / many) / (seen[few]["new"]["cpu"] / few)
    yield Figure("seconds_growth", f"processor time a lecture at {many}, of that at {few}", seconds, "×")


if __name__ == "__main__":
    main()
