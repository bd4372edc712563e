"""Titles of sections: the phrase of a section that is near to what it says and far from what the others say.

Score of a phrase: its cosine to the section's vector, minus `_CONTRAST` times its mean cosine to the other sections
(on 127 sections with human headings: cosine .373 to the heading, nearest phrase alone .364, a random heading .13).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from lecturebook.embed import Encode, Vectors
from lecturebook.language import FUNCTION_WORDS, bare, is_everyday, stem
from lecturebook.model import Word
from lecturebook.stoplists import EDGE_VERBS, HARD

_CONTRAST = 0.6
# phrases of a section that are tried: the most frequent, longer ones first among equals
_TRIED = 40
# a phrase said once in a long section is rarely what it is about
_TF_WEIGHT = 0.03
# a single word of everyday speech fits any lecture
_VAGUE, _SINGLE = 0.15, 0.06
# a key concept of the lecture makes a better title than a phrase that only stands near
_CONCEPT = 0.08


def title_sections(
    words: Sequence[Word],
    spans: Sequence[tuple[int, int]],
    vectors: Vectors,
    encode: Encode,
    *,
    language: str,
    names: Sequence[str] = (),
) -> list[str]:
    """One title for each of the word spans, no two alike; "Part n" where a section has no phrase to give.

    `vectors` are the sections' rows of length 1, in the order of `spans`; `names` are right spellings: a title that is
    one of them in other letters is spelled so.
    """
    tried = [_phrases(words, span, language) for span in spans]
    pool = sorted({key for phrases in tried for key in phrases})
    place = {key: n for n, key in enumerate(pool)}
    surfaces = {key: phrases[key][0] for phrases in tried for key in phrases}
    nearness = encode([surfaces[key] for key in pool]) @ vectors.T if pool else np.zeros((0, len(spans)))
    spelled = {_letters(name): name for name in names}
    titles: list[str] = []
    used: set[str] = set()
    for n, phrases in enumerate(tried):
        others = np.delete(nearness, n, axis=1)
        ranked = sorted(
            phrases,
            key=lambda key: (
                _vagueness(phrases[key][0], language)
                - _CONCEPT * (_letters(phrases[key][0]) in spelled)
                - _score(nearness[place[key], n], others[place[key]], phrases[key][1]),
                key,
            ),
        )
        best = next((key for key in ranked if not _alike(key, used)), None)
        titles.append(_titled(phrases[best][0], spelled) if best is not None else f"Part {n + 1}")
        used.add(best or "")
    return titles


def _score(own: float, others: np.ndarray[tuple[int], np.dtype[np.float32]], count: int) -> float:
    return float(own - _CONTRAST * (others.mean() if len(others) else 0.0) + _TF_WEIGHT * np.log(count))


def _vagueness(surface: str, language: str) -> float:
    if " " in surface or "-" in surface:
        return 0.0
    return _VAGUE if is_everyday(surface, language) else _SINGLE


def _alike(key: str, used: set[str]) -> bool:
    """Whether a title in use has the same stems, in any order."""
    return any(sorted(key.split()) == sorted(other.split()) for other in used)


def _phrases(words: Sequence[Word], span: tuple[int, int], language: str) -> dict[str, tuple[str, int]]:
    """The most frequent phrases of one to three words by their stems: the commonest surface, and the count."""
    surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
    tokens = [(word.text, bare(word.text)) for word in words[span[0] : span[1]]]
    for start in range(len(tokens)):
        for size in (1, 2, 3):
            phrase = tokens[start : start + size]
            if len(phrase) < size or not _can_be_title([plain for _, plain in phrase], language):
                break
            if any(text[-1:] in ".?!,;:" for text, _ in phrase[:-1]):
                break
            if (size == 1 and len(phrase[0][1]) < 3) or phrase[-1][1] in EDGE_VERBS or phrase[0][1] in EDGE_VERBS:
                continue
            key = " ".join(stem(plain, language) for _, plain in phrase)
            surfaces[key][" ".join(_trim(text) for text, _ in phrase)] += 1
    counts = {key: sum(forms.values()) for key, forms in surfaces.items()}
    best = sorted(counts, key=lambda key: (-counts[key] * (1 + key.count(" ")), key))[:_TRIED]
    return {key: (min(surfaces[key], key=lambda form: (-surfaces[key][form], form)), counts[key]) for key in best}


def _can_be_title(plain: list[str], language: str) -> bool:
    stops = HARD if language == "en" else FUNCTION_WORDS.get(language, frozenset())
    return all(len(word) > 1 and word not in stops and not word.isdigit() for word in plain)


def _trim(text: str) -> str:
    return text.strip(".,;:?!\"'()[]…“”‘’")


def _letters(surface: str) -> str:
    """What spellings of one term share."""
    return surface.casefold().replace("-", " ")


def _titled(surface: str, spelled: dict[str, str]) -> str:
    surface = spelled.get(_letters(surface), surface)
    return surface[:1].upper() + surface[1:]
