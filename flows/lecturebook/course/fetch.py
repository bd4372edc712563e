"""Transcripts in an object store, copied to this machine: what is ever read, and has changed since the last time.

Readers, the check and the workers of a build open files; so a build has a folder of its own for each URL, and what the
store tells of an object says whether it is still the same. An object that cannot be had stops the build: a course with
half of its lectures would take the place of the whole one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from lecturebook.course.discover import is_ever_read
from lecturebook.course.object_store import open_store, refusals
from lecturebook.digests import digest
from lecturebook.errors import SettingsError
from lecturebook.files import written_whole

_LISTING, _COPY = "listing.json", "lectures"
# bytes of a name that every file system has room for
_LONGEST = 200


def fetch(url: str, folder: Path) -> Path:
    """The copy below `folder` of the transcript, or the folder of transcripts, at `url`, as it is there now.

    Raises SettingsError where there is nothing, OutputError where the store refuses or `folder` cannot be written.
    """
    files, root = open_store(url)
    with refusals(url):
        files.invalidate_cache()
        found = files.find(root, detail=True)
        if not found:
            raise SettingsError(url, "no such file or folder", "a folder of transcripts or a transcript")
        is_one = set(found) == {root}
        above = root.rpartition("/")[0] if is_one else root
        keys = {name[len(above) :].strip("/"): name for name in found}
        places = local_places([key for key in sorted(keys) if is_one or is_ever_read(key)])
        before, now = _listing(folder), {}
        for key, place in places.items():
            told, target = found[keys[key]], folder / _COPY / place
            now[place] = digest(sorted((name, str(value)) for name, value in told.items()))
            if before.get(place) != now[place] or not target.is_file():
                _get(files, keys[key], target)
        _forget(folder / _COPY, now)
        (folder / _LISTING).write_text(json.dumps(now, indent=0), "utf-8")
    return folder / _COPY / next(iter(now)) if is_one else folder / _COPY


def local_places(keys: Collection[str]) -> dict[str, str]:
    """Where the objects `keys` lie below a folder: paths that lead nowhere else, no two the same.

    A key may be anything: a part of it that is no name of a file is written as in a URL, one that is too long by its
    digest, and an object that has the name of a folder, too, says so.

    >>> local_places(["week 1/a.srt", "../a.srt", "a//b", "a"])
    {'week 1/a.srt': 'week 1/a.srt', '../a.srt': '%2E%2E/a.srt', 'a//b': 'a/%/b', 'a': 'a%2F'}
    """
    folders = {str(above) for key in keys for above in PurePosixPath(key).parents}
    return {key: "/".join(map(_name, key.split("/"))) + ("%2F" if key in folders else "") for key in keys}


def _name(part: str) -> str:
    """A part of a key as the name of a file."""
    if len(part.encode("utf-8", "surrogatepass")) > _LONGEST:
        return hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest() + PurePosixPath(part).suffix[-20:]
    if part in ("", ".", ".."):
        return part.replace(".", "%2E") or "%"
    return "".join(
        quote(sign, errors="surrogatepass") if sign in '%\\:*?"<>|' or not sign.isprintable() else sign for sign in part
    )


def _get(files: Any, name: str, target: Path) -> None:
    """Copy one object to `target`, whole or not at all."""
    with written_whole(target) as unfinished:
        files.get_file(name, str(unfinished))


def _listing(folder: Path) -> dict[str, str]:
    """What was told of each file when it was copied; nothing where that is not known."""
    try:
        kept = json.loads((folder / _LISTING).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _forget(folder: Path, kept: Mapping[str, str]) -> None:
    """Delete what the store does not have any more, and folders that are empty then."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            with suppress(OSError):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in kept:
            path.unlink()
