"""Hostile strings in every place of a course: in a browser all of them are text, at the width of a phone too.

A sample of what `benchmarks/hostile.py` does with all of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hostile import alone, build
from payloads import live, static
from payloads.strings import payloads, sample

# nothing to break a line at, and words that run the other way
WORDS = ["Donaudampfschifffahrt" * 12, "待ち行列" * 40, "قاعدة البيانات", "https://example.org/" + "a" * 200]
BROKEN = """<!DOCTYPE html><html data-root=""><title>x</title><p>a<img src=x onerror=alert(1)>
<a href="javascript:x">b</a><script>window.ran = 1</script><iframe src="https://evil.example"></iframe>"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, stand_in: None) -> Path:
    site, left_out = build(tmp_path_factory.mktemp("hostile"), [*WORDS, *sample(14)], lectures=1)
    assert left_out == []
    return site


def test_in_files_it_is_text(hostile_site: Path) -> None:
    assert list(static.findings(hostile_site)) == []


def test_in_a_browser_it_is_text(hostile_site: Path, browser: Any) -> None:
    assert list(live.look(browser, hostile_site, queries=("script alert",))) == []


def test_what_has_one_place_in_a_lecture_does_no_harm_there() -> None:
    assert len(payloads()) >= 2_700
    assert list(alone(sample(300))) == []


def test_harm_is_seen(tmp_path: Path, browser: Any) -> None:
    (tmp_path / "index.html").write_text(BROKEN)
    assert len(list(static.findings(tmp_path))) == 5
    seen = "\n".join(live.look(browser, tmp_path))
    for what in ("alert(1)", "ran", "onerror", "javascript:x", "asked for https://evil.example/", "<iframe"):
        assert what in seen
