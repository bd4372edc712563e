"""Whether the questions that a course adds are true: what they ask was said, and one option is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lecturebook.check.words import spoken
from lecturebook.model import Guide, Passage

_BLANK = "_____"
# the file has milliseconds
_EXACT = 0.0011


def untrue_choices(document: Mapping[str, Any], guides: Mapping[str, Guide]) -> Iterator[str]:
    """What in the ``questions`` of course.json is not so, one line each; `guides` are by their folders."""
    try:
        yield from _untrue_rows(document, guides)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        yield f"the questions cannot be read ({type(error).__name__}: {error})"


def _untrue_rows(document: Mapping[str, Any], guides: Mapping[str, Guide]) -> Iterator[str]:
    concepts = {row["slug"]: row["name"] for row in document.get("concepts", ())}
    lectures = {guide.lecture.slug: guide for guide in guides.values()}
    for row in document.get("questions", ()):
        options, answer, guide = row["options"], row["answer"], lectures.get(row["lecture"])
        name = f"question {row['id']!r}"
        if guide is None:
            yield f"{name} is of no lecture"
            continue
        if len(set(options)) != len(options) or not set(options) <= concepts.keys():
            yield f"{name}: its options are no concepts, or one is there twice"
        if options.count(answer) != 1:
            yield f"{name}: {answer!r} is not one of its options"
        yield from (f"{name}: {line}" for line in _untrue(row, guide, concepts))


def _untrue(row: Mapping[str, Any], guide: Guide, concepts: Mapping[str, str]) -> Iterator[str]:
    """Whether a prompt is its answer with something left out, the answer was said at its second, and no wrong option
    is named in it."""
    said = _said_at(guide, row["text"], row["second"])
    if said is None:
        yield f"{row['text'][:60]!r} was not said at {row['second']}"
    if not _is_left_out(row["prompt"], row["text"]):
        yield f"{row['prompt'][:60]!r} is not its answer with something left out"
    words = f" {' '.join(spoken(word) for word in row['text'].split())} "
    for slug in row["options"]:
        if slug != row["answer"] and f" {' '.join(spoken(w) for w in concepts.get(slug, '-').split())} " in words:
            yield f"{slug!r} is said in the answer, too"


def _said_at(guide: Guide, text: str, second: float) -> Passage | None:
    """The sentence of that second whose words, but those that quotes leave out, are `text`."""
    left_out = guide.left_out
    wanted = [spoken(word) for word in text.split()]
    for sentence in guide.sentences:
        if abs(sentence.start - second) <= _EXACT:
            span = range(sentence.first, sentence.last)
            kept = [n for n in span if n not in left_out] or list(span)
            if [spoken(guide.words[n].text) for n in kept] == wanted:
                return sentence
    return None


def _is_left_out(prompt: str, text: str) -> bool:
    """Whether `text` is `prompt` with words in place of each blank."""
    words = [spoken(word) for word in text.split()]
    at = 0
    gap = False
    for token in prompt.split():
        if token.startswith(_BLANK):
            at, gap = at + 1, True
            continue
        wanted = spoken(token)
        while gap and at < len(words) and words[at] != wanted:
            at += 1
        if at >= len(words) or words[at] != wanted:
            return False
        at, gap = at + 1, False
    return at <= len(words) and _BLANK in prompt and (gap or at == len(words))
