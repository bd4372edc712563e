from __future__ import annotations

import pytest

from lecturebook.concepts.candidates import find_candidates, surface
from lecturebook.tokens import tokenize

# a lecture -> a surface that is a candidate in it, or must not be
CANDIDATES = [
    ("the heap file is a heap file", "heap file", True),
    ("we use gradient descent here", "gradient descent", True),
    ("BM25 is a ranking, BM25 it is", "BM25", True),
    ("C++ and the C++ compiler", "C++", True),
    ("the attention is all", "attention", True),
    # near misses
    ("the heap of the file", "heap of the file", False),
    ("a heap, file by file", "heap file", False),
    ("the heap. File it", "heap file", False),
    ("in 1984 we had 1984", "1984", False),
    ("so basically you know", "basically", False),
    ("a table of things", "table", False),
    ("we compute gradients", "compute gradients", False),
    ("log log", "log log", False),
    ("an ox is", "ox", False),
    # a part of a word that belongs to the phrase
    ("a hash-based index", "based index", False),
    ("a hash-based index", "hash-based index", True),
    ("an encoder-decoder", "decoder", True),
    # verbs make clauses of phrases
    ("the heap misspelled", "heap misspelled", False),
    ("the heap recoded", "heap recoded", False),
    ("it is pre-trained", "pre-trained", True),
    # so do adjectives at the end
    ("it is heap intensive", "heap intensive", False),
    ("the heap objective", "heap objective", True),
    ("it is auto-regressive", "auto-regressive", True),
    ("an index feed", "index feed", True),
    # transcripts without apostrophes, and mathematics as it is said
    ("so don t worry, don t", "don t", False),
    ("the newton s", "newton s", False),
    ("the newton s law", "newton s law", True),
    ("the omega is", "omega", False),
    ("the omega prime is an omega prime", "omega prime", False),
    ("the omega function", "omega function", True),
    ("a meter per second squared", "squared", False),
    ("the squared loss", "squared loss", True),
    ("the heap minus the heap", "heap minus", False),
    ("the fifteen heaps", "fifteen heaps", False),
    ("at cosine omega t and cosine omega t", "cosine omega t", False),
    ("by node q and node q", "node q", False),
    ("a b tree, a b tree, a b tree", "b tree", True),
    # adverbs, soft words in the plural, and a prefix that is a word of its own
    ("it runs semantically", "semantically", False),
    ("the assembly", "assembly", True),
    ("the inputs", "inputs", False),
    ("a post-processing step", "processing step", False),
    ("a post-processing step", "post-processing step", True),
    # what is done, unless the lecture has a noun for it
    ("so we serialize, to serialize", "serialize", False),
    ("so we serialize by serialization", "serialization", True),
    ("the quorfal, to quorfal", "quorfal", True),
    ("so they reach consensus", "reach consensus", False),
    ("so they blorp-tune, to blorp-tune, after blorp-tuning", "blorp-tuning", True),
    ("so they bother queueing", "bother queueing", False),
    ("the consensus they reach is a reach consensus", "reach consensus", True),
    # what is always part of a longer phrase
    ("the hot spot list is a hot spot list", "hot spot list", True),
]

# what is merged into one concept, and surfaces it was said in
MERGED = [
    ("the cross entropy bound and crossentropy", "crossentropi", {"cross entropy", "crossentropy"}),
    (
        "an auto-encoder, an autoencoder and autoencoders",
        "autoencoder",
        {"auto-encoder", "autoencoder", "autoencoders"},
    ),
    ("batch normalization and batch norm", "batchnormaliz", {"batch normalization", "batch norm"}),
    ("eigenvectors and an eigenvector", "eigenvector", {"eigenvectors", "eigenvector"}),
]


def keys(text: str, *, language: str = "en", keep: frozenset[tuple[str, ...]] = frozenset()) -> list[str]:
    words = text.split()
    tokens = tokenize(words, language)
    return [candidate.key for candidate in find_candidates(tokens, words, language=language, keep=keep)]


# how a long lecture begins -> a surface that is a candidate in it, or must not be, being in its title or said but once
IN_PASSING = [
    ("welcome to lossless joins.", "lossless joins", False),
    ("welcome to lossless joins. the lossless joins", "lossless joins", True),
    ("the merge buckets. a bucket", "merge buckets", True),
    ("the buffer pool eviction clock.", "buffer pool eviction clock", False),
    ("a bucket of quorfal x.", "quorfal x", False),
    ("the bucket j s. a bucket of s by j", "bucket j s", True),
    # of words that are said nowhere else, but for one of two, or where it is told in short
    ("the merge buckets.", "merge buckets", False),
    ("the lazy merge buckets. a lazy bucket", "lazy merge buckets", False),
    ("the lazy merge buckets. a lazy bucket in a merge", "lazy merge buckets", True),
    ("the lazy merge buckets. by LMB", "lazy merge buckets", True),
    ("the locally sorted. a merge is sorted locally", "locally sorted", False),
]


@pytest.mark.parametrize(("text", "phrase", "expected"), IN_PASSING)
def test_what_is_said_in_passing(text: str, phrase: str, expected: bool) -> None:
    words = f"{text} {'so this is what we do. ' * 120}".split()
    found = find_candidates(tokenize(words, "en"), words, language="en", title="Lossless joins, and more")
    assert ("".join(tokenize(phrase.split(), "en").stems) in {candidate.key for candidate in found}) is expected


@pytest.mark.parametrize(("text", "phrase", "expected"), CANDIDATES)
def test_which_phrases_are_candidates(text: str, phrase: str, expected: bool) -> None:
    assert ("".join(tokenize(phrase.split(), "en").stems) in keys(text)) is expected


@pytest.mark.parametrize(("text", "key", "surfaces"), MERGED)
def test_variants_are_one_candidate(text: str, key: str, surfaces: set[str]) -> None:
    words = text.split()
    found = {candidate.key: candidate for candidate in find_candidates(tokenize(words, "en"), words, language="en")}
    assert set(found[key].surfaces) == surfaces
    assert found[key].count == len(found[key].positions) == sum(found[key].surfaces.values())


def test_of_a_verb_with_a_gerund_only_the_gerund_counts() -> None:
    words = "so we blorp, to blorp, and the blorping".split()
    (found,) = find_candidates(tokenize(words, "en"), words, language="en")
    assert dict(found.surfaces) == {"blorping": 1}


def test_a_clipped_word_needs_four_letters() -> None:
    found = keys("batch normalization and batch nom")
    assert {"batchnormaliz", "batchnom"} <= set(found)


def test_candidates_come_in_order_of_first_mention() -> None:
    found = keys("quicksort then mergesort then quicksort")
    assert found == ["quicksort", "mergesort"]


def test_in_a_long_lecture_a_candidate_is_said_twice() -> None:
    filler = "and so we are here to see it " * 80
    assert keys(f"{filler} eigenvector {filler}") == []
    assert keys(f"{filler} eigenvector {filler} eigenvector") == ["eigenvector"]


def test_terms_of_the_glossary_are_kept_whatever_the_rules_say() -> None:
    filler = "and so we are here to see it " * 80
    assert "tabl" in keys(f"{filler} a table", keep=frozenset({("tabl",)}))


def test_german_function_words_are_no_candidates() -> None:
    assert keys("die Warteschlange und die Ankunftsrate", language="de") == ["warteschlang", "ankunftsrat"]


# words -> tokens [start, end) -> how they stand there
SURFACES = [
    ("the Heap-File, grows", 1, 3, "Heap-File"),
    ("(B-tree)", 0, 2, "B-tree"),
    ("the write-ahead log's page", 1, 4, "write-ahead log"),
    ("the write-ahead log", 2, 4, "write-ahead log"),
    ("C++, yes", 0, 1, "C++"),
]


@pytest.mark.parametrize(("text", "start", "end", "expected"), SURFACES)
def test_surface_keeps_case_and_hyphens(text: str, start: int, end: int, expected: str) -> None:
    words = text.split()
    assert surface(tokenize(words, "en"), words, start, end) == expected


def test_nothing_in_nothing_out() -> None:
    assert keys("") == []
