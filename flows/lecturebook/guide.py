"""One lecture from transcript to study guide: the stages in their order, one pass through the encoder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from lecturebook.clean import clean
from lecturebook.clean.punctuate import WordTagger
from lecturebook.clean.quotes import quote
from lecturebook.clean.terms import display_form, spellings_for
from lecturebook.clean.wording import NO_WORDING, Wording
from lecturebook.concepts import Wishes, find_concepts
from lecturebook.concepts.stage import Found
from lecturebook.embed import Encoder, pool
from lecturebook.errors import TranscriptError
from lecturebook.language import lecture_language
from lecturebook.making import making_of
from lecturebook.model import Concept, Guide, Lecture, Passage, Question, Section, Transcript, left_out_by
from lecturebook.options import Options
from lecturebook.read.coverage import covered_spans
from lecturebook.segment import Embedded, Topic, embed_speech, find_topics, read_detail
from lecturebook.slug import file_slug
from lecturebook.stopwatch import Stopwatch
from lecturebook.study import abstract, ask, marks_of, objectives_of, sections_of, written_by
from lecturebook.study.writer import Writer

_ABSTRACT = 4  # sentences
_TAGGED_LANGUAGE = "en"


def make_guide(
    transcript: Transcript,
    encoder: Encoder,
    *,
    tagger: WordTagger | None = None,
    wording: Wording = NO_WORDING,
    options: Options | None = None,
    watch: Stopwatch | None = None,
    writer: Writer | None = None,
) -> Guide:
    """The guide of one lecture. `tagger` gives captions their stops and capitals; `wording` is what the course says of
    its words: what it lists are concepts whatever their frequency. `writer` gives sections an abstract. `watch` takes
    each stage's time.

    Raises TranscriptError where no word is left after cleaning, ModelError where the writer does not answer.
    """
    options, watch = options or Options(), watch or Stopwatch()
    with watch.stage("clean"):
        language, language_from = lecture_language(transcript, options.language)
        if language != _TAGGED_LANGUAGE and not options.punctuation:
            tagger = None  # ours knows one language; what a user names is the user's choice
        speech = clean(transcript.cues, language=language, tagger=tagger, wording=wording)
    if not speech.words:
        line = transcript.cues[0].line if transcript.cues else 0
        raise TranscriptError(transcript.source.file, line, "no spoken word", "at least one cue with speech")
    covered = covered_spans(transcript)
    with watch.stage("embed"):
        lecture = embed_speech(speech, language, encoder)
    with watch.stage("segment"):
        detail = read_detail(options.detail or transcript.detail)
        topics = find_topics(lecture, detail, chapters=transcript.chapters)
    with watch.stage("concepts"):
        found = _concepts(lecture, topics, transcript.title, wording, sum(end - start for start, end in covered))
        concepts = tuple(entry.concept for entry in found)
    with watch.stage("study"):
        said = _abstract(lecture, topics, concepts, transcript.title)
        # a lecture of one section has said its best in the abstract: the section goes on from there
        sections = sections_of(lecture, topics, concepts, said=said if len(topics) == 1 else ())
        if writer is not None:
            sections = written_by(writer, lecture, topics, sections)
        questions = _questions(lecture, transcript.id, found, sections)
    return _quoted(
        Guide(
            lecture=_lecture(transcript, language),
            source=transcript.source,
            making=making_of(
                transcript,
                speech,
                encoder,
                options,
                language=language,
                language_from=language_from,
                writer=writer.name if writer else "",
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
            suspected=speech.suspected,
            marks=marks_of(speech.sentences, speech.turns) if language == "en" else (),
            objectives=objectives_of(concepts, questions),
        )
    )


def _concepts(lecture: Embedded, topics: Sequence[Topic], title: str, wording: Wording, seconds: float) -> list[Found]:
    """The key concepts, with what the course says of them."""
    speech = lecture.speech
    spellings = spellings_for((word.text for word in speech.words), wording.terms)
    return find_concepts(
        speech.words,
        speech.sentences,
        lecture.vectors,
        lecture.encoder.encode,
        sections=[lecture.words_of(topic.first, topic.last) for topic in topics],
        centroid=pool(lecture.unit_vectors, [1.0] * len(lecture.unit_vectors)),
        title=title,
        wishes=Wishes(
            terms=[term.text for term in wording.terms if term.given],
            keep=wording.keep,
            stop=wording.stop,
            display=partial(display_form, table=spellings),
        ),
        seconds=seconds,
        language=lecture.language,
        is_guessed=speech.is_tagged,
    )


def _abstract(
    lecture: Embedded, topics: Sequence[Topic], concepts: tuple[Concept, ...], title: str
) -> tuple[Passage, ...]:
    spans = [(topic.first, topic.last) for topic in topics]
    return abstract(lecture.speech.sentences, lecture.vectors, concepts, spans, count=_ABSTRACT, title=title)


def _questions(
    lecture: Embedded, lecture_id: str, found: Sequence[Found], sections: Sequence[Section]
) -> tuple[Question, ...]:
    return ask(
        lecture_id,
        found,
        lecture.speech.words,
        lecture.speech.sentences,
        sections=sections if lecture.language == "en" else (),
        left_out=left_out_by(lecture.speech.ledger),
        is_guessed=lecture.speech.is_tagged,
    )


def _quoted(guide: Guide) -> Guide:
    """`guide` with all passages but its sentences as quotes."""
    left_out = guide.left_out

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
        concepts=tuple(
            replace(concept, definitions=quoted(concept.definitions), again=quoted(concept.again))
            for concept in guide.concepts
        ),
        questions=tuple(
            replace(
                question,
                answer=quote(question.answer, guide.words, left_out),
                steps=tuple(replace(step, said=quote(step.said, guide.words, left_out)) for step in question.steps),
            )
            for question in guide.questions
        ),
        marks=tuple(replace(mark, passage=quote(mark.passage, guide.words, left_out)) for mark in guide.marks),
        objectives=tuple(
            replace(objective, said=quote(objective.said, guide.words, left_out)) for objective in guide.objectives
        ),
    )


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
