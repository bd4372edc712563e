"""Where in a lecture the words of an edit stand, also when words came in before them or some of them changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from lecturebook.language import bare
from lecturebook.model import Word

# words that an edit keeps of where it belongs
KEPT_WORDS = 16
# the share of the words that has to stand there in their order, and the fewest words that may be found so
_SHARE, _FEWEST = 0.8, 6
# places with most words in common that are looked at; a word said more often tells no place from another
_TRIED, _OFTEN = 8, 200


class Places:
    """The words of one lecture, to be asked where some words are said; a word is compared without case and stops."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = [_plain(word.text) for word in words]
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        for n, word in enumerate(self._words):
            self._at[word].append(n)

    def stand_at(self, words: str, first: int) -> bool:
        """Whether `words` are said from the word `first` on."""
        wanted = _plains(words)
        return bool(wanted) and self._words[first : first + len(wanted)] == wanted

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Where `words` are said, as half-open spans; where nowhere, the one place that has most of them."""
        wanted = _plains(words)
        if not wanted:
            return []
        starts = [n for n in self._at.get(wanted[0], ()) if self._words[n : n + len(wanted)] == wanted]
        return [(n, n + len(wanted)) for n in starts] or self._alike(wanted)

    def _alike(self, wanted: list[str]) -> list[tuple[int, int]]:
        """The span with the longest common subsequence, where it is long enough and no other place has one as long."""
        if len(wanted) < _FEWEST:
            return []
        telling = [(place, at) for place, word in enumerate(wanted) if len(at := self._at.get(word, [])) <= _OFTEN]
        votes = Counter(max(0, n - place) for place, at in telling for n in at)
        found: dict[tuple[int, int], int] = {}
        for start, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_TRIED]:
            low = max(0, start - len(wanted) // 4)
            window = self._words[low : start + len(wanted) + len(wanted) // 4]
            same = [block for block in LCSseq.opcodes(wanted, window) if block.tag == "equal"]
            count = sum(block.src_end - block.src_start for block in same)
            if count >= _SHARE * len(wanted):
                found[low + same[0].dest_start, low + same[-1].dest_end] = count
        best = [span for span, count in found.items() if count == max(found.values())]
        return best if len(best) == 1 else []


def _plain(word: str) -> str:
    return bare(word) or word


def _plains(words: str) -> list[str]:
    return [_plain(word) for word in words.split()]


def first_words(words: Sequence[Word], first: int, last: int, most: int = KEPT_WORDS) -> str:
    """What an edit of the words ``[first, last)`` keeps of them: the first ones."""
    return " ".join(word.text for word in words[first : min(last, first + most)])
