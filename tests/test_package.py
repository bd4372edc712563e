"""Wheel and sdist, each installed in an environment of its own and used from another folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow

USE = """
import sys
from pathlib import Path
import lecturebook, lecturebook_course
from lecturebook.render.environment import Templates
assert Path(lecturebook.__file__).is_relative_to(sys.prefix), lecturebook.__file__
Templates(None)
lecturebook_course.course_site
print("used")
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The folder with the wheel (built from the sdist) and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_wheel_holds_the_library_the_flow_and_the_templates(built):
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert {"lecturebook_course.py", "lecturebook_prefect/engine.py"} <= set(names)
    assert "lecturebook/guide.schema.json" in names
    assert "lecturebook/templates/lecture.html" in names
    assert "lecturebook/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "flows/", "output/"))]


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_installed_it_runs_from_another_folder(built, kind, tmp_path):
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    python = venv / "bin" / "python"
    # the dependencies are gigabytes and already here: the fresh environment sees those of the one that runs the tests
    site = next((venv / "lib").glob("python*/site-packages"))
    here = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "here.pth").write_text(f"import sys; sys.path.append({here!r})\n")
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--force-reinstall"]
    done = subprocess.run([*install, next(built.glob(kind))], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    used = subprocess.run([python, "-c", USE], capture_output=True, text=True, cwd=elsewhere)
    assert used.stdout.strip() == "used", used.stderr
    lecture = ROOT / "tests" / "lectures" / "01-storage.srt"
    command = [venv / "bin" / "lecturebook", "guide", lecture, "-o", "out"]
    made = subprocess.run(command, capture_output=True, text=True, cwd=elsewhere)
    assert made.returncode == 0, made.stderr
    assert (elsewhere / "out" / "lectures" / "01-storage" / "guide.html").is_file()
