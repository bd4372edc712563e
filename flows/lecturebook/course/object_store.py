"""Object stores, and any other place that fsspec knows by a URL, with errors that say which URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lecturebook.errors import LecturebookError, OutputError, SettingsError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ACCEPTED = "a URL of an object store, such as s3://bucket/course"
# what is a folder anyway, and what cannot be written or listed
_REFUSED = ("file", "local", "http", "https")


def is_url(place: str) -> bool:
    """Whether `place` is no path of this machine.

    >>> is_url("s3://bucket/course"), is_url("lectures/week 1")
    (True, False)
    """
    return "://" in place


def open_store(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of `url`, and the path in it, without a slash at its end. Raises SettingsError where there is
    none, or a package is missing."""
    if not urlsplit(url).scheme or "::" in url or urlsplit(url).scheme in _REFUSED:
        raise SettingsError("URL", repr(url), _ACCEPTED)
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(url)
    except ImportError as error:
        accepted = "pip install 'lecturebook[remote]', which has s3://; others need fsspec's package for them"
        raise SettingsError("URL", f"{url!r}: {error}", accepted) from None
    except ValueError as error:
        raise SettingsError("URL", f"{url!r}: {error}", _ACCEPTED) from error
    return files, str(root).rstrip("/")


@contextmanager
def refusals(url: str) -> Iterator[None]:
    """What a store says within the block, such as that it knows no credentials, becomes an OutputError of `url`."""
    try:
        yield
    except LecturebookError:
        raise
    except Exception as error:  # each store has exceptions of its own
        raise OutputError(url, f"{type(error).__name__}: {error}") from error
