"""One concept over all lectures: every mention, every definition, the lecture that introduces it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from lecturebook.concepts import tokenize
from lecturebook.concepts.mentions import find_mentions
from lecturebook.concepts.tokens import Stems
from lecturebook.course.relations import first_definitions, prerequisites, related
from lecturebook.model import (
    Concept,
    ConceptKind,
    Context,
    CourseConcept,
    Former,
    Guide,
    LectureMentions,
    Prerequisite,
    Word,
)
from lecturebook.slug import file_slug, words_slug

# words shown before and after a mention
_AROUND = 6
# the A-Z page has this name
_RESERVED = frozenset({"index"})
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")


def index_concepts(guides: Sequence[Guide]) -> tuple[CourseConcept, ...]:
    """The concepts of a course, by name; mentions by a scan of every lecture for every concept of any."""
    members: defaultdict[str, list[Concept]] = defaultdict(list)
    for guide in guides:
        for concept in guide.concepts:
            members[concept.key].append(concept)
    entries: defaultdict[str, list[LectureMentions]] = defaultdict(list)
    said: defaultdict[str, dict[int, list[tuple[int, int]]]] = defaultdict(dict)
    phrases: dict[str, dict[str, set[Stems]]] = {}
    for place, guide in enumerate(guides):
        language = guide.lecture.language
        if language not in phrases:
            phrases[language] = {key: _phrases(concepts, language) for key, concepts in members.items()}
        tokens = tokenize([word.text for word in guide.words], language)
        for key, spans in find_mentions(tokens, phrases[language]).items():
            if spans:
                entries[key].append(_lecture_mentions(guide, key, spans))
                said[key][place] = spans
    named = sorted(entries, key=lambda key: (members[key][0].name.casefold(), key))
    slugs = _slugs([(key, members[key][0].name) for key in named])
    former = _former(guides, slugs)
    needs = prerequisites(first_definitions(guides), said, guides)
    near = related({key: said[key] for key in named if kind_of(members[key]) == "concept"})
    return tuple(
        _course_concept(
            key,
            slugs[key],
            members[key],
            entries[key],
            related=near.get(key, ()),
            needs=tuple(needs.get(key, ())),
            former=former.get(key, ()),
        )
        for key in named
    )


def kind_of(concepts: Sequence[Concept]) -> ConceptKind:
    """The best kind that a lecture has a concept as: an example of one may be the subject of another."""
    kinds = {concept.kind for concept in concepts}
    return next(kind for kind in ("concept", "vague", "example") if kind in kinds)


def _phrases(concepts: Sequence[Concept], language: str) -> set[Stems]:
    """What a concept is said as anywhere in the course: an alias learned in one lecture counts in all."""
    surfaces = {surface for concept in concepts for surface in (concept.name, *concept.aliases)}
    return {tuple(tokenize(surface.split(), language).stems) for surface in surfaces}


def _lecture_mentions(guide: Guide, key: str, spans: list[tuple[int, int]]) -> LectureMentions:
    own = next((concept for concept in guide.concepts if concept.key == key), None)
    return LectureMentions(
        lecture=guide.lecture,
        mentions=tuple(_context(guide.words, first, last) for first, last in spans),
        definitions=own.definitions if own else (),
        by_staff=own.by_staff if own else "",
        again=own.again if own else (),
    )


def _context(words: tuple[Word, ...], first: int, last: int) -> Context:
    return Context(
        second=words[first].start,
        before=" ".join(word.display for word in words[max(0, first - _AROUND) : first]),
        words=" ".join(word.display for word in words[first:last]),
        after=" ".join(word.display for word in words[last : last + _AROUND]),
    )


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


def _former(guides: Sequence[Guide], slugs: dict[str, str]) -> dict[str, tuple[Former, ...]]:
    """What each concept was called before people renamed it, under the slugs that no other concept has now."""
    taken = {*_RESERVED, *slugs.values()}
    found: defaultdict[str, dict[str, Former]] = defaultdict(dict)
    for guide in guides:
        keys = {concept.name: concept.key for concept in guide.concepts}
        for edit in guide.edits:
            key = keys.get(edit.after, "") if edit.kind in {"rename", "merge"} else ""
            if key in slugs:
                slug = _slugs([(edit.id, edit.before)])[edit.id]
                if slug not in taken:
                    found[key].setdefault(slug, Former(edit.before, slug))
                    taken.add(slug)
    return {key: tuple(names.values()) for key, names in found.items()}


def _course_concept(
    key: str,
    slug: str,
    concepts: list[Concept],
    entries: list[LectureMentions],
    *,
    related: tuple[str, ...],
    needs: tuple[Prerequisite, ...],
    former: tuple[Former, ...],
) -> CourseConcept:
    name = concepts[0].name
    others = dict.fromkeys(
        surface for concept in concepts for surface in (concept.name, *concept.aliases) if surface != name
    )
    return CourseConcept(
        key=key,
        slug=slug,
        name=name,
        aliases=tuple(others),
        lectures=tuple(entries),
        kind=kind_of(concepts),
        related=related,
        needs=needs,
        former=former,
    )
