"""How a guide was made, for those who want to know before they trust it."""

from __future__ import annotations

from lecturebook.clean.times import times_kind
from lecturebook.embed import Encoder
from lecturebook.model import Making, Speech, Transcript
from lecturebook.options import Options
from lecturebook.weights import DEFAULT_MODEL

_OUR_TAGGER = "lecturebook"


def making_of(
    transcript: Transcript,
    speech: Speech,
    encoder: Encoder,
    options: Options,
    *,
    language: str,
    language_from: str,
    writer: str,
) -> Making:
    """What was read, changed and left out, and by which models."""
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
        writer=writer,
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
