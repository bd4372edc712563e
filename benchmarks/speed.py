"""How fast a course is built: lecture hours a minute, cold and warm, stage by stage, beside a plain assembly.

One run prints all: the seeds (or `--lectures`) built in a fresh process and again in this one; the same lectures
through the parts that a user would put together instead; the encoder against the machine's own matrix products, on a
GPU too where there is one; and how the time of one lecture grows with its length, with `--plot FILE` as a picture.

Needs the extra `bench`: KeyBERT for the assembly, matplotlib for the picture.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

from common import Figure, data_folder, parser, report, skip
from encoder import encoder_work, product_rate
from lecturebook.clean import clean
from lecturebook.course.build import build, load_models
from lecturebook.course.job import Recipe
from lecturebook.embed import load_encoder
from lecturebook.guide import make_guide
from lecturebook.model import Cue, Transcript
from lecturebook.options import Options
from lecturebook.read import read_file
from lecturebook.stopwatch import Stopwatch
from one_off import cost
from peer import PlainAssembly

_FASTER, _BOUND = 5.0, 2.0
_HOURS = (0.5, 1, 2, 4, 8, 12)
_UNIT = 10
_LONGEST_PAUSE = 10.0


def main() -> None:
    """Measure and report."""
    asked = parser(__doc__ or "", runs=3)
    asked.add_argument("--lectures", type=Path, metavar="DIR", help="lectures to build (default: the seeds)")
    asked.add_argument("--hours", type=float, nargs="*", default=_HOURS, help="lengths to try (default: 0.5 to 12)")
    asked.add_argument("--plot", type=Path, metavar="FILE", help="draw how time grows with length, as SVG or PNG")
    arguments = asked.parse_args()
    folder = arguments.lectures or data_folder(arguments) / "lectures" / "seeds"
    transcripts = [each for file in sorted(folder.iterdir()) if file.is_file() for each in read_file(file)]
    if not transcripts:
        skip(f"no lecture in {folder}")
    hours = sum(_seconds(each) for each in transcripts) / 3600
    figures = [Figure("lectures", "lectures", len(transcripts)), Figure("hours", "their length", hours, "h")]
    figures += _builds(folder, hours, arguments.runs)
    figures += _beside_peer(transcripts, hours)
    figures += _encoder(transcripts, hours, arguments.runs)
    grown = dict(_growth(transcripts, arguments.hours))
    figures += _growth_figures(grown)
    report("Speed", figures, arguments.json)
    if arguments.plot and grown:
        _draw(grown, arguments.plot)


def _seconds(transcript: Transcript) -> float:
    """Seconds from the first word to the last."""
    return transcript.cues[-1].end - transcript.cues[0].start


def _builds(folder: Path, hours: float, runs: int) -> Iterator[Figure]:
    """A fresh process with an empty store, then warm builds in this one, each with a store of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "lecturebook.cli", "build", str(folder), "--no-prefect", "--quiet"]
        cold = cost([*command, "-o", f"{scratch}/cold", "--cache", f"{scratch}/cold-store"])
        yield Figure("cold_wall", "build, cold: wall", cold.wall, "s")
        yield Figure("cold_memory", "build, cold: peak memory", cold.memory, "GB")
        yield Figure("cold_rate", "build, cold: lecture hours a minute", 60 * hours / cold.wall, "h/min")
        load_models(Options())
        walls, stages = [], []
        for run in range(runs):
            began = time.perf_counter()
            done = build([folder], Path(scratch, f"warm{run}"), Recipe(cache=Path(scratch, f"store{run}")))
            walls.append(time.perf_counter() - began)
            stages.append({**done.seconds, **_summed([each.seconds for each in done.lectures])})
        yield Figure("warm_rate", "build, warm: lecture hours a minute", 60 * hours / median(walls), "h/min")
        yield Figure("warm_hour", "build, warm: one lecture hour", median(walls) / hours, "s")
        for stage in stages[0]:
            yield Figure(f"stage_{stage}", f"  {stage}, a lecture hour", median(s[stage] for s in stages) / hours, "s")


def _summed(each: Sequence[dict[str, float]]) -> dict[str, float]:
    """Seconds by stage of making guides, over all lectures."""
    return {
        f"guide_{stage}": sum(s.get(stage, 0.0) for s in each) for stage in dict.fromkeys(n for s in each for n in s)
    }


def _beside_peer(transcripts: Sequence[Transcript], hours: float) -> Iterator[Figure]:
    """Guides in this process, and the same lectures through the plain assembly, lecture by lecture in turns."""
    encoder, tagger = load_models(Options())
    peer, ours, plain = PlainAssembly(), Stopwatch(), Stopwatch()
    for transcript in transcripts:
        with ours.stage("all"):
            make_guide(transcript, encoder, tagger=tagger)
        with plain.stage("all"):
            peer.guide(transcript, plain)
    whole = plain.seconds.pop("all")
    yield Figure("guide_hour", "guides alone, a lecture hour", ours.seconds["all"] / hours, "s")
    yield Figure("peer_hour", "plain assembly, a lecture hour", whole / hours, "s")
    for part, seconds in plain.seconds.items():
        yield Figure(f"peer_{part}", f"  {part}, a lecture hour", seconds / hours, "s")
    yield Figure("peer_ratio", "times as fast as the plain assembly", whole / ours.seconds["all"], at_least=_FASTER)


def _encoder(transcripts: Sequence[Transcript], hours: float, runs: int) -> Iterator[Figure]:
    """All words through the encoder, beside the time that its matrix products alone would take; on each device."""
    import torch

    words = [[word.text for word in clean(each.cues).words] for each in transcripts]
    for device in ("cpu", *(["cuda"] if torch.cuda.is_available() else [])):
        encoder = load_encoder(device=device)
        spans = [[(n, min(n + _UNIT, len(one))) for n in range(0, len(one), _UNIT)] for one in words]
        taken = []
        for _ in range(runs + 1):  # the first to warm up
            began = time.perf_counter()
            for one, its in zip(words, spans, strict=True):
                encoder.encode_spans(one, its)
            taken.append(time.perf_counter() - began)
        seconds = median(taken[1:])
        bound = sum(encoder_work(one, encoder) for one in words) / product_rate(encoder.dtype, device)
        yield Figure(f"encoder_{device}", f"encoder, {device}, {encoder.dtype}, a lecture hour", seconds / hours, "s")
        yield Figure(f"encoder_{device}_rate", f"encoder, {device}: lecture hours a second", hours / seconds, "h/s")
        yield Figure(
            f"encoder_{device}_ratio", f"encoder, {device}: times its matrix products", seconds / bound, at_most=_BOUND
        )


def _growth(transcripts: Sequence[Transcript], lengths: Sequence[float]) -> Iterator[tuple[float, float]]:
    """For each length in hours, the seconds that its guide takes."""
    encoder, tagger = load_models(Options())
    for length in lengths:
        lecture = _of_length(transcripts, length * 3600)
        began = time.perf_counter()
        make_guide(lecture, encoder, tagger=tagger)
        yield length, time.perf_counter() - began


def _of_length(transcripts: Sequence[Transcript], seconds: float) -> Transcript:
    """The lectures told one after the other, and over again, until `seconds` are full; long pauses left out."""
    cues: list[Cue] = []
    now = 0.0
    while True:
        for transcript in transcripts:
            before = transcript.cues[0].start
            for cue in transcript.cues:
                shift = now + min(cue.start - before, _LONGEST_PAUSE) - cue.start
                cues.append(_moved(cue, shift))
                now, before = cues[-1].end, cue.end
                if now >= seconds:
                    return replace(transcripts[0], id="long", cues=tuple(cues), chapters=())


def _moved(cue: Cue, by: float) -> Cue:
    words = cue.words and tuple(
        word if word.start is None else replace(word, start=word.start + by, end=word.end and word.end + by)
        for word in cue.words
    )
    return replace(cue, start=cue.start + by, end=cue.end + by, words=words)


def _growth_figures(grown: dict[float, float]) -> Iterator[Figure]:
    """Seconds by length, and the power of the length by which they grow: 1 is linear."""
    for length, seconds in grown.items():
        yield Figure(f"length_{length:g}", f"guide of {length:g} h", seconds, "s")
    if len(grown) > 1:
        slope = np.polyfit(np.log(list(grown)), np.log(list(grown.values())), 1)[0]
        yield Figure("length_power", "time grows as length to the power of", float(slope))


def _draw(grown: dict[float, float], file: Path) -> None:
    """Seconds over hours, with the straight line through the first length beside them."""
    from matplotlib.figure import Figure as Sheet

    lengths, seconds = list(grown), list(grown.values())
    sheet = Sheet(figsize=(6, 4), layout="constrained")
    axes = sheet.subplots()
    axes.plot(lengths, seconds, "o-", label="guide")
    axes.plot(lengths, [seconds[0] / lengths[0] * length for length in lengths], "--", label="linear")
    axes.set(xlabel="length of the lecture, hours", ylabel="seconds")
    axes.legend()
    sheet.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None)


if __name__ == "__main__":
    main()
