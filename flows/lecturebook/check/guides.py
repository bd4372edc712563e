"""Whether a guide.json agrees with itself: every span of words has their text and their times."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

from lecturebook.check.staff import unexplained
from lecturebook.check.words import spoken
from lecturebook.model import Change, Guide, Part, Passage, Section
from lecturebook.study.written import has_words

# the file has milliseconds
_EXACT = 0.0011


def contradictions(guide: Guide) -> Iterator[str]:
    """What in `guide` does not fit its own words, one line each."""
    yield from _order(guide)
    for sentence in guide.sentences:
        yield from _passage(guide, "sentence", sentence, frozenset())
    left_out = guide.left_out
    for name, passage in _quotes(guide):
        yield from _passage(guide, name, passage, left_out)
    yield from _ledger(guide)
    for section in guide.sections:
        yield from _topics(guide, section)
    for concept in guide.concepts:
        for mention in concept.mentions:
            if not _is_span(guide, mention.first, mention.last):
                yield f"concept {concept.name!r}: no words [{mention.first}, {mention.last})"
            elif not _same(mention.start, guide.words[mention.first].start):
                yield f"concept {concept.name!r}: mention at {mention.start}, its words at another second"
    yield from _disordered(guide)
    yield from _unsupported(guide)
    yield from unexplained(guide)
    yield from _unknown_concepts(guide)


def _order(guide: Guide) -> Iterator[str]:
    """Words in time order inside the covered time; sentences and sections that tile them."""
    for n, (before, word) in enumerate(pairwise(guide.words), start=1):
        if word.start < before.start:
            yield f"word {n} ({word.text!r}) starts at {word.start}, before the one before it"
    spans = iter(guide.covered)
    low, high = next(spans, (0.0, -1.0))
    for n, word in enumerate(guide.words):
        while word.start > high + _EXACT and (span := next(spans, None)) is not None:
            low, high = span
        if not low - _EXACT <= word.start <= high + _EXACT:
            yield f"word {n} ({word.text!r}) starts at {word.start}, outside the covered time"
    parts: tuple[tuple[str, list[tuple[int, int]]], ...] = (
        ("sentences", [(s.first, s.last) for s in guide.sentences]),
        ("sections", [(s.first, s.last) for s in guide.sections]),
    )
    for name, tiles in parts:
        edges = [0, *(last for _, last in tiles)]
        if tiles and ([first for first, _ in tiles] != edges[:-1] or edges[-1] != len(guide.words)):
            yield f"the {name} do not tile the words"


def _topics(guide: Guide, section: Section) -> Iterator[str]:
    """A section and its parts, each of words that begin at its second; parts tile their section."""
    named: list[tuple[str, Section | Part]] = [("section", section), *(("part", part) for part in section.parts)]
    for kind, topic in named:
        if not _is_span(guide, topic.first, topic.last):
            yield f"{kind} {topic.id!r}: no words [{topic.first}, {topic.last})"
        elif not _same(topic.start, guide.words[topic.first].start):
            yield f"{kind} {topic.id!r} starts at {topic.start}, its words at {guide.words[topic.first].start}"
    edges = [section.first, *(part.last for part in section.parts)]
    if section.parts and ([part.first for part in section.parts] != edges[:-1] or edges[-1] != section.last):
        yield f"the parts of section {section.id!r} do not tile it"


def _ledger(guide: Guide) -> Iterator[str]:
    """Changes in order, repairs apart, each of the words it names, at their second."""
    place = repaired = 0
    for change in guide.ledger:
        if not change.is_cut and not _is_span(guide, change.first, change.last):
            yield f"ledger: no words [{change.first}, {change.last})"
            continue
        at = change.first if change.is_cut else guide.words[change.first].place
        if at < place or (change.after and change.first < repaired):
            yield f"ledger: {change.before[:60]!r} is not in order"
        place = at
        if not change.is_cut:
            yield from _changed(guide, change, change.after or change.before)
            repaired = change.last if change.after else repaired
    for change in guide.suspected:
        if not _is_span(guide, change.first, change.last):
            yield f"suspected: no words [{change.first}, {change.last})"
        else:
            yield from _changed(guide, change, change.before)


def _changed(guide: Guide, change: Change, there: str) -> Iterator[str]:
    words = guide.words[change.first : change.last]
    if there != " ".join(word.text for word in words):
        yield f"ledger: {there[:60]!r} is not what words [{change.first}, {change.last}) say"
    if not _same(change.second, words[0].start):
        yield f"ledger: {change.before[:60]!r} is not at {change.second} s"


def _quotes(guide: Guide) -> Iterator[tuple[str, Passage]]:
    yield from (("abstract", passage) for passage in guide.abstract)
    yield from ((f"summary of {s.id!r}", passage) for s in guide.sections for passage in s.summary)
    yield from ((f"support of {w.text[:40]!r}", p) for s in guide.sections for w in s.written for p in w.support)
    yield from ((f"definition of {c.name!r}", passage) for c in guide.concepts for passage in c.definitions)
    yield from ((f"said again of {c.name!r}", passage) for c in guide.concepts for passage in c.again)
    yield from ((f"answer to {question.id!r}", question.answer) for question in guide.questions)
    yield from ((f"step of {question.id!r}", step.said) for question in guide.questions for step in question.steps)
    yield from ((f"mark of {mark.kind!r}", mark.passage) for mark in guide.marks)
    yield from ((f"objective {objective.text!r}", objective.said) for objective in guide.objectives)


def _passage(guide: Guide, name: str, passage: Passage, left_out: Container[int]) -> Iterator[str]:
    """Whether a passage says its words, but those `left_out` (unless that would be all), at their times."""
    if not _is_span(guide, passage.first, passage.last):
        yield f"{name}: no words [{passage.first}, {passage.last})"
        return
    words = guide.words[passage.first : passage.last]
    kept = [word for n, word in enumerate(words, start=passage.first) if n not in left_out] or words
    if [spoken(token) for token in passage.text.split()] != [spoken(word.text) for word in kept]:
        yield f"{name}: {passage.text[:60]!r} is not what words [{passage.first}, {passage.last}) say"
    if not (_same(passage.start, words[0].start) and passage.end <= words[-1].end + _EXACT):
        yield f"{name}: {passage.start}-{passage.end} s are not the times of its words"


def _disordered(guide: Guide) -> Iterator[str]:
    """Orders that are not as they were said, and what is said again and stands in no later section."""
    concepts = {concept.key: concept for concept in guide.concepts}
    for question in guide.questions:
        if question.steps and question.steps[0].said != question.answer:
            yield f"question {question.id!r}: its answer is not the first of its steps"
        for one, other in pairwise(question.steps):
            if other.said.first < one.said.last or other.said.start <= one.said.start:
                yield f"question {question.id!r}: {other.said.text[:60]!r} is not said after {one.said.text[:60]!r}"
        firsts = []
        for step in question.steps:
            if (concept := concepts.get(step.concept)) is not None:
                firsts.append(concept.mentions[0].first if concept.mentions else -1)
                if not any(step.said.first <= mention.first < step.said.last for mention in concept.mentions):
                    yield f"question {question.id!r}: {step.said.text[:60]!r} does not name {concept.name!r}"
        if firsts != sorted(set(firsts)):
            yield f"question {question.id!r}: its concepts are first said in another order"
    for concept in guide.concepts:
        for before, after in pairwise((*concept.definitions[:1], *concept.again)):
            if not any(before.first < section.first <= after.first for section in guide.sections):
                yield f"concept {concept.name!r}: {after.text[:60]!r} is not said again in a later section"


def _unsupported(guide: Guide) -> Iterator[str]:
    """Sentences of a model that no words of their section support, or of a model that nobody named."""
    for section in guide.sections:
        for written in section.written:
            inside = all(section.first <= quote.first and quote.last <= section.last for quote in written.support)
            if not inside or not has_words(written.text, [quote.text for quote in written.support]):
                yield f"section {section.id!r}: nothing supports {written.text[:60]!r}"
        if section.written and not guide.making.writer:
            yield f"section {section.id!r} has written sentences, and no writer is named"


def _unknown_concepts(guide: Guide) -> Iterator[str]:
    known = {concept.key for concept in guide.concepts}
    named = [key for section in guide.sections for key in section.concepts]
    named += [question.concept for question in guide.questions if question.concept]
    named += [step.concept for question in guide.questions for step in question.steps if step.concept]
    named += [objective.concept for objective in guide.objectives]
    yield from (f"concept {key!r} is named and not there" for key in sorted(set(named) - known))


def _is_span(guide: Guide, first: int, last: int) -> bool:
    return 0 <= first < last <= len(guide.words)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _EXACT
