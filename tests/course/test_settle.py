from __future__ import annotations

from pathlib import Path

import pytest

from lecturebook.course import publish as module
from lecturebook.course.publish import publish, staging
from lecturebook.course.settle import settle, settle_names


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    settle(tmp_path)
    settle_names(tmp_path / "absent")  # nothing hangs on it
    with pytest.raises(OSError, match="absent"):
        settle(tmp_path / "absent")


def test_files_are_on_the_disk_before_the_site_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, done = tmp_path / "site", []
    monkeypatch.setattr(module, "settle", lambda folder: done.append((folder.name, output.exists())))
    monkeypatch.setattr(module, "settle_names", lambda folder: done.append((folder.name, output.exists())))
    with staging(output) as folder:
        (folder / "course.json").write_text("{}", "utf-8")
        publish(folder, output)
    assert done == [(".site.staging", False), (tmp_path.name, True)]
