from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lecturebook.course import exchange as module
from lecturebook.course.exchange import exchange


def test_two_folders_change_places_or_stay(tmp_path: Path) -> None:
    one, other = tmp_path / "one é", tmp_path / "-other"
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).touch()
    first, second = (other, one) if exchange(one, other) else (one, other)
    assert (first / "one é").is_file()
    assert (second / "-other").is_file()


def test_what_is_absent_is_not_exchanged(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    assert not exchange(tmp_path / "one", tmp_path / "absent")
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_system_without_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    module._renameat2.cache_clear()
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    assert not exchange(tmp_path / "one", tmp_path / "other")
    module._renameat2.cache_clear()
