"""How the tagger is trained: labels from text, noise, arrays, the cut to a small file."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturebook.clean.punctuate import Tags
from training.arrays import Batch, Corpus, Stream, batch_of, batches, pack
from training.labels import CAPITAL, DROP, IGNORED, KEEP, LOWER, UPPER, Word, casing_of, documents, part, words_of
from training.noise import noised, spoken
from training.scores import Tagged, best_threshold, best_tilt, iwslt

_MARKS = {0: "", 1: ",", 2: ".", 3: "?", IGNORED: "#"}

# text -> its words, each with what the label puts behind it (# is left out of the loss)
TEXTS = [
    ("So, what is it?", "so, what is it?"),
    ("Wait! No; yes: one.", "wait. no. yes, one."),
    ('He said "stop." Then he left.', "he said stop. then he left."),
    ("it was -- as ever -- late.", "it was, as ever, late."),
    ("the model—large as it is—works.", "the model, large as it is, works."),
    ("We waited... But no... not yet.", "we waited. but no, not yet."),
    ("pages 3–5 of 1,000.5 items.", "pages 3–5 of 1,000.5 items."),
    ("Dr. Smith and J. Doe met, e.g. in the U.S. last May.", "dr smith and j doe met, e.g in the u.s last may."),
    ("He lives in the U.S. She does not.", "he lives in the u.s. she does not."),
    ("(see below), then “go”.", "see below, then go."),
    ("a turn that breaks off", "a turn that breaks off#"),
    ("the following:", "the following."),
    ("use C++ & C#, please.", "use c++ c#, please."),
    ("-- !!", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "labelled"), TEXTS)
def test_labels_of_text(text: str, labelled: str) -> None:
    assert " ".join(word.text + _MARKS[word.punctuation] for word in words_of(text)) == labelled


@pytest.mark.parametrize(
    ("word", "casing"),
    [
        ("the", LOWER), ("I", CAPITAL), ("I'm", CAPITAL), ("Bayes's", CAPITAL), ("BERT", UPPER), ("BERT's", UPPER),
        ("GPT-2", UPPER), ("PyTorch", CAPITAL), ("iPhone", IGNORED), ("GPUs", IGNORED), ("42", IGNORED),
        ("3D", CAPITAL),
    ],
)  # fmt: skip
def test_casing(word: str, casing: int) -> None:
    assert casing_of(word) == casing


def test_first_words_of_sentences_have_no_casing_label() -> None:
    words = words_of("We saw Paris. It rained, and BERT slept.")
    assert [word.text for word in words if word.casing == IGNORED] == ["we", "it"]
    assert [word.text for word in words if word.casing == CAPITAL] == ["paris"]
    assert [word.text for word in words if word.casing == UPPER] == ["bert"]


def test_documents_are_told_apart_and_split_by_their_ids_alone() -> None:
    assert list(documents(["### a\n", "One.\n", "\n", "Two.\n", "### b\n", "### c\n", "Three.\n"])) == [
        ("a", ["One.", "Two."]),
        ("c", ["Three."]),
    ]
    parts = [part(f"talk {n}") for n in range(2000)]
    assert parts == [part(f"talk {n}") for n in range(2000)]
    assert 60 < parts.count("dev") < 140
    assert 60 < parts.count("test") < 140


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"), (14, "fourteen"), (42, "forty two"), (300, "three hundred"), (512, "five hundred twelve"),
        (1990, "nineteen ninety"), (2005, "two thousand five"), (12_000, "twelve thousand"),
    ],
)  # fmt: skip
def test_numbers_as_said(number: int, words: str) -> None:
    assert " ".join(spoken(number)) == words


LABELLED = st.lists(
    st.builds(
        Word,
        st.sampled_from("the a lecture is on trees two 14 well-known it's".split()),
        st.sampled_from([0, 0, 0, 1, 2, 3]),
        st.sampled_from([LOWER, CAPITAL, UPPER, IGNORED]),
        st.just(KEEP),
    ),
    max_size=120,
)


@given(LABELLED, st.integers(0, 10_000))
def test_noise_moves_no_punctuation_to_another_place(words: list[Word], seed: int) -> None:
    """Marks come in the order they had; one is lost only where a deleted word and the one before it both had one."""
    heard = noised(words, random.Random(seed), ["other", "words", "here"])
    marks = [word.punctuation for word in words if word.punctuation]
    left = iter(marks)
    assert all(mark in left for mark in (word.punctuation for word in heard if word.punctuation))
    assert all(word.punctuation == 0 for word in heard if word.filler == DROP)
    assert noised(words, random.Random(seed), ["other", "words", "here"]) == heard


@given(LABELLED, st.integers(0, 10_000))
def test_without_what_noise_put_in_as_many_words_are_left_in_their_order(words: list[Word], seed: int) -> None:
    plain = [word._replace(text=f"w{n}x") for n, word in enumerate(words)]
    kept = [word for word in noised(plain, random.Random(seed), ["other", "words", "here"]) if word.filler != DROP]
    assert len(kept) <= len(plain)
    places = [int(word.text[1:].split("x")[0]) for word in kept if word.text.startswith("w") and "x" in word.text]
    assert places == sorted(places)


class Letters:
    """A tokenizer of one piece for each letter."""

    cls_token_id, sep_token_id, unk_token_id = 1, 2, 3

    def __call__(self, texts: list[str] | str, **_: object) -> dict[str, object]:
        ids = [[4 + ord(char) % 90 for char in text] for text in ([texts] if isinstance(texts, str) else texts)]
        return {"input_ids": ids[0] if isinstance(texts, str) else ids}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    text = "".join(
        f"### talk {n}\nSo, this is talk {n}. Was it long? It was, as ever, about Trees.\n" * 6 for n in range(9)
    )
    (tmp_path / "talks.txt").write_text(text, encoding="utf-8")
    assert pack([tmp_path / "talks.txt"], tmp_path / "arrays") == {"talks": 14 * 54}
    return Corpus(tmp_path / "arrays", Letters())


def test_arrays_give_back_the_words(corpus: Corpus) -> None:
    found = [document for which in ("train", "dev", "test") for document in corpus.documents("talks", which)]
    assert len(found) == 54
    expected = words_of("So, this is talk 4. Was it long? It was, as ever, about Trees.")
    assert expected in found


def test_a_stream_gives_every_word_once_a_pass_and_the_same_order_for_a_seed(corpus: Corpus) -> None:
    one, other = Stream(corpus, "talks", 7), Stream(corpus, "talks", 7)
    assert [one.take(96) for _ in range(20)] == [other.take(96) for _ in range(20)]


def test_batches_lay_labels_at_the_first_pieces(corpus: Corpus) -> None:
    batch: Batch = next(batches(corpus, {"talks": 1.0}, tokens=512, seed=3))
    assert batch.ids.shape == batch.mask.shape
    for n in range(len(batch.ids)):
        count = int((batch.first[n] > 0).sum())
        # the next word's first piece follows this word's; after the last comes the end mark
        assert (batch.first[n, 1:count] == batch.following[n, : count - 1]).all()
        assert batch.ids[n, batch.following[n, count - 1]] == Letters.sep_token_id
        assert (batch.labels[n, count:] == IGNORED).all()


def test_words_beyond_the_length_are_left_out(corpus: Corpus) -> None:
    batch = batch_of([[Word("abcd", 1, 0), Word("efgh", 2, 0), Word("ijkl", 3, 0)]], corpus, 10)
    assert batch.ids.shape == (1, 10)
    assert batch.labels[0, :, 0].tolist() == [1, 2]


def test_scores_count_a_wrong_mark_twice() -> None:
    #                      none comma period question
    found = np.eye(4, dtype=np.float32)[[0, 1, 2, 3, 2, 0]]
    true = np.array([[0, 0, 0], [1, 1, 0], [2, 2, 0], [2, 0, 0], [0, 1, 0], [IGNORED, IGNORED, 0]])
    cases = np.eye(3, dtype=np.float32)[[0, 1, 1, 0, 1, 2]]
    tagged = Tagged(Tags(found, cases, np.zeros(6, np.float32)), true)
    scores = tagged.punctuation()
    assert scores["comma"].f1 == pytest.approx(100)
    assert scores["period"].f1 == pytest.approx(50)
    assert scores["all"].precision == pytest.approx(50)
    assert scores["all"].recall == pytest.approx(200 / 3)
    assert tagged.sentence_ends().precision == pytest.approx(200 / 3)
    assert tagged.casing().precision == pytest.approx(200 / 3)
    # two sentences end before the last word, so two first words more are right
    assert tagged.casing(with_first=True).precision == pytest.approx(80)


def test_the_tilt_finds_the_marks_a_network_is_too_unsure_of() -> None:
    # commas at .4 where they are, .1 where they are not
    true = np.array([[0, IGNORED, 0], [1, IGNORED, 0]] * 10)
    shares = np.array([[0.9, 0.1, 0, 0], [0.6, 0.4, 0, 0]] * 10, np.float32)
    tagged = Tagged(Tags(shares, shares[:, :3], shares[:, 0]), true)
    assert tagged.punctuation()["all"].f1 == 0
    tilt = best_tilt([tagged])
    assert tagged.tilted(tilt).punctuation()["all"].f1 == pytest.approx(100)
    ends = Tagged(Tags(shares[:, [0, 2, 1, 3]], shares[:, :3], shares[:, 0]), np.where(true == 1, 2, true))
    assert 0.1 <= best_threshold([ends]) < 0.4


def test_iwslt_words_are_joined_to_their_endings(tmp_path: Path) -> None:
    (tmp_path / "ref.tsv").write_text("i\tO\n'm\tO\nhere\tPERIOD\nit\tO\n's\tCOMMA\nso\tQUESTION\n", encoding="utf-8")
    words = iwslt(tmp_path / "ref.tsv")
    assert [(word.text, word.punctuation) for word in words] == [("i'm", 0), ("here", 2), ("it's", 1), ("so", 3)]


@pytest.mark.parametrize("rank", [8, 0])
def test_cut_weights_are_nearly_those_trained(tmp_path: Path, rank: int) -> None:
    import torch
    from transformers import BertConfig, BertModel

    from lecturebook.clean.punctuate.network import Network
    from lecturebook.clean.punctuate.weights import read_cut, rebuild
    from training.cut import cut, write
    from training.low_rank import make_low_rank, whole_weights

    torch.manual_seed(0)
    config = BertConfig(vocab_size=50, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64)
    network = Network(BertModel(config, add_pooling_layer=False)).eval()
    published = {name: value.clone() for name, value in whole_weights(network).items()}
    trained = {}
    for name, value in published.items():
        # a change of low rank, as training makes it
        change = torch.randn(value.shape[0], 4) @ torch.randn(4, value.shape[-1]) if value.dim() == 2 else torch.ones(1)
        trained[name] = value + 0.01 * change
    file = tmp_path / "tagger.safetensors"
    assert (
        write(cut(published, trained, rank), file, rank=rank, tilt=(0, 0.2, 0.4, 0), sentence_end=0.4)
        == file.stat().st_size
    )
    found = read_cut(file)
    assert (found.tilt, found.sentence_end) == ((0, 0.2, 0.4, 0), 0.4)
    rebuild(network, found)
    for name, value in whole_weights(network).items():
        assert torch.allclose(value, trained[name], atol=1.5e-3), name

    # what is trained on within the cut has the same names and nearly the same weights
    make_low_rank(network.enc, published, 8)
    again = whole_weights(network)
    assert set(again) == set(trained)
    assert all(torch.allclose(value, trained[name], atol=1.5e-3) for name, value in again.items())


def test_training_learns_and_goes_on_where_it_stopped(tmp_path: Path, corpus: Corpus) -> None:
    import torch
    from transformers import BertConfig, BertModel

    from lecturebook.clean.punctuate.network import Network
    from training.train import Settings, Trainer, share_of_rate

    def trainer() -> Trainer:
        torch.manual_seed(0)
        config = BertConfig(
            vocab_size=99, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
        )
        settings = Settings(seconds=1.0, rate=1e-2, head_rate=1e-2, batches_a_step=2)
        stream = batches(corpus, {"talks": 1.0}, tokens=300, seed=1, noise=0.0)
        return Trainer(Network(BertModel(config, add_pooling_layer=False)), stream, settings, tmp_path)

    first = trainer()
    first.settings.seconds = 1e9
    with torch.random.fork_rng():
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(2) as pool:
            for group in first.optimizer.param_groups:
                group["lr"] = 1e-2
            losses = [first._step(pool)[0][0] for _ in range(30)]
    assert sum(losses[-5:]) < 0.8 * sum(losses[:5])
    first.save()
    again = trainer()
    assert again.resume()
    assert again.progress == first.progress
    for one, other in zip(first.network.parameters(), again.network.parameters(), strict=True):
        assert torch.equal(one, other)
    assert [share_of_rate(done, 0.1) for done in (0, 0.05, 0.1, 0.55, 1)] == pytest.approx([0, 0.5, 1, 0.5, 0])
