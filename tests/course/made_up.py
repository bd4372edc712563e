"""Short made-up lectures, as many as wanted, and files that break in twelve ways."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_THINGS = "page index lock log buffer cursor shard replica queue cache batch token".split()
_PARTS = "header footer key bound offset window counter pointer flag digest".split()


def lecture(n: int, cues: int = 14) -> str:
    """Lecture `n` as SRT, a few plain sentences that are like no other's."""
    thing, part = _THINGS[n % len(_THINGS)], _PARTS[n // len(_THINGS) % len(_PARTS)]
    name = f"{thing} {part}"
    said = [
        f"Today we look at the {name} number {n}.",
        f"A {name} is a small record that says where a {thing} begins.",
        f"The {name} is used to find the {thing} without reading all of it.",
        f"For example, a {thing} of ten rows has one {name}.",
        f"Remember that the {name} is written before the {thing}.",
        f"Let's talk about what happens when the {name} is lost.",
        f"Then the {thing} is read from its start, which is slow.",
    ]
    return "".join(
        f"{at + 1}\n{clock(4 * at)} --> {clock(4 * at + 3.5)}\n{said[at % len(said)]}\n\n" for at in range(cues)
    )


def clock(second: float) -> str:
    """``hh:mm:ss,mmm``."""
    millis = round(1000 * second)
    return f"{millis // 3_600_000:02}:{millis // 60_000 % 60:02}:{millis // 1000 % 60:02},{millis % 1000:03}"


def _parquet_without_text() -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"video_id": ["v"], "start_second": [1.0]}), buffer)
    return buffer.getvalue()


_FILM = bytes(range(32)) * 200

# the ending, the content, and what the reason has to name beside the file
BROKEN: dict[str, tuple[str, Callable[[int], bytes], str]] = {
    "empty": (".srt", lambda n: b"\n" * (n % 3), "the file is empty"),
    "no times": (".txt", lambda n: f"Dear all, notes of week {n}".encode(), "line 1: "),
    "a film": (".srt", lambda n: _FILM + bytes([n % 9]), "line 1: "),
    "a pickle": (".json", lambda n: pickle.dumps({"segments": list(range(99)), "n": n}), "this is no text"),
    "garbled times": (".srt", lambda n: lecture(n).replace(" --> ", " -- ").replace(":", "x").encode(), "line 1: "),
    "a header alone": (".vtt", lambda n: f"WEBVTT\n\nNOTE {n}\n".encode(), "there is none"),
    "JSON with a mistake": (".json", lambda n: b'{"segments": [\n{"start" 1}]}' + b" " * n, "line 2: "),
    "JSON nested too deeply": (".json", lambda n: b'{"segments":' + b"[" * (100_000 + n), "nested too deeply"),
    "XML with a mistake": (
        ".xml",
        lambda n: f"<timedtext><body>\n<p t='{n}'>a</q></body></timedtext>".encode(),
        "line 2: ",
    ),
    "entities": (".ttml", lambda n: b'<!DOCTYPE a [<!ENTITY b "cc">]>\n<tt>&b;</tt>' + b" " * n, "line 1: "),
    "no text column": (".parquet", lambda _: _parquet_without_text(), "columns video_id, start_second"),
    "nothing but sounds": (
        ".srt",
        lambda n: f"1\n{clock(n)} --> {clock(n + 2)}\n[Music]\n".encode(),
        "line 2: no spoken word",
    ),
}  # fmt: skip


def write_course(folder: Path, good: int, broken: int = 0) -> dict[str, str]:
    """A course of `good` lectures among which `broken` files stand; what the reason of each of those must name."""
    folder.mkdir(parents=True)
    for n in range(good):
        (folder / f"{n:05}.srt").write_text(lecture(n), encoding="utf-8")
    expected = {}
    ways = list(BROKEN.items())
    for n in range(broken):
        way, (suffix, content, seen) = ways[n % len(ways)]
        name = f"{n * max(1, good // max(1, broken)):05}-{way.replace(' ', '-')}{suffix}"
        (folder / name).write_bytes(content(n))
        expected[name] = seen
    return expected
