"""What is said but need not be read: hesitations, stutters, loops of the recogniser.

Nothing is deleted: `hidden` names spans of words, and who shows a quote leaves them out. Better to hide too little,
so each rule names its exceptions first. All rules look a few words back and ahead only: time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from lecturebook.clean import wordlists as lists
from lecturebook.clean.loops import loops
from lecturebook.clean.repeats import repeats
from lecturebook.language import bare, primary_language

Rule = Literal["loop", "filler", "fragment", "you_know", "i_mean", "kind_of", "like", "okay", "repeat", "correction"]

# what each rule hides, for people
RULES: Final[dict[Rule, str]] = {
    "loop": "a phrase the recogniser wrote over and over, but for the first time",
    "filler": "sounds of hesitation: um, uh",
    "fragment": "a word broken off and begun again: th- the",
    "you_know": "you know, where nothing is known",
    "i_mean": "I mean, where nothing is meant",
    "kind_of": "kind of and sort of as adverbs",
    "like": "like, where nothing is likened",
    "okay": "okay before so",
    "repeat": "words said twice in a row, the first time",
    "correction": "what a person wants left out",
}

# what who edits a transcript for reading leaves in more often than not: hide it where room is short, in quotes
EDITED_RULES: Final[frozenset[Rule]] = frozenset({"i_mean", "kind_of", "okay"})

_ENDING = re.compile(r"([.?!,…-])[\"'”’)\]]*$")
_SENTENCE_ENDS = frozenset(".?!")
# letters
_LONGEST_PIECE = 4


@dataclass(frozen=True, slots=True)
class Hidden:
    """The words ``[first, last)`` need not be read; `rule` says why."""

    first: int
    last: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class _View:
    """The words still to be read: where each stands in the lecture, as it is compared, and the stop it ends with.

    What is hidden is not in it, so that "we have um we have" is a repeat. A stop that is hidden passes to the word
    before. Words are named by their place in the view.
    """

    places: list[int]
    keys: list[str]
    stops: list[str]

    def before(self, place: int, back: int = 1) -> str:
        """The word so far before `place`, "" where the sentence has none."""
        low = place - back
        cut = low < 0 or _SENTENCE_ENDS & set(self.stops[low:place])
        return "" if cut else self.keys[low]

    def after(self, place: int) -> str:
        """The word after `place`, "" where the sentence has none."""
        ends = place + 1 >= len(self.keys) or self.stops[place] in _SENTENCE_ENDS
        return "" if ends else self.keys[place + 1]

    def is_set_off(self, first: int, last: int) -> bool:
        """Whether commas stand around the words ``[first, last)``, or one comma and the edge of a sentence."""
        opens, closes = self.stops[first - 1] if first else ".", self.stops[last - 1]
        return bool(opens and closes) and "," in opens + closes

    def find(self, *phrase: str) -> Iterable[int]:
        """Where the words of `phrase` stand in one sentence."""
        size = len(phrase)
        for place, key in enumerate(self.keys):
            if key != phrase[0] or tuple(self.keys[place : place + size]) != phrase:
                continue
            if not _SENTENCE_ENDS & set(self.stops[place : place + size - 1]):
                yield place


_Spans = list[tuple[int, int]]


def hidden(texts: Sequence[str], language: str = "en") -> tuple[Hidden, ...]:
    """The spans of the words `texts` that need not be read, in order and apart.

    `texts` are the words of a lecture as its source wrote them (`Word.text`), with or without stops; cues and events
    between them do not count. `language` is a language tag: English has all rules, German no grammar, the languages
    of `lists.HESITATIONS` their sounds, any language loops. Never are all words of a lecture hidden.

    >>> texts = "so um the the loss is kind of big because you know we we wait".split()
    >>> [(" ".join(texts[span.first : span.last]), span.rule) for span in hidden(texts)]
    [('um', 'filler'), ('the', 'repeat'), ('kind of', 'kind_of'), ('you know', 'you_know'), ('we', 'repeat')]
    """
    language = primary_language(language)
    compared: dict[str, tuple[str, str]] = {}
    words = [compared.get(text) or compared.setdefault(text, _compared(text)) for text in texts]
    rules: dict[int, Rule] = {}
    for rule, find in _finders(texts, language):
        view = _view(words, rules)
        for first, last in find(view):
            rules.update((view.places[place], rule) for place in range(first, last))
    is_word = [bool(key) for key, _ in words]
    if all(place in rules for place, spoken in enumerate(is_word) if spoken):
        return ()
    return _joined(rules)


def _finders(texts: Sequence[str], language: str) -> list[tuple[Rule, Callable[[_View], _Spans]]]:
    """The rules of `language` in the order they are asked: each sees only what those before it left."""
    english: list[tuple[Rule, Callable[[_View], _Spans]]] = [
        ("fragment", _fragments),
        ("you_know", _you_know),
        ("i_mean", _i_mean),
        ("kind_of", _kind_of),
        ("like", _like),
        ("okay", _okay),
    ]
    stutters: tuple[Rule, Callable[[_View], _Spans]] = "repeat", lambda view: repeats(view.keys, view.stops, language)
    return [
        ("loop", lambda view: _loops(view, language)),
        ("filler", lambda view: _hesitations(texts, view, language)),
        *(english if language == "en" else ()),
        stutters,
        # "we we have we have": the false start shows when the stutter is gone
        stutters,
    ]


def _compared(text: str) -> tuple[str, str]:
    """A word as it is compared, and the stop it ends with, "" where it has none."""
    ending = _ENDING.search(text)
    return bare(text), ending[1] if ending else ""


def _view(words: Sequence[tuple[str, str]], rules: dict[int, Rule]) -> _View:
    view = _View([], [], [])
    for place, (key, stop) in enumerate(words):
        if key and place not in rules:
            view.places.append(place)
            view.keys.append(key)
            view.stops.append(stop)
        elif stop and view.stops and view.stops[-1] not in _SENTENCE_ENDS:
            view.stops[-1] = stop
    return view


def _joined(rules: dict[int, Rule]) -> tuple[Hidden, ...]:
    """Neighbours hidden by one rule are one span."""
    spans: list[Hidden] = []
    for place in sorted(rules):
        if spans and spans[-1].last == place and spans[-1].rule == rules[place]:
            spans[-1] = Hidden(spans[-1].first, place + 1, rules[place])
        else:
            spans.append(Hidden(place, place + 1, rules[place]))
    return tuple(spans)


def _loops(view: _View, language: str) -> _Spans:
    function = lists.STAMMERED.get(language, frozenset())
    return loops(view.keys, function=function, emphatic=lists.EMPHATIC, counted=lists.NUMBERS)


def _hesitations(texts: Sequence[str], view: _View, language: str) -> _Spans:
    sounds = lists.HESITATIONS.get(language, frozenset())
    found = [place for place, key in enumerate(view.keys) if key in sounds]
    # a lecture on HMMs or ER diagrams: where the sound is a term once it is one everywhere
    terms = {view.keys[place] for place in found if _is_term(texts, view, place)}
    return [(place, place + 1) for place in found if view.keys[place] not in terms and not _is_unit(view, place)]


def _is_term(texts: Sequence[str], view: _View, place: int) -> bool:
    """Whether a sound of hesitation is an abbreviation: "an HMM", "the hmm model", "ER diagrams"."""
    if view.keys[place] not in lists.SOUND_TERMS or view.stops[place]:
        return False
    if view.after(place) in lists.AFTER_TERM:
        return view.before(place) in lists.BEFORE_TERM or view.keys[place] != "um"
    text = texts[view.places[place]]
    near = texts[max(0, view.places[place] - 5) : view.places[place] + 6]
    return text.isupper() and len(text) > 1 and not all(word.isupper() for word in near if word.isalpha())


def _is_unit(view: _View, place: int) -> bool:
    """Whether "um" or "ah" follows a figure: micrometres, ampere hours."""
    before = view.before(place)
    return bool(before) and before[0].isdigit() and not view.stops[place - 1] and not view.stops[place]


def _fragments(view: _View) -> _Spans:
    """Pieces of a word, marked by a dash as transcribers do, right before the word itself: "th- the"."""
    return [
        (place, place + 1)
        for place, (key, after) in enumerate(pairwise(view.keys))
        if view.stops[place] == "-" and key.isalpha() and len(key) <= _LONGEST_PIECE
        if after.startswith(key) and after != key
    ]


def _you_know(view: _View) -> _Spans:
    return [(place, place + 2) for place in view.find("you", "know") if _is_idle_knowing(view, place)]


def _is_idle_knowing(view: _View, place: int) -> bool:
    before, after = view.before(place), view.after(place + 1)
    if before in {"do", "did", "as", "don't", "didn't", "if", "let", "what", "how"}:
        return False
    # "just so you know"
    if before == "so" and view.before(place, 2) == "just":
        return False
    if view.is_set_off(place, place + 2):
        return True
    # "you know." ends a clause of its own: "the ones you know."
    if not after or before in lists.BEFORE_KNOWING or after in lists.KNOWN:
        return False
    return after not in lists.KNOWN_LESS_SURE or before in lists.BEFORE_PARENTHESIS


def _i_mean(view: _View) -> _Spans:
    return [
        (place, place + 2)
        for place in view.find("i", "mean")
        if view.before(place) not in lists.BEFORE_MEANING and view.after(place + 1) in lists.CLAUSE_STARTS
    ]


def _kind_of(view: _View) -> _Spans:
    spans = [
        (place, place + 2) for word in ("kind", "sort") for place in view.find(word, "of") if _is_adverb(view, place, 2)
    ]
    return spans + [
        (place, place + 1) for word in ("kinda", "sorta") for place in view.find(word) if _is_adverb(view, place, 1)
    ]


def _is_adverb(view: _View, place: int, size: int) -> bool:
    before, after = view.before(place), view.after(place + size - 1)
    if before not in lists.BEFORE_ADVERB or (not after and view.stops[place + size - 1]):
        return False
    # "the size and kind of the data"
    if before in {"and", "or"} and view.before(place, 3) in lists.BEFORE_NOUN:
        return False
    return after not in lists.AFTER_KIND


def _like(view: _View) -> _Spans:
    return [(place, place + 1) for place in view.find("like") if _is_idle_liking(view, place)]


def _is_idle_liking(view: _View, place: int) -> bool:
    before, after = view.before(place), view.after(place)
    if not after or view.before(place, 2) in {"kind", "sort", "type", "think", "thought"}:
        return False
    # "like I said", "like we saw"
    if after in lists.CLAUSE_STARTS and set(view.keys[place + 2 : place + 5]) & lists.LIKENING:
        return False
    if not before or view.stops[place - 1] == ",":
        return view.stops[place] == "," and (bool(before) or after in lists.CLAUSE_STARTS)
    if before in {"and", "but", "so", "because", "then", "that"}:
        return after in lists.CLAUSE_STARTS
    if before == "to":
        return after not in lists.LIKED and view.before(place, 2) not in lists.BEFORE_TO_LIKE
    return before in lists.BEFORE_IDLE_LIKE and after not in lists.LIKENED


def _okay(view: _View) -> _Spans:
    return [
        (place, place + 1)
        for word in ("okay", "ok")
        for place in view.find(word)
        if place + 1 < len(view.keys) and view.keys[place + 1] == "so" and view.before(place) not in lists.BEFORE_OKAY
    ]
