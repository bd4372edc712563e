"""Variants of one concept: the same in another spelling, clipped, abbreviated, or with a head that adds nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lecturebook.concepts.tokens import Stems
from lecturebook.language import EVERYDAY_ZIPF, stem, zipf
from lecturebook.stoplists import GENERIC_HEADS

# "deep net" for deep network
_SHORTEST_CLIP = 3
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 5


@dataclass(slots=True)
class Candidate:
    """A possible concept: where its phrases start (token indices, in order) and the surfaces it was said in.

    `phrases` are the stem sequences that were merged into it; `key`, their spelling without spaces, is its identity.
    `pmi` is in bits per join of words; `nested` is how often the longer phrase that is said most holds it; `bounded`
    how often it stands as a noun phrase does.
    """

    key: str
    phrases: set[Stems]
    positions: list[int] = field(default_factory=list)
    surfaces: Counter[str] = field(default_factory=Counter)
    pmi: float = 0.0
    nested: int = 0
    bounded: int = 0

    @property
    def count(self) -> int:
        """How often it was said."""
        return len(self.positions)

    @property
    def size(self) -> int:
        """Words in its longest phrase."""
        return max(len(phrase) for phrase in self.phrases)


def spelling_key(phrase: Stems) -> str:
    """What phrases that differ only in spaces and hyphens share: ("tensor", "flow") and ("tensorflow",)."""
    return "".join(phrase)


def merge_variants(candidates: list[Candidate], language: str) -> list[Candidate]:
    """`candidates` with each variant given to the one it is a variant of, in the same order."""
    for find in (_clipped, _with_generic_heads, _acronyms):
        gone: set[str] = set()
        for short, kept in find(candidates, language):
            if short is not kept and not {short.key, kept.key} & gone:
                # the form with a generic head must not give the name, nor the clipped one where the whole is usual
                _absorb(kept, short, names=find is _acronyms or (find is _clipped and kept.count == 1))
                gone.add(short.key)
        candidates = [candidate for candidate in candidates if candidate.key not in gone]
    return candidates


def _clipped(candidates: list[Candidate], language: str) -> Iterator[tuple[Candidate, Candidate]]:
    """ "Batch norm" for "batch normalization": same words, the last one clipped to three letters or more."""
    by_head: defaultdict[Stems, list[tuple[str, Candidate]]] = defaultdict(list)
    for candidate in candidates:
        for phrase in candidate.phrases:
            if len(phrase) > 1:
                by_head[phrase[:-1]].append((phrase[-1], candidate))
    for group in by_head.values():
        for clipped, short in group:
            for last, long in group:
                if len(last) > len(clipped) >= _SHORTEST_CLIP and last.startswith(clipped):
                    yield short, long


def _with_generic_heads(candidates: list[Candidate], language: str) -> Iterator[tuple[Candidate, Candidate]]:
    """A "next sentence prediction task" for next sentence prediction, which is a candidate as well."""
    heads = {stem(word, language) for word in GENERIC_HEADS}
    by_phrase = {phrase: candidate for candidate in candidates for phrase in candidate.phrases}
    for phrase, candidate in by_phrase.items():
        bare = by_phrase.get(phrase[:-1])
        if len(phrase) > 2 and phrase[-1] in heads and bare is not None:
            yield candidate, bare


def _acronyms(candidates: list[Candidate], language: str) -> Iterator[tuple[Candidate, Candidate]]:
    """ "NSP" for next sentence prediction, "VQ tile" for a vector quantization tile: initials in the place of words."""
    by_phrase = {phrase: candidate for candidate in candidates for phrase in candidate.phrases}
    # by the words as they are said, since a stem may begin otherwise
    long_forms: dict[str, Stems] = {}
    for phrase in sorted(by_phrase, key=lambda phrase: (-by_phrase[phrase].count, phrase)):
        if _SHORTEST_ACRONYM <= len(phrase) <= _LONGEST_ACRONYM:
            long_forms.setdefault("".join(word[0] for word in phrase), phrase)
    for phrase, candidate in by_phrase.items():
        for place, word in enumerate(phrase):
            long = long_forms.get(word)
            if long is None or zipf(word, language) > EVERYDAY_ZIPF:
                continue
            whole = by_phrase.get((*phrase[:place], *long, *phrase[place + 1 :]))
            if whole is not None:
                yield candidate, whole


def _absorb(kept: Candidate, short: Candidate, *, names: bool) -> None:
    """Give all of `short` to `kept`; its surfaces count for the choice of a name where it `names`."""
    kept.phrases |= short.phrases
    kept.positions = sorted({*kept.positions, *short.positions})
    kept.surfaces.update(short.surfaces if names else dict.fromkeys(short.surfaces, 0))
    kept.pmi = max(kept.pmi, short.pmi)
    kept.bounded += short.bounded
    # what stood inside the other stands for itself now
    kept.nested = max(0, kept.nested - short.count)
