"""Whether time grows with the length of a lecture only, stage by stage, for words that no lecturer says.

    python benchmarks/growth.py                          # 20 KB, 200 KB and 2 MB of everything
    python benchmarks/growth.py --most 200000 --only spaces "<"

Each build is a process of its own, with the stand-in for the encoder, among cues of the sample course. What is filled
with is said in three shapes: as one word without end, as many words, and as many cues. The figure of a stage is the
exponent of its growth from a size to the next one, of processor time: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "flows"), str(_ROOT / "tests")]

from common import Figure, report  # noqa: E402

FILLERS = {
    "[": "[",
    "(": "(",
    "<": "<",
    "&": "&",
    "spaces": " ",
    "combining": "\u0301",
    "zero width": "\u200b",
    "joiners": "\u200d",
    "letter": "a",
    "right to left": "\u202e",
    "hebrew": "ש",
    "quotes": '"',
    "stars": "*",
    "backslashes": "\\",
    "hyphens": "a-",
    "dots": ".",
    "commas": ",",
    "digits": "7",
    "links": "[a](",
    "tags": "<a ",
    "addresses": "http://a.b/",
    "definition": "so a tree is a tree is what we call a tree which is ",
    "questions": "why? ",
    "um": "um ",
    "and so on": "and ",
    "stutter": "the the ",
    "sounds": "[Music] ",
    "numbers": "twenty one hundred ",
}
_SIZES = (20_000, 200_000, 2_000_000)
# 200 KB of words of one letter are ten hours of speech
_MOST_BYTES = {"one word": 2_000_000, "many words": 200_000, "many cues": 200_000}
# below that a stage is noise
_LEAST_SECONDS = 0.3
_MOST_EXPONENT = 1.35
_MOST_SECONDS = 300


def main() -> None:
    """Measure and report; leaves with code 1 where a stage grows faster than it should, or never comes back."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--only", nargs="+", choices=list(FILLERS), metavar="WHAT", default=list(FILLERS))
    made.add_argument("--shapes", nargs="+", choices=list(SHAPES), default=list(SHAPES))
    made.add_argument("--most", type=int, default=_SIZES[-1], help="bytes, at most")
    made.add_argument("--json", type=Path, metavar="FILE", help="write all figures there, under flat names")
    made.add_argument("--build", type=Path, help=argparse.SUPPRESS)  # one build, in a process of its own
    arguments = made.parse_args()
    if arguments.build:
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS + 5))
        print(json.dumps(stage_seconds(arguments.build)))
        return
    worst: dict[str, tuple[float, str]] = {}
    never = []
    for what in arguments.only:
        for shape in arguments.shapes:
            times: list[dict[str, float]] = []
            for size in (size for size in _SIZES if size <= min(arguments.most, _MOST_BYTES[shape])):
                seconds = _measured(lecture(FILLERS[what], shape, size))
                if seconds is None:
                    never.append(f"{what}, {shape}, {size:,}")
                    print(f"{never[-1]}: more than {_MOST_SECONDS} s", flush=True)
                    break
                times.append(seconds)
            for stage, exponent, long in _growth(times):
                if exponent > worst.get(stage, (0.0, ""))[0]:
                    worst[stage] = exponent, f"{what}, {shape}"
                if exponent > _MOST_EXPONENT:
                    print(f"{what}, {shape}: {stage} grows with the power {exponent:.2f}, to {long:.1f} s", flush=True)
            last = sum(times[-1].values()) if times else 0
            print(f"{what}, {shape}: {last:.1f} s", flush=True)
    figures = [
        Figure(f"{stage}_exponent", f"{stage}: worst growth ({where})", exponent, at_most=_MOST_EXPONENT)
        for stage, (exponent, where) in sorted(worst.items())
    ]
    figures.append(Figure("never", f"builds of more than {_MOST_SECONDS} s", len(never), at_most=0))
    report("Growth of each stage with the length of a hostile lecture", figures, arguments.json)
    sys.exit(any(figure.verdict == "missed" for figure in figures))


def _growth(times: list[dict[str, float]]) -> Iterator[tuple[str, float, float]]:
    """Each stage with the exponent of its last step, where it takes long enough to tell."""
    if len(times) < 2:
        return
    before, after = times[-2:]
    for stage, long in after.items():
        if long >= _LEAST_SECONDS:
            yield stage, math.log10(long / max(before.get(stage, 0.0), _LEAST_SECONDS / 30)), long


def _one_word(filler: str, size: int) -> Iterator[str]:
    yield f"so a page {(filler.replace(' ', '') or filler) * (size // len(filler.encode()))} is a block"


def _many_words(filler: str, size: int) -> Iterator[str]:
    said = (filler.strip() or filler) + " "
    yield "a page is " + said * (size // len(said.encode()))


def _many_cues(filler: str, size: int) -> Iterator[str]:
    said = f"a page {filler * max(1, 20 // len(filler))} is a block"
    yield from [said] * (size // len(said.encode()))


SHAPES = {"one word": _one_word, "many words": _many_words, "many cues": _many_cues}


def lecture(filler: str, shape: str, size: int) -> str:
    """An SRT file of plain speech with `size` bytes of `filler` in the middle of it."""
    plain = [
        "a page is a block of rows that the disk reads at once",
        "an index is a tree of keys and it points to the page",
        "the buffer pool keeps the page because the disk is slow",
        "so what is a lock well a lock keeps the other writer out",
    ] * 10
    said = [*plain, *SHAPES[shape](filler, size), *plain]
    return "".join(f"{n + 1}\n{_clock(3 * n)} --> {_clock(3 * n + 2.9)}\n{text}\n\n" for n, text in enumerate(said))


def _clock(second: float) -> str:
    millis = round(1000 * second)
    return f"{millis // 3_600_000:02}:{millis // 60_000 % 60:02}:{millis // 1000 % 60:02},{millis % 1000:03}"


def _measured(text: str) -> dict[str, float] | None:
    """Processor seconds by stage of a build; None where it takes more than is waited for."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "hostile.srt")
        file.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, __file__, "--build", str(file)], capture_output=True, text=True)
    if done.returncode == -signal.SIGXCPU:
        return None
    if done.returncode:
        sys.exit(done.stderr)
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return seconds


def stage_seconds(file: Path) -> dict[str, float]:
    """What each stage of a build of `file` takes, in seconds of the processor."""
    from fake import FakeEncoder
    from lecturebook import stopwatch
    from lecturebook.course import build as stages

    stopwatch.time = SimpleNamespace(perf_counter=time.process_time)  # type: ignore[assignment]
    stages.load_models = lambda *_: (FakeEncoder(), None)  # type: ignore[assignment, return-value]
    done = stages.build([file], file.parent / "site")
    seconds = dict(done.seconds)
    for lecture in done.lectures:
        seconds.update(lecture.seconds)
    seconds.pop("guide_lecture", None)
    return seconds


if __name__ == "__main__":
    main()
