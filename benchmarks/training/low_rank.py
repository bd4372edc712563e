"""Training on within the form of the cut: the encoder's matrices as the published ones plus a product of low rank."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional


class LowRankLinear(nn.Module):
    """A linear layer whose weight is `base` (fixed) plus a·b (trained), started nearest to the weight it had."""

    def __init__(self, linear: nn.Linear, base: Tensor, rank: int) -> None:
        super().__init__()
        left, values, right = torch.linalg.svd(linear.weight.detach() - base, full_matrices=False)
        root = values[:rank].sqrt()
        self.register_buffer("base", base.clone())
        self.a = nn.Parameter((left[:, :rank] * root).contiguous())
        self.b = nn.Parameter((root[:, None] * right[:rank]).contiguous())
        self.bias = linear.bias

    @property
    def weight(self) -> Tensor:
        """The weight as a whole, ``(out, in)``."""
        return self.base + self.a @ self.b  # type: ignore[operator]

    def forward(self, given: Tensor) -> Tensor:
        """The layer's output for rows `given`."""
        return functional.linear(given, self.weight, self.bias)


def make_low_rank(encoder: nn.Module, published: Mapping[str, Tensor], rank: int) -> None:
    """Replace the linear layers of `encoder` by such of low rank; `published` has their weights by name."""
    for name, module in list(encoder.named_modules()):
        if isinstance(module, nn.Linear):
            parent, _, own = name.rpartition(".")
            layer = LowRankLinear(module, published[f"enc.{name}.weight"], rank)
            setattr(encoder.get_submodule(parent), own, layer)


def whole_weights(network: nn.Module) -> dict[str, Tensor]:
    """The weights of `network` but its embeddings, by the names they have with whole matrices."""
    made = {}
    for name, module in network.named_modules():
        if isinstance(module, LowRankLinear):
            made[f"{name}.weight"], made[f"{name}.bias"] = module.weight.detach(), module.bias.detach()
        elif not name.startswith("enc.embeddings"):
            made |= {f"{name}.{own}": value.detach() for own, value in module.named_parameters(recurse=False)}
    return {name: value.cpu().contiguous() for name, value in made.items()}
