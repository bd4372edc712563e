"""One digest for what something is made from: equal digests, equal ingredients."""

from __future__ import annotations

import hashlib


def digest(value: object) -> str:
    """The sha256 of what Python writes for `value`, which must be made of plain data alone."""
    return hashlib.sha256(repr(value).encode("utf-8", "backslashreplace")).hexdigest()
