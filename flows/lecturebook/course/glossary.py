"""The course's glossary: its terms as they are spelled, how they are mis-heard, and what a person has corrected."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from lecturebook.clean import spoken_words
from lecturebook.clean.corrections import FILE as CORRECTIONS
from lecturebook.clean.corrections import Corrections, read_corrections
from lecturebook.clean.terms import Aliases, Term, learn_terms, read_aliases, shipped_aliases
from lecturebook.course.settings import GLOSSARY_FILE, CourseSettings
from lecturebook.language import lecture_language
from lecturebook.model import Transcript

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


def learn_glossary(transcripts: Sequence[Transcript], written: Written, language: str = "") -> Glossary:
    """The glossary of a course: what people wrote, and what its titles and lectures say right, by language.

    `language` is the user's, where lectures do not tell theirs.
    """
    groups: defaultdict[str, list[Transcript]] = defaultdict(list)
    for transcript in transcripts:
        groups[lecture_language(transcript, language)[0]].append(transcript)
    terms = {
        tongue: learn_terms(
            ([word.text for word in spoken_words(transcript.cues)] for transcript in group),
            titles=sorted(transcript.title for transcript in group),
            given=written.terms,
            language=tongue,
        )
        for tongue, group in sorted(groups.items())
    }
    return Glossary(terms, written)
