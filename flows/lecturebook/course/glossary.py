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
from lecturebook.course.settings import CourseSettings
from lecturebook.errors import SettingsError
from lecturebook.language import lecture_language
from lecturebook.model import Transcript

LIST, ALIASES = "glossary.txt", "aliases.toml"
# files of these names are no transcripts
FILES = (LIST, ALIASES, CORRECTIONS)
_MOST_BYTES, _MOST_LETTERS = 1_000_000, 120


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote down for a course: terms in their right spelling, alias tables (those that win first), and
    corrections by lecture."""

    terms: tuple[str, ...] = ()
    aliases: tuple[Aliases, ...] = ()
    corrections: Corrections = field(default_factory=dict)


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
    """What course.toml, glossary.txt, aliases.toml and corrections.toml of `folder` say, and the user's own aliases.

    Raises SettingsError for a file that cannot be used.
    """
    listed = (term.strip() for term in (*settings.glossary, *_read_list(folder / LIST)))
    return Written(
        terms=tuple(dict.fromkeys(term for term in listed if term)),
        aliases=(read_aliases(user_aliases()), read_aliases(folder / ALIASES), shipped_aliases()),
        corrections=read_corrections(folder / CORRECTIONS),
    )


def _read_list(path: Path) -> list[str]:
    """The lines of a glossary.txt: a term each; none of an empty one, or one that begins with #."""
    if not path.is_file():
        return []
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingsError(path.name, f"more than {_MOST_BYTES:,} bytes", "a term a line")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(path.name, str(error), "text in UTF-8 with a term a line") from error
    for number, line in enumerate(lines, start=1):
        if len(line) > _MOST_LETTERS:
            raise SettingsError(path.name, f"line {number} has {len(line)} letters", f"at most {_MOST_LETTERS}")
    return [line for line in lines if not line.startswith("#")]


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
