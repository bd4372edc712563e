"""The search index: small classic scripts, of which a query loads a few.

A page opened from a folder may not fetch, so the index lies in scripts that hand their part over (`assets/search.js`
asks for them). For each word there are rows, the best first: titles, concepts and definitions, all of them, and the
best 200 sentences; the first rows, which are enough for a page of results, lie apart from the rest. A row of a sentence
holds its number alone: the words lie once, in scripts of some sentences each, and so do the titles of pages; only those
that are shown are loaded. Words are found with typing errors by a list of all words under their first two and one under
their last two letters: one error, or two in one half of the word, leave one of both ends as it was.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lecturebook.model import Course, CourseConcept, Guide
from lecturebook.render.markdown_text import clean_text
from lecturebook.render.paths import concept_page, lecture_page
from lecturebook.stoplists import FUNCTION

# sentences kept of a word, the best ones; rows of a word that are loaded at once; characters of a row's text
MOST_SENTENCES = 200
_AT_ONCE = 40
_LONGEST = 110
# sentences in one script of words, and pages in one of titles; assets/search.js divides by the same number
_TEXTS = 16
# bytes that a script of the index should have: a query of three words loads ten of them, and shall stay below 100 KB
_SHARD = 4_000
# words under one pair of letters: beyond them, those said least are found only as they are written
_MOST_NEIGHBOURS = 600
TITLE, SECTION, CONCEPT, DEFINITION, SENTENCE = range(5)

_WORD = re.compile(r"[^\W_]+")
# written without spaces: each pair of signs is a word
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


class Row(NamedTuple):
    """One result: what kind, the number of its page in the index, its second, its words or its sentence's number."""

    kind: int
    page: int
    second: int
    text: str | int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row with what its place among the others depends on: the higher `weight`, the earlier."""

    row: Row
    weight: float

    @property
    def place(self) -> tuple[float, int, int, int]:
        """What entries are sorted by; no two of one kind have all of it in common that a word could tell apart."""
        return -self.weight, self.row.kind, self.row.page, self.row.second


class _Found:
    """What is found by one word; of sentences no more are kept than are ever shown."""

    def __init__(self) -> None:
        self._others: list[_Entry] = []
        self._sentences: list[_Entry] = []
        self.sentences = 0

    def add(self, entry: _Entry) -> None:
        """Take an entry in."""
        if entry.row.kind != SENTENCE:
            self._others.append(entry)
            return
        self.sentences += 1
        self._sentences.append(entry)
        if len(self._sentences) > 4 * MOST_SENTENCES:
            self._sentences = sorted(self._sentences, key=lambda entry: entry.place)[:MOST_SENTENCES]

    def rows(self) -> list[Row]:
        """The rows in the order in which they are shown: sentences last, and the best of them."""
        others, sentences = (sorted(e, key=lambda entry: entry.place) for e in (self._others, self._sentences))
        return [entry.row for entry in (*others, *sentences[:MOST_SENTENCES])]


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
    """The script, of `count`, that holds `word`; the same arithmetic is in `assets/search.js`."""
    value = 0
    for sign in word:
        value = (value * 31 + ord(sign)) & 0xFFFFFFFF
    return value % count


def search_scripts(course: Course) -> Iterator[tuple[str, str]]:
    """The scripts of the index, each with its path from the site's folder."""
    pages: list[tuple[str, str]] = []
    found = _entries(course, pages)
    ranked = {word: entries.rows() for word, entries in found.items()}
    first = {word: (len(rows), found[word].sentences, rows[:_AT_ONCE]) for word, rows in ranked.items()}
    rest = {word: rows[_AT_ONCE:] for word, rows in ranked.items() if len(rows) > _AT_ONCE}
    yield from _texts(course)
    for n in range(0, len(pages), _TEXTS):
        yield _file(f"p{n // _TEXTS}", pages[n : n + _TEXTS])
    counts = {}
    for name, part in (("w", first), ("m", rest)):
        shards = _shards(part)
        counts[name] = len(shards)
        yield from (_file(f"{name}{n}", shard) for n, shard in enumerate(shards))
    shards = _shards(_neighbours({word: len(rows) for word, rows in ranked.items()}))
    counts["n"] = len(shards)
    yield from (_file(f"n{n}", shard) for n, shard in enumerate(shards))
    yield _file("index", counts)


def _texts(course: Course) -> Iterator[tuple[str, str]]:
    """The words of all sentences, in scripts named by the lecture's page and the place in it."""
    for page, guide in enumerate(course.guides):
        for n in range(0, len(guide.sentences), _TEXTS):
            texts = [_shown(sentence.text) for sentence in guide.sentences[n : n + _TEXTS]]
            yield _file(f"t{page}-{n // _TEXTS}", texts)


def _entries(course: Course, pages: list[tuple[str, str]]) -> dict[str, _Found]:
    """Everything that is found, by word; `pages` are filled with path and title."""
    found: defaultdict[str, _Found] = defaultdict(_Found)

    def add(text: str, entry: _Entry, left_out: Container[str] = ()) -> None:
        for word in dict.fromkeys(search_words(text)):
            if word not in left_out:
                found[word].add(entry)

    for guide in course.guides:
        pages.append((lecture_page(guide.lecture.slug, "html"), clean_text(guide.lecture.title)))
        for text, entry in _of_lecture(guide, len(pages) - 1):
            # nobody looks for the sentences with "the"; titles with it are few
            add(text, entry, _function_words(guide.lecture.language) if entry.row.kind >= DEFINITION else ())
    for concept in course.concepts:
        pages.append((concept_page(concept.slug, "html"), clean_text(concept.name)))
        by_staff = (group.by_staff for group in concept.lectures if group.by_staff)
        add(" ".join((concept.name, *concept.aliases, *by_staff)), _of_concept(concept, len(pages) - 1))
    return found


def _function_words(language: str) -> Container[str]:
    """Words that hold a sentence together; known of English."""
    return FUNCTION if language.split("-")[0].lower() == "en" else ()


def _of_lecture(guide: Guide, page: int) -> Iterator[tuple[str, _Entry]]:
    """What a lecture says, with the words that it is found by."""
    title = guide.lecture.title
    yield title, _Entry(Row(TITLE, page, 0, _shown(title)), 9)
    for section in guide.sections:
        yield section.title, _Entry(Row(SECTION, page, int(section.start), _shown(section.title)), 7)
    definitions = {passage for concept in guide.concepts for passage in concept.definitions}
    for passage in sorted(definitions, key=lambda p: (p.first, p.last)):
        yield passage.text, _Entry(Row(DEFINITION, page, int(passage.start), _shown(passage.text)), 6)
    defined = {passage.first for passage in definitions}
    best = {passage.first for section in guide.sections for passage in section.summary}
    named = sorted(mention.first for concept in guide.concepts for mention in concept.mentions)
    at = 0
    for number, sentence in enumerate(guide.sentences):
        before = at
        while at < len(named) and named[at] < sentence.last:
            at += 1
        if sentence.first not in defined:
            weight = 2.0 * (sentence.first in best) + (at - before) / (5 + sentence.last - sentence.first)
            yield sentence.text, _Entry(Row(SENTENCE, page, int(sentence.start), number), weight)


def _of_concept(concept: CourseConcept, page: int) -> _Entry:
    mentions = sum(len(group.mentions) for group in concept.lectures)
    return _Entry(Row(CONCEPT, page, mentions, _shown(concept.name)), 8 - 1 / (1 + mentions))


def _shown(text: str) -> str:
    """`text` on one line, cut between words where it is long."""
    text = clean_text(text)
    if len(text) <= _LONGEST:
        return text
    end = text.rfind(" ", _LONGEST // 2, _LONGEST)
    return text[: end if end > 0 else _LONGEST] + " …"


def _neighbours(sizes: dict[str, int]) -> dict[str, str]:
    """All words by their first two letters (``ab-``) and their last two (``-ab``), those with most rows first."""
    near: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(sizes, key=lambda word: (-sizes[word], word)):
        if len(word) > 2:
            for end in (f"{word[:2]}-", f"-{word[-2:]}"):
                if len(near[end]) < _MOST_NEIGHBOURS:
                    near[end].append(word)
    return {end: " ".join(words) for end, words in near.items()}


def _shards(entries: Mapping[str, object]) -> list[dict[str, object]]:
    """`entries` spread over as many scripts as keep them near the size a script should have."""
    size = sum(len(key) + len(json.dumps(value)) for key, value in entries.items())
    shards: list[dict[str, object]] = [{} for _ in range(size // _SHARD + 1)]
    for key in sorted(entries):
        shards[bucket(key, len(shards))][key] = entries[key]
    return shards


def _file(name: str, content: object) -> tuple[str, str]:
    """The script that hands `content` to the page that asked for `name`: ASCII, so that no sign ends a line."""
    text = json.dumps(content, separators=(",", ":"))
    return f"assets/search/{name}.js", f'lecturebook.shard("{name}",{text});\n'
