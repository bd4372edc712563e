"""A course of any number of made-up lectures, and guides for them: the same seed gives the same words.

Lectures come in series of 25 that share their terms; some terms are said all over the course, as in a department that
keeps its recordings of years in one place. To make a guide takes as long as that of a real lecture; here few are made,
and the others are those with other words in them: of as many letters, so that every word keeps its second.
"""

from __future__ import annotations

import functools
import json
import random
import re
from pathlib import Path
from typing import Any

from wordfreq import top_n_list

from fake import FakeEncoder
from lecturebook.guide import make_guide
from lecturebook.guide_json import guide_from_json, guide_to_json, schema
from lecturebook.language import stem, zipf
from lecturebook.model import Guide, Transcript
from lecturebook.read import read_bytes
from lecturebook.slug import file_slug

_SERIES, _OF_SERIES, _OF_COURSE = 25, 24, 40
# terms of a lecture: those of its series, of the whole course, and its own
_SHARED, _EVERYWHERE, _OWN = 6, 1, 4
_TERMS = _SHARED + _EVERYWHERE + _OWN
# lectures that are made in earnest, and sentences of each
_PATTERNS, _SENTENCES = 8, 36
_SAID = (
    "a {0} is a kind of structure that holds every {1} of the system together",
    "so when we look at the {0} we can see how the {1} behaves under load",
    "the reason for the {0} is that without it the {1} would have to wait",
    "and now let's talk about the {0} and what it does for you in practice",
    "we use the {0} because the {1} alone cannot tell which of them came first",
    "what the {0} gives you in the end is an answer that does not change",
    "you compare the {0} with the {1} and one of them turns out to be slower",
    "remember that every {0} needs some room and that the {1} has to provide it",
    "if you forget the {0} in the exam nothing of the rest will make any sense",
)


def write_course(folder: Path, lectures: int) -> None:
    """Write `lectures` SRT files of about three minutes into `folder`, 100 to a folder below it."""
    for number in range(lectures):
        write_lecture(folder, number)


def write_lecture(folder: Path, number: int, *, edition: int = 0) -> Path:
    """Write the lecture at `number`, from 0; another `edition` says other things of the same terms."""
    file = folder / f"{number // 100:03}" / f"{number:05}.srt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_srt(number + edition, _words_of(number)), encoding="utf-8")
    return file


def made_guide(transcript: Transcript, *_: Any, **__: Any) -> Guide:
    """The guide of a lecture that `write_lecture` wrote, in the place of `lecturebook.guide.make_guide`."""
    number, said = int(transcript.id), tuple(cue.text for cue in transcript.cues)
    pattern = next(n for n in range(_PATTERNS) if said == tuple(f"{text}." for text in _texts(n, _words_of(number))))
    base, words = _base(pattern), dict(zip(_words_of(pattern), _words_of(number), strict=True))
    swapped = re.sub("|".join(words), lambda match: words[match[0]], base)
    swapped = re.sub(
        "|".join(word.capitalize() for word in words), lambda match: words[match[0].lower()].capitalize(), swapped
    )
    # identities of lecture and file, which are in the document once each, or in ids of questions
    swapped = swapped.replace("base-lecture", transcript.id).replace("0" * 64, transcript.source.sha256)
    return guide_from_json(swapped.replace(f'"file":"{transcript.id}"', f'"file":"{transcript.source.file}"'))


@functools.cache
def _base(pattern: int) -> str:
    """The guide.json of a pattern, with the terms of the lecture of that number."""
    (transcript,) = read_bytes(_srt(pattern, _words_of(pattern)).encode(), "base-lecture.srt")
    assert file_slug(transcript.id) == transcript.id == "base-lecture"
    text = guide_to_json(make_guide(transcript, FakeEncoder()))
    return text.replace('"file":"base-lecture.srt"', '"file":"base-lecture"').replace(
        transcript.source.sha256, "0" * 64
    )


def _srt(pattern: int, words: list[str]) -> str:
    """The lecture of a pattern, with `words` as its terms, two for each."""
    cues, start = [], 0
    for n, text in enumerate(_texts(pattern, words)):
        length = 300 * len(text.split())
        cues.append(f"{n + 1}\n{_clock(start)} --> {_clock(start + length)}\n{text}.\n")
        start += length + 200
    return "\n".join(cues)


def _texts(pattern: int, words: list[str]) -> list[str]:
    chance = random.Random(f"pattern {pattern % _PATTERNS}")
    terms = [f"{words[2 * n]} {words[2 * n + 1]}" for n in range(_TERMS)]
    # a stretch of the lecture for each term: topics are there to be found
    stretches = [terms[n * _TERMS // _SENTENCES] for n in range(_SENTENCES)]
    return [chance.choice(_SAID).format(term, chance.choice(terms)) for term in stretches]


@functools.lru_cache(maxsize=64)
def _words_of(number: int) -> list[str]:
    """The words of the terms of a lecture, two for each; none of them twice."""
    chance = random.Random(f"lecture {number}")
    shared = _pairs(f"series {number // _SERIES}", _OF_SERIES)
    wanted = chance.sample(shared, len(shared))[: 2 * _SHARED]
    wanted += chance.sample(_pairs("course", _OF_COURSE), 4 * _EVERYWHERE)
    own = _pairs(f"own {number}", 4 * _OWN)
    words: list[str] = []
    for pairs, count in ((wanted[: 2 * _SHARED], _SHARED), (wanted[2 * _SHARED :], _EVERYWHERE), (own, _OWN)):
        apart: list[str] = []
        for pair in pairs:
            if len(apart) < 2 * count and not {*words, *apart} & set(pair):
                apart += pair
        words += apart
    return words


def _pairs(seed: str, count: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    return [(first, last) for first, last in (chance.sample(_vocabulary(), 2) for _ in range(count))]


@functools.cache
def _vocabulary() -> list[str]:
    """Everyday words of six letters that stay as they are when stemmed, and that no sentence and no JSON has."""
    taken = set(re.findall(r"\w+", " ".join(_SAID) + json.dumps(schema())))
    words = top_n_list("en", 12_000, wordlist="small")
    return [
        word
        for word in words
        if len(word) == 6 and word.isalpha() and word.isascii() and stem(word) == word
        if word not in taken and 3.4 < zipf(word, "en") < 4.9
    ]


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"
