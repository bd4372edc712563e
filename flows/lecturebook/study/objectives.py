"""What a student can say after a lecture: only what the lecture has said."""

from __future__ import annotations

from collections.abc import Sequence

from lecturebook.model import Concept, Objective, Question

# more is a table of contents
_MOST = 8
_ASKS = ("What is ", "What are ")


def objectives_of(concepts: Sequence[Concept], questions: Sequence[Question]) -> tuple[Objective, ...]:
    """The objectives of a lecture, those of its best concepts, in the order of the lecture.

    There is one for each concept that is asked about by its definition: "say what a heap file is".
    """
    rank = {concept.key: n for n, concept in enumerate(concepts) if concept.definitions}
    asked = [question for question in questions if question.kind == "definition" and question.concept in rank]
    best = sorted(asked, key=lambda question: rank[question.concept])[:_MOST]
    return tuple(
        Objective(_text(question), question.concept, question.answer)
        for question in sorted(best, key=lambda question: question.answer.first)
    )


def _text(question: Question) -> str:
    """The prompt as what one can do: "What are pages?" is "say what pages are"."""
    name = question.prompt.removesuffix("?")
    for asks in _ASKS:
        if name.startswith(asks):
            return f"say what {name.removeprefix(asks)} {asks.split()[1]}"
    return name
