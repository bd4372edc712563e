"""Floors: what the figures of a benchmark must not fall below (``floors.json``), for tests and the command line.

The file has a section for each benchmark, or for a reduced run of one: ``slack`` says in words how far below the
figures seen the floors were set, ``at_least`` and ``at_most`` hold them under the flat names of the figures. A floor
is moved with the change that moves the figure, in the same commit; it is never lowered to make a run pass.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from common import Figure

FILE = Path(__file__).with_name("floors.json")


def below(section: str, figures: Sequence[Figure], file: Path = FILE) -> list[str]:
    """What breaks a floor of `section`, in words; a figure that has a floor and was not measured breaks it.

    Raises `KeyError` where the file has no such section.
    """
    floors = json.loads(file.read_text(encoding="utf-8"))[section]
    seen = {figure.name: figure.value for figure in figures}
    broken = []
    for kind, sign in (("at_least", 1), ("at_most", -1)):
        for name, floor in floors.get(kind, {}).items():
            if name not in seen:
                broken.append(f"{name}: not measured, {kind.replace('_', ' ')} {floor:g}")
            elif sign * seen[name] < sign * floor:
                broken.append(f"{name}: {seen[name]:.4g}, {kind.replace('_', ' ')} {floor:g}")
    return broken


def leave_if_below(section: str | None, figures: Sequence[Figure]) -> None:
    """Name what breaks a floor of `section` and leave with code 1; nothing happens without a section."""
    broken = below(section, figures) if section else []
    for line in broken:
        print(f"below its floor: {line}", file=sys.stderr)
    if broken:
        sys.exit(1)
