"""Review questions that need no language model, each with the passage that answers it.

What a concept is (its definition), what a sentence tells of one (`prompts`) or by how it is built (`clauses`), two
concepts that are contrasted, orders that are told (`orders`), and sentences with the concept left out (`cloze`).
Nothing is asked about what is vague or only an example, nothing that the prompt gives away, and no sentence answers two
questions. What to choose from is added where the whole course is known (`course/questions.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from lecturebook.concepts.cues import cue_of, plain
from lecturebook.concepts.definitions import DEFINING_POINTS, Definition, surroundings
from lecturebook.concepts.stage import Found
from lecturebook.language import bare, is_everyday, zipf
from lecturebook.model import Concept, Passage, Question, Section, Word
from lecturebook.study.askable import is_offhand
from lecturebook.study.called import called, is_name, is_whole_name, prompt_about, shares_stem, spans_of
from lecturebook.study.clauses import clauses_of
from lecturebook.study.cloze import HANGS, blanked
from lecturebook.study.doubles import NAME_IS_HIDDEN, overlap, tells_news, without_doubles
from lecturebook.study.lecture_text import LectureText, is_on_matter
from lecturebook.study.orders import order_of_sections, told_steps
from lecturebook.study.prompts import asked_of, contrasts, relates
from lecturebook.study.statements import SHORTEST_STATEMENT, is_statement

# a definition with more points is one of any concept
_SURE_POINTS = 3.0
# score of a definition that is asked for: of 67 judged by hand whose cues have the points, 31 of the 35 above were
# right and 11 of the 32 below
_SURE_SCORE = 4.9
# the same where stops are guessed: of 49 given by 2.4 points and as high a score 36 were right, 11 more partly; a
# bare name, "we have this method called C", has 2.4, and none of 4 that were asked said what it is
_GUESSED_POINTS, _GUESSED_SCORE = 2.5, 4.6
# nor can one guess a name from a sentence that is about something else; with options to choose from, from more
_LEAST_CLOZE, _LEAST_CHOICE = 1.8, 1.6
# on guessed stops, and where what follows does not only tell which one it is ("a protocol with _____ where you sign"):
# of 31 judged 10 of the 13 above were good, 10 of the 18 below
_LEAST_GUESSED, _WHICH_ONE = 2.0, ("that ", "where ")
# questions an hour at most, and in a short lecture
_AN_HOUR, _FEW = 24, 6
# one mention in so many follows "to": it is a verb
_OFTEN = 4
# mentions of a concept that is asked for together with another
_SAID = 2
# a single word more frequent than this is asked about only where it is surely defined
_COMMON_ZIPF = 3.3
# a clause without a concept is about the matter where it has a word rarer than this
_RARE_ZIPF = 4.2
# 1: to recall, 2: to explain, 3: to connect
_LEVELS = dict.fromkeys("cloze number name example".split(), 1) | dict.fromkeys(
    "why difference relation order steps effect".split(), 3
)
# best first, where there are too many or two have one answer
_WORTH = tuple(
    "steps order definition difference why use point how parts effect depends name does relation number cloze "
    "example".split()
)


def ask(
    lecture_id: str,
    found: Sequence[Found],
    words: Sequence[Word],
    sentences: Sequence[Passage],
    *,
    sections: Sequence[Section] = (),
    left_out: Collection[int] = (),
    is_guessed: bool = False,
) -> tuple[Question, ...]:
    """The review questions of a lecture, in the order their answers are said.

    The order of its `sections` is asked for, too, in English. `left_out` are the words that quotes leave out, and
    prompts with them; `is_guessed` says that a tagger gave the sentences their stops.
    """
    text = LectureText(lecture_id, words, tuple(sentences), left_out, is_guessed)
    asked = [entry for entry in found if _is_asked(entry.concept, words)]
    concepts = [entry.concept for entry in asked]
    made: list[Question] = []
    for entry in asked:
        made += _of_concept(text, entry, concepts)
    made += _of_two(text, concepts)
    made += _of_clauses(text, [entry.concept for entry in found if entry.concept.kind == "concept"])
    made += _of_orders(text, sections, concepts)
    told = [q for q in made if q.steps or q.kind in NAME_IS_HIDDEN or tells_news(q.prompt, text.shown(q.answer))]
    told.sort(key=lambda question: _WORTH.index(question.kind))
    hours = (words[-1].end - words[0].start) / 3600 if words else 0.0
    chosen = without_doubles(told)[: max(_FEW, round(_AN_HOUR * hours))]
    return tuple(sorted(chosen, key=lambda question: (question.answer.first, question.kind, question.concept)))


def question_id(lecture_id: str, kind: str, concept: str, first: int) -> str:
    """An id that names what it is about, not its place in a list."""
    return f"{lecture_id}/{kind}/{concept}/{first}"


def _is_asked(concept: Concept, words: Sequence[Word]) -> bool:
    """Whether there are questions about `concept`: not about what is vague, an example of the lecturer's, or a verb."""
    verbs = sum(m.first > 0 and bare(words[m.first - 1].text) == "to" for m in concept.mentions)
    is_vague = concept.kind != "concept" or is_everyday(concept.name, "en")
    is_vague = is_vague or (" " not in concept.name and concept.name.endswith("ing"))
    return not is_vague and (not verbs or _OFTEN * verbs < len(concept.mentions))


def _question(text: LectureText, kind: str, concept: str, prompt: str, answer: Passage) -> Question:
    return Question(
        id=question_id(text.id, kind, concept, text.words[answer.first].place),
        kind=kind,
        prompt=prompt[:1].upper() + prompt[1:],
        concept=concept,
        answer=answer,
        level=_LEVELS.get(kind, 2),
    )


def _of_concept(text: LectureText, entry: Found, others: Sequence[Concept]) -> Iterator[Question]:
    """What can be asked about one concept: what it is, what its sentences tell, and one of them without its name."""
    concept = entry.concept
    spans = [span for span in spans_of(concept) if is_name(text.words, span, concept)]
    defined = next((d.passage for d in entry.definitions[:1] if d.points >= DEFINING_POINTS), None)
    if defined and _is_sure(text, entry.definitions[0], concept, spans):
        prompt = prompt_about("What {is} {C}?", concept, text.words)
        yield _question(text, "definition", concept.key, prompt, defined)
    made = False
    for rank, (first, _) in enumerate(spans):
        answer = text.answer(text.at(first))
        if answer is None or text.is_half(answer) or (defined and overlap(answer, defined) > 0):
            continue
        asked = asked_of(surroundings(text.sentences, text.at(first), spans, rank))
        if asked:
            made = True
            yield _question(text, asked.kind, concept.key, prompt_about(asked.prompt, concept, text.words), answer)
    if not made:
        yield from blanks_of(text, concept, others, least=_LEAST_CLOZE)


def blanks_of(
    text: LectureText, concept: Concept, others: Sequence[Concept] = (), *, least: float = _LEAST_CHOICE
) -> Iterator[Question]:
    """The sentences that tell which concept it is where its name is left out, in order.

    Their cues have `least` points, and they name one of `others` too, where there are any.
    """
    if _is_common(concept) or _is_somebody(concept):
        return
    spans = [span for span in spans_of(concept) if is_name(text.words, span, concept)]
    company = [other for other in others if not shares_stem(other, concept)]
    for rank, (first, last) in enumerate(spans):
        at = text.at(first)
        sentence = text.sentences[at]
        around = surroundings(text.sentences, at, spans, rank)
        needed = max(least, _LEAST_GUESSED) if text.is_guessed else least
        # "the next one is called _____" tells nothing of it
        is_last = text.is_guessed and (not around.after or around.after.startswith(_WHICH_ONE))
        tells = not is_last and cue_of(around).points >= needed
        # with options to choose from, any sentence that says something by itself
        states = not others and is_statement(text.shown(sentence), concept.name)
        tells = is_whole_name(around) and (tells or states)
        as_named = bare(text.words[last - 1].text).endswith("s") == concept.name.endswith("s")
        is_told = tells and as_named and (not others or _names(company, sentence)) and not text.is_half(sentence)
        if is_told and text.answer(at) == sentence:
            prompt = blanked(text, sentence, spans, **({"shortest": SHORTEST_STATEMENT} if states else {}))
            is_said_well = states or not (text.is_guessed and is_offhand(prompt or ""))
            if prompt and is_said_well and not HANGS.search(prompt):
                yield _question(text, "cloze", concept.key, prompt, sentence)


def _is_common(concept: Concept) -> bool:
    return " " not in concept.name and zipf(concept.name.lower(), "en") > _COMMON_ZIPF


def _is_somebody(concept: Concept) -> bool:
    """Whether a concept may be a person: two words with capitals are mostly somebody's name."""
    return concept.name.istitle() and " " in concept.name


def _is_sure(text: LectureText, definition: Definition, concept: Concept, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a definition surely says what the concept is: by its cues, by its score, and by its own name."""
    defined = definition.passage
    is_doubtful = _is_common(concept) or _is_somebody(concept)
    least = _SURE_POINTS if is_doubtful else _GUESSED_POINTS if text.is_guessed else DEFINING_POINTS
    if definition.points < least or definition.score < (_GUESSED_SCORE if text.is_guessed else _SURE_SCORE):
        return False
    return is_on_matter(text.shown(defined)) and any(defined.first <= first < defined.last for first, _ in spans)


def _names(concepts: Sequence[Concept], sentence: Passage) -> bool:
    """Whether a sentence names one of `concepts`."""
    return any(sentence.first <= m.first < sentence.last for concept in concepts for m in concept.mentions)


def _of_two(text: LectureText, concepts: Sequence[Concept]) -> Iterator[Question]:
    """Questions about sentences that contrast two concepts, or say what one has to do with the other."""
    named: dict[int, list[tuple[int, int, Concept]]] = {}
    for concept in concepts:
        for span in spans_of(concept):
            if is_name(text.words, span, concept):
                named.setdefault(text.at(span[0]), []).append((*span, concept))
    for at in sorted(named):
        answer = text.answer(at)
        several = _apart(sorted(named[at], key=lambda row: row[:2]))
        if answer is None or len(several) < 2:
            continue
        (_, end, one), (start, _, other) = several[:2]
        tokens = text.sentences[at].text.split(" ")
        place = text.sentences[at].first
        before, between = tokens[: several[0][0] - place], tokens[end - place : start - place]
        after = tokens[several[1][1] - place :]
        sides = [plain(" ".join(side)) for side in (before, between, after)]
        names = called(one, text.words), called(other, text.words)
        if contrasts(*sides):
            pair = f"What is the difference between {names[0]} and {names[1]}?"
            yield _question(text, "difference", one.key, pair, answer)
        elif _may_relate(text, answer, text.sentences[at], (one, other)) and relates(*sides):
            asks = prompt_about("What {does} {C} have to do with", one, text.words)
            yield _question(text, "relation", one.key, f"{asks} {names[1]}?", answer)


def _may_relate(text: LectureText, answer: Passage, sentence: Passage, pair: Sequence[Concept]) -> bool:
    """Whether a sentence may be asked for what two concepts have to do with each other: it needs no other sentence,
    and neither of them is said only there or is an everyday word."""
    is_alone = answer == sentence and not text.is_half(answer)
    return is_alone and not any(_is_common(concept) or len(concept.mentions) < _SAID for concept in pair)


def _apart(rows: Sequence[tuple[int, int, Concept]]) -> list[tuple[int, int, Concept]]:
    """The first mention of each concept, without those whose names share a word with an earlier one's."""
    apart: list[tuple[int, int, Concept]] = []
    for row in rows:
        if not any(shares_stem(row[2], other[2]) for other in apart):
            apart.append(row)
    return apart


def _of_orders(text: LectureText, sections: Sequence[Section], concepts: Sequence[Concept]) -> Iterator[Question]:
    """In which order steps are told, and in which the lecture comes to what its sections are about."""
    for steps in told_steps(text):
        asked = _question(text, "steps", "", "In which order do these steps come?", steps[0].said)
        yield replace(asked, steps=steps)
    if turns := order_of_sections(text, sections, concepts):
        asked = _question(text, "order", "", "In which order does the lecture come to these?", turns[0].said)
        yield replace(asked, steps=turns)


def _of_clauses(text: LectureText, concepts: Sequence[Concept]) -> Iterator[Question]:
    """What sentences answer by how they are built; about the best concept that the prompt names, or about none."""
    named: dict[int, list[Concept]] = {}
    ordinary = {word for token in text.words if token.display.islower() and (word := bare(token.display))}
    for concept in concepts:
        for first, _ in spans_of(concept):
            if concept not in (own := named.setdefault(text.at(first), [])):
                own.append(concept)
    for at in range(len(text.sentences)):
        answer = text.answer(at)
        if answer is None or answer != text.sentences[at]:
            continue
        for clause in clauses_of(text.shown(answer), is_guessed=text.is_guessed):
            # "as C grows, this grows, too": what happens there is said before
            if clause.kind != "effect" and text.is_half(answer):
                continue
            about = next((c for c in named.get(at, ()) if _says_name(clause.about, c)), None)
            if about is not None or _is_of_the_matter(clause.about):
                prompt = _inside(clause.prompt, text.shown(answer), ordinary)
                yield _question(text, clause.kind, about.key if about else "", prompt, answer)


def _inside(prompt: str, sentence: str, ordinary: set[str]) -> str:
    """`prompt` without the capital that a word only had because it began the `sentence`.

    `ordinary` are the words that stand somewhere with a small letter; so may their singular or plural.
    """
    first = sentence.split(" ", 1)[0]
    word = bare(first)
    is_ordinary = first.istitle() and not ordinary.isdisjoint({word, f"{word}s", word.removesuffix("s")})
    return re.sub(rf"(?<= ){re.escape(first)}(?!\w)", first.lower(), prompt, count=1) if is_ordinary else prompt


def _says_name(clause: str, concept: Concept) -> bool:
    said = f" {' '.join(bare(word) for word in clause.split())} "
    return any(
        f" {name.casefold()}{ending} " in said for name in (concept.name, *concept.aliases) for ending in ("", "s")
    )


def _is_of_the_matter(clause: str) -> bool:
    """Whether a clause has a word of its field."""
    return any(zipf(word, "en") < _RARE_ZIPF for token in clause.split() if (word := bare(token)) and word.isalpha())
