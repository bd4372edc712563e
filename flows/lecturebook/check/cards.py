"""Whether the cards of a session say what the guide says: each prompt with its answer, at the answer's second."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lecturebook.links import reaches_second, time_url
from lecturebook.model import Guide
from lecturebook.render.markdown_text import clean_text
from lecturebook.timecode import clock, parse_timecode

_SCRIPT = re.compile(r'lecturebook\.shard\("cards/[^"\\]*",(.*)\);\n', re.S)

# a prompt and what answers it: the time as it is shown, and the words, of each passage
_Card = tuple[str, tuple[tuple[str, str], ...]]


def untrue_cards(script: str, guide: Guide, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What in the cards of a lecture is not so, one line each; `rows` are what the course itself asks of it.

    The guide and the rows are proven by others: a card that says what they say is true.
    """
    try:
        match = _SCRIPT.fullmatch(script)
        cards = json.loads(match[1])["cards"] if match and script.isascii() else None
        if cards is None:
            yield "is no script with cards"
            return
        known = {*_of_guide(guide), *(_card(row["prompt"], [(row["second"], row["text"])]) for row in rows)}
        for card in cards:
            answer = tuple((said["clock"], clean_text(said["words"])) for said in card["said"])
            if (clean_text(card["prompt"]), answer) not in known:
                yield f"{card['prompt'][:60]!r} is not asked, or not answered so, in the guide"
            yield from _misled(card["said"], guide)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        yield f"the cards cannot be read ({type(error).__name__}: {error})"


def _of_guide(guide: Guide) -> Iterator[_Card]:
    for concept in guide.concepts:
        for passage in concept.definitions[:1]:
            yield _card(concept.name, [(passage.start, passage.text)])
    for question in guide.questions:
        passages = [step.said for step in question.steps] or [question.answer]
        yield _card(question.prompt, [(passage.start, passage.text) for passage in passages])


def _card(prompt: str, answer: Iterable[tuple[float, str]]) -> _Card:
    return clean_text(prompt), tuple((clock(second), clean_text(words)) for second, words in answer)


def _misled(said: Iterable[Mapping[str, str]], guide: Guide) -> Iterator[str]:
    """Times that do not lead to their second of the recording, or into the lecture's page where there is none."""
    for one in said:
        second, href = parse_timecode(one["clock"]), one["href"]
        if reaches_second(guide.lecture):
            leads = second is not None and href == time_url(guide.lecture, second)
        else:
            leads = href.startswith("lectures/") and ".." not in href
        if not leads:
            yield f"{one['clock']} leads to {href!r}"
