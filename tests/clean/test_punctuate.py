"""The tagger's windows and labels, and its network in a size that is made in a moment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturebook.clean.punctuate.tags import Floats, Span, heard, owners, read_words, windows
from lecturebook.errors import ModelError

SIZES = st.lists(st.integers(1, 30), max_size=400)


@given(SIZES, st.integers(8, 60), st.integers(1, 60))
def test_windows_cover_every_word_and_fit(sizes: list[int], length: int, stride: int) -> None:
    spans = windows(sizes, length, min(stride, length))
    assert {word for start, end in spans for word in range(start, end)} == set(range(len(sizes)))
    for start, end in spans:
        assert sum(sizes[start:end]) <= length or end - start == 1
    assert spans == sorted(set(spans))


@given(SIZES, st.integers(8, 60))
def test_each_word_is_read_where_it_stands(sizes: list[int], length: int) -> None:
    spans = windows(sizes, length, max(1, length * 3 // 4))
    for word, owner in enumerate(owners(sizes, spans)):
        start, end = spans[owner]
        assert start <= word < end


def test_a_word_in_two_windows_is_read_away_from_the_edges() -> None:
    spans = windows([1] * 100, length=40, stride=30)
    owner = owners([1] * 100, spans)
    # words 30 to 39 stand in the first two windows: those before the middle are farther from the first one's end
    assert owner[30:40].tolist() == [0] * 5 + [1] * 5


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Hello,", "hello"),
        ("don’t", "don't"),
        ("'cause", "cause"),
        ("U.S.", "u.s"),
        ("3.5%", "3.5%"),
        ("C++", "c++"),
        ("--", ""),
        ("♪", ""),
        ("", ""),
    ],
)
def test_heard(word: str, text: str) -> None:
    assert heard(word) == text


def _split(texts: list[str]) -> list[list[int]]:
    return [[ord(char) for char in text[:3]] for text in texts]


def _read(pieces: list[list[int]], spans: Sequence[Span]) -> list[tuple[Floats, Floats, Floats]]:
    """A stop after every word that begins with "s", to any depth of window."""
    found = []
    for start, end in spans:
        stops = np.array([ids[0] == ord("s") for ids in pieces[start:end]], np.float32)
        marks = np.stack([1 - stops, stops * 0, stops, stops * 0], 1)
        found.append((marks, np.eye(3, dtype=np.float32)[np.zeros(end - start, int)], stops * 0))
    return found


@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["so", "stop.", "a", "—", "Shout!"])), max_size=100))
def test_there_is_one_row_a_word_whatever_the_words_are(words: list[str]) -> None:
    tags = read_words(words, _split, _read, length=20, stride=15)
    assert len(tags) == len(words) == len(tags.punctuation) == len(tags.casing)
    expected = [heard(word).startswith("s") for word in words]
    assert (tags.stop > 0.5).tolist() == expected
    assert np.allclose(tags.punctuation.sum(1), 1)
    assert np.allclose(tags.casing.sum(1), 1)


# what a published model calls its classes -> index of punctuation and casing
LABELS = [
    ("0", (0, 0)),
    (".", (2, 0)),
    (",", (1, 0)),
    ("?", (3, 0)),
    ("-", (0, 0)),
    (":", (1, 0)),
    ("O", (0, 0)),
    ("PERIOD", (2, 0)),
    ("B-COMMA", (1, 0)),
    ("QUESTION_MARK", (3, 0)),
    ("OU", (0, 1)),
    ("OO", (0, 0)),
    (".O", (2, 0)),
    ("?U", (3, 1)),
    ("'O", (0, 0)),
    ("Upper.", (2, 1)),
    ("UPPER,", (1, 2)),
    ("lower_", (0, 0)),
    ("NOUN", None),
    ("LABEL_0", None),
    ("B-PER", None),
]


@pytest.mark.parametrize(("label", "meaning"), LABELS)
def test_labels_of_published_models_are_understood(label: str, meaning: tuple[int, int] | None) -> None:
    from lecturebook.clean.punctuate.adapter import read_label

    assert read_label(label) == meaning


@pytest.fixture(scope="module")
def tiny() -> object:
    """The network on an encoder of two small layers, weights at random."""
    import torch
    from transformers import BertConfig, BertModel

    from lecturebook.clean.punctuate.network import Network

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=200, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )
    return Network(BertModel(config, add_pooling_layer=False)).eval()


class FirstLetters:
    """A tokenizer of one piece for each letter."""

    cls_token_id, sep_token_id, unk_token_id = 1, 2, 3

    def __call__(self, texts: list[str], **_: object) -> dict[str, list[list[int]]]:
        return {"input_ids": [[4 + ord(char) % 190 for char in text] for text in texts]}


@settings(max_examples=20)
@given(words=st.lists(st.text(max_size=40), max_size=40))
def test_the_tagger_gives_each_word_its_row_and_the_same_each_time(tiny: object, words: list[str]) -> None:
    from lecturebook.clean.punctuate.tagger import Tagger

    tagger = Tagger(tiny, FirstLetters())  # type: ignore[arg-type]
    tags, again = tagger.tag(words), tagger.tag(words)
    assert len(tags) == len(words)
    for name in ("punctuation", "casing", "filler"):
        assert np.array_equal(getattr(tags, name), getattr(again, name))
        assert np.isfinite(getattr(tags, name)).all()


def test_padding_changes_nothing(tiny: object) -> None:
    from lecturebook.clean.punctuate.tagger import Tagger

    tagger = Tagger(tiny, FirstLetters())  # type: ignore[arg-type]
    pieces = FirstLetters()(["a", "lecture", "on", "trees"])["input_ids"]
    import torch

    with torch.inference_mode():
        alone = tagger._read(pieces, [(0, 2)])[0]
        beside_a_longer = tagger._read(pieces, [(0, 2), (0, 4)])[0]
    for one, other in zip(alone, beside_a_longer, strict=True):
        assert np.allclose(one, other, atol=1e-5)


def test_a_weight_file_that_does_not_fit_is_refused(tiny: object, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import save_file

    from lecturebook.clean.punctuate.weights import read_cut, rebuild

    file = tmp_path / "tagger.safetensors"
    with pytest.raises(ModelError, match="cannot be read"):
        read_cut(file)
    file.write_bytes(b"no safetensors")
    with pytest.raises(ModelError, match="cannot be read"):
        read_cut(file)
    save_file({"punct.weight": torch.zeros(4, 32)}, file)
    with pytest.raises(ModelError, match="does not fit"):
        rebuild(tiny, read_cut(file))  # type: ignore[arg-type]
    save_file({"who.knows": torch.zeros(1)}, file)
    with pytest.raises(ModelError, match=r"has who\.knows"):
        rebuild(tiny, read_cut(file))  # type: ignore[arg-type]
    save_file({"punct.weight": torch.zeros(4, 32)}, file, metadata={"base": "another"})
    with pytest.raises(ModelError, match="made for the encoder"):
        rebuild(tiny, read_cut(file))  # type: ignore[arg-type]


def test_a_model_named_by_the_user_is_read_through_its_labels(tmp_path: Path) -> None:
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast

    from lecturebook.clean.punctuate import load_tagger

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "so", "what", "is", "it"]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(tmp_path)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        num_labels=3,
    )  # fmt: skip
    model = BertForTokenClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([0.0, 9.0, 0.0]))
    model.save_pretrained(tmp_path)

    with pytest.raises(ModelError, match="LABEL_0"):
        load_tagger(str(tmp_path))
    with pytest.raises(ModelError, match="ends a sentence"):
        load_tagger(str(tmp_path), {"LABEL_0": "O", "LABEL_1": ",", "LABEL_2": "O"})
    tags = load_tagger(str(tmp_path), {"LABEL_0": "O", "LABEL_1": "?U", "LABEL_2": ","}).tag(["So", "—", "what", "zyx"])
    assert tags.punctuation.argmax(1).tolist() == [3, 0, 3, 3]
    assert tags.casing.argmax(1).tolist() == [1, 0, 1, 1]
    assert tags.filler.tolist() == [0, 0, 0, 0]
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_tagger(str(tmp_path / "nothing"))


@pytest.mark.slow
def test_the_tagger_that_comes_with_lecturebook_makes_sentences() -> None:
    from lecturebook.clean.punctuate import load_tagger

    tagger = load_tagger(dtype="float32")
    words = (
        "today we talk about neural networks um what is a neural network you may ask well alan turing had an idea "
        "of such machines it was new and nobody believed in it"
    ).split()
    tags = tagger.tag(words)
    marks = {words[n]: int(mark) for n, mark in enumerate(tags.punctuation.argmax(1)) if mark}
    assert marks.get("networks") == 2
    assert marks.get("ask") in (2, 3)
    assert [words[n] for n in np.flatnonzero(tags.casing.argmax(1))] == ["alan", "turing"]
    assert [words[n] for n in np.flatnonzero(tags.filler > 0.5)] == ["um"]
    assert 0.2 < tagger.sentence_end < 0.7
