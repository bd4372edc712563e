"""The guides of a course as its stages reach them: each read from the store when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from sys import intern
from typing import Protocol

from lecturebook.course.cache import GuideCache
from lecturebook.errors import OutputError
from lecturebook.guide_json import GuideHead, guide_from_json, head_from_json
from lecturebook.model import Concept, Guide, Lecture
from lecturebook.shelf import Lazy

# a page needs the guides of its neighbours too; those of a small course, by the letters of all, stay at hand
_KEPT, _SMALL = 4, 6_000_000


class Head(Protocol):
    """What a guide and its head have in common."""

    @property
    def lecture(self) -> Lecture:
        """Whose guide it is."""
        ...

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Its concepts; those of a head have no mentions."""
        ...


class StoredGuides(Lazy[Guide]):
    """Guides in `store` under `keys`, in the order of the course.

    Who the lectures are, the sha256 of their guides, the keys of their concepts, and of those that their questions
    name, need no guide to be read again.
    """

    def __init__(self, store: GuideCache, keys: Sequence[str]) -> None:
        self.keys, self._store = tuple(keys), store
        super().__init__(self._guide, len(keys), kept=len(keys) if self._is_small() else _KEPT)
        self.heads: Sequence[GuideHead] = Lazy(lambda n: head_from_json(self.text(n)), len(keys), kept=1)
        self.digests = tuple(store.digest(key) for key in keys)
        lectures, concepts, asked = [], [], []
        for head in self.heads:
            lectures.append(head.lecture)
            concepts.append(tuple(intern(concept.key) for concept in head.concepts))
            asked.append(tuple(map(intern, head.asked)))
        self.lectures: Sequence[Lecture] = lectures
        self.keys_of_concepts: Sequence[tuple[str, ...]] = concepts
        self.keys_asked: Sequence[tuple[str, ...]] = asked

    def _is_small(self) -> bool:
        """Whether all guides together take little room."""
        size = 0
        for key in self.keys:
            size += self._store.size(key)
            if size > _SMALL:
                return False
        return True

    def text(self, n: int) -> str:
        """The guide.json of the guide at `n`. Raises OutputError where somebody took it from the store meanwhile."""
        text = self._store.get(self.keys[n])
        if text is None:
            where = str(self._store.folder)
            raise OutputError(where, "a guide has gone from there while the course was built; accepted: build again")
        return text

    def _guide(self, n: int) -> Guide:
        return guide_from_json(self.text(n))


def heads_of(guides: Sequence[Guide]) -> Sequence[Head]:
    """The heads of `guides`, without reading the rest of those that are stored."""
    return guides.heads if isinstance(guides, StoredGuides) else guides
