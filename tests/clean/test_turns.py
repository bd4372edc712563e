from __future__ import annotations

import pytest

from lecturebook.clean import clean
from lecturebook.model import Cue

# speakers and texts of cues -> the words at which another speaker begins
TURNS = [
    ([("", "so today we begin"), ("", "with storage")], ()),
    ([("", "any questions"), ("", ">> yes what is a page"), ("", ">> a page is a block")], (2, 7)),
    ([("Ann", "any questions"), ("Ann", "no"), ("Bob", "yes one"), ("", "what is a page"), ("Ann", "a block")], (3, 9)),
    ([("", "what is it >> a page")], (3,)),
    # one who was not named before has only begun to speak
    ([("Ann", "so today"), ("", "we begin")], ()),
    # a mark at the beginning or the end is no change
    ([("", ">> so today we begin >>")], ()),
]


@pytest.mark.parametrize(("cues", "turns"), TURNS)
def test_words_at_which_another_speaker_begins(cues: list[tuple[str, str]], turns: tuple[int, ...]) -> None:
    made = tuple(Cue(2.0 * n, 2.0 * n + 2, text, speaker=speaker) for n, (speaker, text) in enumerate(cues))
    assert clean(made).turns == turns
