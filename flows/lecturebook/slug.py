"""Names that are safe in a path and a URL, one for each id, whatever the id holds."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_PLAIN = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# names that Windows keeps for devices; a folder of that name cannot be opened there
_DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))])
_LONGEST = 60


def words_slug(text: str) -> str:
    """`text` as lower-case ASCII words joined by ``-``; empty where it has none.

    >>> words_slug("B-tree: a Überblick"), words_slug("待ち行列")
    ('b-tree-a-uberblick', '')
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", folded.lower()))[:_LONGEST].strip("-")


def file_slug(identity: str) -> str:
    """A file name for `identity` that no other identity has, on any file system.

    An id of lower-case ASCII words is its own name. Any other gets its words, ``--`` and ten hex digits of the id's
    sha256: so case, a leading ``-``, dots and Unicode twins stay apart, and no plain id can look like it.

    >>> file_slug("01-storage"), file_slug("-9evrZnBorM")
    ('01-storage', '9evrznborm--50e872361c')
    """
    if _PLAIN.fullmatch(identity) and len(identity) <= _LONGEST and identity not in _DEVICES:
        return identity
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{words_slug(identity) or 'id'}--{digest}"
