"""Which candidates become the concepts of a guide: the best, none twice, something from every section."""

from __future__ import annotations

from collections.abc import Sequence, Set

from lecturebook.concepts.variants import Candidate
from lecturebook.embed import Vectors
from lecturebook.tokens import Stems

Scored = tuple[float, Candidate, Vectors]

# one concept for so many covered seconds, within these bounds: a three-minute lecture has three, forty minutes forty
_SECONDS_EACH, _FEWEST, _MOST = 60.0, 3, 40
# so much of the list is chosen over the whole lecture before each section gives its best
_WHOLE_SHARE = 0.75
# two concepts nearer than this (cosine) begin to take each other's place, the more so where the one is part of the
# other, and most where the longer one comes later; at _SAME with all words shared they are one
_NEAR, _NEAR_PENALTY, _PART_PENALTY, _WHOLE_PENALTY, _SAME = 0.5, 1.6, 4.0, 6.0, 0.8
# and a longer phrase that is said this often at most, and half as often as the chosen one that it holds, adds nothing
_SELDOM = 3
# what is part of a longer phrase, too, is said alone in this share of its mentions
_ALONE_SHARE = 0.65
# a candidate this far below the best of its lecture is noise
_WORST_SHARE = 0.4
# and the best of a section this far below
_WORST_OF_SECTION = 0.5
# a lecture of so many concepts repeats its subjects: what it says once, less near to all of them (cosine), is none,
# however rare its words ("Bayesian classifier" .55, "gossip protocol" .42; "falling eggs" .23, "tennis ball" .35), and
# so is what is nearer, but this far below the best
_LONG, _STRAY = 15, 0.42
_NEARER_STRAY, _WORST_ONCE = 0.5, 0.5


def how_many(seconds: float) -> int:
    """The concepts that a lecture of so many covered seconds has at most."""
    return max(_FEWEST, min(_MOST, round(seconds / _SECONDS_EACH)))


def choose(
    scored: Sequence[Scored], *, most: int, sections: Sequence[tuple[int, int]] = (), keep: Set[Stems] = frozenset()
) -> list[Scored]:
    """The concepts of a lecture, `most` at most, best first. `sections` are token spans; `keep` phrases are all in.

    Greedy: each next concept is the one whose score, less a penalty for its nearness to those chosen, is highest. One
    that is nearly always part of a longer candidate is not chosen; one that says the same as a chosen one becomes its
    alias. When three quarters are chosen each section without one gives its best, as far as there is room.
    """
    choice = _Choice(scored, most, keep)
    choice.fill(round(_WHOLE_SHARE * most) if sections else most)
    for section in sections:
        choice.add_best_of(section, _MOST)
    choice.fill(most)
    return choice.chosen


class _Choice:
    """The concepts chosen so far, and what each of the others has lost by them."""

    def __init__(self, scored: Sequence[Scored], most: int, keep: Set[Stems]) -> None:
        kept = [entry for entry in scored if entry[1].phrases & keep]
        self._pool = [*kept, *(entry for entry in scored if not entry[1].phrases & keep and _stands_alone(entry[1]))]
        best = max((entry[0] for entry in self._pool), default=0.0)
        self._floor, self._section_floor = _WORST_SHARE * best, _WORST_OF_SECTION * best
        self._once_floor, self._is_long = _WORST_ONCE * best, most >= _LONG
        self._penalties = [0.0] * len(self._pool)
        self._left = set(range(len(self._pool)))
        self.chosen: list[Scored] = []
        for n in range(len(kept)):
            self._take(n, is_kept=True)

    def fill(self, count: int) -> None:
        """Choose until there are `count`, or the rest is noise."""
        while self._left and len(self.chosen) < count:
            best = min(self._left, key=lambda n: (-self._worth(n), n))
            if self._worth(best) < self._floor:
                break
            if self._is_stray(best):
                self._left.discard(best)
            else:
                self._take(best)

    def _is_stray(self, n: int) -> bool:
        """Whether a long lecture says the entry once, and it has little to do with all that is chosen."""
        score, candidate, vector = self._pool[n]
        if not self._is_long or candidate.count > 1 or not self.chosen:
            return False
        near = max(float(vector @ other) for _, _, other in self.chosen)
        return near < (_NEARER_STRAY if score < self._once_floor else _STRAY)

    def add_best_of(self, section: tuple[int, int], most: int) -> None:
        """A section without any chosen concept of its own gives its best one."""
        if len(self.chosen) >= most or any(_is_of(entry, section) for entry in self.chosen):
            return
        own = [n for n in self._left if _is_of(self._pool[n], section) and self._worth(n) >= self._section_floor]
        if own:
            self._take(min(own, key=lambda n: (-self._worth(n), n)))

    def _worth(self, n: int) -> float:
        return self._pool[n][0] - self._penalties[n]

    def _take(self, n: int, *, is_kept: bool = False) -> None:
        """Add an entry, unless a chosen one says as much: one of the same words gets its phrases.

        A part of a chosen one that is said no more often than the whole says nothing of its own, but is no name of it:
        an encoder is no encoder-decoder.
        """
        entry = self._pool[n]
        self._left.discard(n)
        for _, kept, vector in self.chosen:
            if float(vector @ entry[2]) >= _SAME and _stems(entry[1]) <= _stems(kept):
                if _stems(entry[1]) == _stems(kept):
                    kept.phrases |= entry[1].phrases
                    kept.surfaces.update(dict.fromkeys(entry[1].surfaces, 0))
                    return
                if entry[1].count <= kept.count and not is_kept:
                    return
        self.chosen.append(entry)
        gone = set()
        for other in self._left:
            near = max(0.0, float(self._pool[other][2] @ entry[2]) - _NEAR)
            holds = _holds(self._pool[other][1], entry[1])
            if holds and near >= _SAME - _NEAR and _adds_nothing(self._pool[other][1], entry[1]):
                gone.add(other)
            is_part = _holds(entry[1], self._pool[other][1])
            weight = _WHOLE_PENALTY if holds else _PART_PENALTY if is_part else _NEAR_PENALTY
            self._penalties[other] = max(self._penalties[other], weight * near)
        self._left -= gone


def _is_of(entry: Scored, section: tuple[int, int]) -> bool:
    """Whether most of the mentions are in the section."""
    return sum(section[0] <= place < section[1] for place in entry[1].positions) * 2 > entry[1].count


def _stands_alone(candidate: Candidate) -> bool:
    """Whether it is said often enough outside the longest phrase it is part of."""
    return candidate.nested == 0 or candidate.count - candidate.nested >= max(2.0, _ALONE_SHARE * candidate.count)


def _adds_nothing(long: Candidate, short: Candidate) -> bool:
    return long.count <= min(_SELDOM, short.count / 2)


def _stems(candidate: Candidate) -> set[str]:
    return {stem for phrase in candidate.phrases for stem in phrase}


def _holds(long: Candidate, short: Candidate) -> bool:
    """Whether a phrase of `long` has all words of one of `short`, and more."""
    return any(set(part) < set(phrase) for part in short.phrases for phrase in long.phrases)
