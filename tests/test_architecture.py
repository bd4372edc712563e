"""The rules of docs/architecture.md on who imports whom, held against the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import lecturebook

PACKAGE = Path(lecturebook.__file__).parent
# of a lecture, in the order the data moves; each imports only those before it
STAGES = ("read", "clean", "segment", "concepts", "study")
EXCEPTIONS = {("clean", "lecturebook.tokens")}
# what stands beside the stages and which any of them may use
TOOLS = {
    "embed",
    "errors",
    "language",
    "model",
    "options",
    "shelf",
    "slug",
    "stoplists",
    "timecode",
    "tokens",
    "weights",
}
# what a proof may take from those whose work it proves
NO_STATEMENTS = {
    *("lecturebook.clean.spoken_words", "lecturebook.render.markdown_text", "lecturebook.render.paths"),
    *("lecturebook.render.transcript.event_text", "lecturebook.study.written.has_words"),
}


def imports(place: str) -> Iterator[tuple[Path, str]]:
    """What the files of a module or package of ours import, wherever in the file: whole names."""
    files = sorted((PACKAGE / place).rglob("*.py")) if (PACKAGE / place).is_dir() else [PACKAGE / f"{place}.py"]
    assert files
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{file}: a relative import"
                yield from ((file, f"{node.module}.{alias.name}") for alias in node.names)


def part(name: str) -> str:
    """The module or package of ours that `name` is of; empty for what others wrote."""
    return name.split(".")[1] if name.startswith("lecturebook.") else ""


def test_the_library_never_imports_prefect() -> None:
    assert [str(file) for file, name in imports(".") if name.split(".")[0] in {"prefect", "lecturebook_prefect"}] == []


@pytest.mark.parametrize("place", ["model", "errors", "timecode"])
def test_what_all_others_rest_on_imports_nothing_of_ours(place: str) -> None:
    assert {part(name) for _, name in imports(place)} <= {"", place}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_what_comes_before_it(stage: str) -> None:
    allowed = {"", *TOOLS, *STAGES[: STAGES.index(stage) + 1]}
    assert {name for _, name in imports(stage) if part(name) not in allowed} == set()


def test_the_check_takes_no_statement_from_what_it_proves() -> None:
    taken = {name for _, name in imports("check") if part(name) in {*STAGES, "render"}}
    assert {name for name in taken if not {name, name.rpartition(".")[0]} & NO_STATEMENTS} == set()
