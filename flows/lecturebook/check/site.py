"""The check of a built site, file by file, from what anyone can read in it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lecturebook.check.cards import untrue_cards
from lecturebook.check.choices import Choices, Row, read_choices
from lecturebook.check.guides import contradictions
from lecturebook.check.links import Links, facts_of
from lecturebook.check.pages import Page
from lecturebook.check.proof import Proof
from lecturebook.check.proven import PageFacts, PairFacts, Proven
from lecturebook.check.site_files import SiteFiles
from lecturebook.check.source import departures
from lecturebook.check.staff import shown_words, unwritten
from lecturebook.check.told import ToldLecture, compare
from lecturebook.check.waiting import Waiting
from lecturebook.course.cache import NO_CACHE, GuideCache
from lecturebook.course.discover import SITE_FILE, discover
from lecturebook.course.json_items import read_items
from lecturebook.course.manifest import MANIFEST, damage, files_of
from lecturebook.course.transcripts import Listed
from lecturebook.digests import digest
from lecturebook.errors import OutputError
from lecturebook.guide_json import GuideHead
from lecturebook.links import source_url
from lecturebook.model import Guide
from lecturebook.render.paths import course_page


def check_site(
    folder: Path,
    lectures: Sequence[Path] | None = None,
    proven: Proven | None = None,
    store: GuideCache = NO_CACHE,
) -> Proof:
    """The proof of the site in `folder`; with `lectures`, the places it was built from, of its source too.

    One lecture is in memory at a time. Pages that span lectures are read first: what they say of a lecture waits on a
    shelf until its turn comes. What is `proven` by an earlier check need not be proven again, and what this one proves
    is added; `store` knows what transcripts were read as. Raises OutputError where `folder` is no site of ours,
    SettingsError where `lectures` cannot be read.
    """
    proof = Proof()
    guides, choices = _course(folder, proof)
    proven = proven or Proven("")
    proven.begin()
    site = _Site(folder, guides, choices, _files(folder, proof), proof, proven)
    site.check(_sources(lectures, proof, store))
    if proof.holds:
        proven.keep()
    return proof


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a site was made from: the lectures, by id, and everything that staff wrote in words of their own."""

    lectures: dict[str, Listed]
    own_words: frozenset[str]


def _course(folder: Path, proof: Proof) -> tuple[list[str], Choices]:
    """What course.json says that the site holds: the paths of the guides, and the questions of the course."""
    path = folder / SITE_FILE
    try:
        guides = [str(row.get("guide", "")) if isinstance(row, dict) else "" for row in read_items(path, "lectures")]
    except (OSError, ValueError, RecursionError) as error:
        raise OutputError(str(path), f"cannot be read ({error}); accepted: the folder of a built site") from error
    if not guides:
        raise OutputError(str(path), "lists no lectures; accepted: the folder of a built site")
    choices, why = read_choices(path)
    if why:
        proof.found("guide", SITE_FILE, why)
    return guides, choices


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


def _sources(lectures: Sequence[Path] | None, proof: Proof, store: GuideCache) -> _Sources | None:
    """What stands at the places that the site was built from, if they are known."""
    if lectures is None:
        return None
    proof.source = True
    plan = discover(*lectures, store=store)
    return _Sources({listed.transcript.id: listed for listed in plan.lectures}, plan.edits.own_words)


class _Site:
    """A site, held against its guides and against itself."""

    def __init__(
        self,
        folder: Path,
        guides: Sequence[str],
        choices: Choices,
        files: Sequence[str],
        proof: Proof,
        proven: Proven,
    ) -> None:
        self._choices, self._proof, self._proven = choices, proof, proven
        # what pages show as written by staff, each with its page, and what staff did write for any lecture
        self._shown_by_staff: list[tuple[str, str]] = []
        self._by_staff: set[str] = set()
        self._guides = {name.rpartition("/")[0]: name for name in guides}
        self._asked: set[str] = set()
        pages = (name for name in files if name.endswith((".html", ".md")))
        self._files = SiteFiles(folder, pages, self._guides, proof)
        self._links = Links(files_of(folder), proof)
        self._waiting = Waiting()
        self._media: set[str] = set()

    def check(self, sources: _Sources | None) -> None:
        """Find all that does not hold."""
        own = dict[str, list[str]]()
        for name in self._files.pages:
            place = name.rpartition("/")[0]
            if place and place in self._guides:
                own.setdefault(place, []).append(name)
            elif self._is_first(name):
                for facts, _ in self._read_pair(name):
                    self._shown_by_staff += [(facts.path, text) for text in facts.by_staff]
        self._waiting.sort()
        for place, name in self._guides.items():
            self._lecture(place, name, own.get(place, []), sources)
        self._late()
        for path, text in self._shown_by_staff:
            self._is_by_staff(path, text, self._by_staff)
        self._links.check(self._media, (course_page("html"), course_page("md")))

    def _is_first(self, name: str) -> bool:
        """Whether a page is read for itself: the Markdown of an HTML page is read with that."""
        return name.endswith(".html") or not self._files.has_page(name.removesuffix(".md") + ".html")

    def _lecture(self, place: str, name: str, pages: Sequence[str], sources: _Sources | None) -> None:
        """One lecture: its guide, its pages, and what other pages say of it."""
        read = [(facts, page) for path in pages if self._is_first(path) for facts, page in self._read_pair(path, place)]
        waiting = self._waiting.of(place) if place else iter(())
        first = next(waiting, None)
        known = self._proven_head(name, sources)
        head: GuideHead | Guide | None = known
        guide = None
        if known is None or known.is_edited or first is not None or any(page is not None for _, page in read):
            guide = self._files.guide(name, is_silent=head is not None)
        if head is None and guide is not None:
            head = guide
            self._prove(name, guide, sources)
        if head is not None:
            self._proof.lectures += 1
            self._media.add(urlsplit(source_url(head.lecture)).path)
            for path in (f"{place}/guide.html", f"{place}/guide.md"):
                if not self._files.has_page(path):
                    self._proof.found("file", path, "the lecture has no such page")
            asked = self._choices.of(head.lecture.slug)
            self._asked.add(head.lecture.slug)
            self._cards(f"{place}/cards.js", name, asked, guide)
            self._questions(name, asked, guide)
        by_staff = shown_words(guide) if guide else frozenset[str]()
        self._by_staff |= by_staff
        for facts, _ in read:
            for text in facts.by_staff:
                if facts.path in (f"{place}/guide.html", f"{place}/guide.md"):
                    self._is_by_staff(facts.path, text, by_staff)
                else:
                    self._shown_by_staff.append((facts.path, text))
        told = ToldLecture(place, guide, self._proof)
        for facts, _ in read:
            told.learn(facts)
        for _, page in read:
            if page is not None:
                told.check(page)
        for path, statements, times in (*((first,) if first else ()), *waiting):
            told.check_all(path, statements, times)

    def _is_by_staff(self, path: str, text: str, known: Set[str]) -> None:
        if text not in known:
            self._proof.found("quote", path, f"{text[:60]!r} is not what staff wrote")

    def _cards(self, path: str, name: str, rows: Sequence[Row], guide: Guide | None) -> None:
        """What a session over the course asks of one lecture; what was proven of the same guide is not read again."""
        key = digest(("cards", self._files.sha256(path), self._files.guide_digest(name), rows))
        if self._proven.words(key) is not None:
            return
        guide = guide or self._files.guide(name, is_silent=True)
        try:
            script = (self._files.folder / path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self._proof.found("file", path, f"cannot be read ({error})")
            return
        for line in untrue_cards(script, guide, rows) if guide else ():
            self._proof.found("quote", path, line)
        self._proven.add_words(key, 0)

    def _questions(self, name: str, rows: Sequence[Row], guide: Guide | None) -> None:
        """The questions of the course on one lecture; what was proven of the same guide is not read again."""
        if not rows:
            return
        key = digest(("questions", self._files.guide_digest(name), self._choices.told_of(rows)))
        if self._proven.words(key) is None:
            for line in self._choices.untrue(rows, guide or self._files.guide(name, is_silent=True)):
                self._proof.found("guide", SITE_FILE, line)
            self._proven.add_words(key, 0)

    def _proven_head(self, name: str, sources: _Sources | None) -> GuideHead | None:
        """The head of a guide that was proven before, against the same transcript."""
        if not self._files.guide_digest(name):
            return None
        head = self._files.head(name)
        if head is None:
            return None
        words = self._proven.words(self._guide_key(name, head.lecture.id, sources))
        if words is None:
            return None
        self._proof.words += words if sources is not None else 0
        return head

    def _guide_key(self, name: str, identity: str, sources: _Sources | None) -> str:
        found = sources.lectures.get(identity) if sources is not None else None
        against = (found.transcript.source.sha256, found.cues, sorted(sources.own_words)) if found and sources else ()
        return digest(("guide", name, self._files.guide_digest(name), sources is None, against))

    def _prove(self, name: str, guide: Guide, sources: _Sources | None) -> None:
        """A guide against itself, and against its transcript, read again."""
        for line in contradictions(guide):
            self._proof.found("guide", name, line)
        found = sources.lectures.get(guide.lecture.id) if sources is not None else None
        if sources is not None and found is not None:
            self._proof.words += len(guide.words)
            for line in (*departures(guide, found.read()), *unwritten(guide, sources.own_words)):
                self._proof.found("source", name, line)
        elif sources is not None:
            self._proof.found("source", name, f"no transcript of a lecture {guide.lecture.id!r} is there")
        self._proven.add_words(self._guide_key(name, guide.lecture.id, sources), len(guide.words))

    def _late(self) -> None:
        """What pages say of a lecture that is none of the site's, or said after its turn had passed."""
        for lecture in self._choices.strangers(self._asked):
            for line in self._choices.untrue(self._choices.of(lecture), None):
                self._proof.found("guide", SITE_FILE, line)
        for place, path, statements, times in self._waiting.rest():
            name = self._guides.get(place) if place else None
            guide = self._files.guide(name, is_silent=True) if name else None
            told = ToldLecture(place, guide, self._proof)
            if guide is not None:
                for form in ("html", "md"):
                    if (page := self._files.page(f"{place}/guide.{form}", is_silent=True)) is not None:
                        told.learn(facts_of(page, Proof()))
            told.check_all(path, statements, times)

    def _read_pair(self, name: str, own: str = "") -> list[tuple[PageFacts, Page | None]]:
        """A page and its Markdown, which have to say the same; what they say of others than `own` has to wait.

        What was proven before is not read, and comes without a page.
        """
        twin = name.removesuffix(".html") + ".md"
        names = tuple(dict.fromkeys((name, twin)))
        key = digest(("page", [(path, self._files.page_digest(path)) for path in names]))
        known = self._proven.pair(key)
        if known is not None and all(self._files.told_digest(place, own) == sha for place, sha in known.told.items()):
            for facts in known.pages:
                self._count(facts)
            return [(facts, None) for facts in known.pages]
        pages = [page for path in names if (page := self._files.page(path)) is not None]
        told = {place: self._files.told_digest(place, own) for page in pages for place in self._told(page, own)}
        read = []
        for page in pages:
            for mistake in page.mistakes:
                self._proof.found("quote", page.path, mistake)
            facts = facts_of(page, self._proof)
            self._links.add(facts)
            self._proof.pages += 1
            self._proof.links += facts.link_count
            self._waiting.add(page, own)
            read.append((facts, page))
        if name.endswith(".html") and pages and pages[0].path == name:
            if len(pages) == 1:
                self._proof.found("twin", name, f"there is no {twin}")
            else:
                compare(pages[0], pages[1], self._proof)
        self._proven.add_pair(key, PairFacts([facts for facts, _ in read], told))
        return [(facts, page) for facts, page in read]

    def _count(self, facts: PageFacts) -> None:
        """A page that was proven before, as if it were read."""
        self._links.add(facts)
        self._proof.pages += 1
        self._proof.links += facts.link_count
        self._proof.statements += facts.statements
        self._proof.times += facts.times

    def _told(self, page: Page, own: str) -> set[str]:
        """The folders of the lectures that a page tells of."""
        times = (*(statement.time for statement in page.statements), *page.times)
        return {*((own,) if own else ()), *(time.lecture.rpartition("/")[0] for time in times)}
