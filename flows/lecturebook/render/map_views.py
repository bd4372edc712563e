"""What templates see of the map of concepts. Places and sizes are pixels of a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.render.views import Frame, Link, Stamp


@dataclass(frozen=True, slots=True)
class MapNode:
    """A concept on the map; `label` is its name as far as there is room, `joined` are the numbers of its neighbours."""

    number: int
    name: str
    label: str
    href: str
    x: int
    y: int
    radius: str
    joined: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MapEdge:
    """A curve between two numbers (an SVG path); an arrow where the first has to be known before the other."""

    first: int
    last: int
    path: str
    is_arrow: bool


@dataclass(frozen=True, slots=True)
class MapGroup:
    """Concepts that belong together, called by the most important of them."""

    number: int
    anchor: str
    title: str
    width: int
    height: int
    edges: tuple[MapEdge, ...]
    nodes: tuple[MapNode, ...]


@dataclass(frozen=True, slots=True)
class MapBox:
    """A group on the overview: its title and a few of the others, as far as there is room."""

    number: int
    title: str
    label: str
    note: str
    href: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The groups, and what leads from one to another."""

    width: int
    height: int
    boxes: tuple[MapBox, ...]
    edges: tuple[MapEdge, ...]


@dataclass(frozen=True, slots=True)
class MapRow:
    """What the map says of a concept, in words."""

    concept: Link
    group: Link
    lecture: Link
    stamp: Stamp
    before: tuple[Link, ...]
    beside: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map of the most important of `total` concepts; a small one has no overview."""

    frame: Frame
    language: str
    overview: Overview | None
    groups: tuple[MapGroup, ...]
    rows: tuple[MapRow, ...]
    total: int
