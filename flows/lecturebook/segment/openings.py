"""How likely each sentence opens a topic, by what is said around it, a change of speaker, and the pause before it.

Fifteen kinds of phrases that lecturers go on with ("let's talk about", "thank you", "what is") are looked for in four
stretches of ten words before and after the beginning of a sentence; their weights in ``openings.json`` are those of a
logistic regression (benchmarks/segmenting/fit.py has the documents, the fit and the score).
"""

from __future__ import annotations

import functools
import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from importlib import resources

import numpy as np

from lecturebook.language import bare
from lecturebook.model import Speech, Word
from lecturebook.segment.costs import Floats

# words before and after the beginning of a sentence, half-open
WINDOWS = ((-20, -10), (-10, 0), (0, 10), (10, 20))
# nats of the division for one of log-odds: 2 to 4 are alike on lectures, 6 and 8 are worse there; talks gain up to 4
_WEIGHT = 3.0
# the same in a conversation, where people say "okay so" all the time
_CONVERSATION_WEIGHT = 1.5
# a change of speaker tells the more the rarer it is: nats for each of -ln(share of sentences), and at most
_TURN, _MOST_TURN = 2.0, 8.0
# from this share of sentences that begin a turn on, a lecture is a conversation
_CONVERSATION = 0.1
# nats for each doubling of a pause over the usual one of the lecture, and at most
_PAUSE, _MOST_PAUSE = 1.0, 4.0
_SHORTEST_PAUSE = 0.5
# old recognisers write "let s" and "i m"
_PARTED = re.compile(r"\b(let|i|we|you|they|it|that|what|there|he|she) (s|m|re|ve|ll|d)\b")


def openings(speech: Speech, language: str, weights: Floats | None = None) -> Floats:
    """What each sentence takes off the price of a section for beginning one, in nats; ``(sentences,)``, mean 0.

    `weights` are other ones for the columns of `cues_at`.
    """
    firsts = [sentence.first for sentence in speech.sentences]
    turns = _turns(speech)
    is_conversation = turns.mean() > _CONVERSATION
    score = np.zeros(len(firsts))
    if language == "en":
        phrases = cues_at(speech.words, firsts) @ (_weights()[1] if weights is None else weights)
        score += (_CONVERSATION_WEIGHT if is_conversation else _WEIGHT) * phrases
    if turns.any():
        score += turns * min(_MOST_TURN, -_TURN * float(np.log(turns.mean())))
    score += _pauses(speech)
    return np.asarray(score - score.mean())


def cues_at(words: Sequence[Word], firsts: Sequence[int]) -> Floats:
    """Whether each kind of phrase stands in each stretch around the words `firsts`, less its mean over them all.

    Shape ``(len(firsts), len(WINDOWS) * kinds)``, the kinds of the first stretch first.
    """
    texts = [bare(word.text) for word in words]
    text, edges = " ".join(texts) + " ", np.cumsum([0, *(len(word) + 1 for word in texts)])
    # what is joined keeps its length: words stay where they are
    text = _PARTED.sub(lambda match: f"{match[1]}'{match[2]}", text)
    found = [[(m.start(), m.end()) for m in kind.finditer(text)] for kind in _weights()[0]]
    columns = []
    for low, high in WINDOWS:
        begins = edges[np.clip(np.array(firsts, int) + low, 0, len(words))]
        ends = edges[np.clip(np.array(firsts, int) + high, 0, len(words))]
        for spans in found:
            starts, stops = (np.array(side, int) for side in zip(*spans, strict=True)) if spans else (np.zeros(0),) * 2
            inside = np.searchsorted(stops, ends, side="right") - np.searchsorted(starts, begins)
            columns.append((inside > 0).astype(float))
    hits = np.stack(columns, axis=1)
    return np.asarray(hits - hits.mean(axis=0))


@functools.cache
def _weights() -> tuple[tuple[re.Pattern[str], ...], Floats]:
    """The kinds of phrases, and their weights in the order of the columns of `cues_at`."""
    text = resources.files("lecturebook.segment").joinpath("openings.json").read_text(encoding="utf-8")
    rows = json.loads(text)["kinds"]
    weights = np.array([row["weights"] for row in rows]).T
    return tuple(re.compile(row["phrase"]) for row in rows), weights.ravel()


def _turns(speech: Speech) -> Floats:
    """1 for each sentence in which another speaker begins, or right before it; ``(sentences,)``."""
    turns = np.zeros(len(speech.sentences))
    firsts = [sentence.first for sentence in speech.sentences]
    for word in speech.turns:
        turns[bisect_right(firsts, word) - 1] = 1.0
    return turns


def _pauses(speech: Speech) -> Floats:
    """Nats for the silence before each sentence, by how much longer it is than the lecture's usual; ``(sentences,)``.

    Where captions leave no gaps all of them are alike.
    """
    words = speech.words
    gaps = np.array(
        [words[s.first].start - words[s.first - 1].end if s.first else 0.0 for s in speech.sentences], float
    )
    usual = max(_SHORTEST_PAUSE, float(np.median(gaps)))
    doublings = np.log2(np.maximum(gaps, usual) / usual)
    return np.asarray(np.minimum(_MOST_PAUSE, _PAUSE * doublings))
