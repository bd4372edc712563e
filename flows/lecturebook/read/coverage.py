"""Which stretches of a recording a transcript covers."""

from __future__ import annotations

from lecturebook.model import Transcript

# cues nearer than this (seconds) are one covered span: a pause, not a hole in the transcript
_GAP = 15.0


def covered_spans(transcript: Transcript) -> tuple[tuple[float, float], ...]:
    """The spans of the recording that the cues cover, in order, in seconds; holes shorter than 15 s do not count."""
    spans: list[tuple[float, float]] = []
    for cue in transcript.cues:
        if spans and cue.start - spans[-1][1] <= _GAP:
            spans[-1] = (spans[-1][0], max(spans[-1][1], cue.end))
        else:
            spans.append((cue.start, cue.end))
    return tuple(spans)
