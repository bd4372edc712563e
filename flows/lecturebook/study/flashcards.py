"""Flashcards: the definitions and clozes of a guide, as two sides."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.model import Guide, Passage


@dataclass(frozen=True, slots=True)
class Flashcard:
    """Two sides of a card, and the passage that proves it. `id` is that of its question: it outlives rebuilds."""

    id: str
    front: str
    back: str
    said: Passage


def flashcards(guide: Guide) -> tuple[Flashcard, ...]:
    """The cards of a guide in its order: what is asked and the quote, or the sentence with a gap and what fills it."""
    names = {concept.key: concept.name for concept in guide.concepts}
    cards = []
    for question in guide.questions:
        if question.kind in {"definition", "cloze", "choice"}:
            back = question.answer.text if question.kind == "definition" else names.get(question.concept, "")
            cards.append(Flashcard(question.id, question.prompt, back, question.answer))
    return tuple(cards)
