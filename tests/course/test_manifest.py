from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lecturebook.course.manifest import Damage, damage, read_manifest, strangers_of, write_manifest
from lecturebook.errors import OutputError

A, B = (hashlib.sha256(text).hexdigest() for text in (b"a", b"b"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two pages and their manifest; `a/b` sorts after `a-b` though its folder is met first."""
    folder = tmp_path / "site"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "é b.html").write_bytes(b"a")
    (folder / "a-b.html").write_bytes(b"b")
    write_manifest(folder)
    return folder


def test_the_manifest_is_what_sha256sum_writes(site: Path) -> None:
    assert (site / "SHA256SUMS").read_text(encoding="utf-8") == f"{B}  a-b.html\n{A}  a/é b.html\n"
    assert read_manifest(site) == {"a-b.html": B, "a/é b.html": A}
    write_manifest(site)
    assert "SHA256SUMS" not in read_manifest(site)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_sha256sum_reads_the_manifest(site: Path) -> None:
    check = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    assert subprocess.run(check, cwd=site, capture_output=True).returncode == 0
    (site / "a-b.html").write_bytes(b"B")
    assert subprocess.run(check, cwd=site, capture_output=True).returncode == 1


@pytest.mark.parametrize("name", ["two\nlines", "carriage\rreturn", "back\\slash", os.fsdecode(b"latin-\xe9")])
def test_a_name_that_a_line_cannot_carry_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(OutputError, match="is no name for a page"):
        write_manifest(tmp_path)


def test_a_link_or_a_pipe_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").symlink_to("/etc/hostname")
    with pytest.raises(OutputError, match="is a link or a device"):
        write_manifest(tmp_path)
    (tmp_path / "page.html").unlink()
    os.mkfifo(tmp_path / "page.html")
    with pytest.raises(OutputError, match="is a link or a device"):
        write_manifest(tmp_path)


# what stands in the manifest -> what the error says
BROKEN = {
    f"{A}  a\n{B}  b": "line 2: cut off",
    f"{A}  a\n{B} b\n": "line 2: .*two spaces",
    f"{A} *a\n": "line 1",
    f"{A[:-1]}  a\n": "line 1",
    f"{A.upper()}  a\n": "line 1",
    f"{A}  a\n\n": "line 2: ''",
    f"{A}  a\r\n": r"line 1: .*\\r",
    f"{A}  a\n{A}  a\n": "line 2: .*each once",
    f"{A}  ../a\n": "line 1: .*below the site",
    f"{A}  /etc/passwd\n": "line 1",
    f"{A}  a//b\n": "line 1",
    f"{A}  a/./b\n": "line 1",
    f"{A}  a\\b\n": "line 1",
    f"{A}  SHA256SUMS\n": "line 1",
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_manifest_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(text.encode())
    with pytest.raises(OutputError, match=BROKEN[text]):
        read_manifest(tmp_path)


def test_a_manifest_is_a_file_of_text(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is not a file"):
        read_manifest(tmp_path)
    (tmp_path / "elsewhere").write_text(f"{A}  a\n", encoding="utf-8")
    (tmp_path / "SHA256SUMS").symlink_to("elsewhere")
    with pytest.raises(OutputError, match="is not a file"):
        read_manifest(tmp_path)
    (tmp_path / "SHA256SUMS").unlink()
    (tmp_path / "SHA256SUMS").write_bytes(b"\xff")
    with pytest.raises(OutputError, match="byte 0 is not UTF-8"):
        read_manifest(tmp_path)


def test_a_whole_site_has_no_damage(site: Path) -> None:
    assert damage(site) == Damage((), (), ())
    assert not damage(site)


def test_missing_altered_and_strangers_are_told_apart(site: Path) -> None:
    (site / "a-b.html").unlink()
    (site / "a" / "é b.html").write_bytes(b"A")
    (site / "a" / "talk.mp4").touch()
    assert damage(site) == Damage(("a-b.html",), ("a/é b.html",), ("a/talk.mp4",))
    assert damage(site)
    assert strangers_of(site) == ["a/talk.mp4"]


def test_strangers_are_no_damage(site: Path) -> None:
    (site / "CNAME").touch()
    assert damage(site).strangers == ("CNAME",)
    assert not damage(site)


def test_no_link_is_followed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").touch()
    (site / "linked").symlink_to(tmp_path / "mine")
    (site / "a-b.html").rename(tmp_path / "page")
    (site / "a-b.html").symlink_to(tmp_path / "page")  # the same bytes, but not in the site
    assert damage(site) == Damage((), ("a-b.html",), ("linked",))


def test_a_page_that_became_a_folder_or_a_pipe_is_damage(site: Path) -> None:
    (site / "a-b.html").unlink()
    (site / "a-b.html").mkdir()
    (site / "a" / "é b.html").unlink()
    os.mkfifo(site / "a" / "é b.html")
    assert damage(site) == Damage(("a-b.html",), ("a/é b.html",), ())
