"""What keyphrases are looked for in: lectures with hand lists, lectures of a course, abstracts; ready to be ranked."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from concept_lists import Listed
from kept import KeptEncoder, KeptTagger
from lecturebook.clean import clean
from lecturebook.embed import Vectors, pool
from lecturebook.model import Passage, Transcript, Word
from lecturebook.read import read_file
from lecturebook.segment import embed_speech, find_topics, read_detail
from lecturebook.tokens import Tokens, tokenize

# how many lectures of the course are ranked
_COURSE_LECTURES = 12
_EDGE = re.compile(r"^\W+|[^\w+#]+$")


@dataclass(slots=True)
class Document:
    """A lecture or abstract, ready to be ranked: its words, their vectors, and what a person listed."""

    name: str
    title: str
    words: list[str]
    tokens: Tokens
    centroid: Vectors
    listed: list[Listed] = field(default_factory=list)
    spoken: tuple[Word, ...] = ()
    sentences: tuple[Passage, ...] = ()
    vectors: Vectors | None = None
    sections: list[tuple[int, int]] = field(default_factory=list)


def load_lectures(
    folder: Path, lists: dict[str, list[Listed]], encoder: KeptEncoder, tagger: KeptTagger
) -> Iterator[Document]:
    """The lectures that have a list."""
    for file in sorted(folder.iterdir()):
        for transcript in read_file(file):
            if transcript.id in lists:
                document = prepare(transcript, encoder, tagger)
                document.listed = lists[transcript.id]
                yield document


def load_course(folder: Path, encoder: KeptEncoder, tagger: KeptTagger) -> Iterator[Document]:
    """Every few lectures one of a course with titles in its metadata.csv."""
    file = folder / "metadata.csv"
    if not file.is_file():
        return
    with file.open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if (folder / row["srt_filename"]).is_file()]
    for row in rows[:: max(1, len(rows) // _COURSE_LECTURES)][:_COURSE_LECTURES]:
        (transcript,) = read_file(folder / row["srt_filename"])
        document = prepare(transcript, encoder, tagger)
        document.title = row["title"]
        yield document


def prepare(transcript: Transcript, encoder: KeptEncoder, tagger: KeptTagger) -> Document:
    """A lecture as the concept stage gets it."""
    speech = clean(transcript.cues, tagger=tagger)
    words = [word.text for word in speech.words]
    lecture = embed_speech(speech, "en", encoder)
    return Document(
        name=transcript.id,
        title=transcript.title,
        words=words,
        tokens=tokenize(words, "en"),
        centroid=pool(lecture.unit_vectors, [1.0] * len(lecture.unit_vectors)),
        spoken=speech.words,
        sentences=speech.sentences,
        vectors=lecture.vectors,
        sections=[lecture.words_of(topic.first, topic.last) for topic in find_topics(lecture, read_detail(""))],
    )


def abstracts(folder: Path, which: slice, *, is_caption: bool) -> Iterator[tuple[list[str], str, list[str]]]:
    """The words, title and keyphrases of those documents of an Inspec-style folder."""
    for file in sorted((folder / "docsutf8").glob("*.txt"))[which]:
        text = file.read_text(encoding="utf-8")
        lines = (folder / "keys" / f"{file.stem}.key").read_text(encoding="utf-8").splitlines()
        keys = list(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))
        words, title = text.split(), text.strip().split("\n")[0]
        if is_caption:
            words = [bare for word in words if (bare := _EDGE.sub("", word.lower()))]
        yield words, title, keys
