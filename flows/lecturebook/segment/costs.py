"""What each stretch of a lecture costs as one section: how unlike its words are, and how far apart its meanings.

Words: the negative logarithm of their likelihood under one Dirichlet-compound-multinomial (Eisenstein and Barzilay
2008, "Bayesian unsupervised topic segmentation"). Meanings: the scatter of unit vectors around their mean (kernel
change points with a linear kernel, Harchaoui and Cappé 2007). Both grow word by word and vector by vector, so that the
costs of all stretches that end at one place come from those that end just before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lecturebook.embed import Vectors

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# the findings of a first study on 97 documents: a prior of .2 for each type of word, less where there are many types
_PRIOR, _PRIOR_TYPES = 0.2, 500
# scatter counts this much against one nat of words
_MEANING = 2 / 0.75
# rows that are made at once: a block takes some 10 MB at the longest sections
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Pieces:
    """What sections are made of: pieces that are never cut, such as sentences, each of one or more units.

    `edges` are the units at which the pieces begin, and the number of units, shape ``(pieces + 1,)``; `words` the
    types of content words in each unit, any numbers from 0 on; `vectors` the units' rows of length 1.
    """

    edges: Ints
    words: Sequence[Sequence[int]]
    vectors: Vectors

    def __len__(self) -> int:
        return len(self.edges) - 1

    def reach(self, longest: int) -> int:
        """How many pieces a section of `longest` units can have, at least one."""
        firsts = np.searchsorted(self.edges, self.edges - longest)
        return max(1, int((np.arange(len(self.edges)) - firsts).max()))


@dataclass(frozen=True, slots=True)
class Costs:
    """`band[end, width - (end - start)]` is the cost of the pieces ``[start, end)``; shape ``(pieces + 1, width)``.

    Only differences mean something: what all divisions have in common is left out.
    """

    pieces: Pieces
    band: Floats

    @property
    def width(self) -> int:
        """The most pieces of a section."""
        return int(self.band.shape[1])

    def of(self, end: int, low: int, high: int) -> Floats:
        """The costs of the sections that begin at the pieces ``[low, high)`` and end before `end`."""
        return np.asarray(self.band[end, self.width - end + low : self.width - end + high])


def section_costs(pieces: Pieces, longest: int) -> Costs:
    """The costs of all sections of at most `longest` units (and of each single piece). Linear in the pieces."""
    width = pieces.reach(longest)
    band = np.zeros((len(pieces) + 1, width))
    likelihood, square = np.zeros(width + 1), np.zeros(width + 1)
    words, sums = _Words(pieces), _sums(pieces)
    squares = np.einsum("ij,ij->i", sums, sums)
    for low in range(0, len(pieces), _BLOCK):
        high = min(low + _BLOCK, len(pieces))
        gains = words.gains(low, high, width)
        crossed = _crossed(sums, low, high, width)
        for row, piece in enumerate(range(low, high)):
            likelihood[:-1] = likelihood[1:] + gains[row]
            square[:-1] = square[1:] + 2 * crossed[row] + squares[piece]
            end = piece + 1
            first = max(0, end - width)
            column = width - end + first
            counts = words.total[end] - words.total[first:end]
            units = pieces.edges[end] - pieces.edges[first:end]
            band[end, column:] = words.normaliser[counts] - likelihood[column:-1] - _MEANING * square[column:-1] / units
    return Costs(pieces, band)


def _sums(pieces: Pieces) -> Vectors:
    """The sum of each piece's unit vectors; ``(pieces, dimension)``."""
    if not len(pieces):
        return pieces.vectors[:0]
    return np.add.reduceat(pieces.vectors, pieces.edges[:-1], axis=0)


def _crossed(sums: Vectors, low: int, high: int, width: int) -> Floats:
    """For each piece of ``[low, high)`` its product with the sum of the pieces from each start up to it.

    Shape ``(high - low, width)``, columns as in `Costs`; the piece itself is no part of the sum.
    """
    first = max(0, low - width + 1)
    products = (sums[low:high] @ sums[first:high].T).astype(np.float64)
    crossed = np.zeros((high - low, width))
    for row, piece in enumerate(range(low, high)):
        back = min(width - 1, piece)
        crossed[row, width - 1 - back : width - 1] = products[row, piece - first - back : piece - first]
    return _summed_back(crossed)


def _summed_back(rows: Floats) -> Floats:
    """The sum of each place of a row and all to its right."""
    return np.asarray(rows[:, ::-1].cumsum(axis=1)[:, ::-1])


class _Words:
    """The counts of words by type and piece, and what one more piece adds to the likelihood of the words."""

    def __init__(self, pieces: Pieces) -> None:
        piece_of = np.repeat(np.arange(len(pieces)), np.diff(pieces.edges))
        tokens = np.array([(kind, piece_of[unit]) for unit, kinds in enumerate(pieces.words) for kind in kinds], int)
        tokens = tokens.reshape(-1, 2)
        kinds = len(np.unique(tokens[:, 0]))
        self.prior = _PRIOR * min(1.0, _PRIOR_TYPES / max(kinds, 1))
        # one cell for each type in each piece, by type and then by piece
        cells, self.count = np.unique(tokens, axis=0, return_counts=True)
        self.kind, self.piece = cells[:, 0], cells[:, 1]
        self.before = np.concatenate([[0], np.cumsum(self.count)])
        first_of_kind = np.concatenate([[True], self.kind[1:] != self.kind[:-1]]) if len(cells) else np.zeros(0, bool)
        self.rank = np.arange(len(cells)) - np.maximum.accumulate(np.where(first_of_kind, np.arange(len(cells)), 0))
        self.total = np.concatenate([[0], np.cumsum(np.bincount(tokens[:, 1], minlength=len(pieces)))])
        self.log_gamma = _rising(self.prior, len(tokens))
        self.normaliser = _rising(self.prior * kinds, len(tokens))
        self.by_piece = np.argsort(self.piece, kind="stable")
        self.cell_edges = np.searchsorted(self.piece[self.by_piece], np.arange(len(pieces) + 1))

    def gains(self, low: int, high: int, width: int) -> Floats:
        """What each piece of ``[low, high)`` adds to the likelihood of a section, by the section's start.

        Shape ``(high - low, width)``, columns as in `Costs`. A type adds the more, the more of it the section has:
        going back from the piece, each earlier cell of the type adds its step to all starts at or before it.
        """
        gains = np.zeros((high - low) * width)
        cells = self.by_piece[self.cell_edges[low] : self.cell_edges[high]]
        own = (self.piece[cells] - low + 1) * width - 1
        np.add.at(gains, own, self._gain(cells, 0))
        for lag in range(1, width):
            cells = cells[self.rank[cells] >= lag]
            cells = cells[self.piece[cells] - self.piece[cells - lag] < width]
            if not len(cells):
                break
            back = self.piece[cells] - self.piece[cells - lag]
            place = (self.piece[cells] - low + 1) * width - 1 - back
            np.add.at(gains, place, self._gain(cells, lag) - self._gain(cells, lag - 1))
        return _summed_back(gains.reshape(high - low, width))

    def _gain(self, cells: Ints, lag: int) -> Floats:
        """What `cells` add to a section that has the `lag` cells of their type before them."""
        earlier = self.before[cells] - self.before[cells - lag]
        return np.asarray(self.log_gamma[earlier + self.count[cells]] - self.log_gamma[earlier])


def _rising(prior: float, most: int) -> Floats:
    """lnΓ(n + `prior`) − lnΓ(`prior`) for each n up to `most`."""
    steps = np.log(np.arange(most) + prior) if most else np.zeros(0)
    return np.concatenate([[0.0], np.cumsum(steps)])
