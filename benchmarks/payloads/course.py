"""A course that has each of some payloads in every place that a course has for words."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

# what no file system takes in a name; and how many of its bytes
_NO_NAME = re.compile("[/\x00\ud800-\udfff]")
_LONGEST_NAME = 120
_SECONDS = 8
_FRAMES = ("so {} is what we call a tree", "a tree is {} which has no cycles", "we say {} and then the graph is {}")


def write_course(folder: Path, payloads: Sequence[str], *, lectures: int) -> None:
    """A course of `lectures` of `payloads` in `folder`, which must be new: rows as JSON lines, settings, notes, lists.

    Each payload is said, and is the title of a chapter, a term, a concept to keep, a correction, a part of the titles
    of its lecture and of the course, of its note, the course's description and lecturer; one of each lecture is its
    id, its file's name, its address, its date and its language.
    """
    folder.mkdir(parents=True)
    (folder / "notes").mkdir()
    settings = [
        f"title = {_toml(' '.join(payloads))}",
        f"description = {_toml(' '.join(payloads))}",
        f"lecturer = {_toml(' '.join(payloads))}",
        f"keep = [{', '.join(_toml(_line(text)) for text in payloads if _fits(text))}]",
        'introduction = "introduction.md"',
        'base_url = "https://example.org/course/"',
    ]
    (folder / "introduction.md").write_text(_prose(payloads), "utf-8", newline="\n")
    (folder / "glossary.txt").write_text(
        "".join(f"{_line(text)}\n" for text in payloads if _fits(text)), "utf-8", newline="\n"
    )
    corrections, aliases = [], []
    for n in range(lectures):
        part = payloads[n::lectures]
        # a NUL is read by no one: corrections of such an id would be of no lecture, which is told and no harm
        identity = f"{_line(part[0])[:60]} {n}".replace("\0", "")
        _write_lecture(folder, n, identity, part)
        settings += [
            f"[lectures.{_toml(identity)}]",
            f"date = {_toml(part[1 % len(part)])}",
            f"media_url = {_toml(part[2 % len(part)] if n % 2 else '')}",
            f"chapters = [{', '.join(_toml(f'{_clock(at)} {_title(text)}') for at, text in enumerate(part))}]",
        ]
        corrections.append(f"[{_toml(identity)}]")
        corrections += [
            f'"{_clock(at)} misheard{at}" = {_toml(_line(text))}' for at, text in enumerate(part) if _fits(text)
        ]
        aliases += [f'"zonk{n}{at}" = {_toml(text)}' for at, text in enumerate(part) if _fits(text)]
    (folder / "course.toml").write_text("\n".join(settings) + "\n", "utf-8", newline="\n")
    (folder / "corrections.toml").write_text("\n".join(corrections) + "\n", "utf-8", newline="\n")
    (folder / "aliases.toml").write_text("\n".join(aliases) + "\n", "utf-8", newline="\n")


def _write_lecture(folder: Path, number: int, identity: str, payloads: Sequence[str]) -> None:
    rows = []
    for at, text in enumerate(payloads):
        said = _FRAMES[at % len(_FRAMES)].replace("{}", text)
        rows.append(
            {
                "video_id": identity,
                "title": " ".join(payloads),
                "url": payloads[3 % len(payloads)] if number % 3 else "https://youtu.be/abcdefghijk",
                "text": f"Then misheard{at} or zonk{number}{at} is said, {said}.",
                "start_second": at * _SECONDS,
                "end_second": (at + 1) * _SECONDS,
            }
        )
    name = f"{number:03} {_NO_NAME.sub('_', payloads[-1])}".encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    lines = "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows)
    (folder / f"{name}.jsonl").write_text(lines, "utf-8", newline="\n")
    note = f"{_NO_NAME.sub('_', identity)}.md"
    (folder / "notes" / note).write_text(_prose(payloads), "utf-8", newline="\n")


def _prose(payloads: Sequence[str]) -> str:
    """A paragraph each, then a heading each."""
    return "\n\n".join((*payloads, *(f"## {_line(text)}" for text in payloads))) + "\n"


def _fits(text: str) -> bool:
    """Whether it may stand in the lists, which refuse what is long or cannot be printed."""
    words = text.split()
    return len(text) <= 80 and 0 < len(words) <= 6 and all(word.isprintable() for word in words)


def _line(text: str) -> str:
    return " ".join(text.split())


def _title(text: str) -> str:
    """A chapter's title; one that nobody could read, which is refused, gets a letter."""
    line = _line(text)
    return line if any(sign.isprintable() and sign != " " for sign in line) else f"{line}x"


def _clock(place: int) -> str:
    seconds = place * _SECONDS
    return f"{seconds // 60}:{seconds % 60:02}"


def _toml(text: str) -> str:
    """A basic string of TOML: that of JSON, but that astral signs stand as they are and DEL does not."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() or sign == " " else _escape(sign) for sign in shown)


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"
