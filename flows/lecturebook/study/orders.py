"""What an order can be asked of: steps that the lecturer counts, and the concepts that sections turn to.

Both are told by where things stand, so that the seconds of the items are the proof: each is said later than the one
before it. Steps are whole sentences behind "first", "then" and "finally", close to each other; their clauses are the
items. English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import combinations

from lecturebook.clean.quotes import quote
from lecturebook.language import bare
from lecturebook.model import Concept, Passage, Section, Step
from lecturebook.stoplists import FUNCTION
from lecturebook.study.askable import is_offhand
from lecturebook.study.called import is_name, shares_stem, spans_of
from lecturebook.study.lecture_text import LectureText, is_tidy

# items of an order, fewest and most
_FEWEST, _MOST_STEPS, _MOST_CONCEPTS = 3, 6, 4
# a lecture of fewer sections has no order worth asking
_LEAST_SECTIONS = 4
# sentences from one step to the next
_NEAR = 3
# words of a step, and those among them that carry meaning
_SHORTEST, _LONGEST, _LEAST_MEANING = 4, 28, 3
# words of a sentence that names what a section is about
_SHORTEST_TURN = 6
# in the title of a section, between its phrases
_AND = " · "
_OPENING = r"^(?:(?:so|and|now|okay|well),? )*"
_STEP = r"step(?: (?:of|in|for) (?:the |our |this )?[\w -]{3,40}?)?"
_IS = r"(?:,| (?:is|will be|would be) to)? "


class _Place(IntEnum):
    """What a step is by its sign."""

    FIRST, MIDDLE, LAST = range(3)


_SIGNS = {
    _Place.FIRST: rf"(?:first,? (?!(?:of|things?|step|time|one|and)\b)|(?:as )?(?:the|our|a) first {_STEP}{_IS}|"
    rf"in the first step,? |step (?:one|1),? )",
    _Place.MIDDLE: rf"(?:(?:second|third|fourth|then|next|after that),? "
    rf"(?!(?:of|step|time|one|and|again|once|at|in)\b)|"
    rf"(?:the|our) (?:second|third|fourth|next) {_STEP}{_IS}|in the (?:second|third|fourth|next) step,? |"
    rf"step (?:two|three|four|[2-9]),? )",
    _Place.LAST: rf"(?:(?:finally|lastly),? |(?:the|our) (?:last|final) {_STEP}{_IS}|in the (?:last|final) step,? )",
}
_COUNTED = [(place, re.compile(_OPENING + sign, re.I)) for place, sign in _SIGNS.items()]
# no step of a matter, but of the talk or of an argument; or one that says of itself which it is
_NO_STEP = re.compile(
    r"^(?:(?:we|you|i|let's|let us|let me)(?:'ll|'re| will| are)?(?: going to| gonna| can| could)? (?:see|look|talk|"
    r"discuss|have a look|take a look|notice|come|cover|go over|mention|note)|because|why|what|how|when|if|there|"
    r"this (?:is|means)|that (?:is|means)|it's|it is|i)\b|"
    r"\b(?:previous|following|already|the (?:first|last|next|second) step)\b",
    re.I,
)


def told_steps(text: LectureText) -> Iterator[tuple[Step, ...]]:
    """The steps of each run of sentences that count them, in order: a first one, then others, at most as many as one
    can put in order."""
    run: list[tuple[int, _Place, Step]] = []
    for at in range(len(text.sentences)):
        if (counted := _counted(text, at)) is None:
            continue
        place, step = counted
        goes_on = run and at - run[-1][0] <= _NEAR and run[-1][1] is not _Place.LAST
        if place is _Place.FIRST or not goes_on:
            yield from _whole(run)
            run = []
        if step is None or (place is not _Place.FIRST and not run):
            run = []
        else:
            run.append((at, place, step))
    yield from _whole(run)


def _whole(run: Sequence[tuple[int, _Place, Step]]) -> Iterator[tuple[Step, ...]]:
    if _FEWEST <= len(run) <= _MOST_STEPS:
        yield tuple(step for _, _, step in run)


def _counted(text: LectureText, at: int) -> tuple[_Place, Step | None] | None:
    """What sentence `at` counts, and its clause, or None where that cannot be asked; None where it counts nothing."""
    sentence = text.sentences[at]
    shown = quote(sentence, text.words, text.left_out)
    for place, sign in _COUNTED:
        if match := sign.search(shown.text):
            return place, _clause(text, shown, shown.text[match.end() :])
    return None


def _clause(text: LectureText, shown: Passage, clause: str) -> Step | None:
    """The step that the end of a quote is."""
    tokens = clause.split()
    carrying = [word for token in tokens if (word := bare(token)) and word not in FUNCTION]
    is_said = _SHORTEST <= len(tokens) <= _LONGEST and len(carrying) >= _LEAST_MEANING and is_tidy(clause)
    if not is_said or _NO_STEP.search(clause) or (text.is_guessed and is_offhand(clause)):
        return None
    first = [n for n in range(shown.first, shown.last) if n not in text.left_out][-len(tokens)]
    words = text.words[first : shown.last]
    said = Passage(first, shown.last, words[0].start, words[-1].end, " ".join(word.display for word in words))
    return Step(said)


def order_of_sections(
    text: LectureText, sections: Sequence[Section], concepts: Iterable[Concept]
) -> tuple[Step, ...] | None:
    """The concepts that give sections their titles, in the order in which the lecture comes to them; None where they
    are too few.

    `concepts` are the best first. Those are taken that are first said in the order of their sections, too.
    """
    if len([section for section in sections if section.title]) < _LEAST_SECTIONS:
        return None
    taken: list[tuple[Step, Concept]] = []
    for concept in concepts:
        step = next((found for section in sections if (found := _turn(text, section, concept))), None)
        if step and not any(shares_stem(concept, other) for _, other in taken):
            both = sorted([*taken, (step, concept)], key=lambda pair: pair[0].said.first)
            if _is_sound(both, sections):
                taken = both
        if len(taken) == _MOST_CONCEPTS:
            break
    return tuple(step for step, _ in taken) if len(taken) >= _FEWEST else None


def _turn(text: LectureText, section: Section, concept: Concept) -> Step | None:
    """The first tidy sentence that names `concept` in the section of its name; None where there is none."""
    if concept.name.casefold() not in section.title.casefold().split(_AND):
        return None
    at = sorted(
        {
            text.at(span[0])
            for span in spans_of(concept)
            if section.first <= span[0] < section.last and is_name(text.words, span, concept)
        }
    )
    naming = [text.sentences[n] for n in at if text.sentences[n].first >= section.first]
    said = next((sentence for sentence in naming if _is_turn(text.shown(sentence), text)), None)
    return Step(said, concept.key) if said else None


def _is_turn(shown: str, text: LectureText) -> bool:
    return text.is_whole(shown) and len(shown.split()) >= _SHORTEST_TURN


def _is_sound(turns: Sequence[tuple[Step, Concept]], sections: Sequence[Section]) -> bool:
    """Whether of each two the one whose section comes first is said first in the lecture, too, and in another one."""
    starts = [section.first for section in sections]
    return all(
        one.mentions[0].first < other.mentions[0].first
        and any(step.said.first < start <= later.said.first for start in starts)
        for (step, one), (later, other) in combinations(turns, 2)
    )
