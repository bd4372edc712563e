"""The check of a built site, file by file, from what anyone can read in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lecturebook.check.guides import contradictions
from lecturebook.check.links import Links
from lecturebook.check.pages import Page, read_page
from lecturebook.check.proof import Proof
from lecturebook.check.source import departures
from lecturebook.check.told import ToldLecture, compare
from lecturebook.check.waiting import Waiting
from lecturebook.course.course_json import read_keys
from lecturebook.course.discover import SITE_FILE, discover
from lecturebook.course.manifest import MANIFEST, damage, files_of
from lecturebook.course.transcripts import Listed
from lecturebook.errors import OutputError
from lecturebook.guide_json import guide_from_json
from lecturebook.links import source_url
from lecturebook.model import Guide
from lecturebook.render.paths import course_page


def check_site(folder: Path, lectures: Sequence[Path] | None = None) -> Proof:
    """The proof of the site in `folder`; with `lectures`, the places it was built from, of its source too.

    One lecture is in memory at a time. Pages that span lectures are read first: what they say of a lecture waits on a
    shelf until its turn comes. Raises OutputError where `folder` is no site of ours, SettingsError where `lectures`
    cannot be read.
    """
    document, proof = _course(folder), Proof()
    _Site(folder, document, _files(folder, proof), proof).check(_listed(lectures, proof))
    return proof


def _course(folder: Path) -> dict[str, Any]:
    """course.json, the list of what the site holds."""
    path = folder / SITE_FILE
    try:
        document = read_keys(path.read_text(encoding="utf-8"), ("lectures",))
    except (OSError, ValueError, RecursionError) as error:
        raise OutputError(str(path), f"cannot be read ({error}); accepted: the folder of a built site") from error
    if not isinstance(document["lectures"], list):
        raise OutputError(str(path), "lists no lectures; accepted: the folder of a built site")
    return document


def _files(folder: Path, proof: Proof) -> list[str]:
    """The files of the site, as its manifest has them: others may keep files of their own there.

    A site that is not published yet has no manifest; there every file counts.
    """
    if not (folder / MANIFEST).exists():
        return files_of(folder)
    harm = damage(folder)
    for path in harm.missing:
        proof.found("file", path, "is missing")
    for path in harm.altered:
        proof.found("file", path, "is not as it was published")
    return sorted(set(files_of(folder)) - set(harm.strangers))


def _listed(lectures: Sequence[Path] | None, proof: Proof) -> dict[str, Listed] | None:
    """The lectures of the transcripts, by id."""
    if lectures is None:
        return None
    proof.source = True
    return {listed.transcript.id: listed for listed in discover(*lectures).lectures}


class _Site:
    """A site, held against its guides and against itself."""

    def __init__(self, folder: Path, document: dict[str, Any], files: Sequence[str], proof: Proof) -> None:
        self._folder, self._proof = folder, proof
        names = [str(row.get("guide", "")) if isinstance(row, dict) else "" for row in document["lectures"]]
        self._guides = {name.rpartition("/")[0]: name for name in names}
        self._pages = sorted(name for name in files if name.endswith((".html", ".md")))
        self._known = set(self._pages)
        self._links = Links(files_of(folder), proof)
        self._waiting = Waiting()
        self._media: set[str] = set()

    def check(self, listed: dict[str, Listed] | None) -> None:
        """Find all that does not hold."""
        own = dict[str, list[str]]()
        for name in self._pages:
            place = name.rpartition("/")[0]
            if place and place in self._guides:
                own.setdefault(place, []).append(name)
            elif self._is_first(name):
                self._read_pair(name)
        self._waiting.sort()
        for place, name in self._guides.items():
            self._lecture(place, name, own.get(place, []), listed)
        self._late()
        self._links.check(self._media, (course_page("html"), course_page("md")))

    def _is_first(self, name: str) -> bool:
        """Whether a page is read for itself: the Markdown of an HTML page is read with that."""
        return name.endswith(".html") or name.removesuffix(".md") + ".html" not in self._known

    def _lecture(self, place: str, name: str, pages: Sequence[str], listed: dict[str, Listed] | None) -> None:
        """One lecture: its guide, its pages, and what other pages say of it."""
        guide = self._guide(name)
        if guide is not None:
            self._proof.lectures += 1
            for line in contradictions(guide):
                self._proof.found("guide", name, line)
            if listed is not None:
                self._source(name, guide, listed.get(guide.lecture.id))
            self._media.add(urlsplit(source_url(guide.lecture)).path)
            for path in (f"{place}/guide.html", f"{place}/guide.md"):
                if path not in self._known:
                    self._proof.found("file", path, "the lecture has no such page")
        told = ToldLecture(place, guide, self._proof)
        read = [page for path in pages if self._is_first(path) for page in self._read_pair(path, place)]
        for page in read:
            told.learn(page)
        for page in read:
            told.check(page)
        if place:
            for path, statements, times in self._waiting.of(place):
                told.check_all(path, statements, times)

    def _late(self) -> None:
        """What pages say of a lecture that is none of the site's, or said after its turn had passed."""
        for place, path, statements, times in self._waiting.rest():
            name = self._guides.get(place) if place else None
            guide = self._guide(name, is_silent=True) if name else None
            told = ToldLecture(place, guide, self._proof)
            if guide is not None:
                for form in ("html", "md"):
                    if (page := self._page(f"{place}/guide.{form}", is_silent=True)) is not None:
                        told.learn(page)
            told.check_all(path, statements, times)

    def _guide(self, name: str, *, is_silent: bool = False) -> Guide | None:
        path = self._folder / name
        try:
            if not path.resolve().is_relative_to(self._folder.resolve()):
                raise ValueError("lies outside the site")
            return guide_from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if not is_silent:
                self._proof.found("file", name or SITE_FILE, f"no guide can be read ({type(error).__name__}: {error})")
        return None

    def _source(self, where: str, guide: Guide, listed: Listed | None) -> None:
        """The guide against its transcript, read again."""
        if listed is None:
            self._proof.found("source", where, f"no transcript of a lecture {guide.lecture.id!r} is there")
            return
        self._proof.words += len(guide.words)
        for line in departures(guide, listed.read()):
            self._proof.found("source", where, line)

    def _page(self, name: str, *, is_silent: bool = False) -> Page | None:
        if name not in self._known or (self._folder / name).is_symlink():
            return None
        try:
            return read_page(name, (self._folder / name).read_bytes().decode())
        except (OSError, UnicodeDecodeError) as error:
            if not is_silent:
                self._proof.found("file", name, f"cannot be read ({error})")
        return None

    def _read_pair(self, name: str, own: str = "") -> list[Page]:
        """A page and its Markdown, which have to say the same; what they say of others than `own` has to wait."""
        twin = name.removesuffix(".html") + ".md"
        pages = [page for path in dict.fromkeys((name, twin)) if (page := self._page(path)) is not None]
        for page in pages:
            self._proof.pages += 1
            for mistake in page.mistakes:
                self._proof.found("quote", page.path, mistake)
            self._links.add(page)
            self._waiting.add(page, own)
        if name.endswith(".html") and pages and pages[0].path == name:
            if len(pages) == 1:
                self._proof.found("twin", name, f"there is no {twin}")
            else:
                compare(pages[0], pages[1], self._proof)
        return pages
