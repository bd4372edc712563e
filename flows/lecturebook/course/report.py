"""What a build did, lecture by lecture: for people, for report.json, and for the pages of a Prefect run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from lecturebook.course.discover import REPORT
from lecturebook.model import Conflict, Failure
from lecturebook.render.markdown_text import escape_markdown

# lectures that one line names
_NAMED = 5
State = Literal["made", "reused", "failed"]


@dataclass(frozen=True, slots=True)
class LectureReport:
    """One lecture of a build: its state and why, what its reader repaired and dropped, seconds by stage."""

    id: str
    title: str
    file: str
    state: State
    why: str
    repaired: dict[str, int]
    dropped: dict[str, int]
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. `is_unchanged` says that the site was there already and nothing of it was written.

    `proof` is the check's own line; empty where there was nothing to check. `undated` are the ids of lectures that
    are not in the feed, since nobody gave them a date; `conflicts` are edits that have no place. `url` is the entry
    page of a site that was uploaded.
    """

    output: Path
    lectures: tuple[LectureReport, ...]
    concepts: int
    failures: tuple[Failure, ...]
    is_unchanged: bool = False
    proof: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    undated: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    url: str = ""

    @property
    def entry(self) -> str:
        """Where to begin to read."""
        return self.url or str(self.output / "index.html")

    def count(self, state: State) -> int:
        """How many lectures were made, reused or failed."""
        return sum(lecture.state == state for lecture in self.lectures)

    @property
    def guides(self) -> int:
        """How many lectures the site has."""
        return self.count("made") + self.count("reused")

    def explain(self) -> Iterator[str]:
        """A line for each lecture: why it was or was not computed."""
        return (f"{lecture.id}: {lecture.state}: {lecture.why}" for lecture in self.lectures)

    def losses(self) -> Iterator[str]:
        """A line for each lecture that failed, and for each edit that has no place."""
        yield from (f"failed: {failure.file}: {failure.reason}" for failure in self.failures)
        yield from (f"conflict: {conflict}" for conflict in self.conflicts)

    def notes(self) -> Iterator[str]:
        """A line for whatever the site lacks though nothing failed."""
        if self.undated:
            more = f" and {len(self.undated) - _NAMED} more" if len(self.undated) > _NAMED else ""
            yield f"not in the feed, for want of a date: {', '.join(self.undated[:_NAMED])}{more}"

    def to_json(self) -> str:
        """report.json."""
        document = {
            "generator": "lecturebook",
            "output": str(self.output),
            **({"url": self.url} if self.url else {}),
            "unchanged": self.is_unchanged,
            "concepts": self.concepts,
            "proof": self.proof,
            "undated": list(self.undated),
            "seconds": _rounded(self.seconds),
            "lectures": [{**asdict(lecture), "seconds": _rounded(lecture.seconds)} for lecture in self.lectures],
            "failures": [asdict(failure) for failure in self.failures],
            "conflicts": [asdict(conflict) for conflict in self.conflicts],
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def to_markdown(self) -> str:
        """The report as tables, for people who look at a run."""
        lines = [
            f"{self.guides} guides: {self.count('made')} made, {self.count('reused')} reused; "
            f"{len(self.failures)} failures. {'Nothing had changed.' if self.is_unchanged else self.proof}",
            "",
            _row("Lecture", "State", "Why", "Repaired", "Dropped", "Seconds"),
            _row(*["---"] * 6),
        ]
        for lecture in self.lectures:
            lines.append(
                _row(
                    escape_markdown(lecture.title or lecture.id),
                    lecture.state,
                    escape_markdown(lecture.why),
                    _counts(lecture.repaired),
                    _counts(lecture.dropped),
                    _stages(lecture.seconds),
                )
            )
        if self.failures:
            lines += ["", _row("File", "Why it failed"), _row("---", "---")]
            lines += [_row(escape_markdown(f.file), escape_markdown(f.reason)) for f in self.failures]
        lines += [line for note in self.notes() for line in ("", escape_markdown(note))]
        if self.conflicts:
            lines += ["", _row("Edit", "Made for", "There now", "Not applied"), _row(*["---"] * 4)]
            for one in self.conflicts:
                cells = (f"{one.where}: {one.about}", one.expected, one.there or "nothing like it", one.wanted)
                lines.append(_row(*map(escape_markdown, cells)))
        if self.seconds:
            lines += ["", f"Seconds by stage: {_stages(self.seconds)}."]
        return "\n".join(lines) + "\n"


def report_place(output: Path) -> Path:
    """Where the report of a build goes if nobody says: beside the site, which holds nothing that changes with time."""
    return output.resolve().with_name(f"{output.resolve().name}{REPORT}")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items())) or "none"


def _stages(seconds: dict[str, float]) -> str:
    return ", ".join(f"{stage} {value:.2f}" for stage, value in seconds.items()) or "0"


def _rounded(seconds: dict[str, float]) -> dict[str, float]:
    return {stage: round(value, 3) for stage, value in seconds.items()}
