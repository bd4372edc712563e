from __future__ import annotations

import numpy as np
import pytest

from lecturebook.model import Passage, Speech, Word
from lecturebook.segment.openings import openings

PLAIN = "the heap file keeps its rows in no order and a scan reads all of the pages of the file"
OPENING = "okay let's talk about indexes what is an index and how does it find a row at once"


def speech(*texts: str, turns: tuple[int, ...] = (), pauses: dict[int, float] | None = None) -> Speech:
    """A sentence for each text, a word each half second; `pauses` are seconds before the sentence of a number."""
    words: list[Word] = []
    sentences, clock = [], 0.0
    for n, text in enumerate(texts):
        clock += (pauses or {}).get(n, 0.0)
        first = len(words)
        for token in text.split():
            words.append(Word(token, clock, clock + 0.5))
            clock += 0.5
        sentences.append(Passage(first, len(words), words[first].start, clock, text))
    return Speech(tuple(words), tuple(sentences), turns=turns)


def best(made: Speech, language: str = "en") -> int:
    return int(np.argmax(openings(made, language)))


@pytest.mark.parametrize("place", [2, 5, 9])
@pytest.mark.parametrize("opening", [OPENING, OPENING.replace("let's", "let s"), OPENING.replace("let's", "let’s")])
def test_a_sentence_that_opens_a_topic_has_most(place: int, opening: str) -> None:
    texts = [PLAIN] * 12
    texts[place] = opening
    assert best(speech(*texts)) == place


def test_the_mean_is_nothing() -> None:
    assert openings(speech(PLAIN, OPENING, PLAIN), "en").mean() == pytest.approx(0)
    assert not openings(speech(*[PLAIN] * 5), "de").any()


def test_another_language_has_other_phrases() -> None:
    assert not openings(speech(PLAIN, PLAIN, OPENING, PLAIN), "de").any()


def test_a_new_speaker_tells_the_more_the_rarer() -> None:
    texts = [PLAIN] * 20
    once = openings(speech(*texts, turns=(5 * 19,)), "de")
    often = openings(speech(*texts, turns=tuple(range(19, 19 * 20, 2 * 19))), "de")
    assert int(np.argmax(once)) == 5 * 19 // len(PLAIN.split())
    assert once.max() - once.min() > often.max() - often.min() > 0


def test_phrases_count_less_in_a_conversation() -> None:
    texts = [PLAIN] * 20
    texts[9] = OPENING
    size = len(PLAIN.split())
    talk = openings(speech(*texts), "en")
    turns = tuple(size * n for n in (1, 2, 3, 4))
    conversation = openings(speech(*texts, turns=turns), "en")
    assert conversation[9] - conversation[14] < talk[9] - talk[14]


def test_a_long_pause_tells() -> None:
    assert best(speech(*[PLAIN] * 8, pauses={5: 9.0}), "de") == 5
