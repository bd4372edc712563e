"""Orders and what is said again, from a transcript to a site: they are there, they are proven, and no lie about them
is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fake import FakeEncoder
from lecturebook.check import check_site
from lecturebook.course import build as stages

CHAPTERS = {
    "Sourdough": (
        "Let's begin with the sourdough, which bakers kept alive long before anybody sold yeast. "
        "A sourdough is a dough that wild yeast and bacteria ferment over many hours. "
        "The sourdough smells of vinegar and of apples after a night in the kitchen. "
        "First, the sourdough is fed with fresh flour. Then the mixture rests for a whole night. "
        "Finally, half of the sourdough goes back into the fridge. "
        "People give names to their sourdough and take the jar along on holidays."
    ),
    "Gluten": (
        "Let's turn to gluten, because flour alone holds no gas at all. "
        "Gluten is a net of proteins that forms when flour gets wet and is kneaded. "
        "The gluten stretches like rubber while the gas pushes from inside. "
        "Rye has hardly any gluten and stays flat however long you knead it."
    ),
    "Oven spring": (
        "Now we come to the oven spring, which is the best part to watch through the glass. "
        "Oven spring is the last quick growth of a loaf in the first minutes of heat. "
        "The oven spring ends as soon as the crust is hard. "
        "Steam keeps the crust soft, so the oven spring lasts longer."
    ),
    "Crumb": (
        "Let's cut the loaf and look at the crumb, which tells us all that went wrong before. "
        "The crumb is the soft inside of a loaf with its holes. "
        "A crumb with few holes was kneaded too little. "
        "As I said, a sourdough is a dough that wild yeast and bacteria ferment, so its crumb is sour."
    ),
}
PAGES = [f"lectures/bread/{name}.{form}" for name in ("guide", "worksheet") for form in ("html", "md")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of one short lecture with chapters."""
    folder = tmp_path_factory.mktemp("bread")
    (folder / "in").mkdir()
    rows, chapters, second = [], [], 0
    for title, said in CHAPTERS.items():
        chapters.append(f"{second // 60}:{second % 60:02} {title}")
        for sentence in said.replace(". ", ".\n").splitlines():
            rows.append({"start": second, "end": second + 6, "text": sentence})
            second += 6
    (folder / "in" / "bread.json").write_text(json.dumps({"segments": rows, "language": "en"}), "utf-8")
    (folder / "in" / "bread.chapters.txt").write_text("\n".join(chapters), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "load_models", lambda *_: (FakeEncoder(), None))
        stages.build([folder / "in"], folder / "site")
    return folder


def guide(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / "site/lectures/bread/guide.json").read_text("utf-8"))
    return document


def asked(document: dict[str, Any], kind: str) -> dict[str, Any]:
    """The one question of a kind."""
    (question,) = [question for question in document["questions"] if question["kind"] == kind]
    return question


def repeated(document: dict[str, Any]) -> dict[str, Any]:
    """The one concept that is said again."""
    (concept,) = [concept for concept in document["concepts"] if "again" in concept]
    return concept


def test_a_lecture_has_its_orders(built: Path) -> None:
    document = guide(built)
    assert [step["concept"] for step in asked(document, "order")["steps"]] == ["sourdough", "ovenspring", "crumb"]
    assert [step["said"]["text"] for step in asked(document, "steps")["steps"]] == [
        "the sourdough is fed with fresh flour.",
        "the mixture rests for a whole night.",
        "half of the sourdough goes back into the fridge.",
    ]


def test_what_is_said_again_is_told(built: Path) -> None:
    concept = repeated(guide(built))
    assert concept["name"] == "sourdough"
    assert concept["again"][0]["text"].startswith("As I said, a sourdough is a dough")


def test_the_site_is_proven_with_its_source(built: Path) -> None:
    proof = check_site(built / "site", [built / "in"])
    assert [str(finding) for finding in proof.findings] == []


@pytest.mark.parametrize("page", PAGES)
def test_items_stand_by_the_alphabet_and_answers_in_order(built: Path, page: str) -> None:
    text = (built / "site" / page).read_text("utf-8").partition("In which order does the lecture come")[2]
    names = [text.index(name) for name in ("crumb", "oven spring", "sourdough")]
    said = [text.index(words) for words in ("begin with the", "come to the", "look at the")]
    assert [*names, *said] == sorted([*names, *said])


def test_markdown_has_no_runs_of_empty_lines(built: Path) -> None:
    assert not [path for path in (built / "site").rglob("*.md") if "\n\n\n" in path.read_text("utf-8")]


@pytest.mark.parametrize("page", ["lectures/bread/guide", "concepts/sourdough"])
@pytest.mark.parametrize("form", ["html", "md"])
def test_what_is_said_again_is_shown(built: Path, page: str, form: str) -> None:
    text = (built / "site" / f"{page}.{form}").read_text("utf-8")
    assert "As I said, a sourdough is a dough" in text.partition("Said again")[2]


def _swap_steps(document: dict[str, Any]) -> None:
    steps = asked(document, "order")["steps"]
    steps[1], steps[2] = steps[2], steps[1]


def _ask_first(document: dict[str, Any]) -> None:
    """The steps in another order, and the answer with them."""
    question = asked(document, "steps")
    question["steps"].reverse()
    question["answer"] = question["steps"][0]["said"]


def _say_at_once(document: dict[str, Any]) -> None:
    concept = repeated(document)
    concept["again"] = concept["definitions"][:1]


LIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another order": _swap_steps,
    "another order from the first": _ask_first,
    "an answer that is not the first": lambda d: asked(d, "steps").update(answer=asked(d, "steps")["steps"][1]["said"]),
    "a step of other words": lambda d: asked(d, "steps")["steps"][1]["said"].update(text="nobody said that"),
    "a step at another second": lambda d: asked(d, "steps")["steps"][1]["said"].update(start=1.0),
    "a step of another concept": lambda d: asked(d, "order")["steps"][1].update(concept="crumb"),
    "a step of no concept": lambda d: asked(d, "order")["steps"][1].update(concept="ether"),
    "words not said again": lambda d: repeated(d)["again"][0].update(text="nobody said that"),
    "said again in the same section": _say_at_once,
}


@pytest.mark.parametrize("name", LIES)
def test_no_lie_is_proven(name: str, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "site", tmp_path / "site")
    document = guide(built)
    LIES[name](document)
    (tmp_path / "site/lectures/bread/guide.json").write_text(json.dumps(document), "utf-8")
    assert "guide" in {finding.kind for finding in check_site(tmp_path / "site").findings}
