"""What a user would put together instead of lecturebook, of well-known parts as they come.

`SentenceTransformer.encode` for every sentence, KeyBERT for the keyphrases, TreeSeg's splitting for the sections,
python-markdown for the page. Nothing is cleaned, timed, linked or proven: it is the least that could be called a guide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import markdown
import numpy as np

from encoder import plain_encoder
from lecturebook.model import Transcript
from lecturebook.stopwatch import Stopwatch
from segmenting.baselines import treeseg

if TYPE_CHECKING:
    from keybert import KeyBERT
    from sentence_transformers import SentenceTransformer

_PHRASES, _LONGEST = 25, 3
_STOP = re.compile(r"(?<=[.?!])\s+")


class PlainAssembly:
    """The parts, loaded once; needs the package keybert."""

    def __init__(self) -> None:
        from keybert import KeyBERT

        self._model: SentenceTransformer = plain_encoder()
        self._phrases: KeyBERT = KeyBERT(model=self._model)

    def guide(self, transcript: Transcript, watch: Stopwatch) -> str:
        """The page of one lecture in HTML; `watch` takes each part's time."""
        sentences = _sentences(transcript)
        hours = (transcript.cues[-1].end - transcript.cues[0].start) / 3600
        with watch.stage("SentenceTransformer.encode"):
            vectors = self._model.encode(sentences, show_progress_bar=False)
        with watch.stage("KeyBERT"):
            phrases = self._phrases.extract_keywords(
                " ".join(sentences),
                keyphrase_ngram_range=(1, _LONGEST),
                stop_words="english",
                use_mmr=True,
                top_n=_PHRASES,
            )
        with watch.stage("TreeSeg"):
            cuts = treeseg(np.asarray(vectors, np.float32), hours, None)
        with watch.stage("python-markdown"):
            return markdown.markdown(_page(transcript.title, sentences, cuts, [phrase for phrase, _ in phrases]))


def _sentences(transcript: Transcript) -> list[str]:
    """The texts of the cues, parted where they have stops."""
    return [text for cue in transcript.cues for text in _STOP.split(cue.text) if text.strip()]


def _page(title: str, sentences: Sequence[str], cuts: Sequence[int], phrases: Sequence[str]) -> str:
    lines = [f"# {title}", "", *(f"- {phrase}" for phrase in phrases), ""]
    for first, last in pairwise([*cuts, len(sentences)]):
        lines += [f"## {sentences[first]}", "", " ".join(sentences[first:last]), ""]
    return "\n".join(lines)
