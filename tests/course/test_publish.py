from __future__ import annotations

from pathlib import Path

import pytest

from lecturebook.course.publish import check_output, publish, staging
from lecturebook.errors import OutputError


def site(folder: Path, *pages: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in ("course.json", *pages):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_old_site_is_replaced_whole(tmp_path: Path) -> None:
    output = site(tmp_path / "site", "old.html")
    with staging(output) as folder:
        site(folder, "new.html")
        assert names(output) == ["course.json", "old.html"]
        publish(folder, output)
    assert names(output) == ["course.json", "new.html"]
    assert names(tmp_path) == ["site"]


def test_a_new_or_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for output in (tmp_path / "deep" / "new", tmp_path / "empty"):
        with staging(output) as folder:
            publish(site(folder), output)
        assert names(output) == ["course.json"]


def test_a_foreign_folder_is_refused_and_left(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"did not make \(thesis\.tex\)"):
        check_output(tmp_path)
    with pytest.raises(OutputError), staging(tmp_path):
        pass
    assert names(tmp_path) == ["thesis.tex"]


def test_a_link_is_refused_even_to_a_site(tmp_path: Path) -> None:
    site(tmp_path / "site")
    (tmp_path / "link").symlink_to(tmp_path / "site")
    (tmp_path / "dangling").symlink_to(tmp_path / "absent")
    for link in ("link", "dangling"):
        with pytest.raises(OutputError, match="is a link"):
            check_output(tmp_path / link)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="is a file"):
        check_output(tmp_path / "file")


def test_what_came_while_the_site_was_made_is_not_overwritten(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with staging(output) as folder:
        site(folder)
        output.mkdir()
        (output / "thesis.tex").touch()
        with pytest.raises(OutputError):
            publish(folder, output)
    assert names(output) == ["thesis.tex"]
    assert names(tmp_path) == ["site"]


def _fail_halfway(output: Path) -> None:
    with staging(output) as folder:
        site(folder, "half.html")
        raise RuntimeError


def test_staging_is_gone_after_an_error_and_the_old_site_whole(tmp_path: Path) -> None:
    output = site(tmp_path / "site", "old.html")
    with pytest.raises(RuntimeError):
        _fail_halfway(output)
    assert names(tmp_path) == ["site"]
    assert names(output) == ["course.json", "old.html"]
