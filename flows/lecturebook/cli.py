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
from lecturebook.errors import LecturebookError
from lecturebook.terminal import printable

if TYPE_CHECKING:
    from lecturebook.course.build import Report

# torch, transformers and prefect are imported by the command that needs them: --help answers at once
app = typer.Typer(
    name="lecturebook",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Turn lecture transcripts into linked study guides; every statement carries the second it was said.",
    epilog="Exit codes: 0 good, 1 some lecture failed (the others are built), 2 wrong usage.",
)

SOME_FAILED, WRONG_USAGE = 1, 2


class Dtype(StrEnum):
    """Number formats the encoder can run in."""

    auto = "auto"
    float32 = "float32"
    bfloat16 = "bfloat16"


Output = Annotated[Path, typer.Option("--output", "-o", help="Folder for the site: new, empty, or a site made before.")]
Templates = Annotated[Path | None, typer.Option(help="Folder of templates that replace ours, one by one.")]
Model = Annotated[str, typer.Option(help="Sentence encoder: a folder or a Hugging Face name.")]
DtypeOption = Annotated[Dtype, typer.Option("--dtype", help="bfloat16 is taken where the processor has it.")]
Device = Annotated[str, typer.Option(help="Where the encoder runs, such as cpu or cuda.")]
Language = Annotated[str, typer.Option(help="Language of the lectures (en, de, ...) where it is not told or found.")]
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
    dtype: DtypeOption = Dtype.auto,
    device: Device = "cpu",
    language: Language = "",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Lectures made at the same time.")] = 2,
    no_prefect: Annotated[bool, typer.Option("--no-prefect", help="Run the same stages without Prefect.")] = False,
    quiet: Quiet = False,
) -> None:
    """Build the site of a course: a study guide for each lecture, linked, through the Prefect flow."""
    with _errors(), _progress(quiet=quiet):
        if no_prefect:
            report = _build_here([lectures], output, templates, model, dtype, device, language)
        else:
            from lecturebook_course import course_site, silence

            silence()
            report = course_site(
                lectures=lectures,
                output=output,
                templates=templates,
                model=model,
                dtype=dtype.value,
                device=device,
                language=language,
                workers=workers,
            )
    _summarize(report, quiet=quiet)


@app.command(epilog="Example: lecturebook guide lecture.srt -o guide")
def guide(
    files: Annotated[list[Path], typer.Argument(help="One transcript or several.")],
    output: Output,
    templates: Templates = None,
    model: Model = "",
    dtype: DtypeOption = Dtype.auto,
    device: Device = "cpu",
    language: Language = "",
    quiet: Quiet = False,
) -> None:
    """Make the guide of one lecture, or a few, at once and without Prefect."""
    with _errors(), _progress(quiet=quiet):
        report = _build_here(files, output, templates, model, dtype, device, language)
    _summarize(report, quiet=quiet)


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


@app.command(epilog="Example: lecturebook preview site --port 8000")
def preview(
    output: Annotated[Path, typer.Argument(help="A built site.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes a free one.")] = 8000,
) -> None:
    """Serve a built site on this machine until Ctrl-C."""
    from lecturebook.preview import serve

    with _errors():
        serve(output, port, announce=lambda url: typer.echo(f"Serving {output} at {url} (Ctrl-C stops)"))


def _build_here(
    places: list[Path],
    output: Path,
    templates: Path | None,
    model: str,
    dtype: Dtype,
    device: str,
    language: str,
) -> Report:
    from lecturebook.course.build import build as build_course
    from lecturebook.options import Options

    options = Options(language=language, model=model, dtype=dtype.value, device=device)
    return build_course(places, output, options=options, templates=templates)


@contextmanager
def _errors() -> Iterator[None]:
    """A user's mistake ends in one line and exit code 2, without a traceback."""
    try:
        yield
    except LecturebookError as error:
        typer.echo(f"error: {printable(str(error))}", err=True)
        raise typer.Exit(WRONG_USAGE) from error


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


def _summarize(report: Report, *, quiet: bool) -> None:
    """One line of result, one for each failure, and the exit code."""
    for failure in report.failures:
        typer.echo(f"failed: {printable(failure.file)}: {printable(failure.reason)}", err=True)
    if not report.lectures and not report.failures:
        typer.echo("error: no transcript found; `lecturebook formats` lists what is read", err=True)
        raise typer.Exit(WRONG_USAGE)
    if report.lectures and not quiet:
        guides = "1 guide" if report.lectures == 1 else f"{report.lectures} guides"
        typer.echo(f"{guides}, {report.concepts} concepts: open {report.output / 'index.html'}")
    if report.failures:
        raise typer.Exit(SOME_FAILED)


def main() -> None:
    """Run the command; what the console script calls."""
    app()


if __name__ == "__main__":
    main()
