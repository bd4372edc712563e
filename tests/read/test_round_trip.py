"""What is written in a format is read back as it was: times, text, words, speakers, and nothing is repaired."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lecturebook.model import Cue, CueWord, Repair
from lecturebook.read import read_bytes
from read import writers
from read.writers import Cues, Row

# What no format can carry: controls and surrogates, which are left out; U+FFFD, by which damage is told; U+FEFF.
_CHARACTERS = st.characters(categories=["L", "M", "N", "P", "S", "Cf"], exclude_characters="\ufffd\ufeff")
_TRICKY = """
so pages Größe naïve cafe\u0301 R\u0301\u0323 数据 データ 한국어 हिन्दी ไทย مرحبا שלום می\u200cخواهم \u200f1984
👩\u200d💻 🎓 ४२ 42 7 0 1,086 0.5 10% x=1 null true NOTE STYLE WEBVTT Note http://a.example/?b=c&d=e
10:15 1:02:03 99:99 0:00:01.000 00:00:01,000 00:01.000 <- -> --> → =>
< > & && &copyright; AT&T R&D; a<b c>d <s> </s> <mask> <unk> {x} {{ [x] [1] [ ] (a) " ' '' "" "x"
, ; | # - – — * • // \\ \\n
""".split()
# what parts words; U+2028 parts lines elsewhere, and here it is a blank
_BLANKS = (" ", " ", " ", "  ", "\t", "\u00a0", "\u3000", "\u2028")
_NAMES = ("Ruth Almeida", "Student 1", "SPEAKER_00", "李雷", "O’Neil-Ba\u0301th", "प्रिया शर्मा", "שָׂרָה")
# those that only a format with escapes, or JSON, can hold
_ALL_NAMES = (*_NAMES, "Q&A <host>", "مريم", 'van "der" &amp;', "a, b")

# hours; nothing lasts a thousand, so larger numbers are damage, and the four cues of a lecture come on top
_MOST_HOURS = 900


@dataclass(frozen=True, slots=True)
class Form:
    """A writer, the format that its files are told as, and what of a cue they hold."""

    write: Callable[[Cues], str | bytes]
    name: str
    # "start", "end", "confidence": what is known of a word; "next": its end is the next start; "untimed": a word may
    # have none of it
    words: frozenset[str] = frozenset()
    speakers: tuple[str, ...] = ()
    lines: bool = True
    # milliseconds
    precision: int = 1
    # whether anything but the next start says when a cue ends, and whether nothing says when the last one does
    has_ends: bool = True
    is_open: bool = False
    fewest_words: int = 1
    # text that cannot be told from the format's own markup or times: a choice, for nothing in it can be escaped
    forbidden: str = r"(?!)"


# the tags that captions have, names of characters, placing codes
_MARKUP = r"(?i)</?(?:[abcipuv]|br|div|em|font|span|strong)\b|&[#\w]+;|\{\\"
_ARROW = "(?:[-=–—]{1,3} ?>|[→⟶])"
# a time beside an arrow, whatever the arrow
_TIMING = rf"\d[:：]\d\S*\s*{_ARROW}|{_ARROW}\s*\d+[:：]\d"
# what SBV has for a timing line, by which a file is told
_SBV_LINE = r"\d,\s?\d+:\d"
# any time, and a mark behind the stamp, which parts it from the text
_STAMP = r"\d[:：]\d|^\s*[:|–—-](?:\s|$)"
# numbers in cells of their own
_CELLS = r"\d\s*\|[\s\d,.]*\|"

_ALL = frozenset({"start", "end", "confidence"})
FORMS = {
    "srt": Form(writers.srt, "srt", forbidden=f"{_MARKUP}|{_TIMING}|{_SBV_LINE}"),
    "srt, labels": Form(
        writers.srt_labels,
        "srt",
        speakers=("SPEAKER_00", "SPEAKER_12"),
        forbidden=f"{_MARKUP}|{_TIMING}|{_SBV_LINE}",
    ),
    "vtt": Form(writers.vtt, "vtt", speakers=_ALL_NAMES),
    "vtt with words": Form(writers.vtt, "vtt", frozenset({"start", "next"}), _ALL_NAMES),
    "sbv": Form(writers.sbv, "sbv", forbidden=f"{_MARKUP}|{_SBV_LINE}"),
    "ttml": Form(writers.ttml, "ttml", speakers=_ALL_NAMES),
    "ttml with words": Form(writers.ttml, "ttml", frozenset({"start"}), _ALL_NAMES),
    "ttml in one line": Form(
        lambda cues: writers.ttml(cues).replace("\n", " "), "ttml", frozenset({"start"}), _ALL_NAMES
    ),
    "json3": Form(writers.json3, "json3"),
    "json3 with words": Form(writers.json3, "json3", frozenset({"start", "confidence"})),
    "srv3": Form(writers.srv3, "srv3"),
    "srv3 with words": Form(writers.srv3, "srv3", frozenset({"start", "confidence"})),
    "srv1": Form(writers.srv1, "srv3"),
    "whisper": Form(writers.whisper, "whisper"),
    "whisper with words": Form(writers.whisper, "whisper", _ALL),
    "whisperx": Form(writers.whisperx, "whisper", _ALL | {"untimed"}, _ALL_NAMES),
    "whisper.cpp": Form(writers.whisper_cpp, "whisper.cpp", _ALL, _ALL_NAMES),
    # chunks of one word each are words, and put together
    "chunks": Form(writers.chunks, "chunks", is_open=True, fewest_words=2),
    # lines are those of a screen
    "snippets": Form(writers.snippets, "snippets", lines=False, forbidden=_MARKUP),
    "snippets, printed": Form(writers.snippets_printed, "snippets", lines=False, forbidden=_MARKUP),
    "rows, CSV": Form(lambda cues: writers.rows_csv(writers.rows(cues)), "rows-csv"),
    "rows, JSON lines": Form(lambda cues: writers.rows_jsonl(writers.rows(cues)), "rows-jsonl"),
    "rows, JSON": Form(lambda cues: writers.rows_json(writers.rows(cues)), "rows-json"),
    "rows, Parquet": Form(lambda cues: writers.rows_parquet(writers.rows(cues)), "rows-parquet"),
    "stamped": Form(writers.stamped, "stamped", precision=1000, has_ends=False, is_open=True, forbidden=_STAMP),
    "stamped, names": Form(
        writers.stamped_names,
        "stamped",
        speakers=_NAMES,
        precision=1000,
        has_ends=False,
        is_open=True,
        forbidden=_STAMP,
    ),
    "terminal": Form(writers.terminal, "stamped", forbidden=_STAMP),
    "viewer": Form(writers.viewer, "viewer", lines=False, precision=1000, forbidden=_CELLS),
}

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]
NEWLINES = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


# "Ruth: so" in every other cue is a name with what they say
_WORDS = st.sampled_from(_TRICKY) | st.text(_CHARACTERS, min_size=1, max_size=6).filter(lambda word: word[-1] != ":")


@st.composite
def texts(draw: st.DrawFn, form: Form) -> str:
    """A text of a few words, on one line or on several."""
    words = draw(st.lists(_WORDS, min_size=form.fewest_words, max_size=5))
    blanks = st.sampled_from((*_BLANKS, "\n") if form.lines else _BLANKS)
    return words[0] + "".join(draw(blanks) + word for word in words[1:])


def _is_written(text: str, form: Form) -> bool:
    """Whether something can be seen of `text`, and whether `form` can say it."""
    is_visible = any(unicodedata.category(char) not in ("Cf", "Zl", "Zs", "Cc") for char in text)
    return is_visible and re.search(form.forbidden, text) is None


@st.composite
def transcripts(draw: st.DrawFn, form: Form) -> list[Cue]:
    """Cues in order that do not overlap, with no more than `form` holds, in its precision."""
    at = draw(st.sampled_from((0, 1, 59_999, 3_599_000)) | st.integers(0, _MOST_HOURS * 3_600_000))
    at -= at % form.precision
    cues = []
    for text in draw(st.lists(texts(form).filter(lambda text: _is_written(text, form)), min_size=1, max_size=4)):
        length = draw(st.integers(6, 60_000)) * form.precision
        at += draw(st.sampled_from((0, 1, 700))) * form.precision if form.has_ends else 0
        words = draw(timed_words(text.split(), at, length, form)) if form.words else ()
        speaker = draw(st.sampled_from(form.speakers)) if form.speakers else ""
        cues.append(Cue(at / 1000, (at + length) / 1000, text, words, speaker=speaker))
        at += length
    return cues


@st.composite
def timed_words(draw: st.DrawFn, said: list[str], start: int, length: int, form: Form) -> tuple[CueWord, ...]:
    """The words of a cue, one after the other, each with a confidence as YouTube counts it."""
    starts = [start + length * n // len(said) for n in range(len(said) + 1)]
    words = []
    for text, (begin, following) in zip(said, pairwise(starts), strict=True):
        if "untimed" in form.words and draw(st.booleans()):
            words.append(CueWord(text))
            continue
        own = draw(st.integers(begin + 1, following)) if following > begin else following
        end = own if "end" in form.words else following if "next" in form.words else None
        confidence = round(draw(st.integers(1, 255)) / 255, 3) if "confidence" in form.words else None
        words.append(CueWord(text, begin / 1000, None if end is None else end / 1000, confidence))
    return tuple(words)


def normal(text: str, *, lines: bool = True) -> str:
    """`text` as every reader gives it: in Unicode's form C, each blank a space, no two of them."""
    parts = text.split("\n") if lines else [text]
    return "\n".join(" ".join(unicodedata.normalize("NFC", part).split()) for part in parts)


def normal_cue(cue: Cue, form: Form) -> Cue:
    """`cue` with its texts normal and without the line that it stands in."""
    words = tuple(replace(word, text=normal(word.text)) for word in cue.words)
    return Cue(cue.start, cue.end, normal(cue.text, lines=form.lines), words, speaker=normal(cue.speaker))


def encoded(text: str, encoding: str, newline: str) -> bytes:
    written = text.replace("\n", newline)
    return (written if encoding.startswith("utf-8") else "\ufeff" + written).encode(encoding)


ROW_WRITERS = [writers.rows_csv, writers.rows_jsonl, writers.rows_json, writers.rows_parquet]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_what_is_written_is_read(form: Form, data: st.DataObject) -> None:
    cues = data.draw(transcripts(form))
    written = form.write(cues)
    encoding, newline = "", ""
    if isinstance(written, str):
        encoding, newline = data.draw(st.sampled_from(ENCODINGS)), data.draw(st.sampled_from(list(NEWLINES)))
        # a file in one line has no line ends to tell
        newline = newline if "\n" in written else "lf"
        written = encoded(written, encoding, NEWLINES[newline])
    (lecture,) = read_bytes(written, "talk.txt")
    found = [normal_cue(cue, form) for cue in lecture.cues]
    if form.is_open:  # how long the last one lasts is a guess
        cues[-1] = replace(cues[-1], end=lecture.cues[-1].end)
    assert found == [normal_cue(cue, form) for cue in cues]
    assert [cue.text for cue in lecture.cues] == [cue.text for cue in found]
    assert lecture.repairs == ((Repair(lecture.cues[-1].line, "open"),) if form.is_open else ())
    assert (lecture.source.format, lecture.source.encoding, lecture.source.newline) == (form.name, encoding, newline)


@pytest.mark.parametrize("write", ROW_WRITERS)
@settings(max_examples=30)
@given(lectures=st.lists(transcripts(FORMS["rows, CSV"]), min_size=1, max_size=3))
def test_rows_of_several_lectures_are_parted(
    write: Callable[[Sequence[Row]], str | bytes], lectures: list[list[Cue]]
) -> None:
    table = [row for n, cues in enumerate(lectures) for row in writers.rows(cues, f"lecture-{n}")]
    table.sort(key=lambda row: row["start_second"])
    written = write(table)
    found = read_bytes(written.encode() if isinstance(written, str) else written, "talks")
    assert [lecture.id for lecture in found] == list(dict.fromkeys(row["video_id"] for row in table))
    for lecture in found:
        cues = lectures[int(lecture.id.removeprefix("lecture-"))]
        assert [(c.start, c.end, c.text) for c in lecture.cues] == [(c.start, c.end, normal(c.text)) for c in cues]
        assert lecture.repairs == ()
