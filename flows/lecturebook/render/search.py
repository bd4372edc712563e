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
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from lecturebook.model import Course, CourseConcept, Guide, Passage
from lecturebook.render.markdown_text import clean_text
from lecturebook.render.paths import concept_page, lecture_page
from lecturebook.shelf import Shelf, packed
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
# a sentence is kept as one number: of its 63 bits these are its place in its lecture and the lecture's, the rest is
# what it is worth
_PLACE_BITS, _LECTURE_BITS, _MOST_WEIGHT = 23, 21, (1 << 19) - 1

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


class _Sentences:
    """The sentences that have a word; no more are kept than are ever shown.

    Each is one number, the best the least: frequent words of a thousand lectures have hundreds each.
    """

    __slots__ = ("_best", "count")

    def __init__(self) -> None:
        self.count = 0
        self._best = array("q")

    def add(self, weight: int, lecture: int, place: int) -> None:
        """Take in the sentence at `place` of `lecture`, which is worth `weight`."""
        self.count += 1
        self._best.append(((_MOST_WEIGHT - weight) << _LECTURE_BITS | lecture) << _PLACE_BITS | place)
        if len(self._best) > 2 * MOST_SENTENCES:
            self._best = array("q", self._sorted())

    def best(self) -> list[int]:
        """Lecture and place of the best sentences, one after the other."""
        lectures, places = (1 << _LECTURE_BITS) - 1, (1 << _PLACE_BITS) - 1
        return [n for one in self._sorted() for n in (one >> _PLACE_BITS & lectures, one & places)]

    def _sorted(self) -> list[int]:
        return sorted(self._best)[:MOST_SENTENCES]


class SearchIndex:
    """Takes a course in, a lecture and a concept at a time, and gives the scripts of its index.

    What it holds grows with the vocabulary, not with what was said; rows that are no sentences lie on a shelf.
    """

    def __init__(self) -> None:
        self._sentences: defaultdict[str, _Sentences] = defaultdict(_Sentences)
        self._titles: list[tuple[str, str]] = []
        self._shelf = Shelf()
        self._shelf.run("CREATE TABLE found (word TEXT, place REAL, kind INTEGER, shown TEXT)")
        self._shelf.run("CREATE TABLE entry (part TEXT, hash INTEGER, key TEXT, text TEXT)")

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
                        self._sentences[word].add(weight, lecture, place)
        said = [(int(sentence.start), sentence.text) for sentence in guide.sentences]
        for n in range(0, len(said), _TEXTS):
            yield _script(f"t{lecture}-{n // _TEXTS}", _json(said[n : n + _TEXTS]))

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
        counts: dict[str, int] = {}
        bytes_of = {"w": 0, "m": 0}
        for word, rows in self._rows():
            sentences = self._sentences[word]
            counts[word] = len(rows) + sentences.count
            first = (len(rows), sentences.count, rows[:_AT_ONCE], sentences.best())
            bytes_of["w"] += self._enter("w", word, _json(first))
            if len(rows) > _AT_ONCE:
                bytes_of["m"] += self._enter("m", word, _json(rows[_AT_ONCE:]))
        bytes_of["n"] = sum(self._enter("n", end, _json(words)) for end, words in _neighbours(counts).items())
        scripts = {part: size // (_SHARD_OF_MORE if part == "m" else _SHARD) + 1 for part, size in bytes_of.items()}
        for part, count in scripts.items():
            yield from self._spread(part, count)
        each = _TITLES if len(json.dumps(self._titles)) > _TITLES_IN_ONE else max(1, len(self._titles))
        for n in range(0, max(1, len(self._titles)), each):
            yield _script(f"p{n // each}", _json(self._titles[n : n + each]))
        yield _script("index", _json({**scripts, "titles": each}))

    def _add(self, text: str, row: _Row, left_out: Container[str] = ()) -> None:
        words = [word for word in dict.fromkeys(search_words(text)) if word not in left_out]
        for word in words:
            if word not in self._sentences:  # a word of the index, though no sentence may have it
                self._sentences[word] = _Sentences()
        shown = packed(row.shown)
        self._shelf.add("INSERT INTO found VALUES (?, ?, ?, ?)", ((word, row.order, row.kind, shown) for word in words))

    def _rows(self) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
        """Every word with what is found by it but for sentences, the best first."""
        found = groupby(self._shelf.read("SELECT * FROM found ORDER BY word"), key=itemgetter(0))
        here, rows = next(found, ("", iter(())))
        for word in sorted(self._sentences):
            if word != here:
                yield word, []
                continue
            of_word = sorted(_Row(order, kind, tuple(json.loads(shown))) for _, order, kind, shown in rows)
            # two definitions may begin in one sentence
            yield word, [(row.kind, *row.shown) for row in dict.fromkeys(of_word)]
            here, rows = next(found, ("", iter(())))

    def _enter(self, part: str, key: str, text: str) -> int:
        """Put an entry of a part of the index on the shelf; the bytes that it takes, or nearly."""
        self._shelf.run("INSERT INTO entry VALUES (?, ?, ?, ?)", (part, hash_of(key), key, text))
        return len(key) + len(text)

    def _spread(self, part: str, count: int) -> Iterator[Script]:
        """The entries of a part in so many scripts."""
        query = "SELECT hash % ?, key, text FROM entry WHERE part = ? ORDER BY hash % ?, key"
        shards = groupby(self._shelf.read(query, (count, part, count)), key=itemgetter(0))
        at, rows = next(shards, (-1, iter(())))
        for n in range(count):
            entries: tuple[str, ...] = ()
            if n == at:
                entries = tuple(f"{_json(key)}:{text}" for _, key, text in rows)
                at, rows = next(shards, (-1, iter(())))
            yield _script(f"{part}{n}", f"{{{','.join(entries)}}}")


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


def hash_of(word: str) -> int:
    """FNV-1a of the signs of `word`, as `assets/search.js` has it too: its script is the rest by their number.

    >>> len({hash_of(f"{one}{other}-") % 62 for one in "abcdefghij" for other in "abcdefghij"}) > 40
    True
    """
    value = 0x811C9DC5
    for sign in word:
        value = ((value ^ ord(sign)) * 0x01000193) & 0xFFFFFFFF
    return value


def _function_words(language: str) -> Container[str]:
    """Words that hold a sentence together; known of English."""
    return FUNCTION if language.split("-")[0].lower() == "en" else ()


def _definitions(guide: Guide) -> dict[Passage, int]:
    """The definitions of a lecture in its order, each with the place of the sentence that it begins in."""
    firsts = [sentence.first for sentence in guide.sentences]
    passages = {passage for concept in guide.concepts for passage in concept.definitions}
    ordered = sorted(passages, key=lambda passage: (passage.first, passage.last))
    return {passage: max(0, bisect_right(firsts, passage.first) - 1) for passage in ordered if firsts}


def _weights(guide: Guide) -> Iterator[int]:
    """What each sentence is worth, in ten-thousandths: those of summaries most, then those that name many concepts in
    few words; what differs in less is equally good, and comes in the order of the course."""
    best = {passage.first for section in guide.sections for passage in section.summary}
    named = sorted(mention.first for concept in guide.concepts for mention in concept.mentions)
    at = 0
    for sentence in guide.sentences:
        before = at
        while at < len(named) and named[at] < sentence.last:
            at += 1
        weight = 2.0 * (sentence.first in best) + (at - before) / (5 + sentence.last - sentence.first)
        yield min(round(10_000 * weight), _MOST_WEIGHT)


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


def _script(name: str, content: str) -> Script:
    """The script that hands `content`, which is JSON, to the page that asked for `name`."""
    return f"assets/search/{name}.js", f'lecturebook.shard("{name}",{content});\n'


def _json(content: object) -> str:
    """ASCII, so that no sign ends a line."""
    return json.dumps(content, separators=(",", ":"))
