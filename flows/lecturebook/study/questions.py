"""Review questions that need no language model: what is C, and the sentence with C left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lecturebook.concepts.stage import Found
from lecturebook.language import is_everyday
from lecturebook.model import Concept, Passage, Question, Word

# a passage whose patterns score lower says something of the concept, but not surely what it is
_LEAST_POINTS = 2.2
_BLANK = "_____"
# words of a cloze: shorter gives nothing to go by
_SHORTEST_CLOZE = 12
_PLURAL = re.compile(r"[^s]s$")


def ask(
    lecture_id: str, found: Sequence[Found], words: Sequence[Word], sentences: Sequence[Passage]
) -> tuple[Question, ...]:
    """The review questions of a lecture, in the order their answers are said, no two of one kind on one concept.

    Nothing is asked about a single word of everyday speech: its passage seldom says what it is.
    """
    questions = []
    for entry in found:
        for definition in entry.definitions[:1]:
            if (
                definition.points >= _LEAST_POINTS
                and entry.concept.kind == "concept"
                and not is_everyday(entry.concept.name, "en")
            ):
                questions.append(_what_is(lecture_id, entry.concept, definition.passage, words))
                cloze = _cloze(lecture_id, entry.concept, definition.passage, sentences, found)
                questions += [cloze] if cloze else []
    return tuple(sorted(questions, key=lambda question: (question.answer.first, question.kind, question.concept)))


def question_id(lecture_id: str, kind: str, concept: str, first: int) -> str:
    """An id that names what it is about, not its place in a list."""
    return f"{lecture_id}/{kind}/{concept}/{first}"


def _what_is(lecture_id: str, concept: Concept, passage: Passage, words: Sequence[Word]) -> Question:
    verb = "are" if _PLURAL.search(concept.name) and concept.name.islower() else "is"
    article = _article(concept, words) if verb == "is" else ""
    return Question(
        id=question_id(lecture_id, "definition", concept.key, words[passage.first].place),
        kind="definition",
        prompt=f"What {verb} {article}{concept.name}?",
        concept=concept.key,
        answer=passage,
    )


def _article(concept: Concept, words: Sequence[Word]) -> str:
    """The article the lecturer gives the concept, with a space behind it; none where none was said."""
    before = Counter(words[mention.first - 1].text.lower() for mention in concept.mentions if mention.first)
    said = max(("a", "an"), key=lambda article: before[article])
    if not before[said] and before["the"] == len(concept.mentions) > 1:
        said = "the"
    return f"{said} " if before[said] else ""


def _cloze(
    lecture_id: str, concept: Concept, passage: Passage, sentences: Sequence[Passage], found: Sequence[Found]
) -> Question | None:
    """The sentence of a definition that names the concept, with the name left out; None where that asks too little."""
    spans = [(mention.first, mention.last) for mention in concept.mentions]
    for sentence in sentences:
        if sentence.first < passage.first or sentence.last > passage.last:
            continue
        if (sentence.first, sentence.last) == (passage.first, passage.last):
            continue  # "What is C?" has this very answer
        inside = [span for span in spans if sentence.first <= span[0] and span[1] <= sentence.last]
        others = any(
            sentence.first <= mention.first < sentence.last and not _shares_stem(entry.concept, concept)
            for entry in found
            for mention in entry.concept.mentions
        )
        if 1 <= len(inside) <= 2 and others and sentence.last - sentence.first >= _SHORTEST_CLOZE:
            return Question(
                id=question_id(lecture_id, "cloze", concept.key, sentence.first),
                kind="cloze",
                prompt=_blanked(sentence, inside),
                concept=concept.key,
                answer=sentence,
            )
    return None


def _shares_stem(one: Concept, other: Concept) -> bool:
    return bool(set(one.name.lower().split()) & set(other.name.lower().split())) or one.key == other.key


def _blanked(sentence: Passage, spans: list[tuple[int, int]]) -> str:
    """The sentence with the words of `spans` blanked; its tokens stand one for one for the words of the lecture."""
    tokens = sentence.text.split(" ")
    for first, last in reversed(spans):
        tail = re.sub(r"^.*?([.,;:?!]*)$", r"\1", tokens[last - 1 - sentence.first])
        tokens[first - sentence.first : last - sentence.first] = [_BLANK + tail]
    return " ".join(tokens)
