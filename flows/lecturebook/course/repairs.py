"""The repairs of each lecture, by the glossary of the whole course, kept from build to build."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lecturebook.clean import spoken_words
from lecturebook.clean.confidence import doubtful
from lecturebook.clean.terms import TermRepair, TermRepairs, find_repairs
from lecturebook.clean.wording import Wording
from lecturebook.course.cache import GuideCache
from lecturebook.course.glossary import Glossary, words_of
from lecturebook.course.ingredients import MaySay, code_digest, word_heads
from lecturebook.course.transcripts import Listed
from lecturebook.digests import digest
from lecturebook.model import Transcript


@dataclass(frozen=True, slots=True)
class Reading:
    """A lecture whose words are to be put right; `key` names the result among what is kept."""

    lecture: Listed
    language: str
    key: str

    @property
    def transcript(self) -> Transcript:
        """The lecture, without its words."""
        return self.lecture.transcript

    def lost(self, reason: str) -> TermRepairs:
        """What its repairs come to where they were never found: none, and the lecture fails."""
        return TermRepairs(failure=reason)


def readings(lectures: Sequence[Listed], glossary: Glossary, language: str) -> list[Reading]:
    """What to read, each under a digest of all that its repairs depend on."""
    made_from = {tongue: digest(sorted(map(repr, terms))) for tongue, terms in glossary.terms.items()}
    tables = digest([_plain(table) for table in glossary.written.aliases])
    found = []
    for lecture in lectures:
        tongue = lecture.language(language)
        parts = (lecture.cues, lecture.transcript.title, tongue, made_from.get(tongue, ""), tables, code_digest())
        found.append(Reading(lecture, tongue, digest(("repairs", *parts))))
    return found


def _plain(table: Any) -> tuple[object, ...]:
    """An alias table as plain data whose order says nothing."""
    return (sorted(table.terms.items()), sorted(table.refused), sorted(table.evidence), sorted(table.careful))


def repair_lecture(reading: Reading, glossary: Glossary, cache: GuideCache) -> TermRepairs:
    """The repairs of one lecture; kept for the next build. A lecture that cannot be read must not stop the others."""
    try:
        words = spoken_words(reading.lecture.read().cues)
        repairs = find_repairs(
            [word.text for word in words],
            sorted(glossary.terms_for(reading.language), key=lambda term: (not term.given, term.text)),
            aliases=glossary.written.aliases,
            title=reading.transcript.title,
            language=reading.language,
            doubtful=doubtful(words),
        )
    except Exception as error:
        return TermRepairs(failure=f"lecture {reading.transcript.id!r}: {type(error).__name__}: {error}")
    cache.put(reading.key, json.dumps(asdict(repairs), ensure_ascii=False))
    return repairs


def kept_repairs(reading: Reading, cache: GuideCache) -> TermRepairs | None:
    """The repairs of the same lecture by the same glossary in an earlier build; None where there are none."""
    text = cache.get(reading.key)
    if text is None:
        return None
    try:
        document = json.loads(text)
        applied, suspected = (tuple(map(_repair, document[name])) for name in ("applied", "suspected"))
    except (ValueError, KeyError, TypeError, RecursionError):  # somebody else wrote it
        return None
    return TermRepairs(applied, suspected)


def wording_of(reading: Reading, glossary: Glossary, store: GuideCache) -> Wording:
    """All that the glossary means for a lecture, whose repairs `store` has, unless it has none; terms that only its
    repairs say are among them.
    """
    repairs = kept_repairs(reading, store) or TermRepairs()
    corrections = glossary.written.corrections.get(reading.transcript.id, ())
    added = [word for repair in (*repairs.applied, *repairs.suspected) for word in repair.after]
    added += [correction.after for correction in corrections if correction.after]
    heads = words_of(reading.lecture, reading.language, store).heads
    may_say, written = MaySay((*heads, *word_heads(added))), glossary.written
    return Wording(
        terms=may_say.terms(glossary.terms_for(reading.language)),
        repairs=repairs,
        corrections=corrections,
        keep=may_say.phrases(written.keep),
        stop=may_say.phrases(written.stop),
    )


def _repair(row: dict[str, Any]) -> TermRepair:
    return TermRepair(**{**row, "before": tuple(row["before"]), "after": tuple(row["after"])})
