"""The cleaning stage: cues in, speech out."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lecturebook.clean.corrections import Located, corrected, locate, untouched
from lecturebook.clean.events import part_events
from lecturebook.clean.fillers import Hidden, hidden
from lecturebook.clean.overlap import repeated_words, with_words
from lecturebook.clean.punctuate import WordTagger
from lecturebook.clean.quotes import hidden_changes
from lecturebook.clean.repairs import repair_words, suspicions
from lecturebook.clean.sentences import punctuated, split_sentences
from lecturebook.clean.terms import spelled, spellings_for
from lecturebook.clean.times import time_words
from lecturebook.clean.wording import NO_WORDING, Wording
from lecturebook.model import Change, Cue, Event, Passage, Speech, Word


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a transcript, each said once, before any is put right.

    `cue_ends` are the word indices at which a cue ends (the index after its last word); `cuts` are the words of cues
    that are none: each is what was cut before the word it is numbered by. `turns` are the words at which another
    speaker begins, in order: after a speaker's mark, and where the named one changes.
    """

    words: tuple[Word, ...]
    cue_ends: frozenset[int]
    events: tuple[Event, ...]
    cuts: tuple[Change, ...]
    turns: tuple[int, ...]


def clean(
    cues: tuple[Cue, ...],
    *,
    language: str = "en",
    tagger: WordTagger | None = None,
    wording: Wording = NO_WORDING,
) -> Speech:
    """Say rolling captions once, take events apart from words, time and repair the words, and find the sentences.

    `wording` has repairs of the words that `hear` gives, corrections by a person, which win, and terms, which are
    written everywhere as they are there. `tagger` gives words that have no stops theirs; it is not asked where all have
    them, nor what is said in a language that it does not know, which the caller has to see to.
    No word is added, and none is lost, that the ledger does not tell.
    """
    repairs, heard = wording.repairs, hear(cues)
    located, unused = locate(wording.corrections, heard.words)
    words, changes = repair_words(heard.words, corrected(repairs.applied, located, heard.words))
    places = [word.place for word in words]
    texts = [word.text for word in words]
    stopped = punctuated(words)
    tags = tagger.tag(texts) if tagger is not None and not all(stopped) else None
    sentences = split_sentences(
        words,
        frozenset(bisect_left(places, end) for end in heard.cue_ends),
        language=language,
        stopped=stopped,
        tags=tags,
        threshold=tagger.sentence_end if tagger is not None else 0.5,
    )
    words, sentences = _shown(words, sentences, stopped, spellings_for(texts, wording.terms))
    left_out = hidden_changes(words, _hidden(texts, language, located, places))
    ledger = _in_order([*heard.cuts, *changes, *left_out], places)
    return Speech(
        words=words,
        sentences=sentences,
        events=heard.events,
        ledger=tuple(ledger),
        suspected=tuple(suspicions(words, untouched(repairs.suspected, located))),
        unused=tuple(unused),
        is_tagged=tags is not None,
        changes=_counts(ledger),
        turns=tuple(bisect_left(places, turn) for turn in heard.turns),
    )


def spoken_words(cues: tuple[Cue, ...]) -> tuple[Word, ...]:
    """The words that are said in `cues`, as they were heard, with their times."""
    return hear(cues).words


def hear(cues: tuple[Cue, ...]) -> Heard:
    """The words of `cues`, each once, with what was cut: shown again, sounds, the signs of speakers."""
    worded = tuple(with_words(cue) for cue in cues)
    spoken: list[Cue] = []
    events: list[Event] = []
    cuts: list[Change] = []
    ends, count = {0}, 0
    for cue, repeated in zip(worded, repeated_words(worded), strict=True):
        if repeated:
            again = " ".join(word.text for word in cue.words[:repeated])
            cuts.append(Change("overlap", count, count, cue.start, again, ""))
        if repeated and repeated == len(cue.words):
            continue
        parted = part_events(replace(cue, words=cue.words[repeated:]) if repeated else cue)
        cuts += (Change(cut.rule, count + cut.at, count + cut.at, cue.start, cut.text, "") for cut in parted.cuts)
        spoken += parted.pieces
        events += parted.events
        for piece in parted.pieces:
            count += len(piece.words)
            ends.add(count)
    turns = _turns(spoken, [cut.first for cut in cuts if cut.rule == "speaker"])
    return Heard(time_words(tuple(spoken)), frozenset(ends - {0}), tuple(events), tuple(cuts), turns)


def _turns(cues: Iterable[Cue], marks: Iterable[int]) -> tuple[int, ...]:
    found, count, speaker = set(marks), 0, ""
    for cue in cues:
        if cue.speaker and cue.speaker != speaker:
            found.add(count)
            speaker = cue.speaker
        count += len(cue.words)
    return tuple(sorted(word for word in found if 0 < word < count))


def _in_order(changes: Iterable[Change], places: Sequence[int]) -> list[Change]:
    """`changes` by the place in the transcript of what they are about, what was cut before what stands there."""

    def order(change: Change) -> tuple[int, bool, int]:
        return (change.first if change.is_cut else places[change.first], not change.is_cut, change.last)

    return sorted(changes, key=order)


def _shown(
    words: tuple[Word, ...], sentences: tuple[Passage, ...], stopped: Sequence[bool], spellings: Mapping[str, str]
) -> tuple[tuple[Word, ...], tuple[Passage, ...]]:
    """`words` with their display forms, and the `sentences` in these; what is `stopped` stays as its writer had it."""
    tokens = [token for sentence in sentences for token in sentence.text.split(" ")]
    forms = zip(tokens, spelled(tokens, spellings), stopped, strict=True)
    shown = tuple(
        replace(word, shown=form) if form != word.text else word
        for word, form in zip(words, (token if stays else form for token, form, stays in forms), strict=True)
    )
    return shown, tuple(replace(s, text=" ".join(word.display for word in shown[s.first : s.last])) for s in sentences)


def _hidden(texts: Sequence[str], language: str, located: Iterable[Located], places: Sequence[int]) -> list[Hidden]:
    """What quotes leave out: by rule where no person has spoken, and what a person wants left out."""
    at = {n: one.after for one in located for n in range(bisect_left(places, one.first), bisect_left(places, one.last))}
    by_rule = [span for span in hidden(texts, language) if not any(n in at for n in range(span.first, span.last))]
    own = [Hidden(n, n + 1, "correction") for n, after in sorted(at.items()) if after == ""]
    return sorted([*by_rule, *own], key=lambda span: span.first)


def _counts(ledger: Iterable[Change]) -> dict[str, int]:
    """How many words each rule changed."""
    counts: Counter[str] = Counter()
    for change in ledger:
        counts[change.rule] += len(change.before.split())
    return dict(sorted(counts.items()))
