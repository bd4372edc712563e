"""One build at a time: the lock that builds of one site agree by."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from lecturebook.errors import BusyError


def hold(file: Path, output: str, wait: float) -> FileLock:
    """The lock `file`, held; folders above it are made, and the system takes it back from a process that dies.

    Raises BusyError of `output` where another holds it for longer than `wait` seconds, and OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(file, thread_local=False)
    try:
        lock.acquire(timeout=max(0.0, wait))  # less than nothing would be forever
    except Timeout:
        raise BusyError(output, str(file)) from None
    return lock
