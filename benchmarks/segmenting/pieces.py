"""What a document is divided from: its words, the pieces that are not cut, their vectors; slow steps kept on disk."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lecturebook.clean import clean
from lecturebook.clean.punctuate import load_tagger
from lecturebook.clean.speech import spoken_words
from lecturebook.embed import Vectors, identify_encoder, load_encoder
from lecturebook.model import Passage, Speech, Word
from lecturebook.segment.content import content_types
from lecturebook.segment.costs import Costs, Pieces, section_costs
from lecturebook.segment.openings import openings
from lecturebook.segment.topics import LONGEST
from lecturebook.segment.units import sentence_starts, units_of
from segmenting.documents import Document

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as the topics stage sees it; `cue_of` is the cue that each piece begins in."""

    document: Document
    speech: Speech
    costs: Costs
    cue_vectors: Vectors
    cue_of: tuple[int, ...]
    seconds: float

    def bonus(self, weights: Floats | None) -> Floats:
        """What its pieces take off for opening a section, by `weights` of the phrases (None: those shipped)."""
        return openings(self.speech, "en", weights)

    def to_cues(self, cuts: Sequence[int]) -> list[int]:
        """The cues in which the pieces `cuts` begin, but the first."""
        return sorted({self.cue_of[cut] for cut in cuts} - {0})


def prepare(document: Document, store: Path, *, by_sentences: bool) -> Prepared:
    """`document` with its pieces: the cues, or the sentences that the shipped tagger finds.

    Raises ValueError where cleaning leaves out words, so that cues and words no longer match.
    """
    words = spoken_words(document.cues)
    cue_edges = [*accumulate((len(cue.text.split()) for cue in document.cues), initial=0)]
    if len(words) != cue_edges[-1]:
        raise ValueError(f"{document.name}: {cue_edges[-1]} words, of which cleaning leaves {len(words)}")
    spans = sentences_of(document, words, store) if by_sentences else list(pairwise(cue_edges))
    sentences = tuple(Passage(a, b, words[a].start, words[b - 1].end, "") for a, b in spans)
    units = units_of(sentences) if by_sentences else spans
    vectors = _vectors(words, units, store)
    began = time.process_time()
    speech = Speech(words, sentences)
    edges = np.array([*sentence_starts(sentences, units), len(units)])
    costs = section_costs(Pieces(edges, content_types(words, units, "en"), vectors), LONGEST)
    cues = np.searchsorted(np.array(cue_edges), [a for a, _ in spans], side="right") - 1
    return Prepared(
        document=document,
        speech=speech,
        costs=costs,
        cue_vectors=_vectors(words, list(pairwise(cue_edges)), store),
        cue_of=tuple(int(cue) for cue in cues),
        seconds=time.process_time() - began,
    )


def sentences_of(document: Document, words: Sequence[Word], store: Path) -> list[tuple[int, int]]:
    """The spans of the sentences that the shipped tagger finds."""
    made = _kept(
        store,
        ("sentences", _tagger_digest(), [word.text for word in words]),
        lambda: np.array([(s.first, s.last) for s in clean(document.cues, tagger=_tagger()).sentences]),
    )
    return [(int(first), int(last)) for first, last in made]


def _vectors(words: Sequence[Word], spans: Sequence[tuple[int, int]], store: Path) -> Vectors:
    texts, identity = [word.text for word in words], identify_encoder()
    key = ("vectors", identity.sha256, identity.dtype, texts, list(spans))
    return np.asarray(_kept(store, key, lambda: load_encoder().encode_spans(texts, spans)), np.float32)


def _kept(store: Path, key: object, make: Callable[[], npt.NDArray[np.generic]]) -> npt.NDArray[np.generic]:
    """The array that is kept under the digest of `key`, made where there is none."""
    file = store / f"{hashlib.sha256(repr(key).encode()).hexdigest()}.npy"
    if not file.is_file():
        store.mkdir(parents=True, exist_ok=True)
        np.save(file, make())
    return np.asarray(np.load(file, allow_pickle=False))


@cache
def _tagger():  # type: ignore[no-untyped-def]
    return load_tagger()


@cache
def _tagger_digest() -> str:
    from lecturebook.clean import punctuate

    model = Path(punctuate.__file__).resolve().parents[1] / "model" / "tagger.safetensors"
    return hashlib.sha256(model.read_bytes()).hexdigest()
