"""One concept over all lectures: every mention, every definition, the lecture that introduces it.

The mentions of a large course do not fit into memory: they lie on a shelf, and a concept reads its own when asked.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import overload

from lecturebook.concepts.mentions import Phrases
from lecturebook.course.guides import heads_of
from lecturebook.course.relations import Defined, Nearness, definitions_of, prerequisites
from lecturebook.model import (
    ConceptKind,
    Context,
    CourseConcept,
    Edited,
    Former,
    Guide,
    Lecture,
    LectureMentions,
    Passage,
    Prerequisite,
    Tally,
    Word,
)
from lecturebook.shelf import Shelf, packed
from lecturebook.slug import file_slug, words_slug
from lecturebook.tokens import Stems, tokenize

# a name goes on for at least so many letters where another is clipped; fewer are an ending
_SHORTEST_CLIP = 3
# words shown before and after a mention
_AROUND = 6
# numbers that are kept of what one lecture says of a concept
_FIELDS = 3
# the A-Z page has this name
_RESERVED = frozenset({"index"})
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")
# the best kind that any lecture has a concept as: an example of one may be the subject of another
_KINDS: tuple[ConceptKind, ...] = ("concept", "vague", "example")


@dataclass(slots=True)
class _Member:
    """What the lectures of a course call one concept: its name, all its surface forms in order, its kinds."""

    number: int
    name: str
    surfaces: dict[str, None] = field(default_factory=dict)
    kinds: set[ConceptKind] = field(default_factory=set)

    @property
    def kind(self) -> ConceptKind:
        """The best of its kinds."""
        return next(kind for kind in _KINDS if kind in self.kinds)


def index_concepts(guides: Sequence[Guide], shelf: Shelf | None = None) -> tuple[CourseConcept, ...]:
    """The concepts of a course, by name; mentions by a scan of every lecture for every concept of any.

    Each guide is read once. What `lectures` of the concepts hold lies on `shelf`, or on one of their own.
    """
    shelf = shelf or Shelf()
    shelf.run("CREATE TABLE found (concept INTEGER, lecture INTEGER, said TEXT)")
    lectures, members, defined = _members(guides)
    entries = {key: _Shelved(shelf, member.number, lectures) for key, member in members.items()}
    phrases: dict[str, Phrases] = {}
    near, needs = Nearness(shelf), dict[str, list[Prerequisite]]()
    renamed: list[tuple[str, Edited]] = []
    for place, guide in enumerate(guides):
        language = guide.lecture.language
        if language not in phrases:
            phrases[language] = Phrases({key: _phrases(m.surfaces, language) for key, m in members.items()})
        said = phrases[language].find(tokenize([word.text for word in guide.words], language))
        _shelve(shelf, place, guide, said, entries)
        needs.update(prerequisites(place, guide, said, defined, lectures))
        renamed += _renamed(guide)
        near.add({key: spans for key, spans in said.items() if members[key].kind == "concept"})
    shelf.run(
        "CREATE TABLE mention (concept INTEGER, lecture INTEGER, said TEXT, PRIMARY KEY (concept, lecture))"
        " WITHOUT ROWID"
    )
    shelf.run("INSERT INTO mention SELECT * FROM found ORDER BY concept, lecture")
    shelf.run("DROP TABLE found")
    named = sorted((key for key in members if len(entries[key])), key=lambda k: (members[k].name.casefold(), k))
    slugs, related = _slugs([(key, members[key].name) for key in named]), near.related()
    former = _former(renamed, slugs)
    return tuple(
        CourseConcept(
            key=key,
            slug=slugs[key],
            name=members[key].name,
            aliases=tuple(surface for surface in members[key].surfaces if surface != members[key].name),
            lectures=entries[key],
            kind=members[key].kind,
            related=related.get(key, ()),
            needs=tuple(needs.get(key, ())),
            former=former.get(key, ()),
        )
        for key in named
    )


def _members(guides: Sequence[Guide]) -> tuple[list[Lecture], dict[str, _Member], dict[str, Defined]]:
    """The lectures, the concepts of any of them by key, and where each that is defined is defined first."""
    lectures: list[Lecture] = []
    members: dict[str, _Member] = {}
    defined: dict[str, Defined] = {}
    for place, head in enumerate(heads_of(guides)):
        lectures.append(head.lecture)
        for concept in head.concepts:
            member = members.setdefault(concept.key, _Member(len(members), concept.name))
            if concept.name not in member.surfaces:
                member.name = _fuller(member.name, concept.name)
            member.surfaces.update(dict.fromkeys((concept.name, *concept.aliases)))
            member.kinds.add(concept.kind)
        for key, where in definitions_of(place, head.concepts):
            defined.setdefault(key, where)
    return lectures, members, defined


def _fuller(name: str, other: str) -> str:
    """Of two names of a concept the first; but the whole one, where the first is clipped: "neural net"."""
    is_clipped = other.casefold().startswith(name.casefold()) and len(other) >= len(name) + _SHORTEST_CLIP
    return other if is_clipped else name


def _phrases(surfaces: Iterable[str], language: str) -> set[Stems]:
    """What a concept is said as anywhere in the course: an alias learned in one lecture counts in all."""
    return {tuple(tokenize(surface.split(), language).stems) for surface in surfaces}


class _Shelved(Sequence[LectureMentions]):
    """What lectures say of one concept, each read from the shelf when it is asked for.

    A large course has tens of thousands of these, so one holds no more than numbers.
    """

    __slots__ = ("_by_staff", "_counts", "_lectures", "_shelf", "number")

    def __init__(self, shelf: Shelf, concept: int, lectures: Sequence[Lecture]) -> None:
        self.number = concept
        self._shelf, self._lectures = shelf, lectures
        # of each lecture its place, the mentions and the definitions there
        self._counts = array("I")
        self._by_staff: dict[int, str] | None = None

    def note(self, place: int, mentions: int, definitions: int, by_staff: str) -> None:
        """That the lecture at `place` has so many, in course order, and what staff write there."""
        if by_staff:
            self._by_staff = {**(self._by_staff or {}), place: by_staff}
        self._counts.extend((place, mentions, definitions))

    @property
    def tallies(self) -> list[Tally]:
        """Every lecture with its counts."""
        counts = self._counts
        rows = zip(counts[::_FIELDS], counts[1::_FIELDS], counts[2::_FIELDS], strict=True)
        return [Tally(self._lectures[at], said, defined, self._told(at)) for at, said, defined in rows]

    def __len__(self) -> int:
        return len(self._counts) // _FIELDS

    @overload
    def __getitem__(self, at: int) -> LectureMentions: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[LectureMentions]: ...
    def __getitem__(self, at: int | slice) -> LectureMentions | Sequence[LectureMentions]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        query = "SELECT lecture, said FROM mention WHERE concept = ? AND lecture = ?"
        return self._read(*next(self._shelf.read(query, (self.number, self._counts[::_FIELDS][at]))))

    def __iter__(self) -> Iterator[LectureMentions]:
        query = "SELECT lecture, said FROM mention WHERE concept = ? ORDER BY lecture"
        return (self._read(*row) for row in self._shelf.read(query, (self.number,)))

    def _told(self, place: int) -> str:
        return self._by_staff.get(place, "") if self._by_staff else ""

    def _read(self, place: int, said: str) -> LectureMentions:
        mentions, definitions, again = json.loads(said)
        return LectureMentions(
            self._lectures[place],
            tuple(Context(*mention) for mention in mentions),
            tuple(Passage(*passage) for passage in definitions),
            self._told(place),
            tuple(Passage(*passage) for passage in again),
        )


def _shelve(
    shelf: Shelf,
    place: int,
    guide: Guide,
    said: Mapping[str, Sequence[tuple[int, int]]],
    entries: Mapping[str, _Shelved],
) -> None:
    """Put what one lecture says of each concept on the shelf."""
    own = {concept.key: concept for concept in guide.concepts}
    rows = []
    for key, spans in said.items():
        mentions = [_context(guide.words, first, last) for first, last in spans]
        concept = own.get(key)
        definitions = [astuple(passage) for passage in concept.definitions] if concept else []
        again = [astuple(passage) for passage in concept.again] if concept else []
        rows.append((entries[key].number, place, packed((mentions, definitions, again))))
        entries[key].note(place, len(mentions), len(definitions), concept.by_staff if concept else "")
    shelf.add("INSERT INTO found VALUES (?, ?, ?)", rows)


def _context(words: Sequence[Word], first: int, last: int) -> tuple[float, str, str, str]:
    """The fields of a `Context`."""
    parts = words[max(0, first - _AROUND) : first], words[first:last], words[last : last + _AROUND]
    before, said, after = (" ".join(word.display for word in part) for part in parts)
    return words[first].start, before, said, after


def _slugs(named: list[tuple[str, str]]) -> dict[str, str]:
    """One slug a concept: its name where that says it, with a digest where two names would look alike."""
    slugs: dict[str, str] = {}
    taken = set(_RESERVED)
    for key, name in named:
        plain = words_slug(name) if _PLAIN_NAME.fullmatch(name) else ""
        slug = plain if plain and plain not in taken and file_slug(plain) == plain else file_slug(f"{name} / {key}")
        taken.add(slug)
        slugs[key] = slug
    return slugs


def _renamed(guide: Guide) -> list[tuple[str, Edited]]:
    """The edits of a guide that gave a concept another name, each with the key of that concept."""
    keys = {concept.name: concept.key for concept in guide.concepts}
    return [(keys.get(edit.after, ""), edit) for edit in guide.edits if edit.kind in {"rename", "merge"}]


def _former(renamed: Iterable[tuple[str, Edited]], slugs: Mapping[str, str]) -> dict[str, tuple[Former, ...]]:
    """What each concept was called before people renamed it, under the slugs that no other concept has now."""
    taken = {*_RESERVED, *slugs.values()}
    found: defaultdict[str, dict[str, Former]] = defaultdict(dict)
    for key, edit in renamed:
        if key in slugs:
            slug = _slugs([(edit.id, edit.before)])[edit.id]
            if slug not in taken:
                found[key].setdefault(slug, Former(edit.before, slug))
                taken.add(slug)
    return {key: tuple(names.values()) for key, names in found.items()}
