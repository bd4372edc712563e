"""What a check found, and how much it looked at."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

# what a finding can be of, and what is then not as it must be
KINDS = {
    "file": "a file of the site is missing, altered, unreadable or not listed",
    "guide": "guide.json contradicts itself",
    "source": "guide.json says other words or times than the transcript",
    "quote": "a page quotes words that were not said at that second",
    "transcript": "a page's transcript is not all of the lecture's words in their order",
    "time": "a time leads to another second than it shows, or outside the covered time",
    "link": "a link leads nowhere, or out of the site",
    "anchor": "a link leads to a place that its page does not have",
    "reach": "no chain of links leads from the course's page to a page",
    "twin": "the HTML and the Markdown of a page do not say the same",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: one of `KINDS`, the file (from the site's folder), and what is wrong there."""

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.kind}: {self.what}"


@dataclass(slots=True)
class Proof:
    """The result of a check. It holds where there is no finding.

    `source` is whether the transcripts were at hand: only then are the words of the guides themselves proven.
    """

    source: bool = False
    lectures: int = 0
    pages: int = 0
    statements: int = 0
    times: int = 0
    links: int = 0
    words: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether everything was proven."""
        return not self.findings

    def found(self, kind: str, where: str, what: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(kind, where, what))

    def summary(self) -> str:
        """One line: what was looked at, and whether it holds."""
        verdict = f"{len(self.findings)} findings" if self.findings else "proven"
        source = f"{self.words} words compared with their transcripts" if self.source else "source not at hand"
        return (
            f"{verdict}: {self.lectures} lectures, {self.pages} pages, {self.statements} statements, "
            f"{self.times} times, {self.links} links; {source}"
        )

    def to_json(self) -> dict[str, Any]:
        """The proof as plain data."""
        return {"holds": self.holds, **asdict(self)}
