"""Train and score the punctuation tagger: ``pack`` texts, ``train`` on them, ``cut`` to a small file, ``evaluate``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

# before torch is loaded: each worker of the training has one core, and no library may start threads of its own
if "train" in sys.argv[1:2]:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("MKL_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import torch
from transformers import AutoTokenizer

from common import Figure, report
from lecturebook.clean.punctuate.network import base_network
from lecturebook.clean.punctuate.tagger import own_tagger
from lecturebook.clean.punctuate.weights import read_cut, rebuild
from lecturebook.weights import default_folder
from training.arrays import Corpus, batches, pack
from training.cut import cut, write
from training.labels import Word
from training.low_rank import make_low_rank, whole_weights
from training.scores import Tagged, best_threshold, best_tilt, iwslt, tagged
from training.train import Settings, Trainer

# shares of the windows. Practical AI is nearest to lectures; Rev has spoken numbers, d2l is written
_SHARES = {"practicalai": 0.36, "changelog": 0.25, "bitcoin": 0.25, "rev": 0.08, "d2l": 0.06}


def main() -> None:
    arguments = _parser().parse_args()
    arguments.run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)

    one = commands.add_parser("pack", help="punctuated text files (.txt, .txt.xz) to arrays")
    one.add_argument("files", nargs="+", type=Path, metavar="FILE")
    one.add_argument("--arrays", type=Path, required=True, metavar="DIR")
    one.set_defaults(run=_pack)

    one = commands.add_parser("train", help="train; goes on from the checkpoint in --out where there is one")
    one.add_argument("--arrays", type=Path, required=True, metavar="DIR")
    one.add_argument("--out", type=Path, required=True, metavar="DIR")
    one.add_argument(
        "--start", type=Path, metavar="FILE", help="weights to begin with (default: the published encoder)"
    )
    one.add_argument(
        "--minutes", type=float, required=True, help="until the learning rate is zero, resumed runs counted in"
    )
    one.add_argument("--rate", type=float, default=3e-4, help="full learning rate (default %(default)g)")
    one.add_argument("--head-rate", type=float, default=1e-3, help="that of the heads (default %(default)g)")
    one.add_argument("--tokens", type=int, default=768, help="pieces in a batch (default %(default)s)")
    one.add_argument("--batches", type=int, default=4, help="batches in a step (default %(default)s)")
    one.add_argument("--workers", type=int, default=2, help="threads, each with a core (default %(default)s)")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument(
        "--rank", type=int, default=0, help="train within a cut of this rank; cannot go on from a checkpoint"
    )
    one.add_argument("--device", default="cpu")
    one.add_argument("--bf16", action="store_true", help="where the device multiplies it in hardware")
    one.set_defaults(run=_train)

    one = commands.add_parser("cut", help="trained weights to a small file, tilt and threshold fitted on dev documents")
    one.add_argument("weights", type=Path, metavar="FILE")
    one.add_argument("out", type=Path, metavar="OUT")
    one.add_argument("--rank", type=int, default=64, help="0: the whole difference (default %(default)s)")
    one.add_argument("--arrays", type=Path, metavar="DIR", help="without them nothing is fitted")
    one.add_argument(
        "--words", type=int, default=12_000, help="most words of each source to fit on (default %(default)s)"
    )
    one.set_defaults(run=_cut)

    one = commands.add_parser("evaluate", help="scores of a weight file, of any form")
    one.add_argument(
        "weights", type=Path, metavar="FILE", nargs="?", help="default: the one that comes with lecturebook"
    )
    one.add_argument("--arrays", type=Path, metavar="DIR")
    one.add_argument("--part", choices=("dev", "test"), default="test")
    one.add_argument("--sources", nargs="*", default=["practicalai", "d2l", "rev"])
    one.add_argument("--words", type=int, default=10**9, help="at most so many words of each source")
    one.add_argument("--iwslt", type=Path, metavar="DIR", help="folder with ref.tsv and asr.tsv of IWSLT2011")
    one.add_argument("--dtype", choices=("auto", "float32", "bfloat16"), default="auto")
    one.add_argument("--json", type=Path, metavar="FILE")
    one.set_defaults(run=_evaluate)
    return parser


def _pack(arguments: argparse.Namespace) -> None:
    for name, words in pack(arguments.files, arguments.arrays).items():
        print(f"{name}: {words:,} words")


def _train(arguments: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    network, corpus = base_network(default_folder()), _corpus(arguments.arrays)
    published = {name: value.clone() for name, value in whole_weights(network).items()}
    if arguments.start:
        rebuild(network, read_cut(arguments.start))
    if arguments.rank:
        make_low_rank(network.enc, published, arguments.rank)
    settings = Settings(
        seconds=60 * arguments.minutes,
        rate=arguments.rate,
        head_rate=arguments.head_rate,
        batches_a_step=arguments.batches,
        workers=arguments.workers,
        device=arguments.device,
        bf16=arguments.bf16,
    )
    shares = {name: share for name, share in _SHARES.items() if (arguments.arrays / f"{name}.npz").exists()}
    trainer = Trainer(network, batches(corpus, shares, arguments.tokens, arguments.seed), settings, arguments.out)
    print("resumed" if trainer.resume() else "begun", trainer.progress, flush=True)
    trainer.train()
    print("ended", trainer.progress, flush=True)


def _cut(arguments: argparse.Namespace) -> None:
    network = base_network(default_folder())
    published = {name: value.clone() for name, value in whole_weights(network).items()}
    rebuild(network, read_cut(arguments.weights))
    tensors = cut(published, whole_weights(network), arguments.rank)
    size = write(tensors, arguments.out, rank=arguments.rank)
    if arguments.arrays:
        corpus, tagger = _corpus(arguments.arrays), own_tagger(arguments.out)
        sources = [
            tagged(tagger, _first(corpus.documents(name, "dev"), arguments.words))
            for name in _SHARES
            if (arguments.arrays / f"{name}.npz").exists()
        ]
        tilt = best_tilt(sources)
        threshold = best_threshold([source.tilted(tilt) for source in sources])
        size = write(tensors, arguments.out, rank=arguments.rank, tilt=tilt, sentence_end=threshold)
        print(f"logits moved by {tilt}, a sentence ends above {threshold:g}")
    print(f"{arguments.out}: {size:,} bytes")


def _first(documents: Iterable[list[Word]], most: int) -> list[list[Word]]:
    """The first documents, `most` words of them in all."""
    taken: list[list[Word]] = []
    for document in documents:
        taken.append(document[:most])
        most -= len(taken[-1])
        if most <= 0:
            break
    return taken


def _corpus(folder: Path) -> Corpus:
    return Corpus(folder, AutoTokenizer.from_pretrained(str(default_folder()), local_files_only=True))


def _evaluate(arguments: argparse.Namespace) -> None:
    # threads that wait for each other count as work done: a processor-second is one core's
    torch.set_num_threads(1)
    tagger = own_tagger(arguments.weights, arguments.dtype)
    tests = {}
    if arguments.arrays:
        corpus = _corpus(arguments.arrays)
        for source in arguments.sources:
            tests[f"{source}_{arguments.part}"] = _first(corpus.documents(source, arguments.part), arguments.words)
    if arguments.iwslt:
        tests |= {f"iwslt_{name}": [iwslt(arguments.iwslt / f"{name}.tsv")] for name in ("ref", "asr")}
    figures = []
    for name, documents in tests.items():
        began = time.process_time()
        found = tagged(tagger, documents)
        seconds = time.process_time() - began
        figures += _figures(name, found, tagger.sentence_end)
        figures.append(
            Figure(f"{name}_words_per_cpu_second", f"{name}: words per CPU-second", len(found.tags) / seconds)
        )
    report(f"Tagger, a sentence ends above {tagger.sentence_end:g}; F1 in percent", figures, arguments.json)
    print(json.dumps({figure.name: round(figure.value, 1) for figure in figures}))


def _figures(name: str, found: Tagged, threshold: float) -> list[Figure]:
    made = [Figure(f"{name}_words", f"{name}: words", len(found.tags))]
    for mark, value in found.punctuation().items():
        made.append(Figure(f"{name}_{mark}", f"{name}: {mark}", value.f1))
    made.append(Figure(f"{name}_ends_argmax", f"{name}: sentence ends, argmax", found.sentence_ends().f1))
    made.append(Figure(f"{name}_ends", f"{name}: sentence ends, threshold", found.sentence_ends(threshold).f1))
    if found.has_casing:
        for kind, value in (("", found.casing()), ("_with_first", found.casing(with_first=True))):
            label = f"{name}: casing, first words of sentences {'by rule' if kind else 'left out'}"
            made.append(Figure(f"{name}_casing{kind}", label, value.f1))
        made.append(
            Figure(f"{name}_casing_precision", f"{name}: the same left out, precision", found.casing().precision)
        )
    if found.has_filler:
        made.append(Figure(f"{name}_filler_precision", f"{name}: fillers, precision", found.filler().precision))
        made.append(Figure(f"{name}_filler_recall", f"{name}: fillers, recall", found.filler().recall))
    return made


if __name__ == "__main__":
    main()
