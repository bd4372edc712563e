"""What every reader promises of the transcripts it gives, whatever stood in the file."""

from __future__ import annotations

from lecturebook.model import Transcript

_FORBIDDEN = frozenset({*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0x2028, 0x2029})


def promises_kept(lecture: Transcript) -> bool:
    """Whether cues are in order, ended, visible, clean, and their words those of the text."""
    starts = [cue.start for cue in lecture.cues]
    codes = {ord(char) for cue in lecture.cues for char in cue.text} - {ord("\n")}
    return (
        starts == sorted(starts)
        and all(0 <= cue.start <= cue.end for cue in lecture.cues)
        and all(cue.line > 0 and cue.text.strip() for cue in lecture.cues)
        and all(not cue.words or [w.text for w in cue.words] == cue.text.split() for cue in lecture.cues)
        and codes.isdisjoint(_FORBIDDEN)
    )
