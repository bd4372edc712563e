"""What a concept is called: the right spelling, whole words, no fragment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass, field

from lecturebook.clean.terms.sounds import letters
from lecturebook.concepts.heard import plain_words
from lecturebook.concepts.variants import Candidate
from lecturebook.concepts.verbs import NOUN_ENDS
from lecturebook.stoplists import PREFIXES
from lecturebook.tokens import Stems

# a plural that is no plural
_SINGULAR_ENDS = ("ss", "us", "is", "ics", "ous")
# "cross entropy" and "fine tuning" are written as people like
_JOINED = PREFIXES - {"back", "cross", "fine", "well"}


@dataclass(frozen=True, slots=True)
class Spellings:
    """What names are spelled by: `given` phrases -> as people wrote them (keep list, glossary), else `display`, which
    gives a name its terms in display form. `said` are the lecture's words without their stops, in their case;
    `is_english` whether English prefixes are written to their words.
    """

    given: Mapping[Stems, str] = field(default_factory=dict)
    display: Callable[[str], str] = str
    said: Set[str] = frozenset()
    is_english: bool = True


def label(candidate: Candidate) -> str:
    """The surface shown for a candidate: of the frequent ones the one with most words, then the most frequent.

    A singular wins over its plural, the whole word over the clipped one ("deep network", "deep net"), the noun over
    the verb ("fine-tuning", "fine-tuned"); a capital that only starts sentences is not a name, so the lower-case
    surface wins where it is said as well.
    """
    surfaces = candidate.surfaces
    own = _own_forms(candidate) or list(surfaces)
    most = max(surfaces[form] for form in own)
    frequent = [form for form in own if 4 * surfaces[form] >= most]
    frequent = [form for form in frequent if not any(_is_clip(form, other) for other in frequent)]
    best = min(
        frequent,
        key=lambda form: (
            _is_verb(form, frequent),
            _size(form),
            _only_initial(form),
            # the singular and the plural are one form
            -sum(count for other, count in surfaces.items() if _singular_form(other) == _singular_form(form)),
            form,
        ),
    )
    return _singular_form(best) if _singular_form(best) in surfaces else best


def name_of(candidate: Candidate, spellings: Spellings) -> str:
    """The name of a concept: as somebody wrote it down, else as it is said, in display form.

    Inside a phrase the singular stands for the plural where the lecture has both: recognisers write "segments
    embeddings".
    """
    for phrase in sorted(candidate.phrases, key=lambda phrase: (-len(phrase), phrase)):
        if phrase in spellings.given:
            return spellings.given[phrase]
    form = label(candidate)
    *inner, last = _lowered(_hyphenated(form) if spellings.is_english else form, spellings.said).split()
    return spellings.display(" ".join([*(_singular(word, spellings.said) for word in inner), last]))


def aliases_of(candidate: Candidate, name: str) -> tuple[str, ...]:
    """The other surfaces, those that differ in more than case, most frequent first.

    A hyphenated word that has more than the concept is no name of it: what is non-convex is not convex.
    """
    seen = {name.casefold()}
    aliases = []
    for form in sorted(candidate.surfaces, key=lambda form: (-candidate.surfaces[form], form)):
        if form.casefold() not in seen and not _is_inside_word(candidate, form):
            seen.add(form.casefold())
            aliases.append(form)
    return tuple(aliases)


def _own_forms(candidate: Candidate) -> list[str]:
    """The surfaces that are no more than the candidate: "encoder", not the "encoder-decoder" that it is a part of."""
    sizes = {len(phrase) for phrase in candidate.phrases}
    return [form for form, count in candidate.surfaces.items() if count and len(plain_words(form)) in sizes]


def _is_inside_word(candidate: Candidate, form: str) -> bool:
    """Whether the candidate is but a part of a hyphenated word of the form, as it was counted."""
    more = len(plain_words(form)) > candidate.size
    return more and candidate.surfaces[form] > 0 and len(form.split()) <= candidate.size


def _size(form: str) -> int:
    """What sorts the form of most words first; a hyphen makes two words of one."""
    return -len(plain_words(form))


def _is_verb(form: str, others: Collection[str]) -> bool:
    """Whether another form is a noun of the same word: "fine-tuned" beside "fine-tuning", "act" beside "action".

    A concept is a noun where the lecture says it.
    """
    root = letters(form)
    stems: tuple[str, ...] = ()
    if root.endswith("ed"):
        stems = (root.removesuffix("ed"),)
    elif root.endswith("e") and (" " in form or "-" in form or root.endswith(("ate", "ize"))):
        # "spike" alone is a noun beside "spiking"
        stems = (root.removesuffix("e"),)
    nouns = [letters(other) for other in others if other.endswith(NOUN_ENDS)]
    return any(noun.startswith(stems) for noun in nouns if stems) or not {f"{root}ion", f"{root}ions"}.isdisjoint(nouns)


def _hyphenated(name: str) -> str:
    """`name` with its prefixes written to the words after them: "non linear function" is a non-linear function."""
    words = name.split()
    for n in range(len(words) - 2, -1, -1):
        if words[n] in _JOINED:
            words[n : n + 2] = [f"{words[n]}-{words[n + 1]}"]
    return " ".join(words)


def _lowered(name: str, said: Set[str]) -> str:
    """`name` without a capital that only its sentence gave it: its first word stands in lower case elsewhere."""
    first = name.split()[0]
    return name[:1].lower() + name[1:] if _only_initial(name) and first.lower() in said else name


def _is_clip(form: str, other: str) -> bool:
    """Whether `other` goes on where `form` ends, by more than an ending."""
    return len(other) >= len(form) + 3 and " " in form and other.casefold().startswith(form.casefold())


def _singular_form(form: str) -> str:
    """`form` in the singular, if it is a plural: "vocabularies"; what only looks like one is no harm here."""
    return f"{form[:-3]}y" if form.endswith("ies") else form.removesuffix("s")


def _singular(word: str, said: Set[str]) -> str:
    plural = word.islower() and len(word) > 3 and word.endswith("s") and not word.endswith(_SINGULAR_ENDS)
    return word[:-1] if plural and word[:-1] in said else word


def _only_initial(form: str) -> bool:
    return form[:1].isupper() and form[1:] == form[1:].lower()
