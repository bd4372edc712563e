"""The tagger's network: a BERT encoder with three heads on the first piece of each word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertModel
from transformers.utils import logging

CLASSES = {"punctuation": 4, "casing": 3, "filler": 2}


class Network(nn.Module):
    """Encoder and heads. Weight names are ``enc.…`` (as in `BertModel`), ``punct``, ``case`` and ``dis``."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.enc = encoder
        width = int(encoder.config.hidden_size)
        self.punct = nn.Linear(2 * width, CLASSES["punctuation"])
        self.case = nn.Linear(width, CLASSES["casing"])
        self.dis = nn.Linear(width, CLASSES["filler"])

    def forward(
        self, ids: Tensor, mask: Tensor | None, first: Tensor, following: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of punctuation ``(B, W, 4)``, casing ``(B, W, 3)`` and filler ``(B, W, 2)``.

        `ids` and `mask` are ``(B, L)``, a mask of None says that nothing is padding; `first` and `following`
        ``(B, W)`` are the places of the first piece of each word and of the word after it.
        """
        hidden = self.enc(input_ids=ids, attention_mask=mask).last_hidden_state
        width = hidden.shape[-1]
        own = hidden.gather(1, first.unsqueeze(-1).expand(-1, -1, width))
        after = hidden.gather(1, following.unsqueeze(-1).expand(-1, -1, width))
        return self.punct(torch.cat([own, after], -1)), self.case(own), self.dis(own)


def base_network(folder: str | Path) -> Network:
    """The network on the encoder in `folder` as it was published, heads at random; float32, in eval mode."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    encoder: Any = BertModel.from_pretrained(
        str(folder),
        attn_implementation="sdpa",
        local_files_only=True,
        use_safetensors=True,
        dtype=torch.float32,
    )
    # published with a pooling layer, and said to lack one if loaded without; no word needs it
    encoder.pooler = None
    return Network(encoder).eval()
