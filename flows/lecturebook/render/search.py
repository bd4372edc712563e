"""The search index: small classic scripts, of which a query loads a few.

A page opened from a folder may not fetch, so the index lies in scripts that hand their part over (`assets/search.js`
asks for them). For each word there are rows, the best first: titles, sections, concepts and definitions, all of them
(the first in `w`, those of common words beyond them in `m`), and the best 200 sentences. A row of a sentence is two
numbers, its lecture and its place there: the words lie once, in scripts of some sentences each (`t`), and so do the
titles of lectures (`p`); only those that are shown are loaded. Words are found with typing errors by a list of all
words under their first two and one under their last two letters (`n`): one error, or two in one half of the word, leave
one of both ends as it was.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from heapq import nsmallest
from typing import NamedTuple

from lecturebook.model import Course, CourseConcept, Guide, Passage
from lecturebook.render.markdown_text import clean_text
from lecturebook.render.paths import concept_page, lecture_page
from lecturebook.stoplists import FUNCTION

# sentences kept of a word, the best ones; its other rows that are loaded at once; characters of a section's title
MOST_SENTENCES = 200
_AT_ONCE = 20
_LONGEST = 110
# sentences in one script of words; assets/search.js divides by the same number
_TEXTS = 32
# bytes that a script of the index should have: a query of three words loads ten of them, and shall stay below 100 KB.
# What "Show more" loads is asked for on purpose
_SHARD, _SHARD_OF_MORE = 4_000, 16_000
# the titles of all lectures lie in one script while that is small; else so many in each
_TITLES_IN_ONE, _TITLES = 12_000, 16
# words under one pair of letters: beyond them, those said least are found only as they are written
_MOST_NEIGHBOURS = 600
TITLE, SECTION, CONCEPT, DEFINITION = range(4)

_WORD = re.compile(r"[^\W_]+")
# written without spaces: each pair of signs is a word
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")

# a script of the index: its path from the site's folder, and its text
Script = tuple[str, str]


class _Row(NamedTuple):
    """A result that is no sentence, and what its place among the others depends on: the least comes first.

    `shown` is what search.js reads after the kind: of a title its lecture; of a section its lecture, second and words;
    of a concept its page, mentions and name; of a definition its lecture and the place of its sentence.
    """

    order: float
    kind: int
    shown: tuple[int | str, ...]


class _Found:
    """What is found by one word; of sentences no more are kept than are ever shown."""

    __slots__ = ("_best", "rows", "sentences")

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.sentences = 0
        self._best: list[tuple[float, int, int]] = []

    def add_sentence(self, order: float, lecture: int, place: int) -> None:
        """Take in a sentence of `lecture`; the least `order` is the best."""
        self.sentences += 1
        self._best.append((order, lecture, place))
        if len(self._best) > 4 * MOST_SENTENCES:
            self._best = nsmallest(MOST_SENTENCES, self._best)

    def best(self) -> list[int]:
        """Lecture and place of the best sentences, one after the other."""
        return [n for _, lecture, place in nsmallest(MOST_SENTENCES, self._best) for n in (lecture, place)]


class SearchIndex:
    """Takes a course in, a lecture and a concept at a time, and gives the scripts of its index.

    What it holds grows with the vocabulary, not with what was said.
    """

    def __init__(self) -> None:
        self._found: defaultdict[str, _Found] = defaultdict(_Found)
        self._titles: list[tuple[str, str]] = []

    def add_lecture(self, guide: Guide) -> Iterator[Script]:
        """Take in the next lecture of the course, and give the scripts with its words."""
        lecture, left_out = len(self._titles), _function_words(guide.lecture.language)
        self._titles.append((lecture_page(guide.lecture.slug, "html"), clean_text(guide.lecture.title)))
        self._add(guide.lecture.title, _Row(-9, TITLE, (lecture,)))
        for section in guide.sections:
            row = _Row(-7, SECTION, (lecture, int(section.start), _shown(section.title)))
            self._add(section.title, row)
        places = {sentence.first: place for place, sentence in enumerate(guide.sentences)}
        defined = _definitions(guide)
        for passage, place in defined.items():
            self._add(passage.text, _Row(-6, DEFINITION, (lecture, place)), left_out)
        known = {places[passage.first] for passage in defined if passage.first in places}
        for place, weight in enumerate(_weights(guide)):
            if place not in known:
                for word in dict.fromkeys(search_words(guide.sentences[place].text)):
                    # nobody looks for the sentences with "the"; titles with it are few
                    if word not in left_out:
                        self._found[word].add_sentence(-weight, lecture, place)
        said = [(int(sentence.start), sentence.text) for sentence in guide.sentences]
        for n in range(0, len(said), _TEXTS):
            yield _script(f"t{lecture}-{n // _TEXTS}", said[n : n + _TEXTS])

    def add_concept(self, concept: CourseConcept) -> None:
        """Take in a concept of the course."""
        tallies = concept.tallies
        mentions = sum(tally.mentions for tally in tallies)
        shown = (concept_page(concept.slug, "html"), mentions, _shown(concept.name))
        # those said most come first, all after titles and before sections
        by_staff = (tally.by_staff for tally in tallies if tally.by_staff)
        self._add(" ".join((concept.name, *concept.aliases, *by_staff)), _Row(-8 + 1 / (1 + mentions), CONCEPT, shown))

    def scripts(self) -> Iterator[Script]:
        """What is found by words, once all lectures and concepts are in."""
        # two definitions may begin in one sentence
        ordered = {word: dict.fromkeys(sorted(found.rows)) for word, found in self._found.items()}
        rows = {word: [(row.kind, *row.shown) for row in of_word] for word, of_word in ordered.items()}
        first = {
            word: (len(rows[word]), found.sentences, rows[word][:_AT_ONCE], found.best())
            for word, found in self._found.items()
        }
        rest = {word: all_rows[_AT_ONCE:] for word, all_rows in rows.items() if len(all_rows) > _AT_ONCE}
        near = _neighbours({word: len(rows[word]) + found.sentences for word, found in self._found.items()})
        parts = {"w": _shards(first, _SHARD), "m": _shards(rest, _SHARD_OF_MORE), "n": _shards(near, _SHARD)}
        for name, shards in parts.items():
            yield from (_script(f"{name}{n}", shard) for n, shard in enumerate(shards))
        each = _TITLES if len(json.dumps(self._titles)) > _TITLES_IN_ONE else max(1, len(self._titles))
        for n in range(0, max(1, len(self._titles)), each):
            yield _script(f"p{n // each}", self._titles[n : n + each])
        yield _script("index", {**{name: len(shards) for name, shards in parts.items()}, "titles": each})

    def _add(self, text: str, row: _Row, left_out: Container[str] = ()) -> None:
        for word in dict.fromkeys(search_words(text)):
            if word not in left_out:
                self._found[word].rows.append(row)


def search_scripts(course: Course) -> Iterator[Script]:
    """The scripts of the index of a course, each with its path from the site's folder."""
    index = SearchIndex()
    for guide in course.guides:
        yield from index.add_lecture(guide)
    for concept in course.concepts:
        index.add_concept(concept)
    yield from index.scripts()


def search_words(text: str) -> list[str]:
    """The words of `text` as the index has them; `assets/search.js` does the same.

    Case, accents and a plural s are gone (the "S stemmer" of Harman 1991, without its exceptions).

    >>> search_words("B-trees, Überblick: glass"), search_words("待ち行列")
    (['b', 'tree', 'uberblick', 'glass'], ['待ち', 'ち行', '行列'])
    """
    text = text.lower()
    if text.isascii():  # five times as fast
        return [_singular(word) for word in _WORD.findall(text)]
    plain = unicodedata.normalize("NFKD", text)
    folded = unicodedata.normalize("NFC", "".join(sign for sign in plain if not "\u0300" <= sign <= "\u036f"))
    return [part for word in _WORD.findall(folded) for part in _parts(word)]


def _parts(word: str) -> Iterator[str]:
    done = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > done:
            yield _singular(word[done : run.start()])
        pair = run[0]
        yield from (pair[n : n + 2] for n in range(max(1, len(pair) - 1)))
        done = run.end()
    if done < len(word):
        yield _singular(word[done:])


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def bucket(word: str, count: int) -> int:
    """The script, of `count`, that holds `word`: by FNV-1a of its signs, as `assets/search.js` has it too.

    >>> len({bucket(f"{one}{other}-", 62) for one in "abcdefghij" for other in "abcdefghij"}) > 40
    True
    """
    value = 0x811C9DC5
    for sign in word:
        value = ((value ^ ord(sign)) * 0x01000193) & 0xFFFFFFFF
    return value % count


def _function_words(language: str) -> Container[str]:
    """Words that hold a sentence together; known of English."""
    return FUNCTION if language.split("-")[0].lower() == "en" else ()


def _definitions(guide: Guide) -> dict[Passage, int]:
    """The definitions of a lecture in its order, each with the place of the sentence that it begins in."""
    firsts = [sentence.first for sentence in guide.sentences]
    passages = {passage for concept in guide.concepts for passage in concept.definitions}
    ordered = sorted(passages, key=lambda passage: (passage.first, passage.last))
    return {passage: max(0, bisect_right(firsts, passage.first) - 1) for passage in ordered if firsts}


def _weights(guide: Guide) -> Iterator[float]:
    """What each sentence is worth: those of summaries most, then those that name many concepts in few words."""
    best = {passage.first for section in guide.sections for passage in section.summary}
    named = sorted(mention.first for concept in guide.concepts for mention in concept.mentions)
    at = 0
    for sentence in guide.sentences:
        before = at
        while at < len(named) and named[at] < sentence.last:
            at += 1
        # four digits: what differs in the fifth is equally good, and comes in the order of the course
        yield round(2.0 * (sentence.first in best) + (at - before) / (5 + sentence.last - sentence.first), 4)


def _shown(text: str) -> str:
    """`text` on one line, cut between words where it is long."""
    text = clean_text(text)
    if len(text) <= _LONGEST:
        return text
    end = text.rfind(" ", _LONGEST // 2, _LONGEST)
    return text[: end if end > 0 else _LONGEST] + " …"


def _neighbours(sizes: Mapping[str, int]) -> dict[str, str]:
    """All words by their first two letters (``ab-``) and their last two (``-ab``), those with most rows first.

    The two letters themselves are left out of the words.
    """
    near: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(sizes, key=lambda word: (-sizes[word], word)):
        if len(word) > 2:
            for end, other in ((f"{word[:2]}-", word[2:]), (f"-{word[-2:]}", word[:-2])):
                if len(near[end]) < _MOST_NEIGHBOURS:
                    near[end].append(other)
    return {end: " ".join(words) for end, words in near.items()}


def _shards(entries: Mapping[str, object], most: int) -> list[dict[str, object]]:
    """`entries` spread over as many scripts as keep them near `most` bytes each."""
    size = sum(len(key) + len(_json(value)) for key, value in entries.items())
    shards: list[dict[str, object]] = [{} for _ in range(size // most + 1)]
    for key in sorted(entries):
        shards[bucket(key, len(shards))][key] = entries[key]
    return shards


def _script(name: str, content: object) -> Script:
    """The script that hands `content` to the page that asked for `name`: ASCII, so that no sign ends a line."""
    return f"assets/search/{name}.js", f'lecturebook.shard("{name}",{_json(content)});\n'


def _json(content: object) -> str:
    return json.dumps(content, separators=(",", ":"))
