from __future__ import annotations

from pathlib import Path

import pytest

from lecturebook import weights
from lecturebook.errors import ModelError
from lecturebook.weights import DEFAULT_MODEL, DEFAULT_SHA256, loading, refuse_pickles, weights_digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "1_Pooling").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("files", "refused"),
    [
        (["model.safetensors"], ""),
        (["model.safetensors", "pytorch_model.bin"], ""),
        (["pytorch_model.bin"], "pytorch_model.bin"),
        (["pytorch_model-00001-of-00002.bin"], "pytorch_model-00001-of-00002.bin"),
        (["model.safetensors", "1_Pooling/pytorch_model.bin"], "1_Pooling/pytorch_model.bin"),
        (["tokenizer.bin"], ""),
    ],
)
def test_weights_as_a_pickle_alone_are_refused(folder: Path, files: list[str], refused: str) -> None:
    for name in files:
        (folder / name).touch()
    if not refused:
        refuse_pickles(folder, "mini")
        return
    with pytest.raises(ModelError, match=r"model mini: has weights as a pickle \((.*)\)") as raised:
        refuse_pickles(folder, "mini")
    assert f"({refused})" in str(raised.value)


def test_the_digest_is_of_all_weights_in_the_order_of_their_names(folder: Path) -> None:
    assert weights_digest(str(folder)) == ""
    (folder / "b.safetensors").write_bytes(b"b")
    (folder / "a.safetensors").write_bytes(b"a")
    (folder / "config.json").write_bytes(b"c")
    # sha256 of "ab"
    assert weights_digest(str(folder)) == "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"


def test_the_default_is_the_one_that_was_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    weights.default_folder.cache_clear()
    assert weights_digest(DEFAULT_MODEL) == DEFAULT_SHA256
    weights.default_folder.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(weights, "DEFAULT_SHA256", "0" * 64)
        with pytest.raises(ModelError, match=f"weights have sha256 {DEFAULT_SHA256}, pinned is 0000"):
            weights.default_folder()


@pytest.mark.parametrize("error", [OSError("gone"), ValueError("gone"), RuntimeError("gone")])
def test_what_a_library_says_is_said_of_the_model(error: Exception) -> None:
    with pytest.raises(ModelError, match=r"^model mini: cannot be loaded \(gone\); accepted: a folder or name with"):
        _load("mini", error)
    with pytest.raises(ModelError, match=r"accepted: a folder or name of a writer with safetensors weights$"):
        _load("mini", error, what="a writer")


def _load(name: str, error: Exception, what: str = "") -> None:
    with loading(name, what=what):
        raise error
