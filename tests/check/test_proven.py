"""What an earlier check has proven is not proven again, and nothing else is taken for proven."""

from __future__ import annotations

from lecturebook.check.proven import PageFacts, PairFacts, Proven

PAGE = PageFacts("a.html", [("b.html", "x", "b.html#x")], ["y"], [(3, "t-3")], 1, 2, 3)


def test_what_a_check_adds_counts_once_it_has_ended_well() -> None:
    proven = Proven("code")
    proven.add_pair("key", PairFacts([PAGE], {"lectures/a": "sha"}))
    proven.add_words("guide", 7)
    assert (proven.pair("key"), proven.words("guide"), list(proven.lines())) == (None, None, ["code"])
    proven.begin()  # that check has found something: the next one knows nothing of it
    proven.keep()
    assert list(proven.lines()) == ["code"]
    proven.add_pair("key", PairFacts([PAGE], {"lectures/a": "sha"}))
    proven.keep()
    assert proven.pair("key") == PairFacts([PAGE], {"lectures/a": "sha"})


def test_only_what_was_asked_for_is_kept_for_the_next_time_and_only_by_the_same_code() -> None:
    proven = Proven("code")
    for key in ("one", "two"):
        proven.add_words(key, 5)
    proven.keep()
    again = Proven("code", proven.lines())
    assert again.words("one") == 5
    assert [line.split(" ")[0] for line in again.lines()] == ["code", "one"]
    assert Proven("other", proven.lines()).words("one") is None
