"""A course in an object store: copied here, built here, uploaded from here."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from typer.testing import CliRunner

from fake import FakeEncoder
from lecturebook.cli import app
from lecturebook.course import build as stages
from lecturebook.course.fetch import fetch, local_places
from lecturebook.course.job import Recipe
from lecturebook.course.remote import build_at, write_report
from lecturebook.errors import BusyError, OutputError, SettingsError
from lectures_made import FILES, TESTS

LECTURES, SITE = "memory://bucket/lectures", "memory://bucket/site"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryFileSystem:
    files = MemoryFileSystem()
    files.store.clear()
    for file in FILES[:2]:
        files.pipe_file(f"/bucket/lectures/{Path(file).name}", (TESTS / file).read_bytes())
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
    return files


@pytest.fixture
def fetched(store: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The objects that are copied to this machine, as they are."""
    names: list[str] = []
    get = MemoryFileSystem.get_file

    def note(self: MemoryFileSystem, name: str, target: str, **given: Any) -> None:
        names.append(name.rpartition("/")[2])
        get(self, name, target, **given)

    monkeypatch.setattr(MemoryFileSystem, "get_file", note)
    return names


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_only_what_has_changed_is_copied_and_what_is_gone_goes(
    store: MemoryFileSystem, fetched: list[str], tmp_path: Path
) -> None:
    store.pipe_file("/bucket/lectures/week 2/c.srt", b"1\n00:00:01,000 --> 00:00:02,000\nHello.\n")
    store.pipe_file("/bucket/lectures/recording.mp4", b"no build reads it")
    first = fetch(LECTURES, tmp_path)
    assert names(first) == sorted([*(Path(file).name for file in FILES[:2]), "week 2/c.srt"])
    fetched.clear()
    assert fetch(LECTURES, tmp_path) == first
    assert fetched == []
    store.pipe_file("/bucket/lectures/week 2/c.srt", b"1\n00:00:01,000 --> 00:00:02,000\nAnother.\n")
    store.rm(f"/bucket/lectures/{Path(FILES[0]).name}")
    fetch(LECTURES, tmp_path)
    assert fetched == ["c.srt"]
    assert names(first) == sorted([Path(FILES[1]).name, "week 2/c.srt"])
    assert "Another" in (first / "week 2/c.srt").read_text("utf-8")


def test_one_transcript_has_a_url_too(store: MemoryFileSystem, tmp_path: Path) -> None:
    name = Path(FILES[0]).name
    assert fetch(f"{LECTURES}/{name}", tmp_path).read_bytes() == (TESTS / FILES[0]).read_bytes()


def test_a_copy_that_somebody_deleted_is_made_again(store: MemoryFileSystem, tmp_path: Path) -> None:
    folder = fetch(LECTURES, tmp_path)
    shutil.rmtree(folder)
    assert len(names(fetch(LECTURES, tmp_path))) == 2


@pytest.mark.parametrize(
    "keys",
    [
        ["../../etc/passwd", "/a", "a//b", "./c", "a/../b"],
        ["a", "a/b", "a/b/c"],
        ["x" * 900 + ".srt", "y" * 900 + ".srt", "ü" * 300],
        ["%2E%2E/a", "../a", "%/a", "/a"],
        ["a\x00b", "a\nb", "a:b", "a\\b", "CON?", "\ud800"],
    ],
)
def test_keys_of_any_kind_lie_in_the_folder_and_apart(keys: list[str], tmp_path: Path) -> None:
    places = local_places(keys)
    assert len(set(places.values())) == len(keys)
    for key, place in places.items():
        target = tmp_path / place
        assert target.resolve().is_relative_to(tmp_path)
        assert target.resolve() != tmp_path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(key.encode("utf-8", "surrogatepass"))
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == len(keys)


@pytest.mark.parametrize("url", ["s4://bucket/x", "file:///etc", "https://a.example/x", "memory::memory://a", "://"])
def test_a_url_that_cannot_be_meant_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="accepted: a URL of an object store"):
        fetch(url, tmp_path)


def test_an_empty_place_is_told(store: MemoryFileSystem, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file or folder; accepted: a folder of transcripts"):
        fetch("memory://bucket/nothing", tmp_path)


def test_a_course_from_a_store_is_built_into_a_store_and_only_once(store: MemoryFileSystem, tmp_path: Path) -> None:
    recipe = Recipe(cache=tmp_path / "kept")
    done = build_at([LECTURES], SITE, recipe)
    assert (done.guides, done.count("made"), done.entry) == (2, 2, f"{SITE}/index.html")
    assert b'href="builds/' in store.cat_file("/bucket/site/index.html")
    again = build_at([LECTURES], SITE, recipe)
    assert again.is_unchanged
    assert again.entry == done.entry
    store.rm(f"/bucket/lectures/{Path(FILES[0]).name}")
    less = build_at([LECTURES], SITE, recipe)
    assert less.guides == 1
    write_report(less, None, SITE)
    assert f'"url": "{SITE}/index.html"'.encode() in store.cat_file("/bucket/site.report.json")


def test_a_site_that_could_not_be_uploaded_is_the_next_time(
    store: MemoryFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = Recipe(cache=tmp_path / "kept")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("no credentials")

    with monkeypatch.context() as patch:
        patch.setattr(MemoryFileSystem, "pipe_file", refuse)
        with pytest.raises(OutputError, match="PermissionError: no credentials"):
            build_at([LECTURES], SITE, recipe)
    done = build_at([LECTURES], SITE, recipe)
    assert done.is_unchanged
    assert store.exists("/bucket/site/index.html")


def test_two_builds_of_one_remote_course_do_not_meet(store: MemoryFileSystem, tmp_path: Path) -> None:
    recipe = Recipe(cache=tmp_path / "kept")

    class Meanwhile:
        def run(self, stage: Any, *args: Any) -> Any:
            with pytest.raises(BusyError, match="another build is making this site"):
                build_at([LECTURES], SITE, recipe)
            raise OutputError("x", "seen")

    with pytest.raises(OutputError, match="seen"):
        build_at([LECTURES], SITE, recipe, engine=Meanwhile())  # type: ignore[arg-type]


def test_a_folder_in_which_nothing_can_be_kept_is_named(store: MemoryFileSystem, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match=r"kept.remote.*cannot be kept there") as raised:
        build_at([LECTURES], SITE, Recipe(cache=tmp_path / "kept"))
    assert raised.value.path.startswith(str(tmp_path / "kept"))


def test_the_command_takes_urls_and_keeps_nothing_where_that_is_wished(store: MemoryFileSystem, tmp_path: Path) -> None:
    told = ["guide", f"{LECTURES}/{Path(FILES[0]).name}", "-o", SITE, "--fresh", "--cache", str(tmp_path / "kept")]
    done = CliRunner().invoke(app, told)
    assert (done.exit_code, done.stdout.strip().rpartition(" ")[2]) == (0, f"{SITE}/index.html")
    assert not (tmp_path / "kept").exists()
