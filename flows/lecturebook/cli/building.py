"""``lecturebook build`` and ``guide``: transcripts in, a site out, a line of what was done and the exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from lecturebook.cli import options as option
from lecturebook.errors import SOME_FAILED, WRONG_USAGE
from lecturebook.terminal import one_line_errors, printable

if TYPE_CHECKING:
    from pathlib import Path

    from lecturebook.course.engine import Concurrent, Engine
    from lecturebook.course.report import Report
    from lecturebook.options import Options


def build(
    lectures: Annotated[str, typer.Argument(help="A folder of transcripts, or one transcript; or its URL.")],
    output: option.Output,
    templates: option.Templates = None,
    model: option.Model = "",
    punctuation: option.Punctuation = "",
    writer: option.Writer = "",
    dtype: option.DtypeOption = option.Dtype.auto,
    device: option.Device = "cpu",
    language: option.Language = "",
    detail: option.Detail = "",
    runner: option.RunnerOption = option.RunnerKind.threads,
    workers: option.Workers = 2,
    timeout: option.Timeout = None,
    dask_address: option.DaskAddress = "",
    no_prefect: Annotated[bool, typer.Option("--no-prefect", help="Run the same stages without Prefect.")] = False,
    wait: option.Wait = 0,
    cache: option.Cache = None,
    fresh: option.Fresh = False,
    explain: option.Explain = False,
    report: option.ReportFile = None,
    quiet: option.Quiet = False,
) -> None:
    """Build the site of a course: a study guide for each lecture, linked, through the Prefect flow.

    Guides of lectures that have not changed are taken from the last build, and nothing is published that is not proven.
    """
    from lecturebook.course.remote import write_report

    with one_line_errors(), _progress(quiet=quiet):
        if no_prefect:
            options = _options(model, punctuation, writer, dtype, device, language, detail)
            with closing(_plain_engine(runner, workers, timeout, dask_address)) as engine:
                done = _build_here([lectures], output, options, templates, cache, wait=wait, fresh=fresh, engine=engine)
            write_report(done, report, output)
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


def guide(
    files: Annotated[list[str], typer.Argument(help="One transcript or several.")],
    output: option.Output,
    templates: option.Templates = None,
    model: option.Model = "",
    punctuation: option.Punctuation = "",
    writer: option.Writer = "",
    dtype: option.DtypeOption = option.Dtype.auto,
    device: option.Device = "cpu",
    language: option.Language = "",
    detail: option.Detail = "",
    wait: option.Wait = 0,
    cache: option.Cache = None,
    fresh: option.Fresh = False,
    explain: option.Explain = False,
    report: option.ReportFile = None,
    quiet: option.Quiet = False,
) -> None:
    """Make the guide of one lecture, or a few, at once and without Prefect."""
    from lecturebook.course.remote import write_report

    with one_line_errors(), _progress(quiet=quiet):
        options = _options(model, punctuation, writer, dtype, device, language, detail)
        done = _build_here(files, output, options, templates, cache, wait=wait, fresh=fresh)
        if report is not None:
            write_report(done, report, output)
    _summarize(done, quiet=quiet, explain=explain)


def _options(
    model: str, punctuation: str, writer: str, dtype: option.Dtype, device: str, language: str, detail: str
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
    places: list[str],
    output: str,
    options: Options,
    templates: Path | None,
    cache: Path | None,
    *,
    wait: float,
    fresh: bool,
    engine: Engine | None = None,
) -> Report:
    from lecturebook.course.cache import default_cache
    from lecturebook.course.job import Recipe
    from lecturebook.course.remote import build_at

    recipe = Recipe(options, templates, None if fresh else cache or default_cache())
    return build_at(places, output, recipe, wait=wait, engine=engine)


def _plain_engine(runner: option.RunnerKind, workers: int, timeout: float | None, dask_address: str) -> Concurrent:
    from lecturebook.course.scale import Scale, plain_engine

    return plain_engine(Scale(runner.value, workers, timeout, dask_address))


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
    for line in (*report.losses(), *(() if quiet else report.notes())):
        typer.echo(printable(line), err=True)
    if not report.guides and not report.failures:
        typer.echo("error: no transcript found; `lecturebook formats` lists what is read", err=True)
        raise typer.Exit(WRONG_USAGE)
    if report.guides and not quiet:
        guides = "1 guide" if report.guides == 1 else f"{report.guides} guides"
        news = "nothing changed" if report.is_unchanged else f"{report.count('made')} made, proven"
        typer.echo(f"{guides}, {report.concepts} concepts ({news}): open {printable(report.entry)}")
    if report.failures:
        raise typer.Exit(SOME_FAILED)
