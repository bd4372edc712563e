"""Where a site is made and how it takes its place: whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lecturebook.course.discover import SITE_FILE
from lecturebook.errors import OutputError

# beside the site in its folder, and never touched
_KEPT_FREE = frozenset({".DS_Store", "Thumbs.db"})


def check_output(output: Path) -> None:
    """Raise OutputError unless `output` is free: absent, an empty folder, or a site that we made."""
    if output.is_symlink():
        raise OutputError(str(output), "is a link; accepted: a folder")
    if not output.exists():
        return
    if not output.is_dir():
        raise OutputError(str(output), "is a file; accepted: a folder")
    strangers = [entry.name for entry in output.iterdir() if entry.name not in _KEPT_FREE]
    if strangers and not (output / SITE_FILE).is_file():
        raise OutputError(
            str(output),
            f"holds files that lecturebook did not make ({sorted(strangers)[0]}); "
            "accepted: a new or empty folder, or a site made before",
        )


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """A folder beside `output`, on its file system, that is gone when the block ends."""
    check_output(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{output.name}.", suffix=".staging", dir=output.parent))
    except OSError as error:
        raise OutputError(str(output), error.strerror or str(error)) from error
    try:
        folder.chmod(0o755)  # mkdtemp makes it private; a site is read by others
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, output: Path) -> None:
    """Put the finished site `folder` in the place of `output`; the old site is whole until then, and comes back if
    the new one cannot take its place."""
    check_output(output)
    old = folder.with_suffix(".old")
    try:
        if output.exists():
            os.replace(output, old)  # noqa: PTH105
        try:
            os.replace(folder, output)  # noqa: PTH105
        except OSError:
            if old.exists():
                os.replace(old, output)  # noqa: PTH105
            raise
    except OSError as error:
        raise OutputError(str(output), error.strerror or str(error)) from error
    shutil.rmtree(old, ignore_errors=True)
