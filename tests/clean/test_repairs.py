from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lecturebook.clean import clean, spoken_words
from lecturebook.clean.repairs import repair_words, suspicions
from lecturebook.clean.terms import Term, TermRepair, TermRepairs
from lecturebook.clean.wording import Wording
from lecturebook.model import Cue, Word


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, float(n), n + 1.0, place=n) for n, word in enumerate(text.split()))


def repair(first: int, before: str, after: str) -> TermRepair:
    heard = tuple(before.split())
    return TermRepair(first, first + len(heard), heard, tuple(after.split()), after, "alias", 1.0)


def test_repaired_words_share_the_time_of_what_was_heard() -> None:
    put, changes = repair_words(words("a ray loo net"), [repair(1, "ray loo", "ReLU")])
    assert [(word.text, word.start, word.end, word.place) for word in put] == [
        ("a", 0.0, 1.0, 0),
        ("ReLU", 1.0, 3.0, 1),
        ("net", 3.0, 4.0, 3),
    ]
    (change,) = changes
    assert (change.first, change.last, change.second, change.before, change.after) == (1, 2, 1.0, "ray loo", "ReLU")


def test_one_word_may_become_two() -> None:
    put, changes = repair_words(words("a neuralnet is"), [repair(1, "neuralnet", "neural net")])
    assert [word.text for word in put] == ["a", "neural", "net", "is"]
    assert [word.timed for word in put] == [True, True, False, True]
    assert [word.place for word in put] == [0, 1, 1, 2]
    assert (changes[0].first, changes[0].last) == (1, 3)


def test_a_repair_is_as_sure_as_its_least_sure_word() -> None:
    heard = (Word("ray", 0, 1, confidence=0.9), Word("loo", 1, 2, confidence=0.3), Word("x", 2, 3))
    put, _ = repair_words(heard, [repair(0, "ray loo", "ReLU")])
    assert [word.confidence for word in put] == [0.3, None]


def test_suspicions_stand_where_the_words_now_are() -> None:
    put, _ = repair_words(words("a ray loo and a bird"), [repair(1, "ray loo", "ReLU")])
    (change,) = suspicions(put, [repair(5, "bird", "BERT")])
    assert (change.first, change.last, change.second) == (4, 5, 5.0)


@st.composite
def lectures(draw: st.DrawFn) -> tuple[tuple[Cue, ...], TermRepairs]:
    """Cues of any words, and repairs of some of them."""
    texts = draw(st.lists(st.text("ab.-[]> \n♪é", max_size=12), max_size=12))
    cues = tuple(Cue(n * 2.0, n * 2.0 + 2, text) for n, text in enumerate(texts) if text.split())
    heard = [word.text for word in spoken_words(cues)]
    repairs, place = [], 0
    while place < len(heard):
        size = draw(st.integers(1, 3))
        if place + size <= len(heard) and draw(st.booleans()):
            after = tuple(draw(st.lists(st.sampled_from(["X", "Y-1", "z."]), min_size=1, max_size=3)))
            repairs.append(TermRepair(place, place + size, tuple(heard[place : place + size]), after, "", "alias", 1.0))
        place += size
    return cues, TermRepairs(tuple(repairs))


@given(lectures())
def test_the_ledger_tells_every_word_of_the_captions(lecture: tuple[tuple[Cue, ...], TermRepairs]) -> None:
    """Words and ledger together are the captions, word for word, whatever is repaired, hidden or cut."""
    cues, repairs = lecture
    speech = clean(cues, wording=Wording(terms=(Term("ab"),), repairs=repairs))
    heard: list[str] = []
    place = 0
    for change in speech.ledger:
        if change.after:
            heard += [word.text for word in speech.words[place : change.first]]
            heard += change.before.split()
            place = change.last
    heard += [word.text for word in speech.words[place:]]
    told = list(heard)
    for change in reversed([change for change in speech.ledger if change.is_cut]):
        told[change.first : change.first] = change.before.split()
    assert told == [word for cue in cues for word in cue.text.split()]
    shown = " ".join(sentence.text for sentence in speech.sentences).split()
    assert len(shown) == len(speech.words)
    assert [word.casefold().strip(".,?!") for word in shown] == [w.text.casefold().strip(".,?!") for w in speech.words]


def test_terms_are_written_as_the_course_writes_them() -> None:
    cues = (Cue(0.0, 5.0, "we put a pytorch net on hugging face, its faces are fine"),)
    terms = (Term("PyTorch", given=False), Term("Hugging Face"), Term("Fine", given=False))
    speech = clean(cues, wording=Wording(terms=terms))
    assert [sentence.text for sentence in speech.sentences] == [
        "We put a PyTorch net on Hugging Face, its faces are fine."
    ]
    assert [word.text for word in speech.words][3] == "pytorch"
