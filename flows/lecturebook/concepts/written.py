"""How names are written where the source has no capitals: "Schnorr signature", with those that were put back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set

from lecturebook.concepts.candidates import trim
from lecturebook.model import Passage, Word


def written(words: Sequence[Word], sentences: Sequence[Passage]) -> list[str]:
    """The words as names are made of them: as in the source, but a word in lower case has the capitals that most of its
    mentions inside sentences were given, its plural among them: "HTLCs", and an oracle where there are oracles.
    """
    begins = {sentence.first for sentence in sentences}
    said = {trim(word.text) for word in words}
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place, word in enumerate(words):
        if word.text.islower() and place not in begins:
            plain = trim(word.text)
            forms[_singular(plain, said)][trim(word.display)[: len(_singular(plain, said))]] += 1
    usual = {plain: _majority(counts) for plain, counts in forms.items()}
    return [_written(word.text, usual, said) for word in words]


def _written(text: str, usual: dict[str, str], said: Set[str]) -> str:
    plain = trim(text)
    singular = _singular(plain, said)
    shown = usual.get(singular, singular) + plain[len(singular) :]
    return shown if text.islower() and shown != plain else text


def _singular(plain: str, said: Set[str]) -> str:
    """`plain` without the ending of a plural whose singular is said, too."""
    return plain[:-1] if plain.endswith("s") and plain[:-1] in said else plain


def _majority(counts: Counter[str]) -> str:
    """The form that is more than half of all; else the one in lower case."""
    form, count = counts.most_common(1)[0]
    return form if 2 * count > counts.total() else form.lower()
