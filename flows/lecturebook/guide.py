"""One lecture from transcript to study guide: the stages in their order, one pass through the encoder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from lecturebook.clean import clean
from lecturebook.clean.punctuate import WordTagger
from lecturebook.clean.quotes import quote
from lecturebook.clean.times import times_kind
from lecturebook.concepts import find_concepts
from lecturebook.embed import DEFAULT_MODEL, Encoder, Vectors, pool
from lecturebook.errors import TranscriptError
from lecturebook.language import detect_language, primary_language
from lecturebook.model import (
    Concept,
    Guide,
    Lecture,
    Making,
    Passage,
    Section,
    Speech,
    Transcript,
)
from lecturebook.options import Options
from lecturebook.read.coverage import covered_spans
from lecturebook.segment import segment, sentence_vectors, title_sections, units_of
from lecturebook.segment.units import sentence_starts
from lecturebook.slug import file_slug
from lecturebook.stopwatch import Stopwatch
from lecturebook.study import abstract, ask, marks_of, objectives_of, summarize
from lecturebook.study.writer import Writer
from lecturebook.study.written import supported

_ABSTRACT = 4  # sentences
# sentences in a section's summary: two, and one more for each of these lengths (seconds) that it reaches
_SUMMARY_STEPS = (150.0, 420.0, 600.0)
_SECTION_CONCEPTS = 6
_TAGGED_LANGUAGE = "en"
_OUR_TAGGER = "lecturebook"


def make_guide(
    transcript: Transcript,
    encoder: Encoder,
    *,
    tagger: WordTagger | None = None,
    terms: Sequence[str] = (),
    options: Options | None = None,
    watch: Stopwatch | None = None,
    writer: Writer | None = None,
) -> Guide:
    """The guide of one lecture. `tagger` gives captions their stops and capitals; `writer` gives sections an abstract;
    `terms` are the glossary's: concepts whatever their frequency. `watch` takes the time of each stage.

    Raises TranscriptError where no word is left after cleaning, ModelError where the writer does not answer.
    """
    options, watch = options or Options(), watch or Stopwatch()
    with watch.stage("clean"):
        language, language_from = _language(transcript, options)
        if language != _TAGGED_LANGUAGE and not options.punctuation:
            tagger = None  # ours knows one language; what a user names is the user's choice
        speech = clean(transcript.cues, language=language, tagger=tagger)
    if not speech.words:
        raise TranscriptError(transcript.source.file, 0, "no spoken word", "at least one cue with speech")
    covered = covered_spans(transcript)
    with watch.stage("embed"):
        units = units_of(speech.sentences)
        unit_vectors = encoder.encode_spans([word.text for word in speech.words], units)
        vectors = sentence_vectors(speech.sentences, units, unit_vectors)
    with watch.stage("segment"):
        spans = _section_spans(speech, units, unit_vectors)
    with watch.stage("concepts"):
        found = find_concepts(
            speech.words,
            speech.sentences,
            vectors,
            encoder.encode,
            sections=[_word_span(speech, span) for span in spans],
            centroid=pool(unit_vectors, [1.0] * len(unit_vectors)),
            title=transcript.title,
            terms=terms,
            seconds=sum(end - start for start, end in covered),
            language=language,
        )
        concepts = tuple(entry.concept for entry in found)
    with watch.stage("study"):
        said = abstract(speech.sentences, vectors, concepts, spans, count=_ABSTRACT)
        # a lecture of one section has said its best in the abstract: the section goes on from there
        before = said if len(spans) == 1 else ()
        sections = _sections(speech, vectors, encoder, spans, concepts, language=language, said=before)
        if writer is not None:
            sections = _written(speech, vectors, encoder, spans, sections, writer)
        questions = ask(
            transcript.id,
            found,
            speech.words,
            speech.sentences,
            left_out={n for change in speech.ledger for n in range(change.first, change.last)},
            vectors=encoder.encode([concept.name for concept in concepts]),
        )
    guide = Guide(
        lecture=_lecture(transcript, language),
        source=transcript.source,
        making=replace(
            _making(transcript, speech, encoder, options, language, language_from), writer=writer.name if writer else ""
        ),
        covered=covered,
        words=speech.words,
        sentences=speech.sentences,
        events=speech.events,
        abstract=said,
        sections=sections,
        concepts=concepts,
        questions=questions,
        ledger=speech.ledger,
        marks=marks_of(speech.sentences) if language == "en" else (),
        objectives=objectives_of(concepts, questions),
    )
    return _quoted(guide)


def _quoted(guide: Guide) -> Guide:
    """`guide` with all passages but its sentences as quotes."""
    left_out = {n for change in guide.ledger for n in range(change.first, change.last)}

    def quoted(passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(quote(passage, guide.words, left_out) for passage in passages)

    return replace(
        guide,
        abstract=quoted(guide.abstract),
        sections=tuple(
            replace(
                section,
                summary=quoted(section.summary),
                written=tuple(replace(one, support=quoted(one.support)) for one in section.written),
            )
            for section in guide.sections
        ),
        concepts=tuple(replace(concept, definitions=quoted(concept.definitions)) for concept in guide.concepts),
        questions=tuple(
            replace(question, answer=quote(question.answer, guide.words, left_out)) for question in guide.questions
        ),
        marks=tuple(replace(mark, passage=quote(mark.passage, guide.words, left_out)) for mark in guide.marks),
        objectives=tuple(
            replace(objective, said=quote(objective.said, guide.words, left_out)) for objective in guide.objectives
        ),
    )


def _language(transcript: Transcript, options: Options) -> tuple[str, str]:
    """The language and where it is known from: the option, the metadata, the words, or nowhere."""
    for tag, where in ((options.language, "option"), (transcript.language, "metadata")):
        if tag:
            return primary_language(tag), where
    detected = detect_language(word for cue in transcript.cues for word in cue.text.split())
    return detected, "detected" if detected else "unknown"


def _section_spans(speech: Speech, units: list[tuple[int, int]], vectors: Vectors) -> list[tuple[int, int]]:
    """Half-open sentence spans of the topics."""
    starts = sentence_starts(speech.sentences, units)
    sentence_at = {unit: n for n, unit in enumerate(starts)}
    cuts = [sentence_at[unit] for unit in segment(vectors, starts)] + [len(speech.sentences)]
    return list(pairwise(cuts))


def _word_span(speech: Speech, sentences: tuple[int, int]) -> tuple[int, int]:
    return speech.sentences[sentences[0]].first, speech.sentences[sentences[1] - 1].last


def _sections(
    speech: Speech,
    vectors: Vectors,
    encoder: Encoder,
    spans: list[tuple[int, int]],
    concepts: tuple[Concept, ...],
    *,
    language: str,
    said: tuple[Passage, ...],
) -> tuple[Section, ...]:
    """The sections over the sentence `spans`; what is `said` already is left out of their summaries."""
    word_spans = [_word_span(speech, span) for span in spans]
    centres = _section_vectors(speech.sentences, vectors, spans)
    names = [concept.name for concept in concepts]
    titles = title_sections(speech.words, word_spans, centres, encoder.encode, language=language, names=names)
    sections = []
    for title, (low, high), (first, last) in zip(titles, spans, word_spans, strict=True):
        start, end = speech.words[first].start, speech.words[last - 1].end
        count = len(said) + 2 + sum(end - start >= step for step in _SUMMARY_STEPS)
        summary = summarize(speech.sentences[low:high], vectors[low:high], concepts, count=count)
        sections.append(
            Section(
                id=f"s{first}",
                title=title,
                first=first,
                last=last,
                start=start,
                end=end,
                summary=tuple(sentence for sentence in summary if sentence not in said)[: count - len(said)],
                concepts=_concepts_of(first, last, concepts),
            )
        )
    return tuple(sections)


def _written(
    speech: Speech,
    vectors: Vectors,
    encoder: Encoder,
    spans: list[tuple[int, int]],
    sections: tuple[Section, ...],
    writer: Writer,
) -> tuple[Section, ...]:
    """`sections` with what `writer` writes of each, as far as its own sentences support that."""
    done = []
    for section, (low, high) in zip(sections, spans, strict=True):
        sentences = speech.sentences[low:high]
        text = writer.write(" ".join(sentence.text for sentence in sentences))
        done.append(replace(section, written=supported(text, sentences, vectors[low:high], encoder.encode)))
    return tuple(done)


def _section_vectors(sentences: tuple[Passage, ...], vectors: Vectors, spans: list[tuple[int, int]]) -> Vectors:
    rows = [
        pool(vectors[low:high], [sentence.last - sentence.first for sentence in sentences[low:high]])
        for low, high in spans
    ]
    return np.stack(rows)


def _concepts_of(first: int, last: int, concepts: tuple[Concept, ...]) -> tuple[str, ...]:
    """Keys of the concepts most of a section's, those said in it relatively often first."""

    def inside(concept: Concept) -> int:
        return sum(first <= mention.first < last for mention in concept.mentions)

    said = [(n, concept) for n, concept in enumerate(concepts) if inside(concept)]
    said.sort(key=lambda pair: (-inside(pair[1]) / len(pair[1].mentions) ** 0.5, pair[0]))
    return tuple(concept.key for _, concept in said[:_SECTION_CONCEPTS])


def _lecture(transcript: Transcript, language: str) -> Lecture:
    return Lecture(
        id=transcript.id,
        slug=file_slug(transcript.id),
        title=transcript.title.strip() or transcript.id,
        language=language,
        url=transcript.url,
        media_url=transcript.media_url,
        date=transcript.date,
    )


def _making(
    transcript: Transcript, speech: Speech, encoder: Encoder, options: Options, language: str, language_from: str
) -> Making:
    return Making(
        cues=len(transcript.cues),
        repaired=transcript.count_repairs(dropped=False),
        dropped=transcript.count_repairs(dropped=True),
        changes=speech.changes,
        word_times=times_kind(speech.words),
        language_from=language_from,
        encoder=encoder.name,
        encoder_sha256=encoder.sha256,
        dtype=encoder.dtype,
        tagger=(options.punctuation or _OUR_TAGGER) if speech.is_tagged else "",
        not_done=_not_done(language, encoder),
    )


def _not_done(language: str, encoder: Encoder) -> tuple[str, ...]:
    """What the guide lacks because of its language, in plain words."""
    if language == "en":
        return ()
    which = f"“{language}”" if language else "of this lecture, which was not recognised,"
    notes = [
        f"Definitions and review questions were not looked for: their rules are English, the language {which} is not.",
        "Sentences were found by pauses and length alone where the transcript has no stops.",
    ]
    if encoder.name == DEFAULT_MODEL:
        notes.append(
            f"The sentence encoder {encoder.name} knows English best; sections and key concepts are better with a "
            "multilingual one (--model)."
        )
    return tuple(notes)
