"""What a page of a lecture of an hour weighs: HTML, CSS and JS as gzip sends them."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path

import lectures_made
from fake import FakeEncoder
from lecturebook.course.concept_index import index_concepts
from lecturebook.guide import make_guide
from lecturebook.model import Course, CueWord, Guide
from lecturebook.render import render_site

# bytes without the folded transcripts, and with them
MOST_FOLDED, MOST_WHOLE = 60_000, 120_000


def hour() -> Guide:
    """The English samples one after another: 65 minutes, 9,400 words."""
    first, *others = (lectures_made.transcript(file) for file in lectures_made.FILES if file != lectures_made.GERMAN)
    cues = list(first.cues)
    for other in others:
        end = cues[-1].end
        for cue in other.cues:
            words = tuple(_later(word, end) for word in cue.words)
            cues.append(replace(cue, start=cue.start + end, end=cue.end + end, words=words))
    return make_guide(replace(first, cues=tuple(cues)), FakeEncoder())


def _later(word: CueWord, seconds: float) -> CueWord:
    times = {name: getattr(word, name) for name in ("start", "end")}
    return replace(word, **{name: None if time is None else time + seconds for name, time in times.items()})


def test_a_lecture_of_an_hour_is_light(tmp_path: Path) -> None:
    guide = hour()
    assert guide.sentences[-1].end > 3_600
    assert len(guide.words) > 9_000
    render_site(Course("Databases", "en", "", "", (guide,), index_concepts((guide,))), tmp_path)
    page = (tmp_path / f"lectures/{guide.lecture.slug}/guide.html").read_text("utf-8")
    assets = sum(_sent(path.read_bytes()) for path in (tmp_path / "assets").glob("*.*"))
    folded = re.sub(r'(?s)<details class="transcript">.*?</details>', "", page)
    assert len(folded) < len(page)
    assert _sent(folded.encode()) + assets < MOST_FOLDED
    assert _sent(page.encode()) + assets < MOST_WHOLE


def _sent(content: bytes) -> int:
    return len(gzip.compress(content, 9))
