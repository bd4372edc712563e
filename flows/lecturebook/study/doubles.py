"""Which of the questions that could be asked are: each tells something new, and none is asked twice."""

from __future__ import annotations

from collections.abc import Sequence

from lecturebook.language import content
from lecturebook.model import Passage, Question

# content words of an answer that its prompt does not say
_NEWS = 3
# of two answers: more in common than this, and they are one; the same of the words of two prompts
_SHARED, _ALIKE = 0.3, 0.75
# the name is hidden, and the sentence shown
NAME_IS_HIDDEN = frozenset({"cloze", "choice"})


def tells_news(prompt: str, answer: str) -> bool:
    """Whether the answer says more than the prompt gives away."""
    return len(content(answer) - content(prompt)) >= _NEWS


def without_doubles(questions: Sequence[Question]) -> list[Question]:
    """`questions`, the best first, without those of which there was one before: in words, in answer, or on the same
    side of a concept."""
    kept: list[Question] = []
    for question in questions:
        if not any(are_doubles(question, other) for other in kept):
            kept.append(question)
    return kept


def are_doubles(one: Question, other: Question) -> bool:
    """Whether two questions of a lecture ask for one thing, or one of them shows the other's answer.

    An order of passages is another thing than what one of them says.
    """
    if one.steps or other.steps:
        return one.steps == other.steps
    if one.kind == other.kind and one.concept == other.concept and one.kind in _ONE_EACH:
        return True
    return overlap(one.answer, other.answer) > _SHARED or _alike(one.prompt, other.prompt)


# kinds of which a concept has one
_ONE_EACH = frozenset({"definition", "cloze", "choice", "use", "parts", "does"})


def _alike(one: str, other: str) -> bool:
    words = content(one), content(other)
    return one == other or (
        len(words[0] & words[1]) > _ALIKE * max(1, min(map(len, words))) and min(map(len, words)) > 2
    )


def overlap(one: Passage, other: Passage) -> float:
    """The share of the shorter passage that both have."""
    both = min(one.last, other.last) - max(one.first, other.first)
    return max(0, both) / min(one.last - one.first, other.last - other.first)
