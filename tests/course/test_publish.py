from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lecturebook.course import publish as module
from lecturebook.course.manifest import Damage, damage, read_manifest
from lecturebook.course.publish import check_output, publish, staging
from lecturebook.errors import BusyError, OutputError

FLOWS = Path(module.__file__).parents[2]


def site(folder: Path, *pages: str) -> Path:
    """A site of course.json and `pages`, each page holding its own name."""
    for name in ("course.json", *pages):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def make(output: Path, *pages: str) -> Path:
    """`output`, published with `pages` the way a build does it."""
    with staging(output) as folder:
        publish(site(folder, *pages), output)
    return output


def tree(folder: Path) -> list[str]:
    """All files below `folder` but the manifest."""
    paths = (Path(root, name) for root, _, files in os.walk(folder) for name in files)
    return sorted(path.relative_to(folder).as_posix() for path in paths if path.name != "SHA256SUMS")


def beside(output: Path) -> list[str]:
    """What stands in the folder of `output`, without the lock that is left for the next build."""
    return sorted(path.name for path in output.parent.iterdir() if path.name != f".{output.name}.lock")


@pytest.fixture(params=["as the system can", "with two renames"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a test with an exchange in one step, where there is one, and without."""
    if request.param == "with two renames":
        monkeypatch.setattr(module, "exchange", lambda *_: False)


@contextmanager
def build_elsewhere(output: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of `output` with half a site in its staging folder, until its stdin ends."""
    code = (
        "import sys; from pathlib import Path; from lecturebook.course.publish import staging\n"
        "with staging(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'half.html').touch(); print('at work', flush=True); sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(output)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(FLOWS)},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        try:
            yield process
        finally:
            process.kill()


# which outputs are taken


def test_a_new_or_empty_folder_is_taken(tmp_path: Path, both_ways: None) -> None:
    (tmp_path / "empty").mkdir()
    for output in (tmp_path / "deep" / "new", tmp_path / "empty"):
        assert tree(make(output)) == ["course.json"]
        assert output.name in beside(output)
        assert not [name for name in beside(output) if name.startswith(".")]


def test_a_foreign_folder_is_refused_and_left(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"did not make \(thesis\.tex\)"):
        check_output(tmp_path / "mine")
    with pytest.raises(OutputError), staging(tmp_path / "mine"):
        pass
    assert tree(tmp_path) == ["mine/thesis.tex"]


def test_a_link_is_refused_even_to_a_site(tmp_path: Path) -> None:
    site(tmp_path / "site")
    (tmp_path / "link").symlink_to(tmp_path / "site")
    (tmp_path / "dangling").symlink_to(tmp_path / "absent")
    for link in ("link", "dangling"):
        with pytest.raises(OutputError, match="is a link"):
            check_output(tmp_path / link)
        with pytest.raises(OutputError, match="is a link"), staging(tmp_path / link):
            pass


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="is a file"):
        check_output(tmp_path / "file")
    with pytest.raises(OutputError), staging(tmp_path / "file" / "site"):
        pass


def test_the_root_and_a_mount_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OutputError, match="is the root"):
        check_output(Path("/"))
    monkeypatch.setattr(Path, "is_mount", lambda _: True)
    with pytest.raises(OutputError, match="mounted"):
        check_output(site(tmp_path / "site"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_parent_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    with pytest.raises(OutputError, match="Permission denied"), staging(tmp_path / "closed" / "site"):
        pass


def test_a_system_that_refuses_is_told_with_the_name(tmp_path: Path) -> None:
    name = "x" * 250  # a name of its own, but not with our ending
    with pytest.raises(OutputError, match="File name too long"), staging(tmp_path / name):
        pass
    assert beside(tmp_path / name) == []


@pytest.mark.parametrize("name", ["my site é", "-rf", "...", "site.old", "a\nb", "*"])
def test_odd_names_are_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, both_ways: None) -> None:
    monkeypatch.chdir(tmp_path)
    for page in ("old.html", "new.html"):
        make(Path(name), page)
    assert tree(tmp_path / name) == ["course.json", "new.html"]
    assert beside(tmp_path / name) == [name]


@pytest.mark.parametrize("output", [".", "./", "../site", "../site/", "sub/..", f"..{os.sep}link{os.sep}site"])
def test_a_path_is_resolved_to_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str) -> None:
    here = tmp_path / "in" / "site"
    make(here, "sub/old.html")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "in")  # on the way, links are followed
    monkeypatch.chdir(here)
    make(Path(output), "new.html")
    assert tree(here) == ["course.json", "new.html"]
    assert beside(here) == ["link", "site"]


# publishing


def test_an_old_site_is_replaced_whole(tmp_path: Path, both_ways: None) -> None:
    output = make(tmp_path / "site", "old.html")
    with staging(output) as folder:
        site(folder, "new.html")
        assert tree(output) == ["course.json", "old.html"]
        publish(folder, output)
        assert tree(output) == ["course.json", "new.html"]
    assert beside(output) == ["site"]
    assert damage(output) == Damage((), (), ())


def test_a_closed_site_stays_closed(tmp_path: Path, both_ways: None) -> None:
    output = make(tmp_path / "site")
    assert output.stat().st_mode & 0o444 != 0o400
    output.chmod(0o700)
    make(output)
    assert output.stat().st_mode & 0o777 == 0o700


def test_what_came_while_the_site_was_made_is_not_overwritten(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with staging(output) as folder:
        site(folder)
        output.mkdir()
        (output / "thesis.tex").touch()
        with pytest.raises(OutputError):
            publish(folder, output)
    assert tree(output) == ["thesis.tex"]
    assert beside(output) == ["site"]


def _fail_halfway(output: Path) -> None:
    with staging(output) as folder:
        site(folder, "half.html")
        raise OSError(errno.EIO, "a disk's own words")


def test_staging_is_gone_after_an_error_and_the_old_site_whole(tmp_path: Path) -> None:
    output = make(tmp_path / "site", "old.html")
    with pytest.raises(OSError, match="own words"):  # the error of a stage stays what it is
        _fail_halfway(output)
    assert beside(output) == ["site"]
    assert tree(output) == ["course.json", "old.html"]


@pytest.mark.parametrize("error", [OSError(errno.EIO, "broken disk"), KeyboardInterrupt()])
def test_a_failure_between_the_renames_restores_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    output = make(tmp_path / "site", "old.html")
    (output / "CNAME").touch()
    monkeypatch.setattr(module, "exchange", lambda *_: False)
    rename = Path.rename

    def broken(self: Path, target: Path) -> Path:
        if self.name.endswith(".staging"):
            raise error
        return rename(self, target)

    with staging(output) as folder:
        site(folder, "new.html")
        monkeypatch.setattr(Path, "rename", broken)
        with pytest.raises((OutputError, KeyboardInterrupt)):
            publish(folder, output)
        assert tree(output) == ["CNAME", "course.json", "old.html"]
        monkeypatch.setattr(Path, "rename", rename)
        publish(folder, output)  # as a flow tries it again
    assert tree(output) == ["CNAME", "course.json", "new.html"]
    assert damage(output) == Damage((), (), ("CNAME",))
    assert beside(output) == ["site"]


def test_a_reader_finds_a_site_at_any_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = make(tmp_path / "site", "page.html")
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    if not module.exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this file system has no exchange")
    rename = Path.rename

    def slow(self: Path, target: Path) -> Path:
        time.sleep(0.01)  # long enough for a reader to come between two renames, if there were two
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", slow)
    missing, done = [], threading.Event()

    def read() -> None:
        while not done.is_set():
            for name in ("course.json", "page.html"):
                try:
                    assert (output / name).read_text(encoding="utf-8") == name
                except (OSError, AssertionError) as error:
                    missing.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(50):
            make(output, "page.html")
    finally:
        done.set()
        reader.join()
    assert missing == []


# files that are not ours


def test_files_of_others_come_along(tmp_path: Path, both_ways: None) -> None:
    output = make(tmp_path / "site", "lectures/a/guide.html", "lectures/gone/guide.html")
    site(output, "CNAME", ".nojekyll", "media/a.mp4", "lectures/gone/talk.mp4")
    (output / "refs" / "tags").mkdir(parents=True)
    inode = (output / "media" / "a.mp4").stat().st_ino
    for _ in range(2):  # a stranger does not become ours by coming along
        make(output, "lectures/a/guide.html")
    strangers = (".nojekyll", "CNAME", "lectures/gone/talk.mp4", "media/a.mp4")
    assert tree(output) == sorted((*strangers, "course.json", "lectures/a/guide.html"))
    assert damage(output) == Damage((), (), strangers)
    assert (output / "media" / "a.mp4").stat().st_ino == inode
    assert (output / "refs" / "tags").is_dir()
    assert read_manifest(output).keys() == {"course.json", "lectures/a/guide.html"}


def test_where_links_are_refused_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = site(make(tmp_path / "site"), "media/a.mp4")
    os.utime(output / "media" / "a.mp4", (1, 1))
    (output / "latest").symlink_to("media")

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    make(output)
    assert (output / "media" / "a.mp4").read_text(encoding="utf-8") == "media/a.mp4"
    assert (output / "media" / "a.mp4").stat().st_mtime == 1
    assert (output / "latest").readlink() == Path("media")
    os.mkfifo(output / "pipe")
    with pytest.raises(OutputError, match="pipe"):  # and it is not read for ever
        make(output)


def test_links_stay_links_and_nothing_behind_them_is_touched(tmp_path: Path, both_ways: None) -> None:
    output = make(tmp_path / "site")
    site(tmp_path / "recordings", "a.mp4")
    (output / "media").symlink_to(Path("..", "recordings"))
    (output / "dangling").symlink_to("absent")
    make(output, "page.html")
    assert (output / "media").readlink() == Path("..", "recordings")
    assert (output / "dangling").readlink() == Path("absent")
    assert (output / "media" / "a.mp4").is_file()
    assert tree(tmp_path / "recordings") == ["a.mp4", "course.json"]


# a stranger in the old site, a page of the new one in its place
CONFLICTS = [("page.html", "page.html"), ("notes", "notes/a.html"), ("notes/a/b.txt", "notes/a")]


@pytest.mark.parametrize(("stranger", "page"), CONFLICTS)
def test_a_page_never_takes_the_place_of_a_stranger(tmp_path: Path, stranger: str, page: str) -> None:
    output = site(make(tmp_path / "site", "old.html"), "CNAME", stranger)
    before = tree(output)
    with staging(output) as folder:
        site(folder, page)
        with pytest.raises(OutputError, match=f"'{stranger}', which lecturebook did not write"):
            publish(folder, output)
    assert tree(output) == before
    assert (output / stranger).read_text(encoding="utf-8") == stranger
    assert beside(output) == ["site"]


def test_a_link_is_in_the_place_of_a_folder(tmp_path: Path) -> None:
    output = make(tmp_path / "site")
    (tmp_path / "mine").mkdir()
    (output / "lectures").symlink_to(tmp_path / "mine")
    with pytest.raises(OutputError, match="'lectures'"):
        make(output, "lectures/page.html")
    assert tree(tmp_path / "mine") == []


def test_a_site_without_a_manifest_is_all_ours(tmp_path: Path) -> None:
    output = site(tmp_path / "site", "old.html", "page.html")
    make(output, "page.html")
    assert tree(output) == ["course.json", "page.html"]


def test_a_broken_manifest_is_told_before_the_work(tmp_path: Path) -> None:
    output = make(tmp_path / "site")
    (output / "SHA256SUMS").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(OutputError, match="SHA256SUMS: line 1"):
        check_output(output)
    output.rename(tmp_path / ".site.old")  # and also where it comes back
    with pytest.raises(OutputError, match="SHA256SUMS: line 1"), staging(output):
        pytest.fail("nothing is made")


# builds that were killed


@pytest.mark.parametrize("empty", [False, True])
def test_a_build_killed_between_the_renames_is_put_right(tmp_path: Path, empty: bool) -> None:
    output = site(make(tmp_path / "site", "old.html"), "CNAME")
    output.rename(tmp_path / ".site.old")
    site(tmp_path / ".site.staging", "new.html")
    if empty:
        output.mkdir()
    with staging(output) as folder:
        assert tree(output) == ["CNAME", "course.json", "old.html"]
        assert tree(folder) == []
    assert tree(make(output, "newer.html")) == ["CNAME", "course.json", "newer.html"]
    assert beside(output) == ["site"]


def test_a_build_killed_after_the_renames_leaves_nothing(tmp_path: Path) -> None:
    output = make(tmp_path / "site", "new.html")
    site(tmp_path / ".site.old", "old.html")
    with staging(output):
        assert beside(output) == [".site.staging", "site"]
    assert tree(output) == ["course.json", "new.html"]


def test_what_is_not_ours_is_not_cleared(tmp_path: Path) -> None:
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "thesis.tex").touch()
    with pytest.raises(OutputError, match=r"\.site\.old: is in the way"), staging(tmp_path / "site"):
        pass
    shutil.rmtree(tmp_path / ".site.old")
    site(tmp_path / "mine")
    (tmp_path / ".site.staging").symlink_to(tmp_path / "mine")
    with pytest.raises(OutputError, match=r"\.site\.staging: is in the way"), staging(tmp_path / "site"):
        pass
    assert tree(tmp_path / "mine") == ["course.json"]


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf-8")
    (tmp_path / ".site.lock").symlink_to("thesis.tex")
    with pytest.raises(OutputError, match=r"\.site\.lock"), staging(tmp_path / "site"):
        pass
    assert (tmp_path / "thesis.tex").read_text(encoding="utf-8") == "mine"


def test_a_killed_process_gives_the_lock_back(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with build_elsewhere(output) as process:
        process.kill()
        process.wait()
        assert tree(tmp_path / ".site.staging") == ["half.html"]
        assert tree(make(output)) == ["course.json"]
    assert beside(output) == ["site"]


KILLED = """
import os, sys
from pathlib import Path
from lecturebook.course import publish as module

output, step, way = Path(sys.argv[1]), 0, sys.argv[2]
if way == "with two renames":
    module.exchange = lambda *_: False

def build(last):
    def count(event, _):
        nonlocal last
        if event in {"open", "os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"}:
            last -= 1
            if last < 0:
                os._exit(9)
    sys.addaudithook(count)
    with module.staging(output) as folder:
        (folder / "course.json").write_text("new")
        (folder / "page.html").write_text("new")
        module.publish(folder, output)
    os._exit(0)

while True:
    child = os.fork()
    if not child:
        build(step)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code, flush=True)
    sys.stdin.readline()
    if code == 0:
        break
    step += 1
"""


@pytest.mark.parametrize("way", ["as the system can", "with two renames"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_killed_at_any_step_a_build_leaves_the_old_or_the_new_site(tmp_path: Path, way: str) -> None:
    output = make(tmp_path / "site", "old.html")
    (output / "CNAME").touch()
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(output), way],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(FLOWS)},
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        killed = 0
        while code := int(process.stdout.readline()):
            assert code == 9
            killed += 1
            with staging(output):
                assert not damage(output)
                assert damage(output).strangers == ("CNAME",)
            assert beside(output) == ["site"]
            make(output, "old.html")
            process.stdin.write("\n")
            process.stdin.flush()
    assert killed > 15
    assert tree(output) == ["CNAME", "course.json", "page.html"]


# builds at the same time


def test_a_second_build_is_told_which_lock_is_held(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with build_elsewhere(output):
        with pytest.raises(BusyError, match=r"\.site\.lock") as caught, staging(output):
            pass
        assert caught.value.lock == str(tmp_path / ".site.lock")
        with pytest.raises(BusyError), staging(output, wait=0.2):
            pass
        assert tree(tmp_path / ".site.staging") == ["half.html"]
        make(tmp_path / "another")  # which is nobody's concern


def test_a_second_build_that_waits_comes_next(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with build_elsewhere(output) as process:
        assert process.stdin is not None
        threading.Timer(0.3, process.stdin.close).start()
        with staging(output, wait=60) as folder:
            publish(site(folder, "second.html"), output)
    assert tree(output) == ["course.json", "second.html"]


@pytest.mark.parametrize("wait", [-1, float("nan")])
def test_no_wait_is_for_ever_by_mistake(tmp_path: Path, wait: float) -> None:
    output = tmp_path / "site"
    with build_elsewhere(output), pytest.raises(BusyError), staging(output, wait=wait):
        pass
