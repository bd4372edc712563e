"""What a course says of its words, from the files to the guides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from fake import FakeEncoder
from lecturebook.check import check_site
from lecturebook.clean.terms import Term
from lecturebook.cli import app
from lecturebook.course import build as stages
from lecturebook.course import repairs
from lecturebook.course.discover import discover
from lecturebook.course.glossary import Written, learn_glossary, read_written
from lecturebook.course.job import Recipe
from lecturebook.course.settings import read_settings
from lecturebook.errors import SettingsError
from lecturebook.guide_json import read_guide
from lecturebook.model import Guide
from lecturebook.timecode import clock

RIGHT = "today we put the zolteran on the shelf and the zolteran stays there for as long as we want it to stay"
HEARD = "and when you take the zol teran from the shelf you should hold the bird with care so that it does not fall"


def srt(*lines: str) -> str:
    stamps = [f"00:{n // 6:02}:{n % 6 * 10:02},000" for n in range(len(lines) + 1)]
    return "\n\n".join(f"{n + 1}\n{stamps[n]} --> {stamps[n + 1]}\n{line}" for n, line in enumerate(lines))


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Two lectures say a term right; the third one was mis-heard."""
    folder = tmp_path / "course"
    folder.mkdir()
    for name, line in (("1", RIGHT), ("2", RIGHT), ("3", HEARD)):
        (folder / f"{name}.srt").write_text(srt(line), "utf-8")
    return folder


def third(course: Path, tmp_path: Path, recipe: Recipe | None = None) -> Guide:
    stages.build([course], tmp_path / "site", recipe)
    assert check_site(tmp_path / "site", [course]).holds
    return read_guide(tmp_path / "site/lectures/3/guide.json")


def words(guide: Guide) -> str:
    return " ".join(word.text for word in guide.words)


def test_a_term_said_right_in_two_lectures_repairs_the_third(course: Path, tmp_path: Path) -> None:
    guide = third(course, tmp_path)
    assert words(guide).count("the zolteran from the shelf") == 1
    (change,) = [change for change in guide.ledger if change.after]
    assert (change.before, change.after, clock(change.second)) == ("zol teran", "zolteran", "0:02")


def test_a_refused_repair_is_never_made(course: Path, tmp_path: Path) -> None:
    (course / "aliases.toml").write_text('"zol teran" = false\n', "utf-8")
    guide = third(course, tmp_path)
    assert "zol teran" in words(guide)
    assert not guide.suspected


def test_an_alias_of_the_course_and_one_of_the_user(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text('"the bird" = "the BERT"\n"on the shelf" = "in the shelf"\n', "utf-8")
    monkeypatch.setenv("LECTUREBOOK_ALIASES", str(tmp_path / "mine.toml"))
    (course / "aliases.toml").write_text('"should hold" = "shall hold"\n', "utf-8")
    assert "shall hold the BERT" in words(third(course, tmp_path))


def test_a_correction_survives_and_is_told_where_it_finds_nothing(course: Path, tmp_path: Path) -> None:
    recipe = Recipe(cache=tmp_path / "cache")
    third(course, tmp_path, recipe)
    (course / "corrections.toml").write_text(
        '[3]\n"0:02 zol teran" = false\n"0:05 the bird" = "the BERT"\n"9:00 bird" = ""\n[7]\n', "utf-8"
    )
    guide = third(course, tmp_path, recipe)
    assert words(guide).startswith("and when you take the zol teran from the shelf you should hold the BERT with")
    assert guide.making.not_done == ("A correction was not made: 9:00 'bird' is not said there.",)
    (failure,) = discover(course).failures
    assert "no lecture '7'; accepted: 1, 2, 3" in failure.reason
    assert not discover(course / "3.srt").failures


def test_what_a_person_lists_is_spelled_that_way_everywhere(course: Path, tmp_path: Path) -> None:
    (course / "glossary.txt").write_text("# ours\nZolTeran\n\n", "utf-8")
    guide = third(course, tmp_path)
    assert "take the ZolTeran from" in " ".join(sentence.text for sentence in guide.sentences)
    other = read_guide(tmp_path / "site/lectures/1/guide.json")
    assert "put the ZolTeran on" in " ".join(sentence.text for sentence in other.sentences)
    assert "put the zolteran on" in words(other)


def test_only_lectures_that_a_word_touches_are_made_again(course: Path, tmp_path: Path) -> None:
    recipe = Recipe(cache=tmp_path / "cache")
    stages.build([course], tmp_path / "site", recipe)
    (course / "aliases.toml").write_text('"hold the bird" = "hold the BERT"\n', "utf-8")
    report = stages.build([course], tmp_path / "site", recipe)
    assert {lecture.id: lecture.why for lecture in report.lectures} == {
        "1": "nothing changed",
        "2": "nothing changed",
        "3": "changed: glossary",
    }


def test_files_beside_the_transcripts(tmp_path: Path) -> None:
    (tmp_path / "glossary.txt").write_text("\ufeffB-tree\n# no term\n\n heap file \nB-tree\n", "utf-8")
    (tmp_path / "course.toml").write_text('glossary = ["heap file", "page"]\n', "utf-8")
    written = read_written(tmp_path, read_settings(tmp_path))
    assert written.terms == ("heap file", "page", "B-tree")
    assert [len(table.terms) > 0 for table in written.aliases] == [False, False, True]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 200, b"x\n" * 600_000])
def test_a_list_that_cannot_be_used_is_an_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "glossary.txt").write_bytes(content)
    with pytest.raises(SettingsError, match=r"glossary\.txt.*accepted"):
        read_settings(tmp_path)


def test_lectures_of_two_languages_have_terms_of_their_own(tmp_path: Path) -> None:
    german = "die warteschlange ist eine warteschlange"
    for name, text in (("a", german), ("b", german), ("c", RIGHT)):
        (tmp_path / f"{name}.srt").write_text(srt(text), "utf-8")
    rows = "file,language\na.srt,de\nb.srt,de\nc.srt,en\n"
    (tmp_path / "metadata.csv").write_text(rows, "utf-8")
    glossary = learn_glossary(discover(tmp_path).lectures, Written(terms=("B-tree",)))
    assert set(glossary.terms) == {"de", "en"}
    assert all(Term("B-tree") in terms for terms in glossary.terms.values())
    assert glossary.terms_for("fr") == ()


def test_suspects_are_lines_for_the_file_of_aliases(course: Path, tmp_path: Path) -> None:
    (course / "3.srt").write_text(srt(HEARD.replace("zol teran", "zol terrain")), "utf-8")
    guide = third(course, tmp_path)
    assert [change.before for change in guide.suspected] == ["zol terrain"]
    listed = CliRunner().invoke(app, ["suspects", str(tmp_path / "site/lectures/3/guide.json")]).output
    assert listed.splitlines() == [
        "# 3 0:02  … when you take the zol terrain from the shelf you …",
        '# "zol terrain" = "zolteran"',
        '# "zol terrain" = false',
        "",
    ]
    (course / "aliases.toml").write_text(listed.replace('# "zol terrain" = "z', '"zol terrain" = "z'), "utf-8")
    guide = third(course, tmp_path)
    assert "take the zolteran from" in words(guide)
    assert not guide.suspected


def test_a_lecture_whose_words_cannot_be_judged_stops_no_other(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = repairs.find_repairs

    def fails_for_the_third(words: list[str], *args: Any, **more: Any) -> Any:
        if "bird" in words:
            raise RecursionError("too deep")
        return real(words, *args, **more)

    monkeypatch.setattr(repairs, "find_repairs", fails_for_the_third)
    report = stages.build([course], tmp_path / "site", Recipe(cache=tmp_path / "cache"))
    assert [failure.reason for failure in report.failures] == ["lecture '3': RecursionError: too deep"]
    assert report.guides == 2
    monkeypatch.setattr(repairs, "find_repairs", real)
    assert stages.build([course], tmp_path / "site", Recipe(cache=tmp_path / "cache")).guides == 3
