"""What may have been mis-heard in a course, as lines for its aliases.toml: for a person to judge, once a phrase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lecturebook.clean.terms import accept_line, heard_as, refuse_line
from lecturebook.model import Change, Guide
from lecturebook.terminal import printable
from lecturebook.timecode import clock

# places shown of one phrase
_SHOWN = 5
# words shown before and after it
_AROUND = 4


def suspect_lines(guides: Iterable[Guide]) -> Iterator[str]:
    """TOML in which every line is a comment: who takes the # from a line decides for the whole course.

    What was heard most often comes first.
    """
    found: defaultdict[tuple[str, str], list[tuple[Guide, Change]]] = defaultdict(list)
    for guide in guides:
        for change in guide.suspected:
            found[heard_as(change)].append((guide, change))
    for _, places in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        yield from (_place(guide, change) for guide, change in places[:_SHOWN])
        if len(places) > _SHOWN:
            yield f"# and in {len(places) - _SHOWN} more places"
        first = places[0][1]
        yield f"# {accept_line(first.before, first.after)}"
        yield f"# {refuse_line(first.before)}"
        yield ""


def _place(guide: Guide, change: Change) -> str:
    """Where a phrase was heard, in its words; one line, whatever the captions hold."""
    low, high = max(0, change.first - _AROUND), change.last + _AROUND
    said = " ".join(word.text for word in guide.words[low:high])
    return f"# {printable(guide.lecture.id)} {clock(change.second)}  … {printable(said)} …"
