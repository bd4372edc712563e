"""Concepts of a guide as people want them: renamed, merged, dropped or added, wherever the guide names them.

Quotes stay as they were said; what is ours (prompts, names to choose from, objectives) takes the new names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lecturebook.concepts.mentions import find_mentions
from lecturebook.course.edits.names import Added, ConceptChanges
from lecturebook.model import Concept, Edited, Guide, Mention, Objective, Question, Section
from lecturebook.tokens import tokenize

# their prompts are sentences of the lecturer
_QUOTING = frozenset({"cloze", "choice"})
# prompts take everyday nouns that end so for many, as they are written in `study/questions.py`
_PLURAL = re.compile(r"[^s]s$")
_OTHER_NUMBER = {"is": "are", "are": "is", "does": "do", "do": "does"}


def change_concepts(guide: Guide, changes: ConceptChanges) -> Guide:
    """`guide` with what `changes` say of its concepts, and what that was among its edits."""
    edited: list[Edited] = []
    concepts = _merged(_with_added(guide, changes.added, edited), changes, edited)
    kept = [concept for concept in concepts if concept.key not in changes.dropped]
    edited += [Edited("drop", c.key, c.name, "") for c in concepts if c.key in changes.dropped]
    if not edited:
        return guide
    known = {concept.key for concept in kept}
    renamer = Renamer({**changes.renamed, **_names_now(guide.concepts, concepts, changes)})
    return replace(
        guide,
        concepts=tuple(kept),
        sections=tuple(_section(section, kept, changes, known) for section in guide.sections),
        questions=tuple(_questions(guide.questions, changes, known, renamer)),
        objectives=tuple(_objectives(guide.objectives, changes, known, renamer)),
        edits=(*guide.edits, *edited),
    )


def _with_added(guide: Guide, added: Mapping[str, Added], edited: list[Edited]) -> list[Concept]:
    """The concepts of `guide`, and of the `added` ones those that are said in it and were no concepts there."""
    own = {concept.key for concept in guide.concepts}
    missing = {key: one for key, one in added.items() if key not in own}
    if not missing:
        return list(guide.concepts)
    language = guide.lecture.language
    tokens = tokenize([word.text for word in guide.words], language)
    phrases = {
        key: {tuple(tokenize(phrase.split(), language).stems) for phrase in one.phrases} for key, one in missing.items()
    }
    found = []
    for key, spans in find_mentions(tokens, phrases).items():
        if spans:
            name = missing[key].name
            mentions = tuple(Mention(first, last, guide.words[first].start) for first, last in spans)
            aliases = tuple(phrase for phrase in missing[key].phrases if phrase != name)
            found.append(Concept(key, name, aliases, 0.0, mentions))
            edited.append(Edited("add", key, "", name))
    return [*guide.concepts, *found]


def _merged(concepts: Iterable[Concept], changes: ConceptChanges, edited: list[Edited]) -> list[Concept]:
    """`concepts` under the keys and names that they have now, each once, at the place of the first of them."""
    groups: dict[str, list[Concept]] = {}
    for concept in concepts:
        groups.setdefault(changes.into.get(concept.key, concept.key), []).append(concept)
    merged = []
    for key, members in groups.items():
        own = next((concept for concept in members if concept.key == key), None)
        name = changes.names.get(key) or (own.name if own else changes.called[key])
        for concept in members:
            if concept.key != key:
                edited.append(Edited("merge", concept.key, concept.name, name))
            elif concept.name != name:
                edited += (Edited("rename", key, old, name) for old in (concept.name, *changes.former.get(key, ())))
        merged.append(_one(key, name, sorted(members, key=lambda concept: concept is not own)))
    return merged


def _one(key: str, name: str, members: list[Concept]) -> Concept:
    """The concepts `members` as one, what is said of the first of them first."""
    first = members[0]
    if len(members) == 1 and (first.key, first.name) == (key, name):
        return first
    surfaces = dict.fromkeys(surface for concept in members for surface in (concept.name, *concept.aliases))
    return replace(
        first,
        key=key,
        name=name,
        aliases=tuple(surface for surface in surfaces if surface != name),
        score=max(concept.score for concept in members),
        mentions=tuple(_apart(mention for concept in members for mention in concept.mentions)),
        definitions=tuple(dict.fromkeys(passage for concept in members for passage in concept.definitions)),
        kind="concept" if any(concept.kind == "concept" for concept in members) else first.kind,
    )


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """`mentions` in order; of those that overlap the first and longest."""
    end = 0
    for mention in sorted(mentions, key=lambda mention: (mention.first, -mention.last)):
        if mention.first >= end:
            yield mention
            end = mention.last


def _names_now(before: Iterable[Concept], after: Iterable[Concept], changes: ConceptChanges) -> dict[str, str]:
    """What each concept was called, and what it is called now."""
    names = {concept.key: concept.name for concept in after}
    return {concept.name: names[changes.into.get(concept.key, concept.key)] for concept in before}


def _section(section: Section, kept: Iterable[Concept], changes: ConceptChanges, known: set[str]) -> Section:
    """`section` with the keys that its concepts have now, and the added ones that are said in it."""
    keys = [changes.into.get(key, key) for key in section.concepts]
    keys += [
        concept.key
        for concept in kept
        if concept.key in changes.added and any(section.first <= m.first < section.last for m in concept.mentions)
    ]
    return replace(section, concepts=tuple(dict.fromkeys(key for key in keys if key in known)))


def _questions(
    questions: Iterable[Question], changes: ConceptChanges, known: set[str], renamer: Renamer
) -> Iterator[Question]:
    """The questions about what is left, under its names; of a merged concept no kind that the other has already."""
    asked = {(question.kind, question.concept) for question in questions}
    merged = set(changes.into.values())
    for question in questions:
        key = changes.into.get(question.concept, question.concept)
        if (key and key not in known) or (key != question.concept and (question.kind, key) in asked):
            continue
        # what is merged may be said earlier than in the order that was asked
        if any(step.concept and step.concept not in known - merged for step in question.steps):
            continue
        asked.add((question.kind, key))
        prompt = question.prompt if question.kind in _QUOTING else renamer.text(question.prompt)
        options = dict.fromkeys(renamer.name(option) for option in question.options)
        yield replace(question, concept=key, prompt=prompt, options=tuple(sorted(options, key=str.casefold)))


def _objectives(
    objectives: Iterable[Objective], changes: ConceptChanges, known: set[str], renamer: Renamer
) -> Iterator[Objective]:
    told = {objective.concept for objective in objectives}
    for objective in objectives:
        key = changes.into.get(objective.concept, objective.concept)
        if key in known and (key == objective.concept or key not in told):
            yield replace(objective, concept=key, text=renamer.text(objective.text))
        told.add(key)


class Renamer:
    """Puts new names of concepts in the place of old ones, in prompts and objectives, which are ours.

    >>> renamer = Renamer({"index page": "leaf", "page": "page", "slots": "slot table"})
    >>> renamer.text("What is an index page?"), renamer.text("What are slots?"), renamer.text("say what slots are")
    ('What is a leaf?', 'What is slot table?', 'say what slot table is')
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        # names that stay are there so that no part of them is taken for another name
        longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        pattern = rf"(?<!\w)(?:(is|are|does|do) )?(an? )?({longest_first})(s)?(?!\w)(?: (is|are)$)?"
        self._pattern = re.compile(pattern) if names else None

    def name(self, name: str) -> str:
        """What the concept called `name` is called now."""
        return self._names.get(name, name)

    def text(self, text: str) -> str:
        """`text` with new names, whole words, also in the plural, each with the article and the verb that fit."""
        return self._pattern.sub(self._put, text) if self._pattern else text

    def _put(self, match: re.Match[str]) -> str:
        verb, article, old, plural, end = match.groups()
        new = self._names[old]
        if new == old:
            return match[0]
        if not plural and _is_plural(old) != _is_plural(new):
            verb, end = _OTHER_NUMBER.get(verb, verb), _OTHER_NUMBER.get(end, end)
            article = None if _is_plural(new) else article
        if article:
            article = "an " if new[:1].casefold() in "aeiou" else "a "
        return f"{verb + ' ' if verb else ''}{article or ''}{new}{plural or ''}{' ' + end if end else ''}"


def _is_plural(name: str) -> bool:
    return name.islower() and _PLURAL.search(name) is not None
