"""A course of two lectures in which every text is hostile, one of them without a link to its recording."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lecturebook.model import (
    Concept,
    Context,
    Course,
    CourseConcept,
    Event,
    Failure,
    Guide,
    Lecture,
    LectureMentions,
    Making,
    Mention,
    Passage,
    Question,
    Section,
    Source,
    Word,
)
from lecturebook.render import render_site

SCRIPT = "<script>alert(1)</script>"
IMAGE = "--><img src=x onerror=alert(1)>"
LINK = "](javascript:alert(1)) [x](javascript:alert(2))"
ATTRIBUTE = "\"onmouseover='alert(1)' x=\""
TEMPLATE = "{{7*7}} {% raw %} ${7*7}"
MARKUP = "# *not* a __heading__ | ~~no~~ `code` @all :smile: www.example.org http://example.org/ &lt; \\[x\\]"
BASE = "https://example.org/a%20course/"
VIDEO = "https://youtu.be/abcdefghijk?si=x"
RTL = "قاعدة البيانات مهمة"
CJK = "待ち行列 は 大切 です"

INTRODUCTION = f"# Before you start\n\nRead *this*.\n\n{SCRIPT}\n\n[x](javascript:alert(1))\n"
NOTES = f"Notes\n=====\n\n## Abstract\n\n<img src=https://e.org/x onerror=alert(1)>\n\n{SCRIPT}\n\n```\nopen"

SENTENCES = (
    "Good morning, a B-tree is a balanced tree of pages.",
    f"Never trust {SCRIPT} nor {IMAGE} in a title.",
    f"A log {LINK} is a file.",
    f"The queue {ATTRIBUTE} waits.",
    f"We write {TEMPLATE} here.",
    f"This is {MARKUP} only text.",
    f"{RTL}.",
    f"{CJK}.",
    "1. is no list - nor + this = that.",
    "--- so ends it.",
)


def to_guide(lecture: Lecture, *, timed: bool, begin: float, step: float) -> Guide:
    """A guide whose ten sentences begin at `begin`, `step` seconds apart."""
    words: list[Word] = []
    passages = []
    for n, text in enumerate(SENTENCES):
        tokens = text.split()
        start, first = begin + n * step, len(words)
        pace = (step - 1) / len(tokens)
        words += [Word(t, start + i * pace, start + (i + 1) * pace, timed) for i, t in enumerate(tokens)]
        passages.append(Passage(first, len(words), start, start + step - 1, text))
    sentences = tuple(passages)
    half, end = sentences[5], sentences[-1].end
    return Guide(
        lecture=lecture,
        source=Source(f"{SCRIPT}.srt", "srt", "ab" * 32),
        making=Making(
            812,
            {"reversed": 3},
            {"empty": 14, IMAGE: 8},
            {"fillers": 120},
            "real" if timed else "interpolated",
            "metadata",
            "all-MiniLM-L6-v2",
            "cd" * 32,
            "float32",
            (f"Spelling of terms was not mended {LINK}.",) if timed else (),
        ),
        covered=((begin, sentences[4].end), (half.start, sentences[-1].end)),
        words=tuple(words),
        sentences=sentences,
        events=(Event(begin + 1, "[Applause]"), Event(half.start + 2, IMAGE)),
        abstract=(sentences[0], sentences[7]),
        sections=(
            Section("s-0", f"Trees {SCRIPT}", 0, half.first, begin, half.start, sentences[:3], ("b tree", "log")),
            Section(f's {IMAGE}"', MARKUP, half.first, len(words), half.start, end, (half,), ("b tree",)),
        ),
        concepts=(
            _concept("b tree", "B-tree", sentences[0], (sentences[0],)),
            _concept("log", f"log {ATTRIBUTE}", sentences[2], (replace(sentences[3], text=SENTENCES[3]),)),
            _concept("none", f"{CJK} {LINK}", sentences[7], ()),
        ),
        questions=(
            Question("q-1", "definition", f"What is a B-tree {SCRIPT}?", "b tree", sentences[0]),
            Question(f"q {IMAGE}", "why", f"Why {MARKUP}?", "log", sentences[8]),
        ),
    )


def _concept(key: str, name: str, said: Passage, definitions: tuple[Passage, ...]) -> Concept:
    mention = Mention(said.first, said.first + 1, said.start)
    return Concept(key, name, (f"{name}s", RTL), 1.0, (mention,), definitions)


def _course_concept(concept: Concept, guides: tuple[Guide, ...], slug: str, mentions: int) -> CourseConcept:
    lectures = tuple(
        LectureMentions(
            guide.lecture,
            tuple(Context(n * 7.0, SCRIPT, concept.name, LINK) for n in range(mentions)),
            concept.definitions,
        )
        for guide in guides
    )
    return CourseConcept(concept.key, slug, concept.name, concept.aliases, lectures)


def to_course() -> Course:
    """The course; its second lecture has no URL, interpolated times and an id that is no file name."""
    first = to_guide(
        Lecture("01", "01", f"Storage {SCRIPT} {LINK}", "en", VIDEO, date="2026-04-14"),
        timed=True,
        begin=10.0,
        step=20.0,
    )
    hostile = Lecture(IMAGE, "02--0123456789", f"{RTL} {MARKUP}", "ar")
    second = to_guide(hostile, timed=False, begin=1086.0, step=100.0)
    guides = (first, second)
    return Course(
        title=f"Databases {SCRIPT} {TEMPLATE}",
        language="en",
        description=f"What happens {LINK} {IMAGE}",
        lecturer=f"Dr. {ATTRIBUTE}",
        guides=guides,
        concepts=(
            _course_concept(first.concepts[0], guides, "b-tree", 30),
            _course_concept(first.concepts[1], guides[:1], "index", 1),
            _course_concept(first.concepts[2], guides[1:], "../../escape", 2),
        ),
        introduction=INTRODUCTION,
        notes={"02--0123456789": NOTES},
        failures=(Failure(f"{IMAGE}.vtt", f"line 3: {SCRIPT}"),),
    )


@pytest.fixture(scope="session")
def course() -> Course:
    return to_course()


@pytest.fixture(scope="session")
def site(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rendered site; not to be written to."""
    folder = tmp_path_factory.mktemp("site")
    render_site(course, folder)
    return folder


@pytest.fixture(scope="session")
def published(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an address, and so with a feed and a sitemap; not to be written to either."""
    folder = tmp_path_factory.mktemp("published")
    render_site(replace(course, base_url=BASE), folder)
    return folder
