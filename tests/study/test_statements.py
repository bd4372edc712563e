import pytest

from lecturebook.study.statements import is_statement

STATED = [
    "A buffer pool holds the tablespace pages that queries read most often.",
    "So what that's saying is that a checkpoint implicitly shortens the recovery and takes some bandwidth.",
    "Most databases can rebuild a hash index from the log without any lookup.",
    "You can use a bloom filter for joins between remote partitions.",
]
LEANING = [
    "It holds the pages that were read last in the memory.",
    "A buffer pool holds those pages that were read in memory.",
    "We went through the buffer pool and through the checkpoint again.",
    "The second checkpoint has a slightly different log behind its header.",
    "If the buffer pool is full then a checkpoint takes the oldest page.",
    "A buffer pool, you know, holds the pages of a tablespace.",
    "The buffer pool the buffer pool holds the pages of a tablespace.",
    "The buffer pool has k pages of a tablespace for every checkpoint.",
    "A buffer pool is good.",
    "The checkpoint, the log, the page, and the header are in a tablespace.",
]


@pytest.mark.parametrize("sentence", STATED)
def test_what_is_understood_alone_is_a_statement(sentence: str) -> None:
    assert is_statement(sentence, "buffer pool")


@pytest.mark.parametrize("sentence", LEANING)
def test_what_leans_on_another_sentence_is_none(sentence: str) -> None:
    assert not is_statement(sentence, "buffer pool")


def test_what_shows_too_little_beside_the_hidden_name_is_none() -> None:
    sentence = "The write-ahead log is what a good server needs."
    assert is_statement("The write-ahead log contains every checkpoint of a tablespace.", "checkpoint")
    assert not is_statement(sentence, "write-ahead log")
