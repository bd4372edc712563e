from __future__ import annotations

from pathlib import Path

import pytest

from lecturebook.files import written_whole


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "page.html"
    with written_whole(path) as unfinished:
        unfinished.write_text("half")
        assert not path.exists()
        unfinished.write_text("whole")
    assert path.read_text() == "whole"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("error", [OSError, ValueError, KeyboardInterrupt])
def test_after_an_error_the_old_file_stands_and_nothing_of_the_new_one(
    error: type[BaseException], tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")

    def fail() -> None:
        with written_whole(path) as unfinished:
            unfinished.write_text("half")
            raise error

    with pytest.raises(error):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 127)
    with written_whole(path) as unfinished:
        unfinished.write_bytes(b"")
    assert list(tmp_path.iterdir()) == [path]
