"""Guides made before, kept by what they were made from. A build takes from here what it need not make again.

The store is plain files, `<key>.json`: a line with the digest of the rest, then the guide.json. Nothing in it is ever
executed, a damaged entry is no entry, and a wrong one does not get past the check of the site.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from lecturebook.errors import OutputError
from lecturebook.files import written_whole

# letters of a sha256
_DIGEST = 64
_KEPT_SECONDS = 90 * 24 * 3600.0
# a file that a killed build did not finish; no build takes that long for one
_UNFINISHED_SECONDS = 24 * 3600.0


def default_cache() -> Path:
    """Where guides are kept: LECTUREBOOK_CACHE, else the user's own folder for caches."""
    told = os.environ.get("LECTUREBOOK_CACHE")
    return Path(told) if told else platformdirs.user_cache_path("lecturebook", appauthor=False) / "guides"


@dataclass(frozen=True, slots=True)
class GuideCache:
    """The store in `folder`, which is made when something is put in; None keeps nothing."""

    folder: Path | None

    def get(self, key: str) -> str | None:
        """The guide.json kept under `key`; None where there is none, or it is damaged."""
        if self.folder is None:
            return None
        path = self._path(self.folder, key)
        try:
            sha256, _, text = path.read_bytes().partition(b"\n")
            if hashlib.sha256(text).hexdigest().encode() != sha256:
                return None
            os.utime(path)  # what is used stays
            return text.decode()
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, key: str, text: str) -> None:
        """Keep `text` under `key`, whole or not at all. Raises OutputError where the store cannot be written."""
        if self.folder is None:
            return
        path, content = self._path(self.folder, key), text.encode()
        with usable(path.parent), written_whole(path) as unfinished:
            unfinished.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)

    def has(self, key: str) -> bool:
        """Whether something is kept under `key` that is not damaged."""
        return self.get(key) is not None

    def lines(self, key: str) -> Iterator[str]:
        """The lines kept under `key` by `put_lines`, one after the other; none where they are absent or damaged."""
        if self.folder is None:
            return
        path = self._path(self.folder, key)
        try:
            with path.open("rb") as file:
                sha256 = file.readline().strip().decode("ascii", "replace")
                start = file.tell()
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    return
                file.seek(start)
                os.utime(path)
                for line in file:
                    yield line.decode().removesuffix("\n")
        except (OSError, UnicodeDecodeError):
            return

    def put_lines(self, key: str, lines: Iterable[str]) -> None:
        """Keep `lines`, of which none holds a line break, under `key`; they are never all in memory."""
        if self.folder is None:
            return
        path, total = self._path(self.folder, key), hashlib.sha256()
        with usable(path.parent), written_whole(path) as unfinished, unfinished.open("w+b") as file:
            file.write(b"0" * _DIGEST + b"\n")
            for line in lines:
                total.update(content := f"{line}\n".encode())
                file.write(content)
            file.seek(0)
            file.write(total.hexdigest().encode())

    def size(self, key: str) -> int:
        """How many bytes are kept under `key`; 0 where there is nothing."""
        try:
            return self._path(self.folder, key).stat().st_size if self.folder is not None else 0
        except OSError:
            return 0

    def digest(self, key: str) -> str:
        """The sha256 of what is kept under `key`, as it was put in; empty where there is nothing."""
        if self.folder is None:
            return ""
        try:
            with self._path(self.folder, key).open("rb") as file:
                return file.readline(_DIGEST).decode("ascii", "replace")
        except OSError:
            return ""

    def drop(self, key: str) -> None:
        """Keep nothing under `key`, where the store can be written."""
        if self.folder is not None:
            with suppress(OSError):
                self._path(self.folder, key).unlink()

    def prune(self, now: float | None = None) -> int:
        """Delete what no build has used for 90 days, and what a killed build left half; how many files that were."""
        if self.folder is None or not self.folder.is_dir():
            return 0
        now = time.time() if now is None else now
        count = 0
        for path in self.folder.glob("*/*"):
            try:
                age = now - path.stat().st_mtime
                if age > (_UNFINISHED_SECONDS if path.name.startswith(".") else _KEPT_SECONDS):
                    path.unlink()
                    count += 1
            except OSError:
                continue  # another build was faster, or it is not ours to delete
        return count

    @staticmethod
    def digest_of(path: Path) -> str:
        """The sha256 of a file."""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"


NO_CACHE = GuideCache(None)


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """An OSError within the block becomes an OutputError of `folder`, where something was to be kept."""
    try:
        yield
    except OSError as error:
        why = f"guides cannot be kept there ({error.strerror or error}); accepted: a folder to write to"
        raise OutputError(str(folder), why) from error
