"""Variants of one concept: the same in another spelling, clipped, abbreviated, mis-heard, or with an empty head."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from lecturebook.clean.terms.sounds import letters
from lecturebook.concepts.heard import is_heard_for, plain_words, words_apart
from lecturebook.language import EVERYDAY_ZIPF, stem, zipf
from lecturebook.stoplists import CLASS_HEADS, FUNCTION_HEADS, GENERIC_HEADS
from lecturebook.tokens import Stems

# "deep net" for deep network
_SHORTEST_CLIP = 3
# "backprop" for backpropagation: one word alone, of no dictionary and so many letters
_SHORTEST_LONE_CLIP = 6
# what follows a clipped word is not an ending that makes another thing of it: a tokenizer is no "tokenize"
_ENDINGS = frozenset(["er", "ier", "or", "ity", "ly", "ive"])
# a clipped word more common than this (Zipf value) is a word of its own: "data" in "dataloader"
_CLIP_ZIPF = 5.2
_WORDS = re.compile(r"[^\W_]+")
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
    finders: tuple[_Finder, ...] = (_joined, _clipped, _with_empty_heads, _with_generic_heads, _acronyms)
    for find in (*finders, _misheard) if language == "en" else finders:
        gone: set[str] = set()
        for short, kept in find(candidates, language):
            if short is not kept and not {short.key, kept.key} & gone:
                # the form with a generic head must not give the name, nor the clipped one where the whole is usual
                alone = find is _clipped and kept.count == 1
                _absorb(kept, short, names=alone or find in (_joined, _acronyms, _with_empty_heads))
                gone.add(short.key)
        candidates = [candidate for candidate in candidates if candidate.key not in gone]
    return candidates


# pairs of a variant and the candidate that it is one of
_Finder = Callable[[list[Candidate], str], Iterator[tuple[Candidate, Candidate]]]


def _joined(candidates: list[Candidate], language: str) -> Iterator[tuple[Candidate, Candidate]]:
    """ "Huggingface" for Hugging Face: the same letters, of which a stemmer makes two things."""
    del language
    by_letters: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda candidate: (-candidate.count, candidate.key)):
        # the whole of it, not the word that it is a part of
        for form in sorted(
            form for form in candidate.surfaces if len(plain_words(form)) in map(len, candidate.phrases)
        ):
            kept = by_letters.setdefault(letters(form).removesuffix("s"), candidate)
            if kept is not candidate:
                yield candidate, kept


def _clipped(candidates: list[Candidate], language: str) -> Iterator[tuple[Candidate, Candidate]]:
    """ "Batch norm" for "batch normalization": same words, the last one clipped to three letters or more; and of one
    word alone "backprop" for "backpropagation", or "back propagation".
    """
    yield from _clipped_alone(candidates)
    by_head: defaultdict[Stems, list[tuple[str, Candidate]]] = defaultdict(list)
    for candidate in candidates:
        for phrase in candidate.phrases:
            if len(phrase) > 1:
                by_head[phrase[:-1]].append((phrase[-1], candidate))
    for group in by_head.values():
        for clipped, short in group:
            for last, long in group:
                if _is_clip(clipped, last) and not _is_compound(long, len(clipped)):
                    yield short, long


def _clipped_alone(candidates: list[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    whole = sorted((letters(form), form, n) for n, candidate in enumerate(candidates) for form in candidate.surfaces)
    for short in candidates:
        for clipped in sorted(map(letters, filter(is_rare, short.surfaces))):
            if short.size > 1 or len(clipped) < _SHORTEST_LONE_CLIP:
                continue
            for long, form, n in whole[bisect_left(whole, (clipped,)) :]:
                if not long.startswith(clipped):
                    break
                if _ends_inside(len(clipped), form) and not _is_compound(candidates[n], len(clipped)):
                    yield short, candidates[n]


def _ends_inside(size: int, form: str) -> bool:
    """Whether the first `size` letters of the form end well inside its last word: "tokenizer" is no clip of "tokenizer
    library", nor "tokenize" one of "tokenizer".
    """
    last = len(_WORDS.findall(form)[-1].removesuffix("s"))
    before = len(letters(form).removesuffix("s")) - last
    return before + _SHORTEST_CLIP <= size <= before + last - _SHORTEST_CLIP


def is_rare(form: str) -> bool:
    """Whether `form` is one word that no list of usual English words has."""
    return form.isalpha() and not zipf(form, "en")


def _is_clip(clipped: str, last: str) -> bool:
    """Whether the stem `last` goes on where the stem `clipped` ends, and means the same."""
    is_longer = len(last) > len(clipped) >= _SHORTEST_CLIP and last.startswith(clipped)
    return is_longer and last[len(clipped) :] not in _ENDINGS and zipf(clipped, "en") < _CLIP_ZIPF


def _is_compound(long: Candidate, size: int) -> bool:
    """Whether a capital stands where the clipped word of `size` letters would end: "DataLoader"."""
    words = [form.split()[-1] for form in long.surfaces]
    return any(word[size : size + 1].isupper() and not word.isupper() for word in words)


def _with_empty_heads(candidates: list[Candidate], language: str) -> Iterator[tuple[Candidate, Candidate]]:
    """ "Cross entropy" for cross entropy loss: a name of two words, with the function that it is."""
    heads = {stem(word, language) for word in FUNCTION_HEADS}
    by_phrase = {phrase: candidate for candidate in candidates for phrase in candidate.phrases}
    for phrase, candidate in by_phrase.items():
        bare = by_phrase.get(phrase[:-1])
        if len(phrase) > 2 and phrase[-1] in heads and bare is not None and bare.size > 1:
            yield bare, candidate


def _with_generic_heads(candidates: list[Candidate], language: str) -> Iterator[tuple[Candidate, Candidate]]:
    """A "next sentence prediction task" for next sentence prediction, which is a candidate as well; so is the
    "backpropagation algorithm" backpropagation, a rare word, while a "sorting algorithm" is no sorting. What is written
    as a name of its own stays the same when it is told what it is: the "BLEU metric", the "PyTorch library".
    """
    heads, classes = ({stem(word, language) for word in words} for words in (GENERIC_HEADS, CLASS_HEADS))
    by_phrase = {phrase: candidate for candidate in candidates for phrase in candidate.phrases}
    for phrase, candidate in by_phrase.items():
        bare = by_phrase.get(phrase[:-1])
        if bare is None or phrase[-1] not in heads | classes:
            continue
        is_more = phrase[-1] in heads and (len(phrase) > 2 or any(is_rare(form) for form in bare.surfaces))
        if is_more or (phrase[-1] in classes and any(map(_is_own_name, bare.surfaces))):
            yield candidate, bare


def _is_own_name(form: str) -> bool:
    """Whether `form` is one word with a capital inside, as no sentence gives it: "BLEU", "PyTorch"."""
    return form.isalnum() and form[1:] != form[1:].lower()


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


def _misheard(candidates: list[Candidate], language: str) -> Iterator[tuple[Candidate, Candidate]]:
    """ "Maxify spline" for max affine spline: what sounds like another phrase and shares a word with it.

    The one whose own words are said more often keeps the other. Two usual words that sound alike ("macro", "micro")
    are two things: the forms must have a different number of words, or one of the words be in no dictionary.
    """
    said = {phrase[0]: c.count for c in candidates for phrase in c.phrases if len(phrase) == 1}
    by_word: defaultdict[tuple[bool, str], list[tuple[list[str], Candidate]]] = defaultdict(list)
    for candidate in candidates:
        words = plain_words(min(candidate.surfaces, key=lambda form: (-candidate.surfaces[form], form)))
        if len(words) > 1:
            by_word[True, stem(words[-1], language)].append((words, candidate))
            by_word[False, stem(words[0], language)].append((words, candidate))
    for entries in by_word.values():
        for (one, first), (other, second) in combinations(entries, 2):
            own, others = words_apart(one, other, language)
            if is_heard_for(own, others, language):
                often = [max(said.get(stem(word, language), 0) for word in words) for words in (own, others)]
                is_first = (often[0], first.count) >= (often[1], second.count)
                yield (second, first) if is_first else (first, second)


def _absorb(kept: Candidate, short: Candidate, *, names: bool) -> None:
    """Give all of `short` to `kept`; its surfaces count for the choice of a name where it `names`."""
    # what a generic head adds to one word makes no phrase of it
    if kept.size > 1 or names or not _is_headed(short, kept):
        kept.phrases |= short.phrases
        kept.pmi = max(kept.pmi, short.pmi)
    kept.positions = sorted({*kept.positions, *short.positions})
    kept.surfaces.update(short.surfaces if names else dict.fromkeys(short.surfaces, 0))
    kept.bounded += short.bounded
    # what stood inside the other stands for itself now
    kept.nested = max(0, kept.nested - short.count)


def _is_headed(long: Candidate, short: Candidate) -> bool:
    """Whether a phrase of `long` is one of `short` and a word after it."""
    return any(phrase[:-1] in short.phrases for phrase in long.phrases)
