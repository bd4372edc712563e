"""Time and memory of reading 50 MB of captions, beside the packages that others read them with.

    python benchmarks/readers.py

Each reading runs in a fresh process. The files are made here, of made-up words, the same each time.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

WORDS = "page row index key leaf node lock log commit disk buffer pool query plan join scan".split()
SIZE = 50_000_000


def clock(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def srt_cue(n: int, start: int, words: list[str]) -> str:
    tagged = f"<i>{words[0]}</i>" if n % 5 == 0 else words[0]
    return f"{n + 1}\n{clock(start, ',')} --> {clock(start + 900, ',')}\n{tagged} {' '.join(words[1:])}\n\n"


def vtt_cue(_: int, start: int, words: list[str]) -> str:
    return f"{clock(start, '.')} --> {clock(start + 900, '.')} align:start\n{' '.join(words)}\n\n"


def stamped_cue(_: int, start: int, words: list[str]) -> str:
    stamped = "".join(f"<{clock(start + 100 * n, '.')}><c> {word}</c>" for n, word in enumerate(words[1:], 1))
    return f"{clock(start, '.')} --> {clock(start + 900, '.')} align:start\n{words[0]}{stamped}\n\n"


FILES = {"srt": ("", srt_cue), "vtt": ("WEBVTT\n\n", vtt_cue), "vtt with word times": ("WEBVTT\n\n", stamped_cue)}


def write(path: Path, head: str, cue: Callable[[int, int, list[str]], str], size: int) -> None:
    written = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        n = 0
        while written < size:
            # a thousand hours of one-second cues hold 50 MB; times stay below what readers take
            words = [WORDS[(n * 7 + k * 3) % len(WORDS)] for k in range(8)]
            written += file.write(cue(n, n * 1000, words))
            n += 1


def ours(path: Path) -> int:
    from lecturebook.read import read_file

    return len(read_file(path)[0].cues)


def by_pysubs2(path: Path) -> int:
    import pysubs2

    return len(pysubs2.load(str(path)))


def by_srt(path: Path) -> int:
    import srt

    return len(list(srt.parse(path.read_text(encoding="utf-8"))))


def by_webvtt(path: Path) -> int:
    import webvtt

    return len(webvtt.read(str(path)))


READERS = {"lecturebook": ours, "pysubs2": by_pysubs2, "srt": by_srt, "webvtt-py": by_webvtt}


def measure(reader: str, path: str) -> None:
    begun, used = time.perf_counter(), time.process_time()
    cues = READERS[reader](Path(path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.process_time() - used:.1f} {time.perf_counter() - begun:.1f} {peak:.0f} {cues}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="bytes of each file")
    parser.add_argument("--measure", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(*options.measure)
        return
    print("| file | reader | processor s | wall s | peak MB | cues |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for form, (head, cue) in FILES.items():
            path = Path(folder) / f"talk.{form[:3]}"
            write(path, head, cue, options.size)
            for reader in READERS:
                if (reader == "srt") > (form == "srt") or (reader == "webvtt-py") > (form != "srt"):
                    continue
                command = [sys.executable, __file__, "--measure", reader, str(path)]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                figures = done.stdout.split() or ["failed", "", "", ""]
                print(f"| {form} | {reader} | {' | '.join(figures)} |", flush=True)


if __name__ == "__main__":
    main()
