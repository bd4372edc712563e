"""Where a lecturer speaks of another lecture of the course, linked where it can be told which one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lecturebook.clean.quotes import quote
from lecturebook.concepts import tokenize
from lecturebook.language import bare
from lecturebook.model import Guide, Reference
from lecturebook.stoplists import FUNCTION

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
    found: list[Reference] = []
    for place, guide in enumerate(guides):
        if guide.lecture.language != "en":
            continue
        left_out = {n for change in guide.ledger for n in range(change.first, change.last)}
        for sentence in guide.sentences:
            plain = " ".join(bare(word.text) for word in guide.words[sentence.first : sentence.last])
            meant = dict.fromkeys(_meant(plain, place, guides))
            quoted = quote(sentence, guide.words, left_out) if meant else sentence
            found += (Reference(guide.lecture.slug, guides[n].lecture.slug, quoted) for n in meant if n != place)
    return tuple(found)


def _meant(plain: str, place: int, guides: Sequence[Guide]) -> Iterator[int]:
    """The indices of the lectures that the bare words of a sentence mean."""
    if _NO_LECTURE.search(plain):
        return
    if _BEFORE.search(plain) and place > 0:
        yield place - 1
    if _AFTER.search(plain) and place + 1 < len(guides):
        yield place + 1
    for match in _NUMBERED.finditer(plain):
        number = _numbered(_NUMBERS.get(match[1]) or int(match[1]), guides)
        if number is not None:
            yield number
    for match in _ABOUT.finditer(plain):
        titled = _titled(plain[match.end() :].split()[:_REACH], guides)
        if titled is not None:
            yield titled
    for match in _CALLED.finditer(plain):
        called = _called(re.split(r"\b(?:the|our) ", match[1])[-1].split(), guides[place], guides)
        if called is not None:
            yield called


def _numbered(number: int, guides: Sequence[Guide]) -> int | None:
    """The lecture of that number: by the numbers of the titles where all have one, else by the order of the course."""
    titled = [_TITLE_NUMBER.match(guide.lecture.title) for guide in guides]
    numbers = [int(match[1]) for match in titled if match]
    if len(numbers) == len(guides):
        return numbers.index(number) if numbers.count(number) == 1 else None
    return number - 1 if not numbers and number <= len(guides) else None


def _called(words: Sequence[str], own: Guide, guides: Sequence[Guide]) -> int | None:
    """The one lecture whose title has all of `words`, and not many more; of two variants the one that `own` is of."""
    said = _stems(" ".join(words))
    if not said:
        return None
    ranked = []
    for n, guide in enumerate(guides):
        title = _stems(_VARIANT.sub(" ", guide.lecture.title))
        if said <= title and len(said) >= _LEAST_SAID * len(title):
            variant = _stems(" ".join(_VARIANT.findall(guide.lecture.title))) & _stems(own.lecture.title)
            ranked.append((len(said) / len(title), len(variant), n))
    ranked.sort(reverse=True)
    is_told = ranked and (len(ranked) == 1 or ranked[0][:2] > ranked[1][:2])
    return ranked[0][2] if is_told else None


def _stems(text: str) -> set[str]:
    """The stems of the words of `text` that carry meaning."""
    tokens = tokenize(re.sub(r"[()\"]", " ", text).split(), "en")
    return {stem for stem, plain in zip(tokens.stems, tokens.plain, strict=True) if plain not in FUNCTION}


def _titled(words: Sequence[str], guides: Sequence[Guide]) -> int | None:
    """The one lecture all whose title's words are among `words`; of several the one with the longest title."""
    said = set(tokenize(words, "en").stems)
    best, length = None, 0
    for n, guide in enumerate(guides):
        stems = _stems(guide.lecture.title)
        if stems and stems <= said:
            if len(stems) == length:
                best = None
            elif len(stems) > length:
                best, length = n, len(stems)
    return best
