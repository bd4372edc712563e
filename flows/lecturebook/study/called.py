"""How a concept is called in a question: its number, and the article that the lecturer gives it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lecturebook.concepts.cues import Surroundings, after_head
from lecturebook.language import bare, stem
from lecturebook.model import Concept, Word
from lecturebook.stoplists import FUNCTION

_PLURAL = re.compile(r"[^siu]s$")
# what follows a name and is no part of a longer one: verbs, mostly
_VERBAL = re.compile(r"(?:[^su]s|[^s]es|ed|ly)$(?<!sis)")
_ARTICLES = frozenset({"a", "an", "the"})
_DETERMINERS = frozenset("this that these those our your my their his her its each every some any no such one".split())


def prompt_about(pattern: str, concept: Concept, words: Sequence[Word]) -> str:
    """`pattern` with ``{C}``, ``{is}`` and ``{does}`` filled in for `concept`."""
    many = _is_plural(_name(concept, words))
    filled = pattern.replace("{is}", "are" if many else "is").replace("{does}", "do" if many else "does")
    return filled.replace("{C}", called(concept, words))


def called(concept: Concept, words: Sequence[Word]) -> str:
    """The concept with the article that it mostly has where it stands for itself; none for many, or where none is."""
    name = _name(concept, words)
    if _is_plural(name):
        return name
    spans = [span for span in spans_of(concept) if is_name(words, span, concept)]
    said = Counter(_article(words, first, last) for first, last in spans)
    some = said["a"] + said["an"]
    if said[""] > some + said["the"] or not some + said["the"]:
        return name
    most = "the" if said["the"] > some else max(("a", "an"), key=lambda article: said[article])
    return f"{_article_of_a_definition(words, spans) or most} {name}"


def _article_of_a_definition(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> str:
    """ "a" where "a C is …" is said: however often it is the C afterwards, one asks what a C is."""
    defined = (span for span in spans if span[0] and span[1] < len(words) and bare(words[span[1]].text) == "is")
    articles = (bare(words[first - 1].text) for first, _ in defined)
    return next((article for article in articles if article in {"a", "an"}), "")


def _article(words: Sequence[Word], first: int, last: int) -> str | None:
    """The article before a name, none (empty), or None where that tells nothing: "this", a longer name, many."""
    before = bare(words[first - 1].text) if first else ""
    after = bare(words[last].text) if last < len(words) else ""
    stops = words[last - 1].display.endswith((".", ",", ";", "?", ":"))
    if not stops and after and after not in FUNCTION and not _VERBAL.search(after):
        return None
    if _PLURAL.search(bare(words[last - 1].text)) or before in _DETERMINERS:
        return None
    return before if before in _ARTICLES else ""


def _name(concept: Concept, words: Sequence[Word]) -> str:
    """The concept's name, in the plural where it is mostly said so."""
    said = Counter(" ".join(bare(word.text) for word in words[first:last]) for first, last in spans_of(concept))
    most, count = said.most_common(1)[0] if said else ("", 0)
    is_its_plural = most.startswith(concept.name.lower()) and _is_plural(most)
    return most if is_its_plural and concept.name.islower() and 2 * count > said.total() else concept.name


def _is_plural(name: str) -> bool:
    return bool(_PLURAL.search(name)) and name.islower()


def spans_of(concept: Concept) -> list[tuple[int, int]]:
    """The word spans of all mentions."""
    return [(mention.first, mention.last) for mention in concept.mentions]


def is_name(words: Sequence[Word], span: tuple[int, int], concept: Concept) -> bool:
    """Whether the concept is said there as it is called, or in the plural: "approximating" is another word."""
    said = " ".join(bare(word.text) for word in words[slice(*span)]).replace("-", " ").removesuffix("'s")
    name = concept.name.casefold().replace("-", " ")
    return said in {name, f"{name}s", f"{name}es", name.removesuffix("s")}


def is_whole_name(around: Surroundings) -> bool:
    """Whether the name stands for itself, not as part of a longer one."""
    before, after = around.before.split()[-1:], after_head(around.after).lstrip(", ").split()[:1]
    ends = not after or after[0].strip(",") in FUNCTION or bool(_VERBAL.search(after[0]))
    begins = not before or before[0].strip(",") in FUNCTION or before[0].endswith(",")
    return begins and ends and before != ["to"]


def shares_stem(one: Concept, other: Concept) -> bool:
    """Whether the names of two concepts have a word in common."""
    stems = [{stem(word) for word in re.split(r"[\s-]+", concept.name.lower())} for concept in (one, other)]
    return bool(stems[0] & stems[1]) or one.key == other.key
