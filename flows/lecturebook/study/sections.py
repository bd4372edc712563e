"""The sections of a guide: each topic with its title, its summary, its parts and concepts, and what a model wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lecturebook.model import Concept, Part, Passage, Section
from lecturebook.segment import Embedded, Topic, title_sections
from lecturebook.study.summary import section_summary
from lecturebook.study.writer import Writer
from lecturebook.study.written import supported

_CONCEPTS = 6


def sections_of(
    lecture: Embedded, topics: Sequence[Topic], concepts: tuple[Concept, ...], *, said: tuple[Passage, ...]
) -> tuple[Section, ...]:
    """The sections of the `topics`; what is `said` already is left out of their summaries."""
    titles = _titles(lecture, topics, concepts)
    parts = [part for topic in topics for part in topic.parts]
    steps = iter(zip(parts, _titles(lecture, parts, concepts), strict=True))
    sentences, words = lecture.speech.sentences, lecture.speech.words
    sections = []
    for title, topic in zip(titles, topics, strict=True):
        first, last = lecture.words_of(topic.first, topic.last)
        inside = slice(topic.first, topic.last)
        sections.append(
            Section(
                id=f"s{words[first].place}",
                title=title,
                first=first,
                last=last,
                start=words[first].start,
                end=words[last - 1].end,
                summary=section_summary(sentences[inside], lecture.vectors[inside], concepts, title=title, said=said),
                concepts=_concepts_of(first, last, concepts),
                confidence=topic.confidence,
                is_given=bool(topic.title),
                parts=tuple(_part(lecture, *next(steps)) for _ in topic.parts),
            )
        )
    return tuple(sections)


def written_by(
    writer: Writer, lecture: Embedded, topics: Sequence[Topic], sections: Sequence[Section]
) -> tuple[Section, ...]:
    """`sections` with what `writer` writes of each, as far as its own sentences support that."""
    done = []
    for section, topic in zip(sections, topics, strict=True):
        inside = slice(topic.first, topic.last)
        sentences = lecture.speech.sentences[inside]
        text = writer.write(" ".join(sentence.text for sentence in sentences))
        support = supported(text, sentences, lecture.vectors[inside], lecture.encoder.encode)
        done.append(replace(section, written=support))
    return tuple(done)


def _part(lecture: Embedded, topic: Topic, title: str) -> Part:
    words = lecture.speech.words
    first, last = lecture.words_of(topic.first, topic.last)
    start, end = words[first].start, words[last - 1].end
    return Part(f"p{words[first].place}", title, first, last, start, end, topic.confidence)


def _titles(lecture: Embedded, topics: Sequence[Topic], concepts: tuple[Concept, ...]) -> list[str]:
    """The title of each topic: its chapter's, or one that is found."""
    if not topics:
        return []
    return title_sections(
        lecture.speech.sentences,
        lecture.vectors,
        [(topic.first, topic.last) for topic in topics],
        lecture.encoder.encode,
        language=lecture.language,
        names=[concept.name for concept in concepts],
        given=[topic.title for topic in topics],
    )


def _concepts_of(first: int, last: int, concepts: tuple[Concept, ...]) -> tuple[str, ...]:
    """Keys of the concepts most of a section's, those said in it relatively often first."""

    def inside(concept: Concept) -> int:
        return sum(first <= mention.first < last for mention in concept.mentions)

    said = [(n, concept) for n, concept in enumerate(concepts) if inside(concept)]
    said.sort(key=lambda pair: (-inside(pair[1]) / len(pair[1].mentions) ** 0.5, pair[0]))
    return tuple(concept.key for _, concept in said[:_CONCEPTS])
