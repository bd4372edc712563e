"""How well definitions are found, two ways.

By textbook modules with glossaries: of all passages that name a term, does the one we give hold what the glossary says
it means? The share of the meaning's words (stems, without function words) that stand in the passage, beside two
baselines on the same sentences and the best sentence there is. The statistics book was looked at while the rules were
written, the sociology book only measured.

By hand: the definitions of real lectures, each read with the transcript beside it (`judged/definitions.tsv`: lecture,
concept, other names, the second of the first passage, verdict, reason, and whether the rules were tuned on it). A
verdict counts as long as the passage still begins at its second; the others are listed, to be judged again. ``none``
is right where the lecture never says what the concept is.
"""

from __future__ import annotations

import csv
import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np

from common import Figure, data_folder, parser, report, skip
from lecturebook.clean import clean
from lecturebook.clean.punctuate import load_tagger
from lecturebook.clean.sentences import split_sentences
from lecturebook.concepts.definitions import Definition, best_of, defining_passages, least_points
from lecturebook.concepts.mentions import find_mentions
from lecturebook.concepts.stage import inside_longer
from lecturebook.embed import Encoder, Vectors, load_encoder
from lecturebook.language import bare, stem
from lecturebook.model import Passage, Source, Transcript, Word
from lecturebook.read import read_file
from lecturebook.segment import embed_speech
from lecturebook.stoplists import FUNCTION
from lecturebook.tokens import tokenize
from segmenting.documents import FOLDER, read_documents

_JUDGED = Path(__file__).parent / "judged" / "definitions.tsv"
_BOOKS = ("statistics", "sociology")
_LANGUAGE = "en"
# seconds: a passage that begins so near the judged one is that one
_SAME = 0.5
# a passage with so much of a meaning holds it
_HOLDS = 0.5
_RIGHT, _PARTLY, _NONE = "right", "partly", "none"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as the concept stage sees it; `vectors` are its sentences' rows, `is_guessed` says that a tagger gave
    them their stops."""

    words: tuple[Word, ...]
    sentences: tuple[Passage, ...]
    vectors: Vectors
    is_guessed: bool = False

    def mentions(self, names: dict[str, Sequence[str]]) -> dict[str, list[tuple[int, int]]]:
        """The word spans of each concept, by all its names."""
        tokens = tokenize([word.text for word in self.words], _LANGUAGE)
        phrases = {
            key: {tuple(tokenize(name.split(), _LANGUAGE).stems) for name in (key, *others)}
            for key, others in names.items()
        }
        return find_mentions(tokens, phrases)


def query(encoder: Encoder, name: str) -> Vectors:
    """What the concept stage asks the encoder for."""
    row: Vectors = encoder.encode([f"{name} is defined as. what {name} means."])[0]
    return row


def content(text: str) -> set[str]:
    """The stems of the words of `text` that carry meaning."""
    words = (bare(word) for word in text.replace("-", " ").split())
    return {stem(word) for word in words if word and word not in FUNCTION}


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary that its module names, and what each method gives for it."""

    ours: str
    first: str
    nearest: str
    best: str
    meaning: frozenset[str]

    def recall(self, method: Callable[[Term], str]) -> float:
        """The share of the meaning that the method's passage holds."""
        return len(self.meaning & content(method(self))) / len(self.meaning)


def terms_of(file: Path, encoder: Encoder) -> Iterator[Term]:
    """The terms of a book's glossaries that are named in their modules and have a meaning of two words or more."""
    for line in file.read_text(encoding="utf-8").splitlines():
        module = json.loads(line)
        entries = {entry["term"]: entry["meaning"] for entry in module["glossary"]}
        if not entries:
            continue
        spoken, mentions = _module(module["paragraphs"], list(entries), encoder)
        for term, spans in mentions.items():
            meaning = frozenset(content(entries[term]) - content(term))
            if spans and len(meaning) >= 2:
                yield _term(spoken, spans, term, meaning, encoder)


def _module(
    paragraphs: Sequence[str], terms: Sequence[str], encoder: Encoder
) -> tuple[Spoken, dict[str, list[tuple[int, int]]]]:
    """A module and where it names `terms`; sentences far from all of those have no vector."""
    texts = [word for paragraph in paragraphs for word in paragraph.split()]
    words = tuple(Word(text, float(n), n + 1.0) for n, text in enumerate(texts))
    sentences = split_sentences(words, frozenset(), language=_LANGUAGE)
    vectors = np.zeros((len(sentences), encoder.dimension), np.float32)
    spoken = Spoken(words, sentences, vectors)
    mentions = spoken.mentions(dict.fromkeys(terms, ()))
    named = {n for spans in mentions.values() for n in _named(sentences, spans)}
    near = sorted({m for n in named for m in (n - 1, n, n + 1) if 0 <= m < len(sentences)})
    if near:
        vectors[near] = encoder.encode([sentences[n].text for n in near])
    return spoken, mentions


def _named(sentences: Sequence[Passage], spans: Sequence[tuple[int, int]]) -> list[int]:
    """The sentences in which mentions begin."""
    return sorted({bisect_right(sentences, first, key=lambda sentence: sentence.first) - 1 for first, _ in spans})


def _term(spoken: Spoken, spans: list[tuple[int, int]], term: str, meaning: frozenset[str], encoder: Encoder) -> Term:
    sentences, vectors, named = spoken.sentences, spoken.vectors, _named(spoken.sentences, spans)
    asked = query(encoder, term)
    found = best_of(defining_passages(spoken.words, sentences, vectors, spans, asked))
    return Term(
        ours=found[0].passage.text if found else "",
        first=sentences[named[0]].text,
        nearest=sentences[max(named, key=lambda n: float(vectors[n] @ asked))].text,
        best=max((sentences[n].text for n in named), key=lambda text: len(meaning & content(text))),
        meaning=meaning,
    )


def book_figures(book: str, terms: Sequence[Term]) -> list[Figure]:
    """What each method reaches on one book."""
    methods: list[tuple[str, str, Callable[[Term], str]]] = [
        ("ours", "ours", lambda term: term.ours),
        ("nearest", "nearest to the query", lambda term: term.nearest),
        ("first", "first mention", lambda term: term.first),
        ("best", "best sentence there is", lambda term: term.best),
    ]
    figures = [Figure(f"{book}_terms", f"{book}: terms", len(terms))]
    for name, label, method in methods:
        recalls = [term.recall(method) for term in terms]
        figures.append(Figure(f"{book}_recall_{name}", f"{book}: share of the meaning, {label}", mean(recalls)))
        given = [recall for term, recall in zip(terms, recalls, strict=True) if method(term)]
        if len(given) < len(terms):
            share = len(given) / len(terms)
            figures.append(Figure(f"{book}_given_{name}", f"{book}: terms with a passage, {label}", share))
            figures.append(Figure(f"{book}_recall_given_{name}", f"{book}: share of the meaning there", mean(given)))
        held = mean(recall >= _HOLDS for recall in recalls)
        figures.append(Figure(f"{book}_holds_{name}", f"{book}: hold half of it, {label}", held))
    return figures


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of the sheet; `second` is None where nothing was given."""

    lecture: str
    concept: str
    names: tuple[str, ...]
    second: float | None
    verdict: str
    is_tuned_on: bool


def read_sheet(file: Path) -> list[Judged]:
    """The rows of the judged sheet."""
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            Judged(
                lecture=row["lecture"],
                concept=row["concept"],
                names=tuple(name for name in row["names"].split("|") if name),
                second=float(row["second"]) if row["second"] else None,
                verdict=row["verdict"],
                is_tuned_on=row["tuned"] == "yes",
            )
            for row in csv.DictReader(rows, delimiter="\t")
        ]


def lectures(folder: Path, wanted: set[str]) -> Iterator[Transcript]:
    """The transcripts below `folder`, and the labelled talks, that are `wanted`, by id."""
    for talk in read_documents(folder / "data" / FOLDER):
        if talk.name in wanted:
            yield Transcript(talk.name, talk.cues, Source(talk.name, "json", "0" * 64), language=_LANGUAGE)
    own = folder / "lectures"
    for file in sorted((*own.rglob("*.txt"), *own.rglob("*.srt"))):
        if file.stem in wanted or not file.stem[:2].isdigit() or "seeds" in file.parts:
            yield from (transcript for transcript in read_file(file) if transcript.id in wanted)


def speak(transcript: Transcript, encoder: Encoder) -> Spoken:
    """A lecture as the concept stage sees it."""
    speech = clean(transcript.cues, language=_LANGUAGE, tagger=load_tagger(""))
    vectors = embed_speech(speech, _LANGUAGE, encoder).vectors
    return Spoken(speech.words, speech.sentences, vectors, is_guessed=speech.is_tagged)


def definitions_of(spoken: Spoken, rows: Sequence[Judged], encoder: Encoder) -> list[Definition | None]:
    """The first definition of each row's concept."""
    mentions = spoken.mentions({row.concept: row.names for row in rows})
    inside = inside_longer(mentions)
    first, least = [], least_points(is_guessed=spoken.is_guessed)
    for row in rows:
        spans = mentions[row.concept]
        part = {span[0] for span in spans if span in inside}
        asked = query(encoder, row.concept)
        ranked = defining_passages(
            *(spoken.words, spoken.sentences, spoken.vectors, spans, asked), inside=part, least=least
        )
        found = best_of(ranked)
        first.append(found[0] if found else None)
    return first


def judge(folder: Path, rows: Sequence[Judged], encoder: Encoder) -> tuple[list[Judged], list[str]]:
    """The rows whose verdicts still hold, and a line for each other one."""
    holding, changed = [], []
    for transcript in lectures(folder, {row.lecture for row in rows}):
        own = [row for row in rows if row.lecture == transcript.id]
        for row, found in zip(own, definitions_of(speak(transcript, encoder), own, encoder), strict=True):
            second = found.passage.start if found else None
            same = second == row.second if None in (second, row.second) else abs(second - row.second) <= _SAME  # type: ignore[operator]
            if same:
                holding.append(row)
            else:
                changed.append(f"{row.lecture}\t{row.concept}\twas {row.second}, is {second}")
    return holding, changed


def judged_figures(rows: Sequence[Judged]) -> list[Figure]:
    """What was judged right and usable of the concepts that no rule was tuned on, and of the others."""
    figures = []
    for name, label, part in (
        ("definitions", "judged by hand", [row for row in rows if not row.is_tuned_on]),
        ("tuned_definitions", "judged by hand, tuned on", [row for row in rows if row.is_tuned_on]),
    ):
        if part:
            right = mean(row.verdict in (_RIGHT, _NONE) for row in part)
            usable = mean(row.verdict in (_RIGHT, _NONE, _PARTLY) for row in part)
            targets = {"at_least": 17 / 30}, {"at_least": 23 / 30}
            figures.append(Figure(f"{name}_judged", f"{label}: concepts", len(part)))
            figures.append(Figure(f"{name}_right", f"{label}: right", right, **targets[0]))
            figures.append(Figure(f"{name}_usable", f"{label}: right or partly", usable, **targets[1]))
    return figures


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "").parse_args()
    folder = data_folder(arguments)
    encoder, figures = load_encoder(), list[Figure]()
    for book in _BOOKS:
        file = folder / "data" / "definitions" / f"openstax_{book}.jsonl"
        if not file.is_file():
            skip(f"no {file}")
        figures += book_figures(book, list(terms_of(file, encoder)))
    holding, changed = judge(folder, read_sheet(_JUDGED), encoder)
    figures += [*judged_figures(holding), Figure("definitions_changed", "to judge again", len(changed))]
    for line in changed:
        print(f"to judge again: {line}")
    report("Definitions", figures, arguments.json)


if __name__ == "__main__":
    main()
