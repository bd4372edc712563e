"""What must be known of a language: its stop words, its stemmer, and how to tell it from others."""

from __future__ import annotations

import functools
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable

import snowballstemmer
from wordfreq import zipf_frequency

from lecturebook.model import Transcript
from lecturebook.stoplists import FUNCTION

# the most frequent function words of spoken lectures; enough to tell the languages apart, nothing more
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset("the of and to is that it this you we are for so what with have be can in as not on but".split()),
    "de": frozenset(
        "der die das und ist nicht wir ein eine ich auch dass sie es mit den von zu auf für wenn so".split()
    ),
    "fr": frozenset("le la les et est que des une un pas vous nous dans pour qui ce sur avec plus donc du on".split()),
    "es": frozenset("el la los las que de y es en un una por con para no se lo como más pero vamos esto".split()),
    "it": frozenset("il la che di e un una non per è sono con questo questa si come più ma della quindi gli".split()),
    "pt": frozenset("o a os as que de e é um uma não para com por se mais como isso você mas então em".split()),
    "nl": frozenset("de het een en van is dat niet we wij je op te in zijn voor met ook maar dus als".split()),
    "sv": frozenset("och att det är en ett som på inte vi för med den har till av om så kan man".split()),
    "da": frozenset("og at det er en et som på ikke vi for med den har til af om så kan man".split()),
    "pl": frozenset("i w nie na to jest się że z do jak co ale czy tak po dla tego więc".split()),
    "ru": frozenset("и в не на что это как мы с то но по из для у так же есть если".split()),
    "tr": frozenset("bir ve bu için de da ne çok olarak daha gibi olan var değil biz ile şimdi".split()),
}
_STEMMERS = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "sv": "swedish", "da": "danish", "ru": "russian", "tr": "turkish",
}  # fmt: skip
# below this share of function words no language is claimed: English lectures have .25-.40 by the list above
_LEAST_SHARE = 0.08
# a word more frequent than this (Zipf value) is everyday speech
EVERYDAY_ZIPF = 4.0
_IZE = re.compile(r"([a-z]{3,})iz(e|es|ed|ing|ation|ations|er|ers)")
# what does a thing, has a quality, or is of a kind is not the thing: an encoder is no encoding, intensity not intense
_DOER = re.compile(r"([a-z]{2,}(?:er|or|[st]ive))s?")
_QUALITY = re.compile(r"([a-z]{2,}it)(?:y|ies)")
_ADVERB = re.compile(r"([a-z]{3,})ly")
# nouns and verbs that look like the adverb of a word
_NO_ADVERBS = frozenset("ally apply assembly belly bully family multiply rally reply supply".split())
_EDGE = re.compile(r"^[^\w+#]+|[^\w+#]+$")


def detect_language(words: Iterable[str]) -> str:
    """The ISO 639-1 code whose function words are most frequent in `words`, or ``""`` where none stands out."""
    counts = Counter(word.casefold() for word in words)
    total = sum(counts.values())
    shares = {
        code: sum(counts[word] for word in function_words) / max(total, 1)
        for code, function_words in FUNCTION_WORDS.items()
    }
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _LEAST_SHARE else ""


def lecture_language(transcript: Transcript, told: str = "") -> tuple[str, str]:
    """The language of a lecture, and where it is known from: what is `told`, the metadata, the words, or nowhere."""
    for tag, where in ((told, "option"), (transcript.language, "metadata")):
        if tag:
            return primary_language(tag), where
    detected = detect_language(word for cue in transcript.cues for word in cue.text.split())
    return detected, "detected" if detected else "unknown"


def primary_language(tag: str) -> str:
    """The first subtag of a language tag, lower-case: ``en-US`` and ``EN_us`` are ``en``."""
    return re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]


def bare(word: str) -> str:
    """`word` as it is compared: case folded, punctuation at its edges gone.

    >>> bare("(B-tree),"), bare("C++"), bare("Don’t")
    ('b-tree', 'c++', "don't")
    """
    return _EDGE.sub("", unicodedata.normalize("NFKC", word).casefold().replace("’", "'"))


class _Stemmers(threading.local):
    """A stemmer for each language; each thread has its own, as one works on the word that it holds."""

    def __init__(self) -> None:
        self._made: dict[str, snowballstemmer.stemmer | None] = {}

    def of(self, language: str) -> snowballstemmer.stemmer | None:
        if language not in self._made:
            name = _STEMMERS.get(language)
            self._made[language] = snowballstemmer.stemmer(name) if name else None
        return self._made[language]


_STEMMED_BY = _Stemmers()


@functools.lru_cache(maxsize=20_000)
def stem(word: str, language: str = "en") -> str:
    """The stem that tells things apart; the word itself in a language without a stemmer, or without letters.

    It is Snowball's, but English words keep the endings that make another thing of a word: -ize and -izer, -er, -or,
    -ive, -ity and -ly. A tokenizer is no token, an operator no operation, and what is probably so has no probability.

    >>> stem("tokens"), stem("tokenization"), stem("tokenizers")
    ('token', 'tokeniz', 'tokenizer')
    >>> stem("decoders"), stem("decoded"), stem("intensities"), stem("intensive"), stem("probably")
    ('decoder', 'decod', 'intensity', 'intensive', 'probably')
    """
    if language == "en":
        if made := _IZE.fullmatch(word):
            return f"{made[1]}izer" if made[2].startswith("er") else f"{made[1]}iz"
        if made := _DOER.fullmatch(word):
            return made[1]
        if made := _QUALITY.fullmatch(word):
            return f"{made[1]}y"
        if is_adverb(word):
            return word
    return root(word, language)


def root(word: str, language: str = "en") -> str:
    """What a bare word shares with all that is made of it: its Snowball stem, whatever the ending makes of it.

    >>> root("decoders"), root("decoded"), root("decoding")
    ('decod', 'decod', 'decod')
    """
    stemmer = _STEMMED_BY.of(language)
    return stemmer.stemWord(word) if stemmer and word.isalpha() else word


def content(text: str) -> set[str]:
    """The stems of the words of an English `text` that carry meaning."""
    return {stem(word) for token in text.split() if (word := bare(token)) and word not in FUNCTION}


def is_adverb(word: str) -> bool:
    """Whether `word` is an English word with -ly: "locally", "possibly", but not "family"."""
    made = _ADVERB.fullmatch(word)
    if made is None or word in _NO_ADVERBS:
        return False
    # what can be done is done so: "computably", "trustlessly", "semantically", of a word too rare to be known
    if made[1].endswith(("ab", "ib", "less", "ical")):
        return True
    return any(zipf(base, "en") > 0 for base in (made[1], f"{made[1]}le"))


def zipf(word: str, language: str) -> float:
    """How common `word` is: log10 of its frequency in a billion words, 0 where nothing is known of it."""
    try:
        return zipf_frequency(word, language, wordlist="small")
    # no list for the language, no language at all, or one whose words only a package we do without can part
    # (Chinese, Japanese, Korean): no word is common
    except (LookupError, ValueError, ImportError):
        return 0.0


def commonness(word: str, language: str) -> float:
    """The Zipf value of `word` or of its singular, whichever is more common: "inputs" is as vague as "input"."""
    return max(zipf(word, language), zipf(word.removesuffix("s"), language))


def is_everyday(name: str, language: str) -> bool:
    """Whether `name` is one word of everyday speech, which as a concept is vague ("layer", "table")."""
    return " " not in name and "-" not in name and zipf(name.lower(), language) > EVERYDAY_ZIPF
