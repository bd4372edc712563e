"""A finished site copied to an object store, or any other place that fsspec knows by a URL.

There no folder can take another's place in one step. So a build lies under its own name, `URL/builds/ID/`, and is whole
before the entry page, `URL/index.html`, leads to it: who is reading an older one goes on reading that. The last two
builds stay. No lock is taken: of two uploads at the same time the later one's entry page counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lecturebook.course.manifest import MANIFEST, damage, read_manifest
from lecturebook.errors import LecturebookError, OutputError, SettingsError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ENTRY, _BUILDS = "index.html", "builds"
# letters of a build's name, which is the digest of its manifest: the same site has the same name
_LETTERS = 16
_ACCEPTED = "a URL of an object store, such as s3://bucket/course"
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Study guide</title>
<meta http-equiv="refresh" content="0; url={target}">
<p><a href="{target}">To the study guide</a></p>
</html>
"""


def upload(site: Path, url: str) -> str:
    """Copy the built `site` to `url`; the URL of the entry page.

    A file that the last build there has too is copied from that, inside the store. Raises SettingsError where the URL
    cannot be used, OutputError where `site` is not as it was published or the store refuses.
    """
    harm = damage(site)
    if harm:
        first = next(iter((*harm.missing, *harm.altered)))
        raise OutputError(str(site), f"is not as it was published ({first}); accepted: a site as it was built")
    files, root = _store(url)
    name = hashlib.sha256((site / MANIFEST).read_bytes()).hexdigest()[:_LETTERS]
    with _refusals(url):
        before = _current(files, root)
        if not files.exists(f"{root}/{_BUILDS}/{name}/{MANIFEST}"):
            _copy(site, files, f"{root}/{_BUILDS}/{name}", f"{root}/{_BUILDS}/{before}")
        files.pipe_file(f"{root}/{_ENTRY}", _PAGE.format(target=f"{_BUILDS}/{name}/index.html").encode())
        _prune(files, root, {name, before})
    return f"{url.rstrip('/')}/{_ENTRY}"


def _store(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of `url`, and the path in it."""
    if not urlsplit(url).scheme or "::" in url or urlsplit(url).scheme in ("file", "local", "http", "https"):
        raise SettingsError("upload", repr(url), _ACCEPTED)
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(url)
    except ImportError as error:
        raise SettingsError(
            "upload", f"{url!r} needs {error.name or error}", "pip install 'lecturebook[remote]'"
        ) from None
    except ValueError as error:
        raise SettingsError("upload", f"{url!r}: {error}", _ACCEPTED) from error
    return files, str(root).rstrip("/")


@contextmanager
def _refusals(url: str) -> Iterator[None]:
    """What a store says within the block, such as that it knows no credentials, becomes an OutputError of `url`."""
    try:
        yield
    except LecturebookError:
        raise
    except Exception as error:  # each store has exceptions of its own
        raise OutputError(url, f"{type(error).__name__}: {error}") from error


def _current(files: AbstractFileSystem, root: str) -> str:
    """The name of the build that the entry page leads to; empty where there is none."""
    try:
        page = bytes(files.cat_file(f"{root}/{_ENTRY}")).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    name = page.partition(f"url={_BUILDS}/")[2][:_LETTERS]
    if not name or set(name) - set("0123456789abcdef"):
        raise OutputError(root, f"has a page {_ENTRY} that lecturebook did not make; accepted: an empty place")
    return name


def _copy(site: Path, files: AbstractFileSystem, folder: str, before: str) -> None:
    """Every file of `site` into `folder`, its manifest last: a build that has one is whole."""
    there: dict[str, Any] = {}
    try:
        lines = bytes(files.cat_file(f"{before}/{MANIFEST}")).decode().splitlines()
        there = {line[66:]: line[:64] for line in lines}
    except (FileNotFoundError, UnicodeDecodeError):
        pass  # nothing can be shared
    for path, sha256 in read_manifest(site).items():
        if there.get(path) == sha256:
            files.cp_file(f"{before}/{path}", f"{folder}/{path}")
        else:
            files.pipe_file(f"{folder}/{path}", (site / path).read_bytes())
    files.pipe_file(f"{folder}/{MANIFEST}", (site / MANIFEST).read_bytes())


def _prune(files: AbstractFileSystem, root: str, kept: set[str]) -> None:
    """Delete all builds but those `kept`."""
    for path in files.ls(f"{root}/{_BUILDS}", detail=False):
        if str(path).rstrip("/").rpartition("/")[2] not in kept:
            files.rm(path, recursive=True)
