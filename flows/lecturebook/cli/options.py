"""The options that commands share: what each takes, and what its help says."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Dtype(StrEnum):
    """Number formats the encoder can run in."""

    auto = "auto"
    float32 = "float32"
    bfloat16 = "bfloat16"


class RunnerKind(StrEnum):
    """Where lectures are made."""

    threads = "threads"
    processes = "processes"
    dask = "dask"


Output = Annotated[
    str, typer.Option("--output", "-o", help="Folder for the site: new, empty, or a site made before; or a URL.")
]
Templates = Annotated[Path | None, typer.Option(help="Folder of templates that replace ours, one by one.")]
Model = Annotated[str, typer.Option(help="Sentence encoder: a folder or a Hugging Face name.")]
Punctuation = Annotated[
    str, typer.Option(help="Token classifier for stops and capitals, a folder or a Hugging Face name; none: no one.")
]
Writer = Annotated[
    str,
    typer.Option(
        help="Model that writes abstracts of sections: a folder, a Hugging Face name, or http://HOST/v1#MODEL."
    ),
]
DtypeOption = Annotated[Dtype, typer.Option("--dtype", help="bfloat16 is taken where the processor has it.")]
Device = Annotated[str, typer.Option(help="Where the encoder runs, such as cpu or cuda.")]
Language = Annotated[str, typer.Option(help="Language of the lectures (en, de, ...) where it is not told or found.")]
Detail = Annotated[
    str, typer.Option(help="How finely lectures are cut: coarse, normal, fine, or a number of sections an hour.")
]
RunnerOption = Annotated[
    RunnerKind,
    typer.Option("--runner", help="Where lectures are made: in threads, in processes of their own, in a Dask cluster."),
]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Lectures made at the same time.")]
Timeout = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", help="How long one lecture may take; with threads this is best effort."),
]
DaskAddress = Annotated[str, typer.Option(help="Address of a Dask scheduler; empty starts a cluster on this machine.")]
Wait = Annotated[
    float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for another build of the same output.")
]
Cache = Annotated[
    Path | None,
    typer.Option(help="Where guides are kept from build to build; the user's folder for caches if not told."),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Make every guide anew and keep none.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say for each lecture why its guide was or was not made.")]
ReportFile = Annotated[Path | None, typer.Option("--report", help="File for what was done, as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
