"""Sentences: by their stops where the source has them, else by what a tagger hears, by pauses, cue shape and length.

Captions without punctuation are cut by an exact dynamic programme over word positions: each possible sentence pays
for being shorter or longer than people's, and each cut for its place. With a tagger the place costs the log-odds of
a stop there, against the threshold that was fitted for it, and the length counts little; without one (other languages,
``none``) the words around it decide. A pause pays back in both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from lecturebook.clean.pauses import pause_odds
from lecturebook.clean.punctuate import Tags
from lecturebook.language import bare
from lecturebook.model import Passage, Word

Floats = npt.NDArray[np.float64]

# spoken sentences, in words (sentence ends F1 .35 on twelve podcast transcripts without stops or pauses; a cut
# every 15 words: .06): where the length costs nothing, how fast the cost grows, and where a cut is forced
_USUAL, _SPREAD, _LONGEST = 18, 9.0, 45
# more stops than this in a hundred words, over a sliding window, and the text is taken as punctuated; where sentences
# are long, fewer do, if there are commas beside them (a person's captions of 82 lectures are left whole by this)
_STOPS_PER_100, _WINDOW = 2.5, 300
_FEW_STOPS_PER_100, _SIGNS_PER_100 = 1.0, 4.0
# what a cut is paid back at the start of a cue
_CUE_START = 0.3
_NEVER = 1e6
# with a tagger: how much of the cost of a length stays
_LENGTH_SHARE = 0.15
# the tagger's probabilities are no surer than this, which is as much in log-odds
_SURE = 1e-4
_MOST_ODDS = 9.2
_NONE, _COMMA, _PERIOD, _QUESTION = range(4)
_CAPITAL, _UPPER = 1, 2

_STOP = re.compile(r"[.?!…。！？]+[\"'”’)\]]*$")
_INNER = re.compile(r"[,;:，、；：][\"'”’)\]]*$")
_ABBREVIATION = re.compile(
    r"^(?:[A-Z]|[a-z]\.[a-z]|e\.?g|i\.?e|etc|vs|cf|dr|mr|mrs|ms|prof|fig|eq|no|st|approx)\.$", re.I
)

# English only: words a sentence does not end on, and what the cut before a word that often starts one pays back
_OPEN_ENDED = frozenset(
    "a an the of to and or but because so if that which who whose with for from by at in on into as than then when "
    "while where is are was were be been being am i you we they he she it's i'm we're you're they're my your our "
    "their his her its this these those very really just not don't can will would should could may might must do "
    "does did have has had having let's let me us them get gets got going gonna want wanna need every each no some "
    "any more most what how where why all even only much many basically there here's we've i've you've "
    "number given important kind sort like um uh also called say says about".split()
)
# behind these at the head of a sentence people put a sign 307 times of 309 (dev and test documents of four sources)
_OPENERS = frozenset("okay ok alright yeah yes well".split())
# words that end no sentence, whatever a tagger says
_NEVER_LAST = frozenset("a an the of and or because my your our their".split())
_STARTERS = {
    "okay": 3.0, "ok": 3.0, "alright": 3.0, "so": 1.6, "now": 1.6, "but": 1.2, "and": 0.5, "well": 0.8,
    "let's": 1.5, "because": 0.2, "if": 0.5, "what": 0.5, "this": 0.4, "we": 0.4, "you": 0.3, "i": 0.6, "it's": 0.5,
    "the": 0.3, "there's": 0.6, "that's": 0.5, "then": 0.4, "in": 0.1, "yeah": 1.5, "yes": 1.0, "right": 0.6,
    "finally": 1.5, "remember": 1.0, "suppose": 1.0, "imagine": 1.0, "first": 0.3, "next": 0.3, "again": 0.2,
    "they": 0.3, "here": 0.4, "for": 0.1, "you'll": 0.3, "we'll": 0.4, "i'll": 0.6, "i'm": 0.5, "he": 0.3, "she": 0.3,
}  # fmt: skip
# common words that are no names either
_NO_NAMES = (_OPEN_ENDED | _STARTERS.keys()) - {"will", "may"}


def split_sentences(
    words: tuple[Word, ...],
    cue_ends: frozenset[int],
    *,
    language: str,
    stopped: Sequence[bool] | None = None,
    tags: Tags | None = None,
    threshold: float = 0.5,
) -> tuple[Passage, ...]:
    """Passages that tile `words`, in order.

    `cue_ends` are the word indices at which a cue ended, `stopped` is what `punctuated` says of the words, where the
    caller has asked it. `tags` are the tagger's for these words, `threshold` the probability of a stop above which it
    takes a sentence to end. Without tags rules about words are English; in other languages pauses, cues, length and
    stops decide alone. Text that has its stops is cut there, and shown as it is.
    """
    if not words:
        return ()
    if stopped is None:
        stopped = punctuated(words)
    if tags is None:
        costs, length_share = _rule_costs(words, cue_ends, english=language == "en"), 1.0
    else:
        costs, length_share = _heard_costs(words, tags, threshold), _LENGTH_SHARE
    costs[1:] -= pause_odds(words, cue_ends, -np.append(costs[1:], 0.0))[:-1]
    cuts = _best_cuts(_bound(costs, words, stopped), length_share)
    shown = display_forms(words, cuts, stopped, tags)
    return tuple(
        Passage(first, last, words[first].start, words[last - 1].end, " ".join(shown[first:last]))
        for first, last in pairwise(cuts)
    )


def display_forms(
    words: tuple[Word, ...], cuts: list[int], stopped: Sequence[bool], tags: Tags | None = None
) -> list[str]:
    """Each of `words` as it is shown: with the capitals and the stops that its source lacks, and nothing else.

    `cuts` are where sentences begin and end. Words that are `stopped` stand in text that has its own, and stay.

    >>> display_forms((Word("so", 1, 2), Word("i'm", 2, 3), Word("done", 3, 4)), [0, 3], [False] * 3)
    ['So', "I'm", 'done.']
    """
    shown = [word.text for word in words]
    for first, last in pairwise(cuts):
        if stopped[last - 1]:
            continue
        for n in range(first, last):
            shown[n] = _cased(shown[n], n, tags, quoted=n > first and not shown[n - 1].endswith(","))
            if tags is not None and n < last - 1 and _is_parted(words[n], n == first, tags.punctuation[n]):
                shown[n] = closed(shown[n], ",")
        shown[first] = capital(shown[first])
        shown[last - 1] = closed(shown[last - 1], "?" if _asks(shown[first:last], last - 1, tags) else ".")
    return shown


def _is_parted(word: Word, begins: bool, marks: npt.NDArray[Any]) -> bool:
    """Whether a comma stands behind `word`, which `begins` a sentence or stands inside: a stop heard there is one."""
    if begins and bare(word.text) in _OPENERS:
        return True
    mark = marks.argmax()
    return bool(mark == _COMMA or (mark != _NONE and bare(word.text) not in _NEVER_LAST))


def _asks(shown: Sequence[str], n: int, tags: Tags | None) -> bool:
    """Whether the sentence `shown`, which ends with word `n`, is a question.

    Of 35 unseen sentences that end in ", right" people wrote a question mark behind 33, the tagger behind 27.
    """
    if tags is None:
        return False
    if len(shown) > 1 and shown[-1] == "right" and shown[-2].endswith(","):
        return True
    return bool(tags.punctuation[n, _QUESTION] > tags.punctuation[n, _PERIOD])


def _cased(token: str, n: int, tags: Tags | None, *, quoted: bool) -> str:
    """`token` with the capitals that the tagger gives word `n`; those that it has stay.

    Inside a sentence a word that is no name would have one as the first word of what is quoted, and without quotation
    marks or a comma before it (`quoted`) that does not read: "the question is How do they learn".
    """
    token = re.sub(r"^i(?=$|['’])", "I", token)
    if tags is None or not token.islower():
        return token
    casing = int(tags.casing[n].argmax())
    if casing == _UPPER:
        return _same_word(re.sub(r"['’]S$", lambda ending: ending[0].lower(), token.upper()), token)
    named = casing == _CAPITAL and not (quoted and token in _NO_NAMES)
    return capital(token) if named else token


def capital(token: str) -> str:
    """`token` with a capital first, where that makes no other word of it."""
    return _same_word(token[:1].upper() + token[1:], token)


def _same_word(cased: str, token: str) -> str:
    """`cased` where it is `token` but for its case; a dotless i, for one, has a capital that is another letter's."""
    return cased if cased.casefold() == token.casefold() else token


def closed(token: str, stop: str) -> str:
    """`token` with `stop` behind it, unless a sign stands there already."""
    return token + stop if token[-1:].isalnum() else token


def punctuated(words: tuple[Word, ...]) -> list[bool]:
    """For each word, whether the text around it already has its stops."""
    place = np.arange(len(words))
    low, high = np.maximum(place - _WINDOW // 2, 0), np.minimum(place + _WINDOW // 2, len(words))

    def per_100(sign: re.Pattern[str]) -> Floats:
        count = np.array([0, *accumulate(bool(sign.search(word.text)) for word in words)])
        return np.asarray((count[high] - count[low]) * 100 / (high - low))

    stops = per_100(_STOP)
    dense = (stops > _STOPS_PER_100) | ((stops > _FEW_STOPS_PER_100) & (stops + per_100(_INNER) > _SIGNS_PER_100))
    return [bool(value) for value in dense]


def _rule_costs(words: tuple[Word, ...], cue_ends: frozenset[int], *, english: bool) -> Floats:
    """What a cut before each word costs by the words on both sides of it; entry 0 is never used."""
    costs = np.zeros(len(words))
    for n in range(1, len(words)):
        costs[n] = -_CUE_START if n in cue_ends else 0.0
        if english:
            costs[n] += _word_cost(bare(words[n - 1].text), bare(words[n].text))
    return costs


def _heard_costs(words: tuple[Word, ...], tags: Tags, threshold: float) -> Floats:
    """What a cut before each word costs by the tagger's log-odds of a stop against its threshold; as `_rule_costs`."""
    costs = _log_odds(np.asarray([threshold])) - _log_odds(tags.stop)
    costs += [_MOST_ODDS if bare(word.text) in _NEVER_LAST else 0.0 for word in words]
    return np.append(0.0, costs[:-1])


def _bound(costs: Floats, words: tuple[Word, ...], stopped: Sequence[bool]) -> list[float]:
    """`costs` but where stops of the source say it all: there a sentence must end, inside text that has them no other.

    A stop in text that lacks most of its stops was meant all the same.
    """
    return [
        -_NEVER if n and _ends_sentence(words[n - 1].text) else _NEVER if n and stopped[n - 1] else float(cost)
        for n, cost in enumerate(costs)
    ]


def _log_odds(shares: npt.NDArray[Any]) -> Floats:
    sure = np.clip(np.asarray(shares, np.float64), _SURE, 1 - _SURE)
    return np.asarray(np.log(sure / (1 - sure)))


def _word_cost(before: str, after: str) -> float:
    return (4.0 if before in _OPEN_ENDED else 0.0) - _STARTERS.get(after, -0.8)


def _ends_sentence(token: str) -> bool:
    return bool(_STOP.search(token)) and not _ABBREVIATION.match(token)


def _best_cuts(costs: list[float], length_share: float) -> list[int]:
    """The cheapest positions to cut at, 0 and the end among them; every sentence at most `_LONGEST` words.

    `length_share` is how much of the cost of a length counts beside `costs`.

    A sentence longer than that in punctuated text costs one `_NEVER` a cut, so a forced cut is made as rarely as can
    be, and never where no stop is missing.
    """
    count = len(costs)
    best, previous = [0.0] * (count + 1), [0] * (count + 1)
    length_cost = [length_share * 0.5 * ((length - _USUAL) / _SPREAD) ** 2 for length in range(_LONGEST + 1)]
    for end in range(1, count + 1):
        low = max(0, end - _LONGEST)
        totals = [best[start] + length_cost[end - start] for start in range(low, end)]
        least = min(range(len(totals)), key=totals.__getitem__)
        previous[end] = low + least
        best[end] = totals[least] + (costs[end] if end < count else 0.0)
    cuts = [count]
    while cuts[-1]:
        cuts.append(previous[cuts[-1]])
    return cuts[::-1]
