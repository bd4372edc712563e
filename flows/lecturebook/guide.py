"""One lecture from transcript to study guide: the stages in their order, one pass through the encoder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from lecturebook.clean import clean
from lecturebook.clean.punctuate import WordTagger
from lecturebook.clean.quotes import quote
from lecturebook.clean.terms import display_form, spellings_for
from lecturebook.clean.times import times_kind
from lecturebook.clean.wording import NO_WORDING, Wording
from lecturebook.concepts import Wishes, find_concepts
from lecturebook.embed import DEFAULT_MODEL, Encoder, Vectors, pool
from lecturebook.errors import TranscriptError
from lecturebook.language import lecture_language
from lecturebook.model import (
    Concept,
    Guide,
    Lecture,
    Making,
    Part,
    Passage,
    Section,
    Speech,
    Transcript,
)
from lecturebook.options import Options
from lecturebook.read.coverage import covered_spans
from lecturebook.segment import Topic, find_topics, read_detail, sentence_vectors, title_sections, units_of
from lecturebook.slug import file_slug
from lecturebook.stopwatch import Stopwatch
from lecturebook.study import abstract, ask, section_summary

_ABSTRACT = 4  # sentences
_SECTION_CONCEPTS = 6
_TAGGED_LANGUAGE = "en"
_OUR_TAGGER = "lecturebook"


def make_guide(
    transcript: Transcript,
    encoder: Encoder,
    *,
    tagger: WordTagger | None = None,
    wording: Wording = NO_WORDING,
    options: Options | None = None,
    watch: Stopwatch | None = None,
) -> Guide:
    """The guide of one lecture. `tagger` gives captions their stops and capitals; `wording` is what the course says of
    its words: what it lists are concepts whatever their frequency. `watch` takes each stage's time.

    Raises TranscriptError where no word is left after cleaning.
    """
    options, watch = options or Options(), watch or Stopwatch()
    with watch.stage("clean"):
        language, language_from = lecture_language(transcript, options.language)
        if language != _TAGGED_LANGUAGE and not options.punctuation:
            tagger = None  # ours knows one language; what a user names is the user's choice
        speech = clean(transcript.cues, language=language, tagger=tagger, wording=wording)
    if not speech.words:
        raise TranscriptError(transcript.source.file, 0, "no spoken word", "at least one cue with speech")
    covered = covered_spans(transcript)
    with watch.stage("embed"):
        units = units_of(speech.sentences)
        unit_vectors = encoder.encode_spans([word.text for word in speech.words], units)
        vectors = sentence_vectors(speech.sentences, units, unit_vectors)
    with watch.stage("segment"):
        detail = read_detail(options.detail or transcript.detail)
        topics = find_topics(speech, units, unit_vectors, detail, chapters=transcript.chapters, language=language)
        spans = [(topic.first, topic.last) for topic in topics]
    with watch.stage("concepts"):
        found = find_concepts(
            speech.words,
            speech.sentences,
            vectors,
            encoder.encode,
            sections=[_word_span(speech, span) for span in spans],
            centroid=pool(unit_vectors, [1.0] * len(unit_vectors)),
            title=transcript.title,
            wishes=_wishes(speech, wording),
            seconds=sum(end - start for start, end in covered),
            language=language,
        )
        concepts = tuple(entry.concept for entry in found)
    with watch.stage("study"):
        said = abstract(speech.sentences, vectors, concepts, spans, count=_ABSTRACT, title=transcript.title)
        # a lecture of one section has said its best in the abstract: the section goes on from there
        before = said if len(spans) == 1 else ()
        sections = _sections(speech, vectors, encoder, topics, concepts, language=language, said=before)
        questions = ask(transcript.id, found, speech.words, speech.sentences)
    guide = Guide(
        lecture=_lecture(transcript, language),
        source=transcript.source,
        making=_making(transcript, speech, encoder, options, language, language_from),
        covered=covered,
        words=speech.words,
        sentences=speech.sentences,
        events=speech.events,
        abstract=said,
        sections=sections,
        concepts=concepts,
        questions=questions,
        ledger=speech.ledger,
        suspected=speech.suspected,
    )
    return _quoted(guide)


def _wishes(speech: Speech, wording: Wording) -> Wishes:
    """What the course says of concepts."""
    spellings = spellings_for((word.text for word in speech.words), wording.terms)
    return Wishes(
        terms=[term.text for term in wording.terms if term.given],
        keep=wording.keep,
        stop=wording.stop,
        display=partial(display_form, table=spellings),
    )


def _quoted(guide: Guide) -> Guide:
    """`guide` with all passages but its sentences as quotes."""
    left_out = guide.left_out

    def quoted(passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(quote(passage, guide.words, left_out) for passage in passages)

    return replace(
        guide,
        abstract=quoted(guide.abstract),
        sections=tuple(replace(section, summary=quoted(section.summary)) for section in guide.sections),
        concepts=tuple(replace(concept, definitions=quoted(concept.definitions)) for concept in guide.concepts),
        questions=tuple(
            replace(question, answer=quote(question.answer, guide.words, left_out)) for question in guide.questions
        ),
    )


def _word_span(speech: Speech, sentences: tuple[int, int]) -> tuple[int, int]:
    return speech.sentences[sentences[0]].first, speech.sentences[sentences[1] - 1].last


def _sections(
    speech: Speech,
    vectors: Vectors,
    encoder: Encoder,
    topics: tuple[Topic, ...],
    concepts: tuple[Concept, ...],
    *,
    language: str,
    said: tuple[Passage, ...],
) -> tuple[Section, ...]:
    """The sections of the `topics`; what is `said` already is left out of their summaries."""
    titles = _titles(speech, vectors, encoder, topics, concepts, language)
    parts = [part for topic in topics for part in topic.parts]
    steps = iter(zip(parts, _titles(speech, vectors, encoder, parts, concepts, language), strict=True))
    sections = []
    for title, topic in zip(titles, topics, strict=True):
        low, high = topic.first, topic.last
        first, last = _word_span(speech, (low, high))
        start, end = speech.words[first].start, speech.words[last - 1].end
        summary = section_summary(speech.sentences[low:high], vectors[low:high], concepts, title=title, said=said)
        sections.append(
            Section(
                id=f"s{speech.words[first].place}",
                title=title,
                first=first,
                last=last,
                start=start,
                end=end,
                summary=summary,
                concepts=_concepts_of(first, last, concepts),
                confidence=topic.confidence,
                is_given=bool(topic.title),
                parts=tuple(_part(speech, *next(steps)) for _ in topic.parts),
            )
        )
    return tuple(sections)


def _part(speech: Speech, topic: Topic, title: str) -> Part:
    first, last = _word_span(speech, (topic.first, topic.last))
    start, end = speech.words[first].start, speech.words[last - 1].end
    return Part(f"p{speech.words[first].place}", title, first, last, start, end, topic.confidence)


def _titles(
    speech: Speech,
    vectors: Vectors,
    encoder: Encoder,
    topics: Sequence[Topic],
    concepts: tuple[Concept, ...],
    language: str,
) -> list[str]:
    """The title of each topic: its chapter's, or one that is found."""
    if not topics:
        return []
    return title_sections(
        speech.sentences,
        vectors,
        [(topic.first, topic.last) for topic in topics],
        encoder.encode,
        language=language,
        names=[concept.name for concept in concepts],
        given=[topic.title for topic in topics],
    )


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
        not_done=(*_not_done(language, encoder), *(f"A correction was not made: {what}." for what in speech.unused)),
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
