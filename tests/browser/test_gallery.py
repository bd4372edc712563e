"""The command that draws the README's gallery."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import gallery

REPOSITORY = Path(__file__).resolve().parents[2]


def test_five_pages_are_drawn_in_both_themes(site: Path, browser: Any, tmp_path: Path, monkeypatch: Any) -> None:
    """Here of a site that is there already, one picture of each kind of window."""
    pictures = [one for one in gallery._PICTURES if one[0] in {"course", "search"}]
    monkeypatch.setattr(gallery, "_PICTURES", pictures)
    drawn = gallery.draw(browser, site, tmp_path / "gallery")
    assert [path.name for path in drawn] == [
        "course-light.webp",
        "search-light.webp",
        "course-dark.webp",
        "search-dark.webp",
    ]
    assert len({path.read_bytes() for path in drawn}) == 4
    monkeypatch.setattr(gallery, "_PICTURES", pictures[:1])
    assert gallery.draw(browser, site, tmp_path / "again")[0].read_bytes() == drawn[0].read_bytes()


def test_the_readme_shows_what_is_drawn() -> None:
    """Each picture small."""
    shown = re.findall(r"\((docs/gallery/[\w.-]+)\)", (REPOSITORY / "README.md").read_text("utf-8"))
    names = [f"docs/gallery/{name}-{scheme}.webp" for name, *_ in gallery._PICTURES for scheme in ("light", "dark")]
    assert shown == names
    assert all((REPOSITORY / name).stat().st_size <= 150_000 for name in names)
