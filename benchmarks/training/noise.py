"""What speech recognition and speakers do to clean text: fillers, repeats, false starts, wrong and lost words.

Labels stay with their words: what is put in carries no punctuation and is labelled a filler; what is taken out hands
its punctuation to the word before it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from training.labels import CAPITAL, DROP, IGNORED, KEEP, LOWER, NONE, Word

# per word, in a noised window; together about one word in eight is touched
_FILLER, _REPEAT, _FALSE_START, _SUBSTITUTE, _DELETE = 0.02, 0.015, 0.004, 0.03, 0.015
_RESPELL = 0.5
_SAID = (
    *(("um",), ("uh",), ("um",), ("uh",), ("uhm",), ("er",), ("ah",), ("hmm",), ("mm",)),
    *(("you", "know"), ("you", "know"), ("i", "mean"), ("like",), ("like",), ("so",), ("well",), ("kind", "of")),
    *(("sort", "of"), ("okay",), ("right",), ("yeah",), ("basically",), ("actually",)),
)
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DIGITS = {word: str(n) for n, word in enumerate(_ONES) if n > 1} | {
    word: str(10 * n) for n, word in enumerate(_TENS, 2)
}


def spoken(number: int) -> list[str]:
    """The words of a whole number below a million, as a recogniser without digits writes it; 1990 is a year."""
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        return [_TENS[number // 10 - 2], *([_ONES[number % 10]] if number % 10 else [])]
    if 1100 <= number < 2100 and number // 100 not in (20,) and number % 100 >= 10:
        return [*spoken(number // 100), *spoken(number % 100)]
    if number < 1000:
        return [_ONES[number // 100], "hundred", *(spoken(number % 100) if number % 100 else [])]
    return [*spoken(number // 1000), "thousand", *(spoken(number % 1000) if number % 1000 else [])]


def noised(words: Sequence[Word], draw: random.Random, others: Sequence[str]) -> list[Word]:
    """`words` as a recogniser may have heard them; wrong words come from `others`, chance from `draw`."""
    made: list[Word] = []
    respells = draw.random() < _RESPELL
    for word in words:
        chance = draw.random()
        if chance < _DELETE and made:
            if made[-1].punctuation == NONE:
                made[-1] = made[-1]._replace(punctuation=word.punctuation)
            continue
        chance -= _DELETE
        if 0 <= chance < _SUBSTITUTE:
            word = word._replace(text=_misheard(word.text, draw, others), casing=IGNORED)
        chance -= _SUBSTITUTE
        if 0 <= chance < _FILLER:
            made += [_put_in(text) for text in draw.choice(_SAID)]
        chance -= _FILLER
        if 0 <= chance < _REPEAT:
            if draw.random() < 0.3 and made and made[-1].punctuation == NONE:
                # two words said twice: "in the in the"
                made[-1:] = [_again(made[-1]), _again(word), made[-1]]
            else:
                made += [_again(word) for _ in range(1 if draw.random() < 0.8 else 2)]
        chance -= _REPEAT
        if 0 <= chance < _FALSE_START:
            made += [_put_in(text) for text in draw.sample(others, draw.randint(1, 3))]
        made += _respelt(word, draw) if respells else [word]
    return made


def _put_in(text: str) -> Word:
    return Word(text, NONE, IGNORED, DROP)


def _again(word: Word) -> Word:
    return Word(
        word.text, NONE, CAPITAL if word.casing == CAPITAL else LOWER if word.casing == LOWER else IGNORED, DROP
    )


def _misheard(text: str, draw: random.Random, others: Sequence[str]) -> str:
    """Another word, or this one with its end lost or put on: most mis-hearings are of inflections."""
    if draw.random() < 0.4 and len(text) > 3:
        return text[:-1] if text.endswith(("s", "d")) else text + draw.choice(("s", "ed", "ing"))
    return draw.choice(others)


def _respelt(word: Word, draw: random.Random) -> list[Word]:
    """`word` with digits for words or words for digits, or its hyphen lost; most words come back alone as they are."""
    text = word.text
    if text.isascii() and text.isdigit() and len(text) < 7:
        parts = spoken(int(text))
    elif text in _DIGITS:
        return [word._replace(text=_DIGITS[text], casing=IGNORED)]
    elif "-" in text and draw.random() < 0.7:
        parts = [part for part in text.split("-") if part] or [text]
    else:
        return [word]
    first = [Word(part, NONE, word.casing, KEEP) for part in parts[:-1]]
    return [*first, word._replace(text=parts[-1], casing=word.casing if len(parts) == 1 else IGNORED)]
