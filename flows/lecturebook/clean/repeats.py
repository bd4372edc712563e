"""Stutters and false starts: words said again at once because the first try broke off ("we have we have")."""

from __future__ import annotations

from collections.abc import Sequence

from lecturebook.clean import wordlists as lists
from lecturebook.clean.loops import is_counted

# words; longer ones are rare (6 of 10,000 words that editors cut), and as often meant
LONGEST = 4
_SENTENCE_ENDS = frozenset(".?!")


def repeats(keys: Sequence[str], stops: Sequence[str], language: str) -> list[tuple[int, int]]:
    """The half-open spans of `keys` that the words right after them say again; the last saying is kept.

    `stops` has for each word the sign it ends with, or "": nothing is repeated across the end of a sentence.
    """
    if language not in lists.STAMMERED:
        return []
    found = []
    place = 0
    while place < len(keys) - 1:
        length = next((n for n in range(LONGEST, 0, -1) if _is_repeat(keys, stops, place, n, language)), 0)
        length = length or int(language == "en" and _is_begun_anew(keys, stops, place))
        if length:
            found.append((place, place + length))
        place += length or 1
    return found


def _is_repeat(keys: Sequence[str], stops: Sequence[str], first: int, length: int, language: str) -> bool:
    middle, last = first + length, first + 2 * length
    phrase = keys[first:middle]
    if last > len(keys) or phrase != keys[middle:last] or not all(phrase):
        return False
    if any(stop in _SENTENCE_ENDS for stop in stops[first:middle]):
        return False
    before = keys[first - 1] if first and stops[first - 1] not in _SENTENCE_ENDS else ""
    if length == 1:
        return _is_stammer(keys, stops, first, before, language)
    # "the the the" is a stammer of one word
    return language == "en" and len(set(phrase)) > 1 and _is_false_start(phrase, keys, first)


def _is_begun_anew(keys: Sequence[str], stops: Sequence[str], place: int) -> bool:
    """Whether the next word takes back the one at `place`: "we we're", "a the"."""
    if stops[place] in _SENTENCE_ENDS:
        return False
    word, after = keys[place], keys[place + 1]
    if word in lists.ARTICLES and after in lists.DETERMINERS:
        return word != after
    if not after.startswith(word + "'") or after not in lists.CONTRACTIONS:
        return False
    if word in {"i", "we", "they", "he", "she"}:
        return True
    before = keys[place - 1] if place and stops[place - 1] not in _SENTENCE_ENDS else ""
    return word in {"you", "it"} and (not before or before in lists.BEFORE_SUBJECT)


def _is_stammer(keys: Sequence[str], stops: Sequence[str], place: int, before: str, language: str) -> bool:
    word = keys[place]
    if language == "en" and word == "that":
        return stops[place] in {",", "-", "…"} and before not in lists.RELATIVES
    # "so so what do we do", not "so so good"
    if language == "en" and word == "so":
        return keys[place + 2 : place + 3] != [] and keys[place + 2] in lists.CLAUSE_STARTS
    if word not in lists.STAMMERED[language]:
        return False
    if language != "en":
        return True
    if word in {"you", "it"}:
        return not before or before in lists.BEFORE_SUBJECT
    following = keys[place + 2] if place + 2 < len(keys) else ""
    # "because of this this is slow": an object and a subject
    if word in {"this", "these", "those"} and following in lists.VERBS:
        return not before or before in lists.BEFORE_SUBJECT
    # "an and and or gate", "worked on on and off"
    if following in {"and", "or"} and word in {"and", "or"} | lists.PARTICLES:
        return False
    if word in lists.CLAUSE_CLOSERS:
        return not _closes_relative(keys, place)
    return not (word in lists.PARTICLES and before in lists.PARTICLE_VERBS)


def _closes_relative(keys: Sequence[str], place: int) -> bool:
    """Whether the verb at `place` may end a clause that is the subject of the same verb: "what it is is a list"."""
    near = set(keys[max(0, place - 4) : place])
    # "a list which is is sorted" is none
    if place and keys[place] in lists.BE and keys[place - 1] in {"which", "that"}:
        near = set(keys[max(0, place - 4) : place - 1])
    return bool(lists.RELATIVES & near)


def _is_false_start(phrase: Sequence[str], keys: Sequence[str], first: int) -> bool:
    """Whether no one would say `phrase` twice on purpose: it breaks off, counts nothing, and builds no chain."""
    if phrase[-1] not in lists.OPEN_ENDED or _is_clause(phrase) or _is_chain(phrase):
        return False
    if any(word not in {"a", "i", "one"} and is_counted(word, lists.NUMBERS) for word in phrase):
        return False
    # "what you have you have", "whatever this is this is"
    return not (phrase[0] in lists.SUBJECT_STARTS and lists.RELATIVES & set(keys[max(0, first - 2) : first]))


def _is_clause(phrase: Sequence[str]) -> bool:
    """Whether `phrase` is a clause that is complete, or one from its middle on to its middle."""
    # "we needed that", "thank you"
    if phrase[-1] in {"that", "this", "it", "you"} and phrase[-2] not in lists.EMPTY:
        return True
    # "it's not for you"
    if phrase[-1] in {"it", "you"} and phrase[-2] in lists.JOINERS:
        return True
    # "worked it (he worked it)"
    return phrase[0] not in lists.EMPTY and phrase[-1] in lists.SUBJECT_STARTS


def _is_chain(phrase: Sequence[str]) -> bool:
    """Whether `phrase` goes on from itself: "the gradient of the gradient of", "more and more and", "this and this"."""
    links = {"and", "or"} & set(phrase)
    if links and lists.PARTICLES_SAID_TWICE & set(phrase):
        return True
    for place, word in enumerate(phrase):
        linked = phrase[place - 1]
        if word in {"and", "or"} and linked in lists.POINTING:
            return True
        # "another thing we looked at we looked at", but "I want to I want to"
        begins_clause = phrase[0] in lists.SUBJECT_STARTS and word == "to"
        if word in lists.JOINERS and linked not in lists.EMPTY and not begins_clause:
            return True
    return False
