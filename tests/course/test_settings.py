from __future__ import annotations

from pathlib import Path

import pytest

from lecturebook.course.settings import read_settings
from lecturebook.errors import SettingsError
from lecturebook.read.limits import Limits


def write(folder: Path, text: str) -> Path:
    (folder / "course.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("value", "detail"), [('"coarse"', "coarse"), ("12", "12"), ("12.5", "12.5"), ('""', "")])
def test_detail_is_a_word_or_a_number(tmp_path: Path, value: str, detail: str) -> None:
    text = f'detail = {value}\n[lectures.a]\ndetail = {value}\nchapters = ["0:00 Intro"]\n'
    settings = read_settings(write(tmp_path, text))
    assert settings.detail == settings.lectures["a"].detail == detail
    assert settings.lectures["a"].chapters == ("0:00 Intro",)


@pytest.mark.parametrize("value", ['"finer"', "0", "true", "[12]", "nan", '"nan"'])
def test_what_is_no_detail(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError, match="sections an hour"):
        read_settings(write(tmp_path, f"detail = {value}\n"))


def test_limits_are_those_of_the_course(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text("[limits]\nhours = 3\n", encoding="utf-8")
    assert read_settings(tmp_path).limits == Limits(hours=3)
    for wrong, seen in (("hours = 0", "hours = 0"), ("pages = 1", "'pages'"), ("cues = true", "cues = True")):
        (tmp_path / "course.toml").write_text(f"[limits]\n{wrong}\n", encoding="utf-8")
        with pytest.raises(SettingsError, match=seen):
            read_settings(tmp_path)
    (tmp_path / "course.toml").write_text("limits = 3\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="a table with bytes"):
        read_settings(tmp_path)
