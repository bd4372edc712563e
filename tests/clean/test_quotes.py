from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturebook.clean.fillers import Hidden
from lecturebook.clean.quotes import hidden_changes, quote
from lecturebook.model import Change, Passage, Word


def said(text: str) -> tuple[Word, ...]:
    return tuple(Word(token.strip(".,?").lower(), n * 1.0, n + 1.0) for n, token in enumerate(text.split()))


def passage(text: str) -> Passage:
    count = len(text.split())
    return Passage(0, count, 0.0, float(count), text)


# what was said as it is shown, the places of the words left out, the quote
QUOTES = [
    ("Um, the page is a block.", {0}, "The page is a block."),
    ("The the page is, uh, a block.", {0, 4}, "The page is, a block."),
    ("It is a block, you know.", {4, 5}, "It is a block."),
    ("It works. Uh so we use it.", {2}, "It works. So we use it."),
    ("So it works, right um? We go on.", {4}, "So it works, right? We go on."),
    ("I use um ReLU here.", {2}, "I use ReLU here."),
    ("Um uh.", {0, 1}, "Um uh."),
    ("It stays as it is.", set(), "It stays as it is."),
]


@pytest.mark.parametrize(("text", "left_out", "shown"), QUOTES)
def test_a_quote_leaves_out_what_need_not_be_read(text: str, left_out: set[int], shown: str) -> None:
    assert quote(passage(text), said(text), left_out).text == shown


def test_a_quote_begins_and_ends_with_a_word_that_it_shows() -> None:
    text = "Um so it is a block you know."
    made = quote(passage(text), said(text), {0, 6, 7})
    assert made == Passage(1, 6, 1.0, 6.0, "So it is a block.")


@given(
    st.lists(st.sampled_from("um so the page. is, it? … C++ -".split()), min_size=1, max_size=20),
    st.sets(st.integers(0, 19)),
)
def test_no_word_is_added_and_none_lost_but_those_left_out(tokens: list[str], left_out: set[int]) -> None:
    words, whole = tuple(Word(token, float(n), n + 1.0) for n, token in enumerate(tokens)), passage(" ".join(tokens))
    made = quote(whole, words, left_out)
    kept = [token for n, token in enumerate(tokens) if n not in left_out] or tokens
    assert [token.casefold().strip(".,?…") for token in made.text.split(" ")] == [
        token.casefold().strip(".,?…") for token in kept
    ]
    assert (made.start, made.end) == (words[made.first].start, words[made.last - 1].end)


def test_the_ledger_has_what_quotes_leave_out() -> None:
    words = said("okay so um the page")
    spans = [Hidden(0, 1, "okay"), Hidden(2, 3, "filler")]
    assert hidden_changes(words, spans) == (Change("filler", 2, 3, 2.0, "um", ""),)
