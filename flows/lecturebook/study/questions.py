"""Review questions that need no language model, each with the passage that answers it.

What a concept is (its definition), what a sentence about it tells (`study/prompts.py`), two concepts that are
contrasted, an order that is told, and sentences with the concept left out. Nothing is asked about what is vague or only
an example, nothing that the prompt gives away, and no two questions have one answer in one direction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lecturebook.clean.quotes import quote
from lecturebook.concepts.cues import Surroundings, after_head, cue_of, hangs, plain
from lecturebook.concepts.definitions import join, surroundings
from lecturebook.concepts.stage import Found
from lecturebook.embed import Vectors
from lecturebook.language import bare, is_everyday, stem, zipf
from lecturebook.model import Concept, Passage, Question, Word
from lecturebook.stoplists import FUNCTION
from lecturebook.study.prompts import FOLLOWS, asked_of, contrasts

# a passage whose cues score lower says something of the concept, but not surely what it is
_LEAST_POINTS, _SURE_POINTS = 2.0, 3.0
# nor can one guess a name from a sentence that is about something else
_LEAST_CLOZE = 1.2
_BLANK = "_____"
# words: of a sentence that answers, of a cloze (shorter gives nothing to go by), of an answer with its neighbours
_SHORTEST, _LONGEST, _SHORTEST_CLOZE, _LONGEST_ANSWER = 9, 45, 12, 60
# words of an answer that its prompt does not say, and questions an hour
_NEWS, _AN_HOUR = 3, 24
# one mention in so many follows "to": it is a verb
_OFTEN = 4
# a single word more frequent than this is asked about only where it is surely defined
_COMMON_ZIPF = 3.3
# of two answers: more in common than this, and they are one
_SHARED = 0.3
# wrong options: how near their names are to the right one's, and how many there are
_NEAREST, _FARTHEST, _WRONG = 0.75, 0.3, 3
# 1: to recall, 2: to explain, 3: to connect
_LEVELS = {"cloze": 1, "choice": 1, "example": 1, "does": 2, "why": 3, "difference": 3, "order": 3}
# best first, where there are too many
_WORTH = tuple("definition difference why point use how parts order does choice cloze example".split())
_PLURAL = re.compile(r"[^s]s$")
_UNTIDY = re.compile(
    r"\b(?:i don't know|whatever|or something|i guess|not sure|never mind|blah|right here|over here|this here|here we|"
    r"you see|see here|as you can see|on the (?:left|right)|this slide|this figure|this one|we saw|we've seen|as we|"
    r"last lecture|my name|here is|here's|are here|oops|sorry)\b"
)
_OPEN_END = re.compile(r"\b(?:a|an|the|of|to|and|or|but|is|are|with|for|in|that|this|so|which|what|not)[.?!]?$", re.I)


@dataclass(frozen=True, slots=True)
class _Text:
    """A lecture as questions see it; `left_out` are the words that quotes leave out."""

    id: str
    words: Sequence[Word]
    sentences: tuple[Passage, ...]
    left_out: Container[int]

    def shown(self, passage: Passage) -> str:
        """`passage` as a quote."""
        return quote(passage, self.words, self.left_out).text

    def answers(self, at: int) -> Passage | None:
        """Sentence `at`, with the one before it where it hangs on that; None where it can answer nothing."""
        sentence = self.sentences[at]
        text = self.shown(sentence)
        fits = _SHORTEST <= len(text.split()) <= _LONGEST and not text.endswith("?")
        if not fits or _UNTIDY.search(text.lower()) or _OPEN_END.search(text):
            return None
        if hangs(plain(text)):
            if not at or sentence.last - self.sentences[at - 1].first > _LONGEST_ANSWER:
                return None
            return join(self.sentences[at - 1 : at + 1])
        return sentence


def ask(
    lecture_id: str,
    found: Sequence[Found],
    words: Sequence[Word],
    sentences: Sequence[Passage],
    *,
    left_out: Container[int] = (),
    vectors: Vectors | None = None,
) -> tuple[Question, ...]:
    """The review questions of a lecture, in the order their answers are said, no two of one kind on one concept.

    `left_out` are the words that quotes leave out, and prompts with them; `vectors` the rows of the concepts' names,
    ``(concepts, dimension)``, without which there are no questions with options.
    """
    text = _Text(lecture_id, words, tuple(sentences), left_out)
    asked = [(n, entry) for n, entry in enumerate(found) if _is_asked(entry.concept, words)]
    made: list[Question] = []
    for n, entry in asked:
        made += _of_concept(text, entry, found, _wrong_options(n, asked, vectors))
    made += _of_two(text, [entry.concept for _, entry in asked])
    kept = _without_doubles([question for question in made if _tells_news(question, text)])
    hours = (words[-1].end - words[0].start) / 3600 if words else 0.0
    best = sorted(range(len(kept)), key=lambda n: (_WORTH.index(kept[n].kind), n))[: max(4, round(_AN_HOUR * hours))]
    chosen = (kept[n] for n in best)
    return tuple(sorted(chosen, key=lambda question: (question.answer.first, question.kind, question.concept)))


def question_id(lecture_id: str, kind: str, concept: str, first: int) -> str:
    """An id that names what it is about, not its place in a list."""
    return f"{lecture_id}/{kind}/{concept}/{first}"


def _is_asked(concept: Concept, words: Sequence[Word]) -> bool:
    """Whether there are questions about `concept`: not about what is vague, an example of the lecturer's, or a verb."""
    verbs = sum(m.first > 0 and bare(words[m.first - 1].text) == "to" for m in concept.mentions)
    is_vague = getattr(concept, "kind", "concept") != "concept" or is_everyday(concept.name, "en")
    is_vague = is_vague or (" " not in concept.name and concept.name.endswith("ing"))
    return not is_vague and (not verbs or _OFTEN * verbs < len(concept.mentions))


def _question(
    text: _Text, kind: str, concept: Concept, prompt: str, answer: Passage, options: tuple[str, ...] = ()
) -> Question:
    return Question(
        id=question_id(text.id, kind, concept.key, text.words[answer.first].place),
        kind=kind,
        prompt=prompt[:1].upper() + prompt[1:],
        concept=concept.key,
        answer=answer,
        level=_LEVELS.get(kind, 2),
        options=options,
    )


def _of_concept(text: _Text, entry: Found, found: Sequence[Found], wrong: Sequence[str]) -> Iterator[Question]:
    """What can be asked about one concept: what it is, what its sentences tell, and one of them without its name."""
    concept = entry.concept
    spans = [span for span in _spans(concept) if _is_name(text.words, span, concept)]
    defined = next((d.passage for d in entry.definitions[:1] if d.points >= _LEAST_POINTS), None)
    # two words with capitals are mostly somebody's name
    is_common = " " not in concept.name and zipf(concept.name.lower(), "en") > _COMMON_ZIPF
    sure = _SURE_POINTS if is_common or (concept.name.istitle() and " " in concept.name) else _LEAST_POINTS
    is_sure = defined and entry.definitions[0].points >= sure and _says_what(text, spans, defined)
    if defined and is_sure and not defined.text.endswith("?"):
        yield _question(text, "definition", concept, _prompt("What {is} {C}?", concept, text.words), defined)
    others = [other.concept for other in found if not _shares_stem(other.concept, concept)]
    at, blanked = 0, False
    for rank, (first, _) in enumerate(spans):
        while at + 1 < len(text.sentences) and text.sentences[at].last <= first:
            at += 1
        answer = text.answers(at)
        if answer is None or (defined and _overlap(answer, defined) > 0):
            continue
        around = surroundings(text.sentences, at, spans, rank)
        asked = asked_of(around)
        if asked:
            yield _question(text, asked.kind, concept, _prompt(asked.prompt, concept, text.words), answer)
        elif (
            not (blanked or is_common)
            and _stands_alone(around)
            and (prompt := _blanked(text, text.sentences[at], spans, others))
        ):
            options = tuple(sorted((*wrong, concept.name), key=str.casefold)) if len(wrong) == _WRONG else ()
            yield _question(text, "choice" if options else "cloze", concept, prompt, text.sentences[at], options)
            blanked = True


def _says_what(text: _Text, spans: Sequence[tuple[int, int]], defined: Passage) -> bool:
    """Whether a definition is one of the concept by its own name, not of another form or a longer name."""
    starts = [sentence.first for sentence in text.sentences]
    for rank, (first, _) in enumerate(spans):
        if defined.first <= first < defined.last:
            at = int(np.searchsorted(starts, first, side="right")) - 1
            around = surroundings(text.sentences, at, spans, rank)
            if _is_whole_name(around) and cue_of(around).points >= _LEAST_POINTS:
                return True
    return False


def _stands_alone(around: Surroundings) -> bool:
    """Whether a sentence is about the concept, by its whole name."""
    return _is_whole_name(around) and cue_of(around).points >= _LEAST_CLOZE


def _is_whole_name(around: Surroundings) -> bool:
    """Whether the name stands for itself, not as part of a longer one."""
    before, after = around.before.split()[-1:], after_head(around.after).lstrip(", ").split()[:1]
    ends = not after or after[0].strip(",") in FUNCTION or after[0].endswith(("s", "ed", "ly"))
    begins = not before or before[0].strip(",") in FUNCTION or before[0].endswith(",")
    return begins and ends and before != ["to"]


def _spans(concept: Concept) -> list[tuple[int, int]]:
    return [(mention.first, mention.last) for mention in concept.mentions]


def _is_name(words: Sequence[Word], span: tuple[int, int], concept: Concept) -> bool:
    """Whether the concept is said there as it is called, or in the plural: "approximating" is another word."""
    said = " ".join(bare(word.text) for word in words[slice(*span)]).replace("-", " ").removesuffix("'s")
    name = concept.name.casefold().replace("-", " ")
    return said in {name, f"{name}s", f"{name}es", name.removesuffix("s")}


def _of_two(text: _Text, concepts: Sequence[Concept]) -> Iterator[Question]:
    """Questions about sentences that contrast two concepts, or put three and more in order."""
    named: dict[int, list[tuple[int, int, Concept]]] = {}
    starts = [sentence.first for sentence in text.sentences]
    for concept in concepts:
        for span in _spans(concept):
            if _is_name(text.words, span, concept):
                named.setdefault(int(np.searchsorted(starts, span[0], side="right")) - 1, []).append((*span, concept))
    for at in sorted(named):
        answer = text.answers(at)
        several = _apart(sorted(named[at], key=lambda row: row[:2]))
        if answer is None or len(several) < 2:
            continue
        (_, end, one), (start, _, other) = several[:2]
        tokens = text.sentences[at].text.split(" ")
        place = text.sentences[at].first
        before, between = tokens[: several[0][0] - place], tokens[end - place : start - place]
        if contrasts(plain(" ".join(before)), plain(" ".join(between))):
            pair = f"What is the difference between {_called(one, text.words)} and {_called(other, text.words)}?"
            yield _question(text, "difference", one, pair, answer)
        elif len(several) >= 3 and FOLLOWS.search(plain(text.sentences[at].text)):
            listed = sorted((concept.name for _, _, concept in several), key=str.casefold)
            order = f"In which order do these come: {', '.join(listed[:-1])} and {listed[-1]}?"
            yield _question(text, "order", one, order, answer)


def _apart(rows: Sequence[tuple[int, int, Concept]]) -> list[tuple[int, int, Concept]]:
    """The first mention of each concept, without those whose names share a word with an earlier one's."""
    apart: list[tuple[int, int, Concept]] = []
    for row in rows:
        if not any(_shares_stem(row[2], other[2]) for other in apart):
            apart.append(row)
    return apart


def _prompt(pattern: str, concept: Concept, words: Sequence[Word]) -> str:
    many = _is_plural(_name(concept, words))
    filled = pattern.replace("{is}", "are" if many else "is").replace("{does}", "do" if many else "does")
    return filled.replace("{C}", _called(concept, words))


def _name(concept: Concept, words: Sequence[Word]) -> str:
    """The concept's name, in the plural where it is mostly said so."""
    said = Counter(" ".join(bare(word.text) for word in words[m.first : m.last]) for m in concept.mentions)
    most, count = said.most_common(1)[0] if said else ("", 0)
    is_its_plural = most.startswith(concept.name.lower()) and _is_plural(most)
    return most if is_its_plural and concept.name.islower() and 2 * count > said.total() else concept.name


def _is_plural(name: str) -> bool:
    return bool(_PLURAL.search(name)) and name.islower()


def _called(concept: Concept, words: Sequence[Word]) -> str:
    """The concept with the article that the lecturer gives it; none where none was said, or of many."""
    name = _name(concept, words)
    if _is_plural(name):
        return name
    before = Counter(bare(words[mention.first - 1].text) for mention in concept.mentions if mention.first)
    said = max(("a", "an"), key=lambda article: before[article])
    if not before[said] and 2 * before["the"] >= len(concept.mentions) > 1:
        said = "the"
    return f"{said} {name}" if before[said] else name


def _blanked(text: _Text, sentence: Passage, spans: Sequence[tuple[int, int]], others: Sequence[Concept]) -> str | None:
    """The sentence as a quote with the concept left out; None where that asks too little or too much."""
    inside = [span for span in spans if sentence.first <= span[0] < sentence.last]
    company = any(sentence.first <= mention.first < sentence.last for other in others for mention in other.mentions)
    quoted = quote(sentence, text.words, text.left_out)
    tokens = dict(zip(_kept(quoted, text.left_out), quoted.text.split(" "), strict=False))
    if not 1 <= len(inside) <= 2 or not company or len(tokens) < _SHORTEST_CLOZE or hangs(plain(quoted.text)):
        return None
    for first, last in inside:
        gone = [n for n in range(first, last) if n in tokens]
        if not gone:
            return None
        tail = re.sub(r"^.*?([.,;:?!]*)$", r"\1", tokens[gone[-1]])
        for n in gone:
            del tokens[n]
        tokens[gone[0]] = _BLANK + tail
    hidden = {stem(bare(text.words[n].text)) for first, last in inside for n in range(first, last)} - FUNCTION
    shown = {stem(bare(token)) for token in tokens.values()}
    return None if hidden & shown else " ".join(tokens[n] for n in sorted(tokens))


def _kept(quoted: Passage, left_out: Container[int]) -> list[int]:
    """The words that a quote shows; all, where it would show none."""
    inside = range(quoted.first, quoted.last)
    kept = [n for n in inside if n not in left_out]
    return kept if len(kept) == len(quoted.text.split(" ")) else list(inside)


def _wrong_options(n: int, asked: Sequence[tuple[int, Found]], vectors: Vectors | None) -> list[str]:
    """Names that could be taken for concept `n`'s: near, but not too near, and sharing no word with it."""
    if vectors is None:
        return []
    own = next(entry.concept for at, entry in asked if at == n)
    near = [
        (float(vectors[at] @ vectors[n]), entry.concept.name)
        for at, entry in asked
        if at != n and not _shares_stem(entry.concept, own)
    ]
    fits = sorted((pair for pair in near if _FARTHEST <= pair[0] <= _NEAREST), reverse=True)
    return [name for _, name in fits[:_WRONG]]


def _shares_stem(one: Concept, other: Concept) -> bool:
    stems = [{stem(word) for word in re.split(r"[\s-]+", concept.name.lower())} for concept in (one, other)]
    return bool(stems[0] & stems[1]) or one.key == other.key


def _tells_news(question: Question, text: _Text) -> bool:
    """Whether the answer says more than the prompt gives away; a blank is asked for by all that is around it."""
    if question.kind in {"cloze", "choice", "order"}:
        return True
    said, asked = _content(text.shown(question.answer)), _content(question.prompt)
    return len(said - asked) >= _NEWS


def _content(text: str) -> set[str]:
    return {stem(word) for token in text.split() if (word := bare(token)) and word not in FUNCTION}


def _without_doubles(questions: Sequence[Question]) -> list[Question]:
    """`questions` without those of a kind and concept, a prompt, or a kind and an answer that were there before."""
    kept: list[Question] = []
    for question in questions:
        doubles = any(
            question.prompt == other.prompt
            or (question.kind == other.kind and question.concept == other.concept)
            or (_overlap(question.answer, other.answer) > _SHARED and _same_side(question, other))
            for other in kept
        )
        if not doubles:
            kept.append(question)
    return kept


def _same_side(one: Question, other: Question) -> bool:
    """Whether both are asked with the answer hidden, or both with the name hidden."""
    return (one.kind in {"cloze", "choice"}) == (other.kind in {"cloze", "choice"})


def _overlap(one: Passage, other: Passage) -> float:
    """The share of the shorter passage that both have."""
    both = min(one.last, other.last) - max(one.first, other.first)
    return max(0, both) / min(one.last - one.first, other.last - other.first)
