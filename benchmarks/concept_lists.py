"""Hand lists of a lecture's concepts, and what a ranked list of names gets right of one."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from lecturebook.concepts.candidates import spelling_key
from lecturebook.tokens import tokenize

_SAMPLES, _SEED = 2000, 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A concept that a person listed: `keys` of its name and aliases as they are compared, the first of the name."""

    name: str
    keys: tuple[str, ...]
    first_second: float | None
    is_core: bool


@dataclass(slots=True)
class Hits:
    """Of the first names of a ranking: which are core concepts, rightly labelled, acceptable, or said before.

    `found` are the core concepts among them. A second name for one concept is a duplicate, and no hit.
    """

    judged: int
    core: list[bool] = field(default_factory=list)
    label: list[bool] = field(default_factory=list)
    acceptable: list[bool] = field(default_factory=list)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def key_of(surface: str) -> str:
    """What surfaces share that differ in case, spaces, hyphens or endings."""
    return spelling_key(tuple(tokenize(surface.split(), "en").stems))


def read_lists(file: Path) -> dict[str, list[Listed]]:
    """The listed concepts by lecture id; `first_second` is None where the list has none."""
    lists: dict[str, list[Listed]] = {}
    with file.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            surfaces = [row["concept"], *(alias.strip() for alias in row["aliases"].split("|"))]
            keys = dict.fromkeys(key_of(surface) for surface in surfaces if surface)
            second = float(row["first_second"]) if row["first_second"] else None
            lists.setdefault(row["lecture"], []).append(Listed(row["concept"], tuple(keys), second, row["tier"] == "1"))
    return lists


def judge(names: Sequence[str], listed: Sequence[Listed], most: int = 25) -> Hits:
    """What the first `most` of `names` get right; a key that two entries have counts for the core one."""
    owners: dict[str, Listed] = {}
    for entry in sorted(listed, key=lambda entry: not entry.is_core):
        for key in entry.keys:
            owners.setdefault(key, entry)
    hits, said = Hits(most), {}
    for name in names[:most]:
        key = key_of(name)
        owner = owners.get(key)
        is_new = owner is not None and owner.name not in said
        is_core = owner is not None and owner.is_core and is_new
        hits.core.append(is_core)
        hits.label.append(is_core and owner is not None and key == owner.keys[0])
        hits.acceptable.append(is_new)
        if owner is None:
            hits.wrong.append(name)
        elif is_new:
            said[owner.name] = name
        else:
            hits.duplicates.append((name, said[owner.name]))
        if is_core and owner is not None:
            hits.found[owner.name] = name
    return hits


def interval(samples: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean of `samples`, by drawing them again 2,000 times."""
    values = np.asarray(samples, float)
    drawn = np.random.default_rng(_SEED).integers(0, len(values), (_SAMPLES, len(values)))
    low, high = np.quantile(values[drawn].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)
