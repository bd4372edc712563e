"""Valid files of every format, and changes to them that know what a caption file is made of.

Bytes changed blindly seldom get past the first line of a reader. So these move, repeat and cut lines, put other numbers
in the place of numbers and other values in the place of JSON's, and splice the markup of one format into another.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lecturebook.model import Cue, CueWord
from read import writers

Change = Callable[[str, Random], str]

_TEXTS = ("so a page\nholds rows", "R\u0301 < 10:15 & “so” [Music]", ">> 数据 مرحبا 🎓")
# no format says all of this; each writer takes what its own does
_CUES = [
    Cue(
        float(n),
        n + 0.9,
        text,
        tuple(CueWord(word, n + i / 9, n + (i + 1) / 9, 0.8) for i, word in enumerate(text.split())),
        speaker=f"Speaker {n % 2}",
    )
    for n, text in enumerate(_TEXTS)
]
_PLAIN = [replace(cue, words=()) for cue in _CUES]
_TABLE = writers.rows(_CUES)

# what a Parquet file may have in the columns that are meant to hold text and numbers
_ODD_COLUMNS = (
    {"video_id": pa.array([7, 8]), "text": pa.array(["so", "well"]), "start_second": pa.array(["1", "2,5"])},
    {"video_id": pa.array(["v", None]), "text": pa.array([b"so", b"\xff"]), "start_second": pa.array([1.5, None])},
    {"video_id": pa.array([["v"], []]), "text": pa.array([{"a": 1}, None]), "start_second": pa.array([True, False])},
    {
        "video_id": pa.array(["v", "v"]).dictionary_encode(),
        "text": pa.array(["so", "so"]).dictionary_encode(),
        "start_second": pa.array([1, 2], pa.duration("s")),
    },
)


def samples() -> dict[str, tuple[bytes, ...]]:
    """Valid files by the format that they are told as."""
    return {
        "srt": _encoded(writers.srt(_CUES), writers.srt_labels(_CUES)),
        "vtt": _encoded(writers.vtt(_CUES), writers.vtt(_PLAIN)),
        "sbv": _encoded(writers.sbv(_CUES)),
        "ttml": _encoded(writers.ttml(_CUES), writers.ttml(_PLAIN)),
        "json3": _encoded(writers.json3(_CUES), writers.json3(_PLAIN)),
        "srv3": _encoded(writers.srv3(_CUES), writers.srv3(_PLAIN), writers.srv1(_CUES)),
        "whisper": _encoded(_compact(writers.whisper(_CUES)), _compact(writers.whisperx(_CUES))),
        "whisper.cpp": _encoded(_compact(writers.whisper_cpp(_CUES))),
        "chunks": _encoded(writers.chunks(_CUES)),
        "snippets": _encoded(writers.snippets(_CUES), writers.snippets_printed(_CUES)),
        "rows-csv": _encoded(writers.rows_csv(_TABLE), writers.rows_csv(_TABLE).replace(",", "\t")),
        "rows-jsonl": _encoded(writers.rows_jsonl(_TABLE)),
        "rows-json": _encoded(writers.rows_json(_TABLE)),
        "rows-parquet": (writers.rows_parquet(_TABLE), *map(_parquet, _ODD_COLUMNS)),
        "stamped": _encoded(writers.stamped(_CUES), writers.stamped_names(_CUES), writers.terminal(_CUES)),
        "viewer": _encoded(writers.viewer(_CUES)),
    }


def _encoded(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


def _compact(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False)


def _parquet(columns: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def mutated(data: bytes, chance: Random, others: Sequence[bytes] = ()) -> bytes:
    """`data` with one to six changes; text of `others` may come in. The same `chance` makes the same."""
    text = _text(data)
    if text is None:
        for _ in range(chance.randint(1, 6)):
            data = _damaged(data, chance)
        return data
    for _ in range(chance.randint(1, 6)):
        if others and chance.random() < 0.1:
            text = _spliced(text, _text(chance.choice(others)) or "", chance)
        else:
            text = chance.choice(_CHANGES)(text, chance)
    written = text.encode(chance.choice(_ENCODINGS), "surrogatepass")
    return _damaged(written, chance) if chance.random() < 0.1 else written


_ENCODINGS = ("utf-8",) * 8 + ("utf-8-sig", "utf-16")
_NUMBERS = """
    0 -0 -1 1 59 60 61 99 100 999 1000 1001 59.999 60.0 1e3 1e308 1e309 -1e309 0.1 .5 5. 00 007 1,086 1.086,5 NaN
    Infinity -Infinity null 2147483648 9223372036854775808 99999999999999999999 0x10 1_000 ４２ ² ٣ 1e-400 --1 1e
""".split()
_MARKS = tuple(
    mark.encode().decode("unicode_escape")
    for mark in r"""
    \n \n\n \r\n \r \t \0 \x0b \x1a \x1b[2J \x85 \u2028 \ufeff \u200b \u202e \u0301 \ud800 \ufffd \U0001f393
    < > </ /> <i> </i> <c.x> </c> <v.a> <00:00:01.500> <ruby> <![CDATA[ ]]> <!-- --> <?x?> <br/> &lt; &#0; &#x110000;
    &amp;amp; &#55296; & ; " ' \\ \\" \\u0000 \\ud800 , | ---|---| { } [ ] [] {} : --> -> → - NOTE STYLE REGION WEBVTT
    {\\an8} [0:00] [1:23:45] 00:00:01,000 99:99:99,999 -00:00:01,000 0:00:01.000,0:00:02.000 Note >> Ruth:
    "start": "segments": "words": null true false 1e999 begin="1s" t="-1" d="x" xml:lang="en"
    video_id text start_second http://a.example/?t=9
""".split()
)


def _text(data: bytes) -> str | None:
    """`data` as text, None where it is none."""
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError:
        return None


def _span(length: int, chance: Random) -> tuple[int, int]:
    """A span of a few items among `length`, seldom of many."""
    first = chance.randint(0, length)
    return first, min(length, first + chance.choice((1, 1, 2, 5, 20, length)))


def _lines(text: str, chance: Random) -> str:
    """Lines repeated, taken out, or moved."""
    lines = text.split("\n")
    first, last = _span(len(lines), chance)
    taken, at = lines[first:last], chance.randint(0, len(lines))
    if chance.random() < 0.5:
        del lines[first:last]
    if chance.random() < 0.7:
        lines[at:at] = taken * chance.choice((1, 1, 2, 30))
    return "\n".join(lines)


def _number(text: str, chance: Random) -> str:
    """A number in the place of another."""
    found = list(re.finditer(r"\d+(?:[.,]\d+)?", text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + chance.choice(_NUMBERS) + text[one.end() :]


def _mark(text: str, chance: Random) -> str:
    """A piece of markup put in, or in the place of a few characters."""
    first, last = _span(len(text), chance)
    return (
        text[:first]
        + chance.choice(_MARKS) * chance.choice((1, 1, 1, 2, 50))
        + text[first if chance.random() < 0.6 else last :]
    )


def _cut(text: str, chance: Random) -> str:
    """A part taken out, or all behind a place."""
    first, last = _span(len(text), chance)
    return text[:first] + (text[last:] if chance.random() < 0.7 else "")


def _repeated(text: str, chance: Random) -> str:
    """A part said again."""
    first, last = _span(len(text), chance)
    return text[:first] + text[first:last] * chance.choice((2, 3, 10)) + text[last:]


def _value(text: str, chance: Random) -> str:
    """Another value in the place of one of JSON's, which may go, or come twice; other texts as in `_number`."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return _number(text, chance)
    places = list(_places(document))
    if not places:
        return text
    parent, key = chance.choice(places)
    way = chance.random()
    if way < 0.2:
        del parent[key]
    elif way < 0.3:
        parent[key] = [parent[key]]
    elif way < 0.4 and isinstance(parent, list):
        parent.insert(key, parent[key])
    else:
        parent[key] = deepcopy(chance.choice((*_VALUES, *(holder[name] for holder, name in places[:20]))))
    return json.dumps(document, ensure_ascii=False)


_VALUES = (
    None,
    True,
    0,
    -1,
    1e300,
    10**30,
    "",
    "so",
    "1.5",
    "00:00:01,000",
    "\0",
    "\ud800",
    "a\n\nb",
    [],
    {},
    [[]],
    [1],
)


def _places(value: Any) -> Any:
    """Each list or object in `value` with each of its indices or keys."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _spliced(text: str, other: str, chance: Random) -> str:
    """A part of `other` in `text`."""
    (first, last), at = _span(len(other), chance), chance.randint(0, len(text))
    return text[:at] + other[first:last] + text[at:]


def _damaged(data: bytes, chance: Random) -> bytes:
    """Bytes changed, taken out, or put in."""
    first, last = _span(len(data), chance)
    return data[:first] + chance.randbytes(chance.choice((0, 1, 1, 4))) + data[min(last, first + 4) :]


_CHANGES: tuple[Change, ...] = (_lines, _number, _mark, _cut, _repeated, _value)
