"""Where the lecturer says once more what a concept is.

A later passage that has the cues of a definition mostly says something else of the concept: of 17 that surely have them
in 42 recorded lectures four were repetitions. One is taken for a repetition where it also says the same as the first;
three were left of the 17, all of them repetitions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from lecturebook.concepts.definitions import DEFINING_POINTS, Definition, best_of
from lecturebook.language import bare, content, zipf

# what two passages have to share besides the name, words that carry meaning and among them one that is rarer
_SHARED, _RARER_ZIPF = 2, 4.5


def said_again(name: str, ranked: Sequence[Definition], sections: Sequence[tuple[int, int]]) -> list[Definition]:
    """Of the definitions of the concept called `name`, best first, those that say the same as the best once more, in
    the order of the lecture.

    Each is the best of one of the `sections` (half-open spans of words) after that of the very best, where nothing is
    given already.
    """
    taken = [_section_at(sections, definition) for definition in best_of(ranked)]
    later: dict[int, Definition] = {}
    for definition in ranked:
        at = _section_at(sections, definition)
        if at > taken[0] and at not in taken and _repeats(name, ranked[0], definition):
            later.setdefault(at, definition)
    return [later[at] for at in sorted(later)]


def _section_at(sections: Sequence[tuple[int, int]], definition: Definition) -> int:
    return bisect_right(sections, definition.passage.first, key=lambda section: section[0]) - 1


def _repeats(name: str, first: Definition, later: Definition) -> bool:
    """Whether two passages surely define the concept called `name`, and one says of it what the other says."""
    if min(first.points, later.points) < DEFINING_POINTS:
        return False
    shared = (content(first.passage.text) & content(later.passage.text)) - content(name)
    words = {bare(token) for token in later.passage.text.split()}
    rarer = content(" ".join(word for word in words if zipf(word, "en") < _RARER_ZIPF))
    return len(shared) >= _SHARED and bool(shared & rarer)
