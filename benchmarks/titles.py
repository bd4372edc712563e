"""Titles beside those that people gave: their gold sections of recorded talks, named by us and by four baselines.

Captions go through the cleaning of a guide, so that what is named is what a guide would name. Cosines are the
encoder's, token F1 is over lower-case words. Headings that fit any talk ("Introduction", "Q&A") count like the others.
The weights were fitted on some of the documents whose name's sha256 begins with an even digit; these are left out.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from common import Figure, data_part, parser, report, skip
from lecturebook.clean import clean
from lecturebook.clean.punctuate import WordTagger, load_tagger
from lecturebook.embed import Vectors, load_encoder, pool
from lecturebook.language import bare, stem
from lecturebook.model import Cue, Passage
from lecturebook.segment import title_sections
from lecturebook.segment.phrases import Phrase, find_phrases
from lecturebook.segment.units import sentence_vectors, units_of
from lecturebook.stoplists import HARD
from vectors import CachedEncoder

# shorter gold sections (words) are headings above headings
_SHORTEST = 40
_FIRST_WORDS = 5
_ALL = 1000


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk cut where people cut it: `headings` for each half-open span of `sentences`, "" where they gave none."""

    name: str
    sentences: tuple[Passage, ...]
    vectors: Vectors
    spans: list[tuple[int, int]]
    headings: list[str]

    def words(self, n: int) -> list[str]:
        """What is said in section `n`."""
        low, high = self.spans[n]
        return [word for sentence in self.sentences[low:high] for word in sentence.text.split()]


Namer = Callable[[Talk], list[str]]


def main() -> None:
    made = parser("Titles of sections beside people's headings, on documents the weights were not fitted on.")
    made.add_argument("--cache", type=Path, metavar="DIR", help="keep vectors and stops there")
    made.add_argument("--fitted", action="store_true", help="the documents of the fit instead")
    made.add_argument("--most", type=int, default=_ALL, help="how many documents, in the order of their digests")
    made.add_argument("--show", action="store_true", help="print each heading and title")
    arguments = made.parse_args()
    figures = measure_titles(
        data_part(arguments, "segmentation"),
        cache=arguments.cache,
        fitted=arguments.fitted,
        most=arguments.most,
        show=arguments.show,
    )
    report("Titles of gold sections", figures, arguments.json)


def measure_titles(
    folder: Path, *, cache: Path | None = None, fitted: bool = False, most: int = _ALL, show: bool = False
) -> list[Figure]:
    """The figures of all namers over up to `most` documents in `folder`: those of the fit, or the others."""
    encoder = CachedEncoder(load_encoder(dtype="float32"), cache)
    files = [file for file in sorted(folder.glob("*.json"), key=_digest) if _is_fitted(file) == fitted]
    tagger = load_tagger()
    read = (read_talk(file, encoder, tagger, cache) for file in files)
    talks = list(islice((talk for talk in read if talk), most))
    if not talks:
        skip(f"no documents with headings in {folder}")
    print(f"{len(talks)} documents, {sum(bool(h) for talk in talks for h in talk.headings)} headings")
    namers: dict[str, tuple[str, Namer]] = {
        "title": ("ours", lambda talk: our_titles(talk, encoder)),
        "nearest": ("nearest phrase", lambda talk: nearest_phrases(talk, encoder)),
        "ctfidf": ("c-tf-idf", ctfidf),
        "first_words": ("first words", first_words),
        "random": ("a random heading", random_headings),
    }
    return [
        figure
        for key, (label, namer) in namers.items()
        for figure in score(key, label, [(talk, namer(talk)) for talk in talks], encoder, show=show)
    ]


def _digest(file: Path) -> str:
    return hashlib.sha256(json.loads(file.read_text("utf-8"))["name"].encode()).hexdigest()


def _is_fitted(file: Path) -> bool:
    """Whether a document is of the half that the fit was allowed to see; its licence has to allow it, too."""
    licence = json.loads(file.read_text("utf-8"))["licence"]
    return int(_digest(file)[0], 16) % 2 == 0 and "test data only" not in licence


def read_talk(file: Path, encoder: CachedEncoder, tagger: WordTagger, cache: Path | None) -> Talk | None:
    """The talk in `file`, cut at its own boundaries; None where nobody gave headings."""
    document = json.loads(file.read_text("utf-8"))
    edges = [(0, document["first_title"] or ""), *((b["cue"], b["title"] or "") for b in document["boundaries"])]
    if not any(title for _, title in edges):
        return None
    cues = tuple(Cue(cue["start"], cue["end"], cue["text"]) for cue in document["cues"])
    words, sentences = kept_speech(cues, tagger, cache)
    units = units_of(sentences)
    vectors = sentence_vectors(sentences, units, encoder.encode_spans(words, units))
    starts = np.array([sentence.start for sentence in sentences])
    places = [int(np.searchsorted(starts, cues[cue].start - 1e-6)) for cue, _ in edges] + [len(sentences)]
    spans, headings = [], []
    for n, (_, title) in enumerate(edges):
        low, high = places[n], places[n + 1]
        if low < high and sentences[high - 1].last - sentences[low].first >= _SHORTEST:
            spans.append((low, high))
            headings.append(title)
    return Talk(document["name"], sentences, vectors, spans, headings)


def kept_speech(cues: tuple[Cue, ...], tagger: WordTagger, cache: Path | None) -> tuple[list[str], tuple[Passage, ...]]:
    """The words and the sentences of `clean`, kept in `cache`."""
    digest = hashlib.sha256(repr(cues).encode()).hexdigest()
    file = cache / f"{digest}.json" if cache else None
    if file and file.is_file():
        kept = json.loads(file.read_text("utf-8"))
        return kept["words"], tuple(Passage(*row) for row in kept["sentences"])
    speech = clean(cues, tagger=tagger)
    words = [word.text for word in speech.words]
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = [[s.first, s.last, s.start, s.end, s.text] for s in speech.sentences]
        file.write_text(json.dumps({"words": words, "sentences": rows}), "utf-8")
    return words, speech.sentences


def our_titles(talk: Talk, encoder: CachedEncoder) -> list[str]:
    """As a guide names its sections, without the key concepts' bonus."""
    return title_sections(talk.sentences, talk.vectors, talk.spans, encoder.encode, language="en")


def nearest_phrases(talk: Talk, encoder: CachedEncoder) -> list[str]:
    """The phrase nearest to the section's vector, as KeyBERT takes it."""
    titles = []
    for (low, high), phrases in zip(talk.spans, find_phrases(talk.sentences, talk.spans, "en"), strict=True):
        own = pool(talk.vectors[low:high], [float(s.last - s.first) for s in talk.sentences[low:high]])
        near = encoder.encode([phrase.surface.lower() for phrase in phrases]) @ own if phrases else np.zeros(1)
        titles.append(phrases[int(near.argmax())].surface if phrases else "")
    return titles


def ctfidf(talk: Talk) -> list[str]:
    """The phrase said most in the section for what it is said in all (Grootendorst 2022)."""
    found = find_phrases(talk.sentences, talk.spans, "en")
    total: Counter[str] = Counter()
    for phrases in found:
        total.update({phrase.key: phrase.count for phrase in phrases})

    def weight(phrase: Phrase) -> tuple[float, str]:
        return phrase.count * float(np.log1p(len(found) / total[phrase.key])), phrase.key

    return [max(phrases, key=weight).surface if phrases else "" for phrases in found]


def first_words(talk: Talk) -> list[str]:
    """The first words that are no function words."""
    return [
        " ".join([word for word in talk.words(n) if bare(word) not in HARD][:_FIRST_WORDS])
        for n in range(len(talk.spans))
    ]


def random_headings(talk: Talk) -> list[str]:
    """The headings of the same talk in another order."""
    chance = random.Random(talk.name)
    return chance.sample(talk.headings, len(talk.headings))


def score(
    key: str, label: str, named: Sequence[tuple[Talk, list[str]]], encoder: CachedEncoder, *, show: bool
) -> list[Figure]:
    """How near titles are to headings, how much of them is said in the section, and how many are alike."""
    pairs = [
        (heading, title)
        for talk, titles in named
        for heading, title in zip(talk.headings, titles, strict=True)
        if heading
    ]
    left = encoder.encode([heading.lower() for heading, _ in pairs])
    right = encoder.encode([title.lower() for _, title in pairs])
    cosines = np.einsum("ij,ij->i", left, right)
    if show and key == "title":
        for (heading, title), cosine in zip(pairs, cosines, strict=True):
            print(f"{cosine:6.2f}  {heading[:50]:50s}  {title}")
    ours = key == "title"
    return [
        Figure(f"{key}_cosine", f"{label}: cosine", float(cosines.mean()), at_least=0.40 if ours else None),
        Figure(
            f"{key}_f1",
            f"{label}: token F1",
            float(np.mean([token_f1(title, heading) for heading, title in pairs])),
            at_least=0.25 if ours else None,
        ),
        *((Figure(f"{key}_said", f"{label}: words said in the section", said_share(named), at_least=0.9),) * ours),
        *((Figure(f"{key}_alike", f"{label}: titles that another has", alike_share(named), at_most=0.0),) * ours),
    ]


def tokens(text: str) -> list[str]:
    """The words of a title, lower-case."""
    return [word for part in re.split(r"[\s/·–—-]+", text) if (word := bare(part))]


def token_f1(one: str, other: str) -> float:
    """F1 of the words of two titles."""
    left, right = Counter(tokens(one)), Counter(tokens(other))
    return 2 * (left & right).total() / max(1, (left + right).total())


def said_share(named: Sequence[tuple[Talk, list[str]]]) -> float:
    """The share of title words whose stem is said in the section, hyphens and display forms aside."""
    said = total = 0
    for talk, titles in named:
        for n, title in enumerate(titles):
            words = tokens(title)
            stems = {stem(word) for word in tokens(" ".join(talk.words(n)))}
            joined = "".join(tokens(" ".join(talk.words(n))))
            said += sum(stem(word) in stems or word in joined for word in words)
            total += len(words)
    return said / max(1, total)


def alike_share(named: Sequence[tuple[Talk, list[str]]]) -> float:
    """The share of titles whose stems are those of another one of the same talk."""
    alike = total = 0
    for _, titles in named:
        keys = Counter(frozenset(map(stem, tokens(title))) for title in titles)
        alike += sum(count - 1 for count in keys.values())
        total += len(titles)
    return alike / max(1, total)


if __name__ == "__main__":
    main()
