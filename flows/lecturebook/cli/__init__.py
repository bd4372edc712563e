"""The command ``lecturebook``. Each of its commands parses, calls one function, prints one summary, returns the code.

What is heavy (torch, transformers, Prefect) is imported inside the command that needs it: ``--help`` answers at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from lecturebook import __version__
from lecturebook.cli.building import build, guide
from lecturebook.cli.editing import edit
from lecturebook.cli.showing import preview, upload
from lecturebook.cli.telling import check, formats, inspect, ledger, suspects
from lecturebook.errors import EXIT_CODES

__all__ = ["app", "main"]

app = typer.Typer(
    name="lecturebook",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Turn lecture transcripts into linked study guides; every statement carries the second it was said.",
    epilog=EXIT_CODES,
)

for _command, _example in (
    (build, "lecturebook build lectures -o site"),
    (guide, "lecturebook guide lecture.srt -o guide"),
    (check, "lecturebook check site --lectures lectures"),
    (ledger, "lecturebook ledger site/lectures/01-storage/guide.json"),
    (suspects, "lecturebook suspects site/lectures/*/guide.json >> lectures/aliases.toml"),
    (edit, 'lecturebook edit site --lectures lectures --section 01-storage/s1147 --title "Pages"'),
    (inspect, "lecturebook inspect lecture.en.vtt"),
    (formats, "lecturebook formats"),
    (upload, "lecturebook upload site s3://bucket/course"),
    (preview, "lecturebook preview site --port 8000"),
):
    app.command(epilog=f"Example: {_example}")(_command)


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


def main() -> None:
    """Run the command; what the console script calls."""
    app()
