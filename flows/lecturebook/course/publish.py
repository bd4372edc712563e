"""Where a site is made and how it takes its place: whole, or not at all, and one build at a time.

Beside a site `name` stand, on its file system: `.name.lock`, held while a build runs and left for the next one (to
delete it would let two builds hold two locks); `.name.staging`, where the new site is made; and, where a file system
cannot exchange two folders in one step, for the moment between two renames `.name.old`. A build that was killed leaves
the latter two to the next one, which puts back what is missing and deletes the rest.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath

from lecturebook.course.discover import SITE_FILE
from lecturebook.course.exchange import exchange
from lecturebook.course.lock import hold
from lecturebook.course.manifest import MANIFEST, read_manifest, strangers_of, write_manifest
from lecturebook.course.settle import settle, settle_names
from lecturebook.errors import OutputError

# beside the site in its folder, and never touched
_KEPT_FREE = frozenset({".DS_Store", "Thumbs.db"})


def check_output(output: Path) -> None:
    """Raise OutputError unless `output` is free: absent, an empty folder, or a site that we made."""
    with _refusals(output):
        place = _place(output)
        if place.is_symlink():
            raise OutputError(str(output), "is a link; accepted: a folder")
        if not os.path.lexists(place):
            return
        if not place.is_dir():
            raise OutputError(str(output), "is a file; accepted: a folder")
        if place.is_mount():
            raise OutputError(str(output), "is where a file system is mounted; accepted: a folder below it")
        strangers = sorted({entry.name for entry in place.iterdir()} - _KEPT_FREE)
        if strangers and not _is_site(place):
            raise OutputError(
                str(output),
                f"holds files that lecturebook did not make ({strangers[0]}); "
                "accepted: a new or empty folder, or a site made before",
            )
        if os.path.lexists(place / MANIFEST):
            read_manifest(place)  # a broken one is told before hours of work and not after them


@contextmanager
def staging(output: Path, wait: float = 0) -> Iterator[Path]:
    """An empty folder beside `output`, on its file system, that is gone when the block ends; no other build of this
    output runs within the block.

    What a killed build left is put right first. Raises BusyError where another build still runs after `wait` seconds,
    OutputError where `output` or its surroundings cannot be used.
    """
    check_output(output)
    place = _place(output)
    with _alone(output, place, wait):
        with _refusals(output):
            _recover(place)
            _clear(place)
        check_output(output)  # again: a site may have come back, or come while we waited
        folder = _beside(place, "staging")
        with _refusals(output):
            folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, output: Path) -> None:
    """Put the finished site `folder`, a folder of `staging`, in the place of `output`.

    Files in the old site that lecturebook did not write come along, and all is on the disk before it is seen. The old
    site is whole until the new one is there, and stays where the new one cannot take its place; OutputError says why,
    and `folder` can be published again.
    """
    check_output(output)
    place = _place(output)
    with _refusals(output), ExitStack() as undo:
        write_manifest(folder)
        if place.exists():
            _carry_strangers(output, place, folder, undo)
            # a site that its owner closed to others, or shared with a group, stays so
            folder.chmod(stat.S_IMODE(place.stat().st_mode) | stat.S_IRWXU)
        settle(folder)  # before it is seen: the rename may reach the disk before what the files hold
        _take_place(folder, place)
        undo.pop_all()
        settle_names(place.parent)
    shutil.rmtree(folder, ignore_errors=True)  # the old site by now


def _place(output: Path) -> Path:
    """`output` in full: `.` and `..` have a name then, links on the way are followed, and one at the end is not."""
    place = output if output.name not in ("", "..") else Path(os.path.realpath(output))
    place = Path(os.path.realpath(place.parent)) / place.name
    if not place.name:
        raise OutputError(str(output), "is the root of a file system; accepted: a folder below it")
    return place


def _beside(place: Path, what: str) -> Path:
    return place.with_name(f".{place.name}.{what}")


def _is_site(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink() and (place / SITE_FILE).is_file()


def _is_empty(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink() and not any(place.iterdir())


@contextmanager
def _refusals(output: Path) -> Iterator[None]:
    """An OSError within the block becomes an OutputError of `output`."""
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise OutputError(str(output), f"{error.strerror or error}{where}") from error


@contextmanager
def _alone(output: Path, place: Path, wait: float) -> Iterator[None]:
    """Hold the lock of `output`."""
    with _refusals(output):
        lock = hold(_beside(place, "lock"), str(output), wait)
    try:
        yield
    finally:
        lock.release()


def _recover(place: Path) -> None:
    """Put the old site back where a build was killed, or failed, before the new one stood in its place."""
    old = _beside(place, "old")
    if _is_site(old) and (not os.path.lexists(place) or _is_empty(place)):
        old.rename(place)


def _clear(place: Path) -> None:
    """Delete what a killed build left. Raises OutputError where something else has the names we need."""
    old, folder = _beside(place, "old"), _beside(place, "staging")
    if os.path.lexists(folder):
        if folder.is_symlink() or not folder.is_dir():
            raise OutputError(str(folder), "is in the way of the new site; accepted: nothing of that name")
        shutil.rmtree(folder)
    if os.path.lexists(old):
        if not _is_site(old) and not _is_empty(old):
            raise OutputError(str(old), "is in the way and no site of ours; accepted: nothing of that name")
        old.rename(folder)  # .old is a whole site or absent, even when we are killed while we delete it
        shutil.rmtree(folder)


def _carry_strangers(output: Path, site: Path, folder: Path, undo: ExitStack) -> None:
    """Bring the files of the old `site` that we did not write into `folder`; `undo` takes them out again.

    Raises OutputError, before any is brought, where the new site has a page in the place of one.
    """
    if not os.path.lexists(site / MANIFEST):
        return  # an earlier version made it, and its manifest would list every file
    strangers = strangers_of(site)
    for path in strangers:
        if _is_taken(folder, path):
            why = f"holds {path!r}, which lecturebook did not write and the new site needs"
            raise OutputError(str(output), f"{why}; accepted: that file elsewhere or under another name")
    for path in strangers:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        undo.callback(target.unlink, missing_ok=True)
        _carry(site / path, target)
    for empty in _empty_folders(site):  # a git repository without its empty folders is none
        with suppress(FileExistsError, NotADirectoryError):
            (folder / empty).mkdir(parents=True)


def _is_taken(folder: Path, path: str) -> bool:
    """Whether `path` cannot be added to `folder`: it is there, or a folder on the way is a file there."""
    return os.path.lexists(folder / path) or any((folder / up).is_file() for up in PurePosixPath(path).parents)


def _carry(source: Path, target: Path) -> None:
    """Link `target` to the file `source`, or copy it where links are refused; a symbolic link stays one."""
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


def _empty_folders(site: Path) -> list[Path]:
    return [Path(root).relative_to(site) for root, folders, files in os.walk(site) if not folders and not files]


def _take_place(folder: Path, place: Path) -> None:
    """Move `folder` to `place`; what was there is at `folder` then. On an error all is as it was."""
    if not os.path.lexists(place):
        folder.rename(place)
        return
    if exchange(folder, place):
        return
    old = _beside(place, "old")
    try:
        place.rename(old)
        folder.rename(place)
    except BaseException:
        if not os.path.lexists(place) and os.path.lexists(old):
            old.rename(place)
        raise
    with suppress(OSError):  # the new site stands; the next build deletes the old one
        old.rename(folder)
