"""Edits as a step of a build: between the guides, which are kept as they were made, and the course of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from lecturebook.course.cache import GuideCache
from lecturebook.course.edits.apply import NO_CHANGES, apply_edits
from lecturebook.course.edits.entries import Edits, LectureEdits, QuestionEdit, TopicEdit
from lecturebook.course.edits.names import resolve_concepts, unsaid
from lecturebook.course.edits.places import Places
from lecturebook.course.guides import StoredGuides
from lecturebook.course.job import Outcome
from lecturebook.digests import digest
from lecturebook.guide_json import guide_to_json
from lecturebook.model import Conflict, Guide

_NONE = LectureEdits()


def edit_outcomes(
    outcomes: Sequence[Outcome], edits: Edits, site: Mapping[str, Any], store: GuideCache
) -> tuple[list[Outcome], tuple[Conflict, ...]]:
    """`outcomes` with the guides that are to be shown, and the edits that have no place in them.

    The guides lie in `store`, and so will the edited ones, each under what it holds; they are read one after the other.
    `site` is the course.json of the site that is there: who wonders why a page is another one now is told.
    """
    before = {row.get("id"): row.get("edits", "") for row in site.get("lectures", []) if isinstance(row, dict)}
    if not edits and not any(before.values()):
        return list(outcomes), ()
    places = [n for n, outcome in enumerate(outcomes) if not outcome.failure]
    guides = StoredGuides(store, [outcomes[n].key for n in places])
    edits = follow(edits, [outcome.job.transcript.id for outcome in outcomes], guides)
    conflicts = [] if edits.is_partial else list(_of_no_lecture(edits, outcomes))
    changes = NO_CHANGES
    if edits.concepts or any(lecture.definitions for lecture in edits.lectures.values()):
        language = next((lecture.language for lecture in guides.lectures), "")
        changes, refused = resolve_concepts(edits, (c for head in guides.heads for c in head.concepts), language)
        conflicts += refused
    shown = list(outcomes)
    said: set[str] = set()
    for n, guide in zip(places, guides, strict=True):
        edited, refused = apply_edits(guide, edits.lectures.get(guide.lecture.id, _NONE), changes)
        conflicts += refused
        said |= {concept.key for concept in edited.concepts}
        shown[n] = _shown(outcomes[n], guide, edited, before, store)
    if not edits.is_partial:
        conflicts += unsaid(edits.concepts, frozenset(said), changes)
    return shown, tuple(conflicts)


def read_conflicts(site: Mapping[str, Any]) -> tuple[Conflict, ...]:
    """The conflicts that the course.json of a site tells: they stay until somebody resolves them."""
    rows = site.get("conflicts", [])
    names = [field.name for field in fields(Conflict)]
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return tuple(Conflict(*(str(row.get(name, "")) for name in names)) for row in rows)


def edits_digest(guide: Guide) -> str:
    """The digest of what people changed in a guide; empty where that is nothing."""
    return digest(guide.edits) if guide.edits else ""


def follow(edits: Edits, there: Sequence[str], guides: Iterable[Guide]) -> Edits:
    """`edits` with those of a lecture that has gone given to the one lecture, without its own, that says all the words
    they were made for: a transcript gets another name.
    """
    lectures = dict(edits.lectures)
    for name in [name for name in lectures if name not in there]:
        own = lectures[name]
        words = [topic.words for topic in own.topics] + [question.words for question in own.questions]
        words += [definition.words for definition in own.definitions if definition.words]
        having = [guide.lecture.id for guide in guides if guide.lecture.id not in lectures and _says(guide, words)]
        if len(having) == 1:
            lectures[having[0]] = lectures.pop(name)
    return replace(edits, lectures=lectures)


def _says(guide: Guide, texts: Sequence[str]) -> bool:
    places = Places(guide.words) if texts else None
    return places is not None and all(places.spans(text) for text in texts)


def _shown(outcome: Outcome, guide: Guide, edited: Guide, before: Mapping[Any, Any], store: GuideCache) -> Outcome:
    """`outcome` with the guide as it is `edited`, and why that is not what it was."""
    if guide.lecture.id in before and before[guide.lecture.id] != edits_digest(edited):
        why = outcome.job.why
        told = f"{why}, edits" if why.startswith("changed: ") else "changed: edits"
        outcome = replace(outcome, job=replace(outcome.job, why=told))
    if edited is guide:
        return outcome
    text = guide_to_json(edited)
    key = digest(("edited", text))
    store.put(key, text)
    return replace(outcome, key=key, edits=edits_digest(edited))


def _of_no_lecture(edits: Edits, outcomes: Sequence[Outcome]) -> list[Conflict]:
    """All that is said of lectures that the course does not have."""
    there = {outcome.job.transcript.id for outcome in outcomes}
    conflicts = []
    for name, lecture in edits.lectures.items():
        if name in there:
            continue
        about = f"lecture {name!r}"
        if lecture.title:
            conflicts.append(Conflict(lecture.where, about, lecture.was or name, "", f"title = {lecture.title!r}"))
        placed: list[TopicEdit | QuestionEdit] = [*lecture.topics, *lecture.questions]
        for edit in placed:
            conflicts.append(Conflict(edit.where, f"{about}, {edit.id}", edit.words, "", edit.wanted))
        for one in lecture.definitions:
            expected = one.words or one.concept
            conflicts.append(Conflict(one.where, f"{about}, definition of {one.concept!r}", expected, "", one.wanted))
    return conflicts
