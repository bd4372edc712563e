"""Runs the readers on changed files, guided by what of their code each change reaches (atheris, libFuzzer).

    pip install 'lecturebook[fuzz]'
    python benchmarks/fuzz.py --runs 1000000 --corpus DIR

A reader must read or refuse: any other error, a broken promise (`tests/read/promises.py`), an input that takes longer
than `--timeout` or more memory than `--memory` is found, kept in DIR/found/ and told. DIR keeps what was learnt and the
number of runs, so that the command goes on where it was stopped; the formats take turns. Leaves with code 1 where
something was found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "flows"), str(_ROOT / "tests")]

from common import Figure, report  # noqa: E402

# runs of a format before the next one has its turn, and bytes of a changed file
_SLICE, _LONGEST = 20_000, 4_000
# a count that is written more often slows the runs down
_COUNT_EVERY = 200
# of five changed files four are changed with a mind to what they are, one by libFuzzer's own changes of bytes
_STRUCTURED = 0.8
# a format in which so much was found has its turns no more
_MOST_FOUND = 5


def main() -> None:
    """Fuzz until `--runs` runs are reached, those of earlier calls counted, or `--seconds` have passed."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--runs", type=int, default=1_000_000, help="runs to reach, all readers together")
    made.add_argument("--seconds", type=float, default=float("inf"), help="stop after that long")
    made.add_argument("--corpus", type=Path, required=True, metavar="DIR", help="what is kept from call to call")
    made.add_argument("--formats", nargs="+", metavar="NAME", help="only these (see `lecturebook formats`)")
    made.add_argument("--timeout", type=int, default=20, help="seconds that one input may take")
    made.add_argument("--memory", type=int, default=2000, help="megabytes that all may take")
    made.add_argument("--json", type=Path, metavar="FILE", help="write all figures there, under flat names")
    made.add_argument("--reader", help=argparse.SUPPRESS)  # a slice of one format, in a process of its own
    arguments = made.parse_args()
    if arguments.reader:
        _fuzz(arguments.reader, arguments)
    sys.exit(_take_turns(arguments))


def _take_turns(arguments: argparse.Namespace) -> int:
    from read.mutations import samples

    names = arguments.formats or list(samples())
    until, started = time.monotonic() + arguments.seconds, time.monotonic()
    before = _counts(arguments.corpus)
    while names and _total(arguments.corpus) < arguments.runs and time.monotonic() < until:
        for name in list(names):
            left = min(_SLICE, arguments.runs - _total(arguments.corpus))
            if left <= 0 or time.monotonic() >= until:
                break
            _slice(name, left, until - time.monotonic(), arguments)
            if len(_found(arguments.corpus, name)) >= _MOST_FOUND:
                names.remove(name)
    counts, seconds = _counts(arguments.corpus), time.monotonic() - started
    found = _found(arguments.corpus, "")
    new = _total(arguments.corpus) - sum(runs for runs, _ in before.values())
    figures = [
        Figure("runs", "runs, all readers, all calls", _total(arguments.corpus), at_least=float(arguments.runs)),
        Figure("found", "inputs that broke a reader", len(found), at_most=0.0),
        Figure("runs_a_second", "runs of this call a second", new / max(seconds, 1e-9)),
        *(Figure(f"runs_{name}", f"{name}: runs", runs) for name, (runs, _) in counts.items()),
        *(Figure(f"read_{name}", f"{name}: read, not refused", read) for name, (_, read) in counts.items()),
    ]
    report("Changed files through the readers", figures, arguments.json)
    for path in found:
        print(f"found: {path}")
    return 1 if found else 0


def _slice(name: str, runs: int, seconds: float, arguments: argparse.Namespace) -> None:
    """`runs` runs of one format in a process of its own, which libFuzzer ends."""
    options = ["--reader", name, "--corpus", str(arguments.corpus), "--runs", str(runs)]
    limits = ["--timeout", str(arguments.timeout), "--memory", str(arguments.memory), "--seconds", str(seconds)]
    done = subprocess.run([sys.executable, __file__, *options, *limits], capture_output=True, text=True)
    if done.returncode:
        told = done.stderr.split("=== Uncaught Python exception: ===")[-1].strip().splitlines()
        print(f"{name}: code {done.returncode}", *told[:25], sep="\n  ", flush=True)
    print(f"{_total(arguments.corpus):,} runs, {name}", flush=True)


def _fuzz(name: str, arguments: argparse.Namespace) -> NoReturn:
    """Run libFuzzer on one format. It never returns."""
    try:
        import atheris
        from atheris.import_hook import HookManager
    except ImportError:
        sys.exit("atheris is not installed: pip install 'lecturebook[fuzz]'")
    # `atheris.instrument_imports` without the tracing of comparisons: its guesses are not worth half of the runs here
    with HookManager({"lecturebook"}, set(), enable_loader_override=False, trace_dataflow=False):
        from lecturebook.errors import TranscriptError
        from lecturebook.read import read_bytes
    from read.mutations import mutated, samples
    from read.promises import promises_kept

    files = samples()
    others = [data for one in files.values() for data in one]
    corpus, found = arguments.corpus / "corpus" / name, arguments.corpus / "found"
    for folder in (corpus, found, arguments.corpus / "counts"):
        folder.mkdir(parents=True, exist_ok=True)
    for n, data in enumerate(files[name]):
        (corpus / f"sample-{n}").write_bytes(data)
    counts = _counts(arguments.corpus).get(name, (0, 0))
    # what is known is run once more at the start of a slice, which is no run that counts
    known = len(list(corpus.iterdir()))
    runs, read = counts[0] - known, counts[1]
    count = os.open(_count_file(arguments.corpus, name), os.O_WRONLY | os.O_CREAT)

    def one_input(data: bytes) -> None:
        nonlocal runs, read
        runs += 1
        if runs % _COUNT_EVERY == 0 and runs > counts[0]:
            os.pwrite(count, json.dumps([runs, read]).ljust(40).encode(), 0)
        try:
            lectures = read_bytes(data, "fuzz")
        except TranscriptError:
            return
        if not all(map(promises_kept, lectures)):
            raise AssertionError("a promise is broken")
        read += runs > counts[0]

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() > _STRUCTURED:
            return bytes(atheris.Mutate(data, most))
        return mutated(data, chance, others)[:most]

    options = [
        *(
            str(corpus),
            f"-runs={arguments.runs + known + _COUNT_EVERY}",
            f"-max_len={_LONGEST}",
            f"-timeout={arguments.timeout}",
        ),
        *(f"-rss_limit_mb={arguments.memory}", f"-artifact_prefix={found}/{name}-", "-reduce_inputs=0", "-verbosity=0"),
    ]
    if arguments.seconds != float("inf"):
        options.append(f"-max_total_time={max(1, int(arguments.seconds))}")
    atheris.Setup([sys.argv[0], *options], one_input, custom_mutator=change)
    atheris.Fuzz()
    raise AssertionError("libFuzzer returned")


def _count_file(corpus: Path, name: str) -> Path:
    return corpus / "counts" / f"{name}.json"


def _counts(corpus: Path) -> dict[str, tuple[int, int]]:
    """For each format the runs so far, and how many of them were read."""
    made = {}
    for path in sorted((corpus / "counts").glob("*.json")):
        text = path.read_text(encoding="utf-8").strip()
        runs, read = json.loads(text) if text else (0, 0)
        made[path.stem] = (runs, read)
    return made


def _total(corpus: Path) -> int:
    return sum(runs for runs, _ in _counts(corpus).values())


def _found(corpus: Path, name: str) -> list[Path]:
    return sorted((corpus / "found").glob(f"{name}*"))


if __name__ == "__main__":
    main()
