"""A build whose transcripts, or whose site, are in an object store: copied here, built here, uploaded from here.

What is kept of such a course lies in the store of guides, under ``remote``: the copy of its transcripts, and its site,
so that a build makes again only what has changed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lecturebook.course.build import build
from lecturebook.course.cache import usable
from lecturebook.course.discover import REPORT
from lecturebook.course.engine import Engine, InProcess
from lecturebook.course.fetch import fetch
from lecturebook.course.job import Recipe
from lecturebook.course.lock import hold
from lecturebook.course.object_store import is_url, open_store, refusals
from lecturebook.course.report import Report, report_place
from lecturebook.course.upload import upload
from lecturebook.digests import digest
from lecturebook.render import write_page

_FOLDER = "remote"


def build_at(
    places: Sequence[str], output: str, recipe: Recipe, *, wait: float = 0, engine: Engine | None = None
) -> Report:
    """`build` where `places` and `output` are paths or URLs.

    Raises what `build` does, and OutputError where a store refuses; a site that could not be uploaded is the next time.
    """
    if not any(map(is_url, (*places, output))):
        return build([Path(place) for place in places], Path(output), recipe, wait=wait, engine=engine)
    stages = engine or InProcess()
    with _workspace(places, output, recipe, wait) as folder:
        local = [_local(stages, place, folder / str(n)) for n, place in enumerate(places)]
        if not is_url(output):
            return build(local, Path(output), recipe, wait=wait, engine=stages)
        done = build(local, folder / "site", recipe, wait=wait, engine=stages)
        return replace(done, url=stages.run(upload, folder / "site", output)) if done.guides else done


def write_report(done: Report, place: Path | None, output: str) -> None:
    """Write what a build did to `place`; if that is not told, beside its `output`, a path or a URL."""
    if place is None and is_url(output):
        files, root = open_store(output)
        with refusals(output):
            files.pipe_file(root + REPORT, done.to_json().encode())
    else:
        write_page(place or report_place(Path(output)), done.to_json())


def _local(stages: Engine, place: str, folder: Path) -> Path:
    return stages.run(fetch, place, folder) if is_url(place) else Path(place)


@contextmanager
def _workspace(places: Sequence[str], output: str, recipe: Recipe, wait: float) -> Iterator[Path]:
    """The folder of this course on this machine, for one build at a time; a passing one where nothing is to be kept.

    Raises BusyError where another build of the same still runs after `wait` seconds, OutputError where nothing can be
    kept.
    """
    if recipe.cache is None:
        with tempfile.TemporaryDirectory(prefix="lecturebook-") as passing:
            yield Path(passing)
        return
    folder = recipe.cache.absolute() / _FOLDER / digest((list(places), output))
    with usable(folder):
        lock = hold(folder / ".lock", output, wait)
    try:
        yield folder
    finally:
        lock.release()
