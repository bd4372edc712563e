from __future__ import annotations

import pytest

from lecturebook.concepts.candidates import find_candidates
from lecturebook.concepts.naming import Spellings, aliases_of, label, name_of
from lecturebook.concepts.variants import Candidate
from lecturebook.tokens import tokenize

# a lecture -> surfaces that are one concept
ONE = [
    ("the deep networks and the deep nets", {"deep networks", "deep nets"}),
    ("hash joins, called HJ, and the HJ again", {"hash joins", "HJ"}),
    ("a vector quantization tile, or a VQ tile, by VQ", {"vector quantization tile", "VQ tile"}),
    ("the page latch, the sorted heap file, and again the sortedheap file", {"sorted heap file", "sortedheap file"}),
    ("a hinge cost, the square hinge loss and a square hinge", {"square hinge loss", "square hinge"}),
    ("a max affine map, which they heard as maxify maps", {"max affine map", "maxify maps"}),
    ("next word prediction, or the next word prediction task", {"next word prediction", "next word prediction task"}),
    ("the backprop of one and the back propagation of all", {"backprop", "back propagation"}),
    ("by backpropagation, the backpropagation algorithm", {"backpropagation", "backpropagation algorithm"}),
    ("the BLEU score, BLEU, and the BLEU metric", {"BLEU", "BLEU metric"}),
    ("in HeapDB, the HeapDB library", {"HeapDB", "HeapDB library"}),
]
# and surfaces that are not
APART = [
    ("the deep networks and the deep lakes", "deep networks", "deep lakes"),
    ("hash joins and a US law", "hash joins", "US"),
    ("the merge task and the merge sort", "merge task", "merge sort"),
    # a clipped word is no ending, no everyday word and no part of a compound
    ("the word encode and the word encoder", "word encode", "word encoder"),
    ("the lock data and the lock dataset", "lock data", "lock dataset"),
    ("the row batch and the row BatchReader", "row batch", "row BatchReader"),
    ("to tokenize, the tokenizer and its tokenizers library", "tokenize", "tokenizer"),
    ("a quorfal and the quorfal mapping", "quorfal", "quorfal mapping"),
    ("the encoder and what an encoders shine means", "encoder", "encoders shine"),
    ("a tensor and the TensorGraph", "tensor", "TensorGraph"),
    # what is sorted is no way to sort
    ("of sorting, the sorting algorithm", "sorting", "sorting algorithm"),
    ("of transformers, the transformers library", "transformers", "transformers library"),
    # alike in sound, but two usual words, or more said by one of them
    ("the macro average and the micro average", "macro average", "micro average"),
    ("the dimensional heap and the high dimensional heap", "dimensional heap", "high dimensional heap"),
]

# surfaces with their counts -> the name
NAMES = [
    ({"heap file": 3, "heap files": 5}, "heap file"),
    ({"deep net": 4, "deep network": 2}, "deep network"),
    ({"segments embedding": 2}, "segment embedding"),
    ({"Gradient": 1, "gradient": 4}, "gradient"),
    ({"relu layer": 2}, "RELU layer"),
    ({"analysis step": 2}, "analysis step"),
    ({"class label": 2}, "class label"),
    ({"vocabularies": 1, "vocabulary": 1}, "vocabulary"),
    # not the word that it is a part of
    ({"encoder-decoder": 5, "decoder": 2}, "decoder"),
    # a noun rather than the verb of it, but not where the other form is a noun as well
    ({"fine-tuned": 5, "fine-tuning": 2}, "fine-tuning"),
    ({"truncated": 5, "truncation": 2}, "truncation"),
    ({"spike": 5, "spiking": 2}, "spike"),
    ({"predict": 5, "prediction": 2}, "prediction"),
    # the singular and the plural count together
    ({"affine map": 2, "affine maps": 2, "affine mapping": 3}, "affine map"),
    # prefixes are written to their words; capitals of sentences go
    ({"non linear map": 2}, "non-linear map"),
    ({"Heap page": 2}, "heap page"),
    ({"Ada heap": 2}, "Ada heap"),
]


def candidates(text: str) -> list[Candidate]:
    words = text.split()
    return find_candidates(tokenize(words, "en"), words, language="en")


@pytest.mark.parametrize(("text", "surfaces"), ONE)
def test_variants_are_one(text: str, surfaces: set[str]) -> None:
    assert any(surfaces <= set(candidate.surfaces) for candidate in candidates(text))


@pytest.mark.parametrize(("text", "one", "other"), APART)
def test_what_only_looks_alike_is_not(text: str, one: str, other: str) -> None:
    assert not any({one, other} <= set(candidate.surfaces) for candidate in candidates(text))


@pytest.mark.parametrize(("surfaces", "name"), NAMES)
def test_names(surfaces: dict[str, int], name: str) -> None:
    candidate = Candidate("k", {("k",)})
    candidate.surfaces.update(surfaces)
    spellings = Spellings(display=lambda text: text.replace("relu", "RELU"), said=frozenset({"segment", "heap"}))
    assert name_of(candidate, spellings) == name


def test_what_is_inside_a_hyphenated_word_is_no_alias() -> None:
    candidate = Candidate("convex", {("convex",)})
    candidate.surfaces.update({"convex": 3, "Convex": 1, "non-convex": 2, "convex function": 0})
    assert aliases_of(candidate, "convex") == ("convex function",)


def test_a_term_of_the_glossary_is_spelled_as_it_is_there() -> None:
    candidate = Candidate("btree", {("b", "tree")})
    candidate.surfaces.update({"b tree": 4})
    assert label(candidate) == "b tree"
    assert name_of(candidate, Spellings({("b", "tree"): "B-tree"})) == "B-tree"
