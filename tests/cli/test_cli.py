import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from lecturebook.cli import app
from lecturebook.course.publish import staging

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LECTURES = ROOT / "tests" / "lectures"
HEAVY = ("torch", "transformers", "prefect", "sentence_transformers", "numpy")
SRT = "1\n00:00:01,000 --> 00:00:05,000\na page is basically a block of bytes on the disk\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lecturebook.cli", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT / "flows")},
    )


def options_of(command) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


COMMANDS = get_command(app).commands


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_readme_names_every_command_and_option(name):
    row = next((line for line in README.splitlines() if line.startswith(f"| `{name}")), "")
    flags = {option for option in options_of(COMMANDS[name]) if option.startswith("-")}
    assert set(re.findall(r"`?(--?[a-z][a-z-]*)`?", row.split("|", 2)[2])) == flags


def test_readme_names_no_command_that_is_not_there():
    assert set(re.findall(r"^lecturebook (\w+)", README, re.M)) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_shows_every_option(name):
    shown = CliRunner().invoke(app, [name, "--help"]).output
    assert all(option in shown for option in options_of(COMMANDS[name]) if option.startswith("--"))


def test_help_loads_nothing_heavy():
    code = f"""
import sys
from typer.testing import CliRunner
from lecturebook.cli import app
assert CliRunner().invoke(app, ["--help"]).exit_code == 0
assert CliRunner().invoke(app, ["build", "--help"]).exit_code == 0
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "flows")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert done.stdout.strip() == "[]", done.stderr


def test_formats_lists_each_reader():
    from lecturebook.read import FORMATS

    shown = CliRunner().invoke(app, ["formats"]).output
    assert all(known.name in shown for known in FORMATS)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "nowhere", "-o", "out"], "no such file or folder"),
        (["guide", "nowhere.srt", "-o", "out"], "no such file or folder"),
        (["guide", "nowhere.srt", "-o", "out", "--detail", "finer"], "a number of sections an hour"),
        (["preview", "nowhere"], "holds no built site"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(arguments, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [*arguments, "--no-prefect"] if arguments[0] == "build" else arguments)
    assert done.exit_code == 2
    assert says in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("command", [["build", "--no-prefect"], ["guide"], ["guide", "--wait", "0.1"]])
def test_another_build_of_the_same_output_is_code_75(command, tmp_path):
    (tmp_path / "good.srt").write_text(SRT)
    with staging(tmp_path / "out"):
        done = CliRunner().invoke(app, [*command, str(tmp_path / "good.srt"), "-o", str(tmp_path / "out")])
    assert done.exit_code == 75
    assert ".out.lock" in done.output
    assert "Traceback" not in done.output


def test_an_empty_folder_is_wrong_usage(tmp_path):
    (tmp_path / "in").mkdir()
    done = CliRunner().invoke(app, ["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--no-prefect"])
    assert done.exit_code == 2
    assert "no transcript found" in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_guide_of_one_file_beside_a_broken_one(tmp_path):
    (tmp_path / "good.srt").write_text(SRT)
    (tmp_path / "bad.srt").write_bytes(b"\x00\x01\x02 no transcript \x1b[2J")
    done = run("guide", str(tmp_path / "good.srt"), str(tmp_path / "bad.srt"), "-o", str(tmp_path / "out"))
    assert done.returncode == 1, done.stderr
    assert "failed: bad.srt" in done.stderr
    assert "\x1b" not in done.stderr
    guide = json.loads((tmp_path / "out" / "lectures" / "good" / "guide.json").read_text())
    assert guide["words"]["text"].startswith("a page ")


@pytest.mark.slow
def test_a_folder_of_somebody_else_is_never_replaced(tmp_path):
    (tmp_path / "good.srt").write_text(SRT)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    done = run("guide", str(tmp_path / "good.srt"), "-o", str(tmp_path / "mine"))
    assert done.returncode == 2
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_a_site_is_built_explained_and_checked(tmp_path, monkeypatch):
    from fake import FakeEncoder
    from lecturebook.course import build as stages

    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
    (tmp_path / "a.srt").write_text(SRT)
    site, cache = str(tmp_path / "site"), str(tmp_path / "cache")
    command = ["build", str(tmp_path / "a.srt"), "-o", site, "--no-prefect", "--cache", cache, "--explain"]
    first, again = (CliRunner().invoke(app, command) for _ in range(2))
    assert first.output.splitlines()[0] == "a: made: new"
    assert "(1 made, proven)" in first.output
    assert again.output.splitlines()[0] == "a: reused: nothing changed"
    assert "(nothing changed)" in again.output
    assert json.loads((tmp_path / "site.report.json").read_text())["unchanged"] is True

    proven = CliRunner().invoke(app, ["check", site])
    assert (proven.exit_code, proven.output.count("source not at hand")) == (0, 1)
    with_source = CliRunner().invoke(app, ["check", site, "--lectures", str(tmp_path / "a.srt"), "--json"])
    assert json.loads(with_source.output)["words"] == 11
    page = tmp_path / "site" / "lectures" / "a" / "guide.html"
    page.write_text(page.read_text().replace("basically", "mostly"))
    broken = CliRunner().invoke(app, ["check", site])
    assert broken.exit_code == 1
    assert "lectures/a/guide.html: quote: 0:01" in broken.output
    assert CliRunner().invoke(app, ["check", str(tmp_path)]).exit_code == 2


def test_a_site_among_its_transcripts_is_none_of_them(tmp_path, monkeypatch):
    from fake import FakeEncoder
    from lecturebook.course import build as stages

    monkeypatch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
    (tmp_path / "a.srt").write_text(SRT)
    command = ["build", str(tmp_path), "-o", str(tmp_path / "site"), "--no-prefect", "--fresh"]
    for _ in range(2):
        done = CliRunner().invoke(app, command)
        assert (done.exit_code, "1 guide," in done.output) == (0, True), done.output
    assert (tmp_path / "site.report.json").is_file()


def test_the_ledger_of_a_guide_is_listed(tmp_path):
    from lecturebook.guide_json import guide_to_json
    from lectures_made import FILES, guide

    made = guide(FILES[0])
    (tmp_path / "guide.json").write_text(guide_to_json(made), "utf-8")
    listed = CliRunner().invoke(app, ["ledger", str(tmp_path / "guide.json")])
    assert listed.output.splitlines()[-1] == f"{len(made.ledger)} changes"
    assert "filler    'uh' -> ''" in listed.output
    rows = json.loads(CliRunner().invoke(app, ["ledger", str(tmp_path / "guide.json"), "--json"]).output)
    assert rows[0]["before"] == made.ledger[0].before
    assert CliRunner().invoke(app, ["ledger", str(tmp_path)]).exit_code == 2
