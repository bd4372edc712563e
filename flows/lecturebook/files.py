"""Files that are there whole or not at all: nobody reads half of one, whenever its writer dies."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path to write to, hidden beside `path`, which takes its place at the end; after an error nothing is left of it.

    Folders above are made. The name is of another length than that of `path`, which may be as long as the file system
    allows, and of this process alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{hashlib.sha256(path.name.encode()).hexdigest()[:16]}.{os.getpid()}")
    try:
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):  # a disk that is full gets its room back
            unfinished.unlink()
        raise
