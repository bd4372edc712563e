""" "Which of these": sentences with a concept left out, and what to choose from, all of it concepts of the course.

A wrong option has to tempt and to be wrong. It is a concept of the same lecture where there are enough, said among
words like those that the right one is said among; it is named nowhere near the sentence, shares no word with the right
one's names, neither is defined by the other, and no sentence of the lecture says of it what this one says. Everything
is told from the words: a course is put together without the encoder.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lecturebook.clean.quotes import quote
from lecturebook.course.choices import Choices
from lecturebook.course.guides import heads_of
from lecturebook.language import bare, content, is_everyday, stem
from lecturebook.model import Concept, CourseConcept, Guide, LectureMentions, Question
from lecturebook.shelf import Shelf, packed
from lecturebook.stoplists import FUNCTION
from lecturebook.study.called import spans_of
from lecturebook.study.cloze import BLANK
from lecturebook.study.doubles import overlap
from lecturebook.study.lecture_text import LectureText
from lecturebook.study.questions import blanks_of, question_id

# wrong options; below as many of one lecture those of its neighbours are taken
_WRONG, _ENOUGH = 3, 8
# cosine of the words around two concepts: nearer is the same thing by another name
_NEAREST = 0.75
# the share of a quote's words that another sentence has, so that it says the same of another concept
_SAME = 0.6
# questions of this kind in an hour, and in a short lecture
_AN_HOUR, _FEW = 10, 3

# options at hand: lectures near each other have many in common
_AT_HAND = 256
# mentions that make a concept known, defined or not
_KNOWN = 4
# one mention in so many follows "to": it is a verb
_OFTEN = 4
_NO_THING = re.compile(r"^[a-z]+(?:ing|ed|ly|ive|ible|able|ize|ate|ors|ands)$|^\w+ly |^(?:pre|re|un) ?\w+ed$")

Profile = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Option:
    """A concept that may be chosen, all its names, what defines it, and the words it is said among, as a vector of
    length 1."""

    concept: CourseConcept
    names: frozenset[str]
    defined: str
    is_known: bool
    profile: Profile


def find_choices(guides: Sequence[Guide], concepts: Sequence[CourseConcept]) -> Choices:
    """The questions with options of each lecture, by its slug, in the order of their answers; English only.

    A question of the lecture that leaves a concept out is given its options and keeps its id; the others are of
    sentences that answer nothing else. `options` are keys in the order of the names, the concept's own among them.
    """
    options = _Options(concepts)
    slugs = [head.lecture.slug for head in heads_of(guides)]
    choices = Choices()
    for place, guide in enumerate(guides):
        if guide.lecture.language == "en":
            near = [options[key] for key in sorted(_near(slugs, place, options.said_in))]
            if found := list(_of_lecture(guide, options, near)):
                choices.add(guide.lecture.slug, found)
    return choices


def _of_lecture(guide: Guide, options: Mapping[str, Option], near: Sequence[Option]) -> Iterator[Question]:
    """The choices of one lecture: its own gaps, and as many more as its length allows."""
    taken = [question.answer for question in guide.questions]
    made = [replace(q, kind="choice", level=1) for q in guide.questions if q.kind == "cloze"]
    names = {question.concept for question in made}
    text = LectureText(guide.lecture.id, guide.words, guide.sentences, guide.left_out, bool(guide.making.tagger))
    most = max(_FEW, round(_AN_HOUR * guide.covered_seconds / 3600))
    found = []
    for question in (*made, *_gaps(guide, text)):
        is_own = question in made
        if not is_own and (question.concept in names or any(overlap(question.answer, one) > 0 for one in taken)):
            continue
        if question.concept in options and (wrong := _wrong(question, guide, text, options[question.concept], near)):
            keys = sorted((*wrong, question.concept), key=lambda key: (options[key].concept.name.casefold(), key))
            found.append(replace(question, options=tuple(keys)))
            names.add(question.concept)
            taken.append(question.answer)
        if len(found) >= most:
            break
    yield from sorted(found, key=lambda question: question.answer.first)


def _gaps(guide: Guide, text: LectureText) -> Iterator[Question]:
    """Sentences with a concept left out, best concepts first."""
    learned = [concept for concept in guide.concepts if _is_asked(concept)]
    for concept in learned:
        for question in blanks_of(text, concept):
            place = guide.words[question.answer.first].place
            yield replace(
                question,
                id=question_id(text.id, "choice", concept.key, place),
                kind="choice",
                answer=quote(question.answer, guide.words, text.left_out),
            )


def _is_asked(concept: Concept) -> bool:
    return concept.kind == "concept" and not is_everyday(concept.name, "en")


def _near(slugs: Sequence[str], place: int, said_in: Mapping[str, Sequence[str]]) -> set[str]:
    """The keys of what may be chosen from in a lecture: its own concepts, and those of ever farther lectures until
    there are enough."""
    near = set(said_in[slugs[place]])
    for distance in range(1, len(slugs)):
        if len(near) >= _ENOUGH:
            break
        for other in (place - distance, place + distance):
            if 0 <= other < len(slugs):
                near |= set(said_in[slugs[other]])
    return near


def _wrong(question: Question, guide: Guide, text: LectureText, right: Option, near: Sequence[Option]) -> list[str]:
    """The keys of the wrong options of a question, or none where there are too few."""
    at = text.at(question.answer.first)
    around = " ".join(sentence.text for sentence in text.sentences[max(0, at - 1) : at + 2]).casefold()
    fits = [
        (_cosine(right.profile, option.profile), option.concept.key)
        for option in near
        if _may_be_wrong(option, right, question.prompt, around)
    ]
    by_key = {option.concept.key: option for option in near}
    near_ones = (pair for pair in fits if pair[0] <= _NEAREST)
    ranked = sorted(near_ones, key=lambda pair: (not by_key[pair[1]].is_known, -pair[0], pair[1]))
    said = content(question.answer.text)
    chosen: list[str] = []
    for _, key in ranked:
        option = by_key[key]
        alike = any(_shares_word(option.names, by_key[other].names) for other in chosen)
        if not alike and not _says_it_too(option, guide, text, said - _stems(right.names)):
            chosen.append(key)
        if len(chosen) == _WRONG:
            return chosen
    return []


def _may_be_wrong(option: Option, right: Option, prompt: str, around: str) -> bool:
    """Whether an option fits the gap by its form, and is neither the right one nor said or defined near it."""
    return not (
        option.concept.key == right.concept.key
        or _shares_word(option.names, right.names)
        or any(_is_said(name, around) for name in option.names)
        or _is_defined_by(option, right)
        or _is_defined_by(right, option)
        or not _has_form(option.concept.name, right.concept.name, prompt)
    )


def _is_defined_by(one: Option, other: Option) -> bool:
    """Whether a definition of `one` names `other`, or needs it."""
    needed = any(need.concept == other.concept.key for need in one.concept.needs)
    return needed or any(name in one.defined and _is_said(name, one.defined) for name in other.names)


def _has_form(name: str, right: str, prompt: str) -> bool:
    """Whether a name reads like the right one in the gap: its number, capitals, length, and the article before it."""
    same_number = name.endswith("s") == right.endswith("s")
    same_capitals = name[:1].isupper() == right[:1].isupper()
    vowels = name[:1].lower() in "aeiou", right[:1].lower() in "aeiou"
    has_article = bool(re.search(rf"\ban? {BLANK}", prompt, re.I))
    long = abs(len(name.split()) - len(right.split())) <= 1
    return same_number and same_capitals and long and (not has_article or vowels[0] == vowels[1])


def _says_it_too(option: Option, guide: Guide, text: LectureText, said: set[str]) -> bool:
    """Whether a sentence that names the option says mostly what is `said` of the right one."""
    concept = next((c for c in guide.concepts if c.key == option.concept.key), None)
    named = sorted({text.at(first) for first, _ in spans_of(concept)}) if concept else []
    return any(len(said & content(text.sentences[at].text)) > _SAME * len(said) for at in named)


def _shares_word(names: frozenset[str], others: frozenset[str]) -> bool:
    """Whether any of the names share a stem, or one is the other's initials."""
    if _stems(names) & _stems(others):
        return True
    return any(_initials(name) in others or _initials(other) in names for name in names for other in others)


def _stems(names: frozenset[str]) -> set[str]:
    return {stem(word) for name in names for word in re.split(r"[\s-]+", name) if word not in FUNCTION}


def _initials(name: str) -> str:
    words = re.split(r"[\s-]+", name)
    return "".join(word[:1] for word in words) if len(words) > 1 else "\0"


def _is_said(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?:s|es)?(?!\w)", text))


class _Options(Mapping[str, Option]):
    """The concepts of a course that may be chosen, by key, and their keys by the slugs of lectures that say them.

    The words around all mentions do not fit into memory: they lie on a shelf, and the options asked for last are kept.
    """

    def __init__(self, concepts: Sequence[CourseConcept]) -> None:
        self._shelf, self._concepts = Shelf(), dict[str, CourseConcept]()
        self._shelf.run("CREATE TABLE around (key TEXT PRIMARY KEY, words TEXT, defined TEXT) WITHOUT ROWID")
        self._spread: Counter[str] = Counter()
        self._at_hand = lru_cache(_AT_HAND)(self._option)
        self.said_in: defaultdict[str, list[str]] = defaultdict(list)
        for concept in concepts:
            if concept.kind == "concept" and not is_everyday(concept.name, "en") and not _NO_THING.search(concept.name):
                self._add(concept)

    def _add(self, concept: CourseConcept) -> None:
        said = list(concept.lectures)  # read once: it may lie on a shelf
        if not _is_thing(said):
            return
        words = _around(said)
        defined = " ".join(passage.text for entry in said for passage in entry.definitions)
        self._shelf.run("INSERT INTO around VALUES (?, ?, ?)", (concept.key, packed(words), defined.casefold()))
        self._spread.update(words.keys())
        self._concepts[concept.key] = concept
        for entry in said:
            self.said_in[entry.lecture.slug].append(concept.key)

    def __len__(self) -> int:
        return len(self._concepts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._concepts)

    def __contains__(self, key: object) -> bool:
        return key in self._concepts

    def __getitem__(self, key: str) -> Option:
        return self._at_hand(key)

    def _option(self, key: str) -> Option:
        """A concept with its profile: TF-IDF of the words around all mentions."""
        concept = self._concepts[key]
        query = "SELECT words, defined FROM around WHERE key = ?"
        words, defined = next(self._shelf.read(query, (key,)))
        weights = {
            word: (1 + math.log(count)) * math.log(len(self) / self._spread[word])
            for word, count in sorted(json.loads(words).items())
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        names = frozenset(name.casefold() for name in (concept.name, *concept.aliases))
        profile = {word: weight / norm for word, weight in weights.items() if weight}
        return Option(concept, names, defined, _is_known(concept), profile)


def _is_known(concept: CourseConcept) -> bool:
    """Whether a course says enough of a concept to be taken for another: it defines it, or names it often."""
    tallies = concept.tallies
    return sum(tally.mentions for tally in tallies) >= _KNOWN or any(tally.definitions for tally in tallies)


def _is_thing(said: Sequence[LectureMentions]) -> bool:
    """Whether a concept is said as the name of a thing: not mostly as a verb."""
    before = [mention.before.rpartition(" ")[2].casefold() for entry in said for mention in entry.mentions]
    return _OFTEN * before.count("to") < len(before)


def _around(said: Sequence[LectureMentions]) -> Counter[str]:
    words = (
        bare(word)
        for entry in said
        for mention in entry.mentions
        for word in (*mention.before.split(), *mention.after.split())
    )
    return Counter(stem(word) for word in words if word and word not in FUNCTION)


def _cosine(one: Profile, other: Profile) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())
