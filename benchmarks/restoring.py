"""Texts and captions without their stops and capitals, sent the road of a transcript, and what comes back of them."""

from __future__ import annotations

import lzma
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import numpy.typing as npt
import torch

from common import Figure
from lecturebook.clean import clean
from lecturebook.clean.events import part_events
from lecturebook.clean.overlap import with_words
from lecturebook.clean.pauses import pause_odds
from lecturebook.clean.punctuate import Tags, WordTagger
from lecturebook.clean.punctuate.tags import heard
from lecturebook.clean.sentences import split_sentences
from lecturebook.clean.speech import hear
from lecturebook.clean.times import time_words
from lecturebook.model import Cue, Speech
from lecturebook.read import read_file
from training.labels import CAPITAL, COMMA, IGNORED, NONE, PERIOD, QUESTION, Word, casing_of, documents, part, words_of
from training.scores import Score, punctuation_scores, score

Marks = npt.NDArray[np.int64]
Ends = npt.NDArray[np.bool_]

# text as rows of a data set have it: half a minute each, so that no pause is known
_ROW_WORDS, _ROW_SECONDS = 75, 30.0


@dataclass
class TimedTagger:
    """A tagger that remembers what it said of which words, and counts the words and processor seconds it took."""

    tagger: WordTagger
    words: int = 0
    seconds: float = 0.0
    _said: dict[tuple[str, ...], Tags] = field(default_factory=dict)

    @classmethod
    def single_threaded(cls, tagger: WordTagger) -> TimedTagger:
        """`tagger` on one core: threads that wait for each other count as work done."""
        torch.set_num_threads(1)
        return cls(tagger)

    @property
    def sentence_end(self) -> float:
        return self.tagger.sentence_end

    def tag(self, words: Sequence[str]) -> Tags:
        key = tuple(words)
        if key not in self._said:
            began = time.process_time()
            self._said[key] = self.tagger.tag(words)
            self.seconds += time.process_time() - began
            self.words += len(words)
        return self._said[key]

    def speed(self) -> Figure:
        """Words tagged in a second of one core."""
        rate = self.words / max(self.seconds, 1e-9)
        return Figure("words_per_cpu_second", f"{self.words:,} words tagged: words per CPU-second", rate, at_least=1100)


def test_documents(file: Path, words: int) -> list[list[Word]]:
    """The first test documents of a source, `words` words of them in all."""
    with _opened(file) as lines:
        return _at_most(words, (_words(text) for name, text in documents(lines) if part(name) == "test"))


def read_texts(files: Sequence[Path], words: int) -> list[list[Word]]:
    """All documents of punctuated text `files`, `words` words in all; a file without ``### id`` is one."""
    found: list[list[Word]] = []
    for file in files:
        with _opened(file) as lines:
            found += _at_most(words - sum(map(len, found)), (_words(text) for _, text in documents(lines)))
    return found


def _opened(file: Path) -> TextIO:
    return (lzma.open if file.suffix == ".xz" else open)(file, "rt", encoding="utf-8")  # type: ignore[return-value]


def _words(paragraphs: Iterable[str]) -> list[Word]:
    return [word for paragraph in paragraphs for word in words_of(paragraph)]


def _at_most(most: int, texts: Iterable[list[Word]]) -> list[list[Word]]:
    taken: list[list[Word]] = []
    for text in texts:
        if most <= 0:
            break
        taken.append(text[:most])
        most -= len(taken[-1])
    return taken


@dataclass(frozen=True)
class Restored:
    """The marks, casing ``(n,)`` and sentence ends that the road gave some words, beside their labels ``(n, 3)``."""

    marks: Marks
    cased: Marks
    ends: Ends
    labels: Marks

    def punctuation(self) -> dict[str, Score]:
        """Scores of each mark and of all, as they are shown."""
        return punctuation_scores(self.marks, self.labels[:, 0])

    def sentence_ends(self) -> Score:
        """Score of sentence ends."""
        known = self.labels[:, 0] != IGNORED
        return score(self.ends[known], (self.labels[:, 0] >= PERIOD)[known])

    def casing(self) -> Score:
        """Score of capitals as they are shown; a first word of a sentence is to have one, of either kind."""
        found, true = self.cased.copy(), self.labels[:, 1].copy()
        first = np.append(True, self.labels[:-1, 0] >= PERIOD) & (true == IGNORED)
        true[first], found[first] = CAPITAL, np.minimum(found[first], CAPITAL)
        known = (true != IGNORED) & (found != IGNORED)
        found, true = found[known], true[known]
        return score(found > 0, true > 0, int(((found == true) & (true > 0)).sum()))


def restored(texts: Sequence[Sequence[Word]], tagger: WordTagger) -> Restored:
    """What the road gives back of `texts`, each a lecture of rows."""
    marks, cased, ends = list[int](), list[int](), list[bool]()
    for text in texts:
        words = [word.text for word in text]
        speech = _cleaned(_rows(words), words, tagger)
        for sentence in speech.sentences:
            for token, word in zip(sentence.text.split(" "), words[sentence.first : sentence.last], strict=True):
                marks.append(COMMA if token.endswith(",") else NONE)
                cased.append(casing_of(token[: len(word)]))
            marks[-1] = QUESTION if sentence.text.endswith("?") else PERIOD
        ends += _ends(speech).tolist()
    labels = np.array([word[1:] for text in texts for word in text], np.int64).reshape(-1, 3)
    return Restored(np.array(marks), np.array(cased), np.array(ends), labels)


def _rows(words: Sequence[str]) -> tuple[Cue, ...]:
    return tuple(
        Cue(_ROW_SECONDS * n, _ROW_SECONDS * (n + 1), " ".join(words[start : start + _ROW_WORDS]))
        for n, start in enumerate(range(0, len(words), _ROW_WORDS))
    )


def _cleaned(cues: tuple[Cue, ...], words: Sequence[str], tagger: WordTagger | None) -> Speech:
    """What cleaning makes of `cues`, which must hold `words` and come back with each of them."""
    speech = clean(cues, tagger=tagger)
    if [word.text for word in speech.words] != list(words):
        raise ValueError(f"cleaning lost or added words: {len(words)} in, {len(speech.words)} out")
    return speech


def _ends(speech: Speech) -> Ends:
    ends = np.zeros(len(speech.words), bool)
    ends[[sentence.last - 1 for sentence in speech.sentences]] = True
    return ends


def fixed_ends(texts: Sequence[Sequence[Word]]) -> Score:
    """The baseline: a sentence as long as the mean one, again and again."""
    true = np.concatenate([[word.punctuation >= PERIOD for word in text] for text in texts])
    return score(_every(len(true), true), true)


def _every(count: int, true: Ends) -> Ends:
    length = max(1, round(count / max(1, int(true.sum()))))
    return np.arange(1, count + 1) % length == 0


@dataclass(frozen=True)
class Captions:
    """A captioned lecture without stops and capitals, and where people ended its sentences; ``(words,)``."""

    cues: tuple[Cue, ...]
    ends: Ends

    @property
    def words(self) -> list[str]:
        return [word for cue in self.cues for word in cue.text.split()]


def captions(file: Path) -> list[Captions]:
    """The lectures of a caption file that has its stops."""
    return [made for transcript in read_file(file) if len((made := _bare(transcript.cues)).ends)]


def _bare(cues: tuple[Cue, ...]) -> Captions:
    """`cues` without events, stops and capitals."""
    spoken = tuple(piece for cue in cues for piece in part_events(with_words(cue)).pieces)
    last = {passage.last - 1 for passage in split_sentences(time_words(spoken), frozenset(), language="en")}
    kept, ends, n = [], list[bool](), 0
    for cue in spoken:
        said = []
        for word in cue.words:
            if plain := heard(word.text):
                said.append(plain)
                ends.append(n in last)
            elif ends:
                ends[-1] |= n in last
            n += 1
        if said:
            kept.append(Cue(cue.start, cue.end, " ".join(said)))
    return Captions(tuple(kept), np.array(ends, bool))


def captions_figures(name: str, lectures: Sequence[Captions], tagger: WordTagger, words: int) -> list[Figure]:
    """Sentence ends of `lectures`, `words` words in all, by tagger and pauses, by each alone, and by length."""
    taken = list(_while_below(words, lectures))
    true = np.concatenate([lecture.ends for lecture in taken])

    def of(label: str, kind: str, ends: Callable[[Captions], Any], **target: float) -> Figure:
        found = score(np.concatenate([ends(lecture) for lecture in taken]), true)
        return Figure(f"{name}_boundary_f1{kind}", f"captions, sentence ends: {label}", found.f1, **target)

    return [
        Figure(f"{name}_words", "captions: words", len(true)),
        of("tagger and pauses between cues", "", lambda one: _ends(_cleaned(one.cues, one.words, tagger)), at_least=79),
        of("the tagger alone", "_tagger", lambda one: _ends(_cleaned(_rows(one.words), one.words, tagger))),
        of("no tagger (pauses, rules, length)", "_untagged", lambda one: _ends(_cleaned(one.cues, one.words, None))),
        of("pauses alone", "_pause", _after_pauses),
        of("fixed length", "_fixed", lambda one: _every(len(one.ends), one.ends)),
    ]


def _while_below(most: int, lectures: Iterable[Captions]) -> Iterator[Captions]:
    for lecture in lectures:
        if most <= 0:
            return
        most -= len(lecture.ends)
        yield lecture


def _after_pauses(lecture: Captions) -> Ends:
    heard = hear(lecture.cues)
    return np.asarray(pause_odds(heard.words, heard.cue_ends, np.zeros(len(lecture.ends))) > 0)
