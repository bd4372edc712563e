"""Train the punctuation tagger: ``pack`` texts into arrays, ``train`` on them, ``cut`` to a small file, ``evaluate``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

# before torch is loaded: each worker of the training has one core, and no library may start threads of its own
if "train" in sys.argv[1:2]:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("MKL_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import torch
from lecturebook.clean.punctuate.network import base_network
from lecturebook.clean.punctuate.tagger import Tagger
from lecturebook.embed import _default_folder
from transformers import AutoTokenizer

from training.arrays import Corpus, batches, pack
from training.scores import iwslt, tagged
from training.train import Settings, Trainer, load_weights

# shares of the windows. Practical AI is nearest to lectures; Rev is spoken numbers, d2l is written
_WEIGHTS = {"practicalai": 0.36, "changelog": 0.25, "bitcoin": 0.25, "rev": 0.08, "d2l": 0.06}


def main() -> None:
    arguments = _parser().parse_args()
    arguments.run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("pack", help="text files -> arrays")
    one.add_argument("files", nargs="+", type=Path)
    one.add_argument("--arrays", type=Path, required=True)
    one.set_defaults(run=_pack)
    one = commands.add_parser("train", help="train; goes on from the checkpoint in --out if there is one")
    one.add_argument("--arrays", type=Path, required=True)
    one.add_argument("--out", type=Path, required=True)
    one.add_argument("--start", type=Path, help="weights to start from, as this command writes them")
    one.add_argument("--minutes", type=float, required=True, help="until the learning rate is zero")
    one.add_argument("--rate", type=float, default=3e-4)
    one.add_argument("--head-rate", type=float, default=1e-3)
    one.add_argument("--tokens", type=int, default=1536, help="pieces in a batch")
    one.add_argument("--batches", type=int, default=3, help="batches in a step")
    one.add_argument("--workers", type=int, default=2)
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--device", default="cpu")
    one.add_argument("--bf16", action="store_true", help="where the processor multiplies it in hardware")
    one.set_defaults(run=_train)
    one = commands.add_parser("evaluate", help="scores of a weight file")
    one.add_argument("--arrays", type=Path)
    one.add_argument("--iwslt", type=Path, help="folder with ref.tsv and asr.tsv")
    one.add_argument("--words", type=int, default=10**9, help="at most so many words of each source")
    one.add_argument("--sources", nargs="*", default=["practicalai"])
    one.add_argument("weights", type=Path)
    one.set_defaults(run=_evaluate)
    return parser


def _pack(arguments: argparse.Namespace) -> None:
    for name, words in pack(arguments.files, arguments.arrays).items():
        print(f"{name}: {words:,} words")


def _train(arguments: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    network, corpus = base_network(_default_folder()), _corpus(arguments.arrays)
    if arguments.start:
        load_weights(network, arguments.start)
    settings = Settings(
        seconds=60 * arguments.minutes,
        rate=arguments.rate,
        head_rate=arguments.head_rate,
        batches_a_step=arguments.batches,
        workers=arguments.workers,
        device=arguments.device,
        bf16=arguments.bf16,
    )
    weights = {name: share for name, share in _WEIGHTS.items() if (arguments.arrays / f"{name}.npz").exists()}
    trainer = Trainer(network, batches(corpus, weights, arguments.tokens, arguments.seed), settings, arguments.out)
    print("resumed" if trainer.resume() else "begun", trainer.progress, flush=True)
    trainer.train()
    print("ended", trainer.progress, flush=True)


def _corpus(folder: Path) -> Corpus:
    return Corpus(folder, _tokenizer())


def _tokenizer() -> object:
    return AutoTokenizer.from_pretrained(str(_default_folder()), local_files_only=True)


def _evaluate(arguments: argparse.Namespace) -> None:
    network = base_network(_default_folder())
    load_weights(network, arguments.weights)
    tagger = Tagger(network, _tokenizer())
    tests = {}
    if arguments.arrays:
        corpus = _corpus(arguments.arrays)
        for source in arguments.sources:
            documents, left = [], arguments.words
            for document in corpus.documents(source, "dev"):
                documents.append(document[:left])
                left -= len(documents[-1])
                if left <= 0:
                    break
            tests[f"{source} dev"] = documents
    if arguments.iwslt:
        tests |= {f"iwslt {name}": [iwslt(arguments.iwslt / f"{name}.tsv")] for name in ("ref", "asr")}
    for name, documents in tests.items():
        began = time.process_time()
        found = tagged(tagger, documents)
        speed = len(found.tags) / (time.process_time() - began)
        threshold = found.best_threshold()
        print(
            name,
            len(found.tags),
            {key: round(value.f1, 1) for key, value in found.punctuation().items()},
            "ends",
            round(found.sentence_ends().f1, 1),
            f"{found.sentence_ends(threshold).f1:.1f} at {threshold}",
            "casing",
            round(found.casing().f1, 1),
            "filler",
            round(found.filler().f1, 1),
            f"{speed:.0f} words per CPU-second",
            flush=True,
        )


if __name__ == "__main__":
    main()
