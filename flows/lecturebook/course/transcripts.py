"""The lectures of a course without their words, which are read from their files again by whoever needs them."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from lecturebook.course.cache import GuideCache
from lecturebook.course.ingredients import code_digest
from lecturebook.digests import digest
from lecturebook.errors import TranscriptError
from lecturebook.language import lecture_language, primary_language
from lecturebook.model import Chapter, Repair, Source, Transcript
from lecturebook.read import read_file
from lecturebook.read.beside import files_beside
from lecturebook.read.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Listed:
    """A lecture that was found: what is known of it but its words, which are in `file`, as the lecture at `number`.

    `transcript` has no cues; `cues` is their digest, `detected` the language that they are in, or empty.
    """

    transcript: Transcript
    file: Path
    number: int
    cues: str
    detected: str
    limits: Limits = DEFAULT

    def read(self) -> Transcript:
        """The lecture with its words. Raises TranscriptError where its file is not what it was when it was found."""
        found = self._find(_lectures_in(self.file, _stamp(self.file), self.limits))
        # another file may have had the same second and size
        found = found or self._find(read_file(self.file, self.limits))
        if found is None:
            raise TranscriptError(self.file.name, 0, "has changed while the course was built", "a file that stays")
        return replace(self.transcript, cues=found.cues)

    def _find(self, lectures: Sequence[Transcript]) -> Transcript | None:
        """This lecture among those of its file, if that is what it was."""
        found = lectures[self.number] if self.number < len(lectures) else None
        return found if found and found.source.sha256 == self.transcript.source.sha256 else None

    def language(self, told: str = "") -> str:
        """The language of the lecture, as `lecture_language` has it for all of its words."""
        known = told or self.transcript.language
        return primary_language(known) if known else self.detected


def list_lectures(file: Path, store: GuideCache, limits: Limits = DEFAULT) -> Iterator[Listed]:
    """The lectures in `file`; what it was read as before is taken from `store`, where nothing has changed.

    Raises TranscriptError, or OSError, where it cannot be read.
    """
    key = _key(file, limits) if store.folder is not None else ""
    found = _kept(store.get(key) if key else None, file, limits)
    if found is None:
        # never what an earlier build in this process read: what is kept is kept under the bytes of today
        rows = [_row(transcript) for transcript in read_file(file, limits)]
        found = _listed(rows, file, limits)
        if key:
            store.put(key, json.dumps(rows, ensure_ascii=False))
    yield from found


def _kept(text: str | None, file: Path, limits: Limits) -> list[Listed] | None:
    """The lectures that the store had; None where it had none, or somebody else wrote it."""
    try:
        return None if text is None else _listed(json.loads(text), file, limits)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _listed(rows: list[dict[str, Any]], file: Path, limits: Limits) -> list[Listed]:
    return [
        Listed(_transcript(row["transcript"]), file, number, row["cues"], row["detected"], limits)
        for number, row in enumerate(rows)
    ]


def _stamp(file: Path) -> tuple[int, int]:
    """What changes when somebody writes to the file."""
    found = file.stat()
    return found.st_mtime_ns, found.st_size


@functools.lru_cache(maxsize=1)
def _lectures_in(file: Path, _stamp: tuple[int, int], limits: Limits) -> tuple[Transcript, ...]:
    """A file of rows has many lectures, which are asked for one after the other."""
    return read_file(file, limits)


def _key(file: Path, limits: Limits) -> str:
    """What the reading of `file` depends on: its name and bytes, those of what stands beside it, `limits`, the code."""
    if not file.is_file():
        return ""
    parts = [(path.name, GuideCache.digest_of(path)) for path in (file, *files_beside(file))]
    return digest(("reading", parts, limits, code_digest()))


def _row(transcript: Transcript) -> dict[str, Any]:
    detected, where = lecture_language(replace(transcript, language=""))
    return {
        "transcript": asdict(replace(transcript, cues=())),
        "cues": digest(transcript.cues),
        "detected": detected if where == "detected" else "",
    }


def _transcript(row: dict[str, Any]) -> Transcript:
    return Transcript(
        **{
            **row,
            "cues": (),
            "source": Source(**row["source"]),
            "chapters": tuple(Chapter(**chapter) for chapter in row["chapters"]),
            "repairs": tuple(Repair(**repair) for repair in row["repairs"]),
        }
    )
