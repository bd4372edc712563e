"""Pages as a browser sees them: they render from the folder, and their own policy blocks nothing of theirs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from lecturebook.course.build import build

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --enable-logging=stderr"
)
PAGES = ["index.html", "concepts/index.html", "concepts/buffer-pool.html", "lectures/01-storage/guide.html"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (CI installs it)"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    output = tmp_path_factory.mktemp("browser") / "site"
    build([Path(__file__).parent / "lectures"], output)
    return output


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_renders_from_its_folder_without_complaint(site, page, width, tmp_path):
    picture = tmp_path / "page.png"
    options = [*QUIET.split(), f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},900"]
    command = [str(CHROMIUM), *options, f"--screenshot={picture}", (site / page).as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert picture.stat().st_size > 5_000
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line or "Refused to" in line]
    assert complaints == []
