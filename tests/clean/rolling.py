"""Made speech with planted repeats, and the ways in which rolling captions show it.

Nothing in it was ever said: the words are invented, but for those that speakers say twice. The vocabulary is small
and stock phrases come again, so that repeats happen by chance as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from lecturebook.clean.overlap import repeated_words
from lecturebook.model import Cue

WORDS = """the a of to and so that we is it in this have for you what can now here then
    balo menti korva dulin sape triga holm vesti nuro palk zemmer obira keld falu rimmo tasque orvid lenna
    copt sarrow whin develt mogar pindle usk tremmon glave hulder brisp anfel corrow yelm""".split()
STOCK = ["so what we have here is", "and that is the balo", "now the korva of the holm", "you can then", "in this"]
SAID_TWICE = ["yeah", "no", "okay", "right", "so"]


@dataclass(frozen=True)
class Line:
    """What one caption line says: words, and the milliseconds each begins at.

    `end` is that of its last word; `cleared` says that the screen was empty before it.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    end: int
    cleared: bool


@dataclass(frozen=True)
class Planted:
    """A repeat that was said: the words ``[first, last)`` of the script, each saying of it included."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True)
class Script:
    """What was said, in caption lines, and the repeats planted in it."""

    lines: tuple[Line, ...]
    planted: tuple[Planted, ...]

    @property
    def words(self) -> list[str]:
        return [word for line in self.lines for word in line.words]


@dataclass(frozen=True)
class Style:
    """How a writer of captions shows a script.

    rows:       lines on the screen, the lowest of them new; 1 does not roll
    stamps:     a time stamp before each word but the first of its line
    hold:       for how many milliseconds, from and to, a finished line is held between two cues; (0, 0) for no holds
    holds_all:  the rows above are held too
    joined:     a blank between rows in place of a line break
    overlap:    for up to how many milliseconds a cue stays when the next one has begun
    blank:      a cleared screen is a cue without text, as long as a hold, and not a gap
    painted:    a line comes this many words at a time, at once where it is 0
    """

    rows: int = 2
    stamps: bool = False
    hold: tuple[int, int] = (10, 10)
    holds_all: bool = False
    joined: bool = False
    overlap: int = 0
    blank: bool = False
    painted: int = 0


@dataclass(frozen=True)
class Shown:
    """One cue: milliseconds, and its rows."""

    start: int
    end: int
    rows: tuple[str, ...]


class _Writer:
    """A script in the making; lines are said one after the other."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines: list[Line] = []
        self.planted: list[Planted] = []
        self.said = 0
        self.now = 160

    def say(self, words: list[str], *, cleared: bool = False) -> None:
        if cleared:
            self.now += self.random.randint(600, 4000)
        starts = []
        for _ in words:
            starts.append(self.now)
            self.now += self.random.randint(160, 520)
        self.now = max(self.now, starts[0] + 600)
        self.lines.append(Line(tuple(words), tuple(starts), self.now, cleared or not self.lines))
        self.said += len(words)
        self.now += 10

    def speech(self, least: int = 2, most: int = 8) -> list[str]:
        words = self.random.choice(STOCK).split() if self.random.random() < 0.25 else []
        count = self.random.randint(least, most)
        return (words + self.random.choices(WORDS, k=count))[: max(count, len(words))]

    def plant(self, kind: str) -> None:
        """Say lines that hold a repeat of `kind`."""
        word, phrase = self.random.choice(SAID_TWICE), self.random.choices(WORDS, k=self.random.randint(3, 6))
        before, after = self.speech(1, 3), self.speech(1, 3)
        lines, first, count = {
            "word twice": ([[*before, word, word, *after]], len(before), 2),
            "word three times": ([[*before, word, word, word, *after]], len(before), 3),
            "phrase twice": ([[*before, *phrase, *phrase]], len(before), 2 * len(phrase)),
            "word over a border": ([[*before, word], [word, *after]], len(before), 2),
            "words over a border": ([[*before, word, word], [word, *after]], len(before), 3),
            "phrase over a border": ([[*before, *phrase], [*phrase, *after]], len(before), 2 * len(phrase)),
            "line twice": ([phrase, phrase], 0, 2 * len(phrase)),
            "line three times": ([phrase, phrase, phrase], 0, 3 * len(phrase)),
            "word line twice": ([[word], [word]], 0, 2),
            "word line three times": ([[word], [word], [word]], 0, 3),
            "word line over a clear": ([[word], [word]], 0, 2),
            "word over a clear": ([[*before, word], [word, *after]], len(before), 2),
            "phrase over a clear": ([[*before, *phrase], [*phrase, *after]], len(before), 2 * len(phrase)),
            "line over a clear": ([phrase, phrase], 0, 2 * len(phrase)),
            "line over a clear, grown": ([phrase, [*phrase, *after]], 0, 2 * len(phrase)),
        }[kind]
        self.planted.append(Planted(kind, self.said + first, self.said + first + count))
        for n, line in enumerate(lines):
            self.say(line, cleared=n > 0 and "clear" in kind)


KINDS = (
    *("word twice", "word three times", "phrase twice", "word over a border", "words over a border"),
    *("phrase over a border", "line twice", "line three times", "word line twice", "word line three times"),
    *("word line over a clear", "word over a clear", "phrase over a clear", "line over a clear"),
    "line over a clear, grown",
)
CLEARED = tuple(kind for kind in KINDS if "clear" in kind)


def make_script(seed: int, *, words: int = 3000, kinds: tuple[str, ...] = KINDS, share: float = 0.15) -> Script:
    """Speech of at least `words` words; `share` of its turns hold a planted repeat, all `kinds` equally often."""
    writer, planted = _Writer(Random(seed)), 0
    while writer.said < words:
        if writer.random.random() < share:
            writer.plant(kinds[planted % len(kinds)])
            planted += 1
        elif writer.random.random() < 0.08:
            writer.say([writer.random.choice(SAID_TWICE)])
        else:
            writer.say(writer.speech(), cleared=writer.random.random() < 0.08)
    return Script(tuple(writer.lines), tuple(writer.planted))


def show(script: Script, style: Style, *, seed: int = 0) -> list[Shown]:
    """The cues that show `script` in `style`."""
    random, shown, screen = Random(seed), [], [" "] * (style.rows - 1)
    for n, line in enumerate(script.lines):
        following = script.lines[n + 1] if n + 1 < len(script.lines) else None
        clears = following is None or following.cleared
        hold = random.randint(*style.hold)
        if line.cleared:
            screen = [" "] * (style.rows - 1)
        # a line stays until the next one begins; before a gap it goes with its last word
        end = following.starts[0] if following and (style.blank or not clears) else line.end + hold
        slip = random.randint(0, style.overlap)
        for begin, until, row in _painted(line, end - hold + slip, style):
            shown.append(Shown(begin, until, (*screen, row)))
        text = " ".join(line.words)
        held = (*screen, text, " ") if style.holds_all else (text, " ")
        if style.hold[1]:
            shown.append(Shown(end - hold, end + slip, (" ", " ") if clears and style.blank else held))
        screen = [*screen, text][1:]
    return [_joined(cue) for cue in shown] if style.joined else shown


def _painted(line: Line, end: int, style: Style) -> list[tuple[int, int, str]]:
    """The new row as it grows: from when, until when, and its text."""
    if not style.painted:
        return [(line.starts[0], end, _row(line, stamps=style.stamps))]
    steps = range(0, len(line.words), style.painted)
    ends = [*(line.starts[n] for n in steps[1:]), end]
    return [(line.starts[n], e, " ".join(line.words[: n + style.painted])) for n, e in zip(steps, ends, strict=True)]


def _row(line: Line, *, stamps: bool) -> str:
    if not stamps:
        return " ".join(line.words)
    rest = zip(line.words[1:], line.starts[1:], strict=True)
    return line.words[0] + "".join(f"<{stamp(start)}><c> {word}</c>" for word, start in rest)


def _joined(cue: Shown) -> Shown:
    return Shown(cue.start, cue.end, (" ".join(row for row in cue.rows if row.strip()) or " ",))


def stamp(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds % 1000:03}"


def vtt(shown: list[Shown]) -> str:
    """`shown` as WebVTT, with the rows that are blank."""
    blocks = ["WEBVTT\nKind: captions\nLanguage: en"]
    for cue in shown:
        blocks.append(f"{stamp(cue.start)} --> {stamp(cue.end)} align:start position:0%\n" + "\n".join(cue.rows))
    return "\n\n".join(blocks) + "\n"


def cues(shown: list[Shown]) -> tuple[Cue, ...]:
    """`shown` as the cues of a format that has neither word times nor blank rows, such as SRT."""
    texts = (("\n".join(row for row in cue.rows if row.strip()), cue) for cue in shown)
    return tuple(Cue(cue.start / 1000, cue.end / 1000, text) for text, cue in texts if text)


def say_once(cues: tuple[Cue, ...]) -> tuple[tuple[Cue, ...], int]:
    """`cues` without the words that each shows again, and how many those are."""
    counts = repeated_words(cues)
    cut = (replace(cue, words=cue.words[n:]) if n else cue for cue, n in zip(cues, counts, strict=True))
    return tuple(cue for cue in cut if cue.words), sum(counts)
