"""The training loop: all weights but the embeddings, on processor cores that others use too.

Each worker thread has a network of its own on the shared weights and one core; a step is a few batches, taken by
whichever worker is free, whose gradients are added. Threads that share one matrix product would wait for the slower
core at every layer: on a busy machine that cost more than half the speed.
"""

from __future__ import annotations

import copy
import json
import math
import queue
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from lecturebook.clean.punctuate.network import Network
from lecturebook.clean.punctuate.weights import read_cut, rebuild
from training.arrays import Batch
from training.labels import IGNORED
from training.low_rank import whole_weights

# the punctuation is what it is for; the others are easy and learn along
_LOSS_WEIGHTS = (1.0, 0.4, 0.2)
_CHECKPOINT_SECONDS = 240
_LOG_STEPS = 10


@dataclass
class Settings:
    """How to train. `seconds` is the time after which the learning rate is zero, counted over all resumed runs."""

    seconds: float
    rate: float = 3e-4
    head_rate: float = 1e-3
    warm_up: float = 0.03
    weight_decay: float = 0.01
    batches_a_step: int = 4
    workers: int = 2
    device: str = "cpu"
    bf16: bool = False


@dataclass
class Progress:
    """How far training is: seconds of it, steps, batches taken, tokens and words seen."""

    seconds: float = 0.0
    steps: int = 0
    batches: int = 0
    tokens: int = 0


def share_of_rate(done: float, warm_up: float) -> float:
    """The part of the full learning rate at `done` (0–1) of the time: up in a line over `warm_up`, then down to 0."""
    return max(0.0, min(done / warm_up if warm_up else 1.0, (1 - done) / (1 - warm_up)))


def losses(network: Network, batch: Batch, settings: Settings) -> tuple[Tensor, list[float], list[int]]:
    """The summed loss of a batch over its words, and sums and numbers of labels for each of the three heads."""
    arrays = (torch.from_numpy(array).to(settings.device) for array in (batch.ids, batch.mask))
    ids, mask = (array.long() for array in arrays)
    places = (torch.from_numpy(array).to(settings.device).long() for array in (batch.first, batch.following))
    labels = torch.from_numpy(batch.labels).to(settings.device).long()
    with torch.autocast(settings.device, dtype=torch.bfloat16, enabled=settings.bf16):
        outputs = network(ids, None if bool(mask.all()) else mask, *places)
    total = torch.zeros((), device=settings.device)
    sums, counts = [], []
    for n, (logits, weight) in enumerate(zip(outputs, _LOSS_WEIGHTS, strict=True)):
        target = labels[..., n].reshape(-1)
        part = functional.cross_entropy(
            logits.float().reshape(target.shape[0], -1), target, ignore_index=IGNORED, reduction="sum"
        )
        total = total + weight * part
        sums.append(float(part.detach()))
        counts.append(int((target != IGNORED).sum()))
    return total, sums, counts


class Trainer:
    """Trains `network` on `batches`; `folder` takes the checkpoint (``checkpoint/``) and ``log.jsonl``."""

    def __init__(self, network: Network, batches: Iterator[Batch], settings: Settings, folder: Path) -> None:
        self.settings, self.folder, self.batches = settings, folder, batches
        self.progress = Progress()
        network.enc.embeddings.requires_grad_(False)
        # in eval mode nothing is dropped out: no text is seen often enough to be learnt by heart
        self.network = network.eval().to(settings.device)
        self.replicas: queue.Queue[Network] = queue.Queue()
        for _ in range(settings.workers):
            replica = copy.deepcopy(self.network)
            for own, shared in zip(replica.parameters(), self.network.parameters(), strict=True):
                own.data = shared.data
            self.replicas.put(replica)
        self.optimizer = torch.optim.AdamW(self._groups(), betas=(0.9, 0.98), fused=True)

    def _groups(self) -> list[dict[str, object]]:
        named = [(name, value) for name, value in self.network.named_parameters() if value.requires_grad]
        encoder = [value for name, value in named if name.startswith("enc.") and value.dim() > 1]
        flat = [value for name, value in named if name.startswith("enc.") and value.dim() == 1]
        heads = [value for name, value in named if not name.startswith("enc.")]
        rate, head_rate, decay = self.settings.rate, self.settings.head_rate, self.settings.weight_decay
        return [
            {"params": encoder, "lr": rate, "full": rate, "weight_decay": decay},
            {"params": flat, "lr": rate, "full": rate, "weight_decay": 0.0},
            {"params": heads, "lr": head_rate, "full": head_rate, "weight_decay": decay},
        ]

    def train(self) -> None:
        """Train until the time is up, then save."""
        began, before = time.monotonic(), self.progress.seconds
        saved = began
        recent: list[tuple[list[float], list[int]]] = []
        with ThreadPoolExecutor(self.settings.workers, initializer=torch.set_num_threads, initargs=(1,)) as pool:
            while (done := self.progress.seconds / self.settings.seconds) < 1:
                share = share_of_rate(done, self.settings.warm_up)
                for group in self.optimizer.param_groups:
                    group["lr"] = group["full"] * share
                recent.append(self._step(pool))
                now = time.monotonic()
                self.progress.seconds = before + now - began
                if self.progress.steps % _LOG_STEPS == 0:
                    self._log(recent, share)
                    recent = []
                if now - saved > _CHECKPOINT_SECONDS:
                    self.save()
                    saved = now
        self.save()

    def _step(self, pool: ThreadPoolExecutor) -> tuple[list[float], list[int]]:
        taken = [next(self.batches) for _ in range(self.settings.batches_a_step)]
        words = sum(int((batch.labels[..., 0] != IGNORED).sum()) for batch in taken)
        results = list(pool.map(lambda batch: self._gradients(batch, words), taken))
        replicas = [self.replicas.get() for _ in range(self.settings.workers)]
        for value, *others in zip(self.network.parameters(), *(each.parameters() for each in replicas), strict=True):
            gradients = [other.grad for other in others if other.grad is not None]
            value.grad = sum(gradients[1:], gradients[0]) if gradients else None
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        for replica in replicas:
            replica.zero_grad(set_to_none=True)
            self.replicas.put(replica)
        self.progress.steps += 1
        self.progress.batches += len(taken)
        self.progress.tokens += sum(batch.tokens for batch in taken)
        return [sum(part) for part in zip(*(sums for sums, _ in results), strict=True)], [
            sum(part) for part in zip(*(counts for _, counts in results), strict=True)
        ]

    def _gradients(self, batch: Batch, words: int) -> tuple[list[float], list[int]]:
        replica = self.replicas.get()
        try:
            total, sums, counts = losses(replica, batch, self.settings)
            (total / words).backward()  # type: ignore[no-untyped-call]
        finally:
            self.replicas.put(replica)
        return sums, counts

    def _log(self, recent: list[tuple[list[float], list[int]]], share: float) -> None:
        means = [
            sum(sums[n] for sums, _ in recent) / max(1, sum(counts[n] for _, counts in recent))
            for n in range(len(_LOSS_WEIGHTS))
        ]
        line = asdict(self.progress) | {
            "rate": self.settings.rate * share,
            "loss": [round(mean, 4) for mean in means],
            "clock": time.strftime("%H:%M:%S"),
        }
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        if not all(map(math.isfinite, means)):
            raise FloatingPointError(f"loss is {means} at step {self.progress.steps}")

    def save(self) -> None:
        """Write weights, optimizer and progress; a run that stops in between leaves the checkpoint before it."""
        made, kept = self.folder / "checkpoint.new", self.folder / "checkpoint"
        made.mkdir(exist_ok=True)
        save_file(whole_weights(self.network), made / "weights.safetensors")
        moments = {
            f"{n}.{key}": value
            for n, state in self.optimizer.state_dict()["state"].items()
            for key, value in state.items()
        }
        save_file({key: value.contiguous() for key, value in moments.items()}, made / "optimizer.safetensors")
        (made / "progress.json").write_text(json.dumps(asdict(self.progress)), encoding="utf-8")
        old = self.folder / "checkpoint.old"
        _remove(old)
        if kept.exists():
            kept.rename(old)
        made.rename(kept)
        _remove(old)

    def resume(self) -> bool:
        """Go on from the checkpoint in the folder, if there is one; its batches are skipped."""
        kept = self.folder / "checkpoint"
        if not (kept / "progress.json").exists():
            return False
        rebuild(self.network, read_cut(kept / "weights.safetensors"))
        self.progress = Progress(**json.loads((kept / "progress.json").read_text(encoding="utf-8")))
        state = self.optimizer.state_dict()
        for name, value in load_file(kept / "optimizer.safetensors").items():
            n, key = name.split(".")
            state["state"].setdefault(int(n), {})[key] = value
        self.optimizer.load_state_dict(state)
        for _ in range(self.progress.batches):
            next(self.batches)
        return True


def _remove(folder: Path) -> None:
    if folder.exists():
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
