"""SHA256SUMS: which files of a site lecturebook wrote, and with what in them; `sha256sum -c` reads it too."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lecturebook.errors import OutputError

MANIFEST = "SHA256SUMS"

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
# sha256sum escapes these in a name; no page of ours has one, so a line with one is not from us
_NEVER_IN_A_NAME = frozenset("\n\r\\")


@dataclass(frozen=True, slots=True)
class Damage:
    """How a site differs from its manifest, in paths from its folder; `strangers` are no harm, only not ours."""

    missing: tuple[str, ...]
    altered: tuple[str, ...]
    strangers: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.altered)


def write_manifest(folder: Path) -> None:
    """List every file below `folder` in its manifest, as written by us.

    Raises OutputError for what a site never holds: a link, a device, a name that a line cannot carry.
    """
    lines = []
    for path in files_of(folder):
        if _NEVER_IN_A_NAME & set(path) or not _is_text(path):
            raise OutputError(str(folder), f"{path!r} is no name for a page; accepted: no backslash, no line break")
        digest = _digest(folder / path)
        if digest is None:
            raise OutputError(str(folder / path), "is a link or a device; accepted: a file")
        lines.append(f"{digest}  {path}\n")
    (folder / MANIFEST).write_bytes("".join(lines).encode())


def read_manifest(folder: Path) -> dict[str, str]:
    """The digest of each file that the manifest of `folder` lists, by path.

    Raises OutputError, with the line, where it is absent, cut off or not as we write it.
    """
    file = folder / MANIFEST
    if file.is_symlink() or not file.is_file():
        raise OutputError(str(file), "is not a file; accepted: the list of files that came with the site")
    try:
        text = file.read_bytes().decode()
    except OSError as error:
        raise OutputError(str(file), error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise OutputError(str(file), f"byte {error.start} is not UTF-8") from error
    *lines, rest = text.split("\n")
    if rest:
        raise OutputError(str(file), f"line {len(lines) + 1}: cut off; accepted: a line break at the end")
    digests: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None or not _is_below(match[2]) or match[2] in digests:
            why = "accepted: 64 hex digits, two spaces, a path below the site, each once"
            raise OutputError(str(file), f"line {number}: {line[:100]!r}; {why}")
        digests[match[2]] = match[1]
    if not digests:
        raise OutputError(str(file), "is empty; accepted: the list of files that came with the site")
    return digests


def strangers_of(folder: Path) -> list[str]:
    """The files below `folder` that its manifest does not list. Raises OutputError where the manifest is broken."""
    ours = read_manifest(folder)
    return [path for path in files_of(folder) if path not in ours]


def damage(folder: Path) -> Damage:
    """What is missing, altered or added since `folder` was published; a page that became a link counts as altered.

    Raises OutputError where the manifest is absent or broken, OSError where a file cannot be read.
    """
    ours = read_manifest(folder)
    there = files_of(folder)
    return Damage(
        missing=tuple(sorted(ours.keys() - set(there))),
        altered=tuple(path for path in there if path in ours and _digest(folder / path) != ours[path]),
        strangers=tuple(path for path in there if path not in ours),
    )


def files_of(folder: Path) -> list[str]:
    """The sorted paths of all that is no folder below `folder`, without its manifest; no link is followed."""
    return sorted(path for path in _below(str(folder), "") if path != MANIFEST)


def _below(folder: str, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def _digest(path: Path) -> str | None:
    """The SHA-256 of a file; None for a link, and for a pipe or device, which might never end."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_below(path: str) -> bool:
    """Whether a path of a manifest stays below the site and is written the one way that we write it."""
    parts = path.split("/")
    return not _NEVER_IN_A_NAME & set(path) and path != MANIFEST and not {"", ".", ".."} & set(parts)


def _is_text(path: str) -> bool:
    """Whether a name can be said in UTF-8; a name on disk may be any bytes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
