"""Mis-heard terms: what a recogniser wrote for them, put right, every repair on record.

Pure functions over the words of a lecture: `learn_terms` makes the glossary of a course, `find_repairs` says what to
repair and what to ask about, `display_form` is how a term is written.
"""

from lecturebook.clean.terms.aliases import (
    accept_line,
    alias_key,
    heard_as,
    parse_aliases,
    read_aliases,
    refuse_line,
    shipped_aliases,
)
from lecturebook.clean.terms.display import display_form, display_table, spelled, spellings_for
from lecturebook.clean.terms.learning import Phrases, learn_terms, phrases_of
from lecturebook.clean.terms.model import Aliases, Term, TermRepair, TermRepairs
from lecturebook.clean.terms.repair import find_repairs

__all__ = [
    "Aliases",
    "Phrases",
    "Term",
    "TermRepair",
    "TermRepairs",
    "accept_line",
    "alias_key",
    "display_form",
    "display_table",
    "find_repairs",
    "heard_as",
    "learn_terms",
    "parse_aliases",
    "phrases_of",
    "read_aliases",
    "refuse_line",
    "shipped_aliases",
    "spelled",
    "spellings_for",
]
