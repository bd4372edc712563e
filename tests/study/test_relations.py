import pytest

from lecturebook.study.clauses import clauses_of

ASKED = [
    ("A B-tree is much faster than a linked list.", "difference", "How does a B-tree compare with a linked list?"),
    ("We use checkpoints to shorten the recovery of a database.", "use", "What do we use checkpoints for?"),
    ("As the table gets longer, each lookup reads more pages.", "effect", "What happens as the table gets longer?"),
    (
        "By sorting the keys first, we load each page of the index only once.",
        "effect",
        "What is achieved by sorting the keys first?",
    ),
    (
        "With a clustered index, you can answer range queries quickly.",
        "use",
        "What can be done with a clustered index?",
    ),
    (
        "There are two kinds of latches, shared latches and exclusive latches.",
        "parts",
        "Which kinds of latches are there?",
    ),
    (
        "The height of the tree is determined by the fanout of its inner nodes.",
        "depends",
        "What is the height of the tree determined by?",
    ),
    (
        "Another way to find a row is by scanning every page of the heap.",
        "how",
        "What is another way to find a row?",
    ),
]
SILENT = [
    "It is much faster than a linked list.",
    "We use it to shorten the recovery of a database.",
    "As the table gets longer, and each page with it.",
    "There are two kinds of latches, one of them is shared.",
    "If the log is full, but the disk still turns around slowly.",
    "Because otherwise the page is lost, the log comes first every time.",
    "AB, originally, pages were small because disks were slow and full.",
]


@pytest.mark.parametrize(("sentence", "kind", "prompt"), ASKED)
def test_what_relates_two_things_is_asked(sentence: str, kind: str, prompt: str) -> None:
    assert (kind, prompt) in [(clause.kind, clause.prompt) for clause in clauses_of(sentence)]


@pytest.mark.parametrize("sentence", SILENT)
def test_what_hangs_or_has_no_main_clause_is_not(sentence: str) -> None:
    assert not list(clauses_of(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Since the pages are usually much shorter than the log, you should write the log first.",
        "We can also use a specific class corresponding to a checkpoint of the database.",
    ],
)
def test_what_begins_otherwise_or_goes_on_is_no_noun(sentence: str) -> None:
    assert not {"difference", "use"} & {clause.kind for clause in clauses_of(sentence)}


def test_what_may_come_is_no_deed() -> None:
    (made,) = clauses_of("If the log is lost, you could still read the pages from the disk.")
    assert (made.kind, made.prompt) == ("effect", "What happens if the log is lost?")
