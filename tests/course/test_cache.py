from __future__ import annotations

import os
from pathlib import Path

import pytest

from lecturebook.course.cache import GuideCache
from lecturebook.errors import OutputError

KEY = "ab" * 32


def entry(folder: Path) -> Path:
    return folder / "ab" / f"{KEY}.json"


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    cache = GuideCache(tmp_path)
    assert cache.get(KEY) is None
    cache.put(KEY, "{ü\n\n}")
    assert cache.get(KEY) == "{ü\n\n}"
    cache.drop(KEY)
    cache.drop(KEY)
    assert cache.get(KEY) is None


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache = GuideCache(None)
    cache.put(KEY, "{}")
    cache.drop(KEY)
    assert (cache.get(KEY), cache.prune()) == (None, 0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [lambda text: text[:-1], lambda text: text + b" ", lambda _: b"", lambda _: b"\xff"])
def test_a_damaged_entry_is_none(damage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    GuideCache(tmp_path).put(KEY, '{"a": 1}')
    entry(tmp_path).write_bytes(damage(entry(tmp_path).read_bytes()))
    assert GuideCache(tmp_path).get(KEY) is None


def test_what_no_build_uses_is_deleted_after_a_season(tmp_path: Path) -> None:
    cache = GuideCache(tmp_path)
    cache.put(KEY, "{}")
    other = "cd" * 32
    cache.put(other, "{}")
    for key in (KEY, other):
        path = tmp_path / key[:2] / f"{key}.json"
        os.utime(path, (1000.0, 1000.0))
    cache.get(KEY)
    assert cache.prune() == 1
    assert (cache.get(KEY), cache.get(other)) == ("{}", None)


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="accepted: a folder to write to"):
        GuideCache(tmp_path / "file").put(KEY, "{}")


def test_lines_come_out_one_by_one_and_a_damaged_entry_is_none(tmp_path: Path) -> None:
    cache = GuideCache(tmp_path)
    assert list(cache.lines(KEY)) == []
    cache.put_lines(KEY, (f"line {n} ü\u2028" for n in range(3)))
    assert list(cache.lines(KEY)) == [f"line {n} ü\u2028" for n in range(3)]
    assert cache.digest(KEY) == entry(tmp_path).read_text("utf-8").split("\n")[0]
    entry(tmp_path).write_bytes(entry(tmp_path).read_bytes().replace(b"line 1", b"line 7"))
    assert list(cache.lines(KEY)) == []
