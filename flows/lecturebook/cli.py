"""The command ``lecturebook``. Parses, calls one function, prints one summary, returns the code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lecturebook import __version__
from lecturebook.edit_command import edit
from lecturebook.errors import EXIT_CODES
from lecturebook.terminal import one_line_errors as _errors
from lecturebook.terminal import printable

if TYPE_CHECKING:
    from lecturebook.course.engine import Engine
    from lecturebook.course.report import Report
    from lecturebook.options import Options

# torch, transformers and prefect are imported by the command that needs them: --help answers at once
app = typer.Typer(
    name="lecturebook",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Turn lecture transcripts into linked study guides; every statement carries the second it was said.",
    epilog=EXIT_CODES,
)

SOME_FAILED = NOT_PROVEN = 1
WRONG_USAGE = 2


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


Output = Annotated[Path, typer.Option("--output", "-o", help="Folder for the site: new, empty, or a site made before.")]
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


def _version(value: bool) -> None:
    if value:
        typer.echo(f"lecturebook {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn lecture transcripts into linked study guides."""


@app.command(epilog="Example: lecturebook build lectures -o site")
def build(
    lectures: Annotated[Path, typer.Argument(help="A folder of transcripts, or one transcript file.")],
    output: Output,
    templates: Templates = None,
    model: Model = "",
    punctuation: Punctuation = "",
    writer: Writer = "",
    dtype: DtypeOption = Dtype.auto,
    device: Device = "cpu",
    language: Language = "",
    detail: Detail = "",
    runner: RunnerOption = RunnerKind.threads,
    workers: Workers = 2,
    timeout: Timeout = None,
    dask_address: DaskAddress = "",
    no_prefect: Annotated[bool, typer.Option("--no-prefect", help="Run the same stages without Prefect.")] = False,
    wait: Wait = 0,
    cache: Cache = None,
    fresh: Fresh = False,
    explain: Explain = False,
    report: ReportFile = None,
    quiet: Quiet = False,
) -> None:
    """Build the site of a course: a study guide for each lecture, linked, through the Prefect flow.

    Guides of lectures that have not changed are taken from the last build, and nothing is published that is not proven.
    """
    with _errors(), _progress(quiet=quiet):
        if no_prefect:
            options = _options(model, punctuation, writer, dtype, device, language, detail)
            with _plain_engine(runner, workers, timeout, dask_address) as engine:
                done = _build_here([lectures], output, options, templates, cache, wait=wait, fresh=fresh, engine=engine)
            _write_report(done, report, output)
        else:
            from lecturebook_course import run

            done = run(
                lectures=lectures,
                output=output,
                templates=templates,
                model=model,
                punctuation=punctuation,
                writer=writer,
                dtype=dtype.value,
                device=device,
                language=language,
                detail=detail,
                runner=runner.value,
                workers=workers,
                timeout=timeout,
                dask_address=dask_address,
                wait=wait,
                cache=cache,
                fresh=fresh,
                report=report,
            )
    _summarize(done, quiet=quiet, explain=explain)


@app.command(epilog="Example: lecturebook guide lecture.srt -o guide")
def guide(
    files: Annotated[list[Path], typer.Argument(help="One transcript or several.")],
    output: Output,
    templates: Templates = None,
    model: Model = "",
    punctuation: Punctuation = "",
    writer: Writer = "",
    dtype: DtypeOption = Dtype.auto,
    device: Device = "cpu",
    language: Language = "",
    detail: Detail = "",
    wait: Wait = 0,
    cache: Cache = None,
    fresh: Fresh = False,
    explain: Explain = False,
    report: ReportFile = None,
    quiet: Quiet = False,
) -> None:
    """Make the guide of one lecture, or a few, at once and without Prefect."""
    with _errors(), _progress(quiet=quiet):
        options = _options(model, punctuation, writer, dtype, device, language, detail)
        done = _build_here(files, output, options, templates, cache, wait=wait, fresh=fresh)
        if report is not None:
            _write_report(done, report, output)
    _summarize(done, quiet=quiet, explain=explain)


@app.command(epilog="Example: lecturebook check site --lectures lectures")
def check(
    output: Annotated[Path, typer.Argument(help="A built site.")],
    lectures: Annotated[
        list[Path] | None, typer.Option(help="The transcripts it was built from: then its words are proven too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the proof as JSON.")] = False,
) -> None:
    """Prove a built site: each quote stands in the words at its second, each link leads where it says."""
    from lecturebook.check import check_site

    with _errors():
        proof = check_site(output, lectures)
    if as_json:
        typer.echo(json.dumps(proof.to_json(), indent=1))
    else:
        for finding in proof.findings:
            typer.echo(printable(str(finding)), err=True)
        typer.echo(proof.summary())
    if not proof.holds:
        raise typer.Exit(NOT_PROVEN)


@app.command(epilog="Example: lecturebook ledger site/lectures/01-storage/guide.json")
def ledger(
    guide: Annotated[Path, typer.Argument(help="A guide.json.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the entries as JSON.")] = False,
) -> None:
    """List every change of words from the captions to a guide: second, rule, words before and after.

    A line "0:12 WORDS BEFORE" = false in corrections.toml, in a table named like the lecture, takes a change back.
    """
    from dataclasses import asdict

    from lecturebook.guide_json import read_guide
    from lecturebook.timecode import clock

    with _errors():
        changes = read_guide(guide).ledger
    if as_json:
        typer.echo(json.dumps([asdict(change) for change in changes], indent=1))
        return
    for change in changes:
        typer.echo(printable(f"{clock(change.second):>8}  {change.rule:9} {change.before!r} -> {change.after!r}"))
    typer.echo(f"{len(changes)} changes")


@app.command(epilog="Example: lecturebook suspects site/lectures/*/guide.json >> lectures/aliases.toml")
def suspects(guides: Annotated[list[Path], typer.Argument(metavar="GUIDE...", help="guide.json files.")]) -> None:
    """List what may be mis-heard, with seconds, as lines for aliases.toml: take the # from those you decide on."""
    from lecturebook.course.suspects import suspect_lines
    from lecturebook.guide_json import read_guide

    with _errors():
        for line in suspect_lines([read_guide(file) for file in guides]):
            typer.echo(line)


app.command(epilog='Example: lecturebook edit site --lectures lectures --section 01-storage/s1147 --title "Pages"')(
    edit
)


@app.command(epilog="Example: lecturebook inspect lecture.en.vtt")
def inspect(
    file: Annotated[Path, typer.Argument(help="A transcript file.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything that was read, as JSON.")] = False,
) -> None:
    """Show how a file is read: format, encoding, cues kept, repaired and dropped with reasons, the first lines."""
    from lecturebook.inspection import inspection, report
    from lecturebook.read import read_file

    with _errors():
        transcripts = read_file(file)
    if as_json:
        typer.echo(json.dumps(inspection(transcripts), indent=1))
    else:
        for line in report(transcripts):
            typer.echo(printable(line))


@app.command(epilog="Example: lecturebook formats")
def formats() -> None:
    """List the transcript formats that are read; each is recognised by its content."""
    from lecturebook.read import FORMATS

    for known in FORMATS:
        typer.echo(f"{known.name:12} {' '.join(known.suffixes):24} {known.description}")


@app.command(epilog="Example: lecturebook upload site s3://bucket/course")
def upload(
    output: Annotated[Path, typer.Argument(help="A built site.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="Where to, such as s3://bucket/course.")],
) -> None:
    """Copy a built site to an object store, under a name of its own; the entry page there comes last."""
    from lecturebook.course.upload import upload as upload_site

    with _errors():
        typer.echo(f"the entry page is {upload_site(output, url)}")


@app.command(epilog="Example: lecturebook preview site --port 8000")
def preview(
    output: Annotated[Path, typer.Argument(help="A built site.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes a free one.")] = 8000,
) -> None:
    """Serve a built site on this machine until Ctrl-C."""
    from lecturebook.preview import serve

    with _errors():
        serve(
            output, port, announce=lambda url: typer.echo(f"Serving {printable(str(output))} at {url} (Ctrl-C stops)")
        )


def _options(
    model: str, punctuation: str, writer: str, dtype: Dtype, device: str, language: str, detail: str
) -> Options:
    from lecturebook.options import Options

    return Options(
        language=language,
        model=model,
        punctuation=punctuation,
        writer=writer,
        detail=detail,
        dtype=dtype.value,
        device=device,
    )


def _build_here(
    places: list[Path],
    output: Path,
    options: Options,
    templates: Path | None,
    cache: Path | None,
    *,
    wait: float,
    fresh: bool,
    engine: Engine | None = None,
) -> Report:
    from lecturebook.course.build import build as build_course
    from lecturebook.course.cache import default_cache
    from lecturebook.course.job import Recipe

    recipe = Recipe(options, templates, None if fresh else cache or default_cache())
    return build_course(places, output, recipe, wait=wait, engine=engine)


@contextmanager
def _plain_engine(runner: RunnerKind, workers: int, timeout: float | None, dask_address: str) -> Iterator[Engine]:
    from lecturebook.course.scale import Scale, plain_engine

    engine = plain_engine(Scale(runner.value, workers, timeout, dask_address))
    try:
        yield engine
    finally:
        engine.close()


def _write_report(done: Report, place: Path | None, output: Path) -> None:
    from lecturebook.course.report import report_place
    from lecturebook.render import write_page

    write_page(place or report_place(output), done.to_json())


@contextmanager
def _progress(*, quiet: bool) -> Iterator[None]:
    """A progress bar on stderr while a build runs; nothing where stderr is no terminal or quiet was asked for."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from lecturebook.progress import heard_by

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=escape(printable(what)[:50]))

        with heard_by(show):
            yield


def _summarize(report: Report, *, quiet: bool, explain: bool) -> None:
    """One line of result, one for each failure, and the exit code."""
    if explain:
        for line in report.explain():
            typer.echo(printable(line))
    for failure in report.failures:
        typer.echo(f"failed: {printable(failure.file)}: {printable(failure.reason)}", err=True)
    for note in () if quiet else report.notes():
        typer.echo(printable(note), err=True)
    for conflict in report.conflicts:
        typer.echo(f"conflict: {printable(str(conflict))}", err=True)
    if not report.guides and not report.failures:
        typer.echo("error: no transcript found; `lecturebook formats` lists what is read", err=True)
        raise typer.Exit(WRONG_USAGE)
    if report.guides and not quiet:
        guides = "1 guide" if report.guides == 1 else f"{report.guides} guides"
        news = "nothing changed" if report.is_unchanged else f"{report.count('made')} made, proven"
        typer.echo(
            f"{guides}, {report.concepts} concepts ({news}): open {printable(str(report.output / 'index.html'))}"
        )
    if report.failures:
        raise typer.Exit(SOME_FAILED)


def main() -> None:
    """Run the command; what the console script calls."""
    app()


if __name__ == "__main__":
    main()
