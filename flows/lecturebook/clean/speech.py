"""The cleaning stage: cues in, speech out."""

from __future__ import annotations

from lecturebook.clean.events import part_events
from lecturebook.clean.fillers import hidden
from lecturebook.clean.overlap import say_once, with_words
from lecturebook.clean.punctuate import WordTagger
from lecturebook.clean.quotes import ledger
from lecturebook.clean.sentences import punctuated, split_sentences
from lecturebook.clean.times import time_words
from lecturebook.model import Cue, Event, Speech, Word


def clean(cues: tuple[Cue, ...], *, language: str = "en", tagger: WordTagger | None = None) -> Speech:
    """Say rolling captions once, take events apart from words, time each word, and find the sentences.

    `tagger` gives words that have no stops theirs; it is not asked where all have them, nor what is said in a language
    that it does not know, which the caller has to see to.
    `changes` counts words by what was done to them. No word is added, and none is lost that is not counted.
    """
    spoken, events, repeated, marks = _part(cues)
    words = time_words(spoken)
    texts = [word.text for word in words]
    tags = None
    if tagger is not None and not all(punctuated(words)):
        tags = tagger.tag(texts)
    changes = {"repeated": repeated, "event": len(events), "speaker": len(marks)}
    return Speech(
        words=words,
        sentences=split_sentences(
            words,
            cue_ends(spoken),
            language=language,
            tags=tags,
            threshold=tagger.sentence_end if tagger is not None else 0.5,
        ),
        events=events,
        ledger=ledger(words, hidden(texts, language)),
        is_tagged=tags is not None,
        changes={reason: count for reason, count in changes.items() if count},
        turns=turns(spoken, marks),
    )


def spoken_words(cues: tuple[Cue, ...]) -> tuple[Word, ...]:
    """The words that `clean` finds in `cues`, with their times, and nothing of what it makes of them."""
    return time_words(_part(cues)[0])


def _part(cues: tuple[Cue, ...]) -> tuple[tuple[Cue, ...], tuple[Event, ...], int, tuple[int, ...]]:
    """Cues that hold each spoken word once, the events, and how many words were repeated, and the words that
    speaker marks stood before.
    """
    once, repeated = say_once(tuple(with_words(cue) for cue in cues))
    spoken, events, marks = part_events(once)
    return spoken, events, repeated, marks


def cue_ends(cues: tuple[Cue, ...]) -> frozenset[int]:
    """The word indices at which a cue ends (the index after its last word)."""
    ends, count = set(), 0
    for cue in cues:
        count += len(cue.words)
        ends.add(count)
    return frozenset(ends)


def turns(cues: tuple[Cue, ...], marks: tuple[int, ...]) -> tuple[int, ...]:
    """The words at which another speaker begins, in order: those after `marks`, and where the named one changes."""
    found, count, speaker = set(marks), 0, ""
    for cue in cues:
        if cue.speaker and cue.speaker != speaker:
            found.add(count)
            speaker = cue.speaker
        count += len(cue.words)
    return tuple(sorted(word for word in found if 0 < word < count))
