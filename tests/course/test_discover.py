from __future__ import annotations

from pathlib import Path

import pytest

from lecturebook.course.discover import discover, natural
from lecturebook.errors import SettingsError

SRT = "1\n00:00:01,000 --> 00:00:03,000\nso a heap file is a pile\n"

# a course.toml that cannot be meant -> what its error names
BROKEN_SETTINGS = [
    ('titel = "x"', "unknown key 'titel'"),
    ('base_url = "javascript:x"', "base_url = 'javascript:x'"),
    ("title = 3", "title = 3"),
    ('order = "a"', "order = 'a'"),
    ("order = [1]", r"order = \[1\]"),
    ("title = ", "course.toml"),
    ('lectures = "x"', "lectures is no table"),
    ('[lectures.a]\nlink = "x"', "lectures.a: unknown key 'link'"),
    ('introduction = "../secret.md"', r"\.\./secret\.md"),
    ('introduction = "absent.md"', "absent.md"),
    ('introduction = "/absent/secret.md"', "/absent/secret.md"),
]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder of three lectures without settings."""
    folder = tmp_path / "databases"
    folder.mkdir()
    for name in ("10-logs", "2-trees", "1-heaps"):
        (folder / f"{name}.srt").write_text(SRT, encoding="utf-8")
    return folder


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def ids(folder: Path) -> list[str]:
    return [transcript.id for transcript in discover(folder).transcripts]


def test_without_settings_lectures_come_in_natural_order(course: Path) -> None:
    plan = discover(course)
    assert ids(course) == ["1-heaps", "2-trees", "10-logs"]
    assert (plan.title, plan.failures, plan.notes, plan.introduction) == ("databases", (), {}, "")


def test_metadata_gives_the_order(course: Path) -> None:
    write(course, "metadata.csv", "id,title\n10-logs,Logs\n1-heaps,Heaps\n")
    assert ids(course) == ["10-logs", "1-heaps", "2-trees"]
    assert [transcript.title for transcript in discover(course).transcripts] == ["Logs", "Heaps", ""]


def test_order_of_course_toml_goes_before_metadata(course: Path) -> None:
    write(course, "metadata.csv", "id,title\n10-logs,Logs\n1-heaps,Heaps\n")
    write(course, "course.toml", 'order = ["2-trees", "1-heaps"]')
    assert ids(course) == ["2-trees", "1-heaps", "10-logs"]


def test_metadata_names_the_file(course: Path) -> None:
    rows = "video_id,title,url,srt_filename\nvid-b,Trees,https://example.org/b,2-trees.srt\nvid-a,Heaps,,1-heaps.srt\n"
    write(course, "metadata.csv", rows)
    trees, heaps, logs = discover(course).transcripts
    assert (trees.id, trees.title, trees.url) == ("vid-b", "Trees", "https://example.org/b")
    assert (heaps.id, heaps.title, logs.id) == ("vid-a", "Heaps", "10-logs")


def test_a_lecture_of_course_toml_goes_before_its_metadata(course: Path) -> None:
    write(course, "metadata.csv", "id,title,date\n1-heaps,Heaps,2026-01-01\n")
    write(course, "course.toml", '[lectures.1-heaps]\ntitle = "Piles"\n')
    first = discover(course).transcripts[0]
    assert (first.title, first.date) == ("Piles", "2026-01-01")


def test_twins_are_failures(course: Path) -> None:
    write(course, "more/1-heaps.srt", SRT)
    plan = discover(course)
    assert sorted(ids(course)) == ["1-heaps", "10-logs", "2-trees"]
    (failure,) = plan.failures
    assert failure.file == "1-heaps.srt"
    assert "'1-heaps' is already taken" in failure.reason


def test_a_file_that_cannot_be_read_is_a_failure_with_its_reason(course: Path) -> None:
    write(course, "3-broken.srt", "this is no transcript")
    write(course, "4-empty.vtt", "")
    plan = discover(course)
    assert len(plan.transcripts) == 3
    assert [failure.file for failure in plan.failures] == ["3-broken.srt", "4-empty.vtt"]
    assert "accepted:" in plan.failures[0].reason


@pytest.mark.parametrize(("text", "named"), BROKEN_SETTINGS)
def test_broken_settings_are_named(course: Path, text: str, named: str) -> None:
    write(course.parent, "secret.md", "secret")
    write(course, "course.toml", text)
    with pytest.raises(SettingsError, match=named):
        discover(course)


def test_an_introduction_behind_a_link_is_refused(course: Path) -> None:
    write(course.parent, "secret.md", "secret")
    (course / "intro.md").symlink_to(course.parent / "secret.md")
    write(course, "course.toml", 'introduction = "intro.md"')
    with pytest.raises(SettingsError):
        discover(course)


def test_introduction_and_notes_are_read(course: Path) -> None:
    write(course, "intro.md", "# Hello")
    write(course, "course.toml", 'introduction = "intro.md"')
    write(course, "metadata.csv", "id,file\nvid-b,2-trees.srt\n")
    write(course, "notes/2-trees.md", "by file")
    write(course, "notes/1-heaps.md", "by id")
    write(course, "notes/other.md", "of no lecture")
    plan = discover(course)
    assert plan.introduction == "# Hello"
    assert plan.notes == {"vid-b": "by file", "1-heaps": "by id"}


def test_what_lies_beside_transcripts_is_passed_over(course: Path) -> None:
    for name in ("README", "slides.pdf", "notes.md", ".hidden.srt", "site/course.json", "site/x.srt"):
        write(course, name, "x")
    plan = discover(course)
    assert (len(plan.transcripts), plan.failures) == (3, ())


def test_a_file_alone_gives_its_name_to_the_course(course: Path) -> None:
    plan = discover(course / "2-trees.srt")
    assert (plan.title, [transcript.id for transcript in plan.transcripts]) == ("2-trees", ["2-trees"])


def test_a_place_that_is_not_there(course: Path) -> None:
    with pytest.raises(SettingsError, match="no such file or folder"):
        discover(course / "absent")


@pytest.mark.parametrize("metadata", ["title\nHeaps\n", "id,title\n,Heaps\n"])
def test_metadata_that_names_no_lecture_is_refused(course: Path, metadata: str) -> None:
    write(course, "metadata.csv", metadata)
    with pytest.raises(SettingsError, match="without id and file"):
        discover(course)


def test_natural_order() -> None:
    names = ["b", "a10", "a2", "2", "10", "a", "9" * 30]
    assert sorted(names, key=natural)[:2] == ["2", "10"]
    assert sorted(["a10", "a2", "a"], key=natural) == ["a", "a2", "a10"]
