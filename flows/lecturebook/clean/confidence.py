"""Which words the recogniser itself was unsure of."""

from __future__ import annotations

from collections.abc import Sequence

from lecturebook.model import Word

# the scale is the source's own, so only its order counts: of the words that have a confidence, this share at most, and
# all of them well below the surest. YouTube's lowest grey is a quarter of the words, on a scale of three
_MOST_SHARE, _WELL_BELOW = 0.3, 0.85


def doubtful(words: Sequence[Word]) -> frozenset[int]:
    """The places of the words whose confidence is among the lowest in the lecture; none where no source tells.

    All words of one confidence stand together: where too many share the lowest one, it says nothing.
    """
    known = sorted((word.confidence, n) for n, word in enumerate(words) if word.confidence is not None)
    if not known:
        return frozenset()
    limit = _WELL_BELOW * known[-1][0]
    most = int(_MOST_SHARE * len(known))
    below = [(confidence, n) for confidence, n in known if confidence <= limit]
    if len(below) > most:
        edge = known[most][0]
        below = [(confidence, n) for confidence, n in below if confidence < edge]
    return frozenset(n for _, n in below)
