from __future__ import annotations

import pytest

from lecturebook.shelf import Lazy, Shelf


def test_rows_come_back_in_the_order_asked_for() -> None:
    shelf = Shelf()
    shelf.run("CREATE TABLE said (word TEXT, times INTEGER)")
    shelf.add("INSERT INTO said VALUES (?, ?)", ((f"word {n}", n) for n in range(1000)))
    rows = shelf.read("SELECT times FROM said WHERE times > ? ORDER BY times DESC", (700,))
    assert [times for (times,) in rows] == list(range(999, 700, -1))


def test_items_are_made_when_asked_for_and_few_are_kept() -> None:
    made: list[int] = []

    def make(n: int) -> str:
        made.append(n)
        return f"item {n}"

    items = Lazy(make, 5, kept=2)
    assert (len(items), made) == (5, [])
    assert [items[-1], items[4], items[0]] == ["item 4", "item 4", "item 0"]
    assert made == [4, 0]
    assert (list(items), items[1:3]) == ([f"item {n}" for n in range(5)], ["item 1", "item 2"])
    with pytest.raises(IndexError):
        items[5]
