"""Weight files of the tagger: what training changed of the published encoder, and the heads.

A file is safetensors, each weight of the network but the embeddings under its own name in one of three forms:

- whole: ``NAME``, any float type;
- of low rank: the published weight + (``NAME.a`` · ``NAME.a_scale``) (``NAME.b`` · ``NAME.b_scale``), int8 with a
  float32 scale for each of the r columns of a and rows of b;
- as a difference: the published weight + ``NAME.d`` · ``NAME.d_scale``, int8 with a scale for each row.

Its metadata has ``base`` (sha256 of the published encoder), ``tilt`` (what is added to the four punctuation logits, so
that the likeliest mark has the best F1) and ``sentence_end`` (a threshold, see `WordTagger`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from lecturebook.clean.punctuate.network import CLASSES, Network
from lecturebook.errors import ModelError
from lecturebook.weights import DEFAULT_SHA256

_PARTS = (".a", ".a_scale", ".b", ".b_scale", ".d", ".d_scale")
_EMBEDDINGS = "enc.embeddings."


@dataclass(frozen=True, slots=True)
class Cut:
    """The content of a weight file; `name` is for messages."""

    name: str
    tensors: Mapping[str, Tensor]
    tilt: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    sentence_end: float = 0.5
    base: str = DEFAULT_SHA256


def read_cut(file: Path) -> Cut:
    """Read a weight file. Raises `ModelError` where it is none."""
    try:
        with safe_open(file, framework="pt") as opened:
            about = opened.metadata() or {}
            tensors = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 - no mapping
        tilt = tuple(float(value) for value in about.get("tilt", "0 0 0 0").split())
        if len(tilt) != CLASSES["punctuation"]:
            raise ValueError(f"tilt of {len(tilt)} numbers")
        sentence_end, base = float(about.get("sentence_end", "0.5")), about.get("base", DEFAULT_SHA256)
        return Cut(file.name, tensors, tilt, sentence_end, base)
    except (OSError, ValueError, SafetensorError) as error:
        raise ModelError(file.name, f"cannot be read ({error}); accepted: a safetensors file of the tagger") from error


def rebuild(network: Network, cut: Cut) -> None:
    """Give `network`, which has the published weights, those of `cut`, in place.

    Raises `ModelError` where a weight is missing, foreign or of another shape, or learnt on another encoder; the
    network is then not to be used.
    """
    if cut.base != DEFAULT_SHA256:
        raise ModelError(cut.name, f"made for the encoder with sha256 {cut.base}, not {DEFAULT_SHA256}")
    own = {name: value for name, value in network.state_dict().items() if not name.startswith(_EMBEDDINGS)}
    foreign = {_whole_name(name) for name in cut.tensors} - set(own)
    if foreign:
        raise ModelError(cut.name, f"has {min(foreign)}, which the tagger has not")
    with torch.no_grad():
        for name, value in own.items():
            try:
                value.copy_(_weight(name, value, cut.tensors))
            except (KeyError, RuntimeError) as error:
                raise ModelError(cut.name, f"does not fit at {name} ({error})") from error


def _whole_name(name: str) -> str:
    return next((name.removesuffix(part) for part in _PARTS if name.endswith(part)), name)


def _weight(name: str, published: Tensor, tensors: Mapping[str, Tensor]) -> Tensor:
    if name in tensors:
        found = tensors[name].float()
    elif f"{name}.d" in tensors:
        found = published + tensors[f"{name}.d"].float() * tensors[f"{name}.d_scale"]
    else:
        left = tensors[f"{name}.a"].float() * tensors[f"{name}.a_scale"]
        found = published + left @ (tensors[f"{name}.b"].float() * tensors[f"{name}.b_scale"])
    if found.shape != published.shape:
        raise RuntimeError(f"{tuple(found.shape)} instead of {tuple(published.shape)}")
    return found
