from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clean.rolling import say_once, stamp
from lecturebook.clean.overlap import with_words
from lecturebook.model import Cue, CueWord
from lecturebook.read import read_bytes

# lines as captions show them -> the words that were said
ROLLING = [
    # two lines of which the first was there before, no stamps
    (["so today", "so today\nwe look", "we look\nat trees"], "so today we look at trees"),
    # a word said twice, once at the end of a line and once at the start of the next
    (["so yeah", "so yeah\nyeah we look", "yeah we look\nat trees"], "so yeah yeah we look at trees"),
    # a line that is the line before it again, and is said
    (["no", "no\nno", "no\nno\nit is"], "no no it is"),
    # no line breaks: three words and more at the seam are shown again
    (["today we look at", "we look at trees and", "at trees and at heaps"], "today we look at trees and at heaps"),
    # a line comes a word or two at a time
    (["so life is", "so life is good", "so life is good\nnow", "now we", "now we look"], "so life is good now we look"),
    # the whole lecture in one cue, shown again
    (["so today we look at trees", "so today we look at trees"], "so today we look at trees"),
]
# near misses: what a speaker or an editor repeats, in captions that do not scroll
PLAIN = [
    ["yeah", "yeah", "yeah", "okay"],
    ["yeah yeah", "yeah yeah", "so okay"],
    ["no no no no", "it is not", "a tree it is", "a graph and", "that is why", "we look at it"],
    ["so the tree", "- the tree\n- what tree", "- the big one\n- I see", "- do you\n- I do", "well"],
    ["one", "two\nthree", "four"],
]

VOCABULARY = ["yeah", "no", "the", "tree", "is", "balanced", "okay", "it's"]
LINES = st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6), min_size=1, max_size=25)


def shown(texts: list[str], *, seconds: float = 2.0) -> tuple[Cue, ...]:
    return tuple(with_words(Cue(n * seconds, (n + 1) * seconds, text)) for n, text in enumerate(texts))


def words_of(cues: tuple[Cue, ...]) -> list[str]:
    return [word.text for cue in cues for word in cue.words]


def youtube(lines: list[list[str]]) -> str:
    """Lines of words in the layout of YouTube's live captions.

    The upper line is the one before, the lower is new and has a stamp before each word but its first; between two
    cues the finished line is held for 10 ms.
    """
    blocks, above, now = ["WEBVTT\nKind: captions\nLanguage: en"], " ", 160
    for line in lines:
        end = now + 400 * len(line)
        stamped = line[0] + "".join(f"<{stamp(now + 400 * n)}><c> {line[n]}</c>" for n in range(1, len(line)))
        layout = "align:start position:0%"
        blocks.append(f"{stamp(now)} --> {stamp(end)} {layout}\n{above}\n{stamped}")
        above = " ".join(line)
        blocks.append(f"{stamp(end)} --> {stamp(end + 10)} {layout}\n{above}\n ")
        now = end + 10
    return "\n\n".join(blocks) + "\n"


def srt(lines: list[list[str]]) -> str:
    return "\n".join(
        f"{n}\n{stamp(n * 2000).replace('.', ',')} --> {stamp(n * 2000 + 1900).replace('.', ',')}\n{' '.join(line)}\n"
        for n, line in enumerate(lines, 1)
    )


@pytest.mark.parametrize(("texts", "said"), ROLLING)
def test_rolling_captions_are_said_once(texts: list[str], said: str) -> None:
    cues, cut = say_once(shown(texts))
    assert words_of(cues) == said.split()
    assert cut == len(" ".join(texts).split()) - len(said.split())


@pytest.mark.parametrize("texts", PLAIN)
def test_what_does_not_scroll_is_untouched(texts: list[str]) -> None:
    cues = shown(texts)
    assert say_once(cues) == (cues, 0)


@settings(max_examples=300)
@given(LINES)
@example([["so", "yeah", "yeah"], ["yeah"], ["yeah"], ["yeah", "yeah"], ["yeah", "yeah"], ["no"]])
@example([["the", "tree", "is"], ["the", "tree", "is"], ["the", "tree", "is", "balanced"]])
def test_youtube_captions_come_back_word_for_word(lines: list[list[str]]) -> None:
    (transcript,) = read_bytes(youtube(lines).encode(), "a.vtt")
    cues, cut = say_once(tuple(with_words(cue) for cue in transcript.cues))
    said = [word for line in lines for word in line]
    assert words_of(cues) == said
    # each line is held once, and shown above the next one
    assert cut == len(said) + len(said) - len(lines[-1])


@settings(max_examples=200)
@given(st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=2), min_size=1, max_size=25))
def test_a_plain_srt_with_repetitions_is_untouched(lines: list[list[str]]) -> None:
    (transcript,) = read_bytes(srt(lines).encode(), "a.srt")
    parted = tuple(with_words(cue) for cue in transcript.cues)
    assert say_once(parted) == (parted, 0)
    touching = shown([" ".join(line) for line in lines])
    assert say_once(touching) == (touching, 0)


def test_a_lecturer_who_repeats_whole_lines_now_and_then_keeps_them() -> None:
    lines = [f"this is line number {n} of it".split() for n in range(20)]
    lines[5] = lines[4]
    lines[11] = [*lines[10][-4:], "again"]
    (transcript,) = read_bytes(srt(lines).encode(), "a.srt")
    cues = tuple(with_words(cue) for cue in transcript.cues)
    assert say_once(cues) == (cues, 0)


def test_a_line_after_an_empty_screen_is_said_again_even_if_it_was_the_last_one_held() -> None:
    texts = ["so", "so\nokay", "okay", "okay", "okay\nwe look"]
    starts = [0.0, 1.0, 2.0, 5.0, 6.0]
    ends = [1.0, 2.0, 2.01, 6.0, 7.0]
    cues = tuple(with_words(Cue(*one)) for one in zip(starts, ends, texts, strict=True))
    assert words_of(say_once(cues)[0]) == ["so", "okay", "okay", "we", "look"]


def test_words_with_times_of_their_own_are_always_kept() -> None:
    timed = (CueWord("so", 2.0, 2.5), CueWord("okay", 2.5, 3.0))
    cues = (*shown(["so okay"]), Cue(2.0, 4.0, "so okay", timed))
    assert words_of(say_once(cues)[0]) == ["so", "okay", "so", "okay"]


def test_nothing_in_nothing_out() -> None:
    assert say_once(()) == ((), 0)


def test_with_words_gives_each_word_an_entry_and_leaves_those_there() -> None:
    assert with_words(Cue(0, 1, "a\nb")).words == (CueWord("a"), CueWord("b"))
    given_words = Cue(0, 1, "a", (CueWord("a", 0.0, 0.5),))
    assert with_words(given_words) is given_words
