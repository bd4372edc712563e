from __future__ import annotations

from pathlib import Path

import pytest

from lecturebook.course.settings import KEEP_FILE, STOP_FILE, read_settings
from lecturebook.errors import SettingsError


def test_lists_come_from_the_settings_and_from_files(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text('keep = ["heap file"]\nstop = ["thing"]\n', encoding="utf-8")
    (tmp_path / KEEP_FILE).write_text("# ours\nB-tree\n\n  C# compiler \n", encoding="utf-8")
    (tmp_path / STOP_FILE).write_text("hot dog\n", encoding="utf-8")
    settings = read_settings(tmp_path)
    assert settings.keep == ("heap file", "B-tree", "C# compiler")
    assert settings.stop == ("thing", "hot dog")


def test_a_list_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / STOP_FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"concepts\.stop"):
        read_settings(tmp_path)
