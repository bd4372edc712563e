"""What was written reaches the disk, so that a machine that loses its power leaves a whole site."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path


def settle(folder: Path) -> None:
    """Let all that was written to the file system of `folder` be on its disk when this returns.

    One call for all files (Linux's syncfs): to ask for each of thousands takes many times as long. Where the system has
    none everything that it holds back is written (sync). Raises OSError where the disk reports that it could not be.
    """
    if sys.platform == "win32":
        return  # it has no call for this that a user may make; NTFS keeps the order of renames itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if sys.platform == "linux" else None
        if syncfs is None:
            os.sync()
        elif syncfs(descriptor) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(descriptor)


def settle_names(folder: Path) -> None:
    """Let the names in `folder` be on the disk, as far as the system can do that for folders."""
    with suppress(OSError):  # some file systems refuse; the names follow within seconds there
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
