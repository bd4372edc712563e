"""What a session over the whole course asks: for each lecture a classic script with the cards of its page.

A page opened from a folder can read no other page, so what a lecture has to ask lies beside its page once more, as
data: `assets/plan.js` loads the scripts of those lectures that a session asks of. `check/cards.py` proves them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from lecturebook.render.book import Book
from lecturebook.render.facts import language_tag
from lecturebook.render.markdown_text import printable
from lecturebook.render.outline import Outline
from lecturebook.render.paths import cards_script, study_page
from lecturebook.render.quotes import quote
from lecturebook.render.study import question_groups
from lecturebook.render.views import QuestionView, Said

_PAGE = study_page("html")


def card_script(book: Book, outline: Outline) -> tuple[str, str]:
    """The script of a lecture: its path from the site's folder, and its text, all of it ASCII.

    Cards have the ids, the order and the words that they have on the lecture's page; links lead from the study page.
    """
    lecture = outline.guide.lecture
    content = {"language": language_tag(lecture.language), "cards": [*_concepts(outline), *_questions(book, outline)]}
    text = json.dumps(content, separators=(",", ":"))
    return cards_script(lecture.slug), f"lecturebook.shard({json.dumps(f'cards/{lecture.slug}')},{text});\n"


def _concepts(outline: Outline) -> Iterator[dict[str, object]]:
    for concept, anchor in zip(outline.guide.concepts, outline.concept_entries, strict=True):
        if concept.definitions:
            said = _said(quote(outline, concept.definitions[0], _PAGE))
            yield {"id": anchor, "prompt": printable(concept.name), "options": [], "said": [said]}


def _questions(book: Book, outline: Outline) -> Iterator[dict[str, object]]:
    for group in question_groups(book, outline, _PAGE):
        for one in group.questions:
            options = [printable(option.text) for option in one.options]
            yield {"id": one.anchor, "prompt": printable(one.prompt), "options": options, "said": _answer(one)}


def _answer(question: QuestionView) -> list[dict[str, object]]:
    """The passage that answers; of an order each of its steps, with its name where it is a concept."""
    if not question.steps:
        return [_said(question.answer)]
    return [{"name": printable(step.name.text), **_said(step.said)} for step in question.steps]


def _said(said: Said) -> dict[str, object]:
    stamp = {"clock": said.stamp.clock, "href": said.stamp.href}
    return {**stamp, "words": printable(said.text), **({"about": True} if said.stamp.is_approximate else {})}
