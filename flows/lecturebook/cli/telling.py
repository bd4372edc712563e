"""The commands that change nothing: they tell what a site, a guide or a transcript holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from lecturebook.errors import NOT_PROVEN
from lecturebook.terminal import one_line_errors, printable


def check(
    output: Annotated[Path, typer.Argument(help="A built site.")],
    lectures: Annotated[
        list[Path] | None, typer.Option(help="The transcripts it was built from: then its words are proven too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the proof as JSON.")] = False,
) -> None:
    """Prove a built site: each quote stands in the words at its second, each link leads where it says."""
    from lecturebook.check import check_site

    with one_line_errors():
        proof = check_site(output, lectures)
    if as_json:
        typer.echo(json.dumps(proof.to_json(), indent=1))
    else:
        for finding in proof.findings:
            typer.echo(printable(str(finding)), err=True)
        typer.echo(proof.summary())
    if not proof.holds:
        raise typer.Exit(NOT_PROVEN)


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

    with one_line_errors():
        changes = read_guide(guide).ledger
    if as_json:
        typer.echo(json.dumps([asdict(change) for change in changes], indent=1))
        return
    for change in changes:
        typer.echo(printable(f"{clock(change.second):>8}  {change.rule:9} {change.before!r} -> {change.after!r}"))
    typer.echo(f"{len(changes)} changes")


def suspects(guides: Annotated[list[Path], typer.Argument(metavar="GUIDE...", help="guide.json files.")]) -> None:
    """List what may be mis-heard, with seconds, as lines for aliases.toml: take the # from those you decide on."""
    from lecturebook.course.suspects import suspect_lines
    from lecturebook.guide_json import read_guide

    with one_line_errors():
        for line in suspect_lines([read_guide(file) for file in guides]):
            typer.echo(line)


def inspect(
    file: Annotated[Path, typer.Argument(help="A transcript file.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything that was read, as JSON.")] = False,
) -> None:
    """Show how a file is read: format, encoding, cues kept, repaired and dropped with reasons, the first lines."""
    from lecturebook.inspection import inspection, report
    from lecturebook.read import read_file

    with one_line_errors():
        transcripts = read_file(file)
    if as_json:
        typer.echo(json.dumps(inspection(transcripts), indent=1))
    else:
        for line in report(transcripts):
            typer.echo(printable(line))


def formats() -> None:
    """List the transcript formats that are read; each is recognised by its content."""
    from lecturebook.read import FORMATS

    for known in FORMATS:
        typer.echo(f"{known.name:12} {' '.join(known.suffixes):24} {known.description}")
