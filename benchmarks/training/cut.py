"""From trained weights to a small file: their difference to the published encoder, at low rank or whole, as int8."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from lecturebook.weights import DEFAULT_SHA256

_INT8 = 127
# the heads are small and carry the answer
_WHOLE = ("punct.", "case.", "dis.")


def cut(published: Mapping[str, Tensor], trained: Mapping[str, Tensor], rank: int) -> dict[str, Tensor]:
    """The tensors of a weight file: matrices of the encoder as int8 of low `rank`, 0 for the whole difference.

    Vectors and heads stay whole, in float16.
    """
    made: dict[str, Tensor] = {}
    for name, weight in trained.items():
        if weight.dim() != 2 or name.startswith(_WHOLE):
            made[name] = weight.half().contiguous()
            continue
        difference = weight.float() - published[name].float()
        if rank and rank < min(difference.shape):
            left, values, right = torch.linalg.svd(difference, full_matrices=False)
            root = values[:rank].sqrt()
            made |= _as_int8(f"{name}.a", left[:, :rank] * root, along=0)
            made |= _as_int8(f"{name}.b", root[:, None] * right[:rank], along=1)
        else:
            made |= _as_int8(f"{name}.d", difference, along=1)
    return made


def _as_int8(name: str, values: Tensor, *, along: int) -> dict[str, Tensor]:
    """`values` as int8 and float32 scales, one for all values in the direction `along`."""
    scale = values.abs().amax(along, keepdim=True).clamp_min(1e-12) / _INT8
    whole = (values / scale).round().clamp(-_INT8, _INT8).to(torch.int8)
    return {name: whole.contiguous(), f"{name}_scale": scale.float().contiguous()}


def write(
    tensors: Mapping[str, Tensor],
    file: Path,
    *,
    rank: int,
    tilt: Sequence[float] = (0, 0, 0, 0),
    sentence_end: float = 0.5,
) -> int:
    """Write a weight file; its size in bytes."""
    about = {
        "format": "lecturebook tagger 1",
        "form": f"rank {rank}, int8" if rank else "difference, int8",
        "base": DEFAULT_SHA256,
        "tilt": " ".join(f"{value:g}" for value in tilt),
        "sentence_end": f"{sentence_end:g}",
        "licence": "CC-BY-SA-4.0",
    }
    save_file(dict(tensors), file, metadata=about)
    return file.stat().st_size
