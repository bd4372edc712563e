"""Builds that are killed at random moments, and a course of a thousand lectures of which 37 are broken.

    python benchmarks/soak.py kill --kills 200
    python benchmarks/soak.py broken --lectures 1000 --broken 37

Made-up lectures and the stand-in for the encoder; nothing is needed beside the project. After each kill the site has to
be the old one or the new one, whole; after the next build it has to be, byte for byte, the one of an undisturbed build,
with nothing beside it but the lock, which nobody holds. Leaves with code 1 where something is not so.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "flows"), str(_ROOT / "tests")]

from common import Figure, report  # noqa: E402

# moments are drawn from the time that a build takes, which is followed as the machine gets busier or less busy: by
# these factors after a build that was killed and after one that was done before its moment
_LONGER, _SHORTER = 1.02, 0.9
_KILLED = -9


def main() -> None:
    """Measure and report."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("what", choices=["kill", "broken"])
    made.add_argument("--kills", type=int, default=200)
    made.add_argument("--lectures", type=int, default=1000, help="files of the broken course")
    made.add_argument("--broken", type=int, default=37, help="how many of them are broken")
    made.add_argument("--seed", type=int, default=1, help="of the moments")
    made.add_argument("--json", type=Path, metavar="FILE", help="write all figures there, under flat names")
    arguments = made.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.what == "kill":
            figures = _kill(Path(folder), arguments.kills, random.Random(arguments.seed))
            report(f"{arguments.kills} builds killed at random moments", figures, arguments.json)
        else:
            figures = _broken(Path(folder), arguments.lectures, arguments.broken)
            report(f"{arguments.broken} broken among {arguments.lectures}", figures, arguments.json)
    sys.exit(any(figure.verdict == "missed" for figure in figures))


def _kill(folder: Path, kills: int, chance: random.Random) -> list[Figure]:
    from course.child_builds import build_here, in_child, tree
    from course.made_up import lecture, write_course
    from lecturebook.course.manifest import damage

    lectures, site, cache = folder / "lectures", folder / "in" / "site", folder / "cache"
    write_course(lectures, 2)
    build_here(lectures, folder / "warm", None)  # the children find templates and word lists loaded
    assert in_child(lambda: build_here(lectures, site, cache)) == (0, "")
    old, kept_site, kept_cache = tree(site), folder / "old", folder / "old-cache"
    shutil.copytree(site, kept_site)
    shutil.copytree(cache, kept_cache)
    for n in range(2):
        (lectures / f"{n:05}.srt").write_text(lecture(n + 40, cues=28), encoding="utf-8")
    started = time.monotonic()
    assert in_child(lambda: build_here(lectures, folder / "clean", None)) == (0, "")
    length = time.monotonic() - started
    new = tree(folder / "clean")
    found: Counter[str] = Counter()
    latest, n = length, 0
    while found["killed"] < kills:
        n += 1
        for place, kept in ((site, kept_site), (cache, kept_cache)):
            shutil.rmtree(place)
            shutil.copytree(kept, place)
        renames = n % 2 == 1  # every other build as where folders cannot be exchanged in one step
        code, told = in_child(
            lambda renames=renames: build_here(lectures, site, cache, renames=renames),  # type: ignore[misc]
            kill_after=chance.uniform(0, latest),
        )
        latest *= _LONGER if code == _KILLED else _SHORTER
        found["killed" if code == _KILLED else "too late" if code == 0 else f"fell: {told}"] += 1
        # between two renames the old site stands beside its place, whole
        aside = site.with_name(".site.old")
        state = tree(site if site.exists() else aside)
        found["old" if state == old else "new" if state == new else "torn"] += 1
        found["aside"] += not site.exists()
        found["staged"] += site.with_name(".site.staging").exists()
        code, told = in_child(lambda: build_here(lectures, site, cache))
        same = code == 0 and tree(site) == new and not damage(site)
        found["healed" if same else f"not healed: {told}"] += 1
        left = sorted(path.name for path in site.parent.iterdir() if path.name not in {"site", ".site.lock"})
        found["left"] += bool(left)
        found["half"] += sum(path.name.startswith(".") for path in cache.rglob("*") if path.is_file())
        if n % 20 == 0:
            print(f"{n} builds: {dict(found)}", flush=True)
    wrong = n - found["healed"]
    return [
        Figure("builds", "builds", n),
        Figure("build_seconds", "an undisturbed build", length, "s"),
        Figure("killed", "killed before they were done", found["killed"]),
        Figure("staged", "with a new site half made beside the old one", found["staged"]),
        Figure("old", "the old site whole right after", found["old"]),
        Figure("aside", "of these beside its place, between two renames", found["aside"]),
        Figure("new", "the new site whole right after", found["new"]),
        Figure("torn", "neither", found["torn"], at_most=0),
        Figure("wrong", "not the bytes of a clean build after the next one", wrong, at_most=0),
        Figure("left", "with something left beside the site then", found["left"], at_most=0),
        Figure("half", "half files left in the cache", found["half"], at_most=0),
    ]


def _broken(folder: Path, lectures: int, broken: int) -> list[Figure]:
    from course.child_builds import build_here, in_child
    from course.made_up import BROKEN, write_course

    expected = write_course(folder / "lectures", lectures - broken, broken)
    site = folder / "site"
    started = time.monotonic()
    code, told = in_child(lambda: build_here(folder / "lectures", site, None))
    seconds = time.monotonic() - started
    if code:
        sys.exit(told)
    document = json.loads((site / "course.json").read_text(encoding="utf-8"))
    reasons = {failure["file"]: failure["reason"] for failure in document["failures"]}
    named = sum(file in reasons and file in reasons[file] and seen in reasons[file] for file, seen in expected.items())
    processor = os.times()
    return [
        Figure("lectures", "files", lectures),
        Figure("ways", "ways of being broken", min(broken, len(BROKEN))),
        Figure("guides", "guides", len(document["lectures"]), at_least=float(lectures - broken)),
        Figure("failures", "failures in the report", len(reasons), at_most=float(broken)),
        Figure("named", "reasons with the file, and the line where one is to blame", named, at_least=float(broken)),
        Figure("wall", "wall", seconds, "s"),
        Figure("cpu", "processor", processor.children_user + processor.children_system, "s"),
    ]


if __name__ == "__main__":
    main()
