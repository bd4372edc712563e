"""A course of any number of made-up lectures: the same seed gives the same words, and no text is anybody's.

Lectures come in series of 25 that share their terms, and some terms are said all over the course, as in a department
that keeps its recordings of years in one place.
"""

from __future__ import annotations

import random
from pathlib import Path

_SERIES = 25
# terms of a series, of one lecture alone, and of the whole course, and how many lectures have one of the latter
_OF_SERIES, _OWN, _OF_COURSE, _COURSE_SHARE = 24, 3, 40, 0.02
_SENTENCES = 36
_SYLLABLES = "ba ko ri tem lu sor van di mek pol nar fi gul tas wen hob jir cal dro sut".split()
_HEADS = "lattice buffer ledger kernel scheduler quorum manifold estimator grammar relay index protocol".split()
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


def write_course(folder: Path, lectures: int, *, seed: int = 7) -> None:
    """Write `lectures` SRT files of about four minutes into `folder`, 100 to a folder below it."""
    for number in range(lectures):
        write_lecture(folder, number, lectures, seed=seed)


def write_lecture(folder: Path, number: int, lectures: int, *, seed: int = 7, edition: int = 0) -> Path:
    """Write the lecture at `number`, from 0; another `edition` of it says other things of the same terms."""
    chance = random.Random(f"{seed}/{number}")
    terms = _terms(f"{seed}/series/{number // _SERIES}", _OF_SERIES)
    said = chance.sample(terms, 6) + _terms(f"{seed}/own/{number}", _OWN)
    course = _terms(f"{seed}/course", _OF_COURSE)
    said += [term for n, term in enumerate(course) if random.Random(f"{seed}/{number}/{n}").random() < _COURSE_SHARE]
    cues, start, chance = [], 0, random.Random(f"{seed}/{number}/{edition}")
    for n in range(_SENTENCES):
        # two terms a stretch of the lecture: topics are there to be found
        first = said[n * len(said) // _SENTENCES]
        text = chance.choice(_SAID).format(first, chance.choice(said))
        length = 300 * len(text.split())
        cues.append(f"{n + 1}\n{_clock(start)} --> {_clock(start + length)}\n{text}.\n")
        start += length + 200
    file = folder / f"{number // 100:03}" / f"{number:05}-{said[0].replace(' ', '-')}.srt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(cues), encoding="utf-8")
    return file


def _terms(seed: str, count: int) -> list[str]:
    chance = random.Random(seed)
    return [f"{''.join(chance.choices(_SYLLABLES, k=3))} {chance.choice(_HEADS)}" for _ in range(count)]


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"
