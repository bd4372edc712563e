"""The course's glossary: its terms as they are spelled, how they are mis-heard, and what a person has corrected."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from lecturebook.clean import spoken_words
from lecturebook.clean.corrections import FILE as CORRECTIONS
from lecturebook.clean.corrections import Corrections, read_corrections
from lecturebook.clean.terms import Aliases, Phrases, Term, learn_terms, phrases_of, read_aliases, shipped_aliases
from lecturebook.course.cache import NO_CACHE, GuideCache
from lecturebook.course.ingredients import code_digest, word_heads
from lecturebook.course.settings import GLOSSARY_FILE, CourseSettings
from lecturebook.course.transcripts import Listed
from lecturebook.digests import digest
from lecturebook.errors import LecturebookError

ALIASES = "aliases.toml"
# files of these names are no transcripts
FILES = (GLOSSARY_FILE, ALIASES, CORRECTIONS)


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote down for a course: terms in their right spelling, alias tables (those that win first),
    corrections by lecture, phrases that are concepts where they are said and phrases that never are.
    """

    terms: tuple[str, ...] = ()
    aliases: tuple[Aliases, ...] = ()
    corrections: Corrections = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a course by the language of its lectures, and what people wrote down for it."""

    terms: dict[str, tuple[Term, ...]]
    written: Written

    def terms_for(self, language: str) -> tuple[Term, ...]:
        """The terms of lectures in `language`."""
        return self.terms.get(language, ())


def user_aliases() -> Path:
    """The user's own file of aliases: LECTUREBOOK_ALIASES, else in the user's folder for settings."""
    told = os.environ.get("LECTUREBOOK_ALIASES")
    return Path(told) if told else platformdirs.user_config_path("lecturebook", appauthor=False) / ALIASES


def read_written(folder: Path, settings: CourseSettings) -> Written:
    """What `settings` list, and aliases.toml and corrections.toml of `folder` say, and the user's own aliases.

    Raises SettingsError for a file that cannot be used.
    """
    return Written(
        terms=tuple(dict.fromkeys(" ".join(term.split()) for term in settings.glossary if term.strip())),
        aliases=(read_aliases(user_aliases()), read_aliases(folder / ALIASES), shipped_aliases()),
        corrections=read_corrections(folder / CORRECTIONS),
        keep=settings.keep,
        stop=settings.stop,
    )


def learn_glossary(
    lectures: Sequence[Listed], written: Written, language: str = "", store: GuideCache = NO_CACHE
) -> Glossary:
    """The glossary of a course: what people wrote, and what its titles and lectures say right, by language.

    `language` is the user's, where lectures do not tell theirs. What each lecture says is taken from `store` where it
    is there, and put there where it is not; a lecture that cannot be read any more says nothing.
    """
    groups: defaultdict[str, list[Listed]] = defaultdict(list)
    for lecture in lectures:
        groups[lecture.language(language)].append(lecture)
    terms = {
        tongue: learn_terms(
            (words_of(lecture, tongue, store).phrases for lecture in group),
            titles=sorted(lecture.transcript.title for lecture in group),
            given=written.terms,
            language=tongue,
        )
        for tongue, group in sorted(groups.items())
    }
    return Glossary(terms, written)


@dataclass(frozen=True, slots=True)
class LectureWords:
    """What the glossary needs of the words of a lecture: what may be a term, and how all of its words begin."""

    phrases: Phrases
    heads: tuple[str, ...]


def words_of(lecture: Listed, language: str, store: GuideCache) -> LectureWords:
    """The words of a lecture in `language`, from `store` where they are there."""
    key = digest(("words", lecture.cues, language, code_digest()))
    if (found := _kept_words(store.get(key))) is not None:
        return found
    try:
        cues = lecture.read().cues
    except (LecturebookError, OSError):
        return LectureWords({}, ())  # told when its guide is made
    phrases = phrases_of((word.text for word in spoken_words(cues)), language)
    heads = word_heads(cue.text for cue in cues)
    store.put(key, json.dumps((phrases, heads), ensure_ascii=True))
    return LectureWords(phrases, heads)


def _kept_words(text: str | None) -> LectureWords | None:
    """What the store had; None where it had nothing, or somebody else wrote it."""
    try:
        phrases, heads = json.loads(text) if text is not None else (None, None)
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(phrases, dict) or not all(isinstance(forms, dict) for forms in phrases.values()):
        return None
    if not isinstance(heads, list) or not all(isinstance(head, str) for head in heads):
        return None
    return LectureWords(phrases, tuple(heads))
