"""Builds in child processes, which may be killed or refused the disk without harm to whoever tests them."""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fake import FakeEncoder
from lecturebook.course import build as stages
from lecturebook.course import publish
from lecturebook.course.job import Recipe
from lecturebook.errors import LecturebookError

# what a build does to files, as Python tells it to hooks
TOUCHES = frozenset(
    {"open", "os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.utime"}
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# how a child ends that was refused something and told so, and one that fell over
REFUSED, FELL = 3, 4


def build_here(lectures: Path, output: Path, cache: Path | None, *, renames: bool = False) -> None:
    """Build with the stand-in for the encoder; with `renames` as where a file system has no exchange."""
    stages.load_models = lambda *_: (FakeEncoder(), None)  # type: ignore[assignment, return-value]
    if renames:
        publish.exchange = lambda *_: False  # type: ignore[assignment]
    stages.build([lectures], output, Recipe(cache=cache))


def in_child(work: Callable[[], None], *, kill_after: float | None = None) -> tuple[int, str]:
    """How a forked child ends that does `work`: 0, REFUSED or FELL with what it says, or minus the signal's number.

    `kill_after` that many seconds it is killed.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        code, told = 0, ""
        try:
            work()
        except LecturebookError as error:
            code, told = REFUSED, str(error)
        except BaseException as error:
            code, told = FELL, f"{type(error).__name__}: {error}"
        os.write(writer, told.encode("utf-8", "replace")[:4000])
        os._exit(code)
    os.close(writer)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told


def on_touch(last: int, act: Callable[[str, tuple[Any, ...]], None], below: Path) -> None:
    """From now on, call `act` at each file operation below the folder `below` from number `last` on (from 0).

    A hook cannot be taken away: only for a child.
    """
    inside, count = os.fspath(below), 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event not in TOUCHES or not isinstance(arguments[0], str | os.PathLike):
            return
        if not os.fspath(arguments[0]).startswith(inside):
            return
        count += 1
        if count > last:
            act(event, arguments)

    sys.addaudithook(hook)


def die(_: str, __: tuple[Any, ...]) -> None:
    """End this process as SIGKILL does."""
    os.kill(os.getpid(), signal.SIGKILL)


def disk_full(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what needs room; what only reads or deletes goes on."""
    if event == "open" and not arguments[2] & _WRITES:
        return
    if event in {"open", "os.mkdir", "os.symlink", "os.link"}:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fspath(arguments[0]))


def read_only(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse every change, as a file system does that was mounted anew to be read only."""
    if event != "open" or arguments[2] & _WRITES:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), os.fspath(arguments[0]))


def tree(folder: Path) -> dict[str, bytes]:
    """All files below `folder` with their content."""
    paths = (Path(root, name) for root, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
