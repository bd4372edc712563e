"""The check of a built site, file by file, from what anyone can read in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lecturebook.check.cards import untrue_cards
from lecturebook.check.choices import untrue_choices
from lecturebook.check.guides import contradictions
from lecturebook.check.pages import Page, Statement, Time, read_page, resolve
from lecturebook.check.proof import Proof
from lecturebook.check.source import departures
from lecturebook.check.staff import shown_words, unwritten
from lecturebook.check.words import SpokenWords, spoken
from lecturebook.course.discover import SITE_FILE, discover
from lecturebook.course.manifest import MANIFEST, damage, files_of
from lecturebook.errors import OutputError
from lecturebook.guide_json import guide_from_json
from lecturebook.links import is_external, reaches_second, source_url, time_url
from lecturebook.model import Guide
from lecturebook.render.markdown_text import printable
from lecturebook.render.paths import course_page, to_root
from lecturebook.timecode import clock


def check_site(folder: Path, lectures: Sequence[Path] | None = None) -> Proof:
    """The proof of the site in `folder`; with `lectures`, the places it was built from, of its source too.

    Raises OutputError where `folder` is no site of ours, SettingsError where `lectures` cannot be read.
    """
    document = _course(folder)
    proof = Proof()
    files = _files(folder, proof)
    guides = _guides(folder, document, proof)
    pages = _pages(folder, files, proof)
    _check_guides(guides, proof)
    for line in untrue_choices(document, guides):
        proof.found("guide", SITE_FILE, line)
    _check_cards(folder, document, guides, proof)
    if lectures is not None:
        _check_source(guides, lectures, proof)
    _Pages(pages, guides, folder, proof).check()
    return proof


def _course(folder: Path) -> dict[str, Any]:
    """course.json, the list of what the site holds."""
    path = folder / SITE_FILE
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise OutputError(str(path), f"cannot be read ({error}); accepted: the folder of a built site") from error
    if not isinstance(document, dict) or not isinstance(document.get("lectures"), list):
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


def _guides(folder: Path, document: dict[str, Any], proof: Proof) -> dict[str, Guide]:
    """The guides that course.json lists, by their folders, in course order."""
    guides: dict[str, Guide] = {}
    for row in document["lectures"]:
        name = str(row.get("guide", "")) if isinstance(row, dict) else ""
        path = folder / name
        try:
            if not path.resolve().is_relative_to(folder.resolve()):
                raise ValueError("lies outside the site")
            guides[name.rpartition("/")[0]] = guide_from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            proof.found("file", name or SITE_FILE, f"no guide can be read ({type(error).__name__}: {error})")
    proof.lectures = len(guides)
    return guides


def _pages(folder: Path, files: Sequence[str], proof: Proof) -> dict[str, Page]:
    """All pages by their paths from `folder`."""
    pages = {}
    for name in files:
        if name.endswith((".html", ".md")) and not (folder / name).is_symlink():
            try:
                pages[name] = read_page(name, (folder / name).read_bytes().decode())
            except (OSError, UnicodeDecodeError) as error:
                proof.found("file", name, f"cannot be read ({error})")
    proof.pages = len(pages)
    return pages


def _check_guides(guides: dict[str, Guide], proof: Proof) -> None:
    for place, guide in guides.items():
        for line in contradictions(guide):
            proof.found("guide", f"{place}/guide.json", line)


def _check_cards(folder: Path, document: dict[str, Any], guides: dict[str, Guide], proof: Proof) -> None:
    """What a session over the course asks, against the guides and the questions of the course."""
    for place, guide in guides.items():
        rows = (row for row in document.get("questions", ()) if row["lecture"] == guide.lecture.slug)
        name = f"{place}/cards.js"
        try:
            script = (folder / name).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            proof.found("file", name, f"cannot be read ({error})")
            continue
        for line in untrue_cards(script, guide, rows):
            proof.found("quote", name, line)


def _check_source(guides: dict[str, Guide], lectures: Sequence[Path], proof: Proof) -> None:
    """Every guide against its transcript, read again."""
    proof.source = True
    plan = discover(*lectures)
    transcripts = {transcript.id: transcript for transcript in plan.transcripts}
    for place, guide in guides.items():
        where = f"{place}/guide.json"
        transcript = transcripts.get(guide.lecture.id)
        if transcript is None:
            proof.found("source", where, f"no transcript of a lecture {guide.lecture.id!r} is there")
            continue
        proof.words += len(guide.words)
        for line in (*departures(guide, transcript), *unwritten(guide, plan.edits.own_words)):
            proof.found("source", where, line)


class _Pages:
    """The pages of one site, held against its guides and against each other."""

    def __init__(self, pages: dict[str, Page], guides: dict[str, Guide], folder: Path, proof: Proof) -> None:
        self._pages = pages
        self._guides = {f"{place}/guide.{form}": guide for place, guide in guides.items() for form in ("html", "md")}
        self._spoken = {guide.lecture.id: SpokenWords(guide) for guide in guides.values()}
        self._files = set(files_of(folder))
        self._media = {urlsplit(source_url(guide.lecture)).path for guide in guides.values()} - {""}
        self._marks = {path: list(_marks(page)) for path, page in pages.items()}
        self._by_staff = {path: shown_words(guide) for path, guide in self._guides.items()}
        # a page of the course may show what they wrote for any lecture
        self._by_any_staff: frozenset[str] = frozenset().union(*self._by_staff.values())
        self._proof = proof

    def check(self) -> None:
        for path in self._guides:
            if path not in self._pages:
                self._proof.found("file", path, "the lecture has no such page")
        for page in self._pages.values():
            for mistake in page.mistakes:
                self._proof.found("quote", page.path, mistake)
            for statement in page.statements:
                self._quote(page, statement)
            for time in page.times:
                self._time(page, time)
            for href in page.links:
                self._link(page, href)
            if page.path in self._guides:
                self._transcript(page, self._guides[page.path])
                self._written(page, self._guides[page.path])
                self._described(page)
            for text in page.by_staff:
                if text not in self._by_staff.get(page.path, self._by_any_staff):
                    self._proof.found("quote", page.path, f"{text[:60]!r} is not what staff wrote")
            if page.path.endswith(".html"):
                self._twin(page)
        for form in ("html", "md"):
            self._reach(course_page(form), f".{form}")

    def _quote(self, page: Page, statement: Statement) -> None:
        self._proof.statements += 1
        guide = self._guides.get(statement.time.lecture)
        if guide is None:
            self._proof.found("quote", page.path, f"{_cite(statement)} is of no lecture")
        elif not self._spoken[guide.lecture.id].proves(statement):
            self._proof.found("quote", page.path, f"{_cite(statement)} was not said then")
        else:
            spoken_words = self._spoken[guide.lecture.id]
            for shown, heard in statement.heard:
                if not spoken_words.proves_heard(shown, heard):
                    self._proof.found("quote", page.path, f"{heard[:60]!r} was not heard for {shown[:60]!r}")

    def _time(self, page: Page, time: Time) -> None:
        """The time leads to its own second of its lecture, inside the covered time."""
        self._proof.times += 1
        guide = self._guides.get(time.lecture)
        if guide is None:
            self._proof.found("time", page.path, f"{clock(time.second)} is of no lecture")
            return
        if not any(start - 1 < time.second <= end for start, end in guide.covered):
            self._proof.found("time", page.path, f"{clock(time.second)} is outside the covered time")
        if reaches_second(guide.lecture):
            url = time_url(guide.lecture, time.second)
            leads = time.href == (url if is_external(url) else to_root(page.path) + url)
        else:
            leads = self._marks_second(page, time)
        if not leads:
            self._proof.found("time", page.path, f"{clock(time.second)} leads to {time.href!r}")

    def _marks_second(self, page: Page, time: Time) -> bool:
        """Whether a time without a recording leads to the place of its second in the lecture's transcript."""
        target, anchor = resolve(page.path, time.href)
        marks = self._marks.get(target, [])
        if target != time.lecture or not anchor:
            return target == time.lecture and not marks
        at = next((n for n, (_, name) in enumerate(marks) if name == anchor), None)
        if at is None:
            return False
        after = marks[at + 1][0] if at + 1 < len(marks) else time.second
        return (at == 0 or marks[at][0] <= time.second) and time.second <= after

    def _link(self, page: Page, href: str) -> None:
        self._proof.links += 1
        if is_external(href):
            return
        if urlsplit(href).scheme or href.startswith("/"):
            self._proof.found("link", page.path, f"{href!r} leads out of the site")
            return
        target, anchor = resolve(page.path, href)
        if target.startswith("../"):
            self._proof.found("link", page.path, f"{href!r} leads out of the site")
        elif target not in self._files:
            if target not in self._media:  # recordings are put beside a site by those who publish it
                self._proof.found("link", page.path, f"{href!r} leads to no file")
        elif anchor and target in self._pages and anchor not in self._pages[target].anchors:
            self._proof.found("anchor", page.path, f"{href!r}: {target} has no such place")

    def _transcript(self, page: Page, guide: Guide) -> None:
        """What a page shows as the transcript is every word once, in order."""
        shown = [spoken(word) for s in page.statements if s.is_transcript for word in s.words.split()]
        said = self._spoken[guide.lecture.id].words
        if shown and shown != said:
            shared = min(len(shown), len(said))
            at = next((n for n in range(shared) if shown[n] != said[n]), shared)
            second = clock(guide.words[min(at, len(said) - 1)].start)
            self._proof.found("transcript", page.path, f"word {at} (at {second}) of {len(said)} is not the one shown")

    def _written(self, page: Page, guide: Guide) -> None:
        """What a page shows as written by a model is what the guide has, where its support is proven."""
        known = {" ".join(printable(w.text).split()) for section in guide.sections for w in section.written}
        for text in page.written:
            if text not in known:
                self._proof.found("quote", page.path, f"{text[:60]!r} is not what the guide's writer wrote")

    def _described(self, page: Page) -> None:
        """What the head of a lecture's page says of it is what the page quotes, passage after passage."""
        quoted = [" ".join(s.words.split()) for s in page.statements if not s.is_transcript]
        for text in page.described:
            if not _is_run(text, quoted):
                self._proof.found("quote", page.path, f"the head says {text[:60]!r}, which the page does not quote")

    def _twin(self, page: Page) -> None:
        """The Markdown of a page makes the same statements, as often."""
        name = page.path.removesuffix(".html") + ".md"
        twin = self._pages.get(name)
        if twin is None:
            self._proof.found("twin", page.path, f"there is no {name}")
            return
        here, there = (Counter((s.time.second, " ".join(s.words.split())) for s in p.statements) for p in (page, twin))
        if Counter(page.by_staff) != Counter(twin.by_staff):
            self._proof.found("twin", page.path, "the two forms show different words of staff")
        for path, missing in ((name, here - there), (page.path, there - here)):
            for second, words in sorted(missing):
                self._proof.found("twin", path, f"{clock(second)} {words[:60]!r} stands only in the other form")

    def _reach(self, start: str, suffix: str) -> None:
        """Every page of one form can be reached from the course's page of that form."""
        reached, waiting = {start}, [start]
        while waiting:
            page = self._pages.get(waiting.pop())
            targets = {resolve(page.path, href)[0] for href in page.links if not is_external(href)} if page else set()
            new = {target for target in targets if target in self._pages and target.endswith(suffix)} - reached
            reached |= new
            waiting += sorted(new)
        for path in sorted(path for path in self._pages if path.endswith(suffix) and path not in reached):
            self._proof.found("reach", path, f"no link leads there from {start}")


def _marks(page: Page) -> Iterator[tuple[int, str]]:
    """The anchors of a page's transcript with the second of the first words below each."""
    firsts: dict[str, int] = {}
    for statement in page.statements:
        if statement.is_transcript:
            firsts.setdefault(statement.anchor, statement.time.second)
    yield from ((second, anchor) for anchor, second in firsts.items())


def _is_run(text: str, passages: Sequence[str]) -> bool:
    """Whether `text` is some of `passages` that follow each other."""
    for first, run in enumerate(passages):
        for passage in passages[first + 1 :]:
            if run == text or not text.startswith(run):
                break
            run += f" {passage}"
        if run == text:
            return True
    return False


def _cite(statement: Statement) -> str:
    words = " ".join(statement.words.split())
    return f"{clock(statement.time.second)} {words[:60]!r}"
