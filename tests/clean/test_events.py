from __future__ import annotations

import pytest

from lecturebook.clean.events import Parted, part_events
from lecturebook.clean.overlap import with_words
from lecturebook.model import Cue, CueWord, Event

# text of a cue -> speech, events, speaker marks
CUES = [
    ("thank you [Applause]", "thank you", ["[Applause]"], 0),
    ("[MUSIC PLAYING] good morning", "good morning", ["[MUSIC PLAYING]"], 0),
    ("[Music]", "", ["[Music]"], 0),
    ("(laughter) okay", "okay", ["(laughter)"], 0),
    ("[SOFT MUSIC] hello", "hello", ["[SOFT MUSIC]"], 0),
    ("so [ __ ] that", "so [ __ ] that", [], 0),
    ("so [__] that", "so that", ["[__]"], 0),
    ("♪♪ la la ♪", "la la", ["♪♪", "♪"], 0),
    (">> can you repeat that", "can you repeat that", [], 1),
    (">>> hello", "hello", [], 1),
    ("yes >> no", "yes no", [], 1),
    ("- well yes", "well yes", [], 1),
    ("– well yes", "well yes", [], 1),
    ("(air whooshing) so today", "so today", ["(air whooshing)"], 0),
    ("today (smiley face snapping) we", "today we", ["(smiley face snapping)"], 0),
    ("(upbeat music) hello", "hello", ["(upbeat music)"], 0),
    ("(wind swishing sound) hello", "hello", ["(wind swishing sound)"], 0),
    ("[Instructor] so today", "so today", [], 1),
    ("[Narrator]: so today", "so today", [], 1),
    ("[Applause] - yes", "yes", ["[Applause]"], 1),
    # near misses: speech that looks like it
    ("the [CLS] token and the [MASK] token", "the [CLS] token and the [MASK] token", [], 0),
    ("x [i] and f(x) are", "x [i] and f(x) are", [], 0),
    ("a minus - b", "a minus - b", [], 0),
    ("x > y", "x > y", [], 0),
    ("-5 degrees", "-5 degrees", [], 0),
    ("the music (as I said) stops", "the music (as I said) stops", [], 0),
    ("we rank (clicks) and use (dynamic typing)", "we rank (clicks) and use (dynamic typing)", [], 0),
    ("a network (deep learning) and (training) it", "a network (deep learning) and (training) it", [], 0),
    ("the [Teacher] and the [instructor] token", "the [Teacher] and the [instructor] token", [], 0),
    ("[musicology] is a word", "[musicology] is a word", [], 0),
]


@pytest.mark.parametrize(("text", "speech", "events", "marks"), CUES)
def test_speech_events_and_marks(text: str, speech: str, events: list[str], marks: int) -> None:
    cue = with_words(Cue(3.0, 5.0, text))
    parted = part_events(cue)
    assert " ".join(word.text for piece in parted.pieces for word in piece.words) == speech
    assert parted.events == tuple(Event(3.0, event) for event in events)
    assert sum(cut.rule == "speaker" for cut in parted.cuts) == marks
    assert with_cuts(parted) == text.split()


def with_cuts(parted: Parted) -> list[str]:
    """The words of the cue that was parted."""
    words, told = [word.text for piece in parted.pieces for word in piece.words], []
    place = 0
    for cut in parted.cuts:
        told += [*words[place : cut.at], *cut.text.split()]
        place = cut.at
    return told + words[place:]


def test_cues_without_a_word_are_gone_and_times_of_words_stay() -> None:
    timed = Cue(2.0, 4.0, "[Applause] so", (CueWord("[Applause]", 2.0, 3.0), CueWord("so", 3.0, 3.5)))
    assert part_events(with_words(Cue(0.0, 2.0, "[Music]"))).pieces == ()
    parted = part_events(timed)
    assert [cue.words for cue in parted.pieces] == [(CueWord("so", 3.0, 3.5),)]
    assert parted.events == (Event(2.0, "[Applause]"),)


def test_a_sound_in_brackets_keeps_its_seconds_from_words_without_times() -> None:
    cue = with_words(Cue(10.0, 20.0, "so today (air whooshing) we begin", line=7))
    parted = part_events(cue)
    kept = parted.pieces
    assert [" ".join(word.text for word in part.words) for part in kept] == ["so today", "we begin"]
    before, after = kept
    assert (before.start, after.end) == (10.0, 20.0)
    assert 3.0 < after.start - before.end < 8.0
    assert (before.line, after.line) == (7, 7)
    assert parted.events == (Event(10.0, "(air whooshing)"),)


def test_music_while_somebody_talks_takes_no_seconds() -> None:
    kept = part_events(with_words(Cue(10.0, 20.0, "so today [Music] we begin"))).pieces
    assert [(part.start, part.end) for part in kept] == [(10.0, pytest.approx(kept[1].start)), (kept[0].end, 20.0)]


def test_nothing_in_nothing_out() -> None:
    assert part_events(Cue(0.0, 1.0, "")) == Parted((), (), ())


def test_a_cue_of_thousands_of_sounds_is_gone_through_once() -> None:
    """Were each word held against each sound, this would take a minute."""
    parted = part_events(with_words(Cue(0.0, 9.0, "[Music] so " * 10_000)))
    assert (len(parted.events), len(parted.cuts), len(parted.pieces)) == (10_000, 10_000, 10_000)
