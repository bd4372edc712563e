"""What was read from a transcript file, for people and for programs: before any overlap is cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from lecturebook.model import Cue, CueWord, Repair, Transcript
from lecturebook.read.coverage import covered_spans
from lecturebook.timecode import clock, duration

# lines of speech, and repairs of each kind, that are shown to people; JSON has all
_FIRST_LINES, _SHOWN = 5, 20


def inspection(transcripts: Sequence[Transcript]) -> dict[str, object]:
    """A JSON document of one file: how it was read, its lectures, all cues and all repairs, each with its lecture.

    Times are seconds from the start of the recording; a word's times and confidence are null where the source has
    none.
    """
    source = transcripts[0].source
    return {
        **asdict(source),
        "lectures": [_lecture(transcript) for transcript in transcripts],
        "cues": [{"lecture": one.id, **_cue(cue)} for one in transcripts for cue in one.cues],
        "repairs": [{"lecture": one.id, **asdict(repair)} for one in transcripts for repair in one.repairs],
    }


def report(transcripts: Sequence[Transcript]) -> Iterator[str]:
    """The same in lines for people: counts by reason, each dropped cue, and the first lines of speech."""
    source = transcripts[0].source
    yield f"{source.file}: {', '.join(filter(None, (source.format, source.encoding, source.newline)))}"
    for transcript in transcripts:
        yield ""
        yield from _report(transcript)


def _lecture(transcript: Transcript) -> dict[str, object]:
    spans = covered_spans(transcript)
    return {
        "id": transcript.id,
        "title": transcript.title,
        "url": transcript.url,
        "date": transcript.date,
        "language": transcript.language,
        "chapters": [asdict(chapter) for chapter in transcript.chapters],
        "kept": len(transcript.cues),
        "repaired": _counts(transcript.repairs, dropped=False),
        "dropped": _counts(transcript.repairs, dropped=True),
        "covered": [[round(start, 3), round(end, 3)] for start, end in spans],
    }


def _cue(cue: Cue) -> dict[str, object]:
    found: dict[str, object] = {"line": cue.line, "start": cue.start, "end": cue.end, "text": cue.text}
    if cue.speaker:
        found["speaker"] = cue.speaker
    if cue.words:
        found["words"] = [_word(word) for word in cue.words]
    return found


def _word(word: CueWord) -> dict[str, object]:
    return {"text": word.text, "start": word.start, "end": word.end, "confidence": word.confidence}


def _counts(repairs: Sequence[Repair], *, dropped: bool) -> dict[str, int]:
    return dict(sorted(Counter(repair.reason for repair in repairs if repair.dropped == dropped).items()))


def _report(transcript: Transcript) -> Iterator[str]:
    repaired = len({repair.line for repair in transcript.repairs if not repair.dropped})
    dropped = [repair for repair in transcript.repairs if repair.dropped]
    yield f"lecture   {transcript.id}" + (f": {transcript.title}" if transcript.title else "")
    for name, value in (("url", transcript.url), ("date", transcript.date), ("language", transcript.language)):
        if value:
            yield f"{name:10}{value}"
    yield f"cues      {len(transcript.cues)} kept, {repaired} repaired, {len(dropped)} dropped"
    for reason, lines in _by_reason(transcript.repairs, dropped=False).items():
        yield f"repaired  {reason} {len(lines)}: {_lines(lines)}"
    for reason, lines in _by_reason(transcript.repairs, dropped=True).items():
        yield f"dropped   {reason} {len(lines)}: {_lines(lines)}"
    yield f"covered   {_covered(transcript)}"
    speakers = Counter(cue.speaker for cue in transcript.cues if cue.speaker)
    if speakers:
        yield "speakers  " + ", ".join(f"{name} ({count} cues)" for name, count in speakers.most_common(_SHOWN))
    for chapter in transcript.chapters:
        yield f"chapter   {clock(chapter.start)} {chapter.title}"
    for cue in transcript.cues[:_FIRST_LINES]:
        yield f"{clock(cue.start):>9} {' '.join(cue.text.split())}"


def _by_reason(repairs: Sequence[Repair], *, dropped: bool) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for repair in repairs:
        if repair.dropped == dropped:
            found.setdefault(repair.reason, []).append(repair.line)
    return dict(sorted(found.items()))


def _lines(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:_SHOWN]))
    more = f" and {len(lines) - _SHOWN} more (--json lists all)" if len(lines) > _SHOWN else ""
    return ("line " if len(lines) == 1 else "lines ") + shown + more


def _covered(transcript: Transcript) -> str:
    spans = covered_spans(transcript)
    if not spans:
        return "nothing"
    length = duration(sum(end - start for start, end in spans))
    return f"{', '.join(f'{clock(start)}–{clock(end)}' for start, end in spans[:_SHOWN])} ({length})"
