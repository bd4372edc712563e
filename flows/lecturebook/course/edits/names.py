"""What becomes of the concepts of a course: edits name them as people do, guides by their keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lecturebook.concepts.identity import identity
from lecturebook.course.edits.entries import ConceptEdit, Edits
from lecturebook.model import Concept, Conflict
from lecturebook.slug import words_slug
from lecturebook.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Added:
    """A concept that a person added, and what it is said as."""

    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConceptChanges:
    """Edits of concepts by key: those merged `into` others, new `names`, and whether they are `dropped` or `added`.

    `former` are names that a renamed one had in between; `called` is what each key of the course is called now,
    `renamed` leads from old names to new ones, `keys` from all that people may call a concept to its key.
    """

    into: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    added: Mapping[str, Added] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    def key_of(self, name: str) -> str:
        """The key that the concept people call `name` has after the edits; empty where there is none."""
        key = self.keys.get(_folded(name), "")
        return self.into.get(key, key)


def resolve_concepts(
    edits: Edits, concepts: Iterable[Concept], language: str
) -> tuple[ConceptChanges, tuple[Conflict, ...]]:
    """What `edits` say of the `concepts` of all guides, in course order, and what cannot be done.

    A concept is meant by its key, its name, another name that it is said by, or its slug, in that order. `language` is
    that in which added ones are said.
    """
    resolver = _Resolver(concepts, language)
    # a new name may be the one that others are merged into
    for edit in sorted(edits.concepts, key=lambda edit: (not edit.add, bool(edit.into))):
        resolver.take(edit, is_partial=edits.is_partial)
    return resolver.changes(), tuple(resolver.conflicts)


class _Resolver:
    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        self._called: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._language = language
        self._into: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._former: dict[str, tuple[str, ...]] = {}
        self._dropped: set[str] = set()
        self._added: dict[str, Added] = {}
        self.conflicts: list[Conflict] = []
        aliases: defaultdict[str, str] = defaultdict(str)
        slugs: dict[str, str] = {}
        for concept in concepts:
            if concept.key not in self._called:
                self._called[concept.key] = concept.name
            for alias in concept.aliases:
                aliases[_folded(alias)] = aliases[_folded(alias)] or concept.key
            slugs.setdefault(words_slug(concept.name), concept.key)
        names = {_folded(name): key for key, name in reversed(self._called.items())}
        self._keys = {**slugs, **aliases, **names, **{key: key for key in self._called}}
        self._keys.pop("", None)

    def take(self, edit: ConceptEdit, *, is_partial: bool) -> None:
        """Note what `edit` does, or why it cannot be done."""
        if edit.add:
            self._add(edit)
            return
        key = self._keys.get(_folded(edit.concept), "")
        if not key:
            if not is_partial:
                self._refuse(edit, "")
        elif edit.drop:
            self._dropped.add(key)
        elif edit.into:
            self._merge(edit, key)
        else:
            taken = self._keys.get(_folded(edit.name), key)
            if taken != key and self._called[taken].casefold() == edit.name.casefold():
                self._refuse(edit, f"another concept of that name (into = {edit.name!r} would merge them)")
                return
            self._keys.setdefault(_folded(edit.name), key)
            self._names[key] = edit.name
            self._former[key] = edit.former

    def _add(self, edit: ConceptEdit) -> None:
        key = self._keys.get(_folded(edit.concept)) or identity(
            tuple(tokenize(edit.concept.split(), self._language).stems), self._language
        )
        if not key:
            self._refuse(edit, "no word in the name")
            return
        name = edit.name or self._called.get(key, edit.concept)
        self._called.setdefault(key, name)
        self._keys.setdefault(_folded(edit.concept), key)
        self._keys.setdefault(_folded(name), key)
        self._added[key] = Added(name, tuple(dict.fromkeys((edit.concept, *edit.phrases))))

    def _merge(self, edit: ConceptEdit, key: str) -> None:
        target = self._keys.get(_folded(edit.into), "")
        end = target
        while end in self._into:
            end = self._into[end]
        if not target or end == key:
            self._refuse(edit, "itself" if target else "", self._called[key])
            return
        self._into = {old: end if new == key else new for old, new in self._into.items()}
        self._into[key] = end

    def _refuse(self, edit: ConceptEdit, there: str, expected: str = "") -> None:
        about = f"concept {edit.concept!r}"
        self.conflicts.append(Conflict(edit.where, about, expected or edit.concept, there, edit.wanted))

    def changes(self) -> ConceptChanges:
        """All that was taken."""
        called = {**self._called, **self._names}
        return ConceptChanges(
            into=self._into,
            names=self._names,
            former=self._former,
            dropped=frozenset(self._dropped),
            added=self._added,
            called=called,
            renamed={
                name: called[now]
                for key, name in self._called.items()
                if called[now := self._into.get(key, key)] != name
            },
            keys=self._keys,
        )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def unsaid(edits: Sequence[ConceptEdit], said: frozenset[str], changes: ConceptChanges) -> list[Conflict]:
    """The concepts that were added and that no lecture says; `said` are the keys that guides have."""
    return [
        Conflict(edit.where, f"concept {edit.concept!r}", edit.concept, "", edit.wanted)
        for edit in edits
        if edit.add and (key := changes.key_of(edit.concept)) and key not in said and key not in changes.dropped
    ]
