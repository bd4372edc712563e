from __future__ import annotations

import pytest

from lecturebook.model import CueWord
from lecturebook.read.draft import Draft
from lecturebook.read.speakers import part_speakers

# texts of cues, and the speaker and text each has afterwards
TEXTS = [
    (["[SPEAKER_00]: so", "well"], [("SPEAKER_00", "so"), ("", "well")]),
    (["Speaker 1: so", "Speaker 2: well"], [("Speaker 1", "so"), ("Speaker 2", "well")]),
    (["Dr. Ruth A: so", "Dr. Ruth A: well", "and"], [("Dr. Ruth A", "so"), ("Dr. Ruth A", "well"), ("", "and")]),
    (["प्रिया शर्मा: so", "प्रिया शर्मा: well"], [("प्रिया शर्मा", "so"), ("प्रिया शर्मा", "well")]),
    # near misses: a word and a colon now and then is speech
    (["Note: so", "well", "and", "then"], [("", "Note: so"), ("", "well"), ("", "and"), ("", "then")]),
    (["One: so", "Two: well", "Three: and"], [("", "One: so"), ("", "Two: well"), ("", "Three: and")]),
    (["at 10:30 so", "at 11:30 well"], [("", "at 10:30 so"), ("", "at 11:30 well")]),
    (["std::vector so", "std::vector well"], [("", "std::vector so"), ("", "std::vector well")]),
]


@pytest.mark.parametrize(("texts", "expected"), TEXTS)
def test_names_in_front_become_speakers(texts: list[str], expected: list[tuple[str, str]]) -> None:
    parted = part_speakers([Draft(n, n, n + 1, text) for n, text in enumerate(texts)])
    assert [(draft.speaker, draft.text) for draft in parted] == expected


def test_the_name_goes_from_the_words_as_well() -> None:
    words = [CueWord(" SPEAKER_00:"), CueWord(" so", 1.0, 2.0)]
    (draft,) = part_speakers([Draft(1, 0, 2, " SPEAKER_00: so", words)])
    assert list(draft.words) == words[1:]
