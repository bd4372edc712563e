from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

import pytest

from clean.rolling import CLEARED, KINDS, Line, Planted, Script, Shown, Style, cues, make_script, say_once, show, vtt
from lecturebook.clean.overlap import with_words
from lecturebook.clean.speech import clean
from lecturebook.model import Cue
from lecturebook.read import read_bytes

NO_HOLDS = (0, 0)
# styles that tell in every case what is new: each word of the script comes back, in order
STYLES = {
    "YouTube's": Style(stamps=True, blank=True),
    "YouTube's, gaps": Style(stamps=True),
    "YouTube's of 2016": Style(rows=3, stamps=True, hold=(300, 400), holds_all=True),
    "no stamps": Style(blank=True),
    "no stamps, gaps": Style(),
    "no stamps, 2016": Style(rows=3, hold=(300, 400), holds_all=True),
    "no holds": Style(hold=NO_HOLDS),
    "stamps, no holds": Style(stamps=True, hold=NO_HOLDS),
    "three rows": Style(rows=3, hold=NO_HOLDS),
    "three rows, held": Style(rows=3, holds_all=True, blank=True),
    "three rows, one held": Style(rows=3, blank=True),
    "no line breaks": Style(joined=True),
    "no line breaks, blank": Style(joined=True, blank=True),
    "no line breaks, no holds": Style(joined=True, hold=NO_HOLDS),
    "holds of 10 to 40 ms": Style(hold=(10, 40), blank=True),
    "overlapping": Style(hold=(10, 40), overlap=60),
    "overlapping, stamps": Style(hold=(10, 40), overlap=60, stamps=True),
    "word by word": Style(hold=NO_HOLDS, painted=1),
}
# A cleared screen that is neither a gap nor a missing hold leaves no trace: the line after it may be the screen as it
# was, or the line said again. It is taken for what the style does all the time, and these repeats are lost.
TRACELESS = {
    "no holds, blank": (Style(hold=NO_HOLDS, blank=True), {"word line over a clear", "line over a clear"}),
    "three rows, blank": (Style(rows=3, hold=NO_HOLDS, blank=True), {"word line over a clear", "line over a clear"}),
    "no line breaks, no holds, blank": (
        Style(joined=True, hold=NO_HOLDS, blank=True),
        {"phrase over a clear", "line over a clear", "line over a clear, grown"},
    ),
}


def read(script: Script, style: Style, *, seed: int = 0) -> tuple[Cue, ...]:
    (transcript,) = read_bytes(vtt(show(script, style, seed=seed)).encode(), "a.vtt")
    return tuple(with_words(cue) for cue in transcript.cues)


def said(shown: tuple[Cue, ...]) -> list[str]:
    return [word.text for cue in say_once(shown)[0] for word in cue.words]


def lost(script: Script, words: list[str]) -> list[Planted]:
    """The planted repeats that are not whole in `words`."""
    shifts: dict[int, int] = {}
    for block in SequenceMatcher(None, script.words, words, autojunk=False).get_matching_blocks():
        shifts.update((block.a + n, block.b - block.a) for n in range(block.size))
    return [one for one in script.planted if len({shifts.get(n, one) for n in range(one.first, one.last)}) > 1]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_every_word_and_every_repeat_comes_back_once(style: Style, seed: int) -> None:
    script = make_script(seed, words=2500)
    assert said(read(script, style, seed=seed)) == script.words


@pytest.mark.parametrize("style", [style for style in STYLES.values() if not style.stamps])
def test_formats_without_blank_rows_say_the_same(style: Style) -> None:
    script = make_script(3, words=2500)
    assert said(tuple(with_words(cue) for cue in cues(show(script, style)))) == script.words


@pytest.mark.parametrize(("style", "kinds"), TRACELESS.values(), ids=TRACELESS)
def test_what_leaves_no_trace_is_lost_and_nothing_else(style: Style, kinds: set[str]) -> None:
    script = make_script(4, words=1500)
    assert {one.kind for one in lost(script, said(read(script, style)))} == kinds
    provable = make_script(4, words=1500, kinds=tuple(kind for kind in KINDS if kind not in CLEARED))
    words = said(read(provable, style))
    assert lost(provable, words) == []
    assert len(words) == pytest.approx(len(provable.words), rel=0.005)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_few_words_suffice_to_learn_the_way(style: Style) -> None:
    for seed in range(20):
        script = make_script(seed, words=120)
        assert said(read(script, style, seed=seed)) == script.words


@pytest.mark.parametrize("share", [0.15, 0.6])
@pytest.mark.parametrize("style", [Style(rows=1, hold=NO_HOLDS), Style(rows=1, hold=NO_HOLDS, blank=True)])
def test_captions_that_do_not_roll_are_untouched(style: Style, share: float) -> None:
    shown = read(make_script(5, words=2500, share=share), style)
    assert say_once(shown) == (shown, 0)


def test_captions_of_two_new_lines_each_are_untouched() -> None:
    lines = show(make_script(6, words=2500), Style(rows=1, hold=NO_HOLDS))
    pairs = zip(lines[::2], lines[1::2], strict=False)
    shown = tuple(map(with_words, cues([Shown(one.start, two.end, one.rows + two.rows) for one, two in pairs])))
    assert say_once(shown) == (shown, 0)


def test_cleaning_counts_what_it_cut_and_keeps_the_times_of_words() -> None:
    script = make_script(7, words=500)
    speech = clean(read(script, STYLES["YouTube's"]))
    assert [word.text for word in speech.words] == script.words
    assert speech.changes["overlap"] > len(script.words)
    starts = [start / 1000 for line in script.lines for start in line.starts]
    assert [word.start for word in speech.words] == pytest.approx(starts, abs=0.02)


# the generator itself


def test_a_planted_repeat_is_one() -> None:
    script = make_script(8)
    counts = Counter(one.kind for one in script.planted)
    assert set(counts) == set(KINDS)
    assert max(counts.values()) - min(counts.values()) <= 1
    for one in script.planted:
        words = script.words[one.first : one.last]
        sayings = 3 if "three" in one.kind or one.kind == "words over a border" else 2
        assert words == words[: len(words) // sayings] * sayings
    assert make_script(8) == script != make_script(9)


SCRIPT = Script(
    (
        Line(("so", "okay"), (160, 500), 900, cleared=True),
        Line(("yeah",), (910,), 1500, cleared=False),
        Line(("yeah",), (3000,), 3600, cleared=True),
    ),
    (Planted("word line over a clear", 2, 4),),
)
YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:00.900 align:start position:0%
 
so<00:00:00.500><c> okay</c>

00:00:00.900 --> 00:00:00.910 align:start position:0%
so okay
 

00:00:00.910 --> 00:00:02.990 align:start position:0%
so okay
yeah

00:00:02.990 --> 00:00:03.000 align:start position:0%
 
 

00:00:03.000 --> 00:00:03.600 align:start position:0%
 
yeah

00:00:03.600 --> 00:00:03.610 align:start position:0%
 
 
"""


def test_youtube_is_written_as_youtube_writes() -> None:
    assert vtt(show(SCRIPT, STYLES["YouTube's"])) == YOUTUBE


@pytest.mark.parametrize(
    ("style", "texts"),
    [
        (Style(), ["so okay", "so okay", "so okay\nyeah", "yeah", "yeah", "yeah"]),
        (Style(hold=NO_HOLDS), ["so okay", "so okay\nyeah", "yeah"]),
        (Style(rows=3, hold=NO_HOLDS), ["so okay", "so okay\nyeah", "yeah"]),
        (Style(rows=3, holds_all=True), ["so okay", "so okay", "so okay\nyeah", "so okay\nyeah", "yeah", "yeah"]),
        (Style(joined=True, hold=NO_HOLDS), ["so okay", "so okay yeah", "yeah"]),
        (Style(painted=1, hold=NO_HOLDS), ["so", "so okay", "so okay\nyeah", "yeah"]),
        (Style(rows=1, hold=NO_HOLDS), ["so okay", "yeah", "yeah"]),
    ],
)
def test_other_styles_show_what_they_say(style: Style, texts: list[str]) -> None:
    assert [cue.text for cue in cues(show(SCRIPT, style))] == texts
