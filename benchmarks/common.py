"""What every benchmark shares: its arguments, where the lectures are, its table and its JSON file."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NoReturn

from rich.console import Console
from rich.table import Table

_REPOSITORY = Path(__file__).resolve().parents[1]
# wide enough for every table, so that what is piped into a file is not folded
_WIDTH = 120
# the 104-minute lecture, as captions of five to ten words
_LONG_LECTURE = "lectures/seeds/001_*.txt"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number: a flat name for the JSON file, the words for the table, and what it should reach.

    `at_most` and `at_least` are the target, where there is one.
    """

    name: str
    label: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def target(self) -> str:
        """The target in words, or nothing."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else ""

    @property
    def verdict(self) -> str:
        """Whether the target is met, or nothing where there is none."""
        if not self.target:
            return ""
        low = self.at_least is None or self.value >= self.at_least
        high = self.at_most is None or self.value <= self.at_most
        return "met" if low and high else "missed"


def parser(description: str, *, runs: int | None = None, floors: str = "") -> argparse.ArgumentParser:
    """The arguments of every benchmark: with ``--runs`` where it repeats its timings, ``--floors`` where it has some.

    `floors` is the section of the floors that the benchmark has by default; see `floors.leave_if_below`.
    """
    made = argparse.ArgumentParser(description=description)
    made.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="folder of lectures/ and data/, or that data/ (default: the one LECTUREBOOK_DATA names, else ../shared)",
    )
    made.add_argument("--json", type=Path, metavar="FILE", help="write all figures there, under flat names")
    if floors:
        made.add_argument(
            "--floors",
            nargs="?",
            const=floors,
            metavar="SECTION",
            help=f"leave with code 1 where a figure is below its floor in floors.json (default section: {floors})",
        )
    if runs is not None:
        made.add_argument("--runs", type=_positive, default=runs, help=f"timings of each kind (default {runs})")
    return made


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return value


def data_folder(arguments: argparse.Namespace) -> Path:
    """The folder with lectures/; leaves with code 0 and a message where there is none, as the tests do."""
    variable = os.environ.get("LECTUREBOOK_DATA")
    default = Path(variable).resolve().parent if variable else _REPOSITORY.parent / "shared"
    folder: Path = arguments.data or default
    if folder.name == "data" and not (folder / "lectures").is_dir():
        # the data beside the lectures, as LECTUREBOOK_DATA names it
        folder = folder.resolve().parent
    if not (folder / "lectures").is_dir():
        skip(f"no lectures/ in {folder}: name their folder with --data, or set LECTUREBOOK_DATA")
    return folder


def data_part(arguments: argparse.Namespace, name: str) -> Path:
    """The folder `name` of the data: --data itself where it holds the documents, or inside it; else beside lectures/.

    Leaves with code 0 and a message where there is none.
    """
    places = [arguments.data / name, arguments.data / "data" / name, arguments.data] if arguments.data else []
    found = next((place for place in places if any(place.glob("*.json"))), None)
    if found is not None:
        return Path(found)
    folder = data_folder(arguments) / "data" / name
    if not folder.is_dir():
        skip(f"no {name}/ in {folder.parent}")
    return folder


def long_lecture(folder: Path) -> Path:
    """The file of the 104-minute lecture."""
    found = sorted(folder.glob(_LONG_LECTURE))
    if not found:
        skip(f"no {_LONG_LECTURE} in {folder}")
    return found[0]


def skip(why: str) -> NoReturn:
    """Leave with a message and code 0: what is not there cannot be measured, and that is no failure."""
    print(f"skipped: {why}")
    sys.exit(0)


def report(title: str, figures: Sequence[Figure], file: Path | None) -> None:
    """Print `figures` as a table and, where `file` is named, write them there."""
    table = Table(title=title, title_justify="left")
    for column, justify in (("", "left"), ("figure", "right"), ("unit", "left"), ("target", "left"), ("", "left")):
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    for figure in figures:
        table.add_row(figure.label, _shown(figure.value), figure.unit, figure.target, figure.verdict)
    Console(width=_WIDTH).print(table)
    if file:
        file.write_text(json.dumps(flat(figures), indent=1) + "\n", encoding="utf-8")


def flat(figures: Sequence[Figure]) -> dict[str, float]:
    """`figures` under their flat names, as they stand in JSON."""
    return {figure.name: round(figure.value, 6) for figure in figures}


def _shown(value: float) -> str:
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 100 else f"{value:.5f}" if 0.99 < value < 1 else f"{value:.2f}"


def spread(name: str, label: str, values: Sequence[float], unit: str, **target: float) -> list[Figure]:
    """The median of `values`, with its target, and the least and the greatest."""
    return [
        Figure(name, f"{label}, median of {len(values)}", median(values), unit, **target),
        Figure(f"{name}_min", f"{label}, least", min(values), unit),
        Figure(f"{name}_max", f"{label}, greatest", max(values), unit),
    ]
