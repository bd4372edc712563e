"""What kind of thing a chosen phrase is: a concept, a word too vague to be one, or an example of the lecture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from lecturebook.language import EVERYDAY_ZIPF, bare, commonness
from lecturebook.model import ConceptKind

# an example is told in one go: all its mentions stand within this share of the lecture
_EXAMPLE_SHARE = 0.05
# what is less near to the whole lecture (cosine) and to its nearest concepts (their mean) has little to do with it:
# "ice crystals" .09 and .19, "linearly separable" .02 and .30, "inner product" .13 and .25
_OFF_SUBJECT, _ALONE = 0.12, 0.2
# a phrase of words this common (mean Zipf value), no nearer to other concepts and first said in a supposition, is what
# the lecture uses, whatever it says of it: "let's say we detect whether a food is a hot dog" has 5.2 and .22
_EVERYDAY_MEAN, _NO_COMPANY = 4.8, 0.25
# a name of several words that is said so often is a subject, unless it is a person's
_SUBJECT_TIMES = 5
# somebody is meant where a pronoun for a person follows this often, in this share of the mentions and so many words:
# "Alice", "Bob", "Roger" .15 to .60; no name of a thing in 119 lectures has two such mentions and that share
_PERSON_TIMES, _PERSON_SHARE, _PERSON_REACH = 2, 0.15, 11
_PERSONAL = frozenset("he she his her him hers himself herself he's she's he'll she'll he'd she'd".split())
# who writes to whom in cryptography and physics ever since Rivest, Shamir and Adleman (1978)
_CAST = frozenset("alice bob carol charlie dave eve mallory trudy".split())
_SUPPOSED = re.compile(r"\b(?:let's say|let us say|say that|say we|say you|imagine|suppose|pretend)\b")


def kind_of(
    name: str,
    mentions: Sequence[tuple[int, int]],
    *,
    total: int,
    nearness: float,
    company: float,
    is_given: bool,
    is_defined: bool,
    is_object: bool,
    is_person: bool,
    is_supposed: bool,
    language: str,
) -> ConceptKind:
    """The kind of a concept with its `mentions` (word spans) in a lecture of `total` words.

    `nearness` is the cosine to the lecture as a whole, `company` the mean of those to its nearest concepts; `is_given`
    says that people named it (title, glossary), `is_defined` that the lecture says what it is, `is_object` that it is
    written as a name, `is_person` that somebody is meant, `is_supposed` that it is first said in a supposition.

    One everyday word alone is vague ("layer"). An example is what is said in one stretch of the lecture and is a name,
    or has little to do with the rest; so is a person, or a name of several words that is said now and then ("Ada
    Lovelace"): nobody is asked what that is, and so is a thing of every day that is supposed, even where the lecture
    says what it is ("hot dog").
    """
    if is_given or not mentions:
        return "concept"
    if is_person or (is_object and " " in name and len(mentions) < _SUBJECT_TIMES):
        return "example"
    words = name.lower().replace("-", " ").split()
    everyday = sum(commonness(word, language) for word in words) / len(words) > _EVERYDAY_MEAN
    if is_supposed and len(words) > 1 and everyday and company < _NO_COMPANY:
        return "example"
    if is_defined:
        return "concept"
    if " " not in name and "-" not in name and name.islower() and commonness(name, language) > EVERYDAY_ZIPF:
        return "vague"
    stretch = (mentions[-1][1] - mentions[0][0]) / max(total, 1)
    in_one_go = len(mentions) > 1 and stretch <= _EXAMPLE_SHARE
    return "example" if in_one_go and (is_object or (nearness < _OFF_SUBJECT and company < _ALONE)) else "concept"


def is_supposition(before: str) -> bool:
    """Whether what comes after `before`, the words of an English sentence so far, is supposed: "let's say we have"."""
    return bool(_SUPPOSED.search(before.casefold().replace("’", "'")))


def is_person(name: str, mentions: Sequence[tuple[int, int]], words: Sequence[str]) -> bool:
    """Whether `name` is somebody's, by what follows its `mentions` (spans of `words`): "Alice sends hers"."""
    if not all(_is_name(word) for word in name.split()):
        return False
    after = [words[last : last + _PERSON_REACH] for _, last in mentions]
    times = sum(not _PERSONAL.isdisjoint(map(bare, near)) for near in after)
    return name.casefold() in _CAST or times >= max(_PERSON_TIMES, _PERSON_SHARE * len(mentions))


def is_object(surfaces: Counter[str], said: Set[str] = frozenset()) -> bool:
    """Whether what was said is mostly written as a name of plain letters: "Geoffrey Hinton", but not "ReLU".

    A word that is `said` in lower case, too, is no name: "Named Entity Recognition" is the recognition of entities.
    """
    if any(word.lower() in said for form in surfaces for word in form.split()):
        return False
    names = sum(count for form, count in surfaces.items() if all(_is_name(word) for word in form.split()))
    return 2 * names > surfaces.total()


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()
