"""Mis-heard terms: what is repaired, what is left alone, and that nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturebook.clean.repairs import repair_words
from lecturebook.clean.terms import (
    Aliases,
    Term,
    TermRepair,
    display_form,
    display_table,
    find_repairs,
    learn_terms,
    phrases_of,
    shipped_aliases,
)
from lecturebook.clean.terms.candidates import differing, find_candidates, is_form_of, prepare
from lecturebook.clean.terms.sounds import sound_similarity, sounds, term_sounds
from lecturebook.model import Word

TERMS = tuple(
    Term(text)
    for text in (
        "BERT", "TensorFlow", "affine spline", "affine function", "free-knot spline", "dropout", "softmax", "DeepMind",
        "neural network", "brain.js", "MNLI", "SQuAD", "ReLU", "Hessian", "gradient descent", "unsupervised learning",
        "GPT-2", "backward pass", "named entity", "CIFAR-100", "Adam",
    )
)  # fmt: skip


def repaired_words(words: Sequence[str], repairs: Sequence[TermRepair]) -> list[str]:
    spoken = [Word(word, n, n + 1.0, place=n) for n, word in enumerate(words)]
    return [word.text for word in repair_words(spoken, repairs)[0]]


def applied(text: str, terms: tuple[Term, ...] = TERMS, **more: object) -> str:
    words = text.split()
    return " ".join(repaired_words(words, find_repairs(words, terms, **more).applied))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("heard", "term"),
    [
        ("ray loo", "ReLU"), ("bird", "BERT"), ("C far 100", "CIFAR-100"), ("see far one hundred", "CIFAR-100"),
        ("tenser flow", "TensorFlow"), ("a fine", "affine"), ("hash in", "Hessian"), ("em nest", "MNIST"),
        ("tea pea use", "TPUs"),
    ],
)  # fmt: skip
def test_what_recognisers_confuse_sounds_alike(heard: str, term: str) -> None:
    assert max(sound_similarity(sounds(heard), way) for way in term_sounds(term)) > 0.85


@pytest.mark.parametrize(("heard", "term"), [("sausage", "Jacobian"), ("piece", "WordPiece"), ("tends", "TensorFlow")])
def test_other_words_do_not(heard: str, term: str) -> None:
    assert max(sound_similarity(sounds(heard), way) for way in term_sounds(term)) < 0.6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we call it a free not spline machine", "we call it a free-knot spline machine"),
        ("a piecewise a fine spline, and so", "a piecewise affine spline, and so"),
        ("every (a fine function) here", "every (affine function) here"),
    ],
)
def test_a_term_that_was_misheard_is_repaired(text: str, expected: str) -> None:
    said_right = "the gradient of an affine spline is an affine function of the spline . "
    assert applied(said_right + text) == said_right.strip() + " " + expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in tensor flow, you can", "in TensorFlow, you can"),
        ("with brain j/s we", "with brain.js we"),
        ("on MN l I they", "on MNLI they"),
        ("two neural net works learn", "two neural networks learn"),
    ],
)
def test_words_that_are_a_term_but_for_spaces_are_joined(text: str, expected: str) -> None:
    found = find_repairs(text.split(), TERMS)
    assert " ".join(repaired_words(text.split(), found.applied)) == expected
    assert [repair.rule for repair in found.applied] == ["join"]


@pytest.mark.parametrize(
    "text",
    [
        "we know that a bird belongs in a tree",
        "squad goals that is a lifetime",
        "students drop out of school every year",
        "we descend the gradient of named entities",
        "the gpt-3 model and a gpt 4 model",
        "supervised learning and then more supervised learning",
        "backward paths and forward paths",
        "one affine splines and two affine functions",
        "let's talk about it offline I think",
        "he is of sound mind and deep . mind you",
        "roberta and distilbert are other models",
        "an auto-encoder of words",
        "the optimal slope of a dam during",
    ],
)
def test_right_words_stay(text: str) -> None:
    assert applied(text, aliases=(shipped_aliases(),)) == text


@pytest.mark.parametrize(
    ("heard", "wanted"),
    [
        ("matrices", "matrix"), ("supervised", "unsupervised"), ("open", "OpenAI"), ("ipython", "Python"),
        ("gpt3", "GPT-2"), ("regularize", "regularization"), ("relu", "ReLUs"), ("tokenize", "tokenizer"),
        ("collate", "collators"),
    ],
)  # fmt: skip
def test_forms_of_a_term_are_no_mishearings(heard: str, wanted: str) -> None:
    assert is_form_of((heard,), (wanted,), "en")


def test_what_a_thing_does_is_no_mishearing_of_its_name() -> None:
    text = "the tokenizer is used to tokenize a text and we tokenize our pairs with the tokenizer"
    found = find_repairs(text.split(), [Term("tokenizer")])
    assert (found.applied, found.suspected) == ((), ())


def test_only_what_differs_is_compared() -> None:
    assert differing("cost function", "loss function", "en") == (("cost",), ("loss",))
    assert differing("loss functions", "loss function", "en") == ((), ())


def test_short_terms_are_left_to_aliases() -> None:
    words = "the lime task and a pie".split()
    terms = (Term("LM"), Term("AI"), Term("pi"))
    assert find_candidates(prepare(words, terms, "en"), terms, "en") == []


def test_a_learned_term_takes_no_real_words_where_the_lecture_does_not_say_it() -> None:
    learned = tuple(Term(term.text, given=False) for term in TERMS)
    text = "we call it a free not spline machine in a spline and a spline"
    assert applied(text) != text
    assert applied(text, learned) == text
    # what cannot be applied can still be asked about
    assert find_repairs(text.split(), learned).suspected


def test_an_alias_is_whole_words_longest_first() -> None:
    table = Aliases({"ray": "Ray", "ray loo": "ReLU", "leaky ray loo": "leaky ReLU"})
    assert applied("A Leaky ray loo, x-ray loo ray loop", (), aliases=(table,)) == "A leaky ReLU, x-ray loo Ray loop"


def test_an_alias_keeps_stops_and_possessives() -> None:
    table = Aliases({"ray loo": "ReLU"})
    assert applied("“(the ray loo's), ray loo.”", (), aliases=(table,)) == "“(the ReLU's), ReLU.”"


def test_an_alias_does_not_reach_over_a_stop() -> None:
    assert applied("a ray, loo", (), aliases=(Aliases({"ray loo": "ReLU"}),)) == "a ray, loo"


def test_the_first_table_wins() -> None:
    tables = (Aliases({"ray": "Rey"}), Aliases({"ray": "Rae"}))
    assert applied("ray", (), aliases=tables) == "Rey"


def test_refused_words_are_never_proposed() -> None:
    table, words = Aliases({"ray loo": "ReLU"}), "a ray loo".split()
    assert find_repairs(words, (), aliases=(table,), refused={"Ray loo"}) == find_repairs(words, ())
    assert not find_repairs(words, (), aliases=(table, Aliases(refused=frozenset({"ray loo"})))).applied
    text = "we call it a free not spline machine".split()
    assert not find_repairs(text, TERMS, refused={"free not"}).applied


def test_the_shipped_table_is_for_its_field_only() -> None:
    assert applied("the ray loop of history", (), aliases=(shipped_aliases(),)) == "the ray loop of history"
    field = "the gradient of a sigmoid in a neural net and "
    assert applied(field + "a ray loo", (), aliases=(shipped_aliases(),)) == field + "a ReLU"


def test_real_words_of_the_shipped_table_need_the_term() -> None:
    text = "the gradient of a sigmoid in a neural net and appalachian studies"
    found = find_repairs(text.split(), (), aliases=(shipped_aliases(),))
    assert (found.applied, [repair.term for repair in found.suspected]) == ((), ["ablation studies"])
    assert applied(text, (Term("ablation studies"),), aliases=(shipped_aliases(),)).endswith(" ablation studies")


def test_words_the_recogniser_doubted_are_repaired_more_readily() -> None:
    words = "we call it a free not spline machine".split()
    (sure,) = find_repairs(words, TERMS).applied
    (doubted,) = find_repairs(words, TERMS, doubtful=range(len(words))).applied
    assert doubted.score > sure.score


def test_sounds_are_english() -> None:
    assert applied("das ist a free not spline machine", language="de") == "das ist a free not spline machine"
    assert applied("das ist tensor flow", language="de") == "das ist TensorFlow"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("relu", "ReLU"), ("Leaky relus", "leaky ReLUs"), ("cifar 10", "CIFAR-10"),
        ("pytorch tensors", "PyTorch tensors"),
        ("relu,", "relu,"), ("", ""), ("adam and eve", "adam and eve"), ("keras", "Keras"),
    ],
)  # fmt: skip
def test_display_forms(name: str, shown: str) -> None:
    assert display_form(name) == shown


def test_a_course_has_display_forms_of_its_own() -> None:
    table = display_table(["RocksDB", "B-tree", "Adam", "Squad"])
    assert display_form("rocksdb and b trees, adam", table) == "RocksDB and b trees, adam"
    assert display_form("b tree squad", table) == "B-tree squad"


def test_a_term_said_right_in_other_lectures_is_learned() -> None:
    third = "a hypergraph is a graph and the hypergraph is so one hypergraph".split()
    fifth = "recall the Hypergraph we had".split()
    assert Term("hypergraph", given=False) in learn_terms([phrases_of(third), phrases_of(fifth)])
    # said in one recording only, it may be one mis-hearing said over and over
    assert learn_terms([phrases_of(third)]) == ()


def test_what_sounds_like_a_given_term_is_not_learned() -> None:
    lectures = [phrases_of("the zolteran zolteran zolteran zolteran".split())] * 3
    assert Term("zolteran", given=False) in learn_terms(lectures)
    assert learn_terms(lectures, given=["Solteran"]) == (Term("Solteran"),)


def test_titles_give_terms() -> None:
    terms = learn_terms(
        [], titles=["Mad Max: Affine Splines, and more", "What is PyTorch?"], given=["BERT", "bert", " "]
    )
    assert terms[0] == Term("BERT")
    assert [term.text for term in terms[1:]] == ["affine", "splines", "affine splines", "PyTorch"]
    assert not any(term.given for term in terms[1:])


WORDS = st.one_of(
    st.sampled_from("a fine spline free not ray loo tensor flow, bird (affine the deep mind. squad's 100 CFR".split()),
    st.text(min_size=1, max_size=12).map(lambda text: "".join(text.split()) or "x"),
)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=60))
def test_nothing_changes_but_what_is_declared(words: list[str]) -> None:
    found = find_repairs(
        words, TERMS, aliases=(Aliases({"ray loo": "ReLU"}), shipped_aliases()), title="Affine Splines"
    )
    for repairs in (found.applied, found.suspected):
        place = 0
        for repair in repairs:
            assert place <= repair.first < repair.last <= len(words)
            assert repair.before == tuple(words[repair.first : repair.last])
            assert repair.after != repair.before
            assert all(word and not word.isspace() for word in repair.after)
            assert 0 <= repair.score <= 1
            place = repair.last
    assert _undone(repaired_words(words, found.applied), found.applied) == words
    assert find_repairs(list(words), TERMS[:], aliases=(Aliases({"ray loo": "ReLU"}), shipped_aliases()),
                        title="Affine Splines") == found  # fmt: skip


def _undone(shown: list[str], repairs: tuple[TermRepair, ...]) -> list[str]:
    """The source again: once a repair is undone, what stands before the next is as long as it was."""
    words = list(shown)
    for repair in repairs:
        assert tuple(words[repair.first : repair.first + len(repair.after)]) == repair.after
        words[repair.first : repair.first + len(repair.after)] = repair.before
    return words


@settings(max_examples=60)
@given(st.lists(st.lists(WORDS, max_size=30), max_size=5), st.lists(st.text(max_size=40), max_size=4))
def test_learning_takes_anything_in_any_order(lectures: list[list[str]], titles: list[str]) -> None:
    said = [phrases_of(words) for words in lectures]
    terms = learn_terms(said, titles=titles)
    assert [term for term in learn_terms(said[::-1], titles=titles) if not term.given] == [
        term for term in terms if not term.given
    ]
    assert all(term.text.strip() for term in terms)


@given(st.text(max_size=40), st.text(max_size=40))
def test_sound_similarity_is_symmetric_and_bounded(one: str, other: str) -> None:
    left, right = sounds(one), sounds(other)
    assert 0 <= sound_similarity(left, right) <= 1
    assert sound_similarity(left, right) == pytest.approx(sound_similarity(right, left))
    assert not left or sound_similarity(left, left) == 1


def test_work_grows_with_the_lecture_not_with_its_square() -> None:
    words = "we call it a free not spline machine in tensor flow and so on".split()
    counts = []
    for times in (10, 20, 40):
        found = find_candidates(prepare(words * times, TERMS, "en"), TERMS, "en")
        counts.append(len(found))
    assert counts[2] - counts[1] == 2 * (counts[1] - counts[0])
