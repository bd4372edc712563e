"""A build asks no other machine for anything and reads no pickle; models are safetensors alone."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from guard import CODE
from lecturebook.embed import load_encoder
from lecturebook.errors import ModelError
from lecturebook.study.writer import load_writer

TESTS = Path(__file__).parent
FLOWS = TESTS.parent / "flows"
# a guide, then a build without Prefect, by one process that loads the models once
GUARDED = """
import sys
import guard
guard.refuse()
from lecturebook.cli import app
file, folder = sys.argv[1:]
for command, output in ((["guide"], "guide"), (["build", "--no-prefect"], "site")):
    app([*command, file, "-o", f"{folder}/{output}", "--fresh"], standalone_mode=False)
"""
CUES = "".join(
    f"{n + 1}\n00:00:{4 * n:02},000 --> 00:00:{4 * n + 3:02},000\na page is a block of rows on the disk\n\n"
    for n in range(8)
)


def guarded(code: str, *arguments: object, without_network: bool = False) -> subprocess.CompletedProcess[str]:
    """`code` in a process that must neither connect nor read a pickle; perhaps where there is no network at all."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    # not even the loopback device is up in a new namespace
    return subprocess.run(
        ["unshare", "-rn", *command] if without_network else command,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (FLOWS, TESTS)))},
    )


@pytest.mark.parametrize(
    "does",
    [
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import pickle; pickle.loads(b'cos\\nsystem\\n.')",
    ],
)
def test_the_guard_bites(does: str) -> None:
    done = guarded(f"import guard; guard.refuse()\ntry:\n    {does}\nexcept BaseException: pass")
    assert done.returncode == CODE, done.stderr


@pytest.mark.slow
def test_a_build_needs_no_network_and_no_pickle(tmp_path: Path) -> None:
    """With the real encoder and tagger; where namespaces are allowed, in one without even a loopback device."""
    file = tmp_path / "lecture.srt"
    file.write_text(CUES, encoding="utf-8")
    alone = subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0
    done = guarded(GUARDED, file, tmp_path, without_network=alone)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1 guide, ") == 2


# a pickle that leaves a trace where it is loaded
PICKLE = b"cposix\nmkdir\n(S'%s'\ntR."


@pytest.mark.parametrize("place", ["", "2_Dense"])
@pytest.mark.parametrize("load", [load_encoder, load_writer], ids=["encoder", "writer"])
def test_weights_as_a_pickle_are_refused(tmp_path: Path, place: str, load: Callable[[str], object]) -> None:
    model, trace = tmp_path / "model", tmp_path / "trace"
    (model / place).mkdir(parents=True)
    (model / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    if place:
        (model / "model.safetensors").touch()
    (model / place / "pytorch_model.bin").write_bytes(PICKLE % os.fsencode(trace))
    with pytest.raises(ModelError, match=r"weights as a pickle \(.*pytorch_model\.bin\).*accepted: safetensors"):
        load(str(model))
    assert not trace.exists()


def _calls(tree: ast.AST) -> Iterator[tuple[str, dict[str, str]]]:
    """Each call in `tree`: what is called, as it is written, and its arguments by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), {word.arg: ast.unparse(word.value) for word in node.keywords if word.arg}


PICKLING = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
LOADING = {
    "torch.load",
    "np.load",
    "numpy.load",
    "pd.read_pickle",
    "eval",
    "exec",
    "compile",
    "yaml.load",
    "__import__",
}


def _faults(tree: ast.AST) -> Iterator[str]:
    """What in `tree` loads a pickle, or may run code that a model brings along."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        yield from (name for name in names if name.partition(".")[0] in PICKLING)
    for called, arguments in _calls(tree):
        if called in LOADING:
            yield called
        yield from (
            f"{called}({name})" for name in ("trust_remote_code", "allow_pickle") if arguments.get(name) == "True"
        )
        is_model = called.endswith(".from_pretrained") and ("Model" in called or called.startswith("kind"))
        if is_model and arguments.get("use_safetensors") != "True":
            yield f"{called} without use_safetensors"


def test_our_code_loads_no_pickle_and_runs_no_code_of_a_model() -> None:
    wrong = "import pickle\nfrom torch import x\ntorch.load(1)\nAutoModel.from_pretrained(2, trust_remote_code=True)"
    assert len(list(_faults(ast.parse(wrong)))) == 4
    files = sorted(FLOWS.rglob("*.py"))
    assert len(files) > 100
    found = {file.name: list(_faults(ast.parse(file.read_text(encoding="utf-8")))) for file in files}
    # these two only pass work from one process of ours to another, through pipes and messages of Dask: no file
    between_processes = {"child.py": ["pickle"], "scale.py": ["pickle"]}
    assert {name: faults for name, faults in found.items() if faults} == between_processes
