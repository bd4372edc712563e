"""Where a lecturer speaks of another lecture of the course, linked where it can be told which one is meant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lecturebook.clean.quotes import quote
from lecturebook.course.guides import heads_of
from lecturebook.language import bare
from lecturebook.model import Guide, Lecture, Reference
from lecturebook.stoplists import FUNCTION
from lecturebook.tokens import tokenize

_THING = r"(?:lectures?|videos?|class(?:es)?|sessions?|talks?|tutorials?|episodes?|units?|weeks?)"
# the neighbours of a lecture; "last week" is the last lecture where a course has one a week
_BEFORE = re.compile(rf"(?<!\ba )\b(?:last|previous|preceding) (?:\w+ )?{_THING}\b|\blast time\b")
_AFTER = re.compile(rf"\b(?:next|following) {_THING}\b|\bnext time\b")
_NUMBERED = re.compile(
    r"\b(?:lecture|video|session|unit|week|tutorial) (?:number )?"
    r"(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_ABOUT = re.compile(rf"\b{_THING} (?:on|about|called|named|linked below on)\b")
_NUMBERS = dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True))
# "in the next video game" is no lecture, and "next time a request comes" none either
_NO_LECTURE = re.compile(
    r"\b(?:next|last|previous) (?:video (?:game|frame)|session id)s?\b|"
    r"\b(?:next|last) time (?:an?|the|you|he|she|they)\b"
)
_TITLE_NUMBER = re.compile(r"^\W*(?:lecture|lesson|week|session|unit|part|tutorial)?\W*0*(\d{1,3})\b", re.I)
# "in the Batching inputs video": the words before, from the last article on
_CALLED = re.compile(rf"\b(?:the|our) ((?:\S+ ){{1,7}}?){_THING}\b")
_VARIANT = re.compile(r"\([^()]*\)")
# the share of a title's words that have to be said for it
_LEAST_SAID = 0.5
# words after "the video about" in which the title is looked for
_REACH = 12


def find_references(guides: Sequence[Guide]) -> tuple[Reference, ...]:
    """The references of all lectures in the order they are said, each sentence once for each lecture it means.

    English only. What cannot be told ("an earlier lecture") is left out.
    """
    titles = Titles([head.lecture for head in heads_of(guides)])
    return tuple(found for place, guide in enumerate(guides) for found in references_of(place, guide, titles))


def references_of(place: int, guide: Guide, titles: Titles) -> Iterator[Reference]:
    """The references of the lecture at `place`."""
    if guide.lecture.language != "en":
        return
    for sentence in guide.sentences:
        plain = " ".join(bare(word.text) for word in guide.words[sentence.first : sentence.last])
        meant = dict.fromkeys(_meant(plain, place, titles))
        quoted = quote(sentence, guide.words, guide.left_out) if meant else sentence
        yield from (Reference(guide.lecture.slug, titles.slugs[n], quoted) for n in meant if n != place)


class Titles:
    """The lectures of a course by what their titles say."""

    def __init__(self, lectures: Sequence[Lecture]) -> None:
        self.slugs = [lecture.slug for lecture in lectures]
        numbers = [_TITLE_NUMBER.match(lecture.title) for lecture in lectures]
        self._numbered: dict[int, list[int]] = defaultdict(list)
        for n, match in enumerate(numbers):
            if match:
                self._numbered[int(match[1])].append(n)
        self._has_all, self._has_none = all(numbers), not any(numbers)
        self._stems = [_stems(lecture.title) for lecture in lectures]
        # a title is looked up by one of its stems: the one that fewest titles have
        times = Counter(stem for stems in self._stems for stem in stems)
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for n, stems in enumerate(self._stems):
            if stems:
                self._by_stem[min(stems, key=lambda stem: (times[stem], stem))].append(n)
        # titles without what tells variants of them apart, and that
        self._plain = [_stems(_VARIANT.sub(" ", lecture.title)) for lecture in lectures]
        self._variants = [_stems(" ".join(_VARIANT.findall(lecture.title))) for lecture in lectures]
        self._with: dict[str, list[int]] = defaultdict(list)
        for n, stems in enumerate(self._plain):
            for stem in stems:
                self._with[stem].append(n)

    def numbered(self, number: int) -> int | None:
        """The lecture of that number: by the numbers of the titles where all have one, else by the course's order."""
        if self._has_all:
            places = self._numbered.get(number, [])
            return places[0] if len(places) == 1 else None
        return number - 1 if self._has_none and 1 <= number <= len(self.slugs) else None

    def titled(self, words: Sequence[str]) -> int | None:
        """The one lecture all whose title's words are among `words`; of several the one with the longest title."""
        said = set(tokenize(words, "en").stems)
        named = [n for stem in said for n in self._by_stem.get(stem, ()) if self._stems[n] <= said]
        longest = max((len(self._stems[n]) for n in named), default=0)
        best = [n for n in named if len(self._stems[n]) == longest]
        return best[0] if len(best) == 1 else None

    def called(self, words: Sequence[str], place: int) -> int | None:
        """The one lecture whose title has all of `words`, and not many more; of two variants the one that the lecture
        at `place` is of.
        """
        said = _stems(" ".join(words))
        if not said:
            return None
        ranked = []
        for n in min((self._with.get(stem, []) for stem in said), key=len):
            title = self._plain[n]
            if said <= title and len(said) >= _LEAST_SAID * len(title):
                variant = self._variants[n] & self._stems[place]
                ranked.append((len(said) / len(title), len(variant), n))
        ranked.sort(reverse=True)
        is_told = ranked and (len(ranked) == 1 or ranked[0][:2] > ranked[1][:2])
        return ranked[0][2] if is_told else None


def _stems(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry meaning."""
    tokens = tokenize(re.sub(r"[()\"]", " ", text).split(), "en")
    return frozenset(s for s, plain in zip(tokens.stems, tokens.plain, strict=True) if plain not in FUNCTION)


def _meant(plain: str, place: int, titles: Titles) -> Iterator[int]:
    """The indices of the lectures that the bare words of a sentence mean."""
    if _NO_LECTURE.search(plain):
        return
    if _BEFORE.search(plain) and place > 0:
        yield place - 1
    if _AFTER.search(plain) and place + 1 < len(titles.slugs):
        yield place + 1
    for match in _NUMBERED.finditer(plain):
        number = titles.numbered(_NUMBERS.get(match[1]) or int(match[1]))
        if number is not None:
            yield number
    for match in _ABOUT.finditer(plain):
        titled = titles.titled(plain[match.end() :].split()[:_REACH])
        if titled is not None:
            yield titled
    for match in _CALLED.finditer(plain):
        called = titles.called(re.split(r"\b(?:the|our) ", match[1])[-1].split(), place)
        if called is not None:
            yield called
