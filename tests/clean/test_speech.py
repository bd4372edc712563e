"""The road from cues to sentences: no word is added, none is lost, and what has its stops stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lecturebook.clean import clean
from lecturebook.clean.punctuate import Tags, WordTagger
from lecturebook.model import Cue, Speech

PLAIN = (
    "so the tree is a balanced graph i i'm and we look okay um uh you know C++ e.g. B-tree 3.5 no. end. what?".split()
)
HOSTILE = [
    "<b>bold</b>", "<script>alert(1)</script>", "&amp;", "&lt;i&gt;", "{{x}}", "{%raw%}", "](javascript:x)",
    "\u202eevil", "a\u200bb", "\ufeff", "\u0301", "ﬁne", "ŉ", "ß", "İstanbul", "ışık", "ǆ", "Σίσυφος", "１２", "😀",
    "—", "--", "👩\u200d💻", "...", "…", "?!", "'", '"', "’s", "(", ")", "[", "]", "[CLS]", "$x$", "`code`", "#", "|",
    "\\", "\x00", "\x1b[31m", "https://e.org/?a=b.", "=cmd()", "NaN", "i", "I", "i’m", "這是", "です。", "a" * 400,
]  # fmt: skip
TOKENS = st.sampled_from(PLAIN) | st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=8)
# what is said to be no word: events and speaker marks are taken apart from speech
SOUNDS = st.sampled_from(["[Applause]", "(laughter)", "(air whooshing)", "♪", ">>", "- ", "[Music]"])
LINES = st.lists(st.lists(TOKENS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=30)
WITH_SOUNDS = st.lists(st.lists(TOKENS | SOUNDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=20)


@dataclass(frozen=True)
class RandomTagger:
    """Says anything of any word."""

    seed: int
    sentence_end: float = 0.4

    def tag(self, words: Sequence[str]) -> Tags:
        draw = np.random.default_rng(self.seed)
        shares = [draw.dirichlet([0.3] * classes, len(words)).astype(np.float32) for classes in (4, 3)]
        return Tags(shares[0], shares[1], draw.random(len(words)).astype(np.float32))


@dataclass(frozen=True)
class WrongTagger:
    """Is sure that every word is a question in capitals."""

    sentence_end: float = 0.4

    def tag(self, words: Sequence[str]) -> Tags:
        sure = np.ones(len(words), np.float32)
        return Tags(np.eye(4, dtype=np.float32)[[3] * len(words)], np.eye(3, dtype=np.float32)[[2] * len(words)], sure)


def cues_of(lines: Iterable[str], gaps: Sequence[float] = (0.0,)) -> tuple[Cue, ...]:
    """A cue of 3 s for each line, the `gaps` between them in turn."""
    made, start = [], 1.0
    for n, line in enumerate(lines):
        made.append(Cue(start, start + 3, line))
        start += 3 + gaps[n % len(gaps)]
    return tuple(made)


def assert_only_displayed(speech: Speech) -> None:
    """The sentences tile the words and show each of them, with another case or a sign behind it at most."""
    words, at = [word.text for word in speech.words], 0
    for sentence in speech.sentences:
        assert sentence.first == at < sentence.last
        at = sentence.last
        shown = sentence.text.split(" ")
        assert len(shown) == sentence.last - sentence.first
        for token, word in zip(shown, words[sentence.first : sentence.last], strict=True):
            added = token.casefold().removeprefix(word.casefold())
            assert token.casefold().startswith(word.casefold())
            assert added in ("", ".", ",", "?")
    assert at == len(words)


@settings(max_examples=200)
@example(["i i i i i i i i", "i i i i"], [0.0], 0)
@given(LINES, st.lists(st.sampled_from([0.0, 0.02, 0.4, 5.0, -1.0]), min_size=1, max_size=5), st.integers(0, 99))
def test_no_word_is_added_or_lost_on_the_road(lines: list[str], gaps: list[float], seed: int) -> None:
    said = [token for line in lines for token in line.split()]
    for tagger in (None, RandomTagger(seed)):
        speech = clean(cues_of(lines, gaps), tagger=tagger)
        assert_only_displayed(speech)
        words = [word.text for word in speech.words]
        assert is_subsequence(words, said)
        if "event" not in speech.changes:
            assert len(said) - len(words) == speech.changes.get("overlap", 0) + speech.changes.get("speaker", 0)


@settings(max_examples=100)
@given(WITH_SOUNDS, st.integers(0, 99))
def test_sounds_take_no_other_word_with_them(lines: list[str], seed: int) -> None:
    speech = clean(cues_of(lines), tagger=RandomTagger(seed))
    assert_only_displayed(speech)
    assert is_subsequence([word.text for word in speech.words], [token for line in lines for token in line.split()])


def is_subsequence(some: Iterable[str], of: Iterable[str]) -> bool:
    rest = iter(of)
    return all(word in rest for word in some)


TALK = (
    'Today we ask: "What is a heap?" A heap is a pile of pages, e.g. 8 kB each… in no order at all! See Fig. 3, or the '
    "book by J. Doe et al. Reading it takes 3.5 ms. GPUs don't help here; NumPy does. iPhones? They don't. "
    "(Dr. Almeida said so.) I'm sure it's right. And then? we'll see."
)
# forms in which the same punctuated talk arrives: words in a cue, and seconds between cues
FORMS = [(1, 0.0), (3, 0.0), (7, 0.5), (12, 2.0), (60, 0.0), (1000, 0.0)]


@pytest.mark.parametrize(("size", "gap"), FORMS)
@pytest.mark.parametrize("repeats", [1, 12])
@pytest.mark.parametrize("tagger", [None, RandomTagger(1), WrongTagger()])
def test_text_that_has_its_stops_is_left_as_it_is(
    size: int, gap: float, repeats: int, tagger: WordTagger | None
) -> None:
    # a number tells the repeats apart: a talk that is said again as it was would be a loop
    said = " ".join(f"{TALK} That was part {n}." for n in range(repeats)).split()
    speech = clean(cues_of([" ".join(said[n : n + size]) for n in range(0, len(said), size)], [gap]), tagger=tagger)
    assert " ".join(sentence.text for sentence in speech.sentences) == " ".join(said)
    assert all(sentence.text[-1] in '.?!…")' for sentence in speech.sentences)
    assert not speech.is_tagged


def test_a_stop_of_the_source_ends_a_sentence_wherever_it_stands() -> None:
    # two stops in a hundred words: too few to trust that none is missing, but those that are there are meant
    said = " ".join(["we go on and on with it"] * 7 + ["until we stop.", "then we go on"] + ["and on again"] * 15)
    speech = clean(cues_of([said]), tagger=RandomTagger(3))
    assert any(sentence.text.lower().endswith("stop.") for sentence in speech.sentences)
    assert all("." not in sentence.text[:-1] for sentence in speech.sentences)


@pytest.mark.slow
@settings(max_examples=15)
@given(LINES)
def test_the_real_tagger_adds_and_loses_no_word(lines: list[str]) -> None:
    speech = clean(cues_of(lines), tagger=real_tagger())
    assert_only_displayed(speech)


@pytest.mark.slow
def test_captions_that_have_their_stops_are_left_as_they_are(shared: Path) -> None:
    from lecturebook.clean.speech import spoken_words
    from lecturebook.read import read_file

    for file in sorted((shared / "lectures" / "hf-course").glob("*.srt")):
        for transcript in read_file(file):
            said = [word.text for word in spoken_words(transcript.cues)]
            speech = clean(transcript.cues, tagger=WrongTagger())
            assert " ".join(sentence.text for sentence in speech.sentences) == " ".join(said), file.name


def real_tagger() -> WordTagger:
    from lecturebook.clean.punctuate import load_tagger

    return load_tagger(dtype="float32")
