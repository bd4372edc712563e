"""Which candidates become the concepts of a guide: the best, none twice, something from every section."""

from __future__ import annotations

from collections.abc import Sequence

from lecturebook.concepts.candidates import Candidate
from lecturebook.embed import Vectors

Scored = tuple[float, Candidate, Vectors]

# one concept for so many covered seconds, within these bounds: a three-minute lecture has three, two hours forty
_SECONDS_EACH, _FEWEST, _MOST = 70.0, 3, 40
# two concepts nearer than this (cosine) begin to take each other's place; at _SAME with all words shared they are one
_NEAR, _NEAR_PENALTY, _SAME = 0.5, 1.6, 0.8
# a candidate this far below the best of its lecture is noise
_WORST_SHARE = 0.4


def choose(scored: Sequence[Scored], *, seconds: float, sections: Sequence[tuple[int, int]]) -> list[Scored]:
    """The concepts of a lecture, best first. `sections` are token spans; each may add its own best one.

    Greedy: each next concept is the one whose score, less `_NEAR_PENALTY` for its nearness to those chosen, is
    highest. One that is nearly always part of a longer candidate is not chosen; one that says the same as a chosen
    one becomes its alias.
    """
    pool = [entry for entry in scored if _stands_alone(entry[1])]
    limit = max(_FEWEST, min(_MOST, round(seconds / _SECONDS_EACH)))
    chosen: list[Scored] = []
    floor = _WORST_SHARE * pool[0][0] if pool else 0.0
    penalties = [0.0] * len(pool)
    left = set(range(len(pool)))
    while left and len(chosen) < limit:
        best = min(left, key=lambda n: (penalties[n] - pool[n][0], n))
        left.discard(best)
        if pool[best][0] - penalties[best] < floor:
            break
        _take(chosen, pool[best])
        for n in left:
            penalties[n] = max(penalties[n], _NEAR_PENALTY * max(0.0, float(pool[n][2] @ pool[best][2]) - _NEAR))
    for section in sections:
        _take_best_of(section, pool, chosen, floor)
    return chosen


def _stands_alone(candidate: Candidate) -> bool:
    """Whether it is said often enough outside the longest phrase it is part of."""
    return candidate.nested == 0 or candidate.count - candidate.nested >= max(2.0, 0.7 * candidate.count)


def _take(chosen: list[Scored], entry: Scored) -> None:
    """Add `entry`, or give its phrases to the chosen one that means the same."""
    for _, kept, vector in chosen:
        if float(vector @ entry[2]) >= _SAME and _stems(entry[1]) <= _stems(kept):
            kept.phrases |= entry[1].phrases
            kept.surfaces.update(dict.fromkeys(entry[1].surfaces, 0))
            return
    chosen.append(entry)


def _stems(candidate: Candidate) -> set[str]:
    return {stem for phrase in candidate.phrases for stem in phrase}


def _take_best_of(section: tuple[int, int], pool: list[Scored], chosen: list[Scored], floor: float) -> None:
    """A section without any chosen concept gives its best one."""

    def inside(entry: Scored) -> int:
        return sum(section[0] <= place < section[1] for place in entry[1].positions)

    if any(inside(entry) for entry in chosen):
        return
    best = next((entry for entry in pool if inside(entry) * 2 > entry[1].count and entry[0] >= floor), None)
    if best is not None:
        _take(chosen, best)
