"""Who speaks: names that tools write in front of what was said, moved from there to the draft's `speaker`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lecturebook.model import CueWord
from lecturebook.read.draft import Draft
from lecturebook.read.text import NAME_MARKS

# what speaker recognition writes, whatever else a file holds
_LABEL = re.compile(r"\s*(?:\[(speaker[ _]\d{1,3})\]:?|(speaker[ _]\d{1,3}):)\s+", re.IGNORECASE)
# what meeting software writes: "Dr. Ruth Almeida: so let us begin"
_PART = rf"\w{NAME_MARKS}.'’"
_NAMED = re.compile(rf"\s*([^\W\d_][{_PART}-]{{0,30}}(?: [{_PART}()-]{{1,30}}){{0,4}}):\s+(?=\S)")
# In a lecture "Note:" or "Question:" leads a cue now and then; names lead at least every other one, and each often
_LEAST_SHARE, _LEAST_OFTEN, _MOST_NAMES = 0.5, 2, 50


def part_speakers(drafts: list[Draft]) -> list[Draft]:
    """`drafts` with the names in front of their texts as speakers, in a file whose texts have such names."""
    labels = [_LABEL.match(draft.text) for draft in drafts]
    if any(labels):
        return [_parted(draft, match) for draft, match in zip(drafts, labels, strict=True)]
    names = [_NAMED.match(draft.text) for draft in drafts]
    return [_parted(*pair) for pair in zip(drafts, names, strict=True)] if _are_names(names) else drafts


def _are_names(found: Sequence[re.Match[str] | None]) -> bool:
    counts = Counter(match[1] for match in found if match)
    often = {name: count for name, count in counts.items() if count >= _LEAST_OFTEN}
    return 0 < len(counts) <= _MOST_NAMES and sum(often.values()) >= max(_LEAST_OFTEN, _LEAST_SHARE * len(found))


def _parted(draft: Draft, match: re.Match[str] | None) -> Draft:
    if match is None or draft.speaker:
        return draft
    speaker = next(group for group in match.groups() if group)
    words = _without(draft.words, match[0])
    return draft._replace(text=draft.text[match.end() :], speaker=speaker, words=words)


def _without(words: Sequence[CueWord], label: str) -> Sequence[CueWord]:
    """`words` without those that are the label's; all of them where the label is none of theirs."""
    count = len(label.split())
    return words[count:] if [word.text.strip() for word in words[:count]] == label.split() else words
