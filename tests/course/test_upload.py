from __future__ import annotations

from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from typer.testing import CliRunner

from lecturebook.cli import app
from lecturebook.course.manifest import MANIFEST, write_manifest
from lecturebook.course.upload import upload
from lecturebook.errors import OutputError, SettingsError

URL = "memory://bucket/course"


@pytest.fixture
def store() -> MemoryFileSystem:
    files = MemoryFileSystem()
    files.store.clear()
    return files


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made(tmp_path / "site", "one")


def made(site: Path, text: str) -> Path:
    (site / "concepts").mkdir(parents=True, exist_ok=True)
    for name, content in (("index.html", text), ("course.json", "{}"), ("concepts/a.html", "always the same")):
        (site / name).write_text(content, "utf-8")
    (site / MANIFEST).unlink(missing_ok=True)
    write_manifest(site)
    return site


def builds(store: MemoryFileSystem) -> list[str]:
    return [path.rpartition("/")[2] for path in store.ls("/bucket/course/builds", detail=False)]


def test_the_entry_page_leads_to_a_whole_build(site: Path, store: MemoryFileSystem) -> None:
    assert upload(site, URL + "/") == f"{URL}/index.html"
    (build,) = builds(store)
    page = store.cat_file("/bucket/course/index.html").decode()
    assert f'href="builds/{build}/index.html"' in page
    for path in ("index.html", "concepts/a.html", MANIFEST):
        assert store.cat_file(f"/bucket/course/builds/{build}/{path}") == (site / path).read_bytes()
    upload(site, URL)
    assert builds(store) == [build]


def test_the_entry_page_is_written_last_and_what_is_there_already_is_not_sent_again(
    site: Path, store: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(site, URL)
    sent: list[str] = []
    pipe = MemoryFileSystem.pipe_file
    monkeypatch.setattr(
        MemoryFileSystem, "pipe_file", lambda self, path, value: (sent.append(path), pipe(self, path, value))
    )
    upload(made(site, "two"), URL)
    assert [path.rpartition("/")[2] for path in sent] == ["index.html", MANIFEST, "index.html"]
    assert sent[-1] == "/bucket/course/index.html"


def test_an_upload_that_is_broken_off_leaves_the_build_before(
    site: Path, store: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(site, URL)
    page = store.cat_file("/bucket/course/index.html")
    with monkeypatch.context() as patch:
        patch.setattr(MemoryFileSystem, "cp_file", lambda *_: 1 / 0)
        with pytest.raises(OutputError, match="ZeroDivisionError"):
            upload(made(site, "two"), URL)
    assert store.cat_file("/bucket/course/index.html") == page
    upload(site, URL)
    assert len(builds(store)) == 2
    upload(made(site, "three"), URL)
    assert len(builds(store)) == 2


@pytest.mark.parametrize(
    "url", ["site", "file:///tmp/x", "https://example.org/", "zip::s3://a/b", "nonsense://a/b", ""]
)
def test_a_place_that_is_no_store_is_refused(url: str, site: Path) -> None:
    with pytest.raises(SettingsError, match="accepted"):
        upload(site, url)


def test_only_a_whole_site_goes_to_a_place_of_its_own(site: Path, store: MemoryFileSystem) -> None:
    store.pipe_file("/bucket/course/index.html", b"<h1>Somebody's own page</h1>")
    with pytest.raises(OutputError, match="did not make"):
        upload(site, URL)
    (site / "index.html").write_text("by hand", "utf-8")
    done = CliRunner().invoke(app, ["upload", str(site), URL])
    assert (done.exit_code, "index.html" in done.output) == (2, True)
