"""The labelled talks and lectures that divisions are measured on: raw cues with the boundaries that people set."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from lecturebook.model import Cue

# a document of another licence is measured on, and nothing that is shipped learns from it
_FREE = ("MIT", "Apache-2.0")
FOLDER = "segmentation"
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Document:
    """One talk: its cues, and the cues but the first that begin a section of any level, in order."""

    name: str
    kind: str
    licence: str
    cues: tuple[Cue, ...]
    gold: tuple[int, ...]
    has_real_times: bool

    @property
    def hours(self) -> float:
        """The length of the recording that the cues cover."""
        return (self.cues[-1].end - self.cues[0].start) / 3600

    @property
    def seconds(self) -> list[float]:
        """The seconds of the gold boundaries."""
        return [self.cues[cue].start for cue in self.gold]

    @property
    def is_free(self) -> bool:
        """Whether what is shipped may learn from it."""
        return self.licence in _FREE

    @property
    def fold(self) -> int:
        """The part of the cross-validation it is in; talks of one series are in one."""
        return zlib.crc32(self.series.encode()) % FOLDS

    @property
    def series(self) -> str:
        """Where it comes from: the set, and in names such as "B_stanford_asics" the series."""
        parts = self.name.split("_")
        return f"{self.kind} {parts[1]}" if len(parts) > 2 else self.kind


def read_documents(folder: Path) -> list[Document]:
    """The documents in `folder`, by file name."""
    return [_document(json.loads(file.read_text(encoding="utf-8"))) for file in sorted(folder.glob("*.json"))]


def _document(row: dict[str, object]) -> Document:
    cues = [Cue(float(c["start"]), float(c["end"]), str(c["text"])) for c in row["cues"]]  # type: ignore[attr-defined]
    gold = {int(boundary["cue"]) for boundary in row["boundaries"]} - {0}  # type: ignore[attr-defined]
    return Document(
        name=str(row["name"]),
        kind=str(row["set"]),
        licence=str(row["licence"]),
        cues=tuple(cues),
        gold=tuple(sorted(gold)),
        has_real_times=row["times"] == "real",
    )
