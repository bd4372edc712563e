"""Whether what pages say of one lecture was said, and whether its times lead to their seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lecturebook.check.pages import Page, Statement, Time, is_lecture_page, resolve
from lecturebook.check.proof import Proof
from lecturebook.check.proven import PageFacts
from lecturebook.check.words import SpokenWords, spoken
from lecturebook.links import is_external, reaches_second, time_url
from lecturebook.model import Guide
from lecturebook.render.markdown_text import printable
from lecturebook.render.paths import to_root
from lecturebook.timecode import clock


class ToldLecture:
    """One lecture, in the folder `place`, as pages tell of it; without a guide nothing holds that they tell."""

    def __init__(self, place: str, guide: Guide | None, proof: Proof) -> None:
        self._guide, self._proof = guide, proof
        self._own = {f"{place}/guide.{form}" for form in ("html", "md")}
        self._spoken = SpokenWords(guide) if guide else None
        self._marks: dict[str, list[tuple[int, str]]] = {}

    def learn(self, page: PageFacts) -> None:
        """Note where on a page of the lecture itself the seconds of its transcript stand."""
        self._marks[page.path] = page.marks

    def check(self, page: Page) -> None:
        """A page of the lecture itself: besides what it says, its transcript and what a model wrote."""
        about = [s for s in page.statements if s.time.lecture in self._own]
        self.check_all(page.path, about, [time for time in page.times if time.lecture in self._own])
        if page.path in self._own and is_lecture_page(page.path) and self._guide and self._spoken:
            self._transcript(page, self._guide, self._spoken)
            self._written(page, self._guide)
            self._described(page)

    def check_all(self, path: str, statements: Iterable[Statement], times: Iterable[Time]) -> None:
        """What the page at `path` says of the lecture."""
        for statement in statements:
            self._quote(path, statement)
        for time in times:
            self._time(path, time)

    def _quote(self, path: str, statement: Statement) -> None:
        self._proof.statements += 1
        if self._spoken is None:
            self._proof.found("quote", path, f"{_cite(statement)} is of no lecture")
        elif not self._spoken.proves(statement):
            self._proof.found("quote", path, f"{_cite(statement)} was not said then")
        else:
            for shown, heard in statement.heard:
                if not self._spoken.proves_heard(shown, heard):
                    self._proof.found("quote", path, f"{heard[:60]!r} was not heard for {shown[:60]!r}")

    def _time(self, path: str, time: Time) -> None:
        """The time leads to its own second of its lecture, inside the covered time."""
        self._proof.times += 1
        guide = self._guide
        if guide is None:
            self._proof.found("time", path, f"{clock(time.second)} is of no lecture")
            return
        if not any(start - 1 < time.second <= end for start, end in guide.covered):
            self._proof.found("time", path, f"{clock(time.second)} is outside the covered time")
        if reaches_second(guide.lecture):
            url = time_url(guide.lecture, time.second)
            leads = time.href == (url if is_external(url) else to_root(path) + url)
        else:
            leads = self._marks_second(path, time)
        if not leads:
            self._proof.found("time", path, f"{clock(time.second)} leads to {time.href!r}")

    def _marks_second(self, path: str, time: Time) -> bool:
        """Whether a time without a recording leads to the place of its second in the lecture's transcript."""
        target, anchor = resolve(path, time.href)
        marks = self._marks.get(target, [])
        if target != time.lecture or not anchor:
            return target == time.lecture and not marks
        at = next((n for n, (_, name) in enumerate(marks) if name == anchor), None)
        if at is None:
            return False
        after = marks[at + 1][0] if at + 1 < len(marks) else time.second
        return (at == 0 or marks[at][0] <= time.second) and time.second <= after

    def _transcript(self, page: Page, guide: Guide, spoken_words: SpokenWords) -> None:
        """What a page shows as the transcript is every word once, in order."""
        shown = [spoken(word) for s in page.statements if s.is_transcript for word in s.words.split()]
        said = spoken_words.words
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


def compare(page: Page, twin: Page, proof: Proof) -> None:
    """The Markdown of a page makes the same statements, as often."""
    if Counter(page.by_staff) != Counter(twin.by_staff):
        proof.found("twin", page.path, "the two forms show different words of staff")
    here, there = (Counter((s.time.second, " ".join(s.words.split())) for s in p.statements) for p in (page, twin))
    for path, missing in ((twin.path, here - there), (page.path, there - here)):
        for second, words in sorted(missing):
            proof.found("twin", path, f"{clock(second)} {words[:60]!r} stands only in the other form")


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
