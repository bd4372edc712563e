"""The files of a site as the check reads them, each whole or not at all; what cannot be read is a finding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from lecturebook.check.html_pages import read_html
from lecturebook.check.markdown_pages import read_markdown
from lecturebook.check.pages import Page
from lecturebook.check.proof import Proof
from lecturebook.course.discover import SITE_FILE
from lecturebook.digests import digest
from lecturebook.guide_json import GuideHead, guide_from_json, head_from_json
from lecturebook.links import reaches_second
from lecturebook.model import Guide

# what a file may be that somebody else wrote
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class SiteFiles:
    """The files in `folder`: its pages, sorted, and the guides of its lectures by their folders."""

    def __init__(self, folder: Path, pages: Iterable[str], guides: Mapping[str, str], proof: Proof) -> None:
        self.folder, self.pages, self.guides = folder, sorted(pages), guides
        self._known, self._proof = frozenset(self.pages), proof
        # of each lecture: the sha256 of its guide, and the digest of what is told of it; asked for again and again
        self._guide_digests: dict[str, bytes] = {}
        self._told_digests: dict[str, bytes] = {}

    def has_page(self, name: str) -> bool:
        """Whether there is such a page, HTML or Markdown."""
        return name in self._known

    def guide(self, name: str, *, is_silent: bool = False) -> Guide | None:
        """The guide in a file; none that lies outside the site."""
        path = self.folder / name
        try:
            if not path.resolve().is_relative_to(self.folder.resolve()):
                raise ValueError("lies outside the site")
            return guide_from_json(path.read_text(encoding="utf-8"))
        except _BROKEN as error:
            if not is_silent:
                self._proof.found("file", name or SITE_FILE, f"no guide can be read ({type(error).__name__}: {error})")
        return None

    def head(self, name: str) -> GuideHead | None:
        """The head of the guide in a file; nothing is told where there is none."""
        try:
            return head_from_json((self.folder / name).read_text("utf-8"))
        except _BROKEN:
            return None

    def page(self, name: str, *, is_silent: bool = False) -> Page | None:
        """What a page says."""
        if not self._is_page(name):
            return None
        try:
            text = (self.folder / name).read_bytes().decode()
            return read_html(name, text) if name.endswith(".html") else read_markdown(name, text)
        except (OSError, UnicodeDecodeError) as error:
            if not is_silent:
                self._proof.found("file", name, f"cannot be read ({error})")
        return None

    def sha256(self, name: str) -> str:
        """The sha256 of a file of the site; empty where it cannot be read."""
        try:
            return hashlib.sha256((self.folder / name).read_bytes()).hexdigest()
        except (OSError, ValueError):
            return ""

    def page_digest(self, name: str) -> str:
        """The sha256 of a page that is there."""
        return self.sha256(name) if self._is_page(name) else ""

    def guide_digest(self, name: str) -> str:
        """The sha256 of a guide."""
        if name not in self._guide_digests:
            self._guide_digests[name] = bytes.fromhex(self.sha256(name))
        return self._guide_digests[name].hex()

    def told_digest(self, place: str, own: str) -> str:
        """What the proof of a page in the folder `own` that tells of the lecture in `place` rests on: its guide, and
        where that has no recording also its pages, for times lead into them.
        """
        if place == own:
            return self.guide_digest(self.guides.get(place, ""))
        if place not in self._told_digests:
            self._told_digests[place] = bytes.fromhex(self._told_digest(place))
        return self._told_digests[place].hex()

    def _told_digest(self, place: str) -> str:
        name = self.guides.get(place, "")
        guide, head = self.guide_digest(name), self.head(name)
        if not guide or head is None:
            return ""
        pages = () if reaches_second(head.lecture) else (f"{place}/guide.html", f"{place}/guide.md")
        return digest((guide, [self.sha256(page) for page in pages]))

    def _is_page(self, name: str) -> bool:
        return name in self._known and not (self.folder / name).is_symlink()
